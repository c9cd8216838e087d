"""``rclone:REMOTE:FOLDER``: whatever the rclone program reaches, with the remotes and secrets that it keeps itself.

One process a call, which ends with us, however we end; data goes by standard input and output. Only remotes that
`rclone config` knows are taken (see ``address``), and rclone is never asked to prompt.
"""

import contextlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from typing import IO, NamedTuple

from ritualtui.strings import _
from ritualtui.sync import remote, timeouts
from ritualtui.sync.address import Address, redacted
from ritualtui.sync.remote import LISTING, SLOWEST, UNFINISHED
from ritualtui.sync.target import MOST_NAMES, TargetError, TooMany

PROGRAM = "rclone"
NOT_THERE = (3, 4)
"""rclone's exit codes for a folder and a file that are not there."""
_WITH_US = '(read -r _ <&"$0" || kill "$$") </dev/null >/dev/null 2>&1 & exec "$@"'
"""Becomes rclone; beside it, a pipe from us is watched, whose end is the end of us: then rclone goes, too."""
_PATIENT = 10  # times that it asks where it was told that it asks too often
_SAID = 64 << 10  # bytes of what it says on standard error that are read
_STAMP = re.compile(r"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\s*")
_LEVEL = re.compile(r"^(?:CRITICAL|ERROR|NOTICE|WARNING|INFO|Fatal error)\s*:\s*")
_OFFLINE = re.compile(
    r"no such host|connection refused|network is unreachable|no route to host|time(?:d |-)?out|deadline exceeded|"
    r"connection reset|couldn't connect|dial tcp|unexpected EOF|server misbehaving|: EOF",
    re.IGNORECASE,
)
_BUSY = re.compile(
    r"rate.?limit|too many requests|\b(?:429|503)\b|slow.?down|service unavailable|backend ?error", re.IGNORECASE
)
_SKEWED = re.compile(r"RequestTimeTooSkewed|RequestExpired")
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
                _("The program rclone is not here."), _("Install it (https://rclone.org/install), then try again.")
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
            said = _("{address}/{name} is larger than anything that belongs there.").format(
                address=self._address, name=name
            )
            raise TargetError(said, _("It was left as it is."))
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
        done = self._once(1, command, *args, data=data, limit=limit)
        if done.code and _BUSY.search(done.said):
            done = self._once(_PATIENT, command, *args, data=data, limit=limit)
        return done

    def _once(self, tries: int, command: str, *args: str, data: bytes, limit: int) -> _Done:
        if timeouts.over():
            raise timeouts.Overtime
        env = {**os.environ, "RCLONE_ASK_PASSWORD": "false", "RCLONE_VERBOSE": "0", "NO_COLOR": "1"}
        called = [self._program, command, *_flags(tries), *args]
        with _lifeline() as (line, begin), tempfile.TemporaryFile() as given:
            given.write(data)
            given.seek(0)
            try:
                process = subprocess.Popen(
                    [*begin, *called], stdin=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env,
                    start_new_session=True, pass_fds=line,
                )  # fmt: skip
            except OSError as err:
                raise TargetError(
                    _("rclone could not be started ({value}).").format(value=os.strerror(err.errno or 0))
                ) from None
            return _watch(process, limit, len(data), self._address)

    def _demand(self, done: _Done) -> None:
        if done.code:
            raise explained(self._address, done.said)


def _flags(tries: int) -> list[str]:
    # What it waits for itself is longer than we wait: it would go on to ask for something else.
    return [
        "--ask-password=false", "--retries=1", f"--low-level-retries={tries}", f"--contimeout={remote.connect()}s",
        f"--timeout={_patience() + 1}s", "--log-level=ERROR", "--stats=0", "--use-json-log=false", "--progress=false",
    ]  # fmt: skip


def _patience() -> float:
    """Seconds of silence: it connects anew for each call, and does not say when it has."""
    return remote.connect() + remote.answer()


@contextlib.contextmanager
def _lifeline() -> Iterator[tuple[tuple[int, ...], list[str]]]:
    """What a process is begun with, so that it ends with us: open files that it gets, and the beginning of its line."""
    if os.name != "posix":
        yield (), []
        return
    theirs, ours = os.pipe()
    try:
        yield (theirs,), ["/bin/sh", "-c", _WITH_US, str(theirs)]
    finally:
        with contextlib.suppress(OSError):
            os.write(ours, b"\n")  # it has ended by itself, and its number may be another's
        os.close(theirs)
        os.close(ours)


class _Watchdog:
    """Ends ``process`` where it is silent for too long, or takes longer for ``size`` bytes than anything may."""

    def __init__(self, process: "subprocess.Popen[bytes]", size: int) -> None:
        self.late = False
        self._process, self._size, self._came = process, size, 0
        self._patience, self._left = _patience(), timeouts.left()
        self._begun = self._last = time.monotonic()
        self._over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def came(self, size: int) -> None:
        """So many bytes more have come."""
        self._came += size
        self._last = time.monotonic()

    def stop(self) -> None:
        """It has ended."""
        self._over.set()

    def _watch(self) -> None:
        while (left := self._ends() - time.monotonic()) > 0:
            if self._over.wait(left):
                return
        self.late = True
        self._process.kill()

    def _ends(self) -> float:
        carried = self._begun + (self._size + self._came) / SLOWEST
        silent = self._last if self._came else carried
        return min(min(carried, silent) + self._patience, self._begun + self._left)


def _watch(process: "subprocess.Popen[bytes]", limit: int, size: int, address: Address) -> _Done:
    said: list[bytes] = []
    assert process.stdout is not None and process.stderr is not None
    listener = threading.Thread(target=_listen, args=(process.stderr, said), daemon=True)
    listener.start()
    watchdog = _Watchdog(process, size)
    out = bytearray()
    try:
        while len(out) <= limit and (more := process.stdout.read1(min(65_536, limit + 1 - len(out)))):  # type: ignore[attr-defined]
            out += more
            watchdog.came(len(more))
        cut = len(out) > limit
        if cut:
            process.kill()
        code = process.wait()
        listener.join(1)
    finally:
        watchdog.stop()
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()
        process.stdout.close()
    if watchdog.late:
        raise timeouts.Overtime if timeouts.over() else remote.offline(address)
    return _Done(0 if cut else code, bytes(out[:limit]), b"".join(said).decode("utf-8", "replace"), cut)


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
            _("rclone knows no remote {host}.").format(host=address.host),
            _("`rclone config` makes it; `rclone listremotes` lists them."),
        )
    if _LOCKED.search(said):
        step = _("Give its password to rclone by RCLONE_CONFIG_PASS or RCLONE_PASSWORD_COMMAND.")
        return TargetError(_("The settings of rclone are locked."), step)
    if _SKEWED.search(said):
        return remote.skewed(address)
    if _BUSY.search(said):
        return remote.busy(address)
    if _FULL.search(said):
        return remote.full(address)
    if _STRANGER.search(said):
        return remote.stranger(
            address, _("`rclone config reconnect {host}:` lets it in again.").format(host=address.host)
        )
    if _FORBIDDEN.search(said):
        return remote.forbidden(address)
    if _OFFLINE.search(said):
        return remote.offline(address)
    lines = [_LEVEL.sub("", _STAMP.sub("", line)).strip() for line in said.splitlines()]
    last = next((line for line in reversed(lines) if line), "")
    return TargetError(
        f"{address}: {redacted(last).rstrip('.') or 'rclone could not do it'}.", _("What was there before is there.")
    )
