"""An invite: short enough to read, in a file to hand over, of the version before; a sync folder made on the way."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, strategies

from ritualtui.store import sealing
from ritualtui.sync import bech32, shared_key
from support.command_line import Ask, Terminal

Open = Callable[..., Terminal]

BEFORE = (
    "RITUALTUI1-GPHCCE4ZAGTGG33VOBWGLMBRHFRDCMJTMIZDAOJSGBRTMYJX3E5FIOKKIZMEQUCRHFEDOR2OJRLFGVSOJY2FAM2GK"
    "UZDIMCMGMYFINJZJBLEMTBTJYZVKQ2WJM4UCS2ELFIVQUKRJM3UWSCBVQXWQ33NMUXWC3TBF52XHEUSVBRXI6DMOJYTG6NDIFXGD"
    "EVIMZYWU2BXG5TXDI2CMVXKQY3UPBWHE4JTPECME"
)
"""An invite of the version before, to /home/ana/us."""


@pytest.fixture
def cloud(tmp_path: Path) -> Path:
    folder = tmp_path / "cloud"
    folder.mkdir()
    return folder


def invite_to(begun: Ask, cloud: Path) -> str:
    return str(json.loads(begun("sync", "setup", str(cloud), "--json").out)["invite"])


def test_an_invite_is_short_enough_to_read_and_says_the_same_however_it_is_typed(begun: Ask, cloud: Path) -> None:
    made = shared_key.decoded(invite_to(begun, cloud))
    secret = made.keys.secret
    assert made.space == shared_key.space_of(secret), "what follows from the key is not carried"
    usual = shared_key.encoded(
        shared_key.invite(
            "couple", made.keys, "/home/ana/us", [["ctxlrq3y", "Ana"], ["fqjh77gq", "Ben"]], "fqjh77gq", 4
        )
    )
    assert len(usual) <= 160
    shown = shared_key.grouped(usual)
    assert all(len(word) <= 11 for word in shown.split()) and max(map(len, shown.splitlines())) <= 36
    for typed in (usual, shown, shown.lower(), shown.replace("\n", "  ")):
        found = shared_key.decoded(typed)
        assert found.keys.secret == secret and found.inviter == "fqjh77gq" and found.target == "/home/ana/us"


def test_an_invite_of_the_version_before_is_read(begun: Ask) -> None:
    found = shared_key.decoded(BEFORE)
    assert (found.target, found.inviter, found.space) == ("/home/ana/us", "ctxlrq3y", "19b113b20920c6a7")
    assert found.people == (("ctxlrq3y", "Ana"), ("fqjh77gq", "Ben"))
    again = shared_key.decoded(shared_key.encoded(found))
    assert (again.space, again.keys.secret, again.people) == (found.space, found.keys.secret, found.people)


@given(strategies.binary(min_size=32, max_size=32))
def test_a_key_is_the_same_in_bytes_and_in_letters(raw: bytes) -> None:
    text = bech32.to_text(raw)
    assert bech32.to_bytes(text) == raw
    sealing.age().x25519.Identity.from_str(text)  # its own checksum holds
    for wrong in (text[:-1], text[:-1] + ("Q" if text[-1] != "Q" else "P"), text.lower(), text + "Q"):
        with pytest.raises(ValueError):
            bech32.to_bytes(wrong)


def test_an_invite_goes_into_a_file_that_only_its_owner_reads_and_is_taken_from_there(
    begun: Ask, cloud: Path, tmp_path: Path
) -> None:
    invite = invite_to(begun, cloud)
    file = tmp_path / "for ben.txt"
    done = begun("sync", "invite", "--file", str(file))
    assert done.code == 0 and str(file) in " ".join(done.out.split()) and "RITUALTUI1" not in done.out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert shared_key.decoded(file.read_text()) == shared_key.decoded(invite)
    done = begun("sync", "join", str(file), "--at", "his")
    assert (done.code, done.out.splitlines()[0]) == (0, "Joined. You are Ben here, with Ana.")


def test_an_invite_is_written_over_nothing_and_never_into_the_sync_folder(
    begun: Ask, cloud: Path, tmp_path: Path
) -> None:
    invite_to(begun, cloud)
    (cloud / "sub").mkdir()
    (tmp_path / "link").symlink_to(cloud)
    for place in (cloud / "invite.txt", cloud / "sub" / "invite.txt", tmp_path / "link" / "invite.txt"):
        done = begun("sync", "invite", "--file", str(place))
        assert done.code == 2 and "is the key to it" in done.err and not place.exists()
    (tmp_path / "mine.txt").write_text("mine")
    done = begun("sync", "invite", "--file", str(tmp_path / "mine.txt"))
    assert done.code == 2 and (tmp_path / "mine.txt").read_text() == "mine"


@pytest.mark.slow
def test_on_a_terminal_a_folder_that_is_not_there_is_offered_to_be_made(
    begun: Ask, terminal: Open, tmp_path: Path
) -> None:
    new = tmp_path / "clud"
    one = terminal("sync", "setup", str(new))
    one.wait_for("[y/N]: ")
    one.type("\n")
    assert one.wait_for_end() == 2 and not new.exists()
    assert "nothing is set up" in one.shown
    one = terminal("sync", "setup", str(new))
    one.wait_for("[y/N]: ")
    one.type("y\n")
    assert one.wait_for_end() == 0 and list(new.iterdir())
    begun("sync", "leave")
    assert begun("sync", "setup", str(tmp_path / "other")).code != 0, "a script is not asked, and makes nothing"
    assert not (tmp_path / "other").exists()
