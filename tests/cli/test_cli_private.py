"""The space of one's own from the command line: sealed without a passphrase, read with one, and nowhere else."""

import base64
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui.places import Places
from support.command_line import Ask, Terminal
from support.homes import Still

Open = Callable[..., Terminal]
SECRET, OTHER = "correct horse", "battery staple"
CANARY = "quokkaswimsatmidnight"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Where the space of the first test is kept for the others: making one takes a second."""
    return {"kept": tmp_path_factory.mktemp("space")}


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "passphrase"
    path.write_text(SECRET + "\n")
    return str(path)


@pytest.fixture
def mine(begun: Ask, file: str, home: Places, made: dict[str, Path], still: Still) -> Ask:
    """``begun``, with a space of Ana's."""
    kept, ana = made["kept"], begun("list", "--all", "--json")
    assert ana.code == 0
    if not (kept / "sheet").exists():
        answer = begun("private", "setup", "--passphrase-file", file)
        assert answer.code == 0
        (kept / "sheet").write_text(answer.out)
        shutil.copytree(home.home, kept / "home")
    else:
        shutil.rmtree(home.home)
        shutil.copytree(kept / "home", home.home)
    return begun


def everywhere(home: Places, word: str) -> list[str]:
    """The files under the home in which ``word`` stands, as it is or in a disguise that a program might give it."""
    plain = word.encode()
    forms = {plain, word.encode("utf-16-le"), word.encode("utf-16-be"), plain.upper(), plain[::-1]}
    forms |= {base64.b64encode(b" " * shift + plain)[4:-4] for shift in range(3)}
    files = [path for path in Path(home.home).rglob("*") if path.is_file()]
    return [str(path) for path in files if any(form in path.read_bytes() for form in forms)]


def read(ask: Ask, file: str, *args: str) -> list[str]:
    answer = ask("private", "read", "--passphrase-file", file, *args)
    assert answer.code == 0, answer.err
    return answer.lines


@pytest.mark.slow
def test_written_without_a_passphrase_and_read_with_one(mine: Ask, file: str) -> None:
    assert mine("journal", "one", "thing").out == "Saved and encrypted.\n"
    assert mine("journal", input="another\nin two lines\n").out == "Saved and encrypted.\n"
    lines = read(mine, file)
    assert lines[0] == "Saturday 21 November 2026"
    assert [line.split("  ")[-1] for line in lines[1:]] == ["Journal: one thing", "Journal: another in two lines"]
    assert read(mine, file, "--last", "1")[1:] == lines[2:]
    ident = lines[2].split()[0]
    assert read(mine, file, ident)[2:] == ["another", "in two lines"]


@pytest.mark.slow
def test_words_are_nowhere_but_in_their_seal(mine: Ask, file: str, home: Places) -> None:
    mine("journal", input=CANARY)
    for args in (
        ("list", "--all"), ("list", CANARY), ("today",), ("export", "--with-self"), ("backup",), ("locate",),
        ("restore",), ("undo",), ("thank", "soup"), ("rm", CANARY), ("--help",),
    ):  # fmt: skip
        answer = mine(*args)
        assert CANARY not in answer.out + answer.err or args[-1] == CANARY
    assert everywhere(home, CANARY) == []
    assert any(CANARY in line for line in read(mine, file))
    assert everywhere(home, CANARY) == []


def test_nobody_learns_whether_there_is_anything(mine: Ask, home: Places) -> None:
    asked = [("list", "--all"), ("today",), ("export", "--with-self"), ("locate",), ("private", "--help")]
    before = [mine(*args) for args in asked]
    mine("journal", input=CANARY)
    assert [mine(*args) for args in asked] == before


@pytest.mark.slow
@pytest.mark.sample(1)
@pytest.mark.parametrize("wrong", ["wrong horse", "", "x" * 5000])
def test_a_wrong_passphrase_is_one_line(mine: Ask, tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "wrong"
    path.write_text(wrong + "\n")
    for args in (("read",), ("export", "--yes"), ("burn", "abc", "--yes"), ("passphrase",)):
        answer = mine("private", *args, "--passphrase-file", str(path))
        assert answer.code in (1, 2)
        assert wrong not in answer.err or not wrong
    assert mine("thank", "still works").code == 0


@pytest.mark.slow
def test_a_passphrase_by_standard_input(mine: Ask) -> None:
    mine("journal", "one thing")
    answer = mine("private", "read", "--passphrase-file", "-", input=SECRET + "\n")
    assert answer.code == 0 and "one thing" in answer.out
    assert mine("private", "read").code == 2  # nobody can be asked
    assert mine("private", "read", "--passphrase-file", "nowhere").code == 1


@pytest.mark.slow
def test_the_recovery_sheet_opens_it_and_sets_a_new_passphrase(
    mine: Ask, made: dict[str, Path], file: str, tmp_path: Path
) -> None:
    mine("journal", "one thing")
    sheet = (made["kept"] / "sheet").read_text()
    key = next(word for word in sheet.split() if word.startswith("AGE-SECRET-KEY-1"))
    by_key, new = tmp_path / "key", tmp_path / "new"
    by_key.write_text(key.lower() + "\n")
    new.write_text(OTHER + "\n")
    answer = mine(
        "private", "passphrase", "--recovery", "--passphrase-file", str(by_key), "--new-passphrase-file", str(new)
    )
    assert answer.code == 0, answer.err
    assert mine("private", "read", "--passphrase-file", file).code == 1
    assert "one thing" in read(mine, str(new))[1]
    assert key not in answer.out


@pytest.mark.slow
def test_the_sheet_to_a_file_of_ones_own(begun: Ask, file: str, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet"
    assert begun("private", "setup", "--passphrase-file", file, "--sheet", str(sheet)).code == 0
    assert "AGE-SECRET-KEY-1" in sheet.read_text()
    assert sheet.stat().st_mode & 0o777 == 0o600
    again = begun("private", "setup", "--passphrase-file", file)
    assert again.code == 1 and "already" in again.err


def test_a_short_passphrase_is_refused_and_nothing_is_made(begun: Ask, home: Places, tmp_path: Path) -> None:
    short = tmp_path / "short"
    short.write_text("seven77\n")
    assert begun("private", "setup", "--passphrase-file", str(short)).code == 2 or not Path(home.home, "vault").exists()
    assert begun("journal", "x").code == 1
    assert "private setup" in begun("journal", "x").err


@pytest.mark.slow
def test_export_warns_and_shows_words_as_words(mine: Ask, file: str, tmp_path: Path) -> None:
    mine("journal", input="# not a heading\n- not a list <b>nor bold</b> \x1b[31m\u202e*so*\n")
    target = tmp_path / "own.md"
    assert mine("private", "export", "--passphrase-file", file, "--out", str(target)).code == 2
    answer = mine("private", "export", "--passphrase-file", file, "--out", str(target), "--yes")
    assert answer.code == 0
    assert "isn't encrypted" in answer.err
    text = target.read_text()
    assert r"\# not a heading" in text and r"\- not a list \<b\>nor bold\</b\>" in text and r"\*so\*" in text
    assert "\x1b" not in text and "\u202e" not in text
    assert target.stat().st_mode & 0o777 == 0o600
    assert mine("private", "export", "--passphrase-file", file, "--out", str(target), "--yes").code == 2


@pytest.mark.slow
def test_burned_is_gone_from_the_backups_too(mine: Ask, file: str, home: Places) -> None:
    mine("journal", "stays")
    mine("journal", CANARY)
    mine("backup")
    ident = next(line.split()[0] for line in read(mine, file) if CANARY in line)
    sealed = {path.name for path in Path(home.home).rglob("*.age")}
    assert mine("private", "burn", ident, "--passphrase-file", file).code == 2
    assert mine("private", "burn", ident, "--passphrase-file", file, "--yes").out == "Deleted.\n"
    assert [line.split(": ")[-1] for line in read(mine, file)[1:]] == ["stays"]
    assert len(sealed) - len({path.name for path in Path(home.home).rglob("*.age")}) == 1
    assert mine("private", "burn", ident, "--passphrase-file", file, "--yes").code == 2
    assert mine("private", "burn", "--everything", "--yes").code == 0
    assert not list(Path(home.home).rglob("*.age"))
    assert mine("private", "read", "--passphrase-file", file).code == 1


@pytest.mark.slow
def test_each_has_their_own(mine: Ask, file: str, home: Places) -> None:
    mine("journal", CANARY)
    theirs = mine("--as", "Ben", "private", "read", "--passphrase-file", file)
    assert theirs.code == 1 and "no private space here yet" in theirs.err
    assert mine("private", "--as", "Ben", "read", "--passphrase-file", file).code == 1
    assert mine("--as", "Ben", "journal", "x").code == 1
    answer = mine("--as", "Ben", "private", "setup", "--passphrase-file", file)
    assert answer.code == 0
    assert not any(CANARY in line for line in read(mine, file, "--as", "Ben"))


@pytest.mark.slow
def test_the_folder_is_gone(mine: Ask, file: str, home: Places) -> None:
    mine("journal", "one thing")
    shutil.rmtree(Path(home.home, "vault"))
    for args in (("journal", "x"), ("private", "read", "--passphrase-file", file)):
        assert mine(*args).code == 1
    assert mine("today").code == 0
    assert mine("private", "mend", "--passphrase-file", file).code == 0
    assert "one thing" in read(mine, file)[1]


@pytest.mark.slow
def test_a_damaged_entry_is_told_and_the_others_are_read(mine: Ask, file: str, home: Places) -> None:
    mine("journal", "one thing")
    sound = set(Path(home.home).rglob("entries/*.age"))
    mine("journal", "another")
    for path in set(Path(home.home).rglob("entries/*.age")) - sound:
        path.write_bytes(path.read_bytes()[:-20])
    answer = mine("private", "read", "--passphrase-file", file)
    assert answer.code == 0
    assert "one thing" in answer.out and "another" not in answer.out
    assert answer.err.count("\n") == 1 and "can't be opened" in answer.err


@pytest.mark.slow
def test_on_a_terminal_nothing_typed_is_echoed_and_the_key_is_taken_off(terminal: Open) -> None:
    assert terminal("init", "--me", "Ana", "--partner", "Ben").wait_for_end() == 0
    one = terminal("private", "setup")
    for again in (OTHER, SECRET):
        one.wait_for_prompt("New passphrase (eight characters or more):")
        one.type(SECRET + "\n")
        one.wait_for_prompt("The same again:")
        one.type(again + "\n")
    one.wait_for("Show your recovery sheet")
    assert "Those two aren't the same" in one.shown
    one.type("y\n")
    one.wait_for("Written down?")
    assert one.leave(b" ") == 0
    assert SECRET.encode() not in one.raw and OTHER.encode() not in one.raw
    assert "AGE-SECRET-KEY" not in one.shown
    two = terminal("private", "read")
    two.wait_for("Passphrase")
    two.type(SECRET + "\n")
    assert two.wait_for_end() == 0
    assert SECRET.encode() not in two.raw
