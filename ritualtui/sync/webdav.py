"""``webdav://`` and ``webdavs://``: Nextcloud, ownCloud, a NAS, over fsspec's webdav4 (httpx).

User and password stand in ``~/.netrc``, as for curl, or for one run in two variables of the environment.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

import httpx
from webdav4.client import (
    ClientError,
    ForbiddenOperation,
    InsufficientStorage,
    ResourceAlreadyExists,
    ResourceConflict,
    ResourceNotFound,
)
from webdav4.fsspec import WebdavFileSystem

from ritualtui import freetext
from ritualtui.errors import UsageError
from ritualtui.strings import _
from ritualtui.sync import remote
from ritualtui.sync.address import Address
from ritualtui.sync.remote import UNFINISHED, Entry, TooLarge, budget
from ritualtui.sync.target import Counted, TargetError

USER, PASSWORD = "RITUALTUI_WEBDAV_USER", "RITUALTUI_WEBDAV_PASSWORD"
_NO_FOLDER = (404, 409, 500)
_CANNOT_MOVE = (403, 405, 409, 412, 500, 501)
_CONFLICTS = (ForbiddenOperation, ResourceAlreadyExists, ResourceConflict)
_WRONG = _("See whether the address is right; what was there before is there.")
_NO_LISTING = _("Listing folders (PROPFIND) has to be switched on there, too; for nginx that is its module dav-ext.")
_STEP = _("Put its user and password into ~/.netrc, or into {user} and {password}.").format(
    user=USER, password=PASSWORD
)


T = TypeVar("T")


class Webdav:
    """A ``Storage`` by WebDAV."""

    def __init__(self, address: Address) -> None:
        self._address = address
        scheme = "https" if address.scheme == "webdavs" else "http"
        host = f"[{address.host}]" if ":" in address.host else address.host
        port = f":{address.port}" if address.port else ""
        auth = credentials(address)
        try:
            self._fs = WebdavFileSystem(
                f"{scheme}://{host}{port}", auth=auth, retry=False, skip_instance_cache=True,
                timeout=httpx.Timeout(remote.answer(), connect=remote.connect(), pool=1.0),
                headers={"Accept-Encoding": "identity", "User-Agent": "ritualtui"},
                event_hooks={"response": [self._bound]},
            )  # fmt: skip
        except OSError:  # all that is read here is whom to trust
            raise _no_authorities() from None
        self._client = self._fs.client
        self._came = 0  # bytes of answers, in this call

    def get(self, path: str, limit: int) -> bytes:
        """See ``Storage``. One request."""
        return self._within(0, lambda: self._get(path, limit))

    def put(self, path: str, data: bytes) -> None:
        """See ``Storage``. Put under another name and moved; put at once where the server cannot move over a file."""
        self._within(len(data), lambda: self._put_whole(path, data))

    def delete(self, path: str) -> None:
        """See ``Storage``."""
        self._within(0, lambda: self._remove(path))

    def listing(self, path: str, counted: Counted) -> list[Entry]:
        """See ``Storage``."""
        return self._within(0, lambda: self._listing(path, counted))

    def close(self) -> None:
        """See ``Storage``."""
        self._client.http.close()

    def _within(self, size: int, call: Callable[[], T]) -> T:
        """``call``, given up where it takes longer than all calls may: a server may say a letter now and then for ever.

        What was given up goes on alone, until it finds its connection closed.
        """
        done: list[T] = []
        wrong: list[Exception] = []

        def work() -> None:
            try:
                done.append(call())
            except Exception as err:
                wrong.append(err)

        begun, self._came = time.monotonic(), 0
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        while thread.is_alive() and (left := budget(size + self._came, begun)) > 0:
            thread.join(left)
        if not done:
            err = wrong[0] if wrong else TimeoutError()
            remote.raise_told(self._explained(err), err)
        return done[0]

    def _get(self, path: str, limit: int) -> bytes:
        data = bytearray()
        with self._client.http.stream("GET", self._client.join_url(path), follow_redirects=True) as response:
            if response.status_code == 404:
                raise FileNotFoundError
            response.raise_for_status()
            for chunk in response.iter_bytes(65_536):
                data += chunk
                if len(data) > limit:
                    raise TooLarge
        return bytes(data)

    def _remove(self, path: str) -> None:
        try:
            self._client.remove(path)
        except ResourceNotFound:
            raise FileNotFoundError from None

    def _listing(self, path: str, counted: Counted) -> list[Entry]:
        try:
            found = self._client.propfind(path, headers={"Depth": "1"}, follow_redirects=True).responses
        except ResourceNotFound:
            raise FileNotFoundError from None
        if not found:
            raise TargetError(_("{address} gives no listing of what is there.").format(address=self._address), _WRONG)
        # The folder itself is among them, by the shortest name; a proxy may know it by another than we do.
        for href in found:
            counted.add(href.rstrip("/").rpartition("/")[2])
        own = min(found, key=len)
        if found[own].properties.resource_type != "directory":
            raise FileNotFoundError
        return [
            Entry(href.rstrip("/").rpartition("/")[2], response.properties.resource_type == "directory")
            for href, response in found.items()
            if href != own
        ]

    def _put_whole(self, path: str, data: bytes) -> None:
        made = path + UNFINISHED
        try:
            self._put(made, data)
            try:
                self._client.move(made, path, overwrite=True)
            except ClientError as err:
                if _status(err) not in _CANNOT_MOVE and not isinstance(err, _CONFLICTS):
                    raise
                self._put(path, data)
                self._client.remove(made)
        except Exception as err:
            if not isinstance(err, httpx.TransportError):
                with suppress(Exception):  # what is half there is no name; at best it is gone
                    self._client.remove(made)
            raise

    def _put(self, path: str, data: bytes) -> None:
        """One request, and the folders where they are missing: servers say 409, some 404, nginx 500."""
        url, client = self._client.join_url(path), self._client.http
        response = client.put(url, content=data)
        if response.status_code in _NO_FOLDER:
            self._make(path.rpartition("/")[0])
            response = client.put(url, content=data)
        response.raise_for_status()

    def _make(self, folder: str) -> None:
        """Make a folder, and those above it, without asking what is there: not every server says that everywhere."""
        url, client = self._client.join_url(folder, add_trailing_slash=True), self._client.http
        response = client.request("MKCOL", url)
        above = folder.rstrip("/").rpartition("/")[0]
        if response.status_code in _NO_FOLDER and above:
            self._make(above)
            response = client.request("MKCOL", url)
        if response.status_code != 405:  # then it is there; another may have been quicker
            response.raise_for_status()

    def _bound(self, response: httpx.Response) -> None:
        """No answer is unpacked to more than was sent, none is longer than a listing, none drips for ever."""
        if response.headers.get("content-encoding", "identity") != "identity":
            raise httpx.DecodingError(_("The answer is packed, which was not asked for."), request=response.request)
        method = response.request.method
        limit = None if method == "GET" else remote.LISTING
        response.stream = _Bounded(response.stream, limit, response.request, self._add)

    def _add(self, came: int) -> None:
        self._came += came

    def _explained(self, err: Exception) -> Exception:
        if isinstance(err, FileNotFoundError | TooLarge | TargetError):
            return err
        name = type(err).__name__
        status = _status(err)
        if isinstance(err, InsufficientStorage) or status in (507, 413):
            return remote.full(self._address)
        if status == 401:
            return remote.stranger(self._address, _STEP)
        if status in (405, 501) and _method(err) == "PROPFIND":
            return TargetError(
                _("{address} does not say what is in a folder.").format(address=self._address), _NO_LISTING
            )
        if status in (403, 405, 501) or name == "ForbiddenOperation":
            return remote.forbidden(self._address)
        if status in (423, 429, 500, 502, 503, 504, 509) or name in ("ResourceLocked", "BadGatewayError"):
            return remote.busy(self._address)
        if status is not None:
            return TargetError(
                _("{address} answered {status}, which isn't a WebDAV answer.").format(
                    address=self._address, status=status
                ),
                _WRONG,
            )
        if isinstance(err, httpx.ConnectError) and "CERTIFICATE" in str(err).upper():
            return remote.untrusted(self._address, err, "SSL_CERT_FILE")
        if isinstance(err, httpx.TransportError) and not isinstance(
            err, httpx.DecodingError | httpx.UnsupportedProtocol
        ):
            return remote.offline(self._address)
        return remote.explained(self._address, err)


def _status(err: Exception) -> int | None:
    status: int | None = getattr(getattr(err, "response", None), "status_code", None)
    return status


def _method(err: Exception) -> str:
    request = getattr(getattr(err, "response", None), "request", None)
    return str(getattr(request, "method", ""))


class _Bounded(httpx.SyncByteStream):  # type: ignore[misc]
    def __init__(self, stream: Any, limit: int | None, request: httpx.Request, add: Callable[[int], None]) -> None:
        self._stream, self._limit, self._request, self._add = stream, limit, request, add

    def __iter__(self) -> Iterator[bytes]:
        came = 0
        for chunk in self._stream:
            came += len(chunk)
            self._add(len(chunk))
            if self._limit is not None and came > self._limit:
                raise httpx.DecodingError(_("The answer is longer than any that belongs there."), request=self._request)
            yield chunk

    def close(self) -> None:
        self._stream.close()


def _no_authorities() -> UsageError:
    name = next((name for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if os.environ.get(name)), "SSL_CERT_FILE")
    where = freetext.path(os.environ.get(name, ""))
    return UsageError(
        _("{name} names {where}, which can't be read as certificates.").format(name=name, where=where),
        _("Fix or unset that variable."),
    )


def credentials(address: Address) -> httpx.BasicAuth | None:
    """Who we are for this server, None where nothing says it.

    Raises ``UsageError`` where a password would go over the network in the clear, or ``~/.netrc`` cannot be read.
    """
    user, password = os.environ.get(USER, address.user), os.environ.get(PASSWORD)
    if password is None:
        user, password = _netrc(address)
    if not password:
        return None
    if address.scheme == "webdav" and not _is_here(address.host):
        raise UsageError(
            _("{address} would send your password readable over the network.").format(address=address),
            _("Use webdavs://, which is encrypted."),
        )
    return httpx.BasicAuth(user or address.user, password)


def _netrc(address: Address) -> tuple[str, str | None]:
    import netrc

    path = os.environ.get("NETRC") or os.path.expanduser("~/.netrc")
    try:
        found = netrc.netrc(path).authenticators(address.host)
    except FileNotFoundError:
        return "", None
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError):
        raise UsageError(
            _("{path} can't be read as a netrc file.").format(path=path),
            _("Write in it: machine HOST login USER password …"),
        ) from None
    if found is None or (address.user and found[0] != address.user):
        return "", None
    return found[0], found[2]


def _is_here(host: str) -> bool:
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
