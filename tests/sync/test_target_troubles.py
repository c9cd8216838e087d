"""What can be in the way between here and a target, on real servers: each told in one line that says what to do."""

import gzip
import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from ritualtui.sync import remote
from ritualtui.sync.open_target import open_target
from support import servers
from support.answering_server import Handle, answering, s3_error, status, told, told_by
from support.sync_folders import OVER_A_WIRE, MakePlace, Servers, write_private

pytestmark = pytest.mark.sample(2)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patience of a moment."""
    monkeypatch.setattr(remote, "CONNECT", 1.5)
    monkeypatch.setattr(remote, "ANSWER", 0.5)
    monkeypatch.setattr(remote, "USUAL_LISTING", 0)


# -- the way there


@pytest.mark.slow
@pytest.mark.parametrize("kind", OVER_A_WIRE)
def test_a_server_that_falls_silent_is_offline(
    kind: str, make_place: MakePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make_place(kind)
    assert place.wire is not None
    place.open().write("d/a", b"1")
    with monkeypatch.context() as hurry:
        hurry.setenv("RITUALTUI_SYNC_TIMEOUT", "4")  # what a server needs on a machine that is busy
        target = place.open()
        assert target.read("d/a", 10) == b"1"
        place.wire.hold()
        assert told(lambda: target.read("d/a", 10)).offline
        place.wire.cut()
    place.wire.mend()
    assert target.read("d/a", 10) == b"1"


@pytest.mark.slow
@pytest.mark.parametrize(
    "address",
    [
        "sftp://ana@nowhere.invalid/x",
        "webdavs://nowhere.invalid/x",
        "s3://two-of-us/x?endpoint=http://nowhere.invalid&region=x&profile=ours",
    ],
)
def test_a_host_whose_name_is_not_known_is_offline(address: str, at_home: Path) -> None:
    servers.module("sshfs", "webdav4", "s3fs")
    write_private(at_home / ".aws/credentials", "[ours]\naws_access_key_id = ana\naws_secret_access_key = x\n")
    assert told(lambda: open_target(address).read("a", 10)).offline


# -- sftp: who they are, who we are


def test_an_unknown_host_is_refused_and_never_added(make_place: MakePlace, at_home: Path) -> None:
    place = make_place("sftp")
    for text in (
        "",
        "elsewhere.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1+Oqg0DkQ8qC7Lw7vTJhQGGpXW0bQ2a5n9T9m8xg0A\n",
    ):
        write_private(at_home / ".ssh/known_hosts", text)
        err = told(lambda: place.open().read("a", 10))
        assert not err.offline
        assert "known_hosts" in err.what and f"`ssh -p {place.wire and place.wire.port} " in err.next_step
        assert (at_home / ".ssh/known_hosts").read_text() == text
    (at_home / ".ssh/known_hosts").unlink()
    assert "known_hosts" in told(lambda: place.open().write("a", b"1")).what
    assert not (at_home / ".ssh/known_hosts").exists()


def test_settings_that_switch_the_look_at_host_keys_off_are_not_followed(make_place: MakePlace, at_home: Path) -> None:
    place = make_place("sftp")
    write_private(at_home / ".ssh/known_hosts", "")
    for settings in ("UserKnownHostsFile none\nStrictHostKeyChecking no\n", "StrictHostKeyChecking accept-new\n"):
        write_private(at_home / ".ssh/config", settings)
        assert "known_hosts" in told(lambda: place.open().read("a", 10)).what


def test_a_host_with_another_key_than_before_is_refused(make_place: MakePlace, at_home: Path, tmp_path: Path) -> None:
    place = make_place("sftp")
    keygen = [servers.program("ssh-keygen"), "-q", "-N", "", "-f", str(tmp_path / "other")]
    for kind in ("ed25519", "ecdsa"):
        for old in tmp_path.glob("other*"):
            old.unlink()
        subprocess.run([*keygen, "-t", kind], check=True)
        known = f"[127.0.0.1]:{place.wire and place.wire.port} {(tmp_path / 'other.pub').read_text()}"
        write_private(at_home / ".ssh/known_hosts", known)
        assert "known_hosts" in told(lambda: place.open().read("a", 10)).what


def test_known_hosts_may_be_hashed_or_stand_elsewhere(make_place: MakePlace, at_home: Path) -> None:
    place = make_place("sftp")
    hosts = at_home / ".ssh/known_hosts"
    subprocess.run([servers.program("ssh-keygen"), "-q", "-H", "-f", str(hosts)], check=True, capture_output=True)
    assert "127.0.0.1" not in hosts.read_text()
    assert place.open().read("a", 10) is None
    write_private(at_home / "elsewhere", hosts.read_text())
    hosts.unlink()
    write_private(at_home / ".ssh/config", f"UserKnownHostsFile {at_home / 'elsewhere'}\n")
    assert place.open().read("a", 10) is None


def test_a_line_of_known_hosts_that_ssh_passes_over_is_passed_over(make_place: MakePlace, at_home: Path) -> None:
    place = make_place("sftp")
    hosts = at_home / ".ssh/known_hosts"
    good = hosts.read_bytes()
    odd = "# Jürgens Rechner\nJürgen ssh-ed25519 AAAA\n".encode("latin-1")
    junk = b"junk\n@what host ssh-ed25519 AAAA\n|1|x|y ssh-ed25519 AAAA\n\x00\xff\n"
    hosts.write_bytes(odd + junk + good)
    assert place.open().read("a", 10) is None
    hosts.write_bytes(odd + junk)
    err = told(lambda: place.open().read("a", 10))
    assert f"line 3 of {hosts} cannot be read" in err.next_step


def test_ssh_settings_that_are_no_text_are_named(make_place: MakePlace, at_home: Path) -> None:
    place = make_place("sftp")
    config = at_home / ".ssh/config"
    config.write_bytes("# für Jürgen\n".encode("latin-1"))
    assert f"{config} is not text in UTF-8" in told(lambda: place.open().read("a", 10)).what


def test_ssh_settings_and_the_agent_are_used(make_place: MakePlace, at_home: Path, real: Servers) -> None:
    place = make_place("sftp")
    (at_home / ".ssh/id_ed25519").rename(at_home / ".ssh/another")
    assert "does not let us in" in told(lambda: place.open().read("a", 10)).what
    write_private(
        at_home / ".ssh/config",
        f"Host ours\n HostName 127.0.0.1\n Port {real.wire('sftp').port}\n User {real.sshd.user}\n"
        f" IdentityFile {at_home / '.ssh/another'}\n",
    )
    target = open_target(f"sftp://ours{place.url.partition(str(real.wire('sftp').port))[2]}")
    target.write("a", b"1")
    assert target.read("a", 10) == b"1"
    target.close()


def test_a_path_may_begin_in_the_home_on_the_server(make_place: MakePlace, tmp_path: Path, real: Servers) -> None:
    place = make_place("sftp")
    base = f"sftp://{real.sshd.user}@127.0.0.1:{real.wire('sftp').port}"
    place.open().write("a", b"1")
    out = os.path.relpath(tmp_path / "target", Path(f"~{real.sshd.user}").expanduser())
    assert ".." in out, "the address itself may not climb, so this looks at the top of the home only"
    place.url = f"{base}/~"
    assert isinstance(place.open().names(""), list)
    place.url = f"{base}/~/{tmp_path.parent.name}-{tmp_path.name}-not-there"
    assert place.open().names("") == []


# -- who we are, elsewhere


def test_a_wrong_password_is_told_with_where_it_belongs(make_place: MakePlace, at_home: Path) -> None:
    place = make_place("webdav")
    for netrc in (f"machine 127.0.0.1 login {servers.USER} password wrong\n", ""):
        write_private(at_home / ".netrc", netrc)
        err = told(lambda: place.open().read("a", 10))
        assert "does not let us in" in err.what and "~/.netrc" in err.next_step
        assert not err.offline
    (at_home / ".netrc").unlink()
    assert "does not let us in" in told(lambda: place.open().names("")).what
    write_private(at_home / ".netrc", "machine\nwhat is this\x1b[31m")
    assert "netrc" in told(lambda: place.open().read("a", 10)).what


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("SSL_CERT_FILE", "webdavs://127.0.0.1:9/x"),
        ("AWS_CA_BUNDLE", "s3://ours/x?endpoint=https://127.0.0.1:9&region=x"),
    ],
)
def test_certificates_that_are_not_there_are_named_and_no_place_is_taken_for_empty(
    name: str, address: str, at_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers.module("webdav4", "s3fs")
    write_private(at_home / ".aws/credentials", "[default]\naws_access_key_id = ana\naws_secret_access_key = x\n")
    write_private(tmp_path / "no certificate", "what is this\n")
    for file in ("not there", "no certificate"):
        monkeypatch.setenv(name, str(tmp_path / file))
        for call in (lambda t: t.read("a", 10), lambda t: t.names(""), lambda t: t.write("a", b"1")):
            err = told(lambda call=call: call(open_target(address)))
            assert name in err.what and not err.offline


def test_a_webdav_server_that_lists_nothing_says_what_it_wants(at_home: Path) -> None:
    err = told_by(status(405), "webdav", lambda target: target.names(""), at_home)
    assert "does not say what is in a folder" in err.what and "PROPFIND" in err.next_step


def test_user_and_password_may_come_by_the_environment(
    make_place: MakePlace, at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make_place("webdav")
    (at_home / ".netrc").unlink()
    monkeypatch.setenv("RITUALTUI_WEBDAV_USER", servers.USER)
    monkeypatch.setenv("RITUALTUI_WEBDAV_PASSWORD", servers.SECRET)
    place.url = place.url.replace(f"{servers.USER}@", "")
    assert place.open().read("a", 10) is None


def test_a_password_is_not_sent_readable_over_a_network(at_home: Path) -> None:
    servers.module("webdav4")
    write_private(at_home / ".netrc", f"machine nas.example login ana password {servers.SECRET}\n")
    err = told(lambda: open_target("webdav://nas.example/x").read("a", 10))
    assert "readable" in err.what and "webdavs://" in err.next_step and not err.offline


@pytest.mark.slow
def test_s3_without_keys_asks_nobody_and_says_where_they_belong(make_place: MakePlace, at_home: Path) -> None:
    place = make_place("s3")
    write_private(at_home / ".aws/credentials", "")
    wire = place.wire
    assert wire is not None
    wire.reset()
    for url in (place.url, place.url.replace("&profile=ours", "")):
        place.url = url
        err = told(lambda: place.open().read("a", 10))
        assert "does not let us in" in err.what and "~/.aws/credentials" in err.next_step
    assert wire.calls == 0


@pytest.mark.slow
def test_a_bucket_that_is_not_there_is_not_taken_for_an_empty_one(make_place: MakePlace) -> None:
    place = make_place("s3")
    place.url = place.url.replace(servers.BUCKET, "no-such-bucket")
    for call in (lambda t: t.read("a", 10), lambda t: t.names(""), lambda t: t.write("a", b"1")):
        assert "no bucket no-such-bucket" in told(lambda call=call: call(place.open())).what


@pytest.mark.slow
def test_rclone_says_which_remote_it_does_not_know(make_place: MakePlace, at_home: Path) -> None:
    place = make_place("rclone")
    place.url = "rclone:nowhere:x"
    for call in (
        lambda t: t.read("a", 10),
        lambda t: t.names(""),
        lambda t: t.write("a", b"1"),
        lambda t: t.remove("a"),
    ):
        err = told(lambda call=call: call(place.open()))
        assert err.what == "rclone knows no remote nowhere." and "rclone config" in err.next_step


def test_rclone_whose_settings_are_locked_is_not_waited_for(make_place: MakePlace, at_home: Path) -> None:
    place = make_place("rclone")
    write_private(at_home / ".config/rclone/rclone.conf", "RCLONE_ENCRYPT_V0:\n" + "A" * 64 + "\n")
    assert "locked" in told(lambda: place.open().read("a", 10)).what


# -- what they allow, what has room


@pytest.mark.parametrize("kind", ["sftp, read only", "webdav, read only"])
def test_a_place_that_may_only_be_read_says_so(kind: str, make_place: MakePlace) -> None:
    place = make_place(kind)
    err = told(lambda: place.open().write("d/a", b"1"))
    assert "does not allow that" in err.what and not err.offline
    assert place.open().names("") == []


def test_a_full_place_keeps_what_was_there_and_no_half(make_place: MakePlace, tmp_path: Path) -> None:
    place = make_place("sftp, full")
    target = place.open()
    target.write("d/a", b"before")
    err = told(lambda: target.write("d/a", b"x" * 200_000))
    assert "room" in str(err) and not err.offline
    assert target.read("d/a", 300_000) == b"before"
    assert [path.name for path in (tmp_path / "target/d").iterdir()] == ["a"]


def test_an_older_sftp_server_that_cannot_rename_over_a_file_serves_too(make_place: MakePlace, tmp_path: Path) -> None:
    target = make_place("sftp, plain").open()
    for data in (b"1", b"the second", b""):
        target.write("d/a", data)
        assert target.read("d/a", 100) == data
    assert [path.name for path in (tmp_path / "target/d").iterdir()] == ["a"]


@pytest.mark.parametrize("refusal", [403, 405, 409, 412, 500, 501])
def test_a_webdav_server_that_cannot_move_over_a_file_serves_too(refusal: int) -> None:
    servers.module("webdav4")
    blobs: dict[str, bytes] = {}

    def handle(request: BaseHTTPRequestHandler) -> None:
        if request.command == "PUT":
            blobs[request.path] = getattr(request, "came", b"")
            status(201)(request)
        elif request.command == "GET" and request.path in blobs:
            status(200, blobs[request.path])(request)
        elif request.command == "DELETE":
            status(204 if blobs.pop(request.path, None) is not None else 404)(request)
        else:
            status(refusal if request.command == "MOVE" else 404)(request)

    with answering(handle) as port:
        target = open_target(f"webdav://127.0.0.1:{port}/x")
        for data in (b"1", b"the second", b""):
            target.write("d/a", data)
            assert target.read("d/a", 100) == data
        target.close()
    assert list(blobs) == ["/x/d/a"], "nothing half is left behind"


@pytest.mark.parametrize(
    ("scheme", "handle", "word", "offline"),
    [
        ("webdav", status(507), "no room left", False),
        ("webdav", status(413), "no room left", False),
        ("webdav", status(403), "does not allow", False),
        ("webdav", status(423), "busy", True),
        ("webdav", status(503, b"\x1b[31m"), "busy", True),
        ("webdav", status(502), "busy", True),
        ("webdav", status(301, Location="http://127.0.0.1:1/"), "answered 301", False),
        ("webdav", status(418, b"<html>\x1b]0;x\x07"), "answered 418", False),
        ("webdav", status(207, b"<x/>"), "no listing", False),
        ("webdav", status(200, b"<html>log in to the hotel's network"), "", False),
        ("s3", s3_error(403, "AccessDenied"), "does not allow", False),
        ("s3", s3_error(403, "InvalidAccessKeyId"), "does not let us in", False),
        ("s3", s3_error(403, "SignatureDoesNotMatch"), "does not let us in", False),
        ("s3", s3_error(403, "RequestTimeTooSkewed"), "clock is more than 15 minutes off", False),
        ("s3", s3_error(503, "SlowDown"), "busy", True),
        ("s3", s3_error(500, "InternalError"), "busy", True),
        ("s3", s3_error(403, "QuotaExceeded"), "no room left", False),
        ("s3", s3_error(400, "Strange"), "Strange", False),
        ("s3", status(200, b"<html>not S3"), "", False),
    ],
)
def test_what_a_server_refuses_is_told(scheme: str, handle: Handle, word: str, offline: bool, at_home: Path) -> None:
    call = (lambda t: t.names("")) if word in ("", "no listing") else (lambda t: t.write("a", b"1"))
    err = told_by(handle, scheme, call, at_home)
    assert word in err.what
    assert err.offline is offline or not word


# -- servers that mean harm, or are broken


def drip(request: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever."""
    request.send_response(207 if request.command == "PROPFIND" else 200)
    request.send_header("Content-Length", "100000")
    request.end_headers()
    while True:
        request.wfile.write(b"<")
        threading.Event().wait(0.1)


def flood(request: BaseHTTPRequestHandler) -> None:
    """More than anybody asked for."""
    request.send_response(207 if request.command == "PROPFIND" else 200)
    request.send_header("Content-Length", str(1 << 40))
    request.end_headers()
    while True:
        request.wfile.write(b"<" * 65_536)


def bomb(request: BaseHTTPRequestHandler) -> None:
    """Small on the wire, large when unpacked."""
    body = gzip.compress(bytes(50 << 20))
    status(207 if request.command == "PROPFIND" else 200, body, Content_Encoding="gzip")(request)


_LOL = b"".join(b'<!ENTITY l%d "%s">' % (n + 1, b"&l%d;" % n * 10) for n in range(9))


def laughs(request: BaseHTTPRequestHandler) -> None:
    """Entities of entities."""
    status(207, b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">' + _LOL + b"]><x>&l9;</x>")(request)


@pytest.mark.slow
@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("harm", [drip, flood, bomb, laughs, status(207, b"<not<xml")])
@pytest.mark.parametrize("scheme", ["webdav", "s3"])
def test_an_answer_that_means_harm_ends(scheme: str, harm: Handle, at_home: Path) -> None:
    told_by(harm, scheme, lambda target: target.names("d"), at_home)
    if harm in (drip, flood):
        told_by(harm, scheme, lambda target: target.read("d", 1_000_000), at_home)
