"""Alone, together, two at one machine: by the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui.cli.group import COMMANDS
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support.canaries import NAMES, laid
from support.command_line import Ask, Terminal, said
from support.homes import ANA, BEN, Still

Open = Callable[..., Terminal]


@pytest.fixture
def alone(ask: Ask) -> Ask:
    """A log of Ana alone, with something of several kinds in it."""
    ask("init", "--me", "Ana", "--solo")
    ask("thank", "for the lamp")
    ask("thank", "--from", "your partner", "for the tea")
    ask("bid", "toward", "the heron")
    ask("did", "bedtime")
    return ask


def test_the_words_alone_are_for_one(alone: Ask) -> None:
    assert alone("thank", "for the bread").out == "Saved.\n"
    assert alone("did", "morning").out == "Saved: Morning goodbye, today.\n"
    spoken = alone("today").out + alone("list").out + alone("ritual", "reunion", "--plain", input="").out
    for two in ("both", "together", "Together", "only you", "you two", "each other", "Ana,"):
        assert two not in spoken, two
    assert "Bedtime: done 20:15\n" in spoken


def test_alone_an_export_is_the_whole_log(alone: Ask) -> None:
    there = alone("export").records
    assert {record.get("text") for record in there} >= {"for the lamp", "for the tea", "the heron"}
    assert next(r for r in there if r.get("text") == "for the tea")["voice"] == "your partner"


def test_nothing_is_shared_unless_said(alone: Ask) -> None:
    answer = alone("together", "--partner", "Ben")
    assert answer.lines[0] == "You're sharing with Ben now. What you wrote before stays only yours."
    assert alone("list", "--as", "Ben").out.startswith("Nothing yet")
    assert len(alone("list", "--json").records) == 4
    assert alone("thank", "for the bread").out == "Saved.\n"
    assert said(alone, "--as", "Ben") == ["for the bread"]
    assert alone("--as", "Ben", "thank", "--from", "Ana", "a").out == "Saved: Ana → Ben.\n", (
        "nobody is told a number with what they cannot see in it"
    )


def test_kinds_can_be_said(alone: Ask) -> None:
    answer = alone("together", "--partner", "Ben", "--share", "bid,ritual", "--json")
    assert answer.records == [{
        "together": True, "partner": "Ben", "both_here": False, "shared": 2, "self": 2,
        "kinds": {"appreciation": {"shared": 0, "self": 2}, "bid": {"shared": 1, "self": 0},
                  "ritual": {"shared": 1, "self": 0}},
    }]  # fmt: skip
    assert [r["kind"] for r in alone("list", "--json", "--as", "Ben").records] == ["bid", "ritual"]
    assert alone("undo").out == "You're solo again, as before. Nothing of yours is shared.\n"
    assert alone("redo").out == "You're sharing with Ben again.\n"
    assert alone("undo").out == "You're solo again, as before. Nothing of yours is shared.\n"
    assert alone("list", "--as", "your partner").out.startswith("Nothing yet")


def test_what_was_written_in_the_others_name_says_so(alone: Ask) -> None:
    alone("together", "--partner", "Ben", "--share", "all")
    assert any("Ben (written by Ana) → Ana: “for the tea”" in line for line in alone("list").lines)
    assert any("written by Ana" in line for line in alone("list", "--as", "Ben").lines)


@pytest.mark.parametrize(
    ("args", "line"),
    [
        ((), "Your partner needs a name now. ritualtui together --partner NAME"),
        (("--partner", "Ana"), "Both have the same name."),
        (("--partner", "Ben", "--share", "words"), "“words” can't be shared."),
        (("--alone",), "You're already solo here."),
        (("--alone", "--share", "all"), "--alone can't be combined"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_changes_nothing(alone: Ask, home: Places, args: tuple[str, ...], line: str) -> None:
    before = Path(home.journal).read_bytes()
    answer = alone("together", *args)
    assert answer.code in (1, 2)
    assert answer.err.startswith(line)
    assert Path(home.journal).read_bytes() == before


def test_the_way_back(alone: Ask) -> None:
    alone("together", "--partner", "Ben", "--share", "bid")
    alone("--as", "Ben", "thank", "his")
    assert alone("together", "--alone", "--json").records == [{"together": False}]
    alone("thank", "after")
    assert said(alone, "--as", "Ben") == ["the heron", "his"]
    assert {"after", "his"} <= {record.get("text") for record in alone("list", "--json").records}


def test_on_a_terminal_it_asks_kind_by_kind_and_line_by_line(alone: Ask, terminal: Open) -> None:
    alone("thank", "for the bread")
    shown = terminal("together", columns=120)
    for prompt, typed in (
        ("Your partner's name:", "Ben"), ("Appreciations (3): share? n(o), y(es), l(ook at each):", "l"),
        ("share? n(o), y(es):", "y"), ("share? n(o), y(es):", ""),
        ("share? n(o), y(es):", "perhaps"), ("share? n(o), y(es):", "no"),
        ("Bids (1): share? n(o), y(es), l(ook at each):", ""),
        ("Rituals (1): share? n(o), y(es), l(ook at each):", "yes"),
    ):  # fmt: skip
        shown.wait_for_prompt(prompt)
        shown.type(f"{typed}\r")
    shown.wait_for("Ben will see 2 of 5 entries. Everything else stays only yours. Start sharing? [Y/n]:")
    shown.type("\r")
    assert shown.wait_for_end() == 0
    assert [r.get("text") or r["kind"] for r in alone("list", "--json", "--as", "Ben").records] == [
        "for the lamp", "ritual",
    ]  # fmt: skip


@pytest.mark.slow
def test_on_a_terminal_one_can_leave_it(alone: Ask, terminal: Open, home: Places) -> None:
    shown = terminal("together", "--partner", "Ben")
    shown.wait_for_prompt("Appreciations (2): share? n(o), y(es), l(ook at each):")
    assert shown.leave(b"\x03") == 130
    with Companion.open(home) as companion:
        assert companion.people.solo


# -- two at one machine


@pytest.fixture
def shared(ask: Ask) -> Ask:
    assert ask("init", "--me", "Ana", "--partner", "Ben", "--both-here").code == 0
    return ask


@pytest.mark.parametrize("args", [("list",), ("today",), ("thank", "x"), ("bid", "toward"), ("export",), ("undo",)])
def test_nobody_is_taken_for_the_other(shared: Ask, args: tuple[str, ...]) -> None:
    answer = shared(*args)
    assert answer.code == 2
    assert answer.err.startswith("Ana and Ben both use this computer. Say who you are with --as NAME")


def test_a_variable_says_who_is_here(shared: Ask) -> None:
    assert shared("thank", "x", more={"RITUALTUI_AS": "Ben"}).out.startswith("Saved.")
    assert shared("--as", "Ana", "thank", "y", more={"RITUALTUI_AS": "Ben"}).out.startswith("Saved.")


@pytest.mark.slow
def test_on_a_terminal_it_is_asked(shared: Ask, terminal: Open) -> None:
    shown = terminal("thank", "for the bread")
    shown.wait_for_prompt("Who's here, Ana or Ben:")
    shown.type("Kim\r")
    shown.wait_for("Say Ana or Ben.")
    shown.wait_for_prompt("Who's here, Ana or Ben:")
    shown.type("ben\r")
    assert shown.wait_for_end() == 0
    assert "Saved." in shown.shown


def test_who_uses_the_machine_can_be_changed(shared: Ask) -> None:
    assert shared("together", "--only-me", "--as", "Ben").code == 1
    assert shared("together", "--only-me", "--as", "Ana").out == "Only Ana uses this computer.\n"
    assert shared("list").code == 0
    assert shared("together", "--both-here").out.startswith("You both use this computer")
    assert shared("list").code == 2


def test_undo_is_of_ones_own_changes(shared: Ask) -> None:
    shared("--as", "Ana", "thank", "hers")
    shared("--as", "Ben", "thank", "his")
    shared("--as", "Ana", "undo")
    assert said(shared, "--as", "Ben") == ["his"]
    assert shared("--as", "Ana", "undo").code == 1


@pytest.mark.sample(1)
@pytest.mark.parametrize("owner", [ANA, BEN])
def test_no_command_shows_what_the_other_keeps_to_themselves(
    ask: Ask, home: Places, still: Still, tmp_path: Path, owner: str
) -> None:
    words = laid(home, still, owner)
    me, other = NAMES[BEN if owner == ANA else ANA], NAMES[owner]
    with Companion.open(home, other, still) as companion:
        own = [r.id for r in companion.visible() if r.audience == "self"]
        lines = list(companion.transfer.lines(companion.look.listed(settings=True)))
    assert len(own) == 18
    Path(tmp_path / "of-the-other.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    assert ask("--as", other, "backup", "whole.json").code == 0
    heard: list[str] = []

    def hear(*args: str, input: str | None = None) -> str:
        answer = ask("--as", me, *args, input=input)
        heard.extend(f"{args}: {line}" for line in (answer.out + answer.err).splitlines())
        return answer.out

    commands = [
        ["list"], ["list", "--all"], ["list", "--json"], ["list", "--all", "--json"], ["list", "--person", other],
        ["list", "canary"], ["list", "-n", "3"], ["today"], ["status"], ["export"], ["export", "--with-self"], ["undo"],
        ["redo"], ["undo"],
        ["restore"], ["restore", "whole.json", "--look"], ["import", "of-the-other.jsonl"], ["undo"],
        ["did", "bedtime"], ["thank", "a thank-you"], ["thank", "--from", other, "a thank-you"], ["bid", "toward"],
        ["locate"], ["help"], ["pulse"], ["pulse", "--replay", "--json"], ["sync"], ["sync", "status"],
        ["merge", "whole.json"], ["pause", "ill"], ["pause", "end"], ["season", "hard"], ["season", "usual"],
        ["question"], ["question", "--list", "--deck", "us"], ["question", "--star", "bed-001"], ["deck"],
        ["deck", "add", "us", "x"],
        ["journal", "x"], ["report", "--all", "--own", "--out", "-"],
        ["ritual", "morning", "--plain"], ["ritual", "bedtime", "--plain", "--easy"], ["together", "--share", "all"],
        ["together", "--json"], ["backup"], ["completion", "bash"], ["demo", "--help"], ["init", "--help"],
        ["restore", "whole.json", "--yes", "--exactly"], ["list"], ["today"], ["undo"], ["list"],
        ["redo"], ["list"], ["remember", "x"], ["promise", "x", "--by", "friday"], ["anniversary", "x", "2013-09-17"],
        ["checkin", "7", "x"], ["outing", "x", "--on", "friday"], ["coming"], ["coming", "--json"],
        ["done", "canary"], ["move", "canary", "friday"], ["letgo", "canary"],
    ]  # fmt: skip
    for kind in ("appreciation", "checkin", "mark", "plan", "pause", "detail"):
        commands.append(["list", "--kind", kind, "--json"])
    for ident in own:
        commands += [
            ["edit", ident, "x"],
            ["edit", ident[-6:], "--audience", "ours"],
            ["rm", ident],
            ["rm", ident[-8:]],
            ["burn", ident, "--yes"],
        ]
    for args in commands:
        hear(*args, input="" if args[0] == "ritual" else None)
    assert {args[0] for args in commands} >= set(COMMANDS) - {"init", "demo", "private", "forget"}
    assert [line for line in heard if any(word in line for word in words)] == []
    assert [line for line in heard if "canary" in line and "'canary'" not in line] == []
    assert not any(
        ident in line for line in heard if not {"edit", "rm", "burn"} & set(line.split("'")[1:2]) for ident in own
    )
    with Companion.open(home, other, still) as companion:
        assert {r.id for r in companion.visible()} >= set(own), "and nothing of it was touched"
        assert all(companion.raw(ident)["audience"] == "self" for ident in own)  # type: ignore[index]


def test_the_number_of_thanks_says_nothing_of_what_is_kept_apart(shared: Ask) -> None:
    for text in ("a", "b"):
        shared("--as", "Ben", "thank", text)
    ident = shared("--as", "Ben", "list", "--json").records[0]["id"]
    shared("--as", "Ben", "edit", ident, "--audience", "self")
    assert shared("--as", "Ana", "thank", "--from", "Ben", "c").out == "Saved: Ben → Ana.\n"
    assert shared("--as", "Ben", "thank", "d").out == "Saved. Ana will see it next time.\n"


def test_removed_things_of_the_other_are_as_if_never_there(shared: Ask) -> None:
    shared("--as", "Ben", "thank", "a")
    ident = json.loads(shared("--as", "Ben", "list", "--json").out)["id"]
    shared("--as", "Ben", "edit", ident, "--audience", "self")
    shared("--as", "Ben", "rm", ident)
    assert "There's no entry" in shared("--as", "Ana", "rm", ident[-8:]).err
    assert "already removed" in shared("--as", "Ben", "rm", ident[-8:]).err
