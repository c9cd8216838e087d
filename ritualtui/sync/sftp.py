"""``sftp://``: a folder on a machine that one reaches by SSH, over fsspec's sshfs (asyncssh).

Keys, agent, jumps and host keys are those that ``ssh`` uses (``~/.ssh``); there is no password. A host that is not in
``known_hosts`` is refused: sshfs by itself would trust anybody.
"""

import asyncio
import os
import stat
import time
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import asyncssh
from fsspec.asyn import sync
from sshfs import SSHFileSystem

from ritualtui import freetext
from ritualtui.strings import _
from ritualtui.sync import remote
from ritualtui.sync.address import Address, redacted
from ritualtui.sync.remote import UNFINISHED, Entry, TooLarge, budget
from ritualtui.sync.target import Counted, TargetError, TooMany

_AT_ONCE = 65_536
"""Bytes asked for together with the size: most blobs are smaller, and come in one answer."""
_KNOWN_HOSTS = ("~/.ssh/known_hosts", "~/.ssh/known_hosts2", "/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2")


class _Bounded(SSHFileSystem):  # type: ignore[misc]
    """sshfs, reading no more than is asked for, and putting a file in place whole.

    Each act has few round trips: what does not hang on an answer is asked together with what comes before it, and no
    file that was read is waited for until it is closed.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        self._closing: set[asyncio.Task[None]] = set()
        super().__init__(*args, **options)

    async def _cat_file(self, path: str, start: int | None = None, end: int | None = None, **_: Any) -> bytes:
        async with self._pool.get() as channel:
            file, limit = await channel.open(path, "rb"), end or 0
            try:
                # In one request: read in blocks, the end of a small file is asked for once more.
                at_once, file.read_len = file.read_len, 0
                async with asyncio.timeout(budget(_AT_ONCE)):
                    attributes, data = await asyncio.gather(file.stat(), file.read(min(_AT_ONCE, limit), 0))
                size: int = attributes.size or 0
                if size >= limit:
                    raise TooLarge
                file.read_len = at_once
                if size > len(data):
                    async with asyncio.timeout(budget(size)):
                        data = await file.read(size, 0)
            finally:
                self._later(file.close())
            return bytes(data)

    def _later(self, act: Coroutine[Any, Any, Any]) -> None:
        """Do it, and wait for nothing."""

        async def quietly() -> None:
            with suppress(Exception):
                await act

        task = asyncio.get_running_loop().create_task(quietly())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _counted(self, path: str, counted: Counted) -> list[Entry]:
        """What is within, a few at a time: asked for as one, a server could go on answering for ever.

        Two answers are asked for at once: the second of a small folder says that this was all.
        """
        found = []
        async with self._pool.get() as channel:
            handler = channel._handler
            handle = await handler.opendir(channel.compose_path(path))
            ahead = [asyncio.ensure_future(handler.readdir(handle)) for _ in range(2)]
            try:
                while True:
                    names, at_end = await ahead.pop(0)
                    for name in names:
                        called = channel.decode(name.filename)
                        counted.add(called)
                        if called not in ("", ".", ".."):
                            found.append(Entry(called, stat.S_ISDIR(name.attrs.permissions or 0)))
                    if at_end:
                        break
                    ahead.append(asyncio.ensure_future(handler.readdir(handle)))
            except asyncssh.SFTPEOFError:
                pass
            finally:
                for each in ahead:
                    each.add_done_callback(lambda done: done.cancelled() or done.exception())
                self._later(handler.close(handle))
        return found

    async def _pipe_file(self, path: str, data: bytes, **_: Any) -> None:
        made = path + UNFINISHED
        async with self._pool.get() as channel:
            try:
                await self._fill(channel, made, path, data)
            except asyncssh.SFTPNoSuchFile:
                await channel.makedirs(path.rpartition("/")[0] or "/", exist_ok=True)
                await self._fill(channel, made, path, data)

    async def _fill(self, channel: Any, made: str, path: str, data: bytes) -> None:
        """Write ``data`` into ``made``, and only when all of it is there for good, call it ``path``."""
        file = await channel.open(made, "wb")
        try:
            await self._written(file, data)
            closing = asyncio.ensure_future(file.close())
            try:
                await self._rename(channel, made, path)
            except asyncssh.SFTPError:  # perhaps a server that renames nothing that is open
                await closing
                await self._rename(channel, made, path)
            await closing
        except asyncssh.SFTPError:
            with suppress(asyncssh.SFTPError):
                await file.close()
                await channel.remove(made)
            raise

    @staticmethod
    async def _written(file: Any, data: bytes) -> None:
        """Put ``data`` there, and onto the server's disk where it can."""
        writing = asyncio.ensure_future(file.write(data))
        if len(data) > file.write_len:
            await writing
        # What goes in one request is not waited for: a server does what is asked of one file in that order.
        flushed = (await asyncio.gather(file.fsync(), return_exceptions=True))[0]
        await writing
        if isinstance(flushed, asyncssh.SFTPOpUnsupported):
            await file.close()
        elif isinstance(flushed, BaseException):
            raise flushed

    @staticmethod
    async def _rename(channel: Any, made: str, path: str) -> None:
        try:
            await channel.posix_rename(made, path)
        except asyncssh.SFTPOpUnsupported:  # an older or another server: for a moment there is neither
            with suppress(asyncssh.SFTPNoSuchFile):
                await channel.remove(path)
            await channel.rename(made, path)


class Sftp:
    """A ``Storage`` by SSH."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._odd: list[str] = []  # lines of known_hosts that cannot be read
        try:
            self._fs = self._connected()
        except Exception as err:
            raise _explained(address, err, self._odd) from err

    def _connected(self) -> _Bounded:
        known, self._odd = trusted(known_hosts(self._address))
        begun = time.monotonic()
        try:
            return self._connect(known)
        except (asyncssh.ConnectionLost, asyncssh.KeyExchangeFailed) as err:
            if time.monotonic() - begun >= remote.connect():
                raise TimeoutError from err
            # A server that has no key of the kinds we know of it just hangs up: ask for whatever it has, to tell that.
            try:
                return self._connect(known, server_host_key_algs="default")
            except asyncssh.HostKeyNotVerifiable:
                raise
            except Exception:
                raise err from None

    def _connect(self, known: asyncssh.SSHKnownHosts, **more: Any) -> _Bounded:
        # A fourth silent time ends it: three are counted, each after an answer that did not come.
        return _Bounded(
            self._address.host, known_hosts=known, timeout=2 * remote.connect(), connect_timeout=remote.connect(),
            login_timeout=remote.connect(), keepalive_interval=remote.answer() / 4, keepalive_count_max=3,
            skip_instance_cache=True, **_who(self._address), **more,
        )  # fmt: skip

    def get(self, path: str, limit: int) -> bytes:
        """See ``Storage``."""
        return bytes(self._run("_cat_file", limit, _server_path(path), 0, limit + 1))

    def put(self, path: str, data: bytes) -> None:
        """See ``Storage``. Written beside, flushed to the server's disk where it can, renamed."""
        self._run("_pipe_file", len(data), _server_path(path), data)

    def delete(self, path: str) -> None:
        """See ``Storage``."""
        self._run("_rm_file", 0, _server_path(path))

    def listing(self, path: str, counted: Counted) -> list[Entry]:
        """See ``Storage``."""
        found: list[Entry] = self._run("_counted", remote.USUAL_LISTING, _server_path(path), counted)
        return found

    def close(self) -> None:
        """See ``Storage``."""
        sync(self._fs.loop, self._fs._stack.aclose, timeout=1)

    def _run(self, method: str, size: int, *args: Any) -> Any:
        try:
            return sync(self._fs.loop, getattr(self._fs, method), *args, timeout=budget(size))
        except (TooLarge, TooMany):
            raise
        except (FileNotFoundError, asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath, asyncssh.SFTPNotADirectory):
            raise FileNotFoundError from None
        except Exception as err:
            remote.raise_told(_explained(self._address, err), err)


def known_hosts(address: Address) -> list[str]:
    """The files in which the host's key is looked for: those of one's SSH settings, else the usual ones."""
    named = asyncssh.SSHClientConnectionOptions(config=(), host=address.host, **_who(address)).known_hosts
    # ``UserKnownHostsFile none`` switches the look off for ssh; here it is never switched off.
    files = [str(name) for name in named] if isinstance(named, list | tuple) and named else list(_KNOWN_HOSTS)
    return [path for path in map(os.path.expanduser, files) if os.access(path, os.R_OK)] or [os.devnull]


def trusted(files: list[str]) -> tuple[asyncssh.SSHKnownHosts, list[str]]:
    """What these files say of hosts, and the lines that say nothing, as “line 3 of FILE”: ssh goes past those, too."""
    known, odd = asyncssh.import_known_hosts(""), []
    for path in files:
        try:
            with open(path, "rb") as file:
                lines = file.read().split(b"\n")
        except OSError:
            continue
        for number, line in enumerate(lines, 1):
            try:
                known.load(line.decode("utf-8", "replace"))
            except Exception:
                odd.append(_("line {number} of {path}").format(number=number, path=freetext.path(path)))
    return known, odd


def _who(address: Address) -> dict[str, Any]:
    said: dict[str, Any] = {"password_auth": False, "kbdint_auth": False}
    if address.user:
        said["username"] = address.user
    if address.port:
        said["port"] = address.port
    return said


def _server_path(path: str) -> str:
    """``/~/…`` begins in the home there; anything else at its root."""
    return path[3:] or "." if path == "/~" or path.startswith("/~/") else path or "/"


def _explained(address: Address, err: Exception, odd: list[str] | None = None) -> TargetError:
    by_hand = (
        f"ssh {f'-p {address.port} ' if address.port else ''}{f'{address.user}@' if address.user else ''}{address.host}"
    )
    if isinstance(err, asyncssh.HostKeyNotVerifiable) or (
        isinstance(err, asyncssh.KeyExchangeFailed) and "host key" in str(err).lower()
    ):
        passed = _("There, {odd} cannot be read. ").format(odd=odd[0]) if odd else ""
        return TargetError(
            _("{address} shows a key that your known_hosts does not hold for it.").format(address=address),
            _("{passed}Connect once with `{by_hand}`, compare the key it shows, and do this again.").format(
                passed=passed, by_hand=by_hand
            ),
        )
    if isinstance(err, UnicodeDecodeError):
        return TargetError(
            _("{address}: {not_text} is not text in UTF-8.").format(address=address, not_text=_not_text()),
            _("Fix it, then try again."),
        )
    if isinstance(err, asyncssh.PermissionDenied) or (isinstance(err, PermissionError) and not err.errno):
        return remote.stranger(
            address, _("See that `{by_hand}` gets in by a key, without asking for a password.").format(by_hand=by_hand)
        )
    if isinstance(err, asyncssh.SFTPPermissionDenied | asyncssh.SFTPWriteProtect):
        return remote.forbidden(address)
    if isinstance(err, asyncssh.SFTPNoSpaceOnFilesystem | asyncssh.SFTPQuotaExceeded):
        return remote.full(address)
    if isinstance(err, asyncssh.SFTPNoConnection | asyncssh.SFTPConnectionLost | asyncssh.ChannelOpenError):
        return remote.offline(address)
    if isinstance(err, asyncssh.DisconnectError | asyncssh.ProcessError):
        lost = isinstance(err, asyncssh.ConnectionLost | asyncssh.ServiceNotAvailable)
        return remote.offline(address) if lost else _told(address, err)
    return _told(address, err) if isinstance(err, asyncssh.SFTPError) else remote.explained(address, err)


def _not_text() -> str:
    """Which of the files that asyncssh reads by itself it cannot read: for a host on the way, its known_hosts, too."""
    for name in ("~/.ssh/config", *_KNOWN_HOSTS):
        path = os.path.expanduser(name)
        try:
            with open(path, encoding="utf-8") as file:
                file.read()
        except UnicodeDecodeError:
            return freetext.path(path)
        except OSError:
            continue
    return _("a file of your SSH settings")


def _told(address: Address, err: Exception) -> TargetError:
    said = redacted(str(getattr(err, "reason", "") or err)).rstrip(".")
    # OpenSSH's server has one word, "Failure", for a full disk, a quota, a folder in a file's place.
    hint = _("See whether there is room there.") if said in ("Failure", "") else _("What was there before is there.")
    return TargetError(f"{address}: {said or 'it did not work'}.", hint)
