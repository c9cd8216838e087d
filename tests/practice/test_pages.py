"""Pages: taken apart, put into lines of any width, found by what people call them."""

import os
import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritualtui.errors import UsageError
from ritualtui.practice import pages

PAGE = """\
# A title

What it is
about.

A paragraph over
two lines, with `a command --of more` in it.

## A heading

- One: the first item,
  which goes on.
- Two
- It is three in number. More follows.
Not an item any more.
"""


def test_the_simple_kind_of_markdown() -> None:
    page = pages.parse("x", PAGE)
    assert (page.id, page.title, page.summary) == ("x", "A title", "What it is about.")
    assert page.blocks == (
        pages.Block("title", "A title"),
        pages.Block("summary", "What it is about."),
        pages.Block("text", "A paragraph over two lines, with `a command --of more` in it."),
        pages.Block("heading", "A heading"),
        pages.Block("item", "One: the first item, which goes on."),
        pages.Block("item", "Two"),
        pages.Block("item", "It is three in number. More follows. Not an item any more."),
    )


def test_lines_of_a_width() -> None:
    found = list(pages.lines(pages.parse("x", PAGE), 26))
    assert [line.text for line in found] == [
        "A title",
        "",
        "What it is about.",
        "",
        "A paragraph over two",
        "lines, with",
        "`a command --of more` in",
        "it.",
        "",
        "A heading",
        "",
        "- One: the first item,",
        "  which goes on.",
        "- Two",
        "- It is three in number.",
        "  More follows. Not an",
        "  item any more.",
    ]
    leads = {line.text: line.text[: line.lead] for line in found if line.lead}
    assert leads == {"- One: the first item,": "- One:", "- It is three in number.": "- It is three in number."}


def test_a_lead_may_go_over_two_lines() -> None:
    found = list(pages.lines(pages.parse("x", "- Some eight words before it ends. Rest."), 20))
    assert [(line.text, line.lead) for line in found] == [
        ("- Some eight words", 18),
        ("  before it ends.", 17),
        ("  Rest.", 0),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "no title", "# ", "- ", "#nothing", "```\nx\n```"])
def test_nothing_in_a_file_is_too_odd(text: str) -> None:
    page = pages.parse("x", text)
    assert page.title and all(len(line.text) <= 20 for line in pages.lines(page, 20))


@given(st.text("ab `\u2026-#.:\n0123456789", max_size=200), st.integers(1, 90))
def test_no_line_is_wider_and_no_word_is_lost(text: str, width: int) -> None:
    page = pages.parse("x", text)
    found = list(pages.lines(page, width))
    assert all(len(line.text) <= max(8, width) and line.lead <= len(line.text) for line in found)

    def bare(said: str) -> str:
        return re.sub(r"\s", "", said)

    written = "".join(("- " if block.kind == "item" else "") + block.text for block in page.blocks)
    assert bare("".join(line.text for line in found)) == bare(written)


@pytest.mark.parametrize("page", pages.every(), ids=lambda page: page.id)
@pytest.mark.parametrize("width", [42, 55, 74, 78])
def test_what_is_read_as_one_stays_on_one_line(page: pages.Page, width: int) -> None:
    shown = [line.text for line in pages.lines(page, width)]
    whole = " ".join(block.text for block in page.blocks)
    for one in [*re.findall(r"`[^`]+`", whole), *re.findall(r"\d[\d ]+\d", whole)]:
        assert any(one in line for line in shown), one
    assert not any(line.strip().startswith("…") for line in shown)


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("abuse", "abuse"),
        ("ABUSE ", "abuse"),
        ("my part", "my-part"),
        ("my-part", "my-part"),
        ("seas", "seasons"),
        ("when it may", "not-healing"),
        ("Abuse, and where to find help", "abuse"),
        ("what this rests on", "evidence"),
    ],
)
def test_a_page_goes_by_what_people_call_it(name: str, page: str) -> None:
    assert pages.find(name).id == page


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("abuze", "Did you mean `ritualtui help abuse`?"),
        ("not heeling", "Did you mean `ritualtui help not-healing`?"),
        ("a", "“a” could be abuse or alone."),
        ("thanl", "Did you mean `ritualtui help thank`?"),
        ("", "`ritualtui help` lists them."),
        ("\x1b[31m", "`ritualtui help` lists them."),
    ],
)
def test_what_is_no_page_is_told_with_the_nearest(name: str, said: str) -> None:
    with pytest.raises(UsageError) as told:
        pages.find(name, ["thank"])
    assert said in str(told.value) and "\x1b" not in str(told.value)


@pytest.mark.skipif("FAKETIME" in os.environ, reason="a clock that was moved says nothing of the page's age")
def test_the_help_lines_were_checked_within_a_year() -> None:
    # Numbers change. Look each one up on its organisation's own site, then write the new month on the page.
    text = " ".join(block.text for block in pages.load("abuse").blocks)
    checked = re.search(r"last checked in (\w+ \d{4})", text)
    assert checked is not None
    month = datetime.strptime(checked[1], "%B %Y")
    assert datetime.now() - month < timedelta(days=366), f"help-lines were last checked in {checked[1]}"
