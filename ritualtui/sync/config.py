"""What a machine needs to sync: the target, the key, who is here.

One private file; nothing else has the key, but the system's keyring where it was put there (see ``system_keyring``).
"""

import os
from contextlib import suppress

import msgspec

from ritualtui.errors import RitualError
from ritualtui.places import TARGET, Places
from ritualtui.store import files
from ritualtui.store.datafile import NOT_JSON
from ritualtui.strings import _
from ritualtui.sync import checksum
from ritualtui.sync.shared_key import Keys, Scope


class Config(msgspec.Struct, frozen=True, omit_defaults=True):
    """``person`` is the id of whose machine it is; ``ring`` the name of the key in the keyring, and then no secret."""

    target: str
    space: str
    secret: str
    person: str
    ring: str = ""

    @property
    def keys(self) -> Keys:
        """The keys. Raises ``system_keyring.RingError`` where they are in a keyring that does not give them now."""
        if not self.ring:
            return Keys(self.space, self.secret)
        from ritualtui.sync import system_keyring

        return Keys(self.space, system_keyring.fetch(self.ring))

    def __repr__(self) -> str:
        return f"Config({self.space!r})"


def folder(places: Places, scope: Scope) -> str:
    """Where all that belongs to a target lies."""
    return os.path.join(places.sync, scope)


def exists(places: Places, scope: Scope) -> bool:
    """Whether a target is set up."""
    return os.path.isfile(os.path.join(folder(places, scope), TARGET))


def read(places: Places, scope: Scope) -> Config | None:
    """The target that is set up, None where there is none. Raises ``RitualError`` where it cannot be read."""
    path = os.path.join(folder(places, scope), TARGET)
    data = files.read(path)
    if data is None:
        return None
    try:
        return msgspec.json.decode(checksum.without(data), type=Config)
    except NOT_JSON:
        raise RitualError(
            _("{path} is damaged.").format(path=path),
            _("`ritualtui sync leave` takes it away; then join again by an invite."),
        ) from None


def write(places: Places, scope: Scope, config: Config) -> None:
    """Keep it, for this user alone."""
    files.make_folder(folder(places, scope))
    files.replace(os.path.join(folder(places, scope), TARGET), checksum.added(msgspec.json.encode(config)))


def write_ringed(places: Places, scope: Scope, new: Config) -> None:
    """Keep ``new``, its key in the keyring. Raises as ``write`` does, and ``RingError`` where the keyring refuses."""
    from ritualtui.sync import system_keyring

    made = msgspec.structs.replace(new, secret="", ring=system_keyring.keep(new.secret))
    try:
        write(places, scope, made)
    except BaseException:
        with suppress(RitualError):
            system_keyring.remove(made.ring)
        raise


def replace(places: Places, scope: Scope, new: Config) -> list[str]:
    """Keep ``new`` in place of what was, its key where the one before was. Returns what a person should be told.

    Raises as ``write_ringed`` does; then what was stays.
    """
    try:
        before = read(places, scope)
    except RitualError:
        before = None
    if before is None or not before.ring:
        write(places, scope, new)
        return []
    write_ringed(places, scope, new)
    return taken_out(before)


def remove_key(places: Places, scope: Scope) -> list[str]:
    """Take the key out of the keyring, where it is there. Returns what a person should be told."""
    try:
        found = read(places, scope)
    except RitualError:
        return []  # nobody can say what it was
    return taken_out(found) if found is not None and found.ring else []


def taken_out(found: Config) -> list[str]:
    """Take the key of ``found`` out of its keyring. Returns what a person should be told where it stays."""
    from ritualtui.sync import system_keyring

    try:
        system_keyring.remove(found.ring)
    except RitualError as err:
        return [
            _("{what} The key is still in it, as “{service}”, “{ring}”: take it out there.").format(
                what=err.what, service=system_keyring.SERVICE, ring=found.ring
            )
        ]
    return []


def remove(places: Places, scope: Scope) -> list[str]:
    """Take away all of it: the key first. Returns what a person should be told."""
    left = remove_key(places, scope)
    _remove(places, scope, TARGET)
    remove_ledger(places, scope)
    return left


def remove_ledger(places: Places, scope: Scope) -> None:
    """Take away what is remembered of the target: all is read and written anew."""
    _remove(places, scope, "ledger.json", "known", "known-sorted", "withheld")


def _remove(places: Places, scope: Scope, *names: str) -> None:
    paths = [os.path.join(folder(places, scope), name) for name in names]
    try:
        files.remove(*(path + end for path in paths for end in ("", ".new")))
    except OSError as err:
        raise files.refused(err.filename or paths[0], err) from None
