"""A web server that gives the answers a test wants, for what a real one can hardly be brought to say."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ritualtui.sync.open_target import open_target
from ritualtui.sync.target import Target, TargetError
from support import servers
from support.sync_folders import write_private

Handle = Callable[[BaseHTTPRequestHandler], None]


@contextlib.contextmanager
def answering(handle: Handle) -> Iterator[int]:
    """Give every request to ``handle``, with its body as ``came``; yields the port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __getattr__(self, name: str) -> Callable[[], None]:
            if name.startswith("do_"):
                return self.answer
            raise AttributeError(name)

        def answer(self) -> None:
            self.came = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with contextlib.suppress(OSError):
                handle(self)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def status(code: int, body: bytes = b"", **headers: str) -> Handle:
    """Answer always so; ``content_type`` for Content-Type."""

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.send_header("Connection", "close")
        request.end_headers()
        request.wfile.write(body)

    return handle


def s3_error(http: int, code: str) -> Handle:
    """An error as S3 tells it."""
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>a canary \x1b[31m</Message></Error>"
    return status(http, body.replace("\x1b", "").encode(), Content_Type="application/xml")


def told(call: Callable[[], object]) -> TargetError:
    """What ``call`` is refused with: one line without escapes, and short."""
    with pytest.raises(TargetError) as err:
        call()
    line = str(err.value)
    assert line.isprintable() and 10 < len(line) < 400, line
    assert err.value.__cause__ is None, "what lies behind it may know more than is for others"
    return err.value


def told_by(handle: Handle, scheme: str, call: Callable[[Target], object], home: Path) -> TargetError:
    """What ``call`` comes to on a server that answers so."""
    servers.module("webdav4", "s3fs")
    write_private(home / ".aws/credentials", "[default]\naws_access_key_id = ana\naws_secret_access_key = x\n")
    with answering(handle) as port:
        by_s3 = f"s3://two-of-us/x?endpoint=http://127.0.0.1:{port}&region=us-east-1"
        target = open_target(by_s3 if scheme == "s3" else f"webdav://127.0.0.1:{port}/x")
        try:
            return told(lambda: call(target))
        finally:
            target.close()
