"""Who is here, where both use this computer: asked before anything of either is shown. Two names, one key each."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from ritualtui import freetext
from ritualtui.companion import people
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.room import Room
from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.choices import Choices
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar


class WhoScreen(Room[None]):
    """See the module. Stays below Today, so that changing who is here comes back to it."""

    ROAMS = False
    CSS_PATH = "../styles/who.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "choose(0)", _("the first"), id="who.first", show=False, tooltip=_("The first of the two names")),
        Binding(
            "2", "choose(1)", _("the second"), id="who.second", show=False, tooltip=_("The second of the two names")
        ),
        Binding("down,right", "app.focus_next", _("next"), id="who.next", show=False, tooltip=_("The other name")),
        Binding("up,left", "app.focus_previous", _("choose"), id="who.other", show=False, tooltip=_("The other name")),
        Binding("q", "app.quit", _("quit"), id="who.quit", tooltip=_("Quit. Nothing was shown.")),
    ]

    def compose(self) -> ComposeResult:
        """The question and two names."""
        with Vertical(id="middle"):
            yield Static(words.WHO, id="title", markup=False)
            yield Choices(id="names")
            yield Static(words.WHO_HERE_ABOUT, id="about", markup=False)
        yield KeyBar(
            "who.other+who.next", "choices.up+choices.down", "choices.take", SPLIT, "who.quit", "app.help", id="keys"
        )

    def on_mount(self) -> None:
        """Say the names."""
        self._say_names()

    def on_screen_resume(self) -> None:
        """They may have changed meanwhile."""
        self.set_focus(None)
        self._say_names()

    def _say_names(self) -> None:
        known = people.at(self._app.places.journal)
        self._names = sorted(known.names().values()) if known else []
        said = (words.shortened(freetext.one_line(name), 32) for name in self._names)
        self.query_one(Choices).show(*((str(n), name) for n, name in enumerate(said, 1)))

    @on(OptionList.OptionSelected)
    def taken(self, event: OptionList.OptionSelected) -> None:
        """A name was taken."""
        self.action_choose(event.option_index)

    def action_choose(self, n: int) -> None:
        """It is this one: show their Today."""
        if n < len(self._names):
            from ritualtui.tui.screens.today import TodayScreen

            self._app.who = self._names[n]
            self.app.push_screen(TodayScreen())
