"""The log as lines: day headings and one line a record, drawn only where one looks, so ten years scroll like a day."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ritualtui.kinds import Record
from ritualtui.strings import _
from ritualtui.tui import text_wrap

_SAID = 2
Row = str | Record
"""A row of the log: a record, or the day that a heading names."""


class Named(Protocol):
    """What can stand on a line: it has an id, by which the cursor finds it again."""

    @property
    def id(self) -> str:
        """Its id."""


T = TypeVar("T", bound=Named)


class LogList(ScrollView, Generic[T], can_focus=True):
    """See the module. A row is a record, or the day that a heading names (nothing: an empty line).

    ``line`` puts a record into (sign, time, words), ``heading`` a day into words.
    """

    DEFAULT_CSS = """
    LogList { scrollbar-size-vertical: 1; overflow-x: hidden; }
    LogList > .loglist--day { color: $text-muted; text-style: bold; }
    LogList > .loglist--quiet { color: $text-muted; }
    LogList > .loglist--sign { color: $primary; }
    LogList > .loglist--cursor { background: $panel; text-style: bold; }
    LogList > .loglist--mark { color: $primary; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "loglist--day", "loglist--quiet", "loglist--sign", "loglist--cursor", "loglist--mark",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", _("up"), id="log.up", show=False, tooltip=_("The entry above")),
        Binding("down,j", "move(1)", _("down"), id="log.down", show=False, tooltip=_("The entry below")),
        Binding("pageup", "page(-1)", _("page up"), id="log.page-up", show=False, tooltip=_("A screenful up")),
        Binding("pagedown", "page(1)", _("page down"), id="log.page-down", show=False, tooltip=_("A screenful down")),
        Binding("home", "end(-1)", _("newest"), id="log.newest", show=False, tooltip=_("The newest entry")),
        Binding("end", "end(1)", _("oldest"), id="log.oldest", show=False, tooltip=_("The oldest entry")),
    ]
    HIDES: ClassVar[bool] = False
    """Whether its cursor is only seen where it has the focus: one of several lists."""
    cursor: reactive[int] = reactive(-1)

    class Chosen(Message):
        """The cursor is on another record now (None: there is none)."""

        def __init__(self, record: Any) -> None:
            super().__init__()
            self.record = record

    def __init__(
        self, line: Callable[[T], tuple[str, str, str]], heading: Callable[[str], str], id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._line = line
        self._heading = heading
        self._rows: Sequence[str | T] = ()
        self._instead = ""

    @property
    def chosen(self) -> T | None:
        """The record under the cursor."""
        if 0 <= self.cursor < len(self._rows):
            row = self._rows[self.cursor]
            return None if isinstance(row, str) else row
        return None

    def show(self, rows: Sequence[str | T], *, top: bool = False, instead: str = "") -> None:
        """Show these; the cursor stays on its record if that is still there, else near its place, or at the ``top``.

        Where there are none, ``instead`` is said in their place.
        """
        chosen, place = self.chosen, self.cursor
        self._rows, self._instead = rows, instead
        self.virtual_size = Size(0, len(rows))
        found = -1
        if chosen is not None:
            found = next((i for i, row in enumerate(rows) if not isinstance(row, str) and row.id == chosen.id), -1)
        self.set_reactive(LogList.cursor, -1)
        self.cursor = found if found >= 0 else self._record_near(0 if top else max(0, place), 1)
        self.post_message(self.Chosen(self.chosen))
        self.refresh()

    def go_to(self, idents: Collection[str]) -> None:
        """Put the cursor on the first record with one of these ids; without any it stays."""
        at = next((n for n, row in enumerate(self._rows) if not isinstance(row, str) and row.id in idents), None)
        self.cursor = self.cursor if at is None else at

    def step_off(self) -> None:
        """Put the cursor on the next record, or the one before: this one is done with, and may come elsewhere."""
        after = self._record_near(self.cursor + 1, 1)
        self.cursor = after if after > self.cursor else self._record_near(self.cursor - 1, -1)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        _, top = self.scroll_offset
        index, width = y + top, self.scrollable_content_region.width
        base = self.rich_style
        if not self._rows and y < len(said := text_wrap.fitted(self._instead, width, _SAID)):
            quiet = self.get_component_rich_style("loglist--quiet")
            return Strip([Segment(said[y], quiet)]).extend_cell_length(width, base)
        if index >= len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[index]
        if isinstance(row, str):
            strip = Strip([Segment(self._heading(row) if row else "", self.get_component_rich_style("loglist--day"))])
            return strip.extend_cell_length(width, base).crop(0, width)
        sign, time, words = self._line(row)
        here = index == self.cursor and (self.has_focus or not self.HIDES)
        if here:
            base = self.get_component_rich_style("loglist--cursor")
        looks = [base + self.get_component_rich_style(look, partial=True) if look else base for look in self.looks(row)]
        mark = base + self.get_component_rich_style("loglist--mark", partial=True)
        parts = (("▸ " if here and self.has_focus else "  ", mark), (f"{time}  " if time else "", looks[0]),
                 (f"{sign}  " if sign else "", looks[1]),
                 (words, looks[2]))  # fmt: skip
        return _fit(Strip([Segment(*part) for part in parts]), width).extend_cell_length(width, base)

    def looks(self, record: T) -> tuple[str, str, str]:
        """The component classes of its time, its sign and its words; where empty, as the list itself."""
        return "loglist--quiet", "loglist--sign", ""

    def watch_cursor(self, _: int, now: int) -> None:
        """Keep it in sight, and say what it is on."""
        if now >= 0:
            first = now - 1 if now and isinstance(self._rows[now - 1], str) else now
            self.scroll_to_region(Region(0, first, 1, now - first + 1), animate=False, force=True)
        self.refresh()
        self.post_message(self.Chosen(self.chosen))

    def _record_near(self, index: int, step: int) -> int:
        """The nearest row from ``index`` in the direction of ``step`` that is a record; else in the other; else -1."""
        for way in (step, -step):
            at = index
            while 0 <= at < len(self._rows):
                if not isinstance(self._rows[at], str):
                    return at
                at += way
        return -1

    def action_move(self, step: int) -> None:
        """One record on."""
        if self.cursor >= 0:
            at = self.cursor + step
            while 0 <= at < len(self._rows) and isinstance(self._rows[at], str):
                at += step
            if 0 <= at < len(self._rows):
                self.cursor = at
            elif step < 0:
                self.scroll_home(animate=False)

    def action_page(self, way: int) -> None:
        """A screenful on."""
        at = min(max(self.cursor + way * max(1, self.size.height - 2), 0), len(self._rows) - 1)
        self.cursor = self._record_near(at, way)

    def action_end(self, way: int) -> None:
        """The first or the last."""
        self.cursor = self._record_near(0 if way < 0 else len(self._rows) - 1, -way)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the pointer is."""
        index = event.y + self.scroll_offset.y
        if 0 <= index < len(self._rows) and not isinstance(self._rows[index], str):
            self.cursor = index


def _fit(strip: Strip, width: int) -> Strip:
    """Cut what is too long, with an ellipsis."""
    if strip.cell_length <= width:
        return strip
    last = strip.crop(0, width - 1)
    style = next((segment.style for segment in reversed(list(strip)) if segment.text), None)
    return Strip([*last, Segment("…", style)])
