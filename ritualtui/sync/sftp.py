"""``sftp://``: a folder on a machine that one reaches by SSH, over fsspec's sshfs (asyncssh).

Keys, agent, jumps and host keys are those that ``ssh`` uses (``~/.ssh``); there is no password. A host that is not in
``known_hosts`` is refused: sshfs by itself would trust anybody.
"""

import asyncio
import os
import stat
from contextlib import suppress
from typing import Any

import asyncssh
from fsspec.asyn import sync
from sshfs import SSHFileSystem

from ritualtui.sync import remote
from ritualtui.sync.address import Address, redacted
from ritualtui.sync.remote import UNFINISHED, Entry, TooLarge, budget
from ritualtui.sync.target import Counted, TargetError, TooMany

_AT_ONCE = 65_536
"""Bytes asked for together with the size: most blobs are smaller, and come in one answer."""
_KNOWN_HOSTS = ("~/.ssh/known_hosts", "~/.ssh/known_hosts2", "/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2")


class _Bounded(SSHFileSystem):  # type: ignore[misc]
    """sshfs, reading no more than is asked for, and putting a file in place whole."""

    async def _cat_file(self, path: str, start: int | None = None, end: int | None = None, **_: Any) -> bytes:
        async with self._pool.get() as channel, channel.open(path, "rb") as file:
            limit = end or 0
            async with asyncio.timeout(budget(_AT_ONCE)):
                attributes, data = await asyncio.gather(file.stat(), file.read(min(_AT_ONCE, limit), 0))
            size: int = attributes.size or 0
            if size >= limit:
                raise TooLarge
            if size > len(data):
                async with asyncio.timeout(budget(size)):
                    data = await file.read(size, 0)
            return bytes(data)

    async def _counted(self, path: str, counted: Counted) -> list[Entry]:
        """What is within, a few at a time: asked for as one, a server could go on answering for ever."""
        found = []
        async with self._pool.get() as channel:
            async for name in channel.scandir(path):
                counted.add(name.filename)
                if name.filename not in ("", ".", ".."):
                    found.append(Entry(name.filename, stat.S_ISDIR(name.attrs.permissions or 0)))
        return found

    async def _pipe_file(self, path: str, data: bytes, **_: Any) -> None:
        made = path + UNFINISHED
        async with self._pool.get() as channel:
            try:
                await self._fill(channel, made, data)
            except asyncssh.SFTPNoSuchFile:
                await channel.makedirs(path.rpartition("/")[0] or "/", exist_ok=True)
                await self._fill(channel, made, data)
            try:
                await channel.posix_rename(made, path)
            except asyncssh.SFTPOpUnsupported:  # an older or another server: for a moment there is neither
                with suppress(asyncssh.SFTPNoSuchFile):
                    await channel.remove(path)
                await channel.rename(made, path)

    @staticmethod
    async def _fill(channel: Any, made: str, data: bytes) -> None:
        try:
            async with channel.open(made, "wb") as file:
                await file.write(data)
                with suppress(asyncssh.SFTPOpUnsupported):
                    await file.fsync()
        except asyncssh.SFTPNoSuchFile:
            raise
        except asyncssh.SFTPError:
            with suppress(asyncssh.SFTPError):
                await channel.remove(made)
            raise


class Sftp:
    """A ``Storage`` by SSH."""

    def __init__(self, address: Address) -> None:
        self._address = address
        try:
            self._fs = self._connected()
        except Exception as err:
            raise _explained(address, err) from err

    def _connected(self) -> _Bounded:
        known = known_hosts(self._address)
        try:
            return self._connect(known)
        except (asyncssh.ConnectionLost, asyncssh.KeyExchangeFailed) as err:
            # A server that has no key of the kinds we know of it just hangs up: ask for whatever it has, to tell that.
            try:
                return self._connect(known, server_host_key_algs="default")
            except asyncssh.HostKeyNotVerifiable:
                raise
            except Exception:
                raise err from None

    def _connect(self, known: list[str], **more: Any) -> _Bounded:
        return _Bounded(
            self._address.host, known_hosts=known, timeout=2 * remote.CONNECT, connect_timeout=remote.CONNECT,
            login_timeout=remote.CONNECT, keepalive_interval=remote.ANSWER / 3, keepalive_count_max=3,
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
            raise _explained(self._address, err) from err


def known_hosts(address: Address) -> list[str]:
    """The files in which the host's key is looked for: those of one's SSH settings, else the usual ones."""
    named = asyncssh.SSHClientConnectionOptions(config=(), host=address.host, **_who(address)).known_hosts
    # ``UserKnownHostsFile none`` switches the look off for ssh; here it is never switched off.
    files = [str(name) for name in named] if isinstance(named, list | tuple) and named else list(_KNOWN_HOSTS)
    return [path for path in map(os.path.expanduser, files) if os.access(path, os.R_OK)] or [os.devnull]


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


def _explained(address: Address, err: Exception) -> TargetError:
    by_hand = (
        f"ssh {f'-p {address.port} ' if address.port else ''}{f'{address.user}@' if address.user else ''}{address.host}"
    )
    if isinstance(err, asyncssh.HostKeyNotVerifiable) or (
        isinstance(err, asyncssh.KeyExchangeFailed) and "host key" in str(err).lower()
    ):
        return TargetError(
            f"{address} shows a key that your known_hosts does not hold for it.",
            f"Connect once with `{by_hand}`, compare the key it shows, and do this again.",
        )
    if isinstance(err, asyncssh.PermissionDenied) or (isinstance(err, PermissionError) and not err.errno):
        return remote.stranger(address, f"See that `{by_hand}` gets in by a key, without asking for a password.")
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


def _told(address: Address, err: Exception) -> TargetError:
    said = redacted(str(getattr(err, "reason", "") or err)).rstrip(".")
    # OpenSSH's server has one word, "Failure", for a full disk, a quota, a folder in a file's place.
    hint = "See whether there is room there." if said in ("Failure", "") else "What was there before is there."
    return TargetError(f"{address}: {said or 'it did not work'}.", hint)
