"""Where the key of a target is kept: in a file of this user alone, or in the system's keyring; and the way between."""

import os
from contextlib import suppress

import msgspec

from ritualtui.companion.sync.syncing import NotSetUp, locked, scopes
from ritualtui.errors import RitualError
from ritualtui.places import TARGET, Places
from ritualtui.sync import config
from ritualtui.sync.shared_key import Scope


def is_in_keyring(places: Places, scope: Scope) -> bool:
    """Whether it is in the keyring. Raises ``NotSetUp``."""
    return bool(_read(places, scope).ring)


def move(places: Places, scope: Scope, *, to_keyring: bool) -> list[str]:
    """Have the key in the keyring, or in the file. Returns what a person should be told.

    It is taken from where it was only when it is where it should be. Raises ``NotSetUp``, ``system_keyring.RingError``.
    """
    _read(places, scope)  # before there is a lock, and with it a folder
    with locked(places, scope):
        found = _read(places, scope)
        if bool(found.ring) == to_keyring:
            return []
        if to_keyring:
            config.write_ringed(places, scope, found)
            return []
        config.write(places, scope, msgspec.structs.replace(found, secret=found.keys.secret, ring=""))
        return config.taken_out(found)


def may_wait(places: Places) -> bool:
    """Whether asking for a key may take as long as its owner takes to open the keyring."""
    for scope in scopes(places):
        with suppress(RitualError):  # what is damaged names no keyring, and is told by whoever asks for the key
            if is_in_keyring(places, scope):
                return True
    return False


def path(places: Places, scope: Scope) -> str:
    """The file that has the key, or says that the keyring has it."""
    return os.path.join(config.folder(places, scope), TARGET)


def _read(places: Places, scope: Scope) -> config.Config:
    found = config.read(places, scope)
    if found is None:
        raise NotSetUp
    return found
