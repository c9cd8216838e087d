"""Which files in a home are ours, and removing all of them.

Stands apart from ``purge``, which changes what is in them: here only names count, and a file whose name this program
would not give is somebody else's, and stays.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import backup_files, files, remembered
from ritualtui.strings import _

_SYNCED = re.compile(r"(couple|mine)/(target\.json|ledger\.json|known|known-sorted|withheld|burned|lock)", re.ASCII)
_FOLDER = re.compile(r"sync/(couple|mine)|backups/vault|(backups/)?vault/\w+(-new)?(/entries)?", re.ASCII)
_VAULTED = re.compile(
    r"\w+-(lock|new|burning)|\w+(-new)?/(identity\.age|recipient|entries/[0-9a-f]{32}\.age)", re.ASCII
)


class Purged(NamedTuple):
    """What was done. ``rewritten`` and ``removed`` are names within the home; ``left`` are lines for people.

    ``pending``: words are still in a file of ours that could not be changed; every opening of the log tries again.
    """

    rewritten: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    pending: bool = False

    def lines(self) -> list[str]:
        """What a person should be told."""
        return [
            *(_("Removed, because it could not be read: {name}.").format(name=name) for name in self.removed),
            *self.left,
        ]


def listed(places: Places, refused: Callable[[OSError], object]) -> list[str]:
    """The files in the folders of backups and of what was set aside, but the vault's and what was left unfinished."""

    def failed(err: OSError) -> None:
        if not isinstance(err, FileNotFoundError):
            refused(err)

    found = []
    for top in (places.backups, places.aside):
        for folder, folders, names in os.walk(top, onerror=failed):
            if top == places.backups:
                folders.clear()
            found += [os.path.join(folder, name) for name in names]
    return sorted(path for path in found if os.path.isfile(path) and not _is_leftover(path, places))


def leftovers(places: Places) -> list[str]:
    """What interrupted writes left in these folders."""
    return [
        path
        for folder in (places.backups, places.aside)
        for _, _, names in [next(os.walk(folder), ("", [], []))]
        for name in names
        if _is_leftover(path := os.path.join(folder, name), places)
    ]


def _is_leftover(path: str, places: Places) -> bool:
    return path.endswith(".new") and is_ours(path, places)


def is_journal(path: str, places: Places) -> bool:
    """Whether a file has the name of a journal of ours, or of lines of one."""
    name = os.path.basename(path)
    return path == places.journal or (is_ours(path, places) and ("-wal" in name or name.endswith(".txt")))


def within(path: str, folder: str) -> bool:
    """Whether ``path`` lies somewhere under ``folder``."""
    return path.startswith(os.path.join(folder, ""))


def is_ours(path: str, places: Places) -> bool:
    """Whether a file of backups, set-aside or vault has a name that only this program gives."""
    name = os.path.basename(path).removesuffix(".new")
    if os.path.dirname(path) == places.aside:
        return backup_files.SET_ASIDE.fullmatch(name) is not None
    if os.path.dirname(path) == places.backups:
        return backup_files.NAME.match(name.removesuffix("-wal")) is not None
    if within(path, places.sync):
        return _SYNCED.fullmatch(os.path.relpath(path, places.sync).removesuffix(".new")) is not None
    return any(
        within(path, vault) and _VAULTED.fullmatch(os.path.relpath(path, vault).removesuffix(".new"))
        for vault in vaults(places)
    )


def vaults(places: Places) -> tuple[str, str]:
    """The folders of everybody's vaults: the vaults themselves, and their mirror."""
    return os.path.join(places.home, "vault"), os.path.join(places.backups, "vault")


def reason(path: str, err: OSError | RitualError) -> str:
    """Why something could not be done, as one sentence."""
    return err.what if isinstance(err, RitualError) else files.refused(err.filename or path, err).what


def everything(places: Places, settings: Iterable[str] = (), *, keep_lock: bool = False) -> Purged:
    """Remove every file of ours in the home, ``settings`` too, and no other. The caller holds the lock.

    The journal's new name is the sign that this has begun: from that step on nothing can be logged, and every opening
    goes on with it. Raises ``RitualError`` where not even that could be done.
    """
    sign = backup_files.forgotten_path(places)
    try:
        if os.path.lexists(places.journal):
            os.replace(places.journal, sign)
        elif not os.path.lexists(sign):
            os.replace(files.write_beside(sign, b""), sign)
        files.sync_folder(places.home)
    except OSError as err:
        raise files.refused(places.home, err) from None
    if not os.path.islink(sign):
        with suppress(RitualError):
            files.replace(sign, b"")  # it has words, and may have to stay for a while
    removed: list[str] = []
    left: list[str] = []
    touched: set[str] = set()
    linked = [
        _("{path} was a link; the file that it led to was left.").format(path=path)
        for path in settings
        if os.path.islink(path)
    ]
    # The data file is the last: while it stands, logging goes the full way, which comes here first.
    for path in [*_led_to(sign), *_all_of_ours(places), *settings, *_led_to(places.data), places.data]:
        try:
            if os.path.lexists(path):
                os.unlink(path)
                touched.add(os.path.dirname(path))
                removed.append(os.path.relpath(path, places.home) if within(path, places.home) else path)
        except OSError as err:
            left.append(_("{reason} It could not be removed.").format(reason=reason(path, err)))
    for folder in sorted(touched):  # before the sign goes: what stays of a folder must not come back with its files
        try:
            files.sync_folder(folder)
        except OSError as err:
            left.append(
                _("{reason} What was removed may come back after a power cut.").format(reason=reason(folder, err))
            )
    for folder in _our_folders(places):
        with suppress(OSError):
            os.rmdir(folder)
    failed = bool(left)
    left += linked
    left += [_("{path} was left: it is no file of the log.").format(path=path) for path in _others(places)]
    with suppress(OSError):
        files.sync_folder(places.home)
        if not failed:
            os.unlink(sign)
            remembered.forget(places)
            if not keep_lock:
                files.discard(places.lock)
            files.sync_folder(places.home)
            if places.home != places.config and not keep_lock:
                os.rmdir(places.home)  # one that was named may be somebody's own folder
    return Purged(removed=tuple(removed), left=tuple(left), pending=failed)


def _all_of_ours(places: Places) -> Iterator[str]:
    """Files that this program made, but data file, journal, lock and settings."""
    for top in (places.sync, places.backups, places.aside, vaults(places)[0]):  # the keys first
        for folder, _folders, names in os.walk(top):
            yield from (path for name in sorted(names) if is_ours(path := os.path.join(folder, name), places))
    yield places.glance
    yield places.status
    yield places.seen
    yield places.half_written
    for path in (
        places.data,
        places.journal,
        places.glance,
        places.status,
        places.seen,
        places.half_written,
        backup_files.forgotten_path(places),
    ):
        yield f"{path}.new"
        yield from (f"{led_to}.new" for led_to in _led_to(path))


def _led_to(path: str) -> list[str]:
    """The file that a link of ours leads to: its words are the log's, wherever it is."""
    real = files.real(path)
    return [real] if real != path else []


def _our_folders(places: Places) -> Iterator[str]:
    """The folders that this program made, the innermost first; an empty one of another name is somebody else's."""
    for top in (places.sync, places.backups, places.aside, vaults(places)[0]):
        for folder, _folders, _files in os.walk(top, topdown=False):
            if folder == top or _FOLDER.fullmatch(os.path.relpath(folder, places.home)):
                yield folder


def _others(places: Places) -> list[str]:
    """What is left in the home that is none of ours: files, and folders that we did not make."""
    ours = {backup_files.forgotten_path(places), places.lock, places.data}
    folders_of_ours = (places.sync, places.backups, places.aside, vaults(places)[0])
    found = []
    for folder, folders, names in os.walk(places.home):
        if folder == places.home:
            found += [path for name in folders if (path := os.path.join(folder, name)) not in folders_of_ours]
            folders[:] = [name for name in folders if os.path.join(folder, name) in folders_of_ours]
        found += [
            path for name in folders if os.path.islink(path := os.path.join(folder, name)) and folder != places.home
        ]
        found += [
            path for name in names if (path := os.path.join(folder, name)) not in ours and not is_ours(path, places)
        ]
    return sorted(found)
