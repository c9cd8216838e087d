"""``rclone:REMOTE:FOLDER``: whatever the rclone program reaches, with the remotes and secrets that it keeps itself.

One process a call; data goes by standard input and output. Only remotes that `rclone config` knows are taken (see
``address``), and rclone is never asked to prompt.
"""

import contextlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
from typing import IO, NamedTuple

from ritualtui.sync import remote
from ritualtui.sync.address import Address, redacted
from ritualtui.sync.remote import LISTING, UNFINISHED, budget
from ritualtui.sync.target import MOST_NAMES, TargetError, TooMany

PROGRAM = "rclone"
NOT_THERE = (3, 4)
"""rclone's exit codes for a folder and a file that are not there."""
_SAID = 64 << 10  # bytes of what it says on standard error that are read
_STAMP = re.compile(r"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\s*")
_LEVEL = re.compile(r"^(?:CRITICAL|ERROR|NOTICE|WARNING|INFO|Fatal error)\s*:\s*")
_OFFLINE = re.compile(
    r"no such host|connection refused|network is unreachable|no route to host|time(?:d |-)?out|deadline exceeded|"
    r"connection reset|couldn't connect|dial tcp|unexpected EOF|server misbehaving|: EOF",
    re.IGNORECASE,
)
_FULL = re.compile(r"no space left|quota|insufficient.?storage|storage.?full|not enough space|Error 507", re.IGNORECASE)
_FORBIDDEN = re.compile(
    r"permission denied|access.?denied|forbidden|read.?only|40[35] (?:Method|Forbidden)", re.IGNORECASE
)
_STRANGER = re.compile(
    r"unauthori[sz]ed|unable to authenticate|invalid.?(?:grant|token|credential)|token expired|\b401\b|"
    r"couldn't fetch token",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(r"didn't find section in config file|not found in config", re.IGNORECASE)
_NO_FILE = re.compile(r"is a directory or doesn't exist|(?:object|directory) not found")
_LOCKED = re.compile(r"unable to decrypt configuration|config.*password|ask-password", re.IGNORECASE)


class _Done(NamedTuple):
    code: int
    out: bytes
    said: str
    cut: bool  # more came than was asked for


class Rclone:
    """The target at ``address``. Raises ``TargetError`` where there is no rclone."""

    def __init__(self, address: Address) -> None:
        found = shutil.which(PROGRAM)
        if found is None:
            raise TargetError(
                "The program rclone is not here.", "Install it (https://rclone.org/install), then do this again."
            )
        self._program = found
        self._address = address
        self._moves: bool | None = None

    def __repr__(self) -> str:
        return f"<Rclone {self._address}>"

    def read(self, name: str, limit: int) -> bytes | None:
        """See ``Target``."""
        done = self._run("cat", f"--count={limit + 1}", self._at(name), limit=limit + 1)
        if done.code in NOT_THERE:
            return None
        if len(done.out) > limit:
            said = f"{self._address}/{name} is larger than anything that belongs there."
            raise TargetError(said, "It was left where it is.")
        self._demand(done)
        return done.out

    def write(self, name: str, data: bytes) -> None:
        """See ``Target``. Under another name and moved, where rclone says that a half-written file could be seen."""
        if not self._must_move():
            self._put(name, data)
            return
        made = name + UNFINISHED
        self._put(made, data)
        self._demand(self._run("moveto", "--no-traverse", "--ignore-times", self._at(made), self._at(name)))

    def remove(self, name: str) -> None:
        """See ``Target``."""
        done = self._run("deletefile", self._at(name))
        if done.code not in NOT_THERE and not _NO_FILE.search(done.said):
            self._demand(done)

    def names(self, folder: str) -> list[str]:
        """See ``Target``."""
        return [name for name in self._list(folder, "--files-only") if not name.endswith(UNFINISHED)]

    def folders(self, folder: str) -> list[str]:
        """See ``Target``."""
        return self._list(folder, "--dirs-only", "--dir-slash=false")

    def close(self) -> None:
        """See ``Target``."""

    def _put(self, name: str, data: bytes) -> None:
        self._demand(self._run("rcat", f"--size={len(data)}", self._at(name), data=data))

    def _list(self, folder: str, *flags: str) -> list[str]:
        done = self._run("lsf", *flags, self._at(folder), limit=LISTING)
        if done.code in NOT_THERE:
            return []
        if done.cut or done.out.count(b"\n") > MOST_NAMES:
            raise TooMany(f"{self._address}/{folder}")
        self._demand(done)
        return sorted(line for line in done.out.decode("utf-8", "replace").split("\n") if line)

    def _must_move(self) -> bool:
        """Asked once. rclone before 1.63 does not say whether uploads can be seen half done: a bucket's cannot."""
        if self._moves is None:
            done = self._run("backend", "features", f"{self._address.host}:", limit=LISTING)
            self._demand(done)
            try:
                has = json.loads(done.out)["Features"]
                self._moves = bool(has.get("Move") and has.get("PartialUploads", not has.get("BucketBased")))
            except (ValueError, LookupError, AttributeError, TypeError):
                self._moves = False
        return self._moves

    def _at(self, name: str) -> str:
        return f"{self._address.host}:" + "/".join(part for part in (self._address.path, name) if part)

    def _run(self, command: str, *args: str, data: bytes = b"", limit: int = LISTING) -> _Done:
        """Run ``rclone command args``; at most ``limit`` bytes of what it prints are kept."""
        env = {**os.environ, "RCLONE_ASK_PASSWORD": "false", "RCLONE_VERBOSE": "0", "NO_COLOR": "1"}
        seconds = remote.CONNECT + budget(max(len(data), limit if command == "cat" else 0))
        try:
            with tempfile.TemporaryFile() as given:
                given.write(data)
                given.seek(0)
                process = subprocess.Popen(
                    [self._program, command, *_flags(), *args],
                    stdin=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, start_new_session=True,
                )  # fmt: skip
        except OSError as err:
            raise TargetError(f"rclone could not be started ({os.strerror(err.errno or 0)}).") from None
        return _watch(process, limit, seconds, self._address)

    def _demand(self, done: _Done) -> None:
        if done.code:
            raise explained(self._address, done.said)


def _flags() -> list[str]:
    return [
        "--ask-password=false", "--retries=1", "--low-level-retries=2", f"--contimeout={remote.CONNECT}s",
        f"--timeout={remote.ANSWER}s", "--log-level=ERROR", "--stats=0", "--use-json-log=false", "--progress=false",
    ]  # fmt: skip


def _watch(process: "subprocess.Popen[bytes]", limit: int, seconds: float, address: Address) -> _Done:
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    said: list[bytes] = []
    assert process.stdout is not None and process.stderr is not None
    listener = threading.Thread(target=_listen, args=(process.stderr, said), daemon=True)
    timer = threading.Timer(seconds, end)
    timer.daemon = True
    listener.start()
    timer.start()
    try:
        out = process.stdout.read(limit + 1)
        cut = len(out) > limit
        if cut:
            process.kill()
        code = process.wait()
        listener.join(1)
    finally:
        timer.cancel()
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()
        process.stdout.close()
    if late.is_set():
        raise remote.offline(address)
    return _Done(0 if cut else code, out[:limit], b"".join(said).decode("utf-8", "replace"), cut)


def _listen(pipe: IO[bytes], said: list[bytes]) -> None:
    """Take what it says, however much; keep the beginning."""
    kept = 0
    with pipe:
        while chunk := pipe.read1(8192):  # type: ignore[attr-defined]
            if kept < _SAID:
                said.append(chunk)
                kept += len(chunk)


def explained(address: Address, said: str) -> TargetError:
    """What rclone says on standard error, in one line that a person can act on."""
    if _UNKNOWN.search(said):
        return TargetError(
            f"rclone knows no remote {address.host}.", "`rclone config` makes it; `rclone listremotes` lists them."
        )
    if _LOCKED.search(said):
        step = "Give its password to rclone by RCLONE_CONFIG_PASS or RCLONE_PASSWORD_COMMAND."
        return TargetError("The settings of rclone are locked.", step)
    if _FULL.search(said):
        return remote.full(address)
    if _STRANGER.search(said):
        return remote.stranger(address, f"`rclone config reconnect {address.host}:` lets it in again.")
    if _FORBIDDEN.search(said):
        return remote.forbidden(address)
    if _OFFLINE.search(said):
        return remote.offline(address)
    lines = [_LEVEL.sub("", _STAMP.sub("", line)).strip() for line in said.splitlines()]
    last = next((line for line in reversed(lines) if line), "")
    return TargetError(
        f"{address}: {redacted(last).rstrip('.') or 'rclone could not do it'}.", "What was there before is there."
    )
