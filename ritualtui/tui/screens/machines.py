"""Two computers: making an invite, taking one, and stopping. Nothing of the slow work holds up a key.

What each page says and offers is a row of ``machines_pages``; ``machines_status`` tells how syncing stands, and
``machines_code`` draws the invite as a QR code.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Input, OptionList, Static

from ritualtui import freetext, messages
from ritualtui.errors import RitualError
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.run_in_thread import beside
from ritualtui.tui.screens import machines_code as code
from ritualtui.tui.screens import machines_status
from ritualtui.tui.screens.machines_pages import PAGES, STANDS, holds
from ritualtui.tui.screens.room import Room
from ritualtui.tui.textual_compat.containers import Container, Vertical, VerticalScroll
from ritualtui.tui.widgets.choices import Choices
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.text_field import Line

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.partner_joins import Chosen
    from ritualtui.companion.service import Companion

_BEGIN: Final = (
    ("n", _("Begin here: choose a place, and get an invite")),
    ("j", _("I have an invite from the other computer")),
)
"""The keys and words of the two ways to begin."""
_ASKS: Final = ("target", "invite")
_FILE: Final = "~/ritualtui-invite.txt"
_WRITTEN: Final = _("The invite is in {path}. Hand it over yourselves, then delete it.")
_COPIED: Final = _("Copied. Other programs can read the clipboard, so copy something else when you’re done.")
_JOINED: Final = _("Connected. What you both log is on both computers now, with {partner}.")


class _Choose(RitualError):
    """Somebody has to choose, which is for the screen; nothing is written yet."""

    def __init__(self) -> None:
        super().__init__(_("It is to be chosen what is shared."))


class MachinesScreen(Room[None]):
    """See the module. ``_page`` is the name of a row of ``machines_pages``."""

    CSS_PATH = "../styles/machines.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "ask('target')", _("begin here"), id="machines.begin", tooltip=_("Choose a sync folder")),
        Binding("j", "ask('invite')", _("take an invite"), id="machines.join", priority=True,
                tooltip=_("Enter an invite from the other computer")),
        Binding("s", "now", _("sync now"), id="machines.now", tooltip=_("Sync now")),
        Binding("i", "invite", _("the invite"), id="machines.invite", tooltip=_("Show the invite again")),
        Binding("x", "leave_it", _("stop"), id="machines.leave-it", tooltip=_("Stop syncing; nothing is removed")),
        Binding("y", "yes", _("yes, stop"), id="machines.yes", tooltip=_("Stop syncing this computer")),
        Binding("y", "make_folder", _("make it"), id="machines.make", tooltip=_("Make the folder, and continue")),
        Binding("c", "copy", _("copy"), id="machines.copy", tooltip=_("Copy the invite to the clipboard")),
        Binding("w", "ask('file')", _("to a file"), id="machines.file",
                tooltip=_("Write the invite to a file to hand over")),
        Binding("k", "code", _("QR code"), id="machines.code", tooltip=_("Show the invite’s QR code alone")),
        Binding("enter", "go_on", _("continue"), id="machines.on", tooltip=_("Continue")),
        Binding("escape", "back", _("back"), id="machines.back", tooltip=_("Back")),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._page = "none"
        self._invite = ""
        self._named = self._place = ""  # the place that an invite names, and where to go
        self._target = ""  # where it was to begin, while that did not work
        self._names = ""  # for whom an invite is, where that has to be asked
        self._fits_alone = False  # whether its code is too large for beside the words, and not for the terminal

    def compose(self) -> ComposeResult:
        """A heading, a text, a field."""
        yield Head(title=words.MACHINES)
        with VerticalScroll(id="body", can_focus=False), Container(id="door"):
            with Vertical(id="said"):
                yield Static("", id="title", markup=False)
                yield Paragraph(id="about")
                yield Choices(*_BEGIN, id="begin")
                yield Static("", id="invite", markup=False)
                yield Line(id="field")
            yield Static("", id="code", markup=False)
        yield Notice()
        yield KeyBar(
            "machines.now", "machines.invite", "machines.copy", "machines.file", "machines.code",
            "machines.leave-it", "machines.yes", "machines.make", "machines.on", SPLIT,
            "machines.back", "app.help", id="keys",
        )  # fmt: skip

    def on_mount(self) -> None:
        """How it stands."""
        self._stand()
        self.set_interval(1.0, self._follow)

    # -- showing

    def _stand(self, said: str = "", *, error: bool = False, whole: bool = False) -> None:
        """The page for how it stands now."""
        from ritualtui.companion.sync import background

        self._show("set" if background.is_set_up(self._app.places) else "none", said, error=error, whole=whole)

    def _show(self, page: str, said: str = "", *, error: bool = False, whole: bool = False) -> None:
        self._page, shown = page, PAGES[page]
        field = self.query_one("#field", Line)
        field.value = {"there": self._place, "target": self._target, "file": _FILE}.get(page, "")
        field.cursor_position = len(field.value)
        field.display = shown.asks
        field.placeholder = shown.hint
        self.query_one("#title", Static).update(Content(shown.title))
        self.query_one("#title").display = bool(shown.title)  # without one it is the head's
        self.query_one("#about", Paragraph).update(self._about())
        invite = self.query_one("#invite", Static)
        invite.display = page == "made"
        invite.update(Content(self._grouped() if page == "made" else ""))
        self._show_code(self.size)
        begin = self.query_one("#begin", Choices)
        begin.display = page == "none"
        self.set_focus(field if field.display else begin if begin.display else None)
        self.say(said, error=error, whole=whole)
        self.refresh_bindings()

    def _show_code(self, size: Size) -> None:
        """The invite as a QR code: beside the words or under them, where it is seen whole, or alone if asked for."""
        alone = self._page == "code"
        drawn = code.drawn(self._invite) if self._page in ("made", "code") and not self._app._plainly else ""
        room = code.fit(drawn, size)
        fits = bool(drawn) and (alone or room.with_words)
        self._fits_alone = not fits and room.only_alone
        self.set_class(alone, "-code")
        place = self.query_one("#code", Static)
        place.display = fits
        place.update(Content(drawn if fits else ""))
        self.query_one("#door").set_class(not alone and room.beside, "-beside")

    @on(events.Resize)
    def follow_size(self, event: events.Resize) -> None:
        """The code may have room now, or none any more."""
        self._show_code(event.size)

    def _grouped(self) -> str:
        from ritualtui.sync import shared_key

        return shared_key.grouped(self._invite)

    def _about(self) -> str:
        """What this page says."""
        companion = self._app.companion
        if self._page == "set":
            return machines_status.told(companion, self._app.in_step) if companion is not None else ""
        from ritualtui.sync import schemes

        page = PAGES[self._page]
        alone = companion is not None and companion.people.solo
        return (page.alone if alone and page.alone else page.about).format(
            addresses=schemes.in_short(), place=self._named, names=self._names, folder=freetext.path(self._target)
        )

    def _follow(self) -> None:
        """What happens beside the screen."""
        if self._page == "set" and self.is_current:
            self.query_one("#about", Paragraph).update(self._about())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of this page."""
        if action == "code" and not self._fits_alone:
            return False
        if (action, parameters) == ("ask", ("target",)) and self._app.companion is None:
            return False
        return holds(self._page, action, parameters)

    # -- acting

    @on(OptionList.OptionSelected)
    def begun(self, event: OptionList.OptionSelected) -> None:
        """One of the two ways was taken."""
        event.stop()
        if self.check_action("ask", (_ASKS[event.option_index],)):
            self.action_ask(_ASKS[event.option_index])

    def action_ask(self, what: str) -> None:
        """Ask for it."""
        self._show(what)

    def action_go_on(self) -> None:
        """Take what stands in the field."""
        typed = self.query_one("#field", Input).value.strip()
        if not typed:
            return
        if self._page == "target":
            self._try(lambda: self._make_at(typed))
        elif self._page == "file":
            self._try(lambda: self._write(typed))
        elif self._page == "invite":
            self._try(lambda: self._look_at(typed))
        elif self._page == "there":
            self._place = typed
            self._join(None)
        elif self._is_for(typed):
            self._join(typed)
        else:
            self.say(_("It’s for {names}: one of these two.").format(names=self._names), error=True)

    def _is_for(self, name: str) -> bool:
        """Whether the invite has this name."""
        from ritualtui.sync import shared_key

        return freetext.alike(name) in {freetext.alike(one) for _, one in shared_key.decoded(self._invite).people}

    def _make_at(self, target: str) -> None:
        """Begin there; a folder that isn't there is asked about first, for it may be mistyped."""
        from ritualtui.companion.sync import pairing

        missing = pairing.missing(target)
        if missing is None:
            self._make(target)
        else:
            self._target = missing
            self._show("make")

    def action_make_folder(self) -> None:
        """Make it, and begin there."""
        from ritualtui.companion.sync import pairing

        if self._try(lambda: pairing.make_missing(self._target)):
            self._make(self._target)

    def _write(self, path: str) -> None:
        """The invite to a file."""
        from ritualtui.companion.sync import pairing
        from ritualtui.sync import shared_key

        written = pairing.write_invite(self._invite, path, shared_key.decoded(self._invite).target)
        self._show("made", _WRITTEN.format(path=freetext.path(written)))

    def action_code(self) -> None:
        """The QR code alone; esc goes back to the words."""
        self._show("code")

    def _make(self, target: str) -> None:
        from ritualtui.companion.service import Companion
        from ritualtui.companion.sync import pairing

        app = self._app

        def act() -> str:
            # A log of its own, so that nobody reads here while it writes there.
            with Companion.open(app.places, app.who or self._companion.people.me.name, app.clock) as companion:
                return pairing.setup(companion, target, scope="mine" if companion.people.solo else "couple")[0]

        def done(invite: str) -> None:
            self._invite, self._target = invite, ""
            self._show("made")

        self._target = target
        self._beside(act, done, "target")

    def _look_at(self, invite: str) -> None:
        """Show where an invite leads, before anything is reached there: it may have been made by anybody."""
        from ritualtui.companion.sync import pairing
        from ritualtui.sync import shared_key

        self._named = self._place = pairing.leads_to(shared_key.decoded(invite))
        self._invite = invite
        self._show("there")

    def _join(self, me: str | None, chosen: "Chosen | None" = None) -> None:
        from ritualtui.companion.sync import pairing
        from ritualtui.sync import shared_key

        app, invite = self._app, self._invite
        elsewhere = self._place if self._place != self._named else None

        given = shared_key.decoded(invite)

        def choose(companion: "OpenLog") -> "Chosen":
            if chosen is None:
                raise _Choose
            return chosen

        def act() -> pairing.Joined:
            return pairing.join(app.places, given, me=me, url=elsewhere, share=choose, time=app.clock)

        def share() -> None:
            self._choose(dict(given.people)[given.inviter], lambda found: self._join(me, found))

        def done(joined: pairing.Joined) -> None:
            self._invite = ""
            app.start_over(_JOINED.format(partner=freetext.one_line(joined.partner)))

        self._beside(act, done, "there", choose=share)

    def _choose(self, partner: str, then: "Callable[[Chosen], None]") -> None:
        """What of a log that was kept alone goes along: nothing, unless it is chosen here."""
        from ritualtui.tui.screens.partner import SharingScreen

        def chosen(found: "Chosen | None") -> None:
            if found is None:
                self._show("there", _("Nothing was shared, and nothing was changed."))
            else:
                then(found)

        self.app.push_screen(SharingScreen(partner), chosen)

    def _with_key(self, act: Callable[["Companion"], Any], done: Callable[[Any], None]) -> None:
        """Do what asks for the key: at once, or beside the screen where a keyring may wait for its owner."""
        from ritualtui.companion.service import Companion
        from ritualtui.companion.sync import key_storage

        app = self._app

        def apart() -> Any:
            with Companion.open(app.places, app.who or self._companion.people.me.name, app.clock) as companion:
                return act(companion)

        if key_storage.may_wait(app.places):
            self._beside(apart, done, "set", "wait")
        else:
            self._try(lambda: done(act(self._companion)))

    def _beside(
        self, act: Callable[[], Any], done: Callable[[Any], None], back: str, meanwhile: str = "work",
        choose: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """Do what takes a while beside the screen; where it cannot be, ``back`` to that page with the reason."""

        def ended(found: Any, error: Exception | None) -> None:
            if not self.is_attached:
                return
            if self._page != meanwhile:  # nobody waited for it
                if self._page in STANDS:
                    self._stand()
                return
            if error is None:
                done(found)
                return
            from ritualtui.companion.sync.pairing import WhoAmI

            if isinstance(error, WhoAmI):
                self._names = error.names
                self._show("me")
                return
            if isinstance(error, _Choose) and choose is not None:
                choose()
                return
            said = str(error) if isinstance(error, RitualError) else words.SYNC_UNEXPECTED
            self._show(back, said, error=True)

        self._show(meanwhile)
        beside(self._app, act, ended)

    def action_now(self) -> None:
        """Sync now."""
        self._app.in_step.now()

    def action_invite(self) -> None:
        """The invite once more."""
        from ritualtui.companion.sync import pairing, syncing

        def show(invite: str) -> None:
            self._invite = invite
            self._show("made")

        self._with_key(lambda companion: pairing.invite(companion, syncing.scopes(self._app.places)[-1]), show)

    def action_copy(self) -> None:
        """To the clipboard."""
        self.app.copy_to_clipboard(self._invite)
        self.say(_COPIED)

    def action_leave_it(self) -> None:
        """Asked once."""
        self._show("leave")

    def action_yes(self) -> None:
        """Sync no more from here."""
        from ritualtui.companion import partners_copy
        from ritualtui.companion.sync import pairing, syncing

        def leave(companion: "Companion") -> list[str]:
            scopes = syncing.scopes(companion.places)
            notes = [note for scope in scopes for note in pairing.leave(companion, scope)]
            return [partners_copy.left(companion, mine="couple" not in scopes), *notes]

        def left(notes: list[str]) -> None:
            self._app.in_step.left()
            self._stand(" ".join([messages.SYNC_LEFT, *notes]), whole=True)

        self._with_key(leave, left)

    def action_back(self) -> None:
        """To how it stands, then out of here."""
        if self._page in STANDS:
            self.dismiss(None)
        elif PAGES[self._page].back:
            self._show(PAGES[self._page].back)
        else:
            self._invite = self._target = ""
            self._stand()
