"""On a real pseudo-terminal: questions, leaving, timers, what a screen of 80 columns shows."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ritualtui.places import Places
from ritualtui.strings import catalogues
from support.command_line import Terminal

pytestmark = pytest.mark.sample(1)

Open = Callable[..., Terminal]
CONTINUES = "     Press Enter to continue "
CTRL_C, CTRL_D, UP, LEFT = b"\x03", b"\x04", b"\x1b[A", b"\x1b[D"


def listed(terminal: Open, *args: str, rows: int = 40) -> str:
    one = terminal("list", *args, rows=rows)
    assert one.wait_for_end() == 0
    return one.shown


@pytest.fixture
def log(terminal: Open) -> Open:
    """``terminal``, with a log of Ana and Ben."""
    assert terminal("init", "--me", "Ana", "--partner", "Ben").wait_for_end() == 0
    return terminal


def test_init_asks_until_the_names_are_fit(terminal: Open) -> None:
    one = terminal("init")
    one.wait_for("Your name: ")
    one.type("\n")
    one.wait_for("The name is empty. Nothing was saved.")
    one.type("Ana Maria\n")
    one.wait_for("Your partner's name (or just press Enter to start solo): ")
    one.type("ana maria\n")
    one.wait_for("Both have the same name.")
    one.type("O'Brien\n")
    assert one.wait_for_end() == 0
    assert "Welcome, Ana Maria and O'Brien." in one.shown


@pytest.mark.slow
def test_init_asks_only_for_what_is_missing(terminal: Open) -> None:
    one = terminal("init", "--me", "Ana")
    one.wait_for("Your partner's name")
    assert "Your name" not in one.shown
    one.type("\n")
    assert one.wait_for_end() == 0
    assert "Welcome, Ana. A good first step" in one.shown


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])
def test_leaving_a_question_leaves_nothing_behind(terminal: Open, home: Places, key: bytes) -> None:
    one = terminal("init")
    one.wait_for("Your name: ")
    assert one.leave(key) == 130
    assert one.shown.splitlines()[-1] == "Stopped. Everything up to here is saved."
    assert not Path(home.home).exists()


@pytest.mark.slow
def test_init_where_a_log_is_asks_nothing(log: Open) -> None:
    one = log("init")
    assert one.wait_for_end() == 1
    assert one.shown.startswith("There's already a log here.") and "Your name" not in one.shown


@pytest.mark.slow
def test_thank_before_init_asks_and_then_keeps_what_was_said(terminal: Open) -> None:
    one = terminal("thank", "You got up with the dog.")
    one.wait_for("Just two names to start. Everything stays on this computer.")
    one.wait_for("Your name: ")
    one.type("Ana\n")
    one.wait_for("Your partner's name")
    one.type("Ben\n")
    assert one.wait_for_end() == 0
    assert "Saved." in one.shown
    assert "“You got up with the dog.”" in listed(terminal)


@pytest.mark.slow
def test_thank_without_words_asks_for_them(log: Open) -> None:
    one = log("thank")
    one.wait_for("What for: ")
    one.type("\n")
    one.wait_for("The text is empty.")
    one.type("Für die Suppe\n")
    assert one.wait_for_end() == 0
    assert "“Für die Suppe”" in listed(log)


@pytest.mark.slow
def test_bytes_that_are_no_letters_are_asked_for_again(log: Open) -> None:
    one = log("thank")
    one.wait_for("What for: ")
    one.type(b"caf\xe9\n")
    one.wait_for("Type it again")
    one.type("soup\n")
    assert one.wait_for_end() == 0
    assert "“soup”" in listed(log)


@pytest.mark.slow
def test_thank_reads_what_is_typed_up_to_its_end(log: Open) -> None:
    one = log("thank", "-")
    one.type("one\ntwo\n")
    one.type(CTRL_D)
    assert one.wait_for_end() == 0
    assert "“one two”" in listed(log)


@pytest.mark.slow
def test_restore_asks_once(log: Open, home: Places) -> None:
    assert log("thank", "For the soup.").wait_for_end() == 0
    Path(home.data).write_bytes(b"{}")
    one = log("restore")
    one.wait_for("Go ahead? [Y/n]: ")
    one.type("n\n")
    assert one.wait_for_end() == 130
    assert Path(home.data).read_bytes() == b"{}"
    one = log("restore")
    one.wait_for("Go ahead? [Y/n]: ")
    one.type("\n")
    assert one.wait_for_end() == 0
    assert "“For the soup.”" in listed(log)


# -- a ritual, line by line


def test_a_ritual_with_somebody_there(log: Open) -> None:
    one = log("ritual", "morning", "--plain")
    one.wait_for("1/5  Stop for a moment together")
    one.wait_for_prompt(CONTINUES)
    one.type("\n")
    one.wait_for_prompt("     6 seconds. Ctrl+C continues.")
    one.type(CTRL_C)
    one.wait_for("3/5  Ana, tell Ben")
    one.wait_for_prompt("> ")
    one.type(b"for the soop" + LEFT + b"\x7fu\n")
    one.wait_for("3/5  Ben, tell Ana")
    one.wait_for_prompt("> ")
    one.type("back\n")
    one.wait_for_prompt("> ")
    one.type("for the bread\n")
    one.wait_for_prompt("> ")
    one.type("\n")
    one.wait_for("4/5  Ana, ask Ben")
    one.wait_for_prompt("> ")
    one.type(UP + b"\n")
    one.wait_for_prompt("> ")
    one.type("\n")
    one.wait_for("5/5  Say goodbye")
    one.wait_for_prompt(CONTINUES)
    one.type("\n")
    assert one.wait_for_end() == 0
    assert one.shown.splitlines()[-2:] == ["Ana to Ben: “for the bread”", "Morning goodbye: done."]
    shown = listed(log)
    assert "“for the bread”" in shown and shown.count("“") == 1, (
        "the changed answer is an edit; “up” brought nothing back"
    )


@pytest.mark.slow
@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])
def test_leaving_a_ritual_keeps_what_was_passed_and_it_goes_on_later(log: Open, key: bytes) -> None:
    one = log("ritual", "morning", "--plain", "--easy")
    one.wait_for_prompt("     6 seconds. Ctrl+C continues.")
    one.type(CTRL_C)
    one.wait_for("2/3  Ana, one short thank-you")
    one.wait_for_prompt("> ")
    one.type("soup\n")
    one.wait_for("2/3  Ben, one short")
    one.wait_for_prompt("> ")
    assert one.leave(key) == 0
    assert one.shown.splitlines()[-1] == "Stopped. Your progress is saved."
    assert "“soup”" in listed(log) and "stopped partway" in listed(log)
    one = log("ritual", "morning", "--plain")
    one.wait_for("Picking up where you stopped")
    one.wait_for("3/3  Say goodbye, from the door, on the phone or from under the blanket.")
    one.wait_for_prompt(CONTINUES)
    one.type("\n")
    assert one.wait_for_end() == 0
    shown = listed(log, "--kind", "ritual")
    assert shown.count("Morning goodbye, both") == 1 and "left before" not in shown


@pytest.mark.slow
def test_listening_takes_turns_and_to_dos_come_line_by_line(log: Open) -> None:
    one = log("ritual", "reunion", "--plain", rows=60)
    one.wait_for_prompt(CONTINUES)
    one.type("\n")
    for seconds in ("6 seconds", "5 minutes", "5 minutes"):
        one.wait_for_prompt(f"     {seconds}. Ctrl+C continues.")
        one.type(CTRL_C)
    for line in ("milk", "bread", ""):
        one.wait_for_prompt("+ ")
        one.type(f"{line}\n")
    one.wait_for_prompt(CONTINUES)
    one.type("\n")
    one.wait_for_prompt("leave them: ")
    one.type("y\n")
    assert one.wait_for_end() == 0
    assert "For later: milk\nFor later: bread\n" in one.shown and one.shown.endswith("Reunion: done.")


@pytest.mark.slow
def test_a_number_that_is_none_is_asked_for_again(log: Open, own_rituals: Callable[[str], None]) -> None:
    own_rituals(
        '[[ritual]]\nid = "near"\nname = "Near"\n[[ritual.steps]]\nid = "n"\nkind = "rate"\ntext = "How near?"\n'
    )
    one = log("ritual", "near", "--plain", "--with", "me")
    for said in ("eleven", "11", "0", "999999", "٣x"):
        one.wait_for_prompt("1–10: ")
        one.type(f"{said}\n")
    one.wait_for("Closeness is a whole number from 1 to 10.")
    one.wait_for_prompt("1–10: ")
    one.type("8\n")
    assert one.wait_for_end() == 0
    assert "Ana: closeness 8 of 10" in listed(log)


# -- 80 columns


@pytest.mark.slow
def test_long_lines_are_indented_under_their_words(log: Open) -> None:
    words = "You stayed on the phone with my mother for an hour so that I could cook, and laughed about it afterwards."
    assert log("--as", "ben", "thank", words).wait_for_end() == 0
    lines = listed(log).splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert len(lines) == 3 and lines[2].startswith(" " * 17) and lines[2][17] != " "
    one = log("today")
    assert one.wait_for_end() == 0
    assert all(len(line) <= 80 for line in one.shown.splitlines())
    assert "\n  " in one.shown[one.shown.index("Ben, today") :]


@pytest.mark.slow
def test_wide_letters_and_long_words(log: Open) -> None:
    for words in ("日本語の長い文章です。" * 12, "x" * 200, "👩‍👩‍👧 " * 30, "תודה רבה " * 20):
        assert log("thank", words.strip()).wait_for_end() == 0
    lines = listed(log, rows=60).splitlines()
    wide = [line.strip() for line in lines if "日" in line or "語" in line]
    assert len(wide) == 5 and all(line.startswith(" " * 17) or "Ana" in line for line in lines if "語" in line)
    assert "".join(line.split("“")[-1] for line in wide).rstrip("”") == "日本語の長い文章です。" * 12
    assert "\n" + "x" * 80 + "\n" in "\n".join(lines), "a word without a place to break is left to the terminal"
    assert sum("רבה" in line for line in lines) == 4


def test_no_colours_and_no_escapes_are_sent(log: Open) -> None:
    for args in (("today",), ("list",), ("--help",), ("thank", "\x1b[31mred")):
        one = log(*args)
        assert one.wait_for_end() == 0
        assert b"\x1b" not in one.raw


@pytest.mark.parametrize(("said", "gone"), [("sim", True), ("s", True), ("y", True), ("nao", False), ("", False)])
def test_a_yes_is_one_in_the_language_that_is_spoken_and_in_english(
    log: Open, run: Callable[..., Any], tmp_path: Path, said: str, gone: bool
) -> None:
    own = tmp_path / "languages" / "pt" / "LC_MESSAGES"
    own.mkdir(parents=True)
    words = {"y": "s|sim", "n": "nao"}
    heads = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    known = "".join(f'msgctxt "typed"\nmsgid "{one}"\nmsgstr "{own}"\n\n' for one, own in words.items())
    (own / "ritualtui.po").write_text(heads + known, encoding="utf-8")
    catalogues.compile_all(tmp_path / "languages")
    more = {"RITUALTUI_LANGUAGES": str(tmp_path / "languages"), "RITUALTUI_LANGUAGE": "pt"}
    assert log("thank", "a sopa").wait_for_end() == 0
    entry = json.loads(run("list", "--json").stdout)
    asked = log("burn", entry["id"], more=more)
    asked.wait_for("[y/N]:")
    asked.type("perhaps\n")
    asked.wait_for("Say y or n.")
    asked.wait_for_prompt("[y/N]:")
    asked.type(f"{said}\n")
    assert (asked.wait_for_end() == 0) is gone
    assert ("a sopa" not in run("list").stdout) is gone
