"""What a person types into the one line of Today."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritualtui.errors import UsageError
from ritualtui.practice.line_parser import BidMade, CheckIn, Done, Thanks, read

RITUALS = ("morning", "bedtime")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("thank Ben for the soup", Thanks("the soup")),
        ("thanks for the soup", Thanks("the soup")),
        ("thank you for the soup", Thanks("the soup")),
        ("THANK ben the soup", Thanks("the soup")),
        ("thank Benny for the soup", Thanks("Benny for the soup")),
        ("You fixed the gate.", Thanks("You fixed the gate.")),
        ("  the soup  ", Thanks("the soup")),
        ("bid toward the heron", BidMade("toward", "the heron", False)),
        ("toward the heron", BidMade("toward", "the heron", False)),
        ("Away asked about Sunday", BidMade("away", "asked about Sunday", False)),
        ("bid against", BidMade("against", "", False)),
        ("bid open the heron", BidMade(None, "the heron", False)),
        ("bid mine away asked about Sunday", BidMade("away", "asked about Sunday", True)),
        ("check-in 7", CheckIn(7, "")),
        ("checkin 7 tired but near", CheckIn(7, "tired but near")),
        ("closeness 10", CheckIn(10, "")),
        ("did bedtime", Done("bedtime", "")),
        ("did bedtime last night", Done("bedtime", "last night")),
        ("did you know that I love your soup", Thanks("did you know that I love your soup")),
        ("[red]x[/]", Thanks("[red]x[/]")),
        ("thank İpek for x", Thanks("İpek for x")),
    ],
)
def test_meaning(line: str, meant: object) -> None:
    assert read(line, "Ben", RITUALS) == meant


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   ",
        "thank",
        "thank Ben",
        "thank Ben for ",
        "bid",
        "bid sideways x",
        "bid mine",
        "check-in eleven",
        "check-in 11",
    ],
)
def test_what_is_missing_is_asked_for(line: str) -> None:
    with pytest.raises(UsageError):
        read(line, "Ben", RITUALS)


@given(st.text(max_size=60), st.text(min_size=1, max_size=12))
def test_no_line_breaks_it(line: str, partner: str) -> None:
    try:
        meant = read(line, partner, RITUALS)
    except UsageError:
        return
    if isinstance(meant, Thanks):
        assert meant.text
        assert meant.text in line
