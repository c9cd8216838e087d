"""The vault: what is sealed opens for its key alone, is nowhere in plain words, and is neither lost nor half burned.

Only a few tests pay for a real passphrase (seconds, and a gigabyte): the others begin with ``KEY``, locked by two
passphrases with the least work that age allows. All that opens them is the real thing.
"""

import ctypes
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import lock, sealing
from ritualtui.store.vault import WrongPassphrase
from support import on_path
from support.vaults import (
    ANOTHER_KEY,
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

CANARY = "quince marmalade"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A home folder."""
    return tmp_path / "home"


@pytest.fixture
def least_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """``KEY`` for every new vault, and the two passphrases locked with little work."""
    monkeypatch.setattr(sealing, "new_key", lambda: KEY)
    monkeypatch.setattr(sealing, "lock_key", lambda key, words: LOCKED[words])


# The real thing, once.

WORDS = "sch\u00f6ne  W\u00f6rter "


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault set up with a real passphrase, and its recovery key. Copied, never changed."""
    home = tmp_path_factory.mktemp("real")
    return home, vault_in(home).setup(WORDS)


@pytest.mark.slow
def test_what_the_passphrase_sealed_opens_with_it_however_it_is_typed(
    real: tuple[Path, str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied(real[0], here)
    vault = vault_in(here)
    assert vault.exists and not vault.missing()
    name = vault.seal(entry(CANARY))
    ran: list[object] = []
    run = subprocess.run
    monkeypatch.setattr(
        subprocess, "run", lambda *args, **more: ran.append((args, more.get("env"))) or run(*args, **more)
    )
    opened = vault.unlock("scho\u0308ne  Wo\u0308rter ")
    assert opened.warnings == []
    assert opened.entries() == ([(name, entry(CANARY))], [])
    assert opened.recovery_key == real[1]
    with pytest.raises(WrongPassphrase) as caught:
        vault.unlock(WORDS.strip())
    assert "recovery key" in caught.value.next_step and str(caught.value).count("\n") == 0
    assert len(ran) == 2 and "rter" not in repr(ran) and "SECRET" not in repr(ran)


@pytest.mark.slow
def test_a_changed_passphrase_opens_and_the_old_one_opens_no_file_that_is_left(
    real: tuple[Path, str], here: Path
) -> None:
    copied(real[0], here)
    vault = vault_in(here)
    vault.seal(entry("kept"))
    vault.unlock_with(real[1]).change_passphrase("another passphrase")
    assert texts_of(vault.unlock("another passphrase")) == ["kept"]
    locked = {data for data in everything(here) if b"-> scrypt" in data}
    assert len(locked) == 1
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(locked.pop(), WORDS)
    assert all(b"SECRET" not in data for data in everything(here))


# What is on the disk.


def test_age_itself_opens_it(here: Path) -> None:
    """The files are plain age files: what opens them in twenty years need not be this program."""
    vault, (name,) = begun_vault(here, CANARY)
    identity = pyrage.passphrase.decrypt(Path(vault.folder, "identity.age").read_bytes(), OLD).decode().strip()
    plain = pyrage.decrypt(sealed_file(vault, name).read_bytes(), [pyrage.x25519.Identity.from_str(identity)])
    assert len(plain) == 1024 and json.loads(plain)["text"] == CANARY


def test_no_word_of_it_is_anywhere(here: Path, least_work: None) -> None:
    vault = vault_in(here)
    key = vault.setup(OLD)
    secrets = [CANARY, "damson cheese", OLD, NEW, key, key.lower(), KEY[20:40]]

    def clean() -> bool:
        names = "\n".join(str(path) for path in here.rglob("*"))
        return not any(s.encode() in data or s in names for s in secrets for data in everything(here))

    name = vault.seal(entry(CANARY))
    assert clean()
    opened = vault.unlock(OLD)
    name = opened.replace(name, entry("damson cheese"))
    assert clean() and texts_of(opened) == ["damson cheese"]
    opened.change_passphrase(NEW)
    assert clean()
    vault.burn([name])
    assert clean() and texts_of(opened) == []
    vault.burn_all()
    assert clean()


def test_lengths_names_and_times_say_nothing(here: Path) -> None:
    texts = ["", "a", "b" * 900, *(str(number) for number in range(60))]
    vault, names = begun_vault(here, *texts)
    opened = vault.unlock(OLD)
    opened.replace(names[1], entry("edited"))
    key = pyrage.x25519.Identity.from_str(KEY)
    found = list(Path(here).rglob("*.age"))
    entries = [path for path in found if path.parent.name == "entries"]
    assert len(entries) == 2 * len(texts)
    assert {len(pyrage.decrypt(path.read_bytes(), [key])) for path in entries} == {1024}
    assert all(re.fullmatch(r"[0-9a-f]{32}\.age", path.name) for path in entries)
    folders = {path for file in entries for path in (file.parent, file.parent.parent, file.parent.parent.parent)}
    assert {path.stat().st_mtime for path in [*entries, *folders]} == {946_684_800}


@pytest.mark.parametrize(
    ("length", "padded"),
    [(0, 1024), (1024, 1024), (1025, 2048), (2048, 2048), (65_536, 65_536), (65_537, 131_072), (262_144, 262_144)],
)
def test_padding(length: int, padded: int) -> None:
    assert len(sealing.pad(b"x" * length)) == padded


def test_the_longest_entry_fits_and_a_longer_one_is_told(here: Path) -> None:
    vault, _ = begun_vault(here)
    name = vault.seal(b"x" * 262_144)
    before = tree(here)
    for write in (vault.seal, lambda plain: vault.unlock(OLD).replace(name, plain)):
        with pytest.raises(RitualError, match="Nothing was saved"):
            write(b"x" * 262_145)
    assert tree(here) == before
    assert vault.unlock(OLD).read(name) == b"x" * 262_144


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277, 0o777])
def test_all_of_it_is_private_whatever_the_umask(here: Path, least_work: None, umask: int) -> None:
    here.mkdir()
    before = os.umask(umask)
    try:
        vault = vault_in(here)
        vault.setup(OLD)
        first, second = vault.seal(entry("first")), vault.seal(entry("second"))
        opened = vault.unlock(OLD)
        opened.replace(first, entry("edited"))
        opened.change_passphrase(NEW)
        opened.mend_recipient()
        vault.burn([second])
        shutil.rmtree(vault.folder)
        assert vault.put_back() == 3
    finally:
        os.umask(before)
    made = list(here.rglob("*"))
    assert {path.name for path in made} >= {
        "vault",
        "anaaaaaa",
        "entries",
        "recipient",
        "identity.age",
        "anaaaaaa-lock",
    }
    for path in made:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_looking_makes_nothing(here: Path) -> None:
    vault = vault_in(here)
    assert not vault.exists and not vault.missing() and vault.put_back() == 0
    vault.burn(["0" * 32])
    vault.burn_all()
    for call in (lambda: vault.seal(b"{}"), lambda: vault.unlock(OLD), lambda: vault.unlock_with(KEY)):
        with pytest.raises(RitualError, match="no private space yet"):
            call()
    with pytest.raises(RitualError, match="shorter"):
        vault.setup("sevenly")
    assert not here.exists()


def test_the_quick_path_does_not_pay_for_it() -> None:
    code = (
        "import sys, ritualtui.store.vault; print([m for m in ('pyrage', 'subprocess', 'shutil') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


# Passphrases and keys.


def test_passphrases_are_measured_as_they_look_and_kept_as_they_are() -> None:
    for short in ("", "1234567", "sieben\u0308", "\uff21" * 7):
        with pytest.raises(RitualError, match="shorter than 8"):
            sealing.chosen(short)
    assert sealing.chosen("\ufb01" * 4) == "\ufb01" * 4  # four signs, eight letters
    assert sealing.chosen("  a b c ") == "  a b c "
    assert sealing.chosen("scho\u0308ne W") == "sch\u00f6ne W"
    in_a_c_locale = "schöne W".encode().decode("ascii", "surrogateescape")
    assert sealing.chosen(in_a_c_locale) == "schöne W"


def test_the_recovery_key_as_it_is_typed_from_paper(here: Path) -> None:
    vault, (name,) = begun_vault(here, "a")
    groups = " ".join(KEY[i : i + 5] for i in range(0, len(KEY), 5))
    for typed in (KEY, f" {KEY.lower()}\n", groups, groups.replace(" ", "\n")):
        opened = vault.unlock_with(typed)
        assert opened.read(name) == entry("a") and opened.warnings == []
    slip = KEY.replace("Z7TC3", "Z6TC3") if "Z7TC3" in KEY else KEY[:30] + ("Q" if KEY[30] != "Q" else "P") + KEY[31:]
    for typed in ("", "x", slip, KEY[:-1], RECIPIENT, "ß" * 74, "\udc80"):
        with pytest.raises(WrongPassphrase, match="slip"):
            vault.unlock_with(typed)
    with pytest.raises(WrongPassphrase, match="another space"):
        vault.unlock_with(ANOTHER_KEY)


def test_no_secret_is_in_any_error_or_representation(here: Path, least_work: None) -> None:
    vault, (name,) = begun_vault(here, CANARY)
    opened = vault.unlock(OLD)
    secrets = ("canary", CANARY, KEY[20:40], ANOTHER_KEY[20:40])
    calls: list[Callable[[], object]] = [
        lambda: vault.unlock("canary wrong"),
        lambda: vault.unlock("canary \ud800"),
        lambda: vault.setup("canary"),
        lambda: vault.setup("canary long enough"),
        lambda: vault.unlock_with("canary"),
        lambda: vault.unlock_with(f"canary {KEY}"),
        lambda: vault.unlock_with(ANOTHER_KEY),
        lambda: opened.change_passphrase("canary"),
        lambda: opened.change_passphrase("canary \ud800 long enough"),
        lambda: opened.read("canary"),
        lambda: vault.seal(CANARY.encode() * 100_000),
    ]
    for number, call in enumerate(calls):
        with pytest.raises(RitualError) as caught:
            call()
        err: BaseException | None = caught.value
        while err is not None:
            assert isinstance(err, RitualError), number  # none of another family hangs behind it
            assert not any(secret in repr((err, str(err), err.args, vars(err))) for secret in secrets), number
            err = err.__cause__ or err.__context__
    for held in (vault, opened, opened._key, opened.warnings):
        assert not any(secret in f"{held} {held!r}" for secret in secrets)
    assert texts_of(opened) == [CANARY] and opened.read(name)


@pytest.mark.slow
def test_a_passphrase_that_cannot_be_worked_on_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    vault, _ = begun_vault(here, "a")
    good = Path(vault.folder, "identity.age").read_bytes()
    Path(vault.mirror, "identity.age").unlink()
    too_much = re.sub(rb"(-> scrypt \S+) \d+", rb"\1 60", good)
    for data, said in ((too_much, "faster"), (good[:-1], "damaged"), (good[:10], "damaged"), (b"\xff\n", "damaged")):
        Path(vault.folder, "identity.age").write_bytes(data)
        with pytest.raises(RitualError, match=said) as caught:
            vault.unlock(OLD)
        assert "recovery key" in str(caught.value) and not isinstance(caught.value, WrongPassphrase)
        Path(vault.mirror, "identity.age").unlink()
    Path(vault.folder, "identity.age").write_bytes(good)
    sick = tmp_path / "sick"
    sick.write_text("#!/bin/sh\nkill -9 $$\n")
    sick.chmod(0o700)
    for executable, said in ((str(sick), "memory"), (str(tmp_path / "none"), "No process")):
        monkeypatch.setattr(sys, "executable", executable)
        with pytest.raises(RitualError, match=said):
            vault.unlock(OLD)
    monkeypatch.undo()
    assert texts_of(vault.unlock(OLD)) == ["a"]


def test_there_is_never_a_second_one(here: Path, least_work: None) -> None:
    vault, _ = begun_vault(here, "kept")
    before = tree(here)
    with pytest.raises(RitualError, match="already"):
        vault.setup(NEW)
    shutil.rmtree(vault.folder)
    with pytest.raises(RitualError, match="Put it back"):
        vault.setup(NEW)
    assert vault.put_back() == 3 and tree(here) == before
    for place in (vault.folder, vault.mirror):
        for name in ("identity.age", "recipient"):
            Path(place, name).unlink()
    assert not vault.exists
    with pytest.raises(RitualError, match="recovery key"):
        vault.setup(NEW)
    assert texts_of(vault.unlock_with(KEY)) == ["kept"]
    vault.burn_all()
    vault.setup(NEW)
    assert texts_of(vault.unlock(NEW)) == []


# Damage.


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at:][1:]


DAMAGE: dict[str, Callable[[Path], object]] = {
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "flipped": lambda path: path.write_bytes(flipped(path.read_bytes(), -9)),
    "empty": lambda path: path.write_bytes(b""),
    "huge": lambda path: os.truncate(path, 1 << 40),
    "too long": lambda path: path.write_bytes(
        pyrage.encrypt(b"{}".ljust(300_000), [pyrage.x25519.Recipient.from_str(RECIPIENT)])
    ),
    "folder": lambda path: (path.unlink(), path.mkdir(), (path / "theirs").touch()),
    "link": lambda path: (path.rename(path.parent.parent / "aside"), path.symlink_to(path.parent.parent / "aside")),
    "pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "text": lambda path: path.write_text("words"),
    "another's": lambda path: path.write_bytes(sealing.sealed(b"{}", ANOTHER_RECIPIENT)),
}


@pytest.mark.parametrize("how", DAMAGE)
@pytest.mark.parametrize("second", [True, False])
def test_a_damaged_entry_is_told_and_stops_nothing(here: Path, how: str, second: bool) -> None:
    vault, names = begun_vault(here, "one", "two", "three", "four")
    mirrored = sealed_file(vault, names[0], vault.mirror)
    data = mirrored.read_bytes()
    mirrored.unlink()
    if second:
        mirrored.write_bytes(data)  # a copy, as where links are impossible
    DAMAGE[how](sealed_file(vault, names[0]))
    opened = vault.unlock(OLD)
    found, problems = opened.entries()
    assert len(problems) == 1 and "damaged" in problems[0] and problems[0].count("\n") == 0
    rest = sorted(zip(names[1:], map(entry, ("two", "three", "four")), strict=True))
    if second:
        assert found == sorted([(names[0], entry("one")), *rest])
    else:
        assert found == rest
        assert names[0] in problems[0]
        with pytest.raises(RitualError, match="damaged"):
            opened.read(names[0])
    for name, plain in rest:
        assert opened.read(name) == plain
    assert not mirrored.is_symlink()
    vault.burn([names[0]])
    assert not mirrored.exists()
    assert opened.entries() == (rest, []) or how == "folder"


def test_all_that_are_damaged_are_one_line(here: Path) -> None:
    vault, names = begun_vault(here, *"abcdefgh")
    for name in names[2:]:
        sealed_file(vault, name).write_bytes(b"")
    found, problems = vault.unlock(OLD).entries()
    assert len(found) == 2 and len(problems) == 1 and problems[0].startswith("6 private entries can't be opened")


@pytest.mark.slow
def test_no_byte_of_an_entry_can_be_changed() -> None:
    key, data = sealing.Key(KEY), sealing.sealed(b"{}", RECIPIENT)
    assert key.open(data) == b"{}"
    for at in range(len(data)):
        assert key.open(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]) is None, at
        assert key.open(data[:at]) is None, at


def test_files_of_others_in_the_folder_are_let_be(here: Path) -> None:
    vault, names = begun_vault(here, "a")
    theirs = Path(vault.folder, "entries", "notes.txt")
    theirs.write_text("theirs")
    Path(vault.folder, "entries", f"{names[0]} (copy).age").write_text("theirs")
    assert texts_of(vault.unlock(OLD)) == ["a"] and theirs.read_text() == "theirs"


def test_without_the_identity_the_recovery_key_opens(here: Path, least_work: None) -> None:
    vault, _ = begun_vault(here, "kept")
    for place in (vault.folder, vault.mirror):
        Path(place, "identity.age").unlink()
    with pytest.raises(RitualError, match="recovery key on your sheet") as caught:
        vault.unlock(OLD)
    assert not isinstance(caught.value, WrongPassphrase) and str(caught.value).count("\n") == 0
    vault.seal(entry("sealed meanwhile"))
    opened = vault.unlock_with(KEY)
    assert len(opened.warnings) == 1 and "set a passphrase again" in opened.warnings[0]
    opened.change_passphrase(NEW)
    assert texts_of(vault.unlock(NEW)) == ["kept", "sealed meanwhile"]


def test_one_good_copy_of_the_identity_is_enough(here: Path, least_work: None) -> None:
    vault, _ = begun_vault(here, "kept")
    path, second = Path(vault.folder, "identity.age"), Path(vault.mirror, "identity.age")
    second.unlink()
    second.write_bytes(LOCKED[OLD])
    path.write_bytes(LOCKED[OLD][:100])
    with pytest.raises(WrongPassphrase):
        vault.unlock(NEW)
    opened = vault.unlock(OLD)
    assert texts_of(opened) == ["kept"] and "differs from its second copy" in opened.warnings[0]
    path.unlink()
    assert "1 file is gone" in vault.unlock(OLD).warnings[0]
    vault.unlock(OLD).change_passphrase(NEW)
    assert path.read_bytes() == second.read_bytes() == LOCKED[NEW]
    assert vault.unlock(NEW).warnings == []


@pytest.mark.parametrize("data", [None, b"", b"\xff\xfe", b"age1junk\n", b"x" * 100_000])
def test_without_a_sound_recipient_nothing_is_kept_and_it_can_be_mended(here: Path, data: bytes | None) -> None:
    vault, _ = begun_vault(here, "kept")
    for place in (vault.folder, vault.mirror):
        Path(place, "recipient").unlink()
        if data is not None:
            Path(place, "recipient").write_bytes(data)
    assert vault.exists
    with pytest.raises(RitualError, match="Nothing was saved"):
        vault.seal(b"{}")
    opened = vault.unlock(OLD)
    assert len(opened.warnings) == 1 and texts_of(opened) == ["kept"]
    opened.mend_recipient()
    vault.seal(entry("again"))
    assert texts_of(vault.unlock(OLD)) == ["again", "kept"] and vault.unlock(OLD).warnings == []


def test_an_exchanged_recipient_is_told_and_mended(here: Path) -> None:
    vault, (name,) = begun_vault(here, "kept")
    Path(vault.folder, "recipient").write_text(f"{ANOTHER_RECIPIENT}\n")
    vault.seal(entry("for somebody else"))
    for opened in (vault.unlock(OLD), vault.unlock_with(KEY)):
        assert len(opened.warnings) == 1 and "exchanged" in opened.warnings[0]
        found, problems = opened.entries()
        assert [plain for _, plain in found] == [entry("kept")] and len(problems) == 1
    opened.replace(name, entry("edited"))  # to the right key
    opened.mend_recipient()
    vault.seal(entry("mine again"))
    found, _ = vault.unlock(OLD).entries()
    assert sorted(plain for _, plain in found) == sorted([entry("edited"), entry("mine again")])
    assert vault.unlock(OLD).warnings == []
    assert Path(vault.mirror, "recipient").read_text() == f"{RECIPIENT}\n"


# Lost, and put back.


def test_a_vault_that_was_deleted_is_put_back_as_it_was(here: Path) -> None:
    vault, names = begun_vault(here, "one", "two", "burned")
    vault.burn([names[2]])
    before = tree(here)
    shutil.rmtree(vault.folder)
    assert not vault.exists and vault.missing()
    for call in (lambda: vault.seal(b"{}"), lambda: vault.unlock(OLD), lambda: vault.unlock_with(KEY)):
        with pytest.raises(RitualError, match="Put it back"):
            call()
    assert vault.put_back() == 4
    assert tree(here) == before and not vault.missing() and vault.put_back() == 0
    assert texts_of(vault.unlock(OLD)) == ["one", "two"]
    shutil.rmtree(here / "vault")
    assert vault.put_back() == 4 and texts_of(vault.unlock(OLD)) == ["one", "two"]


def test_entries_that_were_deleted_are_told_and_put_back(here: Path) -> None:
    vault, names = begun_vault(here, "one", "two", "three")
    for name in names[:2]:
        sealed_file(vault, name).unlink()
    opened = vault.unlock(OLD)
    assert len(opened.warnings) == 1 and opened.warnings[0].startswith("2 files are gone")
    assert texts_of(opened) == ["three"] and vault.missing()
    vault.burn([names[0]])  # what is only in the mirror burns too
    assert vault.put_back() == 1 and not vault.missing()
    assert texts_of(opened) == ["three", "two"]
    shutil.rmtree(Path(vault.folder, "entries"))
    new = vault.seal(entry("after"))
    assert vault.put_back() == 2 and texts_of(opened) == ["after", "three", "two"]
    assert os.path.samefile(sealed_file(vault, new), sealed_file(vault, new, vault.mirror))


def test_a_mirror_that_was_deleted_is_made_again(here: Path) -> None:
    vault, _ = begun_vault(here, "one", "two")
    before = tree(here)
    shutil.rmtree(here / "backups")
    opened = vault.unlock(OLD)
    assert tree(here) == before and opened.warnings == []


def test_a_mirror_that_cannot_be_keeps_nothing_from_being_written(here: Path) -> None:
    vault, names = begun_vault(here, "one")
    shutil.rmtree(here / "backups")
    (here / "backups").write_text("in the way")
    vault.seal(entry("two"))
    opened = vault.unlock(OLD)
    assert len(opened.warnings) == 1 and "couldn't be brought up" in opened.warnings[0]
    assert texts_of(opened) == ["one", "two"]
    with pytest.raises(RitualError):
        vault.burn(names)
    assert texts_of(opened) == ["one", "two"] and not list(Path(here).rglob("*-burning"))


@pytest.mark.parametrize("gone", ["folder", "mirror"])
def test_what_was_being_burned_does_not_come_back_from_the_other_place(here: Path, gone: str) -> None:
    vault, names = begun_vault(here, "kept", "burned")
    for place in (vault.folder, vault.mirror):
        Path(f"{place}-burning").write_text(f"{names[1]}\n")
    lost = Path(getattr(vault, gone)).parent
    shutil.rmtree(lost)
    vault.put_back()
    assert texts_of(vault.unlock(OLD)) == ["kept"]
    assert not list(Path(here).rglob("*-burning")) and not list(Path(here).rglob(f"{names[1]}*"))


# Burning.


def test_burning_takes_every_name_and_is_told_nothing_twice(here: Path) -> None:
    vault, names = begun_vault(here, "one", "two", "three")
    inodes = {sealed_file(vault, name).stat().st_ino for name in names[:2]}
    vault.burn([names[0], names[1], names[0], "f" * 32, "../recipient", "", "*"])
    left = [path for path in Path(here).rglob("*") if path.stat().st_ino in inodes]
    assert left == [] and texts_of(vault.unlock(OLD)) == ["three"] and not vault.missing()
    opened = vault.unlock(OLD)
    with pytest.raises(RitualError, match="no such entry"):
        opened.read(names[0])
    vault.burn(names)
    assert opened.entries() == ([], [])


def test_burning_all_leaves_nothing_and_not_what_is_elsewhere(here: Path, tmp_path: Path, least_work: None) -> None:
    vault, _ = begun_vault(here, "one", "two")
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "file").touch()
    Path(vault.folder, "entries", "link").symlink_to(theirs)
    Path(vault.folder, "conflict (copy).age").write_text("x")
    vault.burn_all()
    assert tree(here) == ["backups", "backups/vault", "vault"]
    assert not vault.exists and not vault.missing() and (theirs / "file").exists()
    vault.setup(NEW)
    assert vault.exists


def test_a_vault_moved_elsewhere_by_a_link_is_burned_there(here: Path, tmp_path: Path) -> None:
    vault, _ = begun_vault(here, "one")
    shutil.move(vault.folder, tmp_path / "moved")
    Path(vault.folder).symlink_to(tmp_path / "moved")
    assert texts_of(vault.unlock(OLD)) == ["one"] and not vault.missing()
    vault.burn_all()
    assert tree(here) == ["backups", "backups/vault", "vault"] and not (tmp_path / "moved").exists()


def test_what_cannot_be_burned_now_stays_hidden(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault, names = begun_vault(here, "kept", "burned")
    unlink = os.unlink

    def refuse(path: str, **more: int) -> None:
        if names[1] in str(path):
            raise PermissionError(13, "Permission denied", path)
        unlink(path, **more)

    opened = vault.unlock(OLD)
    monkeypatch.setattr(os, "unlink", refuse)
    with pytest.raises(RitualError, match="Permission denied"):
        vault.burn([names[1]])
    assert texts_of(opened) == ["kept"] and not vault.missing()
    with pytest.raises(RitualError, match="no such entry"):
        opened.read(names[1])
    vault.seal(entry("written all the same"))
    assert "could not be taken away yet" in vault.unlock(OLD).warnings[0]
    monkeypatch.undo()
    assert texts_of(vault.unlock(OLD)) == ["kept", "written all the same"]
    assert not list(Path(here).rglob("*-burning")) and not list(Path(here).rglob(f"{names[1]}*"))


def test_all_that_cannot_be_burned_now_is_as_if_it_were(
    here: Path, monkeypatch: pytest.MonkeyPatch, least_work: None
) -> None:
    vault, names = begun_vault(here, "one", "two")
    opened = vault.unlock(OLD)
    unlink = os.unlink

    def refuse(path: str, **more: int) -> None:
        if names[0] in str(path):
            raise PermissionError(13, "Permission denied", path)
        unlink(path, **more)

    monkeypatch.setattr(os, "unlink", refuse)
    with pytest.raises(RitualError, match="Permission denied"):
        vault.burn_all()
    for path in (Path(vault.folder, "recipient"), Path(vault.mirror, "recipient")):
        path.write_text(f"{RECIPIENT}\n")  # not reached before it stopped, or reached: it makes no difference
    assert not vault.exists and not vault.missing() and vault.put_back() == 0 and opened.entries() == ([], [])
    for call in (
        lambda: vault.seal(b"{}"),
        lambda: vault.unlock(OLD),
        lambda: vault.unlock_with(KEY),
        opened.mend_recipient,
    ):
        with pytest.raises(RitualError):
            call()
    monkeypatch.undo()
    assert not vault.exists
    assert tree(here) == ["backups", "backups/vault", "vault"]


@pytest.mark.parametrize("look", ["entries", "read", "replace"])
def test_what_is_open_finishes_what_another_process_was_killed_at(here: Path, look: str) -> None:
    vault, names = begun_vault(here, "kept", "burned")
    opened = vault.unlock(OLD)
    Path(f"{vault.folder}-burning").write_text(f"{names[1]}\n")
    if look == "entries":
        assert opened.entries() == ([(names[0], entry("kept"))], [])
    elif look == "read":
        with pytest.raises(RitualError, match="no such entry"):
            opened.read(names[1])
    else:
        opened.replace(names[0], entry("edited"))
    assert not list(Path(here).rglob("*-burning")) and not list(Path(here).rglob(f"{names[1]}*"))


# Editing, and others at work.


def test_an_edit_takes_the_place_of_what_it_edits(here: Path) -> None:
    vault, (one, _two) = begun_vault(here, "one", "two")
    opened = vault.unlock(OLD)
    new = opened.replace(one, entry("edited"))
    assert new != one and texts_of(opened) == ["edited", "two"]
    assert not list(Path(here).rglob(f"{one}*")) and not list(Path(here).rglob("*.new"))
    assert os.path.samefile(sealed_file(vault, new), sealed_file(vault, new, vault.mirror))
    opened.replace(one, entry("the old one is gone, these words are not"))
    assert len(texts_of(opened)) == 3


def test_what_was_unlocked_before_another_began_anew_changes_nothing(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, (one,) = begun_vault(here, "one")
    stale = vault.unlock(OLD)
    vault.burn_all()
    monkeypatch.setattr(sealing, "lock_key", lambda key, words: LOCKED[OLD] + words.encode())
    for begin in (lambda: None, lambda: vault.setup("another passphrase")):
        begin()
        before = tree(here)
        for change in (lambda: stale.replace(one, b"{}"), lambda: stale.change_passphrase(NEW), stale.mend_recipient):
            with pytest.raises(RitualError, match="Unlock it again"):
                change()
        assert tree(here) == before and stale.entries() == ([], [])


def test_a_passphrase_changed_elsewhere_leaves_what_is_open_in_use(here: Path, least_work: None) -> None:
    vault, (one,) = begun_vault(here, "one")
    first, second = vault.unlock(OLD), vault.unlock(OLD)
    first.change_passphrase(NEW)
    second.replace(one, entry("edited"))
    second.change_passphrase(OLD)
    second.change_passphrase(NEW)
    assert texts_of(vault.unlock(NEW)) == ["edited"]
    with pytest.raises(WrongPassphrase):
        vault.unlock(OLD)


# Where the file system is another one.


def test_without_links_there_are_copies(here: Path, monkeypatch: pytest.MonkeyPatch, least_work: None) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    vault = vault_in(here)
    vault.setup(OLD)
    one, two = vault.seal(entry("one")), vault.seal(entry("two"))
    opened = vault.unlock(OLD)
    assert opened.warnings == []
    for name in (one, two):
        path, second = sealed_file(vault, name), sealed_file(vault, name, vault.mirror)
        assert path.read_bytes() == second.read_bytes() and not os.path.samefile(path, second)
        assert path.stat().st_mtime == second.stat().st_mtime == 946_684_800
        assert stat.S_IMODE(second.stat().st_mode) == 0o600
    new = opened.replace(one, entry("edited"))
    vault.burn([two])
    assert sorted(path.stem for path in Path(here).rglob("entries/*.age")) == [new, new]
    opened.change_passphrase(NEW)
    assert LOCKED[OLD] not in everything(here) and everything(here).count(LOCKED[NEW]) == 2
    shutil.rmtree(vault.folder)
    assert vault.put_back() == 3 and texts_of(vault.unlock(NEW)) == ["edited"]
    vault.burn_all()
    assert tree(here) == ["backups", "backups/vault", "vault"]


@pytest.mark.slow
@pytest.mark.parametrize("step", ["chmod", "utime", "replace"])
def test_one_who_does_without_the_lock_writes_anew_what_was_swept_away(
    here: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, _ = begun_vault(here)
    swept: list[str] = []
    plain = getattr(os, step)

    def sweep(first: object, *rest: object, **named: object) -> None:
        """As one who holds the lock does with what looks unfinished, at this very moment."""
        unfinished = [str(path) for path in Path(vault.folder).rglob("*.age.new")]
        if unfinished and not swept:
            swept.extend(unfinished)
            os.unlink(unfinished[0])
            raise FileNotFoundError(2, "No such file or directory", first)
        plain(first, *rest, **named)

    with monkeypatch.context() as patch, lock.held(f"{vault.folder}-lock", 0):
        patch.setattr(os, step, sweep)
        name = vault.seal(entry("kept"))
    assert swept and [name] == vault.names() and texts_of(vault.unlock_with(KEY)) == ["kept"]


def test_a_full_disk_loses_nothing_that_was_acknowledged(
    small_disk: Places,
    least_work: None,
) -> None:
    vault = vault_in(small_disk.home)
    vault.setup(OLD)
    kept = {}
    with pytest.raises(RitualError, match="No space left"):
        for number in range(1_000):
            kept[vault.seal(entry(f"{number} {'x' * 900}"))] = f"{number} {'x' * 900}"
    assert len(kept) > 20
    opened = vault.unlock(OLD)
    some = next(iter(kept))
    for change in (
        lambda: opened.replace(some, entry("y" * 60_000)),
        lambda: vault.seal(entry("z" * 60_000)),
        lambda: opened.change_passphrase(NEW),
        opened.mend_recipient,
    ):
        with pytest.raises(RitualError, match="what stood before is whole"):
            change()
        assert dict(vault.unlock(OLD).entries()[0]) == {name: entry(text) for name, text in kept.items()}
        assert not list(Path(small_disk.home).rglob("*.new")) and not list(Path(small_disk.home).rglob("*-burning"))
    assert not vault.missing()


def test_a_home_that_cannot_be_written_can_be_read(here: Path) -> None:
    vault, _ = begun_vault(here, "kept")
    folders = [path for path in (here, *here.rglob("*")) if path.is_dir()]
    Path(f"{vault.folder}-lock").unlink()
    code = (
        "import sys; from ritualtui.errors import RitualError; from support.vaults import *\n"
        "vault = vault_in(sys.argv[1]); opened = vault.unlock(OLD)\n"
        "print(texts_of(opened), opened.warnings)\n"
        "try: vault.seal(b'{}')\n"
        "except RitualError as err: print(err)\n"
    )

    def drop() -> None:
        for capability in (1, 2, 3) if os.geteuid() == 0 else ():  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP: gone at the next exec

    for folder in folders:
        folder.chmod(0o500)
    try:
        if subprocess.run(["touch", here / "x"], capture_output=True, preexec_fn=drop).returncode == 0:
            pytest.skip("permissions cannot be made to bind here")
        done = subprocess.run(
            [sys.executable, "-c", code, str(here)], capture_output=True, text=True, preexec_fn=drop,
            env=on_path({"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}),
        )  # fmt: skip
    finally:
        for folder in folders:
            folder.chmod(0o700)
    assert done.stderr == ""
    read, refused = done.stdout.splitlines()
    assert read.startswith("['kept'] [") and "Permission denied" in read and "Permission denied" in refused
