"""Keys: what each action's key is, changed by pressing another."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from ritualtui import freetext
from ritualtui.strings import _
from ritualtui.tui import rebinding
from ritualtui.tui.rebinding import Action
from ritualtui.tui.screens.room import Room
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.textual_compat.containers import Vertical, VerticalScroll
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar, key_name
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.sentence import Paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLE: Final = _("Settings: keys")
_PRESS: Final = _("Press the new key.")
_NOW: Final = "now: {keys}"
_TAKEN: Final = _("{key} is taken by {names}: swap them?  y")
_HELD: Final = _("{key} can’t be given here: {name} needs it. Press another.")
_RESERVED: Final = _("{key} can’t be given: it leads out, moves about or belongs to fields. Press another.")
_WAS: Final = "was {keys}"
_IS: Final = "{name}: {keys}."
_BACK: Final = _("Back to what it was: {name}, {keys}.")
_NOTHING: Final = _("Nothing to undo here.")


class KeyRow(Widget, can_focus=True):
    """An action and its key."""

    DEFAULT_CSS = """
    KeyRow { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    KeyRow:hover { background: $surface; }
    KeyRow:focus { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "capture", _("change"), id="key.change", tooltip=_("Change this key, by pressing another")),
        Binding("backspace", "restore", _("as it was"), id="key.restore", tooltip=_("The key that it had at first")),
        Binding("up,k", "app.focus_previous", _("up"), id="key.up", show=False, tooltip=_("The key above")),
        Binding("down,j", "app.focus_next", _("down"), id="key.down", show=False, tooltip=_("The key below")),
    ]

    class Meant(Message):
        """This key is to be changed, or ``back`` to what it was at first."""

        def __init__(self, action: Action, *, back: bool) -> None:
            super().__init__()
            self.action, self.back = action, back

    def __init__(self, action: Action) -> None:
        super().__init__()
        self.auto_links = False
        self.of = action
        self._keys: tuple[str, ...] = ()

    def show(self, mine: "Mapping[str, str]") -> None:
        """Show the keys that it has."""
        self._keys = self.of.keys(mine)
        self.refresh()

    def render(self) -> Content:
        """The action, its key, and the one that it was, where that is another."""
        mark = Content.styled("▸ " if self.has_focus else "  ", "bold $primary")
        name = Content.styled(self.of.name, "bold $text" if self.has_focus else "$text")
        was = _WAS.format(keys=said(self.of.shipped)) if self._keys != self.of.shipped else ""
        return Content.assemble(
            mark, name.truncate(29, ellipsis=True, pad=True), " ",
            Content.styled(said(self._keys), "bold $text").pad_right(max(1, 16 - len(said(self._keys)))),
            (was, "$text-muted"),
        )  # fmt: skip

    def action_capture(self) -> None:
        """Wait for another key."""
        self.post_message(self.Meant(self.of, back=False))

    def action_restore(self) -> None:
        """Back to what it was at first."""
        self.post_message(self.Meant(self.of, back=True))

    def on_click(self, event: events.Click) -> None:
        """A click changes it."""
        event.stop()
        self.screen.set_focus(self)
        self.action_capture()


class KeysScreen(Room[None]):
    """See the module. Each change holds and is saved at once."""

    CSS_PATH = "../styles/settings.tcss"
    AUTO_FOCUS = "KeyRow"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", _("undo"), id="keys.undo", tooltip=_("Undo the last change made here")),
        Binding("escape", "dismiss", _("back"), id="keys.back", tooltip=_("Back to the settings")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._actions = rebinding.known(type(self._app), self._companion.rituals.all.values())
        self._undoes: list[tuple[Action, dict[str, str]]] = []

    def compose(self) -> ComposeResult:
        """The actions, by where they hold."""
        yield Head(title=TITLE)
        with VerticalScroll(id="body", can_focus=False):
            where = ""
            for action in self._actions:
                if action.fixed:
                    continue
                if action.where != where:
                    where = action.where
                    yield Static(where, classes="group", markup=False)
                yield KeyRow(action)
        yield Notice()
        yield KeyBar("key.change", "key.restore", "keys.undo", SPLIT, "keys.back", "app.help", wording=self._word)

    def _word(self, ident: str) -> str | None:
        return "" if ident == "keys.undo" and not self._undoes else None

    def on_mount(self) -> None:
        """Show the keys."""
        self._show()

    def on_descendant_focus(self) -> None:
        """With the first key its heading comes into sight."""
        if self.focused is self.query(KeyRow).first():
            self.query_one("#body").scroll_home(animate=False)

    def _show(self) -> None:
        for row in self.query(KeyRow):
            row.show(self._app.settings.keys)
        for screen in self.app.screen_stack:
            for head in screen.query(Head):
                head.refresh()
        self.refresh_bindings()

    def on_key_row_meant(self, event: KeyRow.Meant) -> None:
        """Ask for another key; or put back the one that was."""
        action, mine = event.action, dict(self._app.settings.keys)
        if event.back:
            if action.ident in mine:
                self._set(action, rebinding.restored(self._actions, action, mine))
            return

        def pressed(key: str | None) -> None:
            if key == "backspace":
                self._set(action, rebinding.restored(self._actions, action, mine))
            elif key is not None:
                self._set(action, rebinding.given(self._actions, action, key, mine))

        self.app.push_screen(CaptureScreen(self._actions, action, mine), pressed)

    def _set(self, action: Action, keys: dict[str, str]) -> None:
        before = dict(self._app.settings.keys)
        if keys != before and self._try(lambda: self._app.change("keys", keys)):
            self._undoes.append((action, before))
            self._show()
            self.say(_IS.format(name=action.name, keys=said(action.keys(keys))))

    def action_undo(self) -> None:
        """Undo the last change made here."""
        if not self._undoes:
            self.say(_NOTHING)
            return
        action, before = self._undoes[-1]
        if self._try(lambda: self._app.change("keys", before)):
            self._undoes.pop()
            self._show()
            self.say(_BACK.format(name=action.name, keys=said(action.keys(before))))


class CaptureScreen(Small[str | None]):
    """Waits for one key and answers it; “backspace” is for the one that it was at first, None for leaving it."""

    CSS_PATH = "../styles/small.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", _("leave it"), id="capture.leave", tooltip=_("Leave the key as it is")),
        Binding(
            "backspace", "restore", _("as it was"), id="capture.restore", tooltip=_("The key that it had at first")
        ),
    ]

    def __init__(self, actions: list[Action], of: Action, mine: "Mapping[str, str]") -> None:
        super().__init__()
        self._actions, self._of, self._mine = actions, of, mine
        self._asked = ""  # a key that another has, which would be swapped

    def compose(self) -> ComposeResult:
        """What is waited for."""
        with Vertical(id="box"):
            yield Static(Content(self._of.name), id="title", markup=False)
            now = _NOW.format(keys=said(self._of.keys(self._mine)))
            yield Static(Content.assemble(_PRESS, "   ", (now, "$text-muted")), markup=False)
            yield Paragraph(id="about")
            yield KeyBar("capture.restore", SPLIT, "capture.leave")

    def on_key(self, event: events.Key) -> None:
        """The key, unless it is one that cannot be given, or that somebody else has."""
        event.stop()
        event.prevent_default()
        key = event.key
        if key == "escape":
            self.dismiss(None)
        elif key == "backspace":
            self.dismiss(key)
        elif self._asked and key == "y":
            self.dismiss(self._asked)
        elif key in rebinding.RESERVED:
            self._say(_RESERVED.format(key=key_name(key)))
        elif key not in self._of.keys(self._mine):
            self._take(key)
        else:
            self.dismiss(None)

    def _take(self, key: str) -> None:
        others = rebinding.holders(self._actions, self._of, key, self._mine)
        held = next((other for other in others if other.fixed), None)
        if held is not None:
            self._say(_HELD.format(key=key_name(key), name=held.name))
        elif others:
            self._say(_TAKEN.format(key=key_name(key), names=" and ".join(other.name for other in others)))
            self._asked = key
        else:
            self.dismiss(key)

    def _say(self, text: str) -> None:
        self._asked = ""
        self.query_one("#about", Paragraph).update(Content(freetext.one_line(text)))

    def action_restore(self) -> None:
        """By mouse."""
        self.dismiss("backspace")


def said(keys: tuple[str, ...]) -> str:
    """Keys as people call them."""
    return " ".join(key_name(key) for key in keys)
