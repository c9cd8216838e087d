"""``report``: the lines of a choice, a screenful at a time, what is left out of them, and then the document."""

import re
import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.exceptions import Exit

from ritualtui import freetext, messages
from ritualtui.cli import params, passphrase
from ritualtui.cli.invocation import Session, ask, on_a_terminal
from ritualtui.cli.output import fitted, say, say_whole, tell
from ritualtui.errors import UsageError
from ritualtui.strings import _, dates

if TYPE_CHECKING:
    from ritualtui.companion.report.document import Form
    from ritualtui.companion.report.narrative import Line, Naming, Retelling
    from ritualtui.companion.report.report import Choice
    from ritualtui.companion.service import Companion

_MARKS = re.compile(r"([+-]?)(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?")
_SHORTEST = 4
_TITLE = 80
_DAY_WIDE = len(_("Wed 30 Nov"))
_AROUND = 6
"""Lines of a screenful that are not the lines looked at."""


@click.command("report")
@click.option(
    "--since", metavar="TIME", callback=params.given, help=_("From this day on; twelve weeks back by default.")
)
@click.option("--until", metavar="TIME", callback=params.given, help=_("Up to this day."))
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", callback=params.given, shell_complete=params.kinds,
    help=_("appreciation, bid, ritual … (repeat for more); all by default."),
)  # fmt: skip
@click.option("--own", is_flag=True, help=_("Include entries only you can see."))
@click.option(
    "--private", "private", is_flag=True,
    help=_("Also offer entries from your private space. None is included unless you add it."),
)  # fmt: skip
@passphrase.option
@click.option("--leave-out", "left_out", multiple=True, metavar="ID", callback=params.given,
              help=_("Leave out the entry with this id from `list` (repeat for more)."))  # fmt: skip
@click.option("--all", "everything", is_flag=True, help=_("Include every line without asking."))
@click.option(
    "--names", "naming", metavar="full|initials|letters", callback=params.given, default="full",
    shell_complete=params.one_of("full", "initials", "letters"), help=_("Names as they are, initials, or A and B."),
)  # fmt: skip
@click.option("--title", metavar="WORDS", callback=params.given, help=_("The title."))
@click.option("--for", "reader", metavar="WHO", callback=params.given, help=_("Who it's for."))
@click.option(
    "--format", "form", metavar="html|md", callback=params.given, shell_complete=params.one_of("html", "md"),
    help=_("One HTML file, or Markdown; by default the ending of FILE decides."),
)  # fmt: skip
@click.option("--out", metavar="FILE", callback=params.given, shell_complete=params.files,
              help=_("Where to write it; - is standard output."))  # fmt: skip
@click.option("--force", is_flag=True, help=_("Overwrite FILE if it exists."))
@click.pass_obj
def report_command(
    session: Session, since: str | None, until: str | None, kinds: tuple[str, ...], own: bool,
    private: bool, file: str | None, left_out: tuple[str, ...], everything: bool, naming: str, title: str | None,
    reader: str | None, form: str | None, out: str | None, force: bool,
) -> None:  # fmt: skip
    """Make a summary for a first therapy session: what you practise, and how things have been going.

    You see every line before anything is written, and leave out what shouldn't be in it. Entries from your private
    space are only offered with --private, and each is left out until you add it; --all includes them too.

    If you're afraid of your partner, talk to a helpline before you put this together: `ritualtui help abuse`.

    \b
    ritualtui report --since "6 weeks ago" --kind appreciation --kind bid
    ritualtui report --all --names letters --out for-us.md
    """
    from ritualtui.companion import transfer
    from ritualtui.companion.report import narrative, report
    from ritualtui.companion.report.document import rendered

    said = narrative.words()
    shape = _form(form, out)
    named = _naming(naming)
    heading = freetext.needed(title, _TITLE, "title") if title else ""
    whom = freetext.needed(reader, _TITLE, "name") if reader else ""
    if file is not None and not private:
        raise UsageError(
            _("A passphrase is only used with --private."), _("Add --private, or leave the passphrase out.")
        )
    with session.companion() as companion:
        if not everything and not on_a_terminal():
            raise UsageError(said["review"]["needs_terminal"], said["review"]["needs_terminal_next"])
        tell(companion.rituals.problems)
        choice = _choice(companion, since, until, kinds, own or companion.people.solo, private)
        place = out or report.suggested(companion.today, shape)
        if place != "-":
            transfer.destination(companion.places, place, force=force)  # before anybody has gone through the lines
        about = report.about(companion, choice, named)._replace(title=heading, reader=whom)
        space = passphrase.opened(companion.private, file) if private else None
        tell([*space.news, *space.told] if space is not None else ())
        lines = report.choose(companion, choice, space.reported() if space is not None else ())
        gone = _left_out(lines, left_out)
        any_offered = len(gone) < len(lines)
        if not everything:
            gone |= {n for n, line in enumerate(lines) if isinstance(line, narrative.Sealed)}
        if not everything and any_offered:
            retold = narrative.Retelling(about.people, about.rituals, named)
            _Review(lines, gone, retold, companion.people.solo).go_through(
                place if place != "-" else said["review"]["place"],
                lambda kept: report.plainly(companion.people, kept, named),
            )
        kept = [line for n, line in enumerate(lines) if n not in gone]
        still = report.standing(companion, kept, space)
        if not still:
            raise report.nothing()
        if len(still) < len(kept):
            tell([narrative.saying("before", "changed", len(kept) - len(still))])
        if everything:
            tell([report.plainly(companion.people, still, named)])
        if place == "-":
            say_whole(rendered(report.compose(still, about), shape))
        else:
            _path, count = report.hand_out(companion, place, still, about, shape, space, force=force)
            if count < len(still):
                tell([narrative.saying("before", "changed", len(still) - count)])
            tell([narrative.saying("before", "written", count, file=place)])
        companion.tidy()


def _form(form: str | None, out: str | None) -> "Form":
    """As it was asked for, else as the name of the file ends, else HTML."""
    if form is None:
        return "md" if out is not None and Path(out).suffix.casefold() in (".md", ".markdown", ".txt") else "html"
    if form == "md" or form == "html":
        return form  # type: ignore[return-value]
    raise UsageError(
        _("There's no format {form}.").format(form=freetext.quoted(form)), _("The formats are html and md.")
    )


def _naming(naming: str) -> "Naming":
    from ritualtui.companion.report.narrative import NAMINGS

    for one in NAMINGS:
        if naming == one:
            return one
    raise UsageError(
        _("--names can't be {naming}.").format(naming=freetext.quoted(naming)),
        _("It can be {namings}.").format(namings=", ".join(NAMINGS)),
    )


def _choice(
    companion: "Companion", since: str | None, until: str | None, kinds: tuple[str, ...], own: bool, private: bool
) -> "Choice":
    from ritualtui.companion.report import report
    from ritualtui.practice import prompts

    known = (*report.reported(), *(prompts.KINDS if private else ()))
    kinds = tuple(params.kind(said, known) for said in kinds)
    first = companion.day_of(since) if since else ""
    last = companion.day_of(until) if until else ""
    if not since:
        first = report.usual(last or companion.today).since
    if last and first > last:
        raise UsageError(
            _("{last} is before {first}.").format(last=last, first=first),
            _("Give --since an earlier day, or --until a later one."),
        )
    return report.Choice(first, last, frozenset(kinds), own or companion.people.solo)  # alone, all is one's own


def _left_out(lines: "Sequence[Line]", idents: tuple[str, ...]) -> set[int]:
    """The places of the lines with these ids, or ends of ids. Raises ``UsageError`` where it is not one of them."""
    gone = set()
    for ident in idents:
        asked = freetext.clean(ident, 80, "id").lower().lstrip("#…")
        found = [n for n, line in enumerate(lines) if len(asked) >= _SHORTEST and line.id.endswith(asked)]
        if len(found) != 1:
            which = _("more than one line") if found else _("no line here")
            raise UsageError(
                _("{ident} matches {which}.").format(ident=freetext.quoted(ident), which=which),
                _("`ritualtui list` shows the ids. Nothing was written."),
            )
        gone.add(found[0])
    return gone


class _Review:
    """Going through the lines on a terminal. ``gone`` are the places of those left out; it changes on the way."""

    def __init__(self, lines: "Sequence[Line]", gone: set[int], retold: "Retelling", solo: bool) -> None:
        from ritualtui.companion.report.narrative import words

        self._lines, self._gone, self._retold, self._solo = lines, gone, retold, solo
        self._words: dict[str, Any] = words()["review"]
        self._wide = len(f"{len(lines):,}")

    def go_through(self, place: str, plainly: "Callable[[Sequence[Line]], str]") -> None:
        """Every line, then the question whether to write it. Raises ``Exit`` where somebody would rather not."""
        from ritualtui.companion.report.narrative import saying

        every = list(range(len(self._lines)))
        first, last = (messages.day_heading(self._lines[n].day) for n in (0, -1))
        say(fitted(saying("review", "begin", len(every), since=first, until=last)))
        self._pages(every)
        while True:
            kept = [n for n in every if n not in self._gone]
            if not kept:
                return
            say()
            say(fitted(saying("review", "stays", len(kept), out=messages.number(len(self._gone)))))
            say(fitted(plainly([self._lines[n] for n in kept])))
            said = ask(self._words["last"].format(file=freetext.one_line(place)), self._answer)
            if said == "y":
                return
            if said == "n":
                tell([self._words["unwritten"]])
                raise Exit(130)
            self._pages(kept if said == "look" else every, at=0 if said == "look" else -1)

    def _answer(self, said: str) -> str:
        for word, meant in (("yes", "y"), ("look", "look"), ("back", "b"), ("no", "n")):
            if said and word.startswith(said.casefold()):
                return meant
        raise UsageError(self._words["unclear"])

    def _pages(self, places: list[int], at: int = 0) -> None:
        """Show these lines, a screenful at a time, and take what is said to each."""
        pages = self._screenfuls(places)
        page = at % len(pages)
        while page < len(pages):
            say()
            for n in pages[page]:
                say(self._line(n))
            say(self._words["page"].format(first=pages[page][0] + 1, last=pages[page][-1] + 1, of=len(self._lines)))
            said = ask(self._words["ask"], self._marks)
            if said == "":
                page += 1
            elif said == "b":
                page = max(0, page - 1)

    def _marks(self, said: str) -> str:
        """Do what was said: numbers leave lines out, with a plus they come back. Returns what is not about lines."""
        if said.casefold() in ("", "b", "back"):
            return said[:1].casefold()
        asked: list[tuple[bool, range]] = []
        rest = said.replace(",", " ")
        for found in _MARKS.finditer(rest):
            first, last = int(found[2]), int(found[3] or found[2])
            asked.append((found[1] == "+", range(min(first, last) - 1, max(first, last))))
        if _MARKS.sub("", rest).strip() or any(r.start < 0 or r.stop > len(self._lines) for _, r in asked):
            raise UsageError(self._words["unclear_lines"])
        for back, those in asked:
            (self._gone.difference_update if back else self._gone.update)(those)
        return "marked"

    def _line(self, n: int) -> str:
        line = self._lines[n]
        when = date.fromisoformat(line.day)
        own = f"  {messages.ONLY_YOU}" if getattr(line, "audience", "self") == "self" and not self._solo else ""
        mark = "–" if n in self._gone else " "
        head = f"{mark} {n + 1:>{self._wide}}  {dates.short_day(when):<{_DAY_WIDE}}  "
        return fitted(f"{head}{self._retold.told(line).line}{own}", len(head))

    def _screenfuls(self, places: list[int]) -> list[list[int]]:
        """``places`` in pages that a terminal shows at once; a line longer than that is a page of its own."""
        columns, rows = shutil.get_terminal_size()
        pages: list[list[int]] = []
        free = 0
        for n in places:
            takes = sum(max(1, -(-len(row) // max(1, columns))) for row in self._line(n).split("\n"))
            if takes > free:
                pages.append([])
                free = rows - _AROUND
            pages[-1].append(n)
            free -= takes
        return pages
