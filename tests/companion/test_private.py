"""The space of one's own below the screen: write, open, change, burn, share, look back, take it with one."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ritualtui.companion.private import space as own
from ritualtui.companion.private.draft import Writing
from ritualtui.companion.private.space import Space
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError, UsageError
from ritualtui.places import Places
from ritualtui.store.vault import Vault
from support.homes import ANA, Still, begun

PASSPHRASE = "a lamp in the hall"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault and its recovery key: one for all, as it takes a second."""
    folder = tmp_path_factory.mktemp("vault") / "one"
    return folder, Vault(str(folder), str(folder.with_name("second"))).setup(PASSPHRASE)


@pytest.fixture
def log(home: Places, still: Still, made: tuple[Path, str]) -> Iterator[Companion]:
    with begun(home, still) as companion:
        shutil.copytree(made[0], Path(home.home) / "vault" / ANA)
        yield companion


@pytest.fixture
def space(log: Companion, made: tuple[Path, str]) -> Space:
    return log.private.unlock_with(made[1])


def raw(space: Space, ident: str) -> dict[str, Any]:
    """An entry as it is sealed."""
    name = next(entry.name for entry in space.entries if entry.id == ident)
    found: dict[str, Any] = msgspec.json.decode(space.opened.read(name))
    return found


@pytest.mark.slow
def test_write_without_opening_read_with_the_passphrase(log: Companion, still: Still) -> None:
    log.private.write("the first")
    still.move(minutes=1)
    log.private.write("the second", "reflection", set_="signs-other", prompt="reach", asked="How was it answered?")
    space = log.private.unlock(PASSPHRASE)
    assert [(e.text, e.kind) for e in space.entries] == [("the second", "reflection"), ("the first", "journal")]
    assert space.entries[0].asked == "How was it answered?"
    assert space.find(space.entries[1].id[-6:]).text == "the first"


@pytest.mark.slow
def test_nothing_said_is_nothing_kept(log: Companion, space: Space) -> None:
    for empty in ("", "  \n", "\x00\x07"):
        with pytest.raises(UsageError):
            log.private.write(empty)
    with pytest.raises(UsageError):
        log.private.write("", "draft", parts={"vent": " ", "made up": "x"})
    space.refresh()
    assert space.entries == []


def test_no_space_says_how_to_make_one(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        assert not companion.private.ready
        with pytest.raises(RitualError, match="no private space"):
            companion.private.write("x")
        with pytest.raises(RitualError, match="no private space"):
            companion.private.unlock(PASSPHRASE)


def test_an_edit_keeps_what_a_newer_version_wrote(log: Companion, space: Space) -> None:
    log.private.write("", "draft", parts={"vent": "aloud", "when": "at table"})
    space.refresh()
    plain = {**raw(space, space.entries[0].id), "mood": [1, {"x": None}]}
    plain["parts"]["wish"] = "a page of a newer version"
    log.private.vault.burn([space.entries[0].name])
    log.private.vault.seal(msgspec.json.encode(plain))
    space.refresh()
    after = space.edit(space.entries[0], parts={"when": "on Monday"})
    assert after.parts == {"when": "on Monday", "wish": "a page of a newer version"}
    assert raw(space, after.id)["mood"] == [1, {"x": None}]
    assert "name" not in raw(space, after.id)
    assert len(space.entries) == 1


def test_a_kind_of_a_newer_version_is_told_and_left_alone(log: Companion, space: Space) -> None:
    log.private.write("ours")
    for strange in (b'{"id":"1","kind":"dream","text":"later"}', b"[]", b"not json", b"[" * 5_000):
        log.private.vault.seal(strange)
    space.refresh()
    assert [entry.text for entry in space.entries] == ["ours"]
    assert any(line.startswith("4 of a newer version") for line in space.told)
    space.edit(space.entries[0], text="ours, changed")
    assert len(log.private.vault.names()) == 5


def test_an_edit_replaces_and_an_empty_one_does_not(log: Companion, space: Space) -> None:
    log.private.write("rough")
    space.refresh()
    first = space.entries[0]
    second = space.edit(first, text="  smooth\x1b[31m ")
    assert (second.text, second.id, second.day) == ("smooth[31m", first.id, first.day)
    assert [entry.text for entry in space.entries] == ["smooth[31m"]
    with pytest.raises(UsageError, match="Nothing is written"):
        space.edit(second, text=" ")
    again = space.edit(first, text="by an older look")  # its file is gone: the words are kept all the same
    assert again.text in [entry.text for entry in space.entries]


def test_burning_takes_it_from_both_places(log: Companion, space: Space, home: Places) -> None:
    log.private.write("gone soon")
    space.refresh()
    name = space.entries[0].name
    space.burn(space.entries)
    assert space.entries == []
    assert not list(Path(home.home).rglob(f"*{name}*"))


def test_sharing_says_the_statement_and_no_more(log: Companion, space: Space) -> None:
    parts = {"vent": "mulberry rage", "when": "You talk  over me", "feel": "small.", "request": "you waited?"}
    log.private.write("", "draft", parts=parts)
    space.refresh()
    draft = space.entries[0]
    record = space.share(draft)
    assert record["text"] == own.to_share(draft) == "When You talk over me. I feel small. It would help if you waited?"
    assert (record["kind"], record["audience"], record["response"]) == ("bid", "ours", None)
    assert "mulberry" not in str(list(log.all.values()))
    assert len(space.entries) == 1
    log.private.write("", "draft", parts={"vent": "only this"})
    space.refresh()
    only = next(entry for entry in space.entries if entry.parts.get("vent") == "only this")
    with pytest.raises(UsageError, match="nothing to share"):
        space.share(only)


def test_a_look_back_is_by_set_and_prompt(log: Companion, space: Space, still: Still) -> None:
    for n, (set_, prompt) in enumerate([("a", "p"), ("a", "q"), ("b", "p"), ("a", "p")]):
        log.private.write(str(n), "reflection", set_=set_, prompt=prompt)
        still.move(hours=1)
    space.refresh()
    assert [entry.text for entry in space.earlier("a", "p")] == ["3", "0"]
    assert [entry.text for entry in space.earlier("a")] == ["3", "1", "0"]
    assert own.kinds(space.entries) == ["reflection"]


def test_goals_are_done_or_let_go_and_open_again(log: Companion, space: Space, still: Still) -> None:
    log.private.write("ring Mira", "goal", set_="wellbeing", prompt="friends")
    space.refresh()
    goal = space.entries[0]
    assert space.goals() == [goal] and space.week_is_due(log.today)
    done = space.mark(goal, "done")
    assert done.done and not space.goals() and not space.week_is_due(log.today)
    gone = space.mark(done, "let_go")
    assert gone.let_go and not gone.done
    assert space.mark(gone, "let_go").let_go is False
    log.private.write("sun", "goal", set_=own.WEEK, prompt="did-good")
    space.refresh()
    assert not space.week_is_due(log.today)
    assert not next(e for e in space.entries if e.set == own.WEEK).is_goal
    still.move(days=7)
    assert space.week_is_due(log.today)


def test_markdown_shows_words_as_they_are(log: Companion, space: Space, still: Still) -> None:
    log.private.write("# not a heading\n* no list\n1. nor this\n<b>[a](b)</b> `x` \x1b[2J\u202eno", "journal")
    still.move(minutes=1)
    log.private.write("", "draft", parts={"vent": "_loud_"})
    space.refresh()
    text = space.markdown()
    assert "\n\\# not a heading\n\\* no list\n\\1. nor this\n\\<b\\>\\[a\\](b)\\</b\\> \\`x\\`" in text
    assert "\x1b" not in text and "\u202e" not in text
    assert text.index("not a heading") < text.index("\\_loud\\_")


def test_a_closed_space_refuses_and_holds_nothing(log: Companion, space: Space) -> None:
    log.private.write("mulberry")
    space.refresh()
    entry = space.entries[0]
    space.close()
    assert space.closed and not space.entries and "mulberry" not in repr(vars(space))
    for act in (space.refresh, lambda: space.edit(entry, text="x"), lambda: space.opened):
        with pytest.raises(RitualError, match="closed"):
            act()


def test_a_file_is_new_and_for_oneself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    where = own.hand_out("~/pages.md", "words")
    assert where == str(tmp_path / "pages.md")
    assert (tmp_path / "pages.md").stat().st_mode & 0o777 == 0o600
    for name in ("~/pages.md", str(tmp_path), "~/none/pages.md", " ", "a\0b"):
        with pytest.raises(UsageError):
            own.hand_out(name, "other")
    assert (tmp_path / "pages.md").read_text() == "words"


def test_writing_is_sealed_once_and_changed_in_its_place(log: Companion, space: Space) -> None:
    writing = Writing(log.private, space)
    assert not writing.keep()
    writing.text = "one"
    assert writing.unkept and writing.keep() and not writing.keep()
    writing.text = "one and two"
    assert writing.keep()
    assert [entry.text for entry in space.entries] == ["one and two"]
    writing.text = ""  # emptied: what was kept stays, burning is another matter
    assert not writing.unkept and not writing.keep()
    writing.burn()
    assert space.entries == [] and not writing.keep()


def test_writing_without_opening_leaves_one_entry_too(log: Companion, space: Space) -> None:
    writing = Writing(log.private)
    for text in ("a", "a b"):
        writing.text = text
        assert writing.keep()
    space.refresh()
    assert [entry.text for entry in space.entries] == ["a b"]
    writing.burn()
    space.refresh()
    assert space.entries == []


def test_writing_that_is_too_long_goes_on_in_the_next_entry(log: Companion, space: Space) -> None:
    writing = Writing(log.private, space)
    writing.text = "é" * (own.LIMIT + 7)
    assert writing.keep()
    assert sorted(len(entry.text) for entry in space.entries) == [7, own.LIMIT]
    draft = Writing(log.private, space, kind="draft")
    draft.parts = {"vent": "v" * 10_005}
    assert draft.keep()
    assert sum(len(e.text) + len(e.parts.get("vent", "")) for e in space.entries if e.kind == "draft") == 10_005


def test_writing_after_closing_is_kept_as_new(log: Companion, space: Space, made: tuple[Path, str]) -> None:
    log.private.write("before")
    space.refresh()
    writing = Writing(log.private, space, entry=space.entries[0])
    space.close()
    writing.text = "after"
    assert writing.keep()
    assert {entry.text for entry in log.private.unlock_with(made[1]).entries} == {"before", "after"}
