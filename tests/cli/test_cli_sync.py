"""``sync`` and ``merge`` as one types them, on a terminal and in a script."""

import json
import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from ritualtui.sync import shared_key
from support.command_line import Ask, Terminal

Open = Callable[..., Terminal]


@pytest.fixture
def cloud(tmp_path: Path) -> Path:
    folder = tmp_path / "cloud"
    folder.mkdir()
    return folder


@pytest.mark.slow
def test_the_invite_is_shown_as_text_and_as_a_code_to_be_photographed(begun: Ask, terminal: Open, cloud: Path) -> None:
    one = terminal("sync", "setup", str(cloud), columns=100, rows=60)
    assert one.wait_for_end() == 0
    text = one.raw.decode()
    assert text.count("▄") > 50
    shown = re.search(r"RITUALTUI1-\w+", text.replace("\r\n", ""))
    assert shown and shared_key.decoded(shown[0]).target == str(cloud)
    assert begun("sync", "invite").out.splitlines()[-1] == shown[0]


def test_a_code_is_of_blocks_alone_and_is_left_out_where_it_does_not_fit() -> None:
    for border in (1, 2):
        drawn = shared_key.qr("RITUALTUI1-" + "ABCDE23456" * 20, border)
        assert set(drawn) <= set("█▀▄ \n") and len({len(line) for line in drawn.split("\n")}) == 1
    assert shared_key.qr("A" * 5_000) == ""


@pytest.mark.slow
def test_a_narrow_terminal_shows_the_text_alone(begun: Ask, terminal: Open, cloud: Path) -> None:
    one = terminal("sync", "setup", str(cloud), columns=40, rows=60)
    assert one.wait_for_end() == 0
    assert "▄" not in one.raw.decode() and "RITUALTUI1-" in one.raw.decode()


@pytest.mark.slow
def test_on_a_terminal_it_asks_who_one_is_where_that_is_not_clear(begun: Ask, terminal: Open, cloud: Path) -> None:
    invite = json.loads(begun("sync", "setup", str(cloud), "--json").out)["invite"]
    begun("init", "--at", "his", "--me", "Benjamin", "--partner", "Anna")
    one = terminal("sync", "join", invite, "--at", "his")
    one.wait_for("Go there? [Y/n]: ")
    one.type("\n")
    one.wait_for("Who you are (Ana or Ben): ")
    one.type("Clara\n")
    one.wait_for("Say Ana or Ben.")
    one.type("ben\n")
    assert one.wait_for_end() == 0
    assert "Joined. You are Ben here, with Ana." in one.shown


def test_on_a_terminal_it_shows_where_an_invite_leads_and_asks_before_it_goes_there(
    begun: Ask, terminal: Open, cloud: Path, tmp_path: Path
) -> None:
    invite = json.loads(begun("sync", "setup", str(cloud), "--json").out)["invite"]
    given = shared_key.decoded(invite)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        for target in (f"webdav://127.0.0.1:{port}/us", f"s3://ours/us?endpoint=http://127.0.0.1:{port}"):
            strange = shared_key.encoded(msgspec.structs.replace(given, target=target))
            one = terminal("sync", "join", strange, "--at", "his")
            one.wait_for(f"The invite leads to {target}")
            one.wait_for("Go there? [Y/n]: ")
            one.type("n\n")
            assert one.wait_for_end() == 1
            assert "Nothing was opened" in one.shown and not (tmp_path / "his").exists()
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()
    one = terminal("sync", "join", invite, "--at", "his")
    one.wait_for("Go there? [Y/n]: ")
    one.type("y\n")
    assert one.wait_for_end() == 0 and (tmp_path / "his").exists()


@pytest.mark.slow
def test_a_place_in_an_invite_is_shown_without_what_a_terminal_obeys(begun: Ask, terminal: Open, cloud: Path) -> None:
    given = shared_key.decoded(json.loads(begun("sync", "setup", str(cloud), "--json").out)["invite"])
    strange = shared_key.encoded(msgspec.structs.replace(given, target="/x/\x1b]0;owned\x07\nus"))
    one = terminal("sync", "join", strange, "--at", "his")
    one.wait_for("Go there? [Y/n]: ")
    assert b"\x1b]0;" not in one.raw and "The invite leads to /x/�]0;owned� us" in one.shown
    one.type("n\n")
    one.wait_for_end()
    secret = shared_key.encoded(msgspec.structs.replace(given, target="sftp://ana:marmalade@host/us"))
    one = terminal("sync", "join", secret, "--at", "his")
    assert one.wait_for_end() == 2 and "marmalade" not in one.raw.decode()


@pytest.mark.sample(1)
@pytest.mark.parametrize("more", [["--json"], ["--target"]])
def test_a_script_and_whoever_names_the_place_are_asked_nothing(
    begun: Ask, terminal: Open, cloud: Path, more: list[str]
) -> None:
    invite = json.loads(begun("sync", "setup", str(cloud), "--json").out)["invite"]
    one = terminal("sync", "join", invite, "--at", "his", *more, *([str(cloud)] if "--target" in more else []))
    assert one.wait_for_end() == 0
    assert "Go there" not in one.shown


def test_an_invite_is_read_however_it_was_copied(begun: Ask, cloud: Path) -> None:
    invite = json.loads(begun("sync", "setup", str(cloud), "--json").out)["invite"]
    broken = "\n  ".join(re.findall(".{1,40}", invite.lower()))
    assert begun("sync", "join", "-", "--at", "his", input=broken + "\r\n").code == 0
    slip = invite[:-3] + ("A" if invite[-3] != "A" else "B") + invite[-2:]
    assert "a slip in it" in begun("sync", "join", slip, "--at", "another").err


def test_a_folder_that_is_elsewhere_here_is_asked_for(begun: Ask, cloud: Path) -> None:
    invite = json.loads(begun("sync", "setup", str(cloud), "--json").out)["invite"]
    elsewhere = cloud.rename(cloud.with_name("elsewhere"))
    assert "--target FOLDER" in begun("sync", "join", invite, "--at", "his").err
    assert begun("sync", "join", invite, "--at", "his", "--target", str(elsewhere)).code == 0


def test_solo_it_is_offered_what_to_share(ask: Ask, cloud: Path) -> None:
    ask("init", "--me", "Ana", "--solo")
    ask("thank", "kept alone")
    assert "needs a name" in ask("sync", "setup", str(cloud)).err
    told = json.loads(ask("sync", "setup", str(cloud), "--partner", "Ben", "--share", "all", "--json").out)
    ask("sync", "join", told["invite"], "--at", "his")
    assert "kept alone" in ask("list", "--at", "his").out


@pytest.mark.slow
def test_on_a_terminal_what_was_kept_alone_is_looked_at_kind_by_kind(
    ask: Ask, terminal: Open, cloud: Path, tmp_path: Path
) -> None:
    ask("init", "--me", "Ana", "--solo")
    ask("thank", "from her")
    one = terminal("sync", "setup", str(cloud), columns=40)
    one.wait_for("Your partner's name: ")
    one.type("Ben\n")
    one.wait_for("Appreciations (1): share?")
    one.type("y\n")
    one.wait_for("Start sharing? [Y/n]: ")
    one.type("\n")
    assert one.wait_for_end() == 0
    invite = ask("sync", "invite").lines[-1]
    ask("init", "--at", "his", "--me", "Ben", "--solo")
    ask("thank", "from him", "--at", "his")
    ask("bid", "toward", "his own", "--at", "his")
    before = sorted((path, path.read_bytes()) for path in (tmp_path / "his").rglob("*") if path.is_file())
    for end in ("n", "y"):
        two = terminal("sync", "join", invite, "--at", "his")
        two.wait_for("Go there? [Y/n]: ")
        two.type("\n")
        for kind, answer in (("Appreciations", "y"), ("Bids", "n")):
            two.wait_for(f"{kind} (1): share?")
            two.type(f"{answer}\n")
        two.wait_for("Ana will see 1 of 2 entries")
        two.wait_for("Start sharing? [Y/n]: ")
        two.type(f"{end}\n")
        assert (two.wait_for_end() == 0) is (end == "y")
        if end == "n":
            now = sorted((path, path.read_bytes()) for path in (tmp_path / "his").rglob("*") if path.is_file())
            assert [entry for entry in now if not entry[0].name.endswith("-lock")] == [
                entry for entry in before if not entry[0].name.endswith("-lock")
            ], "nothing was changed"
    assert "Ana now sees 1 of 2 entries that you wrote on your own" in two.shown
    ask("sync")
    told = ask("list").out
    assert "from her" in told and "from him" in told and "his own" not in told


def test_a_second_target_is_refused_and_setting_up_is_told(begun: Ask, cloud: Path) -> None:
    begun("sync", "setup", str(cloud))
    assert "already set up here" in begun("sync", "setup", str(cloud)).err
    assert "2" not in begun("sync", "status").out.split(",")[1]
    assert begun("sync", "leave", "--json").out == '{"left": true}\n'
    assert begun("sync", "setup", str(cloud)).code == 0


def test_a_target_within_the_data_folder_is_refused(begun: Ask, home: object) -> None:
    where = begun("locate").lines[0].split()[-1]
    assert "in the data folder itself" in begun("sync", "setup", str(Path(where).parent)).err


def test_a_folder_that_no_invite_could_name_is_refused(begun: Ask, tmp_path: Path) -> None:
    odd = os.fsdecode(bytes(tmp_path / "us") + b"\xff")
    os.mkdir(odd)
    told = begun("sync", "setup", odd)
    assert told.code == 2 and "not in UTF-8" in told.err
    assert os.listdir(odd) == []


def test_a_target_that_has_the_log_and_the_key_in_it_is_refused(begun: Ask) -> None:
    where = Path(begun("locate").lines[0].split()[-1]).parent
    told = begun("sync", "setup", str(where.parent))
    assert told.code == 2 and "The log itself is in" in told.err
    assert not (where / "sync").exists()


def test_the_usual_options_go_with_every_one(begun: Ask, cloud: Path) -> None:
    for name in ("setup", "invite", "join", "leave", "rotate", "devices", "status", "key"):
        assert "--at" in begun("sync", name, "--help").out


def test_where_the_place_is_not_there_now_every_command_says_do_it_again_later(begun: Ask, cloud: Path) -> None:
    invite = json.loads(begun("sync", "setup", str(cloud), "--json").out)["invite"]
    away = cloud.rename(cloud.with_name("away"))
    for command in ([], ["devices"], ["rotate"]):
        answer = begun("sync", *command)
        assert answer.code == 75 and "is not there now" in answer.err and answer.err.count("\n") == 1, command
    assert begun("sync", "join", invite, "--at", "his", "--target", str(cloud)).code == 75
    assert begun("sync", "setup", str(cloud), "--mine").code == 75
    assert not Path("his").exists()
    assert begun("sync", "leave").code == 0  # it asks no network
    away.rename(cloud)
    assert begun("sync", "setup", str(cloud), "--mine").code == 0


def test_alone_the_place_of_the_two_keeps_no_timer_from_ones_own_machines(begun: Ask, cloud: Path) -> None:
    begun("sync", "setup", str(cloud))
    begun("together", "--alone")
    alone = begun("sync", "-q")
    assert alone.code == 1 and "You're solo here" in alone.err
    begun("sync", "setup", str(cloud), "--mine")
    assert begun("sync", "-q") == (0, "", "")
    synced = begun("sync")
    assert synced.code == 0 and "Your computers" in synced.out and "Shared log" not in synced.out
    assert "You're solo here, so nothing is sent or received" in begun("sync", "status").out
    away = cloud.rename(cloud.with_name("away"))
    assert begun("sync", "-q").code == 75
    away.rename(cloud)
    begun("together")
    assert "Shared log" in begun("sync").out and "You are alone" not in begun("sync", "status").out


def test_a_folders_name_breaks_no_line_and_is_not_obeyed(ask: Ask, tmp_path: Path) -> None:
    home, cloud = tmp_path / "a  home\nShared log: elsewhere", tmp_path / "cloud\n\x1b]0;x\x07\u2028us"
    at = ("--at", str(home))
    cloud.mkdir()
    begun = ask("init", "--me", "Ana", "--partner", "Ben", *at)
    assert ask("sync", "setup", str(cloud), *at).code == 0
    for answer in (begun, ask("locate", *at), ask("backup", *at), ask("sync", "status", *at), ask("sync", "key", *at)):
        assert answer.code == 0 and not any(line.startswith(("Shared log: elsewhere", "us")) for line in answer.lines)
    shown = ask("sync", "status", *at).out
    assert "/cloud��]0;x��us, 1 computer known" in shown and len(shown.splitlines()) == 1
    assert f"{tmp_path}/a  home�Shared log: elsewhere/sync" in ask("sync", "key", *at).out
    cloud.rename(tmp_path / "away")
    assert ask("sync", *at).code == 75 and ask("sync", *at).err.count("\n") == 1
