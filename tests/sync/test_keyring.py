"""The key in the system's keyring: there and back, used by every command, never asked for by any other."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from ritualtui.companion.service import Companion
from ritualtui.companion.sync import background, key_storage, pairing
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import files
from ritualtui.sync import config, shared_key, system_keyring
from support import servers
from support.homes import begun

Run = Callable[..., "CompletedProcess[str]"]
At = Callable[..., "CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def _here() -> None:
    servers.module("keyring")


@pytest.fixture
def keyring_file(tmp_path: Path) -> Path:
    return tmp_path / "ring.json"


@pytest.fixture
def at(run: Run, tmp_path: Path, keyring_file: Path) -> At:
    """Run the command on Ana's or Ben's machine, both with a keyring that tests can look into."""
    from support import fake_keyring

    def at(who: str, *args: str, status: int = 0, more: dict[str, str] | None = None) -> "CompletedProcess[str]":
        home = tmp_path / who
        home.mkdir(exist_ok=True)
        named = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config")}
        done = run(*args, more={**named, **fake_keyring.env(keyring_file), **(more or {})})
        assert done.returncode == status, done
        assert "Traceback" not in done.stderr and "AGE-SECRET" not in done.stdout + done.stderr
        return done

    return at


@pytest.fixture
def joined(at: At, tmp_path: Path) -> Path:
    """Ana and Ben, joined by a folder, which it returns; Ana's key in her keyring."""
    cloud = tmp_path / "cloud"
    cloud.mkdir()
    at("ana", "init", "--me", "Ana", "--partner", "Ben")
    invite = json.loads(at("ana", "sync", "setup", str(cloud), "--json").stdout)["invite"]
    at("ben", "sync", "join", invite, "--json")
    assert "keyring" in at("ana", "sync", "key", "--keyring").stdout
    return cloud


def _file(tmp_path: Path, who: str = "ana") -> str:
    return (tmp_path / who / "data/ritualtui/sync/couple/target.json").read_text()


def _kept(keyring_file: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(keyring_file.read_text()) if keyring_file.exists() else {}
    return found


@pytest.mark.slow
def test_there_and_back_and_every_command_goes_on(at: At, joined: Path, tmp_path: Path, keyring_file: Path) -> None:
    before = _file(tmp_path, "ben")
    assert "AGE-SECRET" not in _file(tmp_path) and "AGE-SECRET" in before
    assert [value.startswith("AGE-SECRET-KEY") for value in _kept(keyring_file).values()] == [True]
    at("ana", "thank", "-q", "soup")
    assert "1 sent" in at("ana", "sync").stdout
    assert "1 new" in at("ben", "sync").stdout
    one, other = (shared_key.decoded(at(who, "sync", "invite").stdout.splitlines()[-1]) for who in ("ana", "ben"))
    assert one.keys.secret == other.keys.secret
    assert len(at("ana", "sync", "devices").stdout.splitlines()) == 2
    assert json.loads(at("ana", "sync", "key", "--json").stdout) == {"key": "keyring"}
    at("ana", "sync", "key", "--keyring")
    assert len(_kept(keyring_file)) == 1, "it already exists"
    assert json.loads(at("ana", "sync", "key", "--file", "--json").stdout) == {"key": "file"}
    assert _kept(keyring_file) == {}
    assert json.loads(_file(tmp_path))["secret"] == json.loads(before)["secret"]
    assert "nothing new" in at("ana", "sync").stdout
    path = tmp_path / "ana/data/ritualtui/sync/couple/target.json"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_a_new_key_goes_where_the_old_one_was_and_leaving_takes_it_away(
    at: At, joined: Path, tmp_path: Path, keyring_file: Path
) -> None:
    (old,) = _kept(keyring_file).values()
    invite = json.loads(at("ana", "sync", "rotate", "--json").stdout)["invite"]
    (new,) = _kept(keyring_file).values()
    assert new != old and "AGE-SECRET" not in _file(tmp_path)
    at("ben", "sync", "key", "--keyring")
    at("ben", "sync", "join", invite, "--json")
    assert list(_kept(keyring_file).values()) == [new, new] and "AGE-SECRET" not in _file(tmp_path, "ben")
    at("ben", "sync", "leave")
    assert list(_kept(keyring_file).values()) == [new], "only his own"
    at("ana", "sync", "leave")
    assert _kept(keyring_file) == {}


@pytest.mark.slow
def test_forgetting_everything_takes_it_out_of_the_keyring(at: At, joined: Path, keyring_file: Path) -> None:
    assert len(_kept(keyring_file)) == 1
    at("ana", "forget", "--everything", "--word", "forget")
    assert _kept(keyring_file) == {}


@pytest.mark.slow
def test_a_keyring_that_is_locked_is_one_line_and_loses_nothing(at: At, joined: Path, keyring_file: Path) -> None:
    lock = Path(f"{keyring_file}.locked")
    lock.touch()
    at("ana", "thank", "-q", "soup")
    for args in (["sync"], ["sync", "invite"], ["sync", "rotate"], ["sync", "devices"], ["sync", "key", "--file"]):
        told = at("ana", *args, status=1)
        assert told.stderr == "The keyring is locked. Unlock it, and do this again; nothing is lost.\n"
    assert "1 entry to send" in at("ana", "sync", "status").stdout, "what asks no network asks no keyring"
    assert at("ben", "sync", "key", "--keyring", status=1).stderr.startswith("The keyring is locked.")
    assert "file" in at("ben", "sync", "key").stdout
    lock.unlink()
    assert "1 sent" in at("ana", "sync").stdout


@pytest.mark.slow
def test_leaving_goes_even_where_the_keyring_does_not_open_and_says_what_stays(
    at: At, joined: Path, keyring_file: Path
) -> None:
    Path(f"{keyring_file}.locked").touch()
    told = at("ana", "sync", "leave")
    (name,) = _kept(keyring_file)
    assert name.split()[1] in told.stderr and "take it out there" in told.stderr and told.stderr.count("\n") == 1
    assert "Sync isn't set up yet" in at("ana", "sync", status=1).stderr


@pytest.mark.slow
def test_a_new_key_says_so_where_the_old_one_stays_in_the_keyring(at: At, joined: Path, keyring_file: Path) -> None:
    (old,) = _kept(keyring_file)
    Path(f"{keyring_file}.keeping").touch()
    told = at("ana", "sync", "rotate", "--json")
    assert "invite" in json.loads(told.stdout)
    assert old.split()[1] in told.stderr and "take it out there" in told.stderr and told.stderr.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("back_end", "said"),
    [("keyring.backends.fail.Keyring", "There's no keyring to use here"), ("keyring.backends.null.Keyring", "")],
)
def test_a_keyring_that_is_not_there_or_keeps_nothing_is_told(
    at: At, joined: Path, tmp_path: Path, back_end: str, said: str
) -> None:
    more = {"PYTHON_KEYRING_BACKEND": back_end}
    before = _file(tmp_path, "ben")
    told = at("ben", "sync", "key", "--keyring", status=1, more=more)
    assert (said or "didn't save the key") in told.stderr and told.stderr.count("\n") == 1
    assert _file(tmp_path, "ben") == before
    told = at("ana", "sync", status=1, more=more)
    assert (said or "sync invite") in told.stderr and told.stderr.count("\n") == 1


@pytest.mark.slow
def test_without_the_extra_it_says_what_to_install(at: At, joined: Path, tmp_path: Path) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "without/keyring.py").write_text("raise ImportError('as if it were not there')")
    more = {"PYTHONPATH": str(tmp_path / "without")}
    for who, args in (("ben", ["sync", "key", "--keyring"]), ("ana", ["sync"])):
        told = at(who, *args, status=1, more=more)
        assert "-m pip install '.[keyring]'" in told.stderr and told.stderr.count("\n") == 1


def test_nobody_loads_a_keyring_who_has_no_key_in_it() -> None:
    loaded = (
        "ritualtui.cli.sync, ritualtui.companion.sync.background, ritualtui.companion.sync.pairing, ritualtui.tui.app"
    )
    code = f"import sys, {loaded}; sys.exit('keyring' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


# -- in this process


@pytest.fixture
def in_ring(home: Places, tmp_path: Path, keyring_file: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A log that is set up with its key in the keyring of this process."""
    import keyring

    from support import fake_keyring

    monkeypatch.setenv("RING", str(keyring_file))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(keyring.core, "_keyring_backend", fake_keyring.FileRing())
    (tmp_path / "cloud").mkdir()
    with begun(home) as companion:
        pairing.setup(companion, str(tmp_path / "cloud"))
    key_storage.move(home, "couple", to_keyring=True)
    return home


def test_beside_the_screen_a_locked_keyring_is_later_and_says_why(in_ring: Places, keyring_file: Path) -> None:
    from ritualtui.clock import Clock

    assert background.sync(in_ring, None, Clock()).state == "waiting"
    Path(f"{keyring_file}.locked").touch()
    outcome = background.sync(in_ring, None, Clock())
    assert outcome.state == "later" and outcome.notes[0].startswith("The keyring is locked.")


def test_a_keyring_that_waits_for_its_owner_is_waited_for_a_while_and_asked_once(
    in_ring: Places, keyring_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_keyring, "_PATIENCE", 0.05)
    monkeypatch.setattr(system_keyring, "_asked", None)
    Path(f"{keyring_file}.stuck").touch()
    found = config.read(in_ring, "couple")
    assert found is not None
    with pytest.raises(RitualError, match="locked"):
        found.keys  # noqa: B018
    waiting = system_keyring._asked
    with pytest.raises(RitualError, match="locked"):
        found.keys  # noqa: B018
    assert system_keyring._asked is waiting, "nobody is asked twice at once"
    with Companion.open(in_ring) as companion:
        assert companion.syncing.status("couple").unsent == 0
    monkeypatch.setattr(system_keyring, "_asked", None)


def test_a_keyring_that_lost_the_key_says_how_to_get_it_back(in_ring: Places, keyring_file: Path) -> None:
    keyring_file.unlink()
    with Companion.open(in_ring) as companion, pytest.raises(RitualError, match="join again"):
        companion.syncing.run("couple")


def test_a_key_whose_file_cannot_be_written_is_left_in_no_keyring(
    in_ring: Places, keyring_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _kept(keyring_file)
    found = config.read(in_ring, "couple")
    assert found is not None
    with monkeypatch.context() as full:
        full.setattr(files, "replace", refuse)
        with pytest.raises(RitualError, match="disk is full"):
            config.replace(
                in_ring, "couple", config.Config(found.target, shared_key.space_of("new"), "new", found.person)
            )
    assert _kept(keyring_file) == before
    key_storage.move(in_ring, "couple", to_keyring=False)
    monkeypatch.setattr(files, "replace", refuse)
    with pytest.raises(RitualError, match="disk is full"):
        key_storage.move(in_ring, "couple", to_keyring=True)
    assert _kept(keyring_file) == {}


def refuse(path: str, data: bytes) -> None:
    raise RitualError("The disk is full.", "Free some space.")
