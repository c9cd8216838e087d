"""Up to three feelings: typing finds them, enter adds one, and a word that isn't there is as good as one that is."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ritualtui import freetext
from ritualtui.kinds.checkin import FEELING_LIMIT, MOST_FEELINGS
from ritualtui.practice import feelings
from ritualtui.practice.ritual_run import split_feelings
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.textual_compat.containers import Horizontal, Vertical
from ritualtui.tui.widgets.fields import Field
from ritualtui.tui.widgets.marked import Marked
from ritualtui.tui.widgets.text_field import Line

if TYPE_CHECKING:
    from ritualtui.tui.screens.room import Room

_FAMILY, _WORD = 13, 21
"""Cells of the columns before the explanation."""
_ROOM_FOR_GLOSS = 58
_ROOM_FOR_FAMILY = 44


class Found(Marked, can_focus=False):
    """The words that were found. The cursor stays on the line above, so its own mark is always seen."""

    DEFAULT_CSS = """
    Found { border: none; padding: 0; background: transparent; height: 1fr; scrollbar-size-vertical: 1; }
    Found > .option-list--option { padding: 0 1 0 2; }
    Found > .option-list--option-hover { background: $panel; }
    Found > .option-list--option-highlighted { background: $panel; color: $text; text-style: bold; }
    """

    @property
    def marks(self) -> bool:
        """Always."""
        return True


class Feel(Field, Vertical):
    """See the module. Enter on an empty line, with nothing pointed at, is the screen's: it passes the page."""

    DEFAULT_CSS = """
    Feel { height: 1fr; min-height: 4; }
    Feel > #felt-line { height: 2; border-bottom: solid $border; }
    Feel > #felt-line > Line { width: 1fr; }
    Feel > #felt-line > #felt { width: auto; max-width: 60%; color: $text; text-style: bold; }
    Feel:focus-within > #felt-line { border-bottom: solid $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "point(1)", _("choose"), id="feel.down", priority=True, tooltip=_("The feeling below")),
        Binding("up", "point(-1)", _("up"), id="feel.up", priority=True, show=False, tooltip=_("The feeling above")),
        Binding("backspace", "take_back", _("take one back"), id="feel.take-back", priority=True,
                tooltip=_("In an empty field: take the last feeling back")),
    ]  # fmt: skip

    def __init__(self, given: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self.chosen = split_feelings(given)
        self._shown: list[feelings.Feeling] = []
        # Known by itself: while a page is taken away it is asked for, and no longer found.
        self.field = Line(placeholder=words.FEELING_HERE, takes=("guide.next", lambda _: self.add()))

    def compose(self) -> ComposeResult:
        """The line, with what was chosen at its end, over the words."""
        with Horizontal(id="felt-line"):
            yield self.field
            yield Static("", id="felt", markup=False)
        yield Found(id="found", markup=False)

    def on_mount(self) -> None:
        """Everything there is."""
        self._find()

    def on_resize(self) -> None:
        """Its columns are as wide as there is room."""
        self._show()

    @on(Line.Changed)
    def typed(self) -> None:
        """Find what was typed."""
        self._find()

    def _find(self) -> None:
        typed = self.field.value.strip()
        self._shown = feelings.search(typed)
        self._show()
        self.query_one(Found).highlighted = 0 if typed and self._shown else None
        self.refresh_bindings()

    def _show(self) -> None:
        """The words with their columns, and what was chosen."""
        found = self.query_one(Found)
        at, width = found.highlighted, self.size.width
        found.set_options(map(self._option, range(len(self._shown)), [width] * len(self._shown)))
        found.highlighted = at
        self.query_one("#felt", Static).update("  ·  ".join(map(freetext.one_line, self.chosen)))

    def _option(self, at: int, width: int) -> Option:
        """One word; the name of its family stands where the family begins."""
        one = self._shown[at]
        family = one.family if not at or self._shown[at - 1].family != one.family else ""
        mark = "✓ " if one.text in self.chosen else "  "
        parts: list[tuple[str, str] | str] = (
            [(f"{family:<{_FAMILY}}", "$text-muted")] if width >= _ROOM_FOR_FAMILY else []
        )
        parts += [(mark, "$primary"), f"{one.text:<{_WORD}}"]
        parts += [(one.gloss, "$text-muted")] if width >= _ROOM_FOR_GLOSS else []
        return Option(Content.assemble(*parts))

    @property
    def given(self) -> str:
        """What was chosen; also what is on the line, where it is a word by itself and no beginning of one."""
        typed = self.field.value.strip()
        whole = typed and (feelings.named(typed) is not None or not feelings.search(typed))
        return ", ".join([*self.chosen, *([typed] if whole else [])])

    @property
    def entry(self) -> Widget:
        """Its line."""
        return self.field

    @property
    def takes(self) -> bool:
        """Whether enter adds something."""
        if not self.is_mounted or self.screen.focused is not self.field:
            return False
        return bool(self.field.value.strip()) or self.query_one(Found).highlighted is not None

    def take_in(self) -> None:
        """Add it."""
        self.add()

    def add(self) -> bool:
        """Add the word that is pointed at, or what was typed; one that is there already goes. False: there is none."""
        at, typed = self.query_one(Found).highlighted, self.field.value.strip()
        text = self._shown[at].text if at is not None else typed[:FEELING_LIMIT].strip(", ")
        if not text:
            return False
        self._change(text)
        self.field.value = ""
        self._find()
        return True

    def _change(self, text: str) -> None:
        if text in self.chosen:
            self.chosen.remove(text)
        elif len(self.chosen) < MOST_FEELINGS:
            self.chosen.append(text)
        else:
            cast("Room[object]", self.screen).say(words.THREE_FEELINGS)

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        """A word was clicked."""
        event.stop()
        self._change(self._shown[event.option_index].text)
        self.field.value = ""
        self._find()

    def action_point(self, step: int) -> None:
        """The word above or below; above the first, none."""
        found = self.query_one(Found)
        at = -1 if found.highlighted is None else found.highlighted
        to = min(max(at + step, -1), len(self._shown) - 1)
        found.highlighted = to if to >= 0 else None
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A line that has something on it needs the key for itself."""
        return bool(self.chosen) and not self.field.value if action == "take_back" else True

    def action_take_back(self) -> None:
        """Take the last word back."""
        if self.chosen:
            self.chosen.pop()
            self._show()
            self.refresh_bindings()
