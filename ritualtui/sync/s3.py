"""``s3://BUCKET/FOLDER``: Amazon's S3 and the many that speak like it, over fsspec's s3fs (aiobotocore).

Keys, profile, region and endpoint stand where the AWS tools keep them (``~/.aws``, ``AWS_…``); endpoint, region and
profile may also stand in the address. A put is whole or not at all by itself.
"""

import ssl
import time
from typing import Any

import aiohttp
from aiobotocore.httpsession import AIOHTTPSession
from aiobotocore.session import AioSession
from botocore.exceptions import BotoCoreError, ClientError, ConnectionClosedError, ReadTimeoutError
from fsspec.asyn import sync
from s3fs import S3FileSystem
from s3fs.errors import translate_boto_error

from ritualtui.errors import UsageError
from ritualtui.strings import _
from ritualtui.sync import remote
from ritualtui.sync.address import Address
from ritualtui.sync.remote import Entry, TooLarge, budget
from ritualtui.sync.target import Counted, TargetError, TooMany

_PLACE = _("See whether the address is right; what was there before is there.")
_STEP = _("Put the keys into ~/.aws/credentials, or name their profile: s3://BUCKET/FOLDER?profile=NAME.")
_BUNDLE = _("Fix or unset that variable, or ca_bundle in ~/.aws/config.")
_STRANGER = {
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "ExpiredToken",
    "InvalidToken",
    "AuthorizationHeaderMalformed",
}
_SKEWED = {"RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"}
_BUSY = {"SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "500", "502", "503", "504"}
_OFFLINE = {
    "EndpointConnectionError", "ConnectionClosedError", "HTTPClientError", "ResponseParserError",
    "ResponseStreamingError", "IncompleteReadError",
}  # fmt: skip
_FULL = {"QuotaExceeded", "EntityTooLarge", "XMinioStorageFull", "InsufficientCapacity"}


class _Session(AIOHTTPSession):  # type: ignore[misc]
    """aiobotocore's, reading no answer to more bytes than a listing has, but for blobs: those are bounded elsewhere."""

    async def send(self, request: Any) -> Any:
        streams, request.stream_output = request.stream_output, True  # else it is read to its end at once
        try:
            answer = await super().send(request)
            if not streams or answer.status_code >= 300:
                answer._content = await self._read(answer.raw)
        except aiohttp.ServerTimeoutError as err:
            raise ReadTimeoutError(endpoint_url=request.url, error=err) from err
        except aiohttp.ClientError as err:
            raise ConnectionClosedError(endpoint_url=request.url, error=err, request=request) from err
        finally:
            request.stream_output = streams
        return answer

    @staticmethod
    async def _read(answer: Any) -> bytes:
        data = bytearray()
        async for chunk in answer.content.iter_any():
            data += chunk
            if len(data) > remote.LISTING:
                answer.close()
                raise TargetError(_("What the server answers is longer than any answer that belongs there."), _PLACE)
        return bytes(data)


class _Bounded(S3FileSystem):  # type: ignore[misc]
    """s3fs, reading in one request and no more than is asked for."""

    retries = 1  # times that a request is sent; the adapter asks again where that makes sense

    async def _counted(self, path: str, counted: Counted) -> list[tuple[str, bool]]:
        """The names within, each with whether it is a folder. A page may say for ever that there is another."""
        bucket, key, _version = self.split_path(path)
        found = []
        try:
            async for info in self._iterdir(bucket, delimiter="/", prefix=f"{key}/" if key else ""):
                counted.add(info["name"])
                found.append((info["name"], info["type"] == "directory"))
        except ClientError as err:
            raise translate_boto_error(err) from err
        return found

    async def _cat_file(self, path: str, start: int | None = None, end: int | None = None, **_options: Any) -> bytes:
        bucket, key, _version = self.split_path(path)
        answer = await self._call_s3("get_object", Bucket=bucket, Key=key)
        limit, body = end or 0, answer["Body"]
        try:
            if answer.get("ContentLength", 0) >= limit:
                raise TooLarge
            data, begun = bytearray(), time.monotonic()
            while len(data) < limit and (more := await body.read(limit - len(data))):
                data += more
                if budget(len(data), begun) <= 0:
                    raise TimeoutError
            if len(data) < min(limit, answer.get("ContentLength", 0)):
                raise ConnectionError(_("The answer ended early."))
        finally:
            body.close()
        if len(data) >= limit:
            raise TooLarge
        return bytes(data)


class S3:
    """A ``Storage`` in a bucket."""

    def __init__(self, address: Address) -> None:
        self._address = address
        try:
            self._fs = self._begun()
        except Exception as err:
            remote.raise_told(self._explained(err), err)

    def _begun(self) -> _Bounded:
        address = self._address
        session = AioSession(profile=address.option("profile"))
        # A laptop is no machine in Amazon's halls: without this, one that has no keys asks a fixed address for them.
        session.get_component("credential_provider").remove("iam-role")
        return _Bounded(
            session=session, endpoint_url=address.option("endpoint"), use_listings_cache=False,
            skip_instance_cache=True,
            client_kwargs={"region_name": address.option("region")} if address.option("region") else {},
            config_kwargs={
                "connect_timeout": remote.connect(), "read_timeout": remote.answer(),
                "retries": {"total_max_attempts": 1, "mode": "standard"}, "http_session_cls": _Session,
            },
        )  # fmt: skip

    def get(self, path: str, limit: int) -> bytes:
        """See ``Storage``. One request."""
        return bytes(self._run("_cat_file", limit, self._key(path), 0, limit + 1))

    def put(self, path: str, data: bytes) -> None:
        """See ``Storage``. One request."""
        self._run("_pipe_file", len(data), self._key(path), data)

    def delete(self, path: str) -> None:
        """See ``Storage``."""
        self._run("_rm_file", 0, self._key(path))

    def listing(self, path: str, counted: Counted) -> list[Entry]:
        """See ``Storage``. One request a thousand names."""
        key = self._key(path)
        names: list[tuple[str, bool]] = self._run("_counted", remote.USUAL_LISTING, key, counted)
        return [Entry(name[len(key) + 1 :], folder) for name, folder in names if name.startswith(key + "/")]

    def close(self) -> None:
        """See ``Storage``."""
        if self._fs._s3 is not None:
            self._fs.close_session(self._fs.loop, self._fs._s3)

    def _key(self, path: str) -> str:
        return f"{self._address.host}/{path}" if path else self._address.host

    def _run(self, method: str, size: int, *args: Any) -> Any:
        try:
            return sync(self._fs.loop, getattr(self._fs, method), *args, timeout=budget(size))
        except (TooLarge, TooMany):
            raise
        except Exception as err:
            told = self._explained(err)
            if isinstance(told, FileNotFoundError):
                raise told from None
            remote.raise_told(told, err)

    def _explained(self, err: Exception) -> Exception:
        asked = next((each for each in (err, err.__cause__) if isinstance(each, ClientError)), None)
        code, status = "", 0
        if asked is not None:
            code = str(asked.response.get("Error", {}).get("Code", ""))
            status = int(asked.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
        name = type(err).__name__
        if code == "NoSuchBucket":
            return TargetError(
                _("There's no bucket {host}.").format(host=self._address.host), _("Create it first, or check the name.")
            )
        if isinstance(err, FileNotFoundError) and asked is not None:
            return FileNotFoundError()
        if name in ("NoCredentialsError", "PartialCredentialsError", "ProfileNotFound", "CredentialRetrievalError"):
            return remote.stranger(self._address, _STEP)
        if code in _SKEWED:
            return remote.skewed(self._address)
        if code in _STRANGER or status == 401:
            return remote.stranger(self._address, _STEP)
        if code in _FULL or status == 507:
            return remote.full(self._address)
        if code in _BUSY or status >= 500 or status == 429:
            return remote.busy(self._address)
        if code == "AccessDenied" or isinstance(err, PermissionError) or status == 403:
            return remote.forbidden(
                self._address, _("The keys need to list the bucket, and to get, put and delete in it.")
            )
        if code:
            return TargetError(f"{self._address}: {code[:60]}.", _("What was there before is there."))
        behind = getattr(err, "kwargs", {}).get("error")
        if isinstance(behind, ssl.SSLError | FileNotFoundError | PermissionError | IsADirectoryError):
            return UsageError(
                _("The file of certificates that AWS_CA_BUNDLE or ca_bundle names cannot be read."), _BUNDLE
            )
        if name == "SSLError":
            return remote.untrusted(self._address, err, "AWS_CA_BUNDLE")
        if name in _OFFLINE or (isinstance(err, aiohttp.ClientError) and not isinstance(err, aiohttp.InvalidURL)):
            return remote.offline(self._address)
        if isinstance(err, BotoCoreError) and not remote.is_timeout(err):
            return UsageError(
                _("{address}: the AWS settings do not fit ({name}).").format(address=self._address, name=name), _STEP
            )
        return remote.explained(self._address, err)
