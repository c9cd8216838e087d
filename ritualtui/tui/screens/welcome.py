"""The first run: two names, or one; one sentence on privacy; then Today."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Button, Input, Static

from ritualtui import freetext
from ritualtui.errors import RitualError
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.swift import FirstAnswer
from ritualtui.tui.textual_compat.containers import Horizontal, Vertical, VerticalScroll
from ritualtui.tui.widgets.keybar import KeyBar
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.text_field import Line

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp


class WelcomeScreen(FirstAnswer[None]):
    """See the module."""

    CSS_PATH = "../styles/welcome.tcss"
    AUTO_FOCUS = "#me"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", _("continue"), id="welcome.on", priority=True,
                tooltip=_("Next; on the last line, start")),
        Binding("tab", "app.focus_next", _("next line"), id="welcome.tab", show=False, tooltip=_("Next line")),
        Binding("ctrl+t", "alone", _("alone / two"), id="welcome.alone", tooltip=_("Just you, or the two of you")),
        Binding("escape", "leave", _("not now"), id="welcome.leave", tooltip=_("Quit. Nothing is written.")),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._alone = False

    def compose(self) -> ComposeResult:
        """Names, and what happens with what one writes."""
        with VerticalScroll(id="body", can_focus=False), Vertical(id="middle"):
            yield Static(words.WELCOME, id="title", markup=False)
            yield Paragraph(words.WELCOME_ABOUT, id="about")
            with Vertical(id="names"):
                yield Static(words.YOUR_NAME, classes="label", markup=False)
                yield Line(id="me")
                yield Static(words.THEIR_NAME, classes="label", id="partner-label", markup=False)
                yield Line(id="partner")
            yield Button(f"○ {words.ALONE}", id="alone", compact=True)
            yield Paragraph(id="error")
            with Horizontal(id="buttons"):
                yield Button(words.BEGIN, id="begin", compact=True)
                yield Button(words.NOT_NOW, id="leave", compact=True)
            yield Paragraph(words.PRIVACY, id="privacy")
        yield KeyBar("welcome.on", "welcome.alone", "app.pages", "welcome.leave", id="keys")

    def action_on(self) -> None:
        """To the next empty name; where there is none, begin."""
        if isinstance(self.focused, Button):
            self.focused.press()
        elif self.focused is self.query_one("#me") and not self.query_one("#partner", Input).value:
            self.set_focus(self.query_one("#partner"))
        else:
            self._begin()

    def action_alone(self) -> None:
        """One takes part, or two."""
        self._alone = not self._alone
        self.query_one("#alone", Button).label = f"{'●' if self._alone else '○'} {words.ALONE}"
        self.query_one("#partner-label", Static).update(words.THEIR_NAME_ALONE if self._alone else words.THEIR_NAME)
        about = words.WELCOME_ABOUT_ALONE if self._alone else words.WELCOME_ABOUT
        self.query_one("#about", Paragraph).update(about)
        self._say(words.ALONE_ABOUT if self._alone else "")

    def _say(self, text: str, *, error: bool = False) -> None:
        place = self.query_one("#error", Paragraph)
        place.set_class(error, "-error")
        place.update(freetext.one_line(text))

    def action_leave(self) -> None:
        """Leave; nothing was written."""
        self.app.exit(0)

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """One of the three buttons."""
        {"begin": self._begin, "alone": self.action_alone, "leave": self.action_leave}[event.button.id or ""]()

    def _begin(self) -> None:
        from ritualtui.companion import people
        from ritualtui.companion.service import Companion

        app = cast("RitualApp", self.app)
        me, partner = (self.query_one(f"#{name}", Input).value for name in ("me", "partner"))
        if self._alone and not partner.strip():
            partner = people.PARTNER
        if not me.strip() or not partner.strip():
            self._say(words.YOUR_MISSING if not me.strip() else words.THEIR_MISSING, error=True)
            self.set_focus(self.query_one("#partner" if me.strip() else "#me"))
            return
        try:
            app.companion = Companion.begin(app.places, me, partner, solo=self._alone, time=app.clock)
        except RitualError as err:
            self._say(str(err), error=True)
            self.set_focus(self.query_one("#partner" if me.strip() else "#me"))
            return
        from ritualtui.tui.screens.first_steps import FirstStepsScreen
        from ritualtui.tui.screens.today import TodayScreen

        self.app.push_screen(TodayScreen())  # a default screen cannot be switched; nobody comes back to it
        self.app.push_screen(FirstStepsScreen())
