"""The kinds of target, each on a real server: where a test's own place lies there, and the home that has its keys."""

import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from ritualtui.sync.open_target import open_target
from ritualtui.sync.target import Target
from support import servers
from support.proxy import Proxy
from support.servers import BUCKET, SECRET, USER, Sshd

KINDS = (
    "folder", "sftp", "webdav", "apache", "nginx", "s3", "rclone", "rclone over webdav", "rclone serve sftp",
    "rclone serve webdav",
)  # fmt: skip
OVER_A_WIRE = tuple(kind for kind in KINDS if kind not in ("folder", "rclone"))


class Servers:
    """The servers of one worker, each started when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stack = ExitStack()
        self._wires: dict[str, Proxy] = {}
        self._sshd: Sshd | None = None

    @property
    def sshd(self) -> Sshd:
        """The OpenSSH server's keys."""
        if self._sshd is None:
            self._sshd = Sshd(self.made("sshd"))
        return self._sshd

    def made(self, name: str) -> Path:
        """A folder of that name."""
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def wire(self, kind: str) -> Proxy:
        """The wire to the server of ``kind``, mended."""
        if kind not in self._wires:
            self._wires[kind] = self.stack.enter_context(self._start(kind))
        wire = self._wires[kind]
        wire.mend()
        return wire

    def _start(self, kind: str) -> AbstractContextManager[Proxy]:
        log = self.folder / f"{kind}.log"
        if kind == "sftp":
            return self.sshd.serve()
        if kind == "sftp, read only":
            return self.sshd.serve("-R")
        if kind == "sftp, plain":
            return self.sshd.serve("-P", "posix-rename,fsync")
        if kind == "sftp, full":
            return self.sshd.serve(room=64)
        if kind == "webdav":
            return servers.webdav(self.made("webdav"), log)
        if kind == "webdav, read only":
            return servers.webdav(self.made("webdav"), log, read_only=True)
        if kind == "apache":
            return servers.apache(log)
        if kind == "nginx":
            return servers.nginx(log)
        if kind == "s3":
            return servers.s3(log)
        kind = kind.removeprefix("rclone serve ")
        return servers.rclone_serve(kind, self.made(f"rclone-{kind}"), log, self.sshd.folder / "host")


@dataclass
class Place:
    """An empty place on a server of ``kind``. ``open`` makes one more client; ``wire`` leads there."""

    kind: str
    url: str
    wire: Proxy | None = None
    opened: list[Target] = field(default_factory=list)

    def open(self) -> Target:
        target = open_target(self.url)
        self.opened.append(target)
        return target


MakePlace = Callable[[str], Place]


def place_on(kind: str, tmp_path: Path, home: Path, real: Callable[[], Servers]) -> Place:
    name = f"{tmp_path.parent.name}-{tmp_path.name}"
    mine = tmp_path / "target"
    if kind == "folder":
        mine.mkdir()
        return Place(kind, str(mine))
    if kind == "rclone":
        servers.program("rclone")
        write_private(home / ".config/rclone/rclone.conf", f"[here]\ntype = alias\nremote = {tmp_path}\n")
        return Place(kind, "rclone:here:target")
    protocol = "webdav" if kind in ("apache", "nginx") else kind.removeprefix("rclone serve ").split(",")[0]
    if protocol in ("sftp", "webdav", "s3"):
        servers.module({"sftp": "sshfs", "webdav": "webdav4", "s3": "s3fs"}[protocol])
    wire = real().wire("webdav" if kind == "rclone over webdav" else kind)
    if protocol == "sftp":
        user = real().sshd.user if not kind.startswith("rclone") else USER
        write_private(home / ".ssh/id_ed25519", (real().sshd.folder / "user").read_text())
        write_private(home / ".ssh/known_hosts", real().sshd.known_hosts(wire.port))
        path = f"/{name}" if kind.startswith("rclone") else str(mine)
        return Place(kind, f"sftp://{user}@127.0.0.1:{wire.port}{path}", wire)
    if protocol == "webdav":
        write_private(home / ".netrc", f"machine 127.0.0.1 login {USER} password {SECRET}\n")
        return Place(kind, f"webdav://{USER}@127.0.0.1:{wire.port}/{name}", wire)
    if protocol == "s3":
        write_private(
            home / ".aws/credentials", f"[ours]\naws_access_key_id = {USER}\naws_secret_access_key = {SECRET}\n"
        )
        options = f"endpoint=http://127.0.0.1:{wire.port}&region=us-east-1&profile=ours"
        return Place(kind, f"s3://{BUCKET}/{name}?{options}", wire)
    obscured = subprocess.run(
        [servers.program("rclone"), "obscure", SECRET], capture_output=True, text=True, check=True
    )
    write_private(
        home / ".config/rclone/rclone.conf",
        f"[cloud]\ntype = webdav\nurl = http://127.0.0.1:{wire.port}\nvendor = other\nuser = {USER}\n"
        f"pass = {obscured.stdout.strip()}\n",
    )
    return Place(kind, f"rclone:cloud:{name}", wire)


def write_private(path: Path, text: str) -> None:
    """A file that only its owner reads, in folders of the same kind."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o600)
