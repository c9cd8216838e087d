"""Real servers for targets, on loopback, each started for the tests of one worker and stopped after them.

A test that needs a program which is not here is skipped with the reason; where ``RITUALTUI_REAL=1`` is set, as
``.ci/run`` does, that is a failure.
"""

import base64
import contextlib
import getpass
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from support import script
from support.proxy import Proxy, free_port

USER = "ana"
SECRET = "marmalade-canary-0451"
"""The password of every server that has one, to be looked for where it must not be."""
BUCKET = "two-of-us"
READY = 120.0
"""Seconds that a server may take to begin."""
_NOT_ALONE = 'exec 3<&0; (read _ <&3; kill $$) >/dev/null 2>&1 & exec "$@" </dev/null 3<&-'
"""Becomes the server; whoever watches its input ends it when the tests themselves are ended."""
_PLACES = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin")


def missing(what: str) -> NoReturn:
    """Skip the test because of ``what``, or fail where nothing may be missing."""
    if os.environ.get("RITUALTUI_REAL") == "1":
        pytest.fail(f"{what} is not here, and RITUALTUI_REAL is set")
    pytest.skip(f"{what} is not here; .ci/run installs it")


def program(name: str) -> str:
    """The path of a program that the test cannot do without."""
    return shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), *_PLACES))) or missing(name)


def module(*names: str) -> None:
    """Demand that modules can be imported."""
    for name in names:
        if importlib.util.find_spec(name) is None:
            missing(f"the Python module {name}")


def until(is_so: Callable[[], object], seconds: float = READY, what: str = "it") -> None:
    """Wait until ``is_so()``, and fail where that does not come."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            pytest.fail(f"{what} did not come about within {seconds} s")
        time.sleep(0.02)


def listens(port: int) -> bool:
    """Whether something takes connections at ``port``."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


@contextlib.contextmanager
def running(command: list[str], port: int, log: Path, env: dict[str, str] | None = None) -> Iterator[Proxy]:
    """Run a server that listens at ``port``, behind a wire."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            ["/bin/sh", "-c", _NOT_ALONE, "sh", *command], stdin=subprocess.PIPE, stdout=out, stderr=out,
            env={**os.environ, **(env or {})}, start_new_session=True,
        )  # fmt: skip
    try:
        until(lambda: listens(port) or process.poll() is not None, what=f"{command[0]} listening")
        assert process.poll() is None, log.read_text(errors="replace")
        wire = Proxy(port)
        yield wire
        wire.cut()
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.stdin is not None
        process.stdin.close()


class Sshd:
    """An OpenSSH server with sftp: ``port`` of its wire, its key and the user's, ``read_only`` for a second one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.user = getpass.getuser()
        for name in ("host", "user"):
            if not (folder / name).exists():
                subprocess.run(
                    [program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)],
                    check=True,
                )
        (folder / "authorized").write_text((folder / "user.pub").read_text())

    def known_hosts(self, port: int) -> str:
        """The line that names this server."""
        return f"[127.0.0.1]:{port} {(self.folder / 'host.pub').read_text()}"

    @contextlib.contextmanager
    def serve(self, *options: str, room: int | None = None) -> Iterator[Proxy]:
        """Run it; ``options`` go to its sftp server; no file there may have more than ``room`` × 512 bytes."""
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, parents=True, exist_ok=True)
        port = free_port()
        config = self.folder / f"config-{port}"
        config.write_text(
            f"Port {port}\nListenAddress 127.0.0.1\nHostKey {self.folder / 'host'}\nPidFile none\nUsePAM no\n"
            f"AuthorizedKeysFile {self.folder / 'authorized'}\nStrictModes no\nPasswordAuthentication no\n"
            f"KbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\nMaxStartups 200\n"
            f"Subsystem sftp internal-sftp {' '.join(options)}\n"
        )
        command = [program("sshd"), "-D", "-e", "-f", str(config)]
        if room is not None:
            command = ["sh", "-c", f"trap '' XFSZ; ulimit -f {room}; exec \"$@\"", "sh", *command]
        with running(command, port, self.folder / f"log-{port}") as wire:
            yield wire


@contextlib.contextmanager
def webdav(folder: Path, log: Path, *, read_only: bool = False) -> Iterator[Proxy]:
    """Run wsgidav over ``folder``."""
    module("wsgidav", "cheroot")
    port = free_port()
    serve = script("webdav_server")
    with running([sys.executable, serve, str(port), str(folder), USER, SECRET, str(int(read_only))], port, log) as wire:
        yield wire


@contextlib.contextmanager
def apache(log: Path) -> Iterator[Proxy]:
    """Run Apache with mod_dav."""
    program_ = program("apache2")
    modules = Path("/usr/lib/apache2/modules")
    if not (modules / "mod_dav_fs.so").exists():
        missing("Apache's mod_dav_fs")
    names = ("mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic", "dav", "dav_fs")
    with _web_folder() as folder:
        port = free_port()
        owner = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
        config = folder / "apache.conf"
        config.write_text(
            "".join(f"LoadModule {name}_module {modules}/mod_{name}.so\n" for name in names)
            + f"{owner}ServerName localhost\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\nErrorLog {folder}/errors\n"
            f"Mutex file:{folder}\nDocumentRoot {folder}/www\nDavLockDB {folder}/www/.lock\n"
            f"<Directory {folder}/www>\nDav On\nAuthType Basic\nAuthName x\nAuthUserFile {folder}/users\n"
            "Require valid-user\n</Directory>\n"
        )
        with running([program_, "-f", str(config), "-DFOREGROUND"], port, log) as wire:
            yield wire


@contextlib.contextmanager
def nginx(log: Path) -> Iterator[Proxy]:
    """Run nginx with its dav modules, which makes no folder by itself."""
    program_ = program("nginx")
    listing = Path("/usr/lib/nginx/modules/ngx_http_dav_ext_module.so")
    if not listing.exists():
        missing("nginx's module dav-ext")
    with _web_folder() as folder:
        port = free_port()
        config = folder / "nginx.conf"
        paths = "".join(
            f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        config.write_text(
            f"load_module {listing};\ndaemon off;\nmaster_process off;\npid {folder}/pid;\n"
            f"error_log {folder}/errors;\nevents {{}}\nhttp {{\naccess_log off;\nclient_max_body_size 64m;\n{paths}"
            f"server {{\nlisten 127.0.0.1:{port};\nroot {folder}/www;\nlocation / {{\n"
            "dav_methods PUT DELETE MKCOL COPY MOVE;\ndav_ext_methods PROPFIND OPTIONS;\ncreate_full_put_path off;\n"
            f"auth_basic x;\nauth_basic_user_file {folder}/users;\n}}\n}}\n}}\n"
        )
        with running([program_, "-p", str(folder), "-e", str(folder / "errors"), "-c", str(config)], port, log) as wire:
            yield wire


@contextlib.contextmanager
def _web_folder() -> Iterator[Path]:
    """A folder that the server's own user reaches, too, with who may come in, and ``www`` for what it serves."""
    with tempfile.TemporaryDirectory(prefix="ritualtui-web-") as name:
        folder = Path(name)
        (folder / "www").mkdir()
        secret = base64.b64encode(hashlib.sha1(SECRET.encode()).digest()).decode()
        (folder / "users").write_text(f"{USER}:{{SHA}}{secret}\n")
        if os.geteuid() == 0:  # then Apache becomes another
            for each in (folder, folder / "www", folder / "users"):
                each.chmod(0o755)
            shutil.chown(folder / "www", "www-data", "www-data")
        yield folder


@contextlib.contextmanager
def s3(log: Path) -> Iterator[Proxy]:
    """Run moto's server, with one bucket."""
    module("moto", "flask")
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with running(command, port, log) as wire:
        make = urllib.request.Request(f"http://127.0.0.1:{port}/{BUCKET}", method="PUT")
        with urllib.request.urlopen(make, timeout=READY):
            yield wire


@contextlib.contextmanager
def rclone_serve(kind: str, folder: Path, log: Path, host_key: Path | None = None) -> Iterator[Proxy]:
    """Run ``rclone serve`` of ``kind`` over ``folder``."""
    port = free_port()
    command = [program("rclone"), "serve", kind, str(folder), "--addr", f"127.0.0.1:{port}", "--dir-cache-time", "0"]
    if kind == "sftp":
        command += ["--key", str(host_key), "--authorized-keys", str(host_key and host_key.with_name("authorized"))]
    else:
        command += ["--user", USER, "--pass", SECRET]
    with running(command, port, log, {"RCLONE_CONFIG": os.devnull}) as wire:
        yield wire
