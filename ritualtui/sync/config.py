"""What a machine needs to sync: the target, the key, who is here. One private file; nothing else has the key."""

import os

import msgspec

from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import files
from ritualtui.store.datafile import NOT_JSON
from ritualtui.sync.keys import Keys, Scope

_NAME = "target.json"


class Config(msgspec.Struct, frozen=True):
    """``person`` is the id of whose machine it is."""

    target: str
    space: str
    secret: str
    person: str

    @property
    def keys(self) -> Keys:
        """The keys."""
        return Keys(self.space, self.secret)

    def __repr__(self) -> str:
        return f"Config({self.space!r})"


def folder(places: Places, scope: Scope) -> str:
    """Where all that belongs to a target lies."""
    return os.path.join(places.sync, scope)


def exists(places: Places, scope: Scope) -> bool:
    """Whether a target is set up."""
    return os.path.isfile(os.path.join(folder(places, scope), _NAME))


def read(places: Places, scope: Scope) -> Config | None:
    """The target that is set up, None where there is none. Raises ``RitualError`` where it cannot be read."""
    path = os.path.join(folder(places, scope), _NAME)
    data = files.read(path)
    if data is None:
        return None
    try:
        return msgspec.json.decode(data, type=Config)
    except NOT_JSON:
        raise RitualError(
            f"{path} is damaged.", "`ritualtui sync leave` takes it away; then join again by an invite."
        ) from None


def write(places: Places, scope: Scope, config: Config) -> None:
    """Keep it, for this user alone."""
    files.make_folder(folder(places, scope))
    files.replace(os.path.join(folder(places, scope), _NAME), msgspec.json.encode(config))


def remove(places: Places, scope: Scope) -> None:
    """Take away all of it: the key first."""
    _discard(places, scope, _NAME)
    remove_ledger(places, scope)


def remove_ledger(places: Places, scope: Scope) -> None:
    """Take away what is remembered of the target: all is read and written anew."""
    _discard(places, scope, "ledger.json")
    _discard(places, scope, "known")
    _discard(places, scope, "known-sorted")


def _discard(places: Places, scope: Scope, name: str) -> None:
    path = os.path.join(folder(places, scope), name)
    try:
        files.discard(path)
        files.discard(f"{path}.new")
    except OSError as err:
        raise files.refused(path, err) from None
