"""The first lines of a screen: the places and where one is, the day, who is here; and a rule, heavy under that place.

A screen that is no place has its title there, and a light rule.
"""

from typing import TYPE_CHECKING, NamedTuple, cast

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from ritualtui import freetext
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.widgets.keybar import key_name

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp


class Place(NamedTuple):
    """A screen with a number: ``ident`` is the id of the binding that goes there, ``key`` its key as we ship it."""

    ident: str
    key: str
    name: str


PLACES = {
    "today": Place("app.today", "1", _("Today")),
    "log": Place("today.log", "2", _("Log")),
    "insights": Place("today.insights", "3", _("Insights")),
    "together": Place("today.together-place", "4", _("Together")),
    "mine": Place("today.mine", "5", _("Private")),
}
"""By what ``navigation`` calls them. The ids are those that people's settings know."""
_GAP, _NARROW_GAP = 3, 2


class Head(Widget):
    """See the module. ``place`` is one of ``PLACES``, or "" for a screen with a ``title``.

    ``date`` has the day in full and in short; ``who`` is here, where that is not to be read from the log.
    """

    DEFAULT_CSS = """
    Head { height: 2; }
    """
    date: reactive[tuple[str, str]] = reactive(("", ""))
    who: reactive[str] = reactive("")
    title: reactive[str] = reactive("")

    def __init__(self, place: str = "", title: str = "") -> None:
        super().__init__()
        self.auto_links = False
        self.place = place
        self.set_reactive(Head.title, title)

    def on_mount(self) -> None:
        """Say the day and who is here, unless the screen has said it."""
        app = cast("RitualApp", self.app)
        companion = app.companion
        if companion is None:
            return
        self.who = self.who or companion.people.me.name
        if self.place and not self.date[0]:
            from datetime import date

            today = date.fromisoformat(companion.today)
            self.date = words.day(today), words.short_day(today)

    def render(self) -> Content:
        """The places at the left, the day and who at the right; words give way to numbers, and the day to its short."""
        width = self.content_size.width
        left, right = self._fitting(width)
        line = Content.assemble(left[0], " " * max(0, width - left[0].cell_length - right.cell_length), right)
        return Content.assemble(line, "\n", self._rule(width, *left[1]))

    def _fitting(self, width: int) -> tuple[tuple[Content, tuple[int, int]], Content]:
        """Both ends of the line, as long as they can be; and where the place stands that one is at."""
        app = cast("RitualApp", self.app)
        who = words.shortened(freetext.one_line(self.who), max(8, width // 3))
        step = getattr(getattr(app, "in_step", None), "word", "")
        date = self.date[not self.screen.has_class("-wide")]
        # Where the log is in step with another computer, that is worth more than the day.
        tight = ((_NARROW_GAP, "", step),) if step else ()
        for gap, day, said in ((_GAP, date, step), *tight, (_GAP, date, ""), (0, date, "")):
            left, right = self._left(gap), _joined(day, who, said)
            if left[0].cell_length + 2 * _NARROW_GAP <= width - right.cell_length:
                return left, right
        return left, right.truncate(max(0, width - left[0].cell_length - _NARROW_GAP), ellipsis=True)

    def _left(self, between: int) -> tuple[Content, tuple[int, int]]:
        """The places, so many cells apart; 0: by their numbers, but for the one that one is at."""
        whole = bool(between)
        if not self.place:
            return Content.styled(self.title, "bold $text"), (0, 0)
        parts: list[Content] = []
        at, here = 0, (0, 0)
        for name, place in PLACES.items():
            said = f"{self._key(place)} {place.name}" if whole or name == self.place else self._key(place)
            style = "bold $text" if name == self.place else "$text-muted"
            part = Content.styled(said, style).stylize(Style.from_meta({"@click": f"app.place('{name}')"}))
            gap = (between or _NARROW_GAP) if parts else 0
            if name == self.place:
                here = at + gap, part.cell_length
            parts += [Content(" " * gap), part]
            at += gap + part.cell_length
        return Content.assemble(*parts), here

    def _key(self, place: Place) -> str:
        keys = cast("RitualApp", self.app).settings.keys.get(place.ident, place.key)
        return key_name(keys.partition(",")[0].strip())

    @staticmethod
    def _rule(width: int, at: int, long: int) -> Content:
        return Content.assemble(
            ("─" * at, "$border-blurred"),
            ("━" * long, "$primary"),
            ("─" * max(0, width - at - long), "$border-blurred"),
        )


def _joined(*said: str) -> Content:
    return Content.styled(" · ", "$text-muted").join(Content.styled(part, "$text-muted") for part in said if part)
