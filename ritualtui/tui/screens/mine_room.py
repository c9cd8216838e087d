"""What the screens behind the door share: the open space, a key that closes it, no word left behind unsealed."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType

from ritualtui.errors import RitualError
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.room import Room

if TYPE_CHECKING:
    from ritualtui.companion.private.draft import Writing
    from ritualtui.companion.private.space import Private, Space

R = TypeVar("R")


@dataclass
class Stay:
    """One stay in one's own space. ``space`` is None at the door; ``held`` is what could not be sealed yet.

    ``lock`` closes it, down to the door; ``leave`` goes back to where one came from.
    """

    private: "Private"
    lock: Callable[[], None]
    leave: Callable[[], None]
    space: "Space | None" = None
    held: "list[Writing]" = field(default_factory=list)

    @property
    def open(self) -> "Space":
        """The open space. Raises ``RitualError`` where it was closed meanwhile."""
        if self.space is None:
            raise RitualError(_("It is closed."), _("Open it again with your passphrase."))
        return self.space


class Sealed(Room[R]):
    """A screen behind the door. Nothing of it is in a title, and nothing on it can be selected with the mouse."""

    OWN = True
    ALLOW_SELECT = False
    CSS_PATH = "../styles/mine.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "lock", _("lock"), id="mine.lock", priority=True,
                tooltip=_("Lock it now; what you are writing is saved")),
    ]  # fmt: skip

    def __init__(self, stay: Stay) -> None:
        super().__init__()
        self.stay = stay

    def action_lock(self) -> None:
        """Close it now."""
        self.stay.lock()

    def on_unmount(self) -> None:
        """However the screen goes, its words are sealed."""
        with suppress(RitualError):
            self.keep_typed()


class Written(Sealed[R]):
    """A screen on which something is written: ``writing``, as ``field`` has it."""

    def __init__(self, stay: Stay, writing: "Writing") -> None:
        super().__init__(stay)
        self.writing = writing
        self._refused = False

    def take(self) -> None:
        """Take what stands on the page over into ``writing``."""
        raise NotImplementedError

    def keep_typed(self) -> None:
        """Seal it, once, at the end: nobody waits for anything any more."""
        self.take()
        self.writing.keep()

    def seal_typed(self) -> None:
        """Seal it, once, while there is time. Raises ``RitualError``."""
        self.take()
        self.writing.keep(patient=True)

    def kept(self) -> bool:
        """Seal it before leaving. Where that cannot be it is said, and at the second time it is set aside, unseen."""
        try:
            if self._refused:
                self.keep_typed()
            else:
                self.seal_typed()
        except RitualError as err:
            if not self._refused:
                self._refused = True
                self.say(words.MINE_NOT_SEALED.format(why=err.what), error=True)
                return False
            self.stay.held.append(self.writing)
        return True
