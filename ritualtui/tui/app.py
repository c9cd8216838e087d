"""The app: which screen comes first, the keys that hold everywhere, the palette, the theme. Nothing else."""

import dataclasses
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import constants, events, on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen

from ritualtui import freetext
from ritualtui.clock import Clock
from ritualtui.companion import settings, today_cache
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.strings import _
from ritualtui.tui import ascii_filter, end_signals, first_screen, themes, words
from ritualtui.tui.gc_schedule import Collecting
from ritualtui.tui.key_order import InOrder, Through
from ritualtui.tui.key_repeat import Held
from ritualtui.tui.layout_keys import ByPlace
from ritualtui.tui.leaving import LEAVE_NOW, Leaving
from ritualtui.tui.navigation import PALETTE, Going
from ritualtui.tui.preload import Warming
from ritualtui.tui.ritual_launcher import Beginning
from ritualtui.tui.same_instant import Instant
from ritualtui.tui.screens.room import Room
from ritualtui.tui.sync_monitor import InStep
from ritualtui.tui.textual_compat import compact_output, escape_delay, notes
from ritualtui.tui.textual_compat.crash import KeepsFailure, silenced
from ritualtui.tui.textual_compat.forwarding import write
from ritualtui.tui.unsaved import Unkept

if TYPE_CHECKING:
    from textual.await_complete import AwaitComplete
    from textual.command import Provider
    from textual.filter import LineFilter

    from ritualtui.companion.service import Companion

_SWITCH = 0.0005  # what is painted is written by another thread, which is not to wait 5 ms for its turn each time
_TOUCHES = (events.Key, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp, events.Paste)


class RitualApp(KeepsFailure, App[int]):
    """See the module. ``ritual`` (a name) is gone through at once, and leaving it leaves the app.

    ``ticks`` are the seconds by which timers run; tests move them by hand. ``linger`` is how long a last page stays.
    """

    TITLE = words.NAME
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-normal"), (108, "-wide")]  # noqa: RUF012 (as Textual has it)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-middling"), (34, "-tall")]  # noqa: RUF012
    COMMAND_PALETTE_BINDING = "ctrl+p"
    COMMANDS = {lambda: actions_of_the_palette()}  # noqa: RUF012 (as Textual has it)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q,f10", "leave_now", _("leave now"), id=LEAVE_NOW, priority=True, show=False,
                tooltip=_("Close right away and clear the terminal, scrollback too")),
        Binding("1", "place('today')", _("Today"), id="app.today", show=False, tooltip=_("Today")),
        Binding("2", "place('log')", _("Log"), id="today.log", show=False,
                tooltip=_("Log: everything you’ve saved, to find and to correct")),
        Binding("3", "place('insights')", _("Insights"), id="today.insights", show=False,
                tooltip=_("Insights: charts, with a sentence each")),
        Binding("4", "place('together')", _("Together"), id="today.together-place", show=False,
                tooltip=_("Together: what comes back, open promises and bids, what was lately done")),
        Binding("5", "place('mine')", _("Private"), id="today.mine", show=False,
                tooltip=_("Your private space, behind a passphrase")),
        Binding("question_mark", "help", _("keys"), id="app.help", tooltip=_("Keys on this screen")),
        Binding("f1", "pages", _("pages"), id="app.pages", show=False,
                tooltip=_("Help pages: neglect, hard times, getting help, abuse, privacy")),
        Binding("f7", "machines", _("two computers"), id="app.machines", show=False,
                tooltip=_("Sync with another computer")),
        Binding("ctrl+p", "command_palette", _("find"), id="app.palette", show=False,
                tooltip=_("Find any action by its name")),
        Binding("q", "quit", _("quit"), id="today.quit", show=False, tooltip=_("Quit; everything is saved")),
    ]  # fmt: skip

    def __init__(
        self, places: Places, who: str | None = None, clock: Clock | None = None, *,
        ritual: str | None = None, easy: bool | None = None, present: str | None = None,
    ) -> None:  # fmt: skip
        self._first = first_screen.name(places, who)
        # The first screen's sheet is read with the app's: Textual reads those of default screens nowhere else.
        super().__init__(css_path=["styles/app.tcss", f"styles/{self._first}.tcss"])
        self.places = places
        self.who = who
        self.clock = clock or Clock()
        self.companion: Companion | None = None
        self.ticks: Callable[[], float] = time.monotonic
        self.touched = self._touched_at()  # when somebody last did something here
        self.struck = 0.0  # when the key or the button came by which something is done now (`events.Event.time`)
        self.linger = 9.0
        self.themes_offered: tuple[str, ...] = ()  # ours and one's own, by name, once they are read
        self.error: RitualError | None = None
        self.left_now = False
        self._colourless: list[LineFilter] = []
        if self.no_color:
            from ritualtui.tui.colourless import Colourless

            self._colourless.append(Colourless(lambda: self.current_theme.background or "black"))
        self._plainly = [ascii_filter.Plainly()] if ascii_filter.wanted() else []
        self.rituals = Beginning(self, ritual, easy, present)
        self.in_step = InStep(self)
        self.in_order = InOrder(self)
        self.by_place = ByPlace(self)
        self.going = Going(self)
        self.unkept = Unkept(self)
        self.warming = Warming(self)
        self.collecting = Collecting(self)
        self.held = Held(self)
        self.instant = Instant(self)
        self.leaving = Leaving(self)
        self._key = ""  # the last
        self._copied = ""
        self.settings, self._problems = settings.load(places)
        self._dress(os.environ.get("TEXTUAL_THEME") or self.settings.theme)
        if self.settings.motion == "still":
            self.animation_level = "none"
        if self.settings.keys:
            self.set_keymap(self.settings.keys)

    def _dress(self, name: str) -> None:
        """Wear the theme of this name, else our own; the others are read behind the first paint."""
        for wanted in (name, themes.DEFAULT):
            if wanted not in self.available_themes and (theme := themes.find(self.places, wanted)) is not None:
                self.register_theme(theme)
            if wanted in self.available_themes:
                if self.theme == wanted:  # by TEXTUAL_THEME, before it was known: nothing would be painted anew
                    self.theme = "textual-dark"
                self.theme = wanted
                return

    few_colours = False
    _settled = False

    def suit_the_terminal(self) -> None:
        """Before it runs: what the theme asks for, as far as this terminal can."""
        if self.console.color_system == "standard":
            self.few_colours = True
            self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables, for themes that know nothing of them."""
        return dict(themes.VARIABLES)

    def get_css_variables(self) -> dict[str, str]:
        """The theme's; with few colours the lines are as bright as the words, or they would not be seen at all."""
        found = super().get_css_variables()
        if self.few_colours:
            found |= {"border": found["foreground"], "border-blurred": found["foreground"]}
        return found

    def refresh_css(self, animate: bool = True) -> None:
        """Textual's. Before the first screen is there, the theme's values are taken and nothing is parsed yet: what is
        parsed then would be parsed once more for the first paint, which waits for it.
        """
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_driver_class(self) -> type[Driver]:
        """Textual's for this terminal, in fewer words."""
        return compact_output.driver(super().get_driver_class(), self._started)

    def _started(self, driver: Driver) -> None:
        self.leaving.driver = driver

    def get_line_filters(self) -> "Sequence[LineFilter]":
        """Textual's own, and those for terminals that cannot show UTF-8, and for people who want no colours."""
        return [*(self._colourless or super().get_line_filters()), *self._plainly]

    def on_ready(self) -> None:
        """The first frame is there; Today goes on to read the log, and is settled after that."""
        if self._first != "today":
            self.collecting.begin()
            self.in_order.stand()

    def get_default_screen(self) -> Screen[None]:
        """Today; where there is no log yet, the first run."""
        return first_screen.made(self._first)

    def pop_screen(self) -> "AwaitComplete":
        """Close the screen on top; what it leaves is collected once it is quiet."""
        self.collecting.later()
        self.instant.changed(self._key)
        return super().pop_screen()

    def push_screen(self, *args: Any, **more: Any) -> Any:
        """Put a screen on top."""
        self.instant.changed(self._key)
        return super().push_screen(*args, **more)

    # -- the log

    def opened(self) -> "Companion | None":
        """The log, opened on first need; None, and the app left with the reason, where that cannot be."""
        if self.companion is None:
            from ritualtui.companion.service import Companion

            try:
                self.companion = Companion.open(self.places, self.who, self.clock)
            except RitualError as err:
                self.end_with(err)
        return self.companion

    def end_with(self, err: RitualError) -> None:
        """Leave, because of this."""
        self.error = err
        self.exit(return_code=err.exit_code)

    def settled(self) -> None:
        """All is painted: what could wait is done now, once."""
        if self._settled or self.has_left:
            return
        self._settled = True
        from ritualtui.tui import after_first_paint

        after_first_paint.settle(self, self._problems)

    def tell(self, title: str, lines: Sequence[str]) -> None:
        """All that is wrong with one's own files, in one notice that waits."""
        if lines:
            self.notify("\n".join(lines), title=title, severity="warning", timeout=30, markup=False)

    # -- settings

    def change(self, key: str, value: str | bool | int | Mapping[str, str]) -> None:
        """Change a setting (see ``companion.settings``), and keep it. Raises ``RitualError``; then it stays."""
        settings.save(self.places, key, value)
        self.settings = dataclasses.replace(self.settings, **{key: value})  # type: ignore[arg-type]
        if key == "theme":
            self.theme = str(value)
        elif key == "keys":
            self.set_keymap(self.settings.keys)
        elif key == "motion":
            still = value == "still" or constants.TEXTUAL_ANIMATIONS == "none"
            self.animation_level = "none" if still else constants.TEXTUAL_ANIMATIONS

    def remember(self, key: str, value: str) -> None:
        """Keep what was chosen in the palette."""
        if getattr(self.settings, key) != value:
            try:
                self.change(key, value)
            except RitualError as err:
                self.tell(words.PROBLEMS, [str(err)])

    def bell(self) -> None:
        """A soft bell, where it is wanted."""
        if self.settings.bell:
            super().bell()

    def leave_glance(self) -> None:
        """Leave Today as it is for the first paint of the next start."""
        if self.companion is not None:
            today_cache.leave(self.companion, usual=self.who is None and not self.companion.people.both)

    def ask_who_is_here(self) -> None:
        """Let go of what is whoever's is here, and ask who is here now."""
        from ritualtui.tui import handover

        handover.to_whoever_comes(self)

    def start_over(self, said: str) -> None:
        """The log is another than it was: read it anew, and go to Today, which says ``said``."""
        from ritualtui.tui import handover

        handover.to_another_log(self, said)

    def on_key(self, event: events.Key) -> None:
        """Letters pressed in the same instant as the key that opens a field go to the field, too.

        They were handed to the screen before the field had the focus. A field stops the letters that it takes, so
        one that comes here with a field in focus was early.
        """
        if self.instant.takes(event):
            event.prevent_default()
            return
        self.struck = event.time
        field = self.focused
        if not event.character or not all(map(freetext.is_kept, event.character)):
            return
        if write(field, event.character):
            event.prevent_default()

    # -- one's own space

    def _touched_at(self) -> tuple[float, int]:
        return self.ticks(), self.clock.ms()

    async def on_event(self, event: events.Event) -> None:
        """Remember when a key, a click or a turn of the wheel came; answer keys one after the other."""
        if isinstance(event, _TOUCHES):
            self.touched = self._touched_at()
        if isinstance(event, events.MouseEvent):
            self.struck = event.time
        if not isinstance(event, events.InputEvent | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif isinstance(event, events.Key) and self.by_place.combined(event) in self.leaving.keys:
            self.leaving.now()
        elif not self.in_order.holds(event):
            await self.take(event)

    async def take(self, event: events.Event) -> None:
        """Answer what came from the terminal: its turn has come."""
        meant = self.by_place.meant(event) if isinstance(event, events.Key) else event
        if not isinstance(meant, events.Key):
            await super().on_event(meant)
        elif not self.instant.takes(meant):
            self._key = meant.key
            await super().on_event(meant)
        self.in_order.handed_on(event)

    @on(Through)
    def key_answered(self, message: Through) -> None:
        """A key has been answered by all whom it concerned."""
        self.in_order.through(message)

    def idle(self) -> float:
        """Seconds since then; also those that a machine spent asleep, in which ``ticks`` stand still."""
        ticks, ms = self._touched_at()
        return max(ticks - self.touched[0], (ms - self.touched[1]) / 1000)

    def copy_to_clipboard(self, text: str) -> None:
        """What is copied in one's own space stays in there: there are programs that keep a clipboard on the disk."""
        self._copied = text
        if not self.own:
            super().copy_to_clipboard(text)

    @property
    def clipboard(self) -> str:
        """What was copied last, here."""
        return self._copied

    def get_system_commands(self, screen: Screen[object]) -> "Iterable[SystemCommand]":
        """Textual's own; but no picture of one's own space is ever written to a file."""
        own = self.own
        return (command for command in super().get_system_commands(screen) if not (own and "shot" in command.title))

    @property
    def own(self) -> bool:
        """Whether one's own space is on the screen, or beneath what is."""
        return any(isinstance(screen, Room) and screen.OWN for screen in self.screen_stack)

    def forget_clipboard(self) -> None:
        """Let go of what was copied."""
        self._copied = ""

    def exit(self, *args: Any, **how: Any) -> None:
        """Leave; what was not kept waits for the next time."""
        if not self.left_now and not self.has_left:
            self.unkept.leave()
        super().exit(*args, **how)

    # -- actions

    def action_leave_now(self) -> None:
        """Leave at once."""
        self.leaving.now()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Places and quitting hold on every screen that one can just leave; the others have a way back of their own."""
        return self.going.roams if action in ("place", "quit") else super().check_action(action, parameters)

    def action_place(self, place: str) -> None:
        """To a place, from anywhere."""
        self.going.to(place)

    def action_help(self) -> None:
        """The keys that hold here."""
        from ritualtui.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen))

    def action_command_palette(self) -> None:
        """Every action by its name; it says its keys, for it has no bar."""
        from ritualtui.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(placeholder=words.PALETTE_HINT, id=PALETTE))

    def action_pages(self, page: str = "") -> None:
        """The pages to read, or one of them."""
        from ritualtui.tui.screens.pages import PagesScreen

        if isinstance(self.screen, PagesScreen):
            self.screen.open(page)
        else:
            self.push_screen(PagesScreen(page))

    def action_machines(self) -> None:
        """How two machines stand, or become acquainted."""
        from ritualtui.tui.screens.machines import MachinesScreen

        if not isinstance(self.screen, MachinesScreen):
            self.push_screen(MachinesScreen())

    def action_help_quit(self) -> None:
        """Ctrl+c leaves nothing: say what does."""
        self.notify(words.HOW_TO_LEAVE, markup=False)


def actions_of_the_palette() -> type["Provider"]:
    """The palette's list, loaded when it is first opened."""
    from ritualtui.tui.palette import Actions

    return Actions


def run(
    places: Places, who: str | None = None, clock: Clock | None = None, *,
    ritual: str | None = None, easy: bool | None = None, present: str | None = None,
) -> int:  # fmt: skip
    """Open the full screen until it is left; returns the exit code.

    Raises ``RitualError`` where the log cannot be opened, and whatever went wrong unexpectedly.
    """
    escape_delay.prepare()
    app = RitualApp(places, who, clock, ritual=ritual, easy=easy, present=present)
    app.suit_the_terminal()
    sys.setswitchinterval(_SWITCH)
    try:
        with end_signals.heard(app.leaving.cut_off), silenced():
            code = app.run()
    finally:
        app.leave_glance()
        app.in_step.last()
        if app.companion is not None:
            app.companion.tidy(leaving=True)
            app.companion.close()
        notes.tell()
    failed = app.error or app.failure
    if failed is not None:
        raise failed
    return code if isinstance(code, int) else app.return_code or 0
