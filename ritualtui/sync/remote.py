"""Targets on other machines, most of them over fsspec's file systems.

One adapter for all: names, errors in one line, a connection kept and made anew, time-outs. What differs between kinds
is a ``Storage`` (one module each), opened when it is first needed. Nothing is ever answered from a cache.
"""

import errno
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple, NoReturn, Protocol, TypeVar

from ritualtui.errors import RitualError
from ritualtui.strings import _
from ritualtui.sync import timeouts
from ritualtui.sync.address import Address, redacted
from ritualtui.sync.target import GOES_ON, Counted, TargetError, TooMany

CONNECT = 8.0
"""Seconds to reach a server, before it counts as offline; see ``connect``."""
ANSWER = 15.0
"""Seconds of silence in a connection that stands; see ``answer``."""
SLOWEST = 16_384
"""Bytes a second: what a whole call may take is ``answer`` twice, and the bytes that it carries at this pace."""
LISTING = 6 << 20
"""Bytes in an answer that lists: about 10,000 names as WebDAV says them, and 150 MB of memory while they are read."""
USUAL_LISTING = 1 << 18
"""Bytes in a listing for which there is time, where it cannot be seen how much has come."""
UNFINISHED = ".new"
"""The end of a name that is still being written, as in a folder: never shown, never read."""

T = TypeVar("T")


class Entry(NamedTuple):
    """One line of a listing."""

    name: str
    folder: bool


class TooLarge(Exception):
    """More bytes came than were asked for."""


class Storage(Protocol):
    """One open connection. Paths are whole ones, from the address on; every method may raise anything."""

    def get(self, path: str, limit: int) -> bytes:
        """The blob. Raises ``FileNotFoundError``, or ``TooLarge`` beyond ``limit`` bytes, having read hardly more."""
        ...

    def put(self, path: str, data: bytes) -> None:
        """Put it there under its name at once; folders above are made."""
        ...

    def delete(self, path: str) -> None:
        """Take it away. May raise ``FileNotFoundError``."""
        ...

    def listing(self, path: str, counted: Counted) -> Iterable[Entry]:
        """What is directly within, as it is now. Raises ``FileNotFoundError`` where there is no folder.

        Each name is added to ``counted`` as it comes, before more are asked for.
        """
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


class Remote:
    """A target behind ``connect``, which opens the storage of ``address`` or raises."""

    def __init__(self, address: Address, connect: Callable[[Address], Storage]) -> None:
        self.address = address
        self._connect = connect
        self._storage: Storage | None = None

    def __repr__(self) -> str:
        return f"<Remote {self.address}>"

    def read(self, name: str, limit: int) -> bytes | None:
        """See ``Target``."""
        try:
            return self._do(lambda storage: storage.get(self._path(name), limit))
        except FileNotFoundError:
            return None
        except TooLarge:
            said = _("{address}/{name} is larger than anything that belongs there.").format(
                address=self.address, name=name
            )
            raise TargetError(said, _("It was left as it is.")) from None

    def write(self, name: str, data: bytes) -> None:
        """See ``Target``."""
        self._do(lambda storage: storage.put(self._path(name), data))

    def remove(self, name: str) -> None:
        """See ``Target``."""
        try:
            self._do(lambda storage: storage.delete(self._path(name)))
        except FileNotFoundError:
            return

    def names(self, folder: str) -> list[str]:
        """See ``Target``."""
        return sorted(e.name for e in self._listing(folder) if not e.folder and not e.name.endswith(UNFINISHED))

    def folders(self, folder: str) -> list[str]:
        """See ``Target``."""
        return sorted(entry.name for entry in self._listing(folder) if entry.folder)

    def close(self) -> None:
        """See ``Target``. The next call opens it again."""
        storage, self._storage = self._storage, None
        if storage is not None:
            try:
                storage.close()
            except Exception:
                return  # a connection that is gone already

    def _listing(self, folder: str) -> set[Entry]:
        try:
            found = self._do(lambda storage: list(storage.listing(self._path(folder), self._counted(folder))))
        except FileNotFoundError:
            return set()
        return {entry for entry in found if entry.name and "/" not in entry.name}

    def _counted(self, folder: str) -> Counted:
        return Counted(f"{self.address}/{folder}")

    def _path(self, name: str) -> str:
        return "/".join(part for part in (self.address.path, name) if part)

    def _do(self, call: Callable[[Storage], T]) -> T:
        """``call`` on an open connection; once more where one that stood before turns out to be gone."""
        stood, begun = self._storage is not None, time.monotonic()
        try:
            return self._once(call)
        except TargetError as err:
            # Whoever was silent for all the time there is would be so again: to ask again doubles the wait.
            waited = is_timeout(err) or time.monotonic() - begun >= answer()
            if not (stood and err.offline) or waited or isinstance(err, timeouts.Overtime):
                raise TargetError(err.what, err.next_step, offline=err.offline) from None
        try:
            return self._once(call)
        except TargetError as err:
            raise TargetError(err.what, err.next_step, offline=err.offline) from None

    def _once(self, call: Callable[[Storage], T]) -> T:
        if timeouts.over():
            raise timeouts.Overtime
        try:
            return call(self._open())
        except (FileNotFoundError, TooLarge, TooMany):
            raise
        except Exception as err:
            told = explained(self.address, err)
            if told.offline:
                self.close()
            if timeouts.over():
                told = timeouts.Overtime()
            raise_told(told, err)

    def _open(self) -> Storage:
        if self._storage is None:
            try:
                self._storage = self._connect(self.address)
            except OSError as err:  # a file of ours that is not there is no blob that is not there
                raise_told(explained(self.address, err), err)
        return self._storage


def raise_told(told: Exception, err: Exception) -> NoReturn:
    """Raise what ``err`` is told as, with ``err`` as its cause; an error that is its own cause would hide another."""
    if told is err:
        raise err
    raise told from err


def connect() -> float:
    """Seconds to reach a server, as long as the sync may go on."""
    return timeouts.capped(min(CONNECT, timeouts.silence(CONNECT)))


def answer() -> float:
    """Seconds of silence in a connection that stands, as long as the sync may go on."""
    return timeouts.capped(timeouts.silence(ANSWER))


def budget(size: int, begun: float | None = None) -> float:
    """Seconds that are left for a call which carries ``size`` bytes, and began now or at ``begun`` (monotonic)."""
    whole = 2 * timeouts.silence(ANSWER) + size / SLOWEST
    passed = 0.0 if begun is None else time.monotonic() - begun
    return max(0.0, min(whole - passed, timeouts.left()))


def is_timeout(err: BaseException | None) -> bool:
    """Whether ``err``, or what lies behind it, says that there was no answer for too long."""
    seen: set[int] = set()
    while err is not None and id(err) not in seen:
        if isinstance(err, TimeoutError) or "Timeout" in type(err).__name__:
            return True
        seen.add(id(err))
        err = err.__cause__
    return False


def offline(address: Address) -> TargetError:
    """It is merely not reachable."""
    return TargetError(_("{address} can't be reached right now.").format(address=address), GOES_ON, offline=True)


def busy(address: Address) -> TargetError:
    """It asks for patience."""
    return TargetError(_("{address} is busy now.").format(address=address), GOES_ON, offline=True)


def full(address: Address) -> TargetError:
    """It has no room."""
    return TargetError(
        _("{address} has no room left.").format(address=address),
        _("Free some space there; what was there before is whole."),
    )


def forbidden(address: Address, step: str = _("Check that this account may read and write there.")) -> TargetError:
    """It lets us in, or knows us, but not so far."""
    return TargetError(_("{address} does not allow that.").format(address=address), step)


def stranger(address: Address, step: str) -> TargetError:
    """It does not know who we are."""
    return TargetError(_("{address} does not let us in.").format(address=address), step)


def untrusted(address: Address, err: Exception, variable: str) -> TargetError:
    """It shows a certificate that is of no use; ``variable`` names whom else to trust."""
    said, step = str(err), _("Fix the certificate, or trust its authority by {variable}.").format(variable=variable)
    if "expired" in said or "not yet valid" in said:
        step = _("See whether this computer's clock is right; if it is, the certificate has to be renewed.")
    return TargetError(_("{address} shows a certificate that is not valid for it.").format(address=address), step)


def skewed(address: Address) -> TargetError:
    """It takes nothing from a clock that is off."""
    return TargetError(
        _("{address} takes nothing, because this computer's clock is more than 15 minutes off.").format(
            address=address
        ),
        _("Set the clock, then do this again; nothing is lost."),
    )


def explained(address: Address, err: Exception) -> TargetError:
    """What ``err`` comes to, in one line that a person can act on."""
    if isinstance(err, TargetError):
        return err
    if isinstance(err, RitualError):
        return TargetError(err.what, err.next_step)
    number = err.errno if isinstance(err, OSError) else None
    if isinstance(err, PermissionError) or number == errno.EROFS:
        return forbidden(address)
    if number in (errno.ENOSPC, errno.EDQUOT):
        return full(address)
    if (
        is_timeout(err)
        or isinstance(err, ConnectionError)
        or number in _UNREACHABLE
        or type(err).__name__ == "gaierror"
    ):
        return offline(address)
    return TargetError(f"{address}: {redacted(str(err)) or type(err).__name__}.", _("What was there before is there."))


_UNREACHABLE = {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.ETIMEDOUT}
