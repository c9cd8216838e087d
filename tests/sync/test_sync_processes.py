"""Two people set it up by the steps of the docs, with the real command, each in a home of their own."""

import json
import re
import shlex
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support.homes import words

pytestmark = pytest.mark.sample(3)

PAGE = Path(__file__).parents[2] / "docs" / "sync.md"
Run = Callable[..., "CompletedProcess[str]"]
At = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def at(run: Run, tmp_path: Path) -> At:
    """Run the command on Ana's or Ben's machine: ``at("ana", "sync")``."""

    def at(who: str, *args: str, status: int = 0, input: str = "") -> "CompletedProcess[str]":
        home = tmp_path / who
        home.mkdir(exist_ok=True)
        named = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config")}
        done = run(*args, input=input, more=named)
        assert done.returncode == status, done
        assert "Traceback" not in done.stderr
        return done

    return at


def _texts(tmp_path: Path, who: str) -> list[str]:
    places = Places(str(tmp_path / who / "data" / "ritualtui"), str(tmp_path / who / "config" / "ritualtui"))
    with Companion.open(places) as companion:
        return words(companion)


def _steps() -> list[list[str]]:
    """The commands of the page's part on setting up, in their order."""
    part = PAGE.read_text(encoding="utf-8").split("## Set up")[1].split("\n**")[0]
    lines = "\n".join(re.findall(r"```sh\n(.*?)```", part, re.DOTALL)).splitlines()
    return [shlex.split(line)[1:] for line in lines if line.startswith("ritualtui ")]


@pytest.mark.slow
def test_the_steps_of_the_docs_lead_from_two_empty_homes_to_one_log(at: At, tmp_path: Path) -> None:
    cloud = tmp_path / "cloud"
    cloud.mkdir()
    steps = _steps()
    assert len(steps) < 10
    invite, who = "", "ana"
    for step in steps:
        if step[:2] == ["sync", "join"]:
            who = "ben"
        step = [{"INVITE": invite, "~/Nextcloud/us": str(cloud)}.get(word, word) for word in step]
        said = at(who, *step).stdout
        invite = next((line for line in said.splitlines() if line.startswith("RITUALTUI1-")), invite)
    at("ana", "thank", "You got up with the dog.")
    at("ben", "thank", "You carried the shopping up.")
    for name in ("ana", "ben", "ana"):
        at(name, "sync")
    both = ["You carried the shopping up.", "You got up with the dog."]
    assert _texts(tmp_path, "ana") == _texts(tmp_path, "ben") == both
    for name in ("ana", "ben"):
        for path in (tmp_path / name).rglob("sync/couple/*"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


@pytest.fixture
def joined(at: At, tmp_path: Path) -> Path:
    """Ana and Ben, joined by a folder, which it returns."""
    cloud = tmp_path / "cloud"
    cloud.mkdir()
    at("ana", "init", "--me", "Ana", "--partner", "Ben")
    told = json.loads(at("ana", "sync", "setup", str(cloud), "--json").stdout)
    done = json.loads(at("ben", "sync", "join", "-", "--json", input=told["invite"] + "\n").stdout)
    assert (done["me"], done["partner"], done["complete"]) == ("Ben", "Ana", True)
    return cloud


@pytest.mark.slow
def test_what_is_said_is_what_was_done(at: At, joined: Path) -> None:
    at("ana", "thank", "-q", "soup")
    dry = json.loads(at("ana", "sync", "--dry-run", "--json").stdout)
    assert (dry["sent"], dry["dry_run"]) == (1, True)
    assert json.loads(at("ana", "sync", "status", "--json").stdout)["targets"][0]["unsent"] == 1
    assert at("ana", "sync").stdout == "Shared log: nothing new received, 1 sent.\n"
    assert at("ben", "sync", "--dry-run").stdout == "Shared log: 1 new would be received, nothing would be sent.\n"
    assert at("ben", "sync", "--quiet").stdout == ""
    devices = [json.loads(line) for line in at("ben", "sync", "devices", "--json").stdout.splitlines()]
    assert [(d["person"], d["here"]) for d in devices] == [("Ben", True), ("Ana", False)]
    assert "Ben" in at("ben", "sync", "devices").stdout


@pytest.mark.slow
def test_a_place_that_is_not_there_now_is_normal(at: At, joined: Path, tmp_path: Path) -> None:
    joined.rename(tmp_path / "elsewhere")
    at("ana", "thank", "-q", "soup")
    away = at("ana", "sync", status=75)
    assert away.stderr.count("\n") == 1 and "is not there now" in away.stderr
    quiet = at("ana", "sync", "--quiet", status=75)
    assert (quiet.stdout, quiet.stderr) == ("", "")
    (tmp_path / "elsewhere").rename(joined)
    assert "1 sent" in at("ana", "sync").stdout


@pytest.mark.slow
def test_a_place_that_was_damaged_is_told_in_a_line(at: At, joined: Path, tmp_path: Path) -> None:
    for name in ("ana", "ben", "ana"):
        at(name, "sync")
    device = json.loads(at("ben", "sync", "devices", "--json").stdout.splitlines()[1])["device"]
    for path in joined.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1])
    told = at("ben", "sync", status=1)
    assert told.stderr.splitlines() == [f"Ana's machine {device}: It is damaged, or not of the two of you."] or (
        told.stderr.count("\n") == 1 and "damaged" in told.stderr
    )
    at("ben", "thank", "-q", "soup")
    again = at("ben", "sync", "--quiet")
    assert (again.stdout, again.stderr) == ("", ""), "it was told, and only her machine can mend it"
    assert told.stderr.strip() in [line.strip() for line in at("ben", "sync", "status").stdout.splitlines()]
    assert "The next sync on that computer will fix this" in " ".join(at("ben", "sync", "status").stdout.split())
    assert json.loads(at("ben", "sync", "status", "--json").stdout)["targets"][0]["notes"] == [told.stderr.strip()]
    assert len(json.loads(at("ben", "sync", "--json").stdout)["known"]) == 1
    at("ana", "sync", status=0)
    assert at("ben", "sync").stderr == ""
    assert at("ben", "sync", "status").stdout.count("\n") == 1


@pytest.mark.slow
def test_a_place_that_keeps_putting_old_files_back_is_told_from_the_second_time_on(
    at: At, joined: Path, tmp_path: Path
) -> None:
    at("ana", "sync")
    old = tmp_path / "old"
    shutil.copytree(joined, old)
    for times in (1, 2, 3):
        at("ana", "thank", "-q", f"soup {times}")
        at("ana", "sync")
        at("ben", "sync")
        shutil.rmtree(joined)
        shutil.copytree(old, joined)
        done = at("ana", "sync", "--quiet")
        status = json.loads(at("ana", "sync", "status", "--json").stdout)["targets"][0]
        assert status["put_back"] == times
        if times == 1:
            assert done.stderr == "" and "old ones" not in at("ana", "sync", "status").stdout
            continue
        said = f"putting old ones back ({times} times lately)"
        assert said in done.stderr and "a backup that is restored" in done.stderr
        assert said in " ".join(at("ana", "sync", "status").stdout.split())
        assert at("ana", "sync").stderr == "", "this time all was there"
    assert _texts(tmp_path, "ben") == ["soup 1", "soup 2", "soup 3"]
    assert "put_back" in json.loads(at("ana", "sync", "--json").stdout)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["burn", "rm", "self"])
def test_words_taken_away_do_not_come_back_by_a_new_key(how: str, at: At, joined: Path, tmp_path: Path) -> None:
    for word in ("CANARY", "stays"):
        at("ana", "thank", "-q", word)
    at("ana", "sync")
    at("ben", "sync")
    lines = [json.loads(line) for line in at("ana", "list", "--json").stdout.splitlines()]
    ident = next(line["id"] for line in lines if line.get("text") == "CANARY")
    at("ana", *{"burn": ["burn", "-y", ident], "rm": ["rm", ident], "self": ["edit", ident, "--audience", "self"]}[how])
    told = json.loads(at("ana", "sync", "rotate", "--json").stdout)
    at("ben", "sync", "join", "-", "--target", str(joined), input=told["invite"] + "\n")
    for who in ("ana", "ben", "ana"):
        at(who, "sync")
    assert _texts(tmp_path, "ben") == ["stays"]
    if how == "burn":
        homes = [path for who in ("ana", "ben") for path in (tmp_path / who).rglob("*") if path.is_file()]
        assert homes and [path for path in homes if b"CANARY" in path.read_bytes()] == []


@pytest.mark.slow
def test_a_new_key_and_leaving(at: At, joined: Path, tmp_path: Path) -> None:
    at("ana", "thank", "-q", "soup")
    invite = json.loads(at("ana", "sync", "rotate", "--json").stdout)["invite"]
    assert "new key" in at("ben", "sync", status=1).stderr
    at("ben", "thank", "-q", "walk")
    at("ben", "sync", "join", invite)
    at("ana", "sync")
    assert _texts(tmp_path, "ana") == _texts(tmp_path, "ben") == ["soup", "walk"]
    at("ben", "sync", "leave")
    assert "Sync isn't set up yet" in at("ben", "sync", status=1).stderr
    assert _texts(tmp_path, "ben") == ["soup", "walk"]


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["sync"], 1, "Sync isn't set up yet"),
        (["sync", "setup", "/nowhere/at/all"], 75, "is not there now"),
        (["sync", "setup", ""], 2, ""),
        (["sync", "setup", "/dev/null"], 75, "is not there now"),
        (["sync", "setup", __file__], 1, "is a file, not a folder"),
        (["sync", "setup", "sftp://ana:secret@host/x"], 2, "password"),
        (["sync", "join", "nonsense"], 2, "isn't an invite"),
        (["sync", "join", "RITUALTUI1-AAAA"], 2, "not whole"),
        (["sync", "join", "-"], 2, "isn't an invite"),
        (["sync", "leave"], 1, "Sync isn't set up yet"),
        (["sync", "rotate"], 1, "Sync isn't set up yet"),
        (["sync", "devices"], 1, "Sync isn't set up yet"),
        (["sync", "nosuch"], 2, "No such command"),
        (["merge", "/nowhere"], 2, "no file"),
    ],
)
def test_what_cannot_be_done_is_one_line(at: At, args: list[str], status: int, said: str) -> None:
    at("ana", "init", "--me", "Ana", "--partner", "Ben")
    told = at("ana", *args, status=status)
    assert said in told.stderr and told.stderr.count("\n") == 1 and "secret" not in told.stderr


@pytest.mark.slow
def test_joining_asks_who_one_is_only_where_that_is_not_clear(at: At, tmp_path: Path) -> None:
    cloud = tmp_path / "cloud"
    cloud.mkdir()
    at("ana", "init", "--me", "Ana", "--partner", "Ben")
    invite = json.loads(at("ana", "sync", "setup", str(cloud), "--json").stdout)["invite"]
    at("ben", "init", "--me", "Benjamin", "--partner", "Ana")
    told = at("ben", "sync", "join", invite, status=2)
    assert "Ana or Ben" in told.stderr
    assert "not for" in at("ben", "sync", "join", invite, "--me", "Clara", status=2).stderr
    at("ben", "sync", "join", invite, "--me", "Ben")
    listed = [json.loads(line) for line in at("ben", "list", "--json").stdout.splitlines()]
    assert listed == []


@pytest.mark.slow
def test_a_data_file_is_merged_and_what_is_none_is_refused(at: At, tmp_path: Path) -> None:
    at("ana", "init", "--me", "Ana", "--partner", "Ben")
    at("ana", "thank", "-q", "soup")
    at("ana", "backup", str(tmp_path / "copy.json"))
    at("ana", "thank", "-q", "walk")
    same = json.loads(at("ana", "merge", str(tmp_path / "copy.json"), "--json").stdout)
    assert (same["new"], same["newer"], same["older"]) == (0, 0, 0) and same["same"] > 0
    before = (tmp_path / "copy.json").read_bytes()
    for name, data in (("text", b"hello"), ("json", b'{"a": 1}'), ("cut", before[:-20]), ("newer", b"{}")):
        (tmp_path / name).write_bytes(data)
        told = at("ana", "merge", str(tmp_path / name), status=2 if name == "text" else 1)
        assert told.stderr.count("\n") == 1
    at("clara", "init", "--me", "Clara", "--partner", "Dan")
    theirs = str(tmp_path / "clara" / "data" / "ritualtui" / "ritualtui.json")
    assert "other people" in at("ana", "merge", theirs, status=2).stderr


@pytest.mark.slow
def test_one_place_that_is_not_there_holds_up_no_other(at: At, joined: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    at("ana", "sync", "setup", "--mine", str(stick))
    stick.rename(tmp_path / "unplugged")
    at("ana", "thank", "-q", "soup")
    told = at("ana", "sync", status=75)
    assert "1 sent" in told.stdout and told.stderr.count("\n") == 1 and "is not there now" in told.stderr
    at("ana", "thank", "-q", "walk")
    quiet = at("ana", "sync", "--quiet", status=75)
    assert (quiet.stdout, quiet.stderr) == ("", "")
    plain = json.loads(at("ana", "sync", "--json", status=75).stdout)
    assert plain["complete"] is False and len(plain["failed"]) == 1
    at("ben", "sync")
    assert _texts(tmp_path, "ben") == ["soup", "walk"]
    settings = tmp_path / "ana/data/ritualtui/sync/mine/target.json"
    settings.write_text("{")
    told = at("ana", "sync", "--quiet", status=1)
    assert told.stdout == "" and "is damaged" in told.stderr and told.stderr.count("\n") == 1


@pytest.mark.slow
def test_who_joins_is_not_whose_machine_has_set_it_up_also_where_both_use_that(at: At, tmp_path: Path) -> None:
    cloud = tmp_path / "cloud"
    cloud.mkdir()
    at("ana", "init", "--me", "Ana", "--partner", "Ben", "--both-here")
    told = json.loads(at("ana", "--as", "Ben", "sync", "setup", str(cloud), "--json").stdout)
    assert json.loads(at("ben", "sync", "join", told["invite"], "--json").stdout)["me"] == "Ben"


@pytest.mark.slow
def test_a_copy_of_ones_own_log_doubles_nothing_and_brings_nothing_of_the_others_own(
    at: At, joined: Path, tmp_path: Path
) -> None:
    at("ana", "thank", "first words")
    at("ana", "thank", "to be removed")
    first, gone = (json.loads(line)["id"] for line in at("ana", "list", "--json").stdout.splitlines())
    for ident in (first, gone):
        at("ana", "edit", ident, "--audience", "self")
    copy = str(tmp_path / "copy")
    shutil.copytree(tmp_path / "ana" / "data" / "ritualtui", copy)
    at("ana", "--at", copy, "edit", first, "second words")
    at("ana", "--at", copy, "rm", gone)
    at("ana", "merge", copy)
    assert _texts(tmp_path, "ana") == ["second words"]

    at("ben", "thank", "hydrangea")
    at("ben", "sync")
    at("ana", "sync")
    (shared,) = (json.loads(line)["id"] for line in at("ben", "list", "--json").stdout.splitlines())
    at("ben", "edit", shared, "--audience", "self", "chrysanthemum")
    at("ana", "merge", str(tmp_path / "ben" / "data" / "ritualtui"))
    assert _texts(tmp_path, "ana") == ["second words"]
    held = b"".join(path.read_bytes() for path in (tmp_path / "ana" / "data").rglob("*") if path.is_file())
    assert b"chrysanthemum" not in held
