"""What a terminal answers is never a key, however late and in however many pieces it comes; every key still is one."""

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.answers import ESC, PATIENCE, Answers, Key
from support.homes import begun
from support.watched_terminal import Screen

WAIT = 0.02
ANSWERS = {
    "colour, bel": "\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
    "colour, st": "\x1b]4;1;rgb:ffff/0000/0000\x1b\\",
    "clipboard": "\x1b]52;c;bm90aGluZw==\x07",
    "xtversion": "\x1bP>|XTerm(390)\x1b\\",
    "decrqss": "\x1bP1$r0m\x1b\\",
    "xtgettcap": "\x1bP1+r544e=787465726d\x1b\\",
    "da1": "\x1b[?62;22;52c",
    "da2": "\x1b[>41;390;0c",
    "da3": "\x1bP!|00000000\x1b\\",
    "cursor": "\x1b[12;40R",
    "kitty flags": "\x1b[?29u",
    "status": "\x1b[0n",
    "dark or light": "\x1b[?997;1n",
    "ansi mode": "\x1b[4;2$y",
    "size": "\x1b[8;30;100t",
    "graphics": "\x1b_Gi=31;OK\x1b\\",
}
KEYS = {
    "letters": "tea", "arrow": "\x1b[A", "alt arrow": "\x1b[1;3A", "f1": "\x1bOP", "f5": "\x1b[15~",
    "console f1": "\x1b[[A", "delete": "\x1b[3~", "kitty": "\x1b[97;5u", "mouse": "\x1b[<0;12;5M", "focus": "\x1b[I",
    "shift tab": "\x1b[Z", "paste": "\x1b[200~a \x1b]11;x b\x1b[201~", "mode": "\x1b[?2026;2$y",
    "new size": "\x1b[48;30;100;600;1000t",
}  # fmt: skip


def answers() -> Answers:
    return Answers(WAIT, lambda letter, key: None)


def in_pieces(*pieces: str, pause: float) -> list[Key]:
    """What is handed on of these, with a pause between two, in which it is looked every hundredth of a second."""
    made, now, keys = answers(), 10.0, list[Key]()
    for piece in pieces:
        keys += made.feed(piece, now)
        for _ in range(round(pause * 100)):
            now += 0.01
            keys += made.late(now)
    return keys


def joined(keys: list[Key]) -> str:
    return "".join(ESC if key is None else key for key in keys)


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize("pause", [0.0, 0.1, 0.5])
def test_an_answer_is_no_key(answer: str, pause: float) -> None:
    assert in_pieces(f"x{answer}y", pause=pause) == ["x", "y"]
    for cut in range(2, len(answer)):
        assert joined(in_pieces("x", answer[:cut], f"{answer[cut:]}y", pause=pause)) == "xy", cut
    behind_esc = in_pieces(answer[:1], answer[1:], "y", pause=pause)
    assert behind_esc == (["y"] if pause < WAIT else [None, "y"]), "the rest of it is none, whatever esc was"


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_a_key_is_handed_on_whole(key: str) -> None:
    assert joined(in_pieces(f"x{key}y", pause=0)) == f"x{key}y"
    for cut in range(1, len(key)):
        assert joined(in_pieces(key[:cut], f"{key[cut:]}y", pause=0)) == f"{key}y", cut


def test_esc_is_a_key_after_a_moment_or_before_another() -> None:
    made = answers()
    assert made.feed(ESC, 1.0) == [] and made.late(1.01) == [] and made.late(1.02) == [None]
    assert in_pieces("\x1b\x1b[A", pause=0) == [None, "\x1b[A"]
    assert in_pieces("\x1b\x1b", pause=0.1) == [None, None]


def test_what_was_typed_while_nobody_read_is_taken_apart() -> None:
    typed = "\x1bq\x1bOP\x1b[A\x1b\x1b"
    assert answers().feed(typed, 0, gathered=True) == [None, "q", "\x1bO", "P", "\x1b[A", None]


def test_a_key_with_alt_is_not_taken_for_an_answer_for_long() -> None:
    for key in ("\x1b]", "\x1bP", "\x1b[", "\x1b_"):
        assert in_pieces(key, pause=PATIENCE + 0.1) == [key]
        assert joined(in_pieces(key, "q", pause=0)) == f"{key}q"


def test_what_is_cut_off_takes_no_later_key_along() -> None:
    assert in_pieces("\x1b]11;rgb:12", pause=PATIENCE + 0.1) == []
    assert in_pieces("\x1b]11;rgb:12", "q", pause=PATIENCE + 0.1) == ["q"]
    assert joined(in_pieces("\x1b]11;rgb:12\r", pause=0)) == "\x1b]11;rgb:12\r"


def test_a_paste_whose_end_is_cut_ends() -> None:
    for cut in range(1, 6):
        pieces = "\x1b[200~tea" + "\x1b[201~"[:cut], "\x1b[201~"[cut:] + "q"
        assert joined(in_pieces(*pieces, pause=0.3)) == "\x1b[200~tea\x1b[201~q"


def test_a_terminal_says_where_a_key_lies() -> None:
    told = []
    made = Answers(WAIT, lambda letter, key: told.append((letter, key)))
    assert made.feed("\x1b[1092::97;;1092u\x1b[1060:1060:97;2;1060u\x1b[97:65;2;65u", 0) == [
        "\x1b[1092;;1092u", "\x1b[1060;2;1060u", "\x1b[97;2;65u",
    ]  # fmt: skip
    assert told == [("ф", "a"), ("Ф", "a")]


@pytest.mark.slow
def test_in_a_field_on_a_real_terminal(home: Places, screen: Screen) -> None:
    begun(home, plans=True).close()
    terminal = screen()
    terminal.wait_for("1 Today")
    terminal.type("a")
    terminal.wait_for("enter save")
    for n, answer in enumerate(ANSWERS.values()):
        terminal.type(answer[: 2 + n % 3])
        terminal._read_once(0.1)
        terminal.type(answer[2 + n % 3 :])
    terminal.type("the tea\r")
    terminal.wait_for("Saved.")
    assert terminal.leave(b"q") == 0
    with Companion.open(home) as companion:
        assert [r.text for r in companion.visible() if r.kind == "appreciation"] == ["the tea"]  # type: ignore[attr-defined]
