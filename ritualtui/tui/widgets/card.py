"""A ritual on Today: where it stands, the last fourteen days, and a way in."""

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from ritualtui import freetext, messages
from ritualtui.tui import words
from ritualtui.tui.widgets.sentence import evenly

if TYPE_CHECKING:
    from ritualtui.companion.look import RitualToday

_DOT_STYLES = {
    "done": "$success", "forgiven": "$text-muted", "missed": "$text-disabled", "paused": "$text-disabled",
    "off": "$text-disabled", "open": "$primary",
}  # fmt: skip
_STATE_STYLES = {"now": "bold $primary", "begun": "bold $primary", "done": "$success"}
_CALLS = {"begun": "Go on"}


class RitualCard(Widget, can_focus=True, inherit_bindings=False):
    """See the module. Empty until ``show`` is called; ``flat``: two lines without a frame, for narrow screens."""

    DEFAULT_CSS = """
    RitualCard { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "begin", "begin", id="card.begin", tooltip="Begin this ritual, or go on with it"),
    ]

    class Begin(Message):
        """This ritual was chosen."""

        def __init__(self, ritual: str) -> None:
            super().__init__()
            self.ritual = ritual

    def __init__(self) -> None:
        super().__init__()
        self.auto_links = False
        self.data: RitualToday | None = None
        self._calls = False
        self._key = ""

    def show(self, data: "RitualToday", *, calls: bool, key: str) -> None:
        """Show a ritual as it stands; ``calls``: it is the one that stands out. ``key`` begins it, where one does."""
        if (data, calls, key) == (self.data, self._calls, self._key):
            return
        self.data, self._calls, self._key = data, calls, key
        self.set_class(calls, "-calls")
        self.set_class(data.state == "done", "-done")
        self._name_it()
        self.tooltip = Content(freetext.shown(data.ritual.purpose)) if data.ritual.purpose else None
        self.refresh(layout=True)

    @property
    def goes_on(self) -> bool:
        """Whether its ritual was begun today and is not over yet."""
        return self.data is not None and self.data.state == "begun"

    @property
    def _flat(self) -> bool:
        return self.screen.has_class("-narrow")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Five lines in a frame, so that cards stand even; two without. One for what is meant for no day."""
        if self.data is not None and not self.data.meant:
            return 1
        return 2 if self._flat else 5

    def render(self) -> Content:
        """The lines."""
        data, width = self.data, self.content_size.width
        if data is None:
            return Content("")
        return self._flat_lines(data, width) if self._flat else self._framed_lines(data, width)

    def _framed_lines(self, data: "RitualToday", width: int) -> Content:
        lines = [self._state(data)]
        if data.meant and data.recent[1]:
            share = f"{data.recent[0]} of {data.recent[1]}"
            lines += [
                Content(""),
                self._dots(data, spaced=width >= 27),
                Content.assemble((share, "$text"), (f" · {data.word}", "$text-muted")),
                Content.styled(f"run {data.run} · best {data.best}", "$text-muted"),
            ]
        elif data.meant:
            purpose = Content(freetext.one_line(data.ritual.purpose)).stylize("$text-muted")
            gap = [Content("")] if width >= 27 else []
            lines += [*gap, *_fitted(purpose, width, 4 - len(gap))]
        return Content("\n").join(line.truncate(width, ellipsis=True) for line in lines)

    def _flat_lines(self, data: "RitualToday", width: int) -> Content:
        name = Content.styled(freetext.one_line(data.ritual.name), "bold $text")
        if self.has_focus:
            name = Content.assemble(("❯ ", "bold $primary"), name.stylize("underline"))
        call = self._call(data) if self._calls else Content.styled(self._key, "$text-muted")
        left = Content.assemble(name, "  ", self._state(data))
        left = left.truncate(max(1, width - call.cell_length - 2), ellipsis=True)
        first = Content.assemble(left, " " * max(1, width - left.cell_length - call.cell_length), call)
        if not data.meant:
            return first
        if data.recent[1]:
            share = f"  {data.recent[0]} of {data.recent[1]}"
            rest = f" · {data.word} · run {data.run} · best {data.best}"
            second = Content.assemble(self._dots(data, spaced=False), (share, "$text"), (rest, "$text-muted"))
        else:
            second = Content.styled(freetext.one_line(data.ritual.purpose), "$text-muted")
        return Content("\n").join([first, second.truncate(width, ellipsis=True)])

    def _state(self, data: "RitualToday") -> Content:
        said = {
            "done": f"✓ {', '.join(part for part in (data.done_at, freetext.one_line(data.present)) if part)}".rstrip(),
            "begun": words.BEGUN,
        }.get(data.state) or messages.ritual_state(data.state, data.opens, data.closes, "", "")
        return Content.styled(said, _STATE_STYLES.get(data.state, "$text-muted"))

    @staticmethod
    def _dots(data: "RitualToday", *, spaced: bool) -> Content:
        gap = " " if spaced else ""
        return Content(gap).join(Content.styled(messages.DOTS[dot], _DOT_STYLES[dot]) for dot in data.dots)

    def _call(self, data: "RitualToday") -> Content:
        said = _CALLS.get(data.state, "Begin")
        key = self._key or ("enter" if self.has_focus else "")
        return Content.styled(f" {said}{f'  {key}' if key else ''} ", "bold $background on $primary")

    def watch_has_focus(self, has_focus: bool) -> None:
        """Whether enter begins it is seen."""
        super().watch_has_focus(has_focus)
        self._name_it()
        self.refresh()

    def _name_it(self) -> None:
        if self.data is not None:
            name = freetext.one_line(self.data.ritual.name)
            self.border_title = Content(f"❯ {name}" if self.has_focus else name)
            key = Content(f" {self._key} ") if self._key else None
            self.border_subtitle = self._call(self.data) if self._calls else key

    def action_begin(self) -> None:
        """Tell that this ritual is meant."""
        if self.data is not None:
            self.post_message(self.Begin(self.data.ritual.id))

    def on_click(self, event: events.Click) -> None:
        """A click anywhere on it."""
        event.stop()
        self.action_begin()


def _fitted(text: Content, width: int, most: int) -> list[Content]:
    """``text`` in at most so many lines; where that cuts it, it says so."""
    lines = evenly(text, width).split("\n")
    if len(lines) > most:
        last = lines[most - 1].rstrip()
        lines[most - 1] = Content.assemble(last.truncate(max(1, width - 1)), "…")
    return lines[:most]
