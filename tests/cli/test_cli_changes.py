"""Commands that change or move the log: edit, rm, undo, export, import, backup, restore, locate."""

from pathlib import Path

import pytest

from ritualtui.places import Places
from support.command_line import Ask, ids, said
from support.homes import Still


def test_edit(begun: Ask) -> None:
    begun("thank", "For the soop.")
    ident = ids(begun)[0]
    assert begun("edit", ident, "For", "the", "soup.").out == "Changed: Ana → Ben: “For the soup.” (today at 20:15)\n"
    assert begun("edit", ident[-6:], "--when", "yesterday 21:00").out.endswith("(yesterday at 21:00)\n")
    assert begun("edit", f"#{ident[-4:]}", "--tag", "home").out.startswith("Changed: Ana → Ben: “For the soup.” #home")
    assert begun("edit", ident, "--set", "to=ana", "--set", "by=Ben").out.startswith("Changed: Ben → Ana:")
    record = begun("list", "--json").records[0]
    assert (record["by"], record["to"], record["text"], record["day"]) == ("Ben", "Ana", "For the soup.", "2026-11-20")
    assert begun("edit", ident, "-", input="from a pipe").code == 0
    assert begun("edit", ident, "--set", 'tags=["a","b"]').code == 0
    assert begun("edit", ident, "--set", "text=8").code == 0
    assert begun("list", "--json").records[0] | {"tags": ["a", "b"], "text": "8"} == begun("list", "--json").records[0]


def test_edit_of_a_bid(begun: Ask) -> None:
    begun("bid", "open", "the heron")
    ident = ids(begun)[0]
    assert (
        begun("edit", ident, "--response", "toward").out
        == "Changed: Ben’s bid (turned toward): “the heron” (today at 20:15)\n"
    )
    assert begun("edit", ident, "--response", "open").out.startswith("Changed: Ben’s bid (no answer yet)")
    assert begun("edit", ident, "--response", "maybe").err == (
        "response: “maybe” isn't known. Choose from toward, away, against.\n"
    )


def test_edit_without_a_change(begun: Ask) -> None:
    begun("thank", "For the soup.")
    ident, before = ids(begun)[0], begun("export").out
    assert begun("edit", ident, "For the soup.").out.startswith("Already like that: Ana → Ben")
    assert begun("export").out == before
    assert begun("edit", ident) == (2, "", 'Say what to change. For example: ritualtui edit ID "new words"\n')
    assert begun("undo").out.startswith("Undone: Ana → Ben"), "an edit that changed nothing is no change"


@pytest.mark.parametrize(
    "args",
    [["--set", "foo=1"], ["--set", "id=1"], ["--set", "stamp=1"], ["--set", "deleted=true"], ["--set", "x"],
     ["--set", "by=zoe"], ["--set", "day=2020-01-01"], ["--set", "at=now"], ["--audience", "everyone"], ["--when", ""],
     ["--when", "1823-01-01"], ["--response", "toward"], ["--tag", ""], ["--set", "text=null"], [""], ["\x1b"]],
)  # fmt: skip
def test_edit_refuses_and_changes_nothing(begun: Ask, args: list[str]) -> None:
    begun("thank", "For the soup.")
    before = begun("export").out
    assert begun("edit", ids(begun)[0], *args).code == 2
    assert begun("export").out == before


def test_whom_a_record_is_for_is_its_authors_to_say(begun: Ask) -> None:
    begun("--as", "ben", "thank", "x")
    ident = ids(begun)[0]
    assert begun("edit", ident, "--audience", "self").err == "Only the one who wrote an entry can change who sees it.\n"
    assert begun("--as", "ben", "edit", ident, "--audience", "self").code == 0
    assert ids(begun) == [] and ids(begun, "--as", "ben") == [ident]


@pytest.mark.parametrize("ident", ["", "abc", "abcdef", "\x1b[31m", "\udcff", "x" * 200, "#"])
def test_an_id_that_is_none(begun: Ask, ident: str) -> None:
    for args in (("rm", ident), ("edit", ident, "x")):
        assert begun(*args).code == 2


def test_rm_twice(begun: Ask) -> None:
    begun("thank", "For the soup.")
    ident = ids(begun)[0]
    assert begun("rm", ident[-6:]).lines == [
        "Removed: Ana → Ben: “For the soup.” (today at 20:15)",
        "`ritualtui undo` brings it back.",
    ]
    assert ids(begun) == []
    again = begun("rm", ident[-6:])
    assert (again.code, again.err) == (
        2,
        "That entry is already removed. `ritualtui undo` takes back your last change.\n",
    )
    assert begun("undo").out == "Restored: Ana → Ben: “For the soup.” (today at 20:15)\n"
    assert ids(begun) == [ident]


def test_undo_goes_back_one_by_one(begun: Ask) -> None:
    begun("thank", "one")
    begun("thank", "two")
    ident = ids(begun)[1]
    begun("edit", ident, "three")
    begun("rm", ident)
    assert begun("undo").out == "Restored: Ana → Ben: “three” (today at 20:15)\n"
    assert begun("undo").out == "As it was before: Ana → Ben: “two” (today at 20:15)\n"
    assert begun("undo").out == "Undone: Ana → Ben: “two” (today at 20:15)\n"
    assert begun("undo").out == "Undone: Ana → Ben: “one” (today at 20:15)\n"
    last = begun("undo")
    assert last == (
        1,
        "",
        "There's nothing to undo. Only changes made on this computer in the last day can be undone.\n",
    )
    assert ids(begun) == []


def test_redo_goes_forward_one_by_one_until_something_new(begun: Ask) -> None:
    begun("thank", "one")
    ident = ids(begun)[0]
    begun("edit", ident, "two")
    begun("rm", ident)
    assert begun("redo") == (
        1,
        "",
        "There's nothing to redo. After a new change there's nothing left to redo.\n",
    )
    for _ in range(3):
        begun("undo")
    assert ids(begun) == []
    assert begun("redo").out == "Restored: Ana → Ben: “one” (today at 20:15)\n"
    assert begun("redo").out == "Changed again: Ana → Ben: “two” (today at 20:15)\n"
    assert begun("redo").out == "Removed again: Ana → Ben: “two” (today at 20:15)\n"
    assert begun("redo").code == 1
    begun("undo")
    begun("undo")
    begun("thank", "new")
    assert begun("redo").code == 1
    assert begun("undo").out == "Undone: Ana → Ben: “new” (today at 20:15)\n"
    assert begun("undo").out == "Undone: Ana → Ben: “one” (today at 20:15)\n"


def test_redo_is_each_ones_own(begun: Ask) -> None:
    begun("thank", "mine")
    begun("--as", "ben", "thank", "his")
    begun("undo")
    assert begun("redo", "--as", "ben").code == 1
    begun("--as", "ben", "thank", "his, too")
    assert "mine" in begun("redo").out


def test_redo_leaves_what_was_changed_elsewhere_and_ends_after_a_day(begun: Ask, still: Still) -> None:
    begun("thank", "one")
    ident = ids(begun)[0]
    begun("edit", ident, "two")
    begun("undo")
    begun("--as", "ben", "edit", ident, "three")
    assert begun("redo").err == "Your last change has been changed again since, elsewhere. Nothing was undone.\n"
    begun("thank", "again")
    begun("undo")
    still.move(hours=25)
    assert begun("redo").err == (
        "The last undo is more than a day old. Only what was undone in the last day can be redone.\n"
    )


def test_redo_brings_back_no_burned_words(begun: Ask) -> None:
    begun("thank", "one")
    begun("thank", "two")
    first = ids(begun)[0]
    begun("rm", first)
    begun("undo")
    begun("burn", first, "--yes")
    assert begun("redo").code == 1
    begun("undo")
    begun("redo")
    assert [record["text"] for record in begun("list", "--json").records] == ["two"]


def test_undo_is_each_ones_own(begun: Ask) -> None:
    begun("thank", "mine")
    begun("--as", "ben", "thank", "his")
    assert "mine" in begun("undo").out
    assert "his" in begun("undo", "--as", "ben").out


def test_undo_ends_after_a_day(begun: Ask, still: Still) -> None:
    begun("thank", "x")
    still.move(hours=25)
    assert begun("undo").err == "The last change is more than a day old. `ritualtui edit` and `rm` change older ones.\n"


def test_undo_takes_nothing_back_of_a_new_log(begun: Ask) -> None:
    assert begun("undo").code == 1
    assert len(begun("list", "--kind", "plan", "--json").records) == 3


# -- export, import, backup, restore, locate


def test_export_and_import(week: Ask, tmp_path: Path) -> None:
    answer = week("export", "ours.jsonl")
    assert (answer.out, answer.err) == ("", "8 entries written to ours.jsonl.\n")
    assert (tmp_path / "ours.jsonl").stat().st_mode & 0o777 == 0o600
    assert week("export", "ours.jsonl").code == 2
    assert week("export", "--force", "ours.jsonl").code == 0
    elsewhere = ("--at", "elsewhere")
    week(*elsewhere, "init", "--me", "Ben", "--partner", "Ana")
    assert week(*elsewhere, "import", "ours.jsonl").out == "8 new.\n"
    assert week(*elsewhere, "import", "ours.jsonl").out == "0 new, 8 already there.\n"
    mine = {r["id"]: r for r in week("list", "--json").records}
    assert {r["id"]: r for r in week(*elsewhere, "list", "--json").records} == mine


def test_import_names_the_line_and_can_leave_it_out(begun: Ask, tmp_path: Path) -> None:
    good = '{"kind":"appreciation","by":"ben","at":"2026-11-20T21:00:00Z","to":"ANA","text":"For the soup."}\n'
    (tmp_path / "in.jsonl").write_text(good + "nonsense\n" + good.replace("soup", "bread"))
    answer = begun("import", "in.jsonl")
    assert answer.code == 1 and answer.err.startswith("line 2: it is not JSON. Nothing was imported (1 of 3 lines")
    assert ids(begun) == []
    assert begun("import", "in.jsonl", "--skip-bad") == (0, "2 new, 1 left out.\n", "line 2: it is not JSON.\n")
    assert sorted(said(begun)) == ["For the bread.", "For the soup."]


@pytest.mark.parametrize("target", ["data", "journal", "lock"])
def test_export_never_writes_over_the_log(week: Ask, home: Places, target: str) -> None:
    before = week("list").out
    assert week("export", "--force", getattr(home, target)).code == 2
    assert week("list").out == before


@pytest.mark.parametrize("target", ["/dev/null", ".", "nowhere/x.jsonl"])
def test_export_to_what_is_no_file(week: Ask, target: str) -> None:
    assert week("export", "--force", target).code == 2


@pytest.mark.parametrize("source", [".", "nothing.jsonl", "\udcff"])
def test_import_of_what_is_no_file(begun: Ask, source: str) -> None:
    assert begun("import", source).code == 2


def test_backup_and_restore(begun: Ask, home: Places, tmp_path: Path) -> None:
    begun("thank", "For the soup.")
    kept = begun("backup").out.removeprefix("Saved: ").strip()
    assert Path(kept).parent == Path(home.backups)
    begun("rm", ids(begun)[0])
    begun("thank", "For the bread.")
    listed = begun("restore").lines
    assert listed[0] == "Nothing is damaged. Backups you can go back to, newest first:"
    assert listed[1].endswith("4 entries, made by you")
    name = Path(kept).name
    looked = begun("restore", name, "--look")
    assert looked.out == "Would come back: 1 removed since. Would change back: 0. 1 logged since then stay.\n"
    asked = begun("restore", name)
    assert (asked.code, asked.err) == (2, "Nothing was changed. Add --yes to go ahead.\n")
    assert said(begun) == ["For the bread."]
    assert begun("restore", name, "--yes").lines[-1] == "Done. `ritualtui undo` takes it back."
    assert said(begun) == ["For the bread.", "For the soup."] or said(begun) == ["For the soup.", "For the bread."]
    assert begun("undo").code == 0
    assert said(begun) == ["For the bread."]
    assert begun("restore", "nothing").err == "There's no backup “nothing”. `ritualtui restore` lists them.\n"
    assert begun("backup", "mine.json").out == f"Saved: {tmp_path / 'mine.json'}\n"
    assert begun("backup", "mine.json").code == 2


def test_restore_mends(begun: Ask, home: Places) -> None:
    begun("thank", "For the soup.")
    Path(home.data).write_bytes(b"{}")
    broken = begun("list")
    assert broken.code == 1 and "`ritualtui restore`" in broken.err
    assert begun("thank", "For the bread.").code == 0, "logging goes on"
    looked = begun("restore", "--look")
    assert "5 entries can come back. Damaged files are set aside, not thrown away." in looked.out
    assert begun("restore", "--yes").lines[-1] == "Done. The damaged files are in the folder set-aside."
    assert sorted(said(begun)) == ["For the bread.", "For the soup."]


def test_locate(ask: Ask, home: Places) -> None:
    assert ask("locate").lines == [
        f"data file     {home.data}  (not there yet)",
        f"journal       {home.journal}  (not there yet)",
        f"backups       {home.backups}  (not there yet)",
        f"set aside     {home.aside}  (not there yet)",
        f"your rituals  {home.own_rituals}  (not there yet)",
        f"your decks    {home.own_decks}  (not there yet)",
    ]
    ask("init", "--me", "Ana", "--partner", "Ben")
    assert "not there" not in ask("locate").lines[0]
