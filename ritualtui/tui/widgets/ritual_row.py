"""A ritual on Today: a row with its name, how it stands, the last fourteen days, and a way in."""

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from ritualtui import freetext, messages
from ritualtui.strings import _, ngettext
from ritualtui.tui import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ritualtui.companion.ritual_standing import RitualToday

_DOT_STYLES = {"done": "$text", "forgiven": "$text", "open": "$text-muted"}
_MARK, _NAME, _STATE, _DOTS, _KEY = 2, 18, 21, 14, 8
_OF, _WEEK = 9, 7
_ROOMY = _MARK + _NAME + _STATE + _DOTS + _OF + _KEY
"""Cells from which a row has its dots on its one line."""
_NOON, _EVENING = "12:00", "17:00"


class RitualRow(Widget, can_focus=True, inherit_bindings=False):
    """See the module. Empty until ``show`` is called.

    One line, where there is room for the days on it; the row that calls has more below it. What was never done has a
    second line, which says what it is for.
    """

    DEFAULT_CSS = """
    RitualRow { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    RitualRow:hover { background: $surface; }
    RitualRow:focus { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "begin", _("start"), id="card.begin", tooltip=_("Start this ritual, or continue it")),
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
        self.key = ""
        self._calls = False
        self._partner = ""

    def show(self, data: "RitualToday", *, calls: bool, key: str, partner: str) -> None:
        """Show a ritual as it is; ``calls``: it is the one that stands out. ``key`` begins it, where one does.

        Of what only ``partner`` (a name) did, no time of day is told.
        """
        if (data, calls, key, partner) == (self.data, self._calls, self.key, self._partner):
            return
        self.data, self._calls, self.key, self._partner = data, calls, key, partner
        self.set_class(calls, "-calls")
        self.set_class(data.state == "done", "-done")
        self.tooltip = Content(freetext.shown(data.ritual.purpose)) if data.ritual.purpose else None
        self.refresh(layout=True)

    @property
    def goes_on(self) -> bool:
        """Whether its ritual was begun today and is not over yet."""
        return self.data is not None and self.data.state == "begun"

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it has."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        data = self.data
        if data is None:
            return [Content("")]
        roomy = width >= _ROOMY
        purpose = freetext.one_line(data.ritual.purpose)
        below: list[Content] = []
        if self._calls and _held(data) and (not roomy or self._tall):
            below = [Content.styled(purpose, "$text-muted")] if self._tall and purpose else []
            below += [self._days(data, named=True)]
        elif data.meant and not _held(data) and _shown(data) not in ("done", "paused") and purpose:
            below = [Content.styled(purpose, "$text-muted")]
        days = self._days(data, roomy=width - _ROOMY) if roomy and _held(data) and not below else Content("")
        first = [self._first(data, days, width)]
        return first + [
            Content.assemble(self._mark(data, first=False), line).truncate(width, ellipsis=True) for line in below
        ]

    @property
    def _tall(self) -> bool:
        return self.screen.has_class("-tall")

    def _first(self, data: "RitualToday", days: Content, width: int) -> Content:
        name = Content.styled(freetext.one_line(data.ritual.name), "$text-muted" if data.state == "done" else "$text")
        if self._calls or self.has_focus:
            name = name.stylize("bold")
        state = Content.styled(self._state(data), "$text" if self._calls else "$text-muted")
        state = state.truncate(_STATE - 1, ellipsis=True)
        key = self._way_in(data)
        room = max(_KEY, key.cell_length)
        # A long name takes what the state leaves free, and what the days do; those stay in their column.
        both = _NAME + _STATE - 2
        spare = both + (0 if days.plain else max(0, width - room - both - 2 - _MARK)) - state.cell_length
        wide = max(_NAME - 1, min(name.cell_length, spare))
        left = Content.assemble(
            self._mark(data),
            name.truncate(wide, ellipsis=True, pad=True), " ",
            state.pad_right(max(0, both - wide - state.cell_length)), " ", days,
        )  # fmt: skip
        free = width - left.cell_length - room
        if free < 0:
            left = left.truncate(max(1, width - room), ellipsis=True)
        return Content.assemble(left, " " * max(0, free), key).truncate(width)

    def _mark(self, data: "RitualToday", *, first: bool = True) -> Content:
        if self.has_focus and first:
            return Content.styled("▸ ", "bold $primary")
        if self._calls:
            return Content.styled("┃ ", "$primary")
        return Content.styled({"done": "✓ ", "paused": "– "}.get(_shown(data), "  ") if first else "  ", "$text-muted")

    def _state(self, data: "RitualToday") -> str:
        shown = _shown(data)
        if shown == "done":
            if data.present and data.present == self._partner:
                return _("today, {present}").format(present=freetext.one_line(data.present))
            if data.dots[-1] != "done":  # all that its week wants; it can be done again
                return messages.RHYTHM_DONE
            return _part_of_day(data.done_at) + (f", {freetext.one_line(data.present)}" if data.present else "")
        if shown == "paused":
            return (
                _("paused until {paused_until}").format(paused_until=data.paused_until)
                if data.paused_until
                else messages.PAUSED_TODAY
            )
        if data.times and shown == "now" and data.opens == data.closes and self.content_size.width < _ROOMY:
            so_far = messages.so_far(data.got, data.times, data.weeks)  # there is no room for it beside the days
            if len(so_far) < _STATE:
                return so_far
        return words.BEGUN if shown == "begun" else messages.ritual_state(shown, data.opens, data.closes, "", "")

    @staticmethod
    def _days(data: "RitualToday", *, named: bool = False, roomy: int = 0) -> Content:
        """The days in signs, and how many of them; of a ritual meant so often a week, how many of that.

        ``roomy`` cells are left beside what the days of others take: what is longer has the signs of fewer days, or, of
        less than a week, none.
        """
        so_far = messages.so_far(data.got, data.times, data.weeks) if data.times else ""
        over = 0 if named or not so_far else max(0, len(so_far) + 2 - _OF - roomy)
        over = over if len(data.dots) - over >= _WEEK else len(data.dots)
        dots = Content("").join(
            Content.styled(messages.DOTS[dot], _DOT_STYLES.get(dot, "$text-muted")) for dot in data.dots[over:]
        )
        if so_far:
            return Content.assemble(dots, " " if dots.plain else "", (so_far, "$text"))
        done, of = data.recent
        said = ngettext("{done} of {of} day", "{done} of {of} days", of) if named else _("{done} of {of}")
        return Content.assemble(dots, (f" {said.format(done=done, of=of)}", "$text"))

    def _way_in(self, data: "RitualToday") -> Content:
        """The key, and in the row that calls what it does. Nothing for what is done: it can still be begun."""
        if data.state == "done" and not self.has_focus:
            return Content("")
        key = self.key or ("enter" if self.has_focus else "")
        said = (_("Continue") if self.goes_on else _("Start")) if self._calls else ""
        return Content.assemble((key, "bold $text"), (f"  {said}" if said else "", "$text"))

    def watch_has_focus(self, has_focus: bool) -> None:
        """Whether enter begins it is seen."""
        super().watch_has_focus(has_focus)
        self.refresh()

    def action_begin(self) -> None:
        """Tell that this ritual is meant."""
        if self.data is not None:
            self.post_message(self.Begin(self.data.ritual.id))

    def on_click(self, event: events.Click) -> None:
        """A click anywhere on it."""
        event.stop()
        self.action_begin()


def in_order(rituals: "Sequence[RitualToday]", calls: "RitualToday | None") -> "list[RitualToday]":
    """What is due first, what is over last."""
    order = ("begun", "now", "later", "past", "off", "done")
    return sorted(rituals, key=lambda one: (one is not calls, order.index(one.state)))


def _shown(data: "RitualToday") -> str:
    """How it stands; a day for which it is not planned is no pause."""
    return "paused" if data.paused and data.state not in ("done", "begun") else data.state


def _held(data: "RitualToday") -> bool:
    """Whether it was ever done since its days count, so that there is something to say of them."""
    return bool(data.recent[1] or (data.times and "done" in data.dots))


def _part_of_day(at: str) -> str:
    if not at:  # the other logged it: the hour is theirs
        return _("today")
    if at < _NOON:
        return _("this morning")
    return _("this afternoon") if at < _EVENING else _("this evening")
