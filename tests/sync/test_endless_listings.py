"""Places whose listings never end: each is left at a bound of names and of memory, told in one line."""

import asyncio
import os
import re
import threading
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from ritualtui.sync import remote
from ritualtui.sync import target as target_module
from ritualtui.sync.address import parse
from ritualtui.sync.open_target import open_target
from support import servers
from support.answering_server import Handle, status, told, told_by
from support.sync_folders import write_private

pytestmark = pytest.mark.sample(1)

try:
    import asyncssh
except ImportError:  # an extra: its tests are skipped
    asyncssh = None


@pytest.fixture(autouse=True)
def patient(at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """These are about how much comes, not how fast: a machine that is busy needs its time to read it."""
    monkeypatch.setenv("RITUALTUI_SYNC_TIMEOUT", "300")


@contextmanager
def counted() -> Iterator[Callable[[], int]]:
    """Yields what says the most memory that Python took within, in bytes."""
    tracemalloc.start()
    try:
        yield lambda: peak
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()


def endless_pages(request: BaseHTTPRequestHandler) -> None:
    """A thousand names, and always another page."""
    page = re.search(r"page-(\d+)", request.path)
    number = int(page[1]) if page else 0
    names = "".join(
        f"<Contents><Key>x/d/{number}-{n}</Key><LastModified>2026-11-22T00:00:00Z</LastModified><Size>1</Size></Contents>"
        for n in range(1000)
    )
    body = (
        "<ListBucketResult><IsTruncated>true</IsTruncated>"
        f"<NextContinuationToken>page-{number + 1}</NextContinuationToken>{names}</ListBucketResult>"
    )
    status(200, body.encode(), Content_Type="application/xml")(request)


def many_hrefs(request: BaseHTTPRequestHandler) -> None:
    """More names than belong there, in an answer that is not too long."""
    said = "<d:propstat><d:prop><d:resourcetype/></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>"
    own = said.replace("<d:resourcetype/>", "<d:resourcetype><d:collection/></d:resourcetype>")
    names = "".join(f"<d:response><d:href>/x/d/{n}</d:href>{said}</d:response>" for n in range(12_000))
    body = f"<d:multistatus xmlns:d='DAV:'><d:response><d:href>/x/d/</d:href>{own}</d:response>{names}</d:multistatus>"
    status(207, body.encode(), Content_Type="application/xml")(request)


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "handle"), [("webdav", many_hrefs), ("s3", endless_pages)])
def test_a_listing_that_never_ends_is_left_at_a_bound(scheme: str, handle: Handle, at_home: Path) -> None:
    with counted() as peak:
        err = told_by(handle, scheme, lambda target: target.names("d"), at_home)
    assert "holds more than belongs there" in err.what and "nothing else uses" in err.next_step
    assert peak() < 100 << 20


@pytest.mark.slow
@pytest.mark.parametrize("status_code", [200, 404])
def test_an_answer_of_a_bucket_that_never_ends_is_not_kept_in_memory(status_code: int, at_home: Path) -> None:
    sent = [0]

    def pour(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status_code)
        request.send_header("Content-Length", str(1 << 40))
        request.end_headers()
        while True:
            sent[0] += request.wfile.write(b"<" * 65_536)

    call = (lambda t: t.names("d")) if status_code == 200 else (lambda t: t.read("d", 100))
    with counted() as peak:
        err = told_by(pour, "s3", call, at_home)
    assert "longer than any" in err.what
    assert peak() < 60 << 20 and sent[0] < 200 << 20


class EndlessFolder(asyncssh.SFTPServer if asyncssh else object):  # type: ignore[misc]
    """A folder that always has another name."""

    async def scandir(self, path: bytes) -> AsyncIterator[Any]:
        number = 0
        while True:
            number += 1
            yield asyncssh.SFTPName(b"%032x" % number, attrs=asyncssh.SFTPAttrs(permissions=0o100600))


async def listening(options: dict[str, Any]) -> Any:
    """A server of SSH in this process."""
    return await asyncssh.listen("127.0.0.1", 0, **options)


@pytest.mark.slow
def test_a_folder_by_ssh_that_never_ends_is_left_at_a_bound(at_home: Path) -> None:
    servers.module("sshfs")
    key = asyncssh.generate_private_key("ssh-ed25519")
    write_private(at_home / ".ssh/id_ed25519", key.export_private_key().decode())
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def there(coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result(30)

    keys = asyncssh.import_authorized_keys(key.export_public_key().decode())
    options = {"server_host_keys": [key], "authorized_client_keys": keys, "sftp_factory": EndlessFolder}
    server = there(listening(options))
    try:
        port = server.get_port()
        write_private(at_home / ".ssh/known_hosts", f"[127.0.0.1]:{port} {key.export_public_key().decode()}")
        target = open_target(f"sftp://ana@127.0.0.1:{port}/x")
        with counted() as peak:
            err = told(lambda: target.folders("d"))
        target.close()
    finally:
        server.close()
        there(server.wait_closed())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
    assert "holds more than belongs there" in err.what
    assert peak() < 100 << 20


def test_a_remote_of_rclone_that_never_ends_is_left_at_a_bound(
    at_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for line in ("yes abc", "seq 20000"):
        write_private(tmp_path / "bin/rclone", f"#!/bin/sh\nexec {line}\n")
        (tmp_path / "bin/rclone").chmod(0o700)
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
        with counted() as peak:
            err = told(lambda: open_target("rclone:ours:us").names("d"))
        assert "holds more than belongs there" in err.what
        assert peak() < 60 << 20


def test_a_folder_with_more_names_than_belong_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target_module, "MOST_NAMES", 5)
    place = open_target(str(tmp_path))
    for number in range(5):
        place.write(f"d/{number}", b"1")
    assert len(place.names("d")) == 5
    place.write("d/5", b"1")
    assert "holds more than belongs there" in told(lambda: place.names("d")).what
    assert place.read("d/5", 10) == b"1", "what is asked for by name is not listed"


class Endless:
    """A storage behind fsspec that answers for ever."""

    def listing(self, path: str, counted: target_module.Counted) -> Iterator[remote.Entry]:
        number = 0
        while True:
            number += 1
            name = "n" * number
            counted.add(name)
            yield remote.Entry(name, False)


def test_long_names_count_too() -> None:
    target = remote.Remote(parse("sftp://host/x"), lambda _: Endless())  # type: ignore[arg-type,return-value]
    with counted() as peak:
        assert "sftp://host/x/d holds more" in told(lambda: target.names("d")).what
    assert peak() < 30 << 20
