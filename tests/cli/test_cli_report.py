"""``report``: in scripts, and on a terminal, where every line is looked at before it is written."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support import report_readers
from support.command_line import Ask, Terminal, check, ids

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Open = Callable[..., Terminal]
MARKS = "Leave out (3 or 2-5; +3 puts back; b goes back; Enter continues):"
WRITE = "(y writes, look shows what stays in, b goes back, n stops):"
PLAIN = "The file is not protected: whoever has it can read it. It contains words written by"


# -- without a terminal


def test_a_pipe_has_to_say_all(week: Ask, tmp_path: Path) -> None:
    answer = week("report")
    assert answer.code == 2
    assert answer.err == (
        "Each line is shown before it is written, and that needs a terminal. --all includes every line.\n"
    )
    assert not list(tmp_path.glob("report-*"))


def test_all_writes_a_private_file_and_says_what_is_in_it(week: Ask, tmp_path: Path) -> None:
    answer = week("report", "--all")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == f"{PLAIN} Ana and Ben.\nFive lines written to report-2026-11-21.html.\n"
    path = tmp_path / "report-2026-11-21.html"
    assert path.stat().st_mode & 0o777 == 0o600
    said, _ = report_readers.of_html(path.read_text("utf-8"))
    for text in ("thursday soup", "late soup", "friday heron", "friday call", "Bedtime: on one day"):
        assert text in said
    assert week("report", "--all").err.endswith("written to report-2026-11-21-2.html.\n")


def test_standard_output_holds_the_document_alone(week: Ask, tmp_path: Path) -> None:
    for args, read in ((("--format", "md"), report_readers.of_markdown), ((), report_readers.of_html)):
        answer = week("report", "--all", "--out", "-", *args)
        assert answer.err == f"{PLAIN} Ana and Ben.\n"
        assert "Ana to Ben: “thursday soup”" in read(answer.out)[0]
    assert not list(tmp_path.glob("report*"))


def test_the_name_says_the_form(week: Ask, tmp_path: Path) -> None:
    for name, begins in (("a.md", "# For"), ("a.html", "<!DOCTYPE"), ("a", "<!DOCTYPE"), ("b.MD", "# For")):
        assert week("report", "--all", "--out", name).code == 0
        assert (tmp_path / name).read_text("utf-8").startswith(begins)
    week("report", "--all", "--out", "c.md", "--format", "html")
    assert (tmp_path / "c.md").read_text("utf-8").startswith("<!DOCTYPE")


def test_nothing_is_written_over(week: Ask, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine")
    answer = week("report", "--all", "--out", "mine.md")
    assert (answer.code, answer.err) == (2, "mine.md already exists. Name another file, or add --force.\n")
    assert (tmp_path / "mine.md").read_text() == "mine"
    assert week("report", "--all", "--out", "mine.md", "--force").code == 0
    assert (tmp_path / "mine.md").read_text("utf-8").startswith("# For a first session")


def test_range_and_kinds(week: Ask) -> None:
    def said(*args: str) -> str:
        return week("report", "--all", "--format", "md", "--out", "-", *args).out

    friday = said("--since", "2026-11-20", "--until", "2026-11-20")
    assert "20 November 2026 to 20 November 2026, 1 day" in friday
    assert "heron" in friday and "call" in friday
    assert "soup" not in friday and "Bedtime" not in friday
    bids = said("--kind", "bid", "--kind", "ritual")
    assert "heron" in bids and "Bedtime" in bids and "soup" not in bids and "call" not in bids


def test_a_line_left_out_is_nowhere(week: Ask) -> None:
    soup, *_ = ids(week, "thursday")
    for form in ("md", "html"):
        said = week("report", "--all", "--out", "-", "--format", form, "--leave-out", soup[-6:]).out
        assert "thursday" not in said and "Two appreciations" in said
    everything = [part for ident in ids(week) for part in ("--leave-out", ident)]
    answer = week("report", "--all", "--out", "x.md", *everything)
    assert (answer.code, answer.err) == (
        1,
        "There’s nothing to report here. Choose other days or kinds, or leave out fewer lines.\n",
    )
    assert not Path("x.md").exists()


def test_own_only_where_it_is_asked_for(begun: Ask) -> None:
    begun("thank", "ours, aloud")
    begun("thank", "ANAS-OWN")
    begun("edit", ids(begun, "ANAS-OWN")[0], "--audience", "self")
    begun("thank", "BENS-OWN", "--as", "Ben")
    begun("edit", ids(begun, "BENS-OWN", "--as", "Ben")[0], "--audience", "self", "--as", "Ben")

    def said(*args: str) -> tuple[str, str]:
        answer = begun("report", "--all", "--format", "md", "--out", "-", *args)
        return answer.out, answer.err

    assert "OWN" not in said()[0]
    out, err = said("--own")
    assert "ANAS-OWN" in out and "BENS" not in out
    assert "(only Ana has seen this so far)" in out
    assert err == f"{PLAIN} Ana. Only you have seen one of its lines so far.\n"
    out, _ = said("--own", "--as", "Ben")
    assert "BENS-OWN" in out and "ANAS" not in out


def test_alone_all_of_it_is_ones_own(ask: Ask) -> None:
    ask("init", "--me", "Kim", "--solo")
    ask("thank", "the light on the stairs")
    ask("bid", "away", "asked about Sunday")
    answer = ask("report", "--all", "--format", "md", "--out", "-")
    assert "The partner made a bid" in answer.out.replace("the partner", "The partner") and "Sunday" in answer.out
    assert "your partner" not in answer.out


def test_names_can_be_hidden(week: Ask) -> None:
    week("thank", "Ben, your mother rang: “Ben’s soup”, she said, Benjamin would know. ANA laughed.")
    for form in ("md", "html"):
        said = week("report", "--all", "--out", "-", "--format", form, "--names", "letters").out
        assert not re.search(r"\b(Ana|ANA|Ben)\b", said)
        assert "A to B" in said and "B, your mother rang: “B’s soup”, she said, Benjamin would know. A laughed." in said
    assert "A. to B." in week("report", "--all", "--out", "-", "--names", "initials").out


def test_a_title_and_who_it_is_for(week: Ask) -> None:
    said = week(
        "report", "--all", "--out", "-", "--format", "md", "--title", "The *two* of us", "--for", "<Dr> Weiss"
    ).out
    assert said.startswith("# The \\*two\\* of us\n")
    assert report_readers.of_markdown(said)[0].startswith("The *two* of us Ana and Ben")
    assert "on 21 November 2026, for <Dr> Weiss" in report_readers.of_markdown(said)[0]


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["--kind", "plan"], 2, "“plan” isn't a kind of entry here."),
        (["--kind", "\x1b[31m"], 2, "isn't a kind of entry here"),
        (["--kind", ""], 2, "it's empty"),
        (["--since", "whenever"], 2, "isn't a time I understand"),
        (["--since", "yesterday", "--until", "2026-11-02"], 2, "2026-11-02 is before 2026-11-20."),
        (["--format", "pdf"], 2, "There's no format “pdf”."),
        (["--names", "none"], 2, "--names can't be “none”."),
        (["--leave-out", "ffffffff"], 2, "“ffffffff” matches no line here."),
        (["--leave-out", "x"], 2, "“x” matches no line here."),
        (["--leave-out", ""], 2, "it's empty"),
        (["--title", "x" * 81], 2, "81 characters"),
        (["--out", "no/such/folder.md"], 2, "There's no folder"),
        (["--out", "data", "--force"], 2, "not a file"),
        (["--out", "data/ritualtui/ritualtui.json-wal", "--force"], 2, "part of the log itself"),
        (["--until", "2020-01-01"], 1, "There’s nothing to report here."),
        (["--kind", "milestone"], 1, "There’s nothing to report here."),
    ],
)  # fmt: skip
def test_what_cannot_be(week: Ask, tmp_path: Path, args: list[str], code: int, says: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    answer = week("report", "--all", *args)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err
    assert sorted(tmp_path.rglob("*")) == before


def test_before_there_is_a_log(ask: Ask) -> None:
    assert ask("report", "--all").err.startswith("There's no log here yet.")


@pytest.mark.slow
def test_utf8_whatever_the_locale(run: Run) -> None:
    run("init", "--me", "Ana", "--partner", "Ben")
    run("thank", "Für die Suppe, 美咲")
    for more in ({"LC_ALL": "C"}, {"PYTHONIOENCODING": "latin-1"}):
        done = run("report", "--all", "--out", "-", more=more)
        check(done.returncode, done.stdout, done.stderr)
        assert "Für die Suppe, 美咲" in done.stdout


# -- on a terminal


@pytest.fixture
def twelve(run: Run, terminal: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """``report`` on a terminal, over twelve days of a winter that has long passed, whatever day it is now."""
    monkeypatch.chdir(tmp_path)
    assert run("init", "--me", "Ana", "--partner", "Ben").returncode == 0
    line = '{"kind":"appreciation","by":"%s","to":"%s","at":"2024-01-%dT12:00:00Z","text":"number %d."}\n'
    lines = [line % (*(("Ana", "Ben") if n % 2 else ("Ben", "Ana")), 10 + n, n) for n in range(1, 13)]
    assert run("import", "-", input="".join(lines)).returncode == 0
    return lambda *args, **more: terminal("report", "--since", "2024-01-01", "--until", "2024-01-31", *args, **more)


def numbers(text: str) -> list[int]:
    """The lines of ``twelve`` that stand in ``text``."""
    return [int(found) for found in re.findall(r"“number (\d+)\.”", text)]


def test_every_line_is_seen_before_it_is_written(twelve: Open, tmp_path: Path) -> None:
    one = twelve("--out", "ours.md", rows=12)
    one.wait_for(f"1 to 6 of 12\n{MARKS}")
    assert numbers(one.shown) == [1, 2, 3, 4, 5, 6]
    assert "   1  Thu 11 Jan  Ana to Ben: “number 1.”" in one.shown
    one.type("\n")
    one.wait_for(f"7 to 12 of 12\n{MARKS}")
    assert numbers(one.shown)[-6:] == [7, 8, 9, 10, 11, 12]
    one.type("2-4, 7\n")
    one.wait_for("–  7  Wed 17 Jan  Ana to Ben: “number 7.”")
    one.wait_for_prompt(MARKS)
    one.type("\n")
    one.wait_for("Eight lines stay in, four left out.")
    one.wait_for(f"{PLAIN.removesuffix(' by')}\nby Ana and Ben.")
    one.wait_for_prompt(f"Write ours.md? {WRITE}")
    assert not (tmp_path / "ours.md").exists()
    one.type("y\n")
    assert one.wait_for_end() == 0
    assert one.shown.endswith("Eight lines written to ours.md.")
    assert numbers((tmp_path / "ours.md").read_text("utf-8")) == [1, 5, 6, 8, 9, 10, 11, 12]
    assert (tmp_path / "ours.md").stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_a_line_can_come_back_and_what_stays_is_shown(twelve: Open, tmp_path: Path) -> None:
    one = twelve("--out", "ours.md")
    one.wait_for(f"1 to 12 of 12\n{MARKS}")
    one.type("1-12\n")
    one.wait_for("– 12")
    one.wait_for_prompt(MARKS)
    one.type("+3 +5-6 5\n")
    one.wait_for("   3  Sat 13 Jan")
    one.wait_for_prompt(MARKS)
    for said in ("13\n", "0\n", "soup\n", "3x\n", "-\n"):
        one.type(said)
        one.wait_for("There’s no such line.")
        one.wait_for_prompt(MARKS)
    one.type("\n")
    one.wait_for("Two lines stay in, ten left out.")
    one.wait_for_prompt(WRITE)
    one.type("\n")
    one.wait_for("Say y, look, b or n.")
    one.wait_for_prompt(WRITE)
    one.type("look\n")
    one.wait_for(f"3 to 6 of 12\n{MARKS}")
    assert numbers(one.shown)[-2:] == [3, 6]
    one.type("\n")
    one.wait_for_prompt(WRITE)
    one.type("b\n")
    one.wait_for_prompt(MARKS)
    one.type("+12\n")
    one.wait_for("  12  Mon 22 Jan")
    one.wait_for_prompt(MARKS)
    one.type("\n")
    one.wait_for("Three lines stay in, nine left out.")
    one.wait_for_prompt(WRITE)
    one.type("y\n")
    assert one.wait_for_end() == 0
    assert numbers((tmp_path / "ours.md").read_text("utf-8")) == [3, 6, 12]


@pytest.mark.slow
def test_the_page_before_can_be_seen_again(twelve: Open) -> None:
    one = twelve("--out", "ours.md", rows=12)
    one.wait_for(f"1 to 6 of 12\n{MARKS}")
    one.type("\n")
    one.wait_for(f"7 to 12 of 12\n{MARKS}")
    one.type("b\n")
    one.wait_for_prompt(MARKS)
    assert numbers(one.shown)[-6:] == [1, 2, 3, 4, 5, 6]


@pytest.mark.slow
def test_leave_out_is_marked_from_the_start(twelve: Open, run: Run) -> None:
    listed = run("list", "number", "3.").stdout
    one = twelve("--out", "ours.md", "--leave-out", listed.splitlines()[-1].split()[0])
    one.wait_for("–  3  Sat 13 Jan  Ana to Ben: “number 3.”")


@pytest.mark.sample(1)
@pytest.mark.parametrize("leaving", ["n\n", b"\x03", b"\x04"], ids=["n", "ctrl-c", "ctrl-d"])
def test_leaving_writes_nothing(twelve: Open, tmp_path: Path, leaving: str | bytes) -> None:
    one = twelve("--out", "ours.md")
    one.wait_for_prompt(MARKS)
    one.type("\n")
    one.wait_for_prompt(WRITE)
    if isinstance(leaving, str):
        one.type(leaving)
        assert one.wait_for_end() == 130
        assert one.shown.endswith("Nothing was written.")
    else:
        assert one.leave(leaving) == 130
    assert not (tmp_path / "ours.md").exists()


@pytest.mark.slow
def test_everything_left_out_is_nothing_to_write(twelve: Open, tmp_path: Path) -> None:
    one = twelve("--out", "ours.md")
    one.wait_for_prompt(MARKS)
    one.type("1-12\n")
    one.wait_for("– 12")
    one.wait_for_prompt(MARKS)
    one.type("\n")
    assert one.wait_for_end() == 1
    assert "There’s nothing to report here." in one.shown
    assert not (tmp_path / "ours.md").exists()


@pytest.mark.slow
def test_what_was_changed_while_one_looked_is_left_out(twelve: Open, run: Run, tmp_path: Path) -> None:
    one = twelve("--out", "ours.md")
    one.wait_for_prompt(MARKS)
    ident = run("list", "number", "5.").stdout.splitlines()[-1].split()[0]
    assert run("edit", ident, "NOT LOOKED AT").returncode == 0
    assert run("thank", "--when", "2024-01-20 12:00", "NEW AND UNSEEN").returncode == 0
    one.type("\n")
    one.wait_for_prompt(WRITE)
    one.type("y\n")
    assert one.wait_for_end() == 0
    assert "One line was changed or removed meanwhile and is left out." in one.shown
    written = (tmp_path / "ours.md").read_text("utf-8")
    assert numbers(written) == [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12]
    assert "LOOKED AT" not in written and "UNSEEN" not in written


@pytest.mark.slow
def test_a_file_that_is_there_is_said_before_anybody_has_gone_through_the_lines(twelve: Open, tmp_path: Path) -> None:
    (tmp_path / "ours.md").touch()
    one = twelve("--out", "ours.md")
    assert one.wait_for_end() == 2
    assert one.shown == "ours.md already exists. Name another file, or add --force."


@pytest.mark.slow
def test_long_words_and_hostile_ones_are_shown_whole_and_obeyed_by_nobody(twelve: Open, run: Run) -> None:
    run("thank", "--when", "2024-01-30 11:00", "begin " + "and on " * 400 + "to the END-OF-IT")
    run("thank", "--when", "2024-01-30 12:00", "\u202egnp.exe <script>")
    one = twelve("--out", "x.md", rows=20)
    one.wait_for_prompt(MARKS)
    one.type("\n")
    one.wait_for("END-OF-IT")
    one.wait_for_prompt(MARKS)
    one.type("\n")
    one.wait_for("“gnp.exe <script>”")
    one.wait_for_prompt(MARKS)
    assert b"\x1b" not in one.raw and b"\xe2\x80\xae" not in one.raw
