"""The vault cut off at every step, and by several processes at once: nothing acknowledged is lost, nothing half burned.

Run as a program it is the process that is cut off (``cut OPERATION HOW TEMPLATE OUT``, see ``cut_at_each_step``) or one
of those that work side by side (``seal``, ``burn``, ``edit`` or ``change HOME``).
"""

import functools
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ritualtui.errors import RitualError
from ritualtui.store import sealing
from ritualtui.store.vault import Opened, Vault, WrongPassphrase
from support import cut_at_each_step, on_path
from support.vaults import (
    ANOTHER_RECIPIENT,
    KEY,
    LOCKED,
    NEW,
    OLD,
    RECIPIENT,
    begun_vault,
    copied,
    entry,
    everything,
    sealed_file,
    texts_of,
    tree,
    vault_in,
)

pytestmark = pytest.mark.sample(1)

HOWS = ("half", "EIO", "ENOSPC")
TEXTS = ["four", "one", "three", "two"]
EMPTY = ["backups", "backups/vault", "vault"]


def _named(vault: Vault, *texts: str) -> list[str]:
    return [name for name, plain in vault.unlock_with(KEY).entries()[0] if plain in map(entry, texts)]


def _edit(vault: Vault) -> None:
    opened = vault.unlock_with(KEY)
    opened.replace(_named(vault, "one")[0], entry("edited"))


OPERATIONS: dict[str, Callable[[Vault], object]] = {
    "setup": lambda vault: vault.setup(OLD),
    "seal": lambda vault: vault.seal(entry("new")),
    "edit": _edit,
    "burn": lambda vault: vault.burn(_named(vault, "one", "two")),
    "burn all": lambda vault: vault.burn_all(),
    "change": lambda vault: vault.unlock_with(KEY).change_passphrase(NEW),
    "mend": lambda vault: vault.unlock_with(KEY).mend_recipient(),
    "put back": lambda vault: vault.put_back(),
    "open": lambda vault: vault.exists,
}


@pytest.fixture(autouse=True)
def least_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys as in the process that is cut off; what a passphrase opens is asked once."""
    monkeypatch.setattr(sealing, "new_key", lambda: KEY)
    monkeypatch.setattr(sealing, "lock_key", lambda key, words: LOCKED[words])
    real = sealing.unlock_key

    @functools.cache
    def asked(locked: bytes, words: str) -> str | RitualError:
        try:
            return real(locked, words)
        except RitualError as err:
            return err

    def unlock_key(locked: bytes, words: str) -> str:
        key = asked(locked, words)
        if isinstance(key, RitualError):
            raise key
        return key

    monkeypatch.setattr(sealing, "unlock_key", unlock_key)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A home with four entries, one of them not yet in the mirror, and an entry that was never finished."""
    home = tmp_path / "template"
    vault, names = begun_vault(home, *TEXTS)
    sealed_file(vault, names[2], vault.mirror).unlink()
    Path(vault.folder, "entries", f"{'0' * 32}.age.new").write_bytes(b"age-encryption.org/v1")
    return home


def _command(*args: object) -> list[str]:
    return [sys.executable, __file__, *map(str, args)]


def _cuts(operation: str, how: str, template: Path, out: Path, env: dict[str, str]) -> Iterator[tuple[Path, str, int]]:
    out.mkdir()
    done = subprocess.run(
        _command("cut", operation, how, template, out), env=on_path(env), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0 and done.stderr == "", done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows[-1][2] == "0" and len(rows) > 2
    for step, call, status in rows:
        what = f"{operation}, {how} at step {step}, {call}"
        assert int(status) in ((0, 9) if how == "half" else (0, 1)), what
        yield out / step / "home", what, int(status)
        shutil.rmtree(out / step)


def _opened(vault: Vault, what: str) -> tuple[Opened, str]:
    """What one passphrase opens and the other does not, with nothing left lying about, and each file twice."""
    by = {}
    for words in (OLD, NEW):
        with suppress(WrongPassphrase):
            by[words] = vault.unlock(words)
    assert len(by) == 1, what
    ((words, opened),) = by.items()
    assert opened.warnings == [], what
    home = Path(vault.folder).parents[1]
    assert not [name for name in tree(home) if name.endswith((".new", "-new", "-burning"))], what
    assert LOCKED[NEW if words == OLD else OLD] not in everything(home), what
    for name in ["identity.age", "recipient", *(f"entries/{name}.age" for name, _ in opened.entries()[0])]:
        assert Path(vault.folder, name).read_bytes() == Path(vault.mirror, name).read_bytes(), what
    names = {path.name for path in Path(vault.folder, "entries").iterdir()}
    assert names == {path.name for path in Path(vault.mirror, "entries").iterdir()}, what
    assert len(names) == len(opened.entries()[0]) and not vault.missing(), what
    return opened, words


def _goes_on(vault: Vault, opened: Opened, what: str) -> None:
    """The next word is kept, edited and burned as ever."""
    before = texts_of(opened)
    name = opened.replace(vault.seal(entry("next")), entry("next, edited"))
    assert texts_of(opened) == sorted([*before, "next, edited"]), what
    vault.burn([name])
    assert texts_of(opened) == before, what


@pytest.mark.slow
@pytest.mark.parametrize("how", HOWS)
def test_a_setup_that_was_cut_off_is_there_whole_or_not_at_all(tmp_path: Path, env: dict[str, str], how: str) -> None:
    for home, what, status in _cuts("setup", how, tmp_path / "nothing", tmp_path / "cuts", env):
        vault = vault_in(home)
        if not vault.exists:
            assert status != 0 and not vault.missing(), what
            vault.setup(OLD)
        opened, words = _opened(vault, what)
        assert words == OLD and texts_of(opened) == [] and opened.recovery_key == KEY, what
        _goes_on(vault, opened, what)


@pytest.mark.slow
@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("operation", ["seal", "edit", "burn", "change"])
def test_cut_off_at_every_step(template: Path, tmp_path: Path, env: dict[str, str], operation: str, how: str) -> None:
    after = {
        "seal": [*TEXTS, "new"], "edit": ["edited", "four", "three", "two"], "burn": ["four", "three"],
    }.get(operation, TEXTS)  # fmt: skip
    for home, what, status in _cuts(operation, how, template, tmp_path / "cuts", env):
        vault = vault_in(home)
        if Path(vault.folder, "identity.age").read_bytes() == LOCKED[NEW]:
            assert LOCKED[OLD] not in everything(home), what  # from the moment on that the new one counts
        opened, words = _opened(vault, what)
        found = texts_of(opened)
        assert found in (TEXTS, sorted(after)), what
        if status == 0:
            assert found == sorted(after) and words == (NEW if operation == "change" else OLD), what
        if status == 1 and what.endswith(("write", "open", "mkdir", "chmod")):
            assert found == TEXTS and words == OLD, what
        assert words == OLD or operation == "change", what
        _goes_on(vault, opened, what)


@pytest.mark.slow
@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("lost", ["", "folder", "mirror"])
def test_a_burning_that_was_cut_off_is_whole_at_the_next_look_of_any_kind(
    template: Path, tmp_path: Path, env: dict[str, str], how: str, lost: str
) -> None:
    """Whichever method comes first, the entries are either all there or in neither place; also if a place is lost."""
    names = _named(vault_in(template), "one", "two")
    rest = _named(vault_in(template), "three", "four")
    looks: dict[str, Callable[[Vault], object]] = {
        "exists": lambda vault: vault.exists,
        "missing": lambda vault: vault.missing(),
        "put_back": lambda vault: vault.put_back(),
        "seal": lambda vault: vault.seal(entry("new")),
        "burn": lambda vault: vault.burn(rest),
        "entries": lambda vault: opened_before(vault).entries(),
    }

    def opened_before(vault: Vault) -> Opened:
        return Opened(vault, sealing.Key(KEY), [LOCKED[OLD]], [])

    seen = set()
    for (home, what, status), look in zip(
        _cuts("burn", how, template, tmp_path / "cuts", env), itertools.cycle(looks), strict=False
    ):
        vault = vault_in(home)
        if lost:
            shutil.rmtree(Path(getattr(vault, lost)).parent)
        if lost == "folder":
            vault.put_back()
        else:
            looks[look](vault)
        left, second = (
            [name for name in names if sealed_file(vault, name, place).exists()]
            for place in (vault.folder, vault.mirror)
        )
        seen.add(len(left))
        assert left in ([], names) and second in ([left] if lost != "mirror" else [left, []]), f"{what}, {look}"
        assert not list(home.rglob("*-burning")), what
        if status == 0:
            assert left == [], what
        vault.put_back()
        assert bool(left) == any(path.stem in names for path in home.rglob("*.age")), what
    assert len(seen) > 1


@pytest.mark.slow
@pytest.mark.parametrize("how", HOWS)
def test_a_burning_of_all_that_was_cut_off_is_finished(
    template: Path, tmp_path: Path, env: dict[str, str], how: str
) -> None:
    ends = set()
    for home, what, status in _cuts("burn all", how, template, tmp_path / "cuts", env):
        vault = vault_in(home)
        if vault.exists:
            assert status != 0, what
            opened, _ = _opened(vault, what)
            assert texts_of(opened) == TEXTS, what
        else:
            assert tree(home) == EMPTY and not vault.missing() and vault.put_back() == 0, what
            vault.setup(NEW)
            assert texts_of(vault.unlock(NEW)) == [], what
        ends.add(vault.unlock_with(KEY).entries()[0] == [])
    assert ends == {True, False}


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("burning", ["some", "all"])
def test_finishing_what_was_cut_off_can_be_cut_off(
    template: Path, tmp_path: Path, env: dict[str, str], how: str, burning: str
) -> None:
    vault = vault_in(template)
    names = _named(vault, "one", "two")
    Path(f"{vault.mirror}-burning").write_text("everything\n" if burning == "all" else "".join(f"{n}\n" for n in names))
    for home, what, _ in _cuts("open", how, template, tmp_path / "cuts", env):
        vault = vault_in(home)
        if burning == "all":
            assert not vault.exists and tree(home) == EMPTY, what
        else:
            assert texts_of(_opened(vault, what)[0]) == ["four", "three"], what


@pytest.mark.slow
@pytest.mark.parametrize("how", HOWS)
def test_a_mending_that_was_cut_off_can_be_done_again(
    template: Path, tmp_path: Path, env: dict[str, str], how: str
) -> None:
    vault = vault_in(template)
    Path(vault.folder, "recipient").write_text(ANOTHER_RECIPIENT)
    for home, what, _ in _cuts("mend", how, template, tmp_path / "cuts", env):
        vault = vault_in(home)
        opened = vault.unlock(OLD)
        assert vault.recipient() in (RECIPIENT, ANOTHER_RECIPIENT), what
        if opened.warnings:
            opened.mend_recipient()
        assert vault.recipient() == RECIPIENT, what
        vault.seal(entry("new"))
        assert texts_of(vault.unlock(OLD)) == sorted([*TEXTS, "new"]), what


@pytest.mark.slow
@pytest.mark.parametrize("how", HOWS)
def test_a_putting_back_that_was_cut_off_can_be_done_again(
    template: Path, tmp_path: Path, env: dict[str, str], how: str
) -> None:
    vault = vault_in(template)
    vault.unlock_with(KEY)
    shutil.rmtree(vault.folder)
    for home, what, status in _cuts("put back", how, template, tmp_path / "cuts", env):
        vault = vault_in(home)
        assert vault.missing() == (status != 0 and vault.put_back() > 0), what
        opened, _ = _opened(vault, what)
        assert texts_of(opened) == TEXTS, what
        _goes_on(vault, opened, what)


# Side by side.


def _work(role: str, home: str) -> None:
    """Until killed: a line for each thing done, after the call has returned."""
    vault = vault_in(home)
    sealing.lock_key = lambda key, words: LOCKED[words]
    opened = vault.unlock_with(KEY)

    def tell(*words: str) -> None:
        os.write(1, f"{' '.join(words)}\n".encode())

    for number in itertools.count():
        text = f"{os.getpid()}-{number}"
        if role == "seal":
            tell(vault.seal(entry(text)), text)
        elif role == "edit":
            old = vault.seal(entry(text))
            new = opened.replace(old, entry(f"{text}-edited"))
            tell(new, f"{text}-edited", old)
        elif role == "burn":
            names = [vault.seal(entry(text)) for _ in range(2)]
            vault.burn(names)
            tell(*names)
        else:
            words = (NEW, OLD)[number % 2]
            opened.change_passphrase(words)
            tell(words)


def _until(home: Path, env: dict[str, str], roles: list[str], lines: int) -> list[list[str]]:
    """Start the processes, kill each after some lines, and return what each told: lines, whole ones only."""
    children = [
        subprocess.Popen(_command(role, home), env=on_path(env), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for role in roles
    ]
    told = []
    try:
        for child in children:
            assert child.stdout
            told.append([child.stdout.readline() for _ in range(lines)])
    finally:
        for child in children:
            child.send_signal(signal.SIGKILL)
    for child, before in zip(children, told, strict=True):
        assert child.stdout and child.stderr
        before += child.stdout.readlines()
        assert (child.stderr.read(), child.wait()) == (b"", -signal.SIGKILL)
        child.stdout.close()
        child.stderr.close()
    return [[line.decode().strip() for line in each if line.endswith(b"\n")] for each in told]


@pytest.mark.slow
def test_four_processes_that_write_at_once_lose_nothing(tmp_path: Path, env: dict[str, str], full: bool) -> None:
    home = tmp_path / "home"
    vault, _ = begun_vault(home)
    count = 500 if full else 25
    code = (
        "import sys; from support.vaults import *; vault = vault_in(sys.argv[1])\n"
        f"for number in range({count}): print(vault.seal(entry(f'{{sys.argv[2]}} {{number}}')), flush=True)"
    )
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, home, str(number)], env=on_path(env),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for number in range(4)
    ]  # fmt: skip
    told = []
    for child in children:
        out, err = child.communicate(timeout=300)
        assert (child.returncode, err) == (0, b""), err.decode()
        told += out.decode().split()
    opened, _ = _opened(vault, "")
    assert sorted(name for name, _ in opened.entries()[0]) == sorted(told) and len(set(told)) == 4 * count
    assert texts_of(opened) == sorted(f"{child} {number}" for child in range(4) for number in range(count))


@pytest.mark.slow
def test_writing_editing_burning_and_changing_at_once_under_kill(
    tmp_path: Path, env: dict[str, str], full: bool
) -> None:
    home = tmp_path / "home"
    vault, names = begun_vault(home, "kept")
    kept = {names[0]: "kept"}
    gone: set[str] = set()
    chance = random.Random(7)
    roles = ["seal", "edit", "burn", "change"]
    for round_ in range(100 if full else 3):
        sealed, edited, burned, _changed = _until(home, env, roles, chance.randrange(1, 5))
        for line in [*sealed, *edited]:
            name, text, *old = line.split()
            kept[name] = text
            gone.update(old)
        gone.update(name for line in burned for name in line.split())
        opened, _ = _opened(vault, f"round {round_}")
        found = dict(opened.entries()[0])
        assert {name: found.get(name) for name in kept} == {name: entry(text) for name, text in kept.items()}, round_
        assert not gone.intersection(found), round_
        # What a kill cut off at its end: an entry sealed and not told, two by the burner, one edited.
        unknown = set(found) - set(kept)
        assert len(unknown) <= 4 * (round_ + 1), round_


def _cut(operation: str, how: str, template: str, out: str) -> None:
    def with_vault(doing: Callable[[Vault], object]) -> Callable[..., Any]:
        return lambda home, still: doing(vault_in(home.home))

    sealing.new_key = lambda: KEY
    sealing.lock_key = lambda key, words: LOCKED[words]
    cut_at_each_step.CALLS = (*cut_at_each_step.CALLS, "rename", "rmdir", "utime")
    cut_at_each_step.OPERATIONS = {name: with_vault(doing) for name, doing in OPERATIONS.items()}
    cut_at_each_step.shutil = SimpleNamespace(copytree=copied)
    cut_at_each_step.main(operation, how, template, out)


if __name__ == "__main__":
    if sys.argv[1] == "cut":
        _cut(*sys.argv[2:])
    else:
        _work(*sys.argv[1:])
