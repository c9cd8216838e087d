"""A report for a first session: the days, the kinds, each line with its mark, and then the file.

The lines are those that were there when the screen was opened; what has changed since is left out when it is written.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from ritualtui import freetext, kinds, messages
from ritualtui.companion.report import report
from ritualtui.companion.report.document import FORMS, Form
from ritualtui.companion.report.narrative import NAMINGS, Line, Naming, Retelling, Sealed
from ritualtui.companion.search import Query
from ritualtui.errors import RitualError
from ritualtui.kinds import Record
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens import report_top
from ritualtui.tui.screens.report_file import ReportFileScreen
from ritualtui.tui.screens.report_marks import Marks
from ritualtui.tui.screens.room import Room
from ritualtui.tui.textual_compat.containers import Container, Vertical
from ritualtui.tui.widgets.detail_pane import Detail
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar, key_name
from ritualtui.tui.widgets.loglist import LogList, Row
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.reportlist import ReportList
from ritualtui.tui.widgets.sentence import Paragraph, in_rows
from ritualtui.tui.widgets.text_field import Line as Field

if TYPE_CHECKING:
    from ritualtui.companion.private.space import Space

_RANGES: Final = (28, report.USUAL_DAYS, 182, 365, 0)
"""Days back that a key goes through; 0: from the beginning."""


class ReportScreen(Room[None]):
    """See the module. ``sealed`` are entries of one's own ``space`` that whoever is here has opened."""

    CSS_PATH = "../styles/report.tcss"
    AUTO_FOCUS = "ReportList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", _("in or out"), id="report.mark", tooltip=_("Include this line, or leave it out")),
        Binding(
            "a",
            "kind",
            _("all of its kind"),
            id="report.kind",
            tooltip=_("Include all lines of this kind, or leave them out"),
        ),
        Binding("v", "read_on", _("read on"), id="report.read-on", tooltip=_("Read on in this entry")),
        Binding(
            "r", "range", _("range"), id="report.range", tooltip=_("Other days: four or twelve weeks, a year, all")
        ),
        Binding("f", "when('since')", _("from"), id="report.since", tooltip=_("Type the first day")),
        Binding("t", "when('until')", _("to"), id="report.until", tooltip=_("Type the last day")),
        Binding("o", "own", _("only yours"), id="report.own", tooltip=_("With or without entries only you can see")),
        Binding("n", "names", _("names"), id="report.names", tooltip=_("Names as they are, initials, or A and B")),
        Binding("m", "form", _("format"), id="report.form", tooltip=_("HTML or Markdown")),
        Binding("u", "undo", _("undo"), id="report.undo", tooltip=_("Undo")),
        Binding("U", "redo", _("redo"), id="report.redo", show=False, tooltip=_("Redo")),
        Binding(
            "w", "write", _("write"), id="report.write", tooltip=_("Write the included lines to a file; it asks first")
        ),
        Binding("enter", "keep", _("use it"), id="report.keep", tooltip=_("Use this day")),
        Binding("escape", "back", _("back"), id="report.back", tooltip=_("Close the field, then the report")),
    ]

    def __init__(self, sealed: Sequence[Sealed] = (), space: "Space | None" = None) -> None:
        super().__init__()
        self._space = space
        companion = self._companion
        self._me = companion.people.me.id
        # Alone, all is one's own.
        self._choice = report.usual(companion.today)._replace(own=companion.people.solo)
        self._form: Form = FORMS[0]
        self._naming: Naming = NAMINGS[0]
        named = [entry if entry.id else entry._replace(id=f"private {n}") for n, entry in enumerate(sealed)]
        self._every = self._snapshot(named)
        self._shown: list[Line] = []
        self._marks = Marks()
        self._days = ("", "")  # the first and the last that are chosen
        self._of_kind: Counter[str] = Counter()
        self._in_kind: Counter[str] = Counter()
        self._typing = ""  # “since” or “until”, while it is typed
        self._retell()

    def _snapshot(self, sealed: list[Sealed]) -> list[Line]:
        """All that whoever is here may see, the newest first; the choice takes its part of that."""
        index = self._companion.index
        index.follow()
        while index.ahead():
            pass
        every: list[Line] = list(index.find(Query()))
        return sorted([*every, *sealed], key=lambda line: line.day, reverse=True) if sealed else every

    def compose(self) -> ComposeResult:
        """What is chosen, the lines, what is under the cursor."""
        yield Head(title=words.REPORT)
        with Vertical(id="top"):
            with Container(id="chosen"):
                yield Static("", id="choices", markup=False)
                yield Static("", id="count", markup=False)
            yield Static("", id="kinds", markup=False)
        with Container(id="body"):
            yield ReportList(self._line, messages.day_heading, self._is_out, id="list")
            with Detail(id="detail"):
                yield Paragraph(id="about")
                yield Paragraph(id="words")
        yield Notice()
        yield KeyBar(
            "report.keep", "report.mark", "report.kind", "report.read-on", "report.write", "report.undo",
            "report.redo", SPLIT,
            "report.lock", "report.back", "app.help", main="report.write", spare=("app.help",), id="keys",
        )  # fmt: skip

    def on_mount(self) -> None:
        """Show the usual choice."""
        for clicked in ("#choices", "#kinds"):
            self.query_one(clicked).auto_links = False  # they have colours of their own
        self._show()

    # -- showing

    def _retell(self) -> None:
        rituals = self._companion.rituals.names
        self._retold = Retelling(self._companion.people, rituals, self._naming)

    def _is_out(self, line: Line) -> bool:
        return line.id in self._marks.out

    def _line(self, line: Line) -> tuple[str, str, str]:
        sign = kinds.sign(line.kind)
        return sign, words.REPORT_MARKS[line.id in self._marks.out], self._retold.told(line).line + self._only_you(line)

    @staticmethod
    def _only_you(line: Line) -> str:
        return words.ONLY_YOU if isinstance(line, Sealed) or line.audience == "self" else ""

    def _show(self) -> None:
        """Show the lines of the choice."""
        in_range = takewhile(lambda line: line.day >= self._choice.since, self._every)
        self._shown = [line for line in in_range if self._choice.takes(line, self._me)]
        rows: list[Row] = []
        day = ""
        for line in self._shown:
            if line.day != day:
                day = line.day
                rows += ["", day] if rows else [day]
            rows.append(cast("Record", line))  # the list asks for an id, and hands the line back to us
        self._count()
        self.query_one(ReportList).show(rows, instead=words.REPORT_NONE)

    def _count(self) -> None:
        """Count anew what is in, and show it."""
        self._of_kind = Counter(line.kind for line in self._shown)
        self._in_kind = Counter(line.kind for line in self._shown if line.id not in self._marks.out)
        self._show_top()

    def _show_top(self) -> None:
        choice = self._choice
        today = self._companion.today
        since = choice.since or (self._shown[-1].day if self._shown else today)
        self._days = since, choice.until or today
        count = words.lines_in(self._in_kind.total(), len(self._shown)) if self._shown else ""
        self.query_one("#count", Static).update(Content.styled(count, "bold"))
        self._show_choices()
        self._show_kinds()
        self.refresh_bindings()

    def _show_choices(self) -> None:
        """What is chosen, each behind its key, and also a thing to click."""
        place, mine = self.query_one("#choices", Static), self._app.settings.keys
        usual = {made.id: made.key for made in ReportScreen.BINDINGS if isinstance(made, Binding)}
        chosen = report_top.choices(
            self._choice, self._form, self._naming, self._days,
            key=lambda ident: key_name(mine.get(ident, usual[ident]).partition(",")[0]),
            narrow=self.has_class("-narrow"),
        )  # fmt: skip
        place.update(in_rows(chosen, report_top.BETWEEN_CHOICES, place.size.width or self.size.width))

    def _show_kinds(self) -> None:
        """Each kind with how many of it are in."""
        place = self.query_one("#kinds", Static)
        parts = report_top.counts(self._kinds(), self._in_kind, wide=self.has_class("-wide"))
        place.update(in_rows(parts, report_top.BETWEEN_KINDS, place.size.width or self.size.width))

    def _kinds(self) -> list[tuple[str, int]]:
        return sorted(self._of_kind.items(), key=lambda kind: (-kind[1], kind[0]))

    def on_resize(self) -> None:
        """Kinds have their names where there is room, or no sign; what is chosen stands on one line or on two."""
        self.call_after_refresh(self._show_choices)
        self.call_after_refresh(self._show_kinds)

    @on(LogList.Chosen)
    def show_detail(self, event: LogList.Chosen) -> None:
        """What is under the cursor, whole, and whether it is in."""
        line = cast("Line | None", event.record)
        self._show_detail(line)
        self.refresh_bindings()

    def _show_detail(self, line: Line | None) -> None:
        about, whole = self.query_one("#about", Paragraph), self.query_one("#words", Paragraph)
        self.query_one(Detail).display = line is not None
        if line is None:
            return
        mark = words.REPORT_OUT if line.id in self._marks.out else words.REPORT_IN
        kind = kinds.named(line.kind, many=False)
        said = f"{kind}, {messages.day_heading(line.day)}: {mark}{self._only_you(line)}"
        about.update(Content.styled(said, "$text-muted"))
        whole.update(Content("\n".join(self._retold.told(line).lines)))
        self.query_one(Detail).scroll_home(animate=False)

    # -- acting

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing now are not offered."""
        if action in ("keep", "back"):
            return action == "back" or bool(self._typing)
        if isinstance(self.focused, Input):
            return False
        if action in ("mark", "kind"):
            return bool(self._shown)
        if action in ("undo", "redo"):
            return self._marks.can_undo if action == "undo" else self._marks.can_redo
        if action == "read_on":
            return self.query_one(Detail).longer
        return action != "write" or self._in_kind.total() > 0

    @property
    def _chosen(self) -> Line | None:
        return cast("Line | None", self.query_one(ReportList).chosen)

    def _mark(self, out: set[str]) -> None:
        """From now on these are left out."""
        self._marks.change(out)
        self._marked()

    def _marked(self) -> None:
        self._count()
        self._show_detail(self._chosen)
        self.query_one(ReportList).refresh()

    def action_mark(self) -> None:
        """The line under the cursor: in, or out."""
        line = self._chosen
        if line is not None:
            self._mark(self._marks.out ^ {line.id})

    @on(ReportList.Marked)
    def mark_clicked(self, event: ReportList.Marked) -> None:
        """The line whose mark was clicked."""
        self._mark(self._marks.out ^ {event.record.id})

    def action_read_on(self) -> None:
        """On in a text that is longer than its place; from its end to its beginning."""
        self.query_one(Detail).read_on()

    def action_kind(self) -> None:
        """All lines of the kind under the cursor."""
        line = self._chosen
        if line is not None:
            self._whole(line.kind)

    def action_whole_kind(self, number: int) -> None:
        """All lines of a kind that was clicked."""
        kinds = self._kinds()
        if number < len(kinds):
            self._whole(kinds[number][0])

    def _whole(self, kind: str) -> None:
        of_kind = {line.id for line in self._shown if line.kind == kind}
        self._mark(self._marks.out | of_kind if self._in_kind[kind] else self._marks.out - of_kind)

    def action_undo(self) -> None:
        """The marks as they were before the last change of them."""
        self._app.held.once("undo", lambda: self._reverse(self._marks.undo, words.REPORT_BACK))

    def action_redo(self) -> None:
        """The marks as they were before undo."""
        self._app.held.once("redo", lambda: self._reverse(self._marks.redo, words.REPORT_AGAIN))

    def _reverse(self, act: Callable[[], bool], said: str) -> None:
        if act():
            self._marked()
            self.say(said)

    def action_range(self) -> None:
        """Other days: the next of the usual ranges."""
        today = date.fromisoformat(self._companion.today)
        starts = [(today - timedelta(days=back - 1)).isoformat() if back else "" for back in _RANGES]
        at = starts.index(self._choice.since) if self._choice.since in starts and not self._choice.until else -1
        self._choose(self._choice._replace(since=starts[(at + 1) % len(starts)], until=""))

    def action_own(self) -> None:
        """With or without what only whoever is here sees."""
        self._choose(self._choice._replace(own=not self._choice.own))

    def action_names(self) -> None:
        """Names as they are, shortened, or hidden."""
        self._naming = NAMINGS[(NAMINGS.index(self._naming) + 1) % len(NAMINGS)]
        self._retell()
        self._show_top()
        self._show_detail(self._chosen)
        self.query_one(ReportList).refresh()

    def action_form(self) -> None:
        """HTML or Markdown."""
        self._form = FORMS[(FORMS.index(self._form) + 1) % len(FORMS)]
        self._show_top()

    def _choose(self, choice: report.Choice) -> None:
        self._choice = choice
        self.say("")
        self._show()

    async def action_when(self, end: str) -> None:
        """Type the first or the last day."""
        self._typing = end
        if not self.query("#typed"):
            asks = Static("", id="asks", markup=False)
            await self.query_one("#top").mount(Container(asks, Field(id="when"), id="typed"), before="#kinds")
        self.query_one("#asks", Static).update(words.REPORT_WHEN[end])
        field = self.query_one("#when", Field)
        field.placeholder = words.REPORT_WHEN_HINT.format(end=words.REPORT_ENDS[end])
        field.value = self._choice.since if end == "since" else self._choice.until
        self.query_one("#typed").display = True
        self.set_focus(field)  # at once; `focus` would let the next letter pass by
        self.refresh_bindings()

    def action_keep(self) -> None:
        """Take the day that was typed; what is none is said, and stays to be mended."""
        said = self.query_one("#when", Field).value.strip()
        try:
            day = self._companion.day_of(said) if said else ""
        except RitualError:
            self.say(words.REPORT_NO_DAY.format(said=freetext.quoted(said)), error=True)
            return
        choice = self._choice._replace(since=day) if self._typing == "since" else self._choice._replace(until=day)
        if choice.until and choice.since > choice.until:
            self.say(
                words.REPORT_LATER.format(since=report_top.day(choice.since), until=report_top.day(choice.until)),
                error=True,
            )
            return
        self._leave_field()
        self._choose(choice)

    def _leave_field(self) -> None:
        self._typing = ""
        self.query_one("#typed").display = False
        self.query_one(ReportList).focus()
        self.refresh_bindings()

    def action_write(self) -> None:
        """Say what comes of it, and ask for a file."""
        kept = [line for line in reversed(self._shown) if line.id not in self._marks.out]
        about = report.about(self._companion, self._choice, self._naming)
        self.app.push_screen(ReportFileScreen(kept, about, self._form, self._space))

    def action_back(self) -> None:
        """Out of the field, then out of here."""
        if self._typing:
            self.say("")
            self._leave_field()
        else:
            self.dismiss(None)
