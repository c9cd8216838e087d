"""The key in the system's keyring, for those who have one: the file of a target then only says under which name.

Loaded only where a key is there, or is to go there. A keyring may be locked, and may ask its owner for a password for
as long as nobody answers; so it is waited for a while only, and never asked twice at once.
"""

import os
import threading
from collections.abc import Callable
from typing import Any, Final

from ritualtui.errors import RitualError
from ritualtui.strings import _
from ritualtui.sync.extras import how_to_add

SERVICE: Final = "ritualtui"
"""What our entries in a keyring are called."""
_PATIENCE = 60.0
"""Seconds in which somebody may type the password of a keyring."""

_asked: threading.Thread | None = None


class RingError(RitualError):
    """A keyring could not do it. ``locked``: it may be open the next time; nothing is wrong."""

    def __init__(self, what: str, next_step: str, *, locked: bool = False) -> None:
        super().__init__(what, next_step)
        self.locked = locked


def keep(secret: str) -> str:
    """Put a key there, and see that it is. Returns the name under which it is. Raises ``RingError``."""
    name = f"sync-{os.urandom(8).hex()}"
    if _do(lambda ring: (ring.set_password(SERVICE, name, secret), ring.get_password(SERVICE, name))[1]) != secret:
        raise RingError(_("The keyring didn't save the key."), _("`keyring --list-backends` says which one it is."))
    return name


def fetch(name: str) -> str:
    """The key that is there under ``name``. Raises ``RingError``."""
    found = _do(lambda ring: ring.get_password(SERVICE, name))
    if not found:
        raise RingError(
            _("The key is not in the keyring any more."),
            _("Get an invite from the other computer (`ritualtui sync invite`), and join again."),
        )
    return str(found)


def remove(name: str) -> None:
    """Take a key away, where it is there. Raises ``RingError``."""

    def remove(ring: Any) -> None:
        if ring.get_password(SERVICE, name) is not None:
            ring.delete_password(SERVICE, name)

    _do(remove)


def _do(act: Callable[[Any], Any]) -> Any:
    """``act`` with the keyring, in a thread of its own: what it waits for holds up nobody longer than a while."""
    global _asked
    if _asked is not None and _asked.is_alive():
        raise _locked()
    done: list[Any] = []
    failed: list[RingError] = []

    def work() -> None:
        try:
            done.append(_answered(act))
        except RingError as err:
            failed.append(err)

    _asked = threading.Thread(target=work, daemon=True)
    _asked.start()
    _asked.join(_PATIENCE)
    if failed:
        raise failed[0]
    if not done:
        raise _locked()
    return done[0]


def _answered(act: Callable[[Any], Any]) -> Any:
    try:
        import keyring
        from keyring import errors
    except ImportError:
        raise RingError(_("The system's keyring needs a part that is not installed."), how_to_add("keyring")) from None
    try:
        return act(keyring.get_keyring())
    except errors.KeyringLocked:
        raise _locked() from None
    except errors.NoKeyringError:
        raise RingError(
            _("There's no keyring to use here."),
            _("Start one (GNOME Keyring, KWallet, KeePassXC), and do this again; the key can be in a file as well."),
        ) from None
    except Exception as err:  # each has its own, and what it says may be about secrets
        raise RingError(
            _("The keyring could not do it ({name}).").format(name=type(err).__name__),
            _("See that it is open (`keyring --list-backends` says which one it is), and do this again."),
        ) from None


def _locked() -> RingError:
    return RingError(_("The keyring is locked."), _("Unlock it, and do this again; nothing is lost."), locked=True)
