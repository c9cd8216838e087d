"""Words are cleaned once, at the door, and shown as plain text everywhere after."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritualtui import freetext
from ritualtui.errors import UsageError

ANY = st.text(st.characters(), max_size=60)  # surrogates and controls too


@given(ANY)
def test_what_is_clean_stays_clean(text: str) -> None:
    try:
        cleaned = freetext.clean(text)
    except UsageError:
        return
    assert freetext.clean(cleaned) == cleaned
    assert cleaned == cleaned.strip() and unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in cleaned)
    assert cleaned.encode().decode() == cleaned


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60))
def test_nothing_else_is_changed(text: str) -> None:
    cleaned = freetext.clean(text)
    assert cleaned == unicodedata.normalize("NFC", text).strip() or cleaned == ""


def test_a_field_of_one_line_keeps_hard_spaces() -> None:
    assert freetext.in_one_line("a\u00a0b :\u202fc") == "a\u00a0b :\u202fc"
    assert freetext.in_one_line(" one\t two\r\n\u2028three ") == "one two three"


@given(ANY)
def test_what_is_shown_cannot_be_obeyed(text: str) -> None:
    shown = freetext.shown(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in shown)
    reordering = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not reordering & {unicodedata.bidirectional(c) for c in shown}
    assert freetext.shown(shown) == shown
    line = freetext.one_line(text)
    assert line == " ".join(line.split()) and not set(line) & set("\n\t\r\v\f\u2028\u2029\x85")


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", "\u200b", "\ufeff\u200d", "\u2060 \t", "\x9b", "\u202e\u202c"])
def test_nothing_to_see_is_nothing(text: str) -> None:
    assert freetext.clean(text) == ""
    with pytest.raises(UsageError, match="The name is empty"):
        freetext.needed(text, what="name")


@pytest.mark.parametrize("text", ["x", ".", "🍲", "\u0301", "\U0001faea", "\ue000", "ـ", "٣"])
def test_the_smallest_things_are_something(text: str) -> None:
    assert freetext.needed(text) == text


def test_the_limit_counts_characters_as_they_are_kept() -> None:
    assert freetext.clean("e\u0301" * 5, limit=5) == "é" * 5
    assert freetext.clean("  abcde \x00", limit=5) == "abcde"
    with pytest.raises(UsageError, match="The text has 10,001 characters; 10,000 fit"):
        freetext.clean("a" * 10_001)


@pytest.mark.parametrize(
    ("typed", "same"),
    [("ANA", "ana"), ("Straße", "STRASSE"), ("A\u200bna", "Ana"), ("Ａｎａ", "Ana"), ("É", "e\u0301")],
)
def test_alike(typed: str, same: str) -> None:
    assert freetext.alike(typed) == freetext.alike(same)


def test_quoted_is_short_and_safe() -> None:
    assert freetext.quoted("a\x1b[31m\nb") == "“a�[31m b”"
    assert freetext.quoted("a" * 61) == f"“{'a' * 59}…”"


def test_words_in_quotation_marks_get_no_second_ones() -> None:
    assert freetext.in_marks("soup", "soup") == "“soup”"
    assert freetext.in_marks("“Now?”", "“Now\\?”") == "“Now\\?”"
    assert freetext.in_marks("“Now?” she said", "“Now?” she said") == "““Now?” she said”"
    assert freetext.in_marks("“Now?” and “Then”", "“Now?” and “Then”") == "““Now?” and “Then””"
    assert freetext.in_marks('"Now?"', '"Now?"') == '"Now?"'
    assert freetext.in_marks('"Now?" and "Then"', '"Now?" and "Then"') == '“"Now?" and "Then"”'
    assert freetext.in_marks('"', '"') == '“"”'
    assert freetext.in_marks("“Now, and no later”", "“Now, and …") == "“Now, and …”", "what is cut is closed"
