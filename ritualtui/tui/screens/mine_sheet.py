"""The recovery sheet, on the screen until a key takes it off; it can be put in a file for printing."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from ritualtui.companion.private import space as own
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.mine_room import Sealed, Stay
from ritualtui.tui.textual_compat.containers import Vertical, VerticalScroll
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.text_field import Line

_PREFIX, _GROUP, _ROW = len("AGE-SECRET-KEY-1"), 6, 5


class SheetScreen(Sealed[None]):
    """See the module."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", _("I have it"), id="sheet.on", tooltip=_("Take it off the screen and continue")),
        Binding(
            "f", "file", _("to a file"), id="sheet.file", tooltip=_("Write the whole sheet to a file, for printing")
        ),
        Binding("escape", "back", _("back"), id="sheet.back", tooltip=_("Close the field, then continue")),
    ]

    def __init__(self, stay: Stay) -> None:
        super().__init__(stay)
        self._key = stay.open.opened.recovery_key

    def compose(self) -> ComposeResult:
        """What it is, the key in groups, a line for a file."""
        yield Head("mine")
        with VerticalScroll(id="body", can_focus=False), Vertical(id="door"):
            yield Static(words.MINE_SHEET, id="title", markup=False)
            yield Paragraph(words.MINE_SHEET_ABOUT, id="about")
            yield Static(Content(grouped(self._key)), id="key", markup=False)
            yield Line(placeholder=words.MINE_FILE_HERE, id="file")
        yield Notice()
        yield KeyBar("sheet.on", "sheet.file", SPLIT, "sheet.back", id="keys", main="sheet.on", wording=self._word)

    def _word(self, ident: str) -> str | None:
        """On the field, enter writes the file."""
        return words.MINE_SHEET_WRITE if ident == "sheet.on" and isinstance(self.focused, Input) else None

    def on_mount(self) -> None:
        """The field comes when it is asked for."""
        self.query_one("#file").display = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter in a field is a letter."""
        return not isinstance(self.focused, Input) if action == "file" else True

    def action_file(self) -> None:
        """Ask for the file's name."""
        field = self.query_one("#file", Line)
        field.display = True
        self.set_focus(field)

    def action_go_on(self) -> None:
        """Write the file where its name is typed; else go on."""
        field = self.query_one("#file", Line)
        if self.focused is not field:
            self.dismiss(None)
            return
        if not field.value.strip():
            self.action_back()
            return
        companion, written = self._companion, []
        sheet = own.sheet(companion.people.me.name, self._key, companion.today)
        if self._try(lambda: written.append(own.hand_out(field.value, sheet))):
            self.action_back()
            self.say(words.MINE_SHEET_KEPT.format(file=written[0]))

    def action_back(self) -> None:
        """Out of the field; else on."""
        field = self.query_one("#file", Line)
        if self.focused is field:
            field.display = False
            self.set_focus(None)
            self.refresh_bindings()
        else:
            self.dismiss(None)


def grouped(key: str) -> str:
    """A key in groups that can be copied by hand; spaces and line breaks do not matter when it is typed."""
    rest = key[_PREFIX:]
    groups = [rest[n : n + _GROUP] for n in range(0, len(rest), _GROUP)]
    rows = [" ".join(groups[n : n + _ROW]) for n in range(0, len(groups), _ROW)]
    return "\n".join([key[:_PREFIX], *rows])
