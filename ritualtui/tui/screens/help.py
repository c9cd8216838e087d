"""Help: the keys that hold on the screen one came from, each with what it does, by what they are for."""

from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from ritualtui import freetext
from ritualtui.strings import _
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.text_wrap import balanced
from ritualtui.tui.textual_compat.containers import Vertical, VerticalScroll
from ritualtui.tui.widgets.head import PLACES
from ritualtui.tui.widgets.keybar import KeyBar, key_name

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp

TITLE: Final = _("Keys on this screen")
_HERE, _RITUALS, _PLACES, _ALWAYS = _("Here"), _("Rituals"), _("Places"), _("Always")
_GROUPS: Final = (_HERE, _RITUALS, _PLACES, _ALWAYS)
_NUMBERED: Final = tuple(place.ident for place in PLACES.values())
_ELSEWHERE: Final = (
    "today.settings", "today.together", "today.first-steps", "today.report", "today.questions", "today.ritual-maker",
    "app.pages", "app.machines", "app.palette",
)  # fmt: skip
_EVERYWHERE: Final = ("app.help", "today.quit", "app.leave-now")
_WIDE: Final = 84
"""Cells from which the groups stand in two columns."""


class Row(NamedTuple):
    """A line of help: the keys, what they do, and the group it is in."""

    keys: str
    says: str
    group: str


class KeyTable(Widget):
    """Keys at the left, what they do beside them, in groups; in two columns where there is room."""

    DEFAULT_CSS = """
    KeyTable { height: auto; padding-right: 1; }
    """

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self.groups = {group: found for group in _GROUPS if (found := [row for row in rows if row.group == group])}
        self._keys_wide = max((Content(row.keys).cell_length for row in rows), default=0) + 2

    def _lines(self, width: int) -> list[Content]:
        if width < _WIDE:
            return self._column(list(self.groups), width)
        half = (width - 4) // 2
        left, right = (self._column([g for g in self.groups if (g in (_HERE, _RITUALS)) is one], half)
                       for one in (True, False))  # fmt: skip
        rows = max(len(left), len(right))
        left, right = ([*column, *[Content("")] * (rows - len(column))] for column in (left, right))
        return [
            Content.assemble(one, " " * (half + 4 - one.cell_length), other)
            for one, other in zip(left, right, strict=True)
        ]

    def _column(self, groups: list[str], width: int) -> list[Content]:
        lines: list[Content] = []
        for group in groups:
            lines += [Content("")] if lines else []
            lines.append(Content.styled(group, "$text-muted"))
            for row in self.groups[group]:
                keys = Content.styled(row.keys, "bold $text").pad_right(self._keys_wide - Content(row.keys).cell_length)
                parts = balanced(row.says, max(8, width - self._keys_wide))
                lines += [
                    Content.assemble(keys if n == 0 else " " * self._keys_wide, part) for n, part in enumerate(parts)
                ]
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words need."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The table."""
        return Content("\n").join(self._lines(self.content_size.width))


class HelpScreen(Small[None]):
    """See the module."""

    CSS_PATH = "../styles/small.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "pages", _("pages to read"), id="help.pages",
                tooltip=_("Pages to read, whatever it is about; they are always here")),
        Binding("escape,q,question_mark", "dismiss", _("back"), id="help.close", tooltip=_("Back to where you were")),
    ]  # fmt: skip

    def __init__(self, of: Screen[Any]) -> None:
        super().__init__()
        self._has_pages = any(binding.id == "app.pages" for _, binding, _, _ in of.active_bindings.values())
        self._rows = keys_of(of)

    def compose(self) -> ComposeResult:
        """A table of keys."""
        with Vertical(id="box", classes="wide"):
            yield Static(TITLE, id="title", markup=False)
            with VerticalScroll(id="rows"):
                yield KeyTable(self._rows)
            yield KeyBar("help.pages", "help.close")

    def on_key(self, event: events.Key) -> None:
        """The key of a place closes this, and goes there."""
        going = cast("RitualApp", self.app).going
        if place := going.by_key(event.key):
            event.stop()
            self.dismiss(None)
            if going.roams:
                going.to(place)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The pages are offered where their key holds on the screen beneath."""
        return action != "pages" or self._has_pages

    def action_pages(self) -> None:
        """To the pages, in place of this."""
        from ritualtui.tui.screens.pages import PagesScreen

        self.app.switch_screen(PagesScreen())


def keys_of(screen: Screen[Any]) -> list[Row]:
    """The keys in force on ``screen`` and what they do; only bindings of ours. Those of the places are one line."""
    found: dict[str, tuple[list[str], str]] = {}
    for key, (_node, binding, enabled, tooltip) in screen.active_bindings.items():
        if enabled and binding.id and tooltip:
            says = binding.description if binding.id.startswith("ritual.") else tooltip
            found.setdefault(binding.id, ([], freetext.one_line(says)))[0].append(binding.key_display or key_name(key))
    numbered = [(ident, found.pop(ident)) for ident in _NUMBERED if ident in found]
    rows = [Row(" ".join(keys), says, _group(ident)) for ident, (keys, says) in found.items()]
    names = {place.ident: place.name for place in PLACES.values()}
    if numbered:
        keys = " ".join(key for _, (keys, _) in numbered for key in keys)
        rows.insert(0, Row(keys, ", ".join(names[ident] for ident, _ in numbered), _PLACES))
    return rows


def _group(ident: str) -> str:
    if ident.startswith("ritual."):
        return _RITUALS
    return _PLACES if ident in _ELSEWHERE else _ALWAYS if ident in _EVERYWHERE else _HERE
