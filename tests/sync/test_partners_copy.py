"""What is said about the partner's copy is what happens to it: two homes that sync through a folder, before and after.

Someone may decide by these sentences whether it's safe to do a thing. Each test reads the sentence on the command line,
and then looks at the partner's log and at every file in the partner's home.
"""

from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from ritualtui import messages
from ritualtui.cli.group import cli
from ritualtui.cli.invocation import Session
from ritualtui.companion import partners_copy
from support.homes import Still

ROOT = Path(__file__).parents[2]
SECRET = "quillwort"  # a word that nothing else says


class Home:
    """One computer: its home, and its commands."""

    def __init__(self, root: Path, name: str, env: dict[str, str], time: Still) -> None:
        self.folder = root / name
        self._env: dict[str, str | None] = {**env, "XDG_STATE_HOME": str(root / f"{name}-state"), "COLUMNS": "500"}
        self._time = time

    def __call__(self, *args: str) -> str:
        self._time.move(seconds=1)
        given = ("--at", str(self.folder), *args)
        done = CliRunner(env=self._env).invoke(cli, given, prog_name="ritualtui", obj=Session(time=self._time))
        assert done.exit_code == 0 or "so nothing is sent or received" in done.stderr, done.output
        return done.stdout

    def id_of(self, words: str) -> str:
        return next(line.split()[0] for line in self("list").splitlines() if words in line)

    def files_with(self, words: str) -> list[str]:
        return [str(p) for p in self.folder.rglob("*") if p.is_file() and words.encode() in p.read_bytes()]


class Couple(NamedTuple):
    """Two computers that have synced; what Ana wrote about ``SECRET`` is on both."""

    ana: Home
    ben: Home
    between: Path

    def sync(self) -> str:
        """Ana's computer, then Ben's. Returns what Ben's says."""
        self.ana("sync")
        return self.ben("sync")


@pytest.fixture
def couple(tmp_path: Path, env: dict[str, str], still: Still, monkeypatch: pytest.MonkeyPatch) -> Couple:
    monkeypatch.chdir(tmp_path)
    ana, ben = (Home(tmp_path, name, env, still) for name in ("ana", "ben"))
    between = tmp_path / "between"
    between.mkdir()
    ana("init", "--me", "Ana", "--partner", "Ben")
    ana("thank", f"for the {SECRET}")
    ana("did", "bedtime")
    invite = ana("sync", "setup", str(between)).splitlines()[-1]
    ben("sync", "join", invite, "--target", str(between), "--me", "Ben")
    ben("thank", "for the lamp")
    ben("sync")
    ana("sync")
    assert SECRET in ben("list") and "lamp" in ana("list")
    return Couple(ana, ben, between)


def said(sentence: str) -> str:
    return sentence.format(partner="Ben")


def test_made_private_it_disappears_at_the_next_sync_and_is_noticed(couple: Couple) -> None:
    answer = couple.ana("edit", couple.ana.id_of(SECRET), "--audience", "self")
    assert said(partners_copy.HIDDEN) in answer
    assert SECRET in couple.ben("list"), "until the sync it's there"
    assert "1 change received" in couple.sync(), "Ben may notice"
    assert SECRET not in couple.ben("list") and SECRET in couple.ana("list")
    assert couple.ben.files_with(SECRET), "what came before may stay in backups"


@pytest.mark.parametrize("response", ["away", "against"])
def test_a_bid_turned_away_after_all_disappears_at_the_next_sync(couple: Couple, response: str) -> None:
    couple.ana("bid", "open", "--from", "me", "the moonwort")
    couple.sync()
    assert "moonwort" in couple.ben("list")
    answer = couple.ana("edit", couple.ana.id_of("moonwort"), "--response", response)
    assert messages.BID_NOW_OWN in answer and said(partners_copy.HIDDEN) in answer
    couple.sync()
    assert "moonwort" not in couple.ben("list") and "moonwort" in couple.ana("list")
    assert "moonwort" in couple.ana("undo")
    couple.sync()
    assert "moonwort" in couple.ben("list"), "undo shares it again"


def test_a_bid_that_its_writer_shares_stays_shared_whatever_its_answer_becomes(couple: Couple) -> None:
    couple.ana("bid", "away", "--from", "me", "--shared", "the moonwort")
    ident = couple.ana.id_of("moonwort")
    for args in (("--response", "against"), ("--response", "toward"), ("--response", "away", "--audience", "ours")):
        assert "only you" not in couple.ana("edit", ident, *args)
        couple.sync()
        assert "moonwort" in couple.ben("list")


def test_only_the_one_who_made_a_bid_and_logged_it_takes_it_out_of_sight(couple: Couple) -> None:
    couple.ana("bid", "open", "--from", "me", "the moonwort")
    couple.ana("bid", "open", "the stonewort")
    couple.sync()
    couple.ben("edit", couple.ben.id_of("moonwort"), "--response", "away")
    couple.ana("edit", couple.ana.id_of("stonewort"), "--response", "away")
    couple.ben("sync")
    couple.sync()
    for home in (couple.ana, couple.ben):
        log = home("list")
        assert "moonwort" in log and "stonewort" in log and log.count("turned away") == 2


def test_removed_it_disappears_at_the_next_sync_and_is_noticed(couple: Couple) -> None:
    answer = couple.ana("rm", couple.ana.id_of(SECRET))
    assert said(partners_copy.REMOVED) in answer
    assert SECRET in couple.ben("list")
    assert "1 change received" in couple.sync()
    assert SECRET not in couple.ben("list")
    assert couple.ben.files_with(SECRET), "what came before may stay in backups"


def test_burned_it_goes_from_the_other_computer_with_its_backups(couple: Couple) -> None:
    couple.ben("export", str(couple.between.parent / "exported.jsonl"))
    answer = couple.ana("burn", "--yes", couple.ana.id_of(SECRET))
    assert said(partners_copy.BURNED) in answer
    assert couple.ben.files_with(SECRET)
    assert "1 change received" in couple.sync()
    assert couple.ben.files_with(SECRET) == couple.ana.files_with(SECRET) == []
    assert SECRET in (couple.between.parent / "exported.jsonl").read_text(), "what Ben exported stays"


def test_all_that_one_wrote_goes_from_the_other_computer_but_the_name(couple: Couple) -> None:
    answer = couple.ana("forget", "--word", "forget")
    assert said(partners_copy.FORGOTTEN) in answer
    assert SECRET in couple.ben("list")
    assert "nothing new received" not in couple.sync(), "Ben may notice"
    assert couple.ben.files_with(SECRET) == couple.ana.files_with(SECRET) == []
    after = couple.ben("list")
    assert "Ben → Ana: “for the lamp”" in after, "Ana's name stays there, and so does what Ben wrote"
    assert "Bedtime" in after


def test_everything_here_goes_and_nothing_elsewhere(couple: Couple) -> None:
    before, between = couple.ben("list"), len([*couple.between.rglob("*")])
    answer = couple.ana("forget", "--everything", "--word", "forget")
    assert said(partners_copy.EVERYTHING) in answer
    assert "nothing new received" in couple.ben("sync"), "Ben isn't told"
    assert couple.ben("list") == before
    assert len([*couple.between.rglob("*")]) >= between
    assert couple.ana.files_with(SECRET) == []


def test_after_leaving_the_other_keeps_what_was_shared_and_nothing_goes(couple: Couple) -> None:
    before = couple.ana("list")
    answer = couple.ana("sync", "leave")
    assert said(partners_copy.LEFT) in answer
    assert couple.ana("list") == before, "the log here stays as it is"
    couple.ana("rm", couple.ana.id_of(SECRET))
    couple.ana("thank", "after leaving")
    couple.ben("thank", "nobody gets this")
    received = couple.ben("sync")
    assert "nothing new received" in received, "Ben isn't told"
    after = couple.ben("list")
    assert SECRET in after and "after leaving" not in after
    assert "nobody gets this" not in couple.ana("list")


def test_that_it_goes_out_is_said_only_while_a_sync_is_set_up(couple: Couple) -> None:
    assert couple.ana("thank", "for the bread") == "Saved. It goes out with the next sync.\n"
    couple.sync()
    assert "bread" in couple.ben("list")
    couple.ana("sync", "leave")
    assert couple.ana("thank", "for the salt") == "Saved.\n"
    couple.ben("sync")
    assert "salt" not in couple.ben("list")


def test_after_leaving_a_deletion_speaks_of_this_computer_alone(couple: Couple) -> None:
    couple.ana("sync", "leave")
    ident = couple.ana.id_of(SECRET)
    answer = couple.ana("edit", ident, "--audience", "self")
    assert partners_copy.ONLY_HERE in answer and "next sync" not in answer
    assert "next sync" not in couple.ana("rm", ident)
    assert "next sync" not in couple.ana("burn", "--yes", ident)
    assert SECRET in couple.ben("list")


def test_alone_again_the_other_keeps_everything_and_nothing_goes(couple: Couple) -> None:
    answer = couple.ana("together", "--alone")
    assert said(partners_copy.ALONE) in answer
    couple.ana("thank", "only for me")
    couple.ben("thank", "nobody gets this")
    ident = couple.ana.id_of(SECRET)
    assert said(partners_copy.RESTING) in couple.ana("rm", ident)
    assert "nothing new received" in couple.sync(), "Ben isn't told"
    after = couple.ben("list")
    assert SECRET in after and "only for me" not in after
    assert "nobody gets this" not in couple.ana("list")
    couple.ana("together")
    assert "1 change received" in couple.sync(), "sharing again takes it away there, too"
    assert SECRET not in couple.ben("list") and "only for me" not in couple.ben("list")


@pytest.mark.parametrize("act", ["edit", "burn", "forget"])
def test_alone_again_what_goes_here_stays_there(couple: Couple, act: str) -> None:
    couple.ana("together", "--alone")
    ident = couple.ana.id_of(SECRET)
    args = {"edit": ("edit", ident, "--audience", "self"), "burn": ("burn", "--yes", ident),
            "forget": ("forget", "--word", "forget")}[act]  # fmt: skip
    sentence = partners_copy.FORGOTTEN_RESTING if act == "forget" else partners_copy.RESTING
    assert said(sentence) in couple.ana(*args)
    couple.sync()
    assert SECRET in couple.ben("list")


def test_an_entry_of_ones_own_says_nothing_about_the_other(couple: Couple) -> None:
    couple.ana("bid", "away", "--from", "me", "just mine")
    ident = couple.ana.id_of("just mine")
    couple.ana("edit", ident, "--audience", "self")
    for answer in (couple.ana("rm", ident), couple.ana("undo"), couple.ana("burn", "--yes", ident)):
        assert "Ben" not in answer.replace("Ben made", "")


HELP = {
    ("edit",): "disappears from your partner's log at the next sync, and your partner may notice",
    ("rm",): "disappears from your partner's log too at the next sync, and your partner may notice",
    ("burn",): "deleted on your partner's computer too at the next sync, backups included, and your partner may notice",
    ("forget",): "deleted on your partner's computer too at the next sync, and your partner may notice",
    ("together",): "your partner isn't told",
    ("sync", "leave"): "keeps what you've already shared, and isn't told",
}


@pytest.mark.parametrize("command", HELP, ids=" ".join)
def test_the_help_says_the_same(couple: Couple, command: tuple[str, ...]) -> None:
    assert HELP[command] in " ".join(couple.ana(*command, "--help").split())


@pytest.mark.parametrize("name", ["HIDDEN", "REMOVED", "RESTING", "BURNED", "FORGOTTEN", "EVERYTHING", "LEFT", "ALONE"])
def test_the_docs_say_the_same(name: str) -> None:
    page = " ".join((ROOT / "docs" / "sync.md").read_text(encoding="utf-8").split())
    assert said(getattr(partners_copy, name)) in page
