"""Something that is to come back: what kind, the words, the day."""

from datetime import date, timedelta
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from ritualtui import days, freetext, kinds, messages, records
from ritualtui.errors import RitualError, UsageError
from ritualtui.strings import _
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.one_of import OneOf
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.text_field import Line


def _offered() -> list[tuple[str, str, str]]:
    """Each kind that comes back on a day: its name in the data file, its field for the day, what it is called."""
    found = []
    for row in kinds.ROWS:
        field = next((name for name in ("due", "on") if name in row.record.__struct_fields__), "")
        if row.comes_back is not None and field:
            found.append((row.kind, field, row.names[0].lower()))
    return sorted(found, key=lambda one: not kinds.by_name()[one[0]].own({}, False))  # first what is one's own


_PLACE: Final = "add-coming"


class AddScreen(Small[str | None]):
    """Answers what to say; None where nothing was saved."""

    CSS_PATH = "../styles/small.tcss"
    AUTO_FOCUS = "#what"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", _("line"), id="add.up", tooltip=_("The line above")),
        Binding("down", "app.focus_next", _("line"), id="add.down", tooltip=_("The line below")),
        Binding("enter", "take", _("save"), id="add.take", tooltip=_("Save it, as the last line says")),
        Binding("escape", "leave", _("back"), id="add.leave", tooltip=_("Back. Nothing is saved.")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._offered = _offered()

    def compose(self) -> ComposeResult:
        """The lines, and what enter will do."""
        with Vertical(id="box", classes="wide"):
            yield Static(_("What is to come back?"), id="title", markup=False)
            yield OneOf(_("What"), [said for _kind, _field, said in self._offered], id="kind")
            yield Line(self._app.unkept.offered(_PLACE), _("in a few words"), id="what",
                       takes=("add.take", self._to_the_day))  # fmt: skip
            yield Line(placeholder=_("the day: friday, 24 Dec, in 9 days; empty for tomorrow"), id="day",
                       takes=("add.take", self._take))  # fmt: skip
            yield Paragraph(id="about")
            yield KeyBar("add.up+add.down", "one-of.before+one-of.next", "add.take", SPLIT, "add.leave")

    def on_mount(self) -> None:
        """Say what enter will do."""
        self._show()

    def half_written(self) -> dict[str, str]:
        """The words."""
        return {_PLACE: self.query_one("#what", Line).value}

    def _day(self) -> date:
        """The day that was typed. Raises ``UsageError``."""
        companion = self._app.companion
        assert companion is not None
        today = date.fromisoformat(companion.today)
        typed = self.query_one("#day", Line).value.strip()
        if not typed:
            return today + timedelta(days=1)
        if "yearly" in records.fields(self._kind[0]):
            return days.of_any_year(typed, today)
        day = days.to_come(typed, today)
        if day < today:
            raise UsageError(_("That day is over."), days.AHEAD_EXAMPLES)
        return day

    @property
    def _kind(self) -> tuple[str, str, str]:
        return self._offered[self.query_one("#kind", OneOf).chosen]

    @on(OneOf.Chosen)
    @on(Input.Changed)
    def _show(self) -> None:
        try:
            said = _("{what}, {day}").format(what=self._kind[2], day=messages.day_heading(self._day().isoformat()))
        except RitualError as err:
            said = str(err)
        self._say(said[:1].upper() + said[1:])

    def _say(self, text: str) -> None:
        self.query_one("#about", Paragraph).update(Content(freetext.one_line(text)))

    def _to_the_day(self, typed: str) -> bool:
        self.set_focus(self.query_one("#day"))
        return True

    def _take(self, _typed: str) -> bool:
        self.action_take()
        return True

    def action_take(self) -> None:
        """Save it."""
        companion = self._app.companion
        if companion is None:
            return
        kind, field, _said = self._kind
        try:
            words = freetext.needed(self.query_one("#what", Line).value)
            fields: dict[str, Any] = {"kind": kind, "text": words, field: self._day().isoformat()}
            companion.log.add(fields)
        except RitualError as err:
            self._say(str(err))
            return
        self.dismiss(_("Saved: {text}").format(text=freetext.quoted(words)))

    def action_leave(self) -> None:
        """Save nothing."""
        self.dismiss(None)
