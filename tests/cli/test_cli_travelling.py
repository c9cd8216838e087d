"""Rituals of your own on two machines: each has what the other lacks, and the log keeps what is gone from a file."""

import json
import tomllib
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ritualtui.companion.service import Companion
from ritualtui.companion.sync import merging
from ritualtui.places import Places
from support.command_line import Answer, Ask
from support.homes import Still

TEA = """\
[[ritual]]
id = "tea"
name = "Tea on the steps"

[[ritual.steps]]
id = "sit"
kind = "say"
text = "Sit."

[[ritual.steps]]
id = "thanks"
kind = "appreciate"
text = "{by}, thank {to}."
"""
WALK = TEA.replace('"tea"', '"walk"').replace("Tea on the steps", "Walk round the block")
At = Callable[..., Answer]


class Home:
    """One machine: its folder, and the command on it."""

    def __init__(self, ask: Ask, folder: Path) -> None:
        self._ask = ask
        self.places = Places(str(folder), str(folder))

    def __call__(self, *args: str, code: int = 0, **more: Any) -> Answer:
        answer = self._ask("--at", self.places.home, *args, **more)
        assert answer.code == code, answer
        return answer

    def rituals(self, text: str) -> None:
        """Write, or remove, the file of rituals."""
        path = Path(self.places.own_rituals)
        if text:
            path.write_text(text)
        else:
            path.unlink()

    def together(self) -> str:
        return next((line for line in self("today").lines if line.startswith("Days with a ritual")), "")

    def pulse(self) -> str:
        """Everything it knows, as Ana sees it."""
        return self("--as", "Ana", "pulse", "--json").out + self("--as", "Ana", "pulse").out

    def kept(self, kind: str) -> list[dict[str, Any]]:
        return self("list", "--all", "--kind", kind, "--json").records

    def put(self, **fields: Any) -> None:
        """Take in a record as it would come from another machine, whatever is in it."""
        ident = str(uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(fields)))
        record = {"id": ident, "stamp": "019aa1ffbf75-0000-hostileb", "at": "2026-11-20T20:00:00+00:00",
                  "day": "2026-11-20", "audience": "ours", **fields}  # fmt: skip
        with Companion.open(self.places, time=Still()) as companion:
            record.setdefault("by", companion.people.partner.id)
            key = str(int(ident.replace("-", ""), 16))
            merging.take(companion, {key: msgspec.Raw(msgspec.json.encode(record))})


@pytest.fixture
def two(ask: Ask, tmp_path: Path) -> tuple[Home, Home]:
    """Ana's machine and Ben's, joined by a folder."""
    ana, ben = Home(ask, tmp_path / "A"), Home(ask, tmp_path / "B")
    (tmp_path / "place").mkdir()
    ana("init", "--me", "Ana", "--partner", "Ben")
    said = ana("sync", "setup", str(tmp_path / "place")).out
    invite = next(word for word in said.split() if word.startswith("RITUALTUI1-"))
    ben("sync", "join", invite, "--me", "Ben", "--target", str(tmp_path / "place"))
    return ana, ben


def sync(*homes: Home) -> None:
    for home in homes:
        home("sync", "-q")


def test_each_machine_has_the_rituals_of_the_other(two: tuple[Home, Home]) -> None:
    ana, ben = two
    ana.rituals(TEA)
    ben.rituals(WALK)
    ana("did", "-q", "tea", "--when", "2 days ago")
    ben("did", "-q", "walk", "--when", "yesterday")
    sync(ana, ben, ana)
    for home in (ana, ben):
        assert "Tea on the steps: any time today" in home("today").out
        assert "Walk round the block: any time today" in home("today").out
        assert home.together() == "Days with a ritual: 2 in a row."
        home("pulse")
        assert home("list").out.count("Tea on the steps, both, away from the screen") == 1
    ben("did", "tea on the")
    ben("ritual", "tea", "--plain", input="\nthe cake\nthe tea\n")
    ana("did", "walk")
    assert "the cake" in ben("list").out


@pytest.mark.slow
def test_a_rhythm_travels_and_an_earlier_version_has_it_for_every_day(two: tuple[Home, Home], still: Still) -> None:
    ana, ben = two
    ana.rituals(TEA.replace("[[ritual.steps]]", "times = { count = 1, weeks = 2 }\n\n[[ritual.steps]]", 1))
    ana("did", "-q", "tea")
    sync(ana, ben)
    (plan,) = (one for one in ben.kept("plan") if one["ritual"] == "tea")
    (tea,) = ben.kept("definition")
    assert (plan["times"], plan["weeks"], len(plan["days"])) == (1, 2, 7)
    assert tea["definition"]["times"] == {"count": 1, "weeks": 2} and "days" not in tea["definition"]
    assert all("times" not in one for one in ben.kept("plan") if one["ritual"] != "tea")
    for home in (ana, ben):
        assert "1 of 1 in these 2 weeks" in home("today").out
    still.move(days=1)
    ana.rituals(TEA)  # every day from now on; what was stays
    sync(ana, ben)
    for home in (ana, ben):
        assert "Tea on the steps: any time today" in home("today").out and "in these" not in home("today").out
    still.move(days=1)
    ana.rituals("")
    sync(ana, ben)
    assert "Tea on the steps" not in ben("today").out


def test_both_machines_count_alike(two: tuple[Home, Home], still: Still) -> None:
    ana, ben = two
    ana.rituals(TEA.replace("[[ritual.steps]]", 'days = ["fri", "sat"]\n\n[[ritual.steps]]', 1))
    still.move(days=-40)
    ana("today")
    for _ in range(40):
        still.move(days=1)
        ana("did", "-q", "tea")
    sync(ana, ben)
    assert ana.pulse() == ben.pulse()
    ana.rituals("")
    ana("today")
    still.move(days=3)
    sync(ana, ben)
    assert ana.pulse() == ben.pulse()
    assert ana.together() == ben.together()


def test_a_changed_file_goes_with_the_next_sync(two: tuple[Home, Home]) -> None:
    ana, ben = two
    ana.rituals(TEA)
    assert "shared = false" in ana("sync").err
    ana.rituals(TEA.replace("on the steps", "in the hall"))
    assert ana("sync").err == ""
    assert ana("sync").out.endswith("nothing sent.\n")
    sync(ben)
    assert "Tea in the hall" in ben("today").out
    assert len(ben.kept("definition")) == 1


def test_two_files_with_the_same_ritual_leave_each_other_alone(two: tuple[Home, Home]) -> None:
    ana, ben = two
    ana.rituals(TEA)
    ben.rituals(TEA.replace("on the steps", "in bed"))
    for home in (ana, ben) * 2:
        home("today")
        sync(home)
    assert "Tea on the steps" in ana("today").out and "Tea in bed" in ben("today").out
    for home in (ana, ben):
        assert ", nothing sent" in home("sync").out
    ben.rituals("")
    ben("today")
    assert "Tea on the steps" in ben("today").out, "Ana still has it"
    assert all(plan["days"] for plan in ben.kept("plan")), "and it is still meant for the days that it was"


def test_taken_out_it_is_named_and_counted_and_can_come_back(two: tuple[Home, Home], still: Still) -> None:
    ana, ben = two
    ana.rituals(TEA)
    for day in ("3 days ago", "2 days ago", "yesterday"):
        ana("did", "-q", "tea", "--when", day)
    sync(ana, ben)
    before = ana.together()
    assert before == "Days with a ritual: 3 in a row."
    ana.rituals("")
    assert ana.together() == before
    sync(ana, ben)
    for home in (ana, ben):
        assert home.together() == before
        assert "Tea on the steps" not in home("today").out
        assert home("list").out.count("Tea on the steps") == 3
        assert "Tea on the steps isn't a ritual any more." in home("did", "tea", code=2).err
    still.move(days=5)  # in which nobody has it, and nobody misses it
    ana.rituals(TEA)
    ana("did", "-q", "tea")
    sync(ana, ben)
    for home in (ana, ben):
        assert "new: 4 days out of 4" in home("today").out


def test_a_new_id_leaves_the_old_name_with_the_old_days(two: tuple[Home, Home]) -> None:
    ana, _ = two
    ana.rituals(TEA)
    ana("did", "-q", "tea", "--when", "yesterday")
    ana.rituals(TEA.replace('"tea"', '"chai"').replace("Tea on", "Chai on"))
    ana("did", "-q", "chai")
    said = ana("list").out
    assert "Tea on the steps" in said and "Chai on the steps" in said
    assert ana.together() == "Days with a ritual: 2 in a row."


def test_a_file_with_a_mistake_takes_nothing_out(two: tuple[Home, Home]) -> None:
    ana, _ = two
    ana.rituals(TEA)
    ana("did", "-q", "tea", "--when", "yesterday")
    ana.rituals(TEA.replace('"say"', '"sey"'))
    assert "Tea" not in ana("today").out
    assert "line 7: “sey” isn't a kind of step" in ana("did", "tea", code=2).err
    assert "Tea on the steps" in ana("list").out
    ana.rituals(b"\xff".decode("latin-1") + TEA)
    ana("today")
    assert [one["withdrawn"] for one in ana.kept("definition")] == [False]


def test_other_days_in_the_file_hold_from_today_on(two: tuple[Home, Home]) -> None:
    ana, _ = two
    ana.rituals(TEA)
    for day in range(1, 8):
        ana("did", "-q", "tea", "--when", f"{day} days ago")
    before = ana.together()
    ana.rituals(TEA.replace("[[ritual.steps]]", "days = []\n\n[[ritual.steps]]", 1))
    assert ana.together() == before
    assert "Tea on the steps" not in ana("today").out
    plans = [plan for plan in ana.kept("plan") if plan["ritual"] == "tea"]
    assert [(plan["since"], plan["days"] == []) for plan in plans] == [(None, False), ("2026-11-21", True)]


def test_hidden_it_is_not_offered_here_and_nothing_else_changes(two: tuple[Home, Home]) -> None:
    ana, ben = two
    ana.rituals(TEA)
    ana("did", "-q", "tea", "--when", "yesterday")
    sync(ana, ben)
    assert "--show" in ben("ritual", "tea", "--hide").out
    assert tomllib.loads(Path(ben.places.settings).read_text()) == {"hidden": ["tea"]}
    assert "Tea on the steps" not in ben("today").out
    assert "Tea on the steps" in ben("list").out and "Tea on the steps" in ana("today").out
    assert ben.together() == ana.together()
    assert ana.pulse() == ben.pulse()
    ben("did", "tea")
    sync(ben)
    assert ben("sync").out.endswith("nothing sent.\n")
    ben("ritual", "tea", "--show")
    assert "Tea on the steps: done" in ben("today").out
    assert ben("ritual", "tea", "--hide", "--easy", code=2).err.startswith("--hide can't be combined")


def test_every_ritual_can_be_hidden(begun: Ask, home: Places) -> None:
    for name in ("morning", "reunion", "bedtime", "presence"):
        assert begun("ritual", name, "--hide").code == 0
    assert begun("today").code == 0 and "Bedtime" not in begun("today").out
    assert begun("pulse").code == 0 and begun("ritual", "nothing", "--plain").code == 2
    assert begun("did", "bedtime").code == 0


def test_what_the_settings_name_and_nobody_has_is_told(begun: Ask, home: Places) -> None:
    Path(home.settings).parent.mkdir(parents=True, exist_ok=True)
    Path(home.settings).write_text('hidden = ["bedtiem"]\n[keys]\n"ritual.nothing" = "x"\n')
    told = begun("today").err.splitlines()
    assert len(told) == 2
    assert "“hidden” names “bedtiem”" in told[0] and "did you mean “bedtime”?" in told[0]
    assert "“keys” names “nothing”" in told[1]
    Path(home.settings).write_text("hidden = 3\n")
    assert begun("today").err == ""  # the full screen says what is wrong with the settings


def test_undo_takes_back_what_was_done_and_not_the_definition(two: tuple[Home, Home]) -> None:
    ana, _ = two
    ana.rituals(TEA)
    ana("thank", "soup")
    ana("did", "tea")
    assert "Tea on the steps" in ana("undo").out
    assert "soup" in ana("undo").out
    assert [one["name"] for one in ana.kept("definition")] == ["Tea on the steps"]
    assert ana("undo", code=1).err.startswith("There's nothing to undo.")


def test_a_ritual_that_is_not_shared_stays_here(two: tuple[Home, Home]) -> None:
    ana, ben = two
    ana.rituals(TEA)
    ana("did", "-q", "tea", "--when", "yesterday")
    sync(ana, ben)
    ana.rituals(TEA.replace("[[ritual.steps]]", "shared = false\n\n[[ritual.steps]]", 1))
    sync(ana, ben)
    assert ben.kept("definition") == [] and "Tea on the steps" not in ben("list").out + ben("today").out
    assert "tea, both" in ben("list").out and ben.together() == ana.together()
    assert "Tea on the steps" in ana("today").out
    ana.rituals(TEA.replace("[[ritual.steps]]", "shared = true\n\n[[ritual.steps]]", 1))
    sync(ana, ben)
    assert "Tea on the steps" in ben("today").out


@pytest.mark.parametrize("share", ["none", "definition"])
def test_alone_nothing_is_shared_and_joining_shares_what_is_chosen(ask: Ask, tmp_path: Path, share: str) -> None:
    ana, ben = Home(ask, tmp_path / "A"), Home(ask, tmp_path / "B")
    (tmp_path / "place").mkdir()
    ana("init", "--me", "Ana", "--solo")
    ana.rituals(TEA)
    ana("did", "-q", "tea", "--when", "yesterday")
    assert {one["audience"] for one in ana.kept("definition")} == {"self"}
    assert {one["audience"] for one in ana.kept("plan") if one["ritual"] == "tea"} == {"self"}
    said = ana("sync", "setup", str(tmp_path / "place"), "--partner", "Ben", "--share", share).out
    invite = next(word for word in said.split() if word.startswith("RITUALTUI1-"))
    ben("sync", "join", invite, "--me", "Ben", "--target", str(tmp_path / "place"))
    ana("today")
    sync(ana, ben)
    assert ("Tea on the steps" in ben("today").out) == (share == "definition")
    assert "Tea on the steps" in ana("today").out


def test_an_export_brings_the_rituals_along(two: tuple[Home, Home], ask: Ask, tmp_path: Path) -> None:
    ana, _ = two
    ana.rituals(TEA)
    ana("did", "-q", "tea")
    ana("export", str(tmp_path / "all.jsonl"))
    other = Home(ask, tmp_path / "C")
    other("init", "--me", "Ana", "--partner", "Ben")
    other("import", str(tmp_path / "all.jsonl"))
    assert "Tea on the steps: done" in other("today").out
    assert "Ana, ritual: Tea on the steps, 2 steps" in other("list", "--all").out
    assert "ritual: Tea" not in other("list").out
    ana("import", str(tmp_path / "all.jsonl"))
    assert len(ana.kept("definition")) == 1


def test_a_burned_definition_is_not_written_again(two: tuple[Home, Home]) -> None:
    ana, ben = two
    ana.rituals(TEA)
    ana("did", "-q", "tea", "--when", "yesterday")
    sync(ana, ben)
    (one,) = ana.kept("definition")
    ana("burn", one["id"], "--yes")
    ana("today")
    sync(ana, ben)
    assert ben.kept("definition") == ana.kept("definition") == []
    assert "tea, both" in ben("list").out


ODD: list[dict[str, Any]] = [
    {"name": "\x1b[31mred\x07", "definition": {"steps": [{"id": "a", "kind": "say", "text": "\x1b]0;x\x07"}]}},
    {"name": "", "definition": {}},
    {"name": "x" * 80, "definition": {"days": ["every"], "opens": 7, "steps": "none"}},
    {"name": "Deep", "definition": {"steps": [[[[[[[[]]]]]]]]}},
    {"name": "Wide", "definition": {"steps": [{"id": f"s{n}", "kind": "say", "text": "x"} for n in range(2_000)]}},
    {"name": "Long", "definition": {"steps": [{"id": "a", "kind": "say", "text": "x" * 70_000}]}},
    {"name": "Newer", "definition": {"steps": [{"id": "a", "kind": "sing", "text": "x", "tune": 3}], "colour": "red"}},
    {"name": "Braces", "definition": {"steps": [{"id": "a", "kind": "say", "text": "{by} {nobody} {"}]}},
    {"name": "Keys", "definition": {"key": "escape", "steps": [{"id": "a", "kind": "say", "text": "x"}]}},
    {"name": "Gone", "definition": {"steps": []}, "withdrawn": True},
    {"name": "Bold [b]name[/b]", "definition": {"steps": [{"id": "a", "kind": "say", "text": "[bold]x[/]"}]}},
]


@pytest.mark.parametrize("ident", ["tea", "../../etc", "bedtime", "", "a b\n\x1b[2J", "x" * 80])
def test_what_another_machine_sends_is_data(begun: Ask, home: Places, ask: Ask, ident: str) -> None:
    """No command falls over it, none shows what a terminal would obey; what can be read is offered."""
    ana = Home(ask, Path(home.home))
    ana.places = home
    for number, odd in enumerate(ODD):
        ana.put(kind="definition", ritual=ident if number % 2 else f"{ident}{number}"[-80:], **odd)
        ana.put(kind="ritual", ritual=ident, present="both", complete=True)
    for args in (("today",), ("list",), ("list", "--all"), ("list", "--all", "--json"), ("pulse",), ("export",),
                 ("pulse", "--replay"), ("did", "bedtime"), ("report", "--plain")):  # fmt: skip
        answer = begun(*args)
        assert answer.code in (0, 2) and "unexpected" not in answer.err, (args, answer)
    begun("ritual", ident or "x", "--plain", input="\n" * 40)


def test_so_many_are_taken_and_no_more(begun: Ask, ask: Ask, home: Places) -> None:
    ana = Home(ask, Path(home.home))
    ana.places = home
    steps = [{"id": "a", "kind": "say", "text": "x"}]
    for number in range(90):
        ana.put(kind="definition", ritual=f"r{number}", name=f"Ritual {number}", definition={"steps": steps})
    assert 50 <= sum(line.startswith("Ritual ") for line in begun("today").lines) <= 60


def test_a_definition_of_a_newer_version_is_named_and_the_rest_of_it_is_used(
    begun: Ask, ask: Ask, home: Places
) -> None:
    ana = Home(ask, Path(home.home))
    ana.places = home
    step = {"id": "a", "kind": "say", "text": "Sit.", "colour": "red"}
    ask_step = {"id": "b", "kind": "ask", "text": "What now?", "deck": "of-a-newer-version"}
    ana.put(kind="definition", ritual="sit", name="Sitting", definition={"steps": [step, ask_step], "tune": 1})
    ana.put(kind="definition", ritual="sing", name="Singing", definition={"steps": [{**step, "kind": "sing"}]})
    ana.put(kind="ritual", ritual="sing", present="both", complete=True)
    said = begun("ritual", "sitting", "--plain", input="\n\n").out
    assert "Sit." in said and "What now?" in said
    assert "Singing, both" in begun("list").out
    assert "this version can't open it" in begun("did", "sing").err
    assert "Singing" not in begun("today").out


def test_a_ritual_that_nobody_knows_has_no_plan_and_counts_as_done(begun: Ask, ask: Ask, home: Places) -> None:
    ana = Home(ask, Path(home.home))
    ana.places = home
    ana.put(kind="ritual", ritual="from-long-ago", present="both", complete=True)
    assert begun("pulse").code == 0 and begun("pulse", "--replay").code == 0
    assert "from-long-ago, both" in begun("list").out
    assert "Days with a ritual: 1 in a row" in begun("today").out


def test_somebody_who_is_none_of_the_two_is_someone(begun: Ask, ask: Ask, home: Places) -> None:
    ana = Home(ask, Path(home.home))
    ana.places = home
    ana.put(kind="ritual", ritual="bedtime", present="cccccccc", complete=True, by="cccccccc")
    ana.put(kind="appreciation", to="cccccccc", text="soup", by="cccccccc")
    ana.put(kind="bid", **{"from": "cccccccc"}, response="toward", text="heron", by="cccccccc")
    ana.put(
        kind="mark", mark="dismissed", of="nudge:logging-less:2026-11-18", text="logging", day="none", by="cccccccc"
    )
    said = begun("list").out
    assert "cccccccc" not in said
    assert "Bedtime, someone" in said and "someone → someone: “soup”" in said
    assert begun("pulse").code == 0


def test_a_deck_that_is_not_there_is_told_by_file_and_line(begun: Ask, own_rituals: Callable[[str], None]) -> None:
    own_rituals(TEA + '\n[[ritual.steps]]\nid = "q"\nkind = "ask"\ntext = "A question"\ndeck = "bedtme"\n')
    told = begun("today").err
    assert told.startswith("/") and "rituals.toml, line 19: there is no deck “bedtme”; did you mean “bedtime”?" in told
    assert "line 19: there is no deck" in begun("ritual", "tea", "--plain").err


def question(home: Home, *args: str) -> dict[str, Any]:
    (card,) = home("question", *args, "--json").records
    return card


def test_cards_of_ones_own_stars_and_what_never_comes_reach_the_other_machine(two: tuple[Home, Home]) -> None:
    ana, ben = two
    ana("deck", "add", "Walks", "What did you notice?", "--depth", "2")
    ana("question", "--star", "bed-001")
    shown = question(ana)["id"]
    ana("question", "--never", shown)
    assert question(ana)["id"] != shown
    sync(ana, ben)
    assert question(ben) == question(ana)
    card = question(ben, "--deck", "walks")
    assert (card["text"], card["depth"], card["deck_name"]) == ("What did you notice?", 2, "Walks")
    assert [one["id"] for one in ben("question", "--list", "--json").records] == ["bed-001"]
    ben("deck", "add", "walks", "Which way?")
    sync(ben, ana)
    assert "walks    Walks, 2 cards." in ana("deck").lines


@pytest.mark.slow
def test_a_card_that_is_taken_out_of_the_file_is_gone_on_both_machines(two: tuple[Home, Home]) -> None:
    ana, ben = two
    path = Path(ana.places.own_decks)
    path.write_text(
        '[[deck]]\nid = "w"\nname = "W"\ncards = [{ id = "w-1", text = "One?" }, { id = "w-2", text = "Two?" }]\n'
    )
    sync(ana, ben)  # a sync alone takes it along
    assert "w        W, 2 cards." in ben("deck").lines
    path.write_text('[[deck]]\nid = "w"\nname = "W"\ncards = [{ id = "w-2", text = "Second?" }]\n')
    sync(ana, ben)
    assert question(ben, "--deck", "w")["text"] == "Second?" and "w        W, 1 card." in ben("deck").lines
    path.write_text("[[deck]\n")  # a broken file takes nothing away
    ana("today")
    sync(ana, ben)
    assert question(ben, "--deck", "w")["text"] == "Second?"
    path.unlink()
    sync(ana, ben)
    assert "w        W" not in ben("deck").out + ana("deck").out


def test_a_deck_that_takes_two_and_nobody_is_told_who_has(two: tuple[Home, Home]) -> None:
    ana, ben = two
    for home in two:
        assert "there once both of you have switched it on" in home("deck").out
        home("question", "--deck", "intimacy", code=2)
    said = ben("deck").out
    assert "nobody is told who has" in ana("deck", "open", "desire").out
    assert "on their own computer" in ana("--as", "Ben", "deck", "open", "intimacy", code=2).err
    sync(ana, ben)
    assert ben("deck").out == ana("deck").out == said
    told = ben("list", "--all", "--json").out + ben("list", "--kind", "marker").out + ben("today").out
    assert "intimacy" not in told + ben("export", "--with-self").out
    ana("question", "--deck", "intimacy", code=2)
    ben("deck", "open", "intimacy")
    sync(ben, ana)
    for home in two:
        lines = home("question", "--deck", "intimacy").lines
        assert lines[0].startswith("Either of you can say no to this card") and lines[-1].startswith("Desire · ")
        assert "switched it on" not in home("deck").out and question(home)["deck"] != "intimacy"
    ben("deck", "close", "desire")
    sync(ben, ana)
    for home in two:
        home("question", "--deck", "intimacy", code=2)
        assert home("deck").out == said


@pytest.mark.slow
def test_a_deck_that_takes_two_is_in_no_ritual_and_not_for_one(begun: Ask, own_rituals: Callable[[str], None]) -> None:
    own_rituals(TEA + '\n[[ritual.steps]]\nid = "q"\nkind = "ask"\ntext = "A question"\ndeck = "intimacy"\n')
    assert "there is no deck “intimacy”" in begun("today").err
    begun("together", "--alone")
    assert "Desire" not in begun("deck").out
    assert begun("deck", "open", "intimacy").code == 2
