"""The door of one's own space: one line, one field. What lies behind it is never hinted at here.

Keeps the watch over what is open: it closes at a key, at leaving, and by itself where nobody does anything for a while.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from ritualtui.errors import RitualError
from ritualtui.store import sealing
from ritualtui.store.sealing import WrongPassphrase
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.run_in_thread import beside
from ritualtui.tui.screens.mine_room import Stay
from ritualtui.tui.screens.room import Room
from ritualtui.tui.textual_compat.containers import Vertical, VerticalScroll
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.private_fields import Secret
from ritualtui.tui.widgets.sentence import Paragraph

if TYPE_CHECKING:
    from ritualtui.companion.private.draft import Writing
    from ritualtui.companion.private.space import Space

WATCH = 1.0
"""Seconds between two looks at how long nobody has done anything."""


class MineScreen(Room[None]):
    """See the module."""

    OWN = True
    CSS_PATH = "../styles/mine.tcss"
    AUTO_FOCUS = "#first"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", _("open"), id="mine.open", tooltip=_("Open it; that takes a second or two")),
        Binding("enter", "make", _("set it up"), id="mine.make", tooltip=_("Set it up; that takes a second or two")),
        Binding("ctrl+n", "write", _("write without opening"), id="mine.write-closed", priority=True,
                tooltip=_("Write in your journal without the passphrase; it’s locked when you leave")),
        Binding("ctrl+r", "recovery", _("recovery sheet"), id="mine.recovery", priority=True,
                tooltip=_("Open it with the key on your recovery sheet, or with the passphrase again")),
        Binding("ctrl+t", "mend", _("put back"), id="mine.mend", priority=True,
                tooltip=_("Restore what went missing from the second copy")),
        Binding("escape", "back", _("back"), id="mine.back", tooltip=_("Back to where you were")),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.stay = Stay(self._companion.private, self.close_it, self.leave)
        self._made = self._lost = False
        self._look()
        self.set_class(not self._made, "-none", update=False)
        self._working = self._by_sheet = self._left = self._warned = False

    def _look(self) -> None:
        """Whether there is a space; and whether it is there in its second copy only."""
        private = self.stay.private
        self._lost = not private.ready and private.vault.missing()
        self._made = self._lost or private.ready

    def compose(self) -> ComposeResult:
        """A line, a field; two where there is nothing to open yet."""
        yield Head("mine")
        with VerticalScroll(id="body", can_focus=False), Vertical(id="door"):
            yield Static("", id="title", markup=False)
            yield Paragraph(id="about")
            yield Secret(id="first")
            yield Secret(id="second")
            yield Notice()
        yield KeyBar(
            "mine.open",
            "mine.make",
            "mine.write-closed",
            "mine.mend",
            SPLIT,
            "mine.recovery",
            "mine.back",
            "app.help",
            id="keys",
        )

    def on_mount(self) -> None:
        """The door, shut."""
        self.set_interval(WATCH, self.watch_idle)
        self.show()

    def on_unmount(self) -> None:
        """Nothing is open any more."""
        self._shut()

    def show(self, said: str = "") -> None:
        """The door as it is now, with its fields empty."""
        first, second = self.query_one("#first", Secret), self.query_one("#second", Secret)
        first.value = second.value = ""
        first.placeholder = (
            words.MINE_CHOOSE
            if not self._made
            else words.MINE_RECOVERY_HERE
            if self._by_sheet
            else words.MINE_PASSPHRASE
        )
        second.placeholder = words.MINE_AGAIN
        first.display = not self._working
        second.display = not self._working and not self._made
        title, about = self.query_one("#title", Static), self.query_one("#about", Paragraph)
        title.display = not self._made
        title.update(Content(words.MINE_NONE))
        line = words.MINE_DOOR if self._made else words.MINE_NONE_ABOUT
        if self._made and self._by_sheet:
            line = words.MINE_RECOVERY
        if self._working:
            line = words.MINE_OPENING if self._made else words.MINE_MAKING
        about.update(line)
        self.set_class(not self._made, "-none")
        self.say(said)
        if first.display and self.is_active:
            self.set_focus(first)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While it opens there is only the way back."""
        if action == "mend":
            return self._lost and not self._working
        if action in ("write", "recovery"):
            return self._made and not self._working
        if action == "make":
            return not self._made and not self._working
        return self._made and not self._working if action == "go_on" else True

    # -- opening

    def action_go_on(self) -> None:
        """Open it."""
        private, typed = self.stay.private, self.query_one("#first", Secret).value
        opens = private.unlock_with if self._by_sheet else private.unlock
        if typed:
            self._work(lambda: opens(typed), self._opened)

    def action_make(self) -> None:
        """To the second field; then make it."""
        first, second = self.query_one("#first", Secret), self.query_one("#second", Secret)
        private, typed = self.stay.private, first.value
        if not typed:
            return
        if self.focused is first and not second.value:
            if self._try(lambda: sealing.chosen(typed)):
                self.say("")
                self.set_focus(second)
        elif typed != second.value:
            self.show(words.MINE_DIFFER)
        else:
            self._work(lambda: private.begin(typed), self._begun)

    def _work(self, act: "Callable[[], Space]", then: "Callable[[Space], None]") -> None:
        """Do what takes a while beside the screen, which stays alive."""

        def done(space: "Space | None", error: Exception | None) -> None:
            self._working = False
            if self._left:
                if space is not None:
                    space.close()
            elif space is not None:
                self.show()
                then(space)
            else:
                wrong = words.MINE_WRONG_KEY if self._by_sheet else words.MINE_WRONG
                self.show(wrong if isinstance(error, WrongPassphrase) else "")
                if not isinstance(error, WrongPassphrase):
                    self.say(str(error) if isinstance(error, RitualError) else words.MINE_UNEXPECTED, error=True)

        beside(self._app, act, done)
        self._working = True
        self.show()
        self.set_focus(None)

    def _opened(self, space: "Space") -> None:
        from ritualtui.tui.screens.mine_inside import InsideScreen

        self.stay.space = space
        self._try_held()
        self._warned = False
        self.app.push_screen(InsideScreen(self.stay))

    def _begun(self, space: "Space") -> None:
        """It was just made: first the sheet."""
        from ritualtui.tui.screens.mine_sheet import SheetScreen

        self._made = True
        self._opened(space)
        self.app.push_screen(SheetScreen(self.stay))
        self.show()

    def action_recovery(self) -> None:
        """By the sheet, or by the passphrase again."""
        self._by_sheet = not self._by_sheet
        self.show()

    def action_write(self) -> None:
        """A page for the journal, without opening anything."""
        from ritualtui.companion.private.draft import Writing
        from ritualtui.tui.screens.mine_write import JournalScreen

        self.show()
        self.app.push_screen(JournalScreen(self.stay, Writing(self.stay.private)), lambda said: self.say(said or ""))

    def action_mend(self) -> None:
        """Put back what went missing."""
        if self._try(self.stay.private.vault.put_back):
            self._look()
            self.show(words.MINE_MENDED)

    # -- closing

    def watch_idle(self) -> None:
        """Close what nobody has touched for a while, and empty the field."""
        if self._app.idle() >= self._app.settings.lock * 60 and not self._left:
            if not self.is_active:
                self.close_it()
            elif self.query_one("#first", Secret).value or self.query_one("#second", Secret).value:
                self.show()

    def _shut(self) -> None:
        """Let go of every word that was open."""
        for screen in self._above():
            if isinstance(screen, Room):
                try:
                    screen.keep_typed()
                except RitualError:
                    writing: Writing | None = getattr(screen, "writing", None)
                    if writing is not None and writing not in self.stay.held:
                        self.stay.held.append(writing)
        for screen in self._above():
            screen.app.pop_screen()
        if self.stay.space is not None:
            self.stay.space.close()
            self.stay.space = None
        self._app.forget_clipboard()

    def _above(self) -> list[Room[object]]:
        """The screens over the door, the last first."""
        stack = list(self.app.screen_stack)
        return list(reversed(stack[stack.index(self) + 1 :])) if self in stack else []  # type: ignore[arg-type]

    def close_it(self) -> None:
        """Close it, down to the door."""
        self._shut()
        self._look()
        self._by_sheet = False
        self.show(words.MINE_HELD if self.stay.held else words.MINE_CLOSED)

    def leave(self) -> None:
        """Close it, and go back to where one came from, but where something could not be sealed."""
        self._shut()
        if self.stay.held:
            self.close_it()
            return
        self._left = True
        self.dismiss(None)

    @property
    def left(self) -> bool:
        """Whether it was left, and not kept open by something that could not be sealed."""
        return self._left

    def keep_typed(self) -> None:
        """What could not be sealed before is tried a last time."""
        self._try_held()

    def _try_held(self) -> str:
        """Seal what could not be sealed before. Returns what stands in the way of it, if anything."""
        why = ""
        for writing in list(self.stay.held):
            writing.space = self.stay.space
            try:
                writing.keep()
                self.stay.held.remove(writing)
            except RitualError as err:
                why = err.what
        return why

    def action_back(self) -> None:
        """Back to where one was."""
        why = self._try_held()
        if why and not self._warned:
            self._warned = True
            self.say(words.MINE_HELD_LEAVE.format(why=why), error=True)
            return
        self._left = True
        self.dismiss(None)
