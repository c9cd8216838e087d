"""A report for a first session with somebody who helps: chosen lines, looked at one by one, as a document.

    chosen = report.choose(companion, report.Choice(since="2026-09-01"))
    kept = [line for line in chosen if …]
    report.hand_out(companion, "report.html", kept, report.about(companion, choice), "html")

Nothing is in it that whoever is here may not see. What one keeps to oneself is in it only where that is asked for; of
the sealed space only what its owner has opened and hands in.
"""

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ritualtui import kinds, messages
from ritualtui.clock import EARLIEST
from ritualtui.companion import files_for_people, transfer
from ritualtui.companion.people import People
from ritualtui.companion.record_order import moment_of
from ritualtui.companion.report.document import Document, Form, Item, Section, rendered
from ritualtui.companion.report.narrative import (
    Line,
    Naming,
    Retelling,
    Sealed,
    counted,
    long_day,
    saying,
    words,
)
from ritualtui.companion.rituals import Rituals
from ritualtui.errors import RitualError
from ritualtui.kinds import Pause, Record, Ritual
from ritualtui.practice.streaks import ritual_days
from ritualtui.strings import _, as_sentence, dates

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.private.space import Space
    from ritualtui.places import Places

USUAL_DAYS: Final = 84
"""Twelve weeks: what a first session looks at, unless another range is chosen."""
_SHOWN_FROM = 3  # what is said of usual weeks rests on so many whole ones


def reported() -> tuple[str, ...]:
    """The kinds that a report may hold."""
    return tuple(row.kind for row in kinds.ROWS if not row.setting)


class Choice(NamedTuple):
    """What a report is chosen from: days (ISO, both included; empty: no bound), kinds (none: all), one's own."""

    since: str = ""
    until: str = ""
    kinds: frozenset[str] = frozenset()
    own: bool = False

    def takes(self, line: Line, me: str) -> bool:
        """Whether ``line`` may be in it, for the person ``me`` (an id). What never may: another's own, settings."""
        if line.day < self.since or (self.until and line.day > self.until):
            return False
        if (self.kinds and line.kind not in self.kinds) or (_date(line.day) or date.min) < EARLIEST:
            return False
        return isinstance(line, Sealed) or (
            _tellable(line) and (line.audience == "ours" or (self.own and _own(line, me)))
        )


class About(NamedTuple):
    """What the document says of itself. ``since`` and ``until`` are ISO days, ``rituals`` id → name."""

    people: People
    rituals: Mapping[str, str]
    since: str
    until: str
    today: str
    title: str = ""
    reader: str = ""
    naming: Naming = "full"


def usual(today: str) -> Choice:
    """The last twelve weeks."""
    return Choice((date.fromisoformat(today) - timedelta(days=USUAL_DAYS - 1)).isoformat(), "")


def choose(companion: "OpenLog", choice: Choice, sealed: Sequence[Sealed] = ()) -> list[Line]:
    """The lines of a choice, oldest first. ``sealed`` are entries that their owner has opened."""
    me = companion.people.me.id
    found: list[Line] = [record for record in companion.visible() if choice.takes(record, me)]
    found += [entry for entry in sealed if choice.takes(entry, me)]
    return sorted(found, key=_moment)


def standing(companion: "OpenLog", lines: Iterable[Line], space: "Space | None" = None) -> list[Line]:
    """Those of ``lines`` that the log still holds as they were when they were looked at.

    Sealed ones are looked for in the open ``space`` where it is given.
    """
    companion.refresh()
    now = {record.id: record for record in companion.visible()}
    if space is not None:
        space.refresh()
        sealed = {entry._replace(id="") for entry in space.reported()}  # a screen names those that have none
        lines = [line for line in lines if not isinstance(line, Sealed) or line._replace(id="") in sealed]
    return [line for line in lines if isinstance(line, Sealed) or _same(now.get(line.id), line)]


def about(companion: "OpenLog", choice: Choice, naming: Naming = "full") -> About:
    """What a document of this choice says of itself. Its days begin where the log does, at the earliest."""
    me, rituals = companion.people.me.id, companion.group(Rituals).names
    at_all = Choice(own=choice.own)
    days = [record.day for record in companion.visible() if at_all.takes(record, me)]
    since = max(choice.since, min(days, default=companion.today))
    return About(companion.people, rituals, since, choice.until or companion.today, companion.today, naming=naming)


# -- the document


def compose(lines: Sequence[Line], about: About) -> Document:
    """The document that ``lines`` (oldest first) make. Counts are of these lines alone: nothing left out shows in it.

    Raises ``ValueError`` for a line that may not be in any report of this person's.
    """
    me = about.people.me.id
    if not all(Choice(own=True).takes(line, me) for line in lines):
        raise ValueError("a line that is not this person's to report")
    retold = Retelling(about.people, about.rituals, about.naming)
    say: dict[str, str] = words()["document"]
    names = {"me": retold.person(me), "today": long_day(about.today), "reader": about.reader}
    since, until = _date(about.since) or date.min, _date(about.until) or date.max
    days = max(1, (until - since).days + 1)
    range_ = say["range"].format(since=long_day(about.since), until=long_day(about.until), days=messages.days(days))
    facts = (
        retold.everybody(set(retold.called)),
        range_,
        say["made_for" if about.reader else "made"].format(**names),
    )
    sections = [
        Section(say["short"], items=tuple(_in_short(lines, retold, days, names["me"]))),
        Section(say["rituals"], items=tuple(_rhythm(lines, retold, since, until))),
        Section(say["weeks"], parts=tuple(_weeks(lines, retold, me))),
    ]
    kept = tuple(section for section in sections if section.items or section.parts)
    return Document(about.title or say["title"], facts, say["about"].format(**names), kept)


def _in_short(lines: Sequence[Line], retold: Retelling, days: int, me: str) -> Iterable[Item]:
    """A plain count of each kind; the rituals have a part of their own."""
    say: dict[str, Any] = words()["short"]
    by_kind: dict[str, list[Line]] = {}
    for line in lines:
        by_kind.setdefault("other" if isinstance(line, Sealed) else line.kind, []).append(line)
    for kind in (*reported(), "other"):
        found = by_kind.get(kind, [])
        if not found or kind == "ritual":
            continue
        more = {"rate": _rate(len(found), days), "who": me, "how": "", "felt": "", "still": ""}
        row = kinds.by_name().get(kind)
        if row is not None and row.in_short is not None:
            more |= row.in_short(found, say)
        forms = say.get(kind) or [f"{{n}} {name.lower()}" for name in kinds.by_name()[kind].names]
        yield Item(as_sentence(counted(forms, len(found), **more)))


def _rate(count: int, days: int) -> str:
    """About how many in a time, where the range is long enough to say so."""
    say: dict[str, str] = words()["short"]
    if days < 14 or count < 3:
        return ""
    a_week = count * 7 / days
    if a_week >= 10.5:
        return say["a_day"].format(n=messages.number(round(a_week / 7)))
    return (
        say["a_week"].format(n=messages.number(round(a_week)))
        if a_week >= 0.75
        else say["in_weeks"].format(n=messages.number(round(1 / a_week)))
    )


def _rhythm(lines: Sequence[Line], retold: Retelling, since: date, until: date) -> Iterable[Item]:
    """How often each ritual was, in words: on how many days, in a usual week, and the week with the fewest."""
    say: dict[str, Any] = words()["rhythm"]
    done = [line for line in lines if isinstance(line, Ritual)]
    pauses = [(line.ritual, _date(line.since), _date(line.until or "")) for line in lines if isinstance(line, Pause)]
    for ident in sorted({line.ritual for line in done}, key=lambda ident: retold.ritual(ident)):
        days = ritual_days(done, ident)
        said = counted(say["days"], len(days), ritual=retold.ritual(ident))
        whole = [
            (sum(monday + timedelta(n) in days for n in range(7)), monday)
            for monday in _mondays(max(since, min(days)), until)
            if not any(_meets(monday, *days) for of, *days in pauses if of in ("", ident))
        ]
        if len(whole) >= _SHOWN_FROM:
            usual, (fewest, monday) = statistics.median_low(n for n, _ in whole), min(whole)
            said += say["usual"].format(n=messages.number(usual)) if usual else say["now_and_then"]
            said += (
                say["fewest"].format(day=long_day(f"{monday}", year=False), n=messages.number(fewest))
                if fewest < usual - 1
                else ""
            )
        yield Item(f"{said}.")


def _weeks(lines: Sequence[Line], retold: Retelling, me: str) -> Iterable[Section]:
    """The lines by their weeks. Rituals, which say little one by one, are a sentence at the head of each."""
    say, rhythm = words()["document"], words()["rhythm"]
    for monday, of_week in groupby(sorted(lines, key=lambda line: line.day), key=lambda line: _monday(line.day)):
        items, done = [], []
        for line in of_week:
            if isinstance(line, Ritual):
                done.append(line)
                continue
            lead, said = retold.told(line)
            note = say["sealed"] if isinstance(line, Sealed) else say["only"] if line.audience == "self" else ""
            when = date.fromisoformat(line.day)
            items.append(Item(lead, said, line.day, dates.short_day(when), note.format(who=retold.person(me))))
        each = [
            counted(rhythm["in_week"], len(ritual_days(done, ident)), ritual=retold.ritual(ident))
            for ident in sorted({line.ritual for line in done}, key=lambda ident: retold.ritual(ident))
        ]
        lead = rhythm["week"].format(each=", ".join(each)) if each else ""
        yield Section(say["week"].format(day=long_day(f"{monday}")), lead, tuple(items))


# -- before it is written

_LEFT: Final = 8
"""Words that may be names, of which so many are named."""


def plainly(people: People, lines: Sequence[Line], naming: Naming = "full") -> str:
    """That the file is not protected, whose words are in it, and what in them may be a name still."""
    say: dict[str, Any] = words()["before"]
    me = people.me.id
    named = Retelling(people, {})
    whose = {who for line in lines for who in ((me,) if isinstance(line, Sealed) else (line.by, line.said_by))}
    own = sum(isinstance(line, Sealed) or line.audience == "self" for line in lines)
    said = [say["unprotected"], say["whose"].format(who=named.everybody(whose))]
    said += [saying("before", "own", own)] if own else []
    if left := Retelling(people, {}, naming).left(lines):
        times = [
            f"“{word}”" if count == 1 else _("“{word}” ({count:,} times)").format(word=word, count=count)
            for word, count in left[:_LEFT]
        ]
        said.append(say["left" if len(left) <= _LEFT else "left_more"].format(words=", ".join(times)))
    return " ".join(said)


def nothing() -> RitualError:
    """That there is nothing to write."""
    return RitualError(words()["before"]["nothing"], words()["before"]["nothing_next"])


def suggested(today: str, form: Form, folder: str = ".") -> str:
    """A name for the file that says little, and that no file in ``folder`` has."""
    name, n = f"report-{today}.{form}", 1
    while (Path(folder) / name).exists():
        n += 1
        name = f"report-{today}-{n}.{form}"
    return name


def hand_out(
    companion: "OpenLog", file: str, lines: Sequence[Line], about: About, form: Form, space: "Space | None" = None,
    *, force: bool = False,
) -> tuple[Path, int]:  # fmt: skip
    """Write the document of ``lines`` to ``file``; returns where it is, and how many lines are in it.

    Those are left out that the log does not hold any more by the time the file is there, or the open ``space``. Raises
    ``RitualError`` where none is left, and as ``write`` does.
    """
    while True:
        kept = standing(companion, lines, space)
        if not kept:
            raise nothing()
        text = rendered(compose(kept, about._replace(people=companion.people)), form)
        still = partial(_still, companion, kept, space)
        with suppress(files_for_people.Changed):
            return write(companion.places, file, text, force=force, standing=still), len(kept)


@contextmanager
def _still(companion: "OpenLog", kept: list[Line], space: "Space | None") -> Iterator[bool]:
    with ExitStack() as both:
        both.enter_context(companion.storage.writing())
        if space is not None:
            from ritualtui.companion.private.space import Private

            both.enter_context(companion.group(Private).vault.held())
        yield standing(companion, kept, space) == kept


def write(
    places: "Places",
    file: str,
    text: str,
    *,
    force: bool = False,
    standing: files_for_people.Standing = files_for_people.always,
) -> Path:
    """Write ``text`` to ``file``, which only this user can read then; returns where it is.

    Raises ``RitualError`` where there is a file already (unless ``force``), or where it cannot be written, and
    ``Changed`` where not all of it is still ``standing``.
    """
    target = transfer.destination(places, file, force=force)
    try:
        files_for_people.put(str(target), text.encode(), standing, new=not force)
    except FileExistsError:
        raise transfer.is_there(file) from None
    return target


# -- days


def _tellable(record: Record) -> bool:
    """Settings are no part of what happened, and a ritual only begun is none yet."""
    if record.deleted or kinds.of(record).setting:
        return False
    return not isinstance(record, Ritual) or bool(record.complete or record.steps or not record.guided)


def _own(record: Record, me: str) -> bool:
    return record.audience == "self" and record.by == me


def _same(now: Record | None, then: Record) -> bool:
    return now is not None and (now.stamp, now.audience) == (then.stamp, then.audience)


def _moment(line: Line) -> tuple[float, str, str]:
    if isinstance(line, Record):
        return moment_of(line)
    try:
        return datetime.fromisoformat(line.at).timestamp(), "", line.id
    except (ValueError, OverflowError):
        return 0.0, "", line.id


def _date(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day or "")
    except ValueError:
        return None


def _monday(day: str) -> date:
    found = date.fromisoformat(day)
    return found - timedelta(days=min(found.weekday(), (found - date.min).days))


def _mondays(since: date, until: date) -> list[date]:
    """The Mondays of the weeks that lie whole within."""
    if (until - since).days < 6:
        return []
    first = since + timedelta(days=-since.weekday() % 7)
    return [first + timedelta(days=n) for n in range(0, (until - first).days - 5, 7)]


def _meets(monday: date, since: date | None, until: date | None) -> bool:
    return since is not None and since <= monday + timedelta(days=6) and (until is None or until >= monday)
