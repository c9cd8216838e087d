"""Lines: the fewest that fit, as even as can be, no word lost; what is cut keeps its end."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ritualtui.tui.text_wrap import balanced, even, fitted, spans

WORDS = st.lists(st.text(st.sampled_from("abcdefgh.,ä字界ー한"), min_size=1, max_size=8), max_size=30)
WIDTHS = st.integers(16, 60)  # a word has 16 cells at most


def greedy(words: list[str], width: int) -> int:
    """How many lines a poured text takes."""
    lines, used = 1, -1
    for word in words:
        if used + 1 + cell_len(word) > width:
            lines, used = lines + 1, -1
        used += 1 + cell_len(word)
    return lines


@given(WORDS, WIDTHS)
def test_all_words_in_as_few_lines_and_none_too_wide(words: list[str], width: int) -> None:
    lines = balanced(" ".join(words), width)
    assert " ".join(lines).split() == words
    assert all(cell_len(line) <= width for line in lines)
    assert len(lines) == greedy(words, width)


@given(WORDS, WIDTHS)
def test_no_other_breaks_are_more_even(words: list[str], width: int) -> None:
    words = words[:9]
    widths = [cell_len(word) for word in words]

    def unevenness(rows: list[range]) -> int:
        return sum((sum(widths[row.start : row.stop]) + len(row) - 1) ** 2 for row in rows)

    def all_ways(start: int, left: int) -> list[list[range]]:
        if left == 0:
            return [[]] if start == len(widths) else []
        ends = range(start + 1, len(widths) + 1)
        fits = [end for end in ends if sum(widths[start:end]) + end - start - 1 <= width]
        return [[range(start, end), *rest] for end in fits for rest in all_ways(end, left - 1)]

    rows = even(widths, 1, width)
    assert unevenness(rows) == min(map(unevenness, all_ways(0, len(rows))))


@given(st.text(st.sampled_from("ab字한"), min_size=1, max_size=80), st.integers(4, 12))
def test_a_word_wider_than_the_line_is_broken_and_keeps_its_letters(word: str, width: int) -> None:
    lines = balanced(word, width)
    assert "".join(lines).replace(" ", "") == word
    assert all(cell_len(line) <= width for line in lines)


def test_a_verse_keeps_its_shape() -> None:
    text = "Two plums\n  on the sill:\n    one is yours.\n" + " " * 40 + "So."
    assert [text[start:end] for start, end in spans(text, 30)] == [
        "Two plums", "  on the sill:", "    one is yours.", "So.",
    ]  # fmt: skip


def test_what_belongs_together_stays_on_a_line() -> None:
    said = "“On Monday, when …” or “often lately, when …” may be easier to hear. So since 15 November, as 8 October. "
    said += "In all a few minutes a day, or ten hours."
    for width in range(14, 60):
        assert not any(line.startswith("…") for line in balanced(said, width))
        assert not any(line.endswith(("15", "8")) for line in balanced(said, width))
        assert not any(line.endswith((" all a", " few", " ten")) for line in balanced(said, width))
    assert balanced("when …", 4) == ["when", "…"]


def test_a_sentence_has_no_last_word_alone() -> None:
    text = "If you’d both like it, six seconds: a kiss, a hug, a hand, or just a look."
    assert balanced(text, 64) == ["If you’d both like it, six seconds: a", "kiss, a hug, a hand, or just a look."]
    assert balanced("One.\n\nTwo.", 64) == ["One.", "", "Two."]


@given(WORDS, WORDS, st.integers(30, 70), st.booleans())
def test_what_is_cut_keeps_its_end_and_fits(before: list[str], quoted: list[str], width: int, quotes: bool) -> None:
    said = f"“{' '.join(quoted)}”" if quotes else " ".join(quoted)
    lines = fitted(f"Removed: {' '.join(before[:2])} {said}  u brings it back.", width, 2)
    assert len(lines) <= 2
    assert all(cell_len(line) <= width for line in lines)
    assert " ".join(lines).endswith("u brings it back.")
    assert lines[0].startswith("Removed")


def test_it_is_the_quotation_that_is_cut() -> None:
    long = "and more words that matter " * 20
    lines = fitted(f"Removed: Ben’s bid (turned away): “{long}”  u brings it back.", 58, 2)
    assert " ".join(lines).startswith("Removed: Ben’s bid (turned away): “and more")
    assert " ".join(lines).endswith("” u brings it back.")


def test_no_word_is_cut_where_it_can_be_left_out() -> None:
    said = "There's nothing to undo. After a very large import or a repair, `ritualtui restore` shows all the backups."
    (first, second) = fitted(said, 50, 2)
    assert set(f"{first} {second}".split()) <= {*said.split(), "…"}
    assert second.endswith("all the backups.")
    quoted = f"Removed. Press u to undo: “{'a walk by the river ' * 9}and home”"
    kept = " ".join(fitted(quoted, 40, 2))
    assert set(kept.replace("“", " ").replace("”", " ").split()) <= {*quoted.replace("“", " ").split(), "…", "home"}


def test_of_a_path_the_beginning_stays() -> None:
    lines = fitted(f"There's no log at /home/ana/{'long/' * 30}ritualtui. Begin one with init.", 50, 2)
    assert lines[0].startswith("There's no log at /home/ana/long")
    assert lines[-1].endswith("Begin one with init.")


@given(st.text(st.sampled_from("ab字 \n"), max_size=60), st.integers(4, 30))
def test_lines_are_stretches_of_the_text(text: str, width: int) -> None:
    found = spans(text, width)
    assert all(cell_len(text[start:end]) <= width for start, end in found)
    assert "".join("".join(text[start:end] for start, end in found).split()) == "".join(text.split())
    assert found == sorted(found)


def test_two_spaces_part_what_they_part() -> None:
    text = "Ben, today at 12:54  “You stayed on the phone.”"
    assert [text[start:end] for start, end in spans(text, 60)] == [text]
