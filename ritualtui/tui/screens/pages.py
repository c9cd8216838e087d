"""The pages to read: which there are, and beside them (on a narrow screen: in their place) the one that is read.

They need no log and look at none; a page comes because somebody opens it, and for no other reason.
"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ritualtui.practice import pages
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.room import Room
from ritualtui.tui.textual_compat.containers import Container, Vertical
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.marked import Marked
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.reading import Reading
from ritualtui.tui.widgets.sentence import Paragraph


class PageList(Marked, inherit_bindings=False):
    """The titles."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor_up", _("up"), id="pages.up", show=False, tooltip=_("The page above")),
        Binding("down,j", "cursor_down", _("down"), id="pages.down", show=False, tooltip=_("The page below")),
        Binding("home", "first", _("first"), id="pages.first", show=False, tooltip=_("The first page")),
        Binding("end", "last", _("last"), id="pages.last", show=False, tooltip=_("The last page")),
    ]


class PagesScreen(Room[None]):
    """See the module. ``page``: open this one (its id); back then leads to where one came from."""

    CSS_PATH = "../styles/pages.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,l", "read", _("read"), id="pages.read", tooltip=_("Read this page")),
        Binding("pageup", "turn(-1)", _("page up"), id="pages.turn-up", show=False, tooltip=_("A screenful up")),
        Binding("pagedown,space", "turn(1)", _("further"), id="pages.turn", tooltip=_("A screenful further down")),
        Binding(
            "b", "begin", _("start the ritual"), id="pages.begin", tooltip=_("Start the ritual this page is about")
        ),
        Binding("left,h", "list", _("all pages"), id="pages.list", tooltip=_("Back to the list of pages")),
        Binding("escape", "back", _("back"), id="pages.back", tooltip=_("Back to where you were")),
    ]

    def __init__(self, page: str = "") -> None:
        super().__init__()
        self._page = page or pages.ORDER[0]
        self._straight = bool(page)

    def compose(self) -> ComposeResult:
        """The list with what the chosen page is about, and the page."""
        yield Head(title=words.PAGES)
        with Container(id="body"):
            with Vertical(id="contents"):
                yield Paragraph(words.PAGES_ABOUT, id="about")
                yield PageList(*(Option(Content(page.title), id=page.id) for page in pages.every()), id="list")
                yield Paragraph(id="summary")
            yield Reading(id="page")
        yield Notice()
        yield KeyBar(
            "pages.read", "pages.turn", "pages.begin", "pages.list", SPLIT, "app.leave-now", "pages.back", "app.help",
            id="keys", spare=("app.help",),
        )  # fmt: skip

    def on_mount(self) -> None:
        """The list, or the page that was asked for."""
        self.open(self._page if self._straight else "")

    def open(self, page: str) -> None:
        """Read ``page`` (an id); with none, go to the list."""
        self._straight = bool(page)
        self.query_one(PageList).highlighted = pages.ORDER.index(page or self._page)
        self._turn_to(page or self._page)
        self._read(bool(page))

    def _turn_to(self, page: str) -> None:
        self._page = page
        self.query_one(Reading).show(pages.load(page))
        self.query_one("#summary", Paragraph).update(pages.load(page).summary)
        self.refresh_bindings()

    def _read(self, reading: bool) -> None:
        """Put the page, or the list, under the keys; where only one of them has room, show it."""
        self.set_class(reading, "-reading")
        self.set_focus(self.query_one(Reading if reading else PageList))

    @property
    def _seen(self) -> bool:
        """Whether the page itself is on the screen."""
        return self.has_class("-reading") or self.has_class("-wide")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing now are not offered."""
        match action:
            case "read":
                return not self.has_class("-reading")
            case "list":
                return self.has_class("-reading")
            case "turn":
                return self._seen
            case "begin":
                free = self._app.companion is not None and not self._app.rituals.under_way
                return free and self._seen and self._page in pages.OFFERS
        return True

    @on(OptionList.OptionHighlighted)
    def look_at(self, event: OptionList.OptionHighlighted) -> None:
        """The cursor is on another page."""
        if event.option_id and event.option_id != self._page:
            self._turn_to(event.option_id)

    @on(OptionList.OptionSelected)
    def select(self, event: OptionList.OptionSelected) -> None:
        """A page was clicked."""
        self.action_read()

    def on_descendant_focus(self) -> None:
        """A click or tab moved on to the page, or to the list."""
        self.set_class(isinstance(self.focused, Reading), "-reading")
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Other keys hold where both have room."""
        self.refresh_bindings()

    def action_read(self) -> None:
        """Read the chosen page."""
        self._straight = False
        self._read(True)

    def action_list(self) -> None:
        """To the list."""
        self.open("")

    def action_turn(self, way: int) -> None:
        """A screenful further, or back."""
        self.query_one(Reading).turn(way)

    def action_begin(self) -> None:
        """Begin the ritual that the page is about."""
        self._app.rituals.begin(pages.OFFERS[self._page])

    def action_back(self) -> None:
        """From the page to the list where one came from there and sees only one of them; else out of here."""
        if self.has_class("-reading") and not self._straight and not self.has_class("-wide"):
            self.open("")
        else:
            self.dismiss(None)
