"""The help pages: which there are and in which order, their Markdown taken apart and put into lines of a width.

They are opened by people and by nothing else: no module that knows what was logged imports this one.
"""

import re
import textwrap
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final, Literal, NamedTuple

from ritualtui import freetext
from ritualtui.errors import UsageError
from ritualtui.strings import _, nearest, read_content

ORDER: Final = (
    "neglect", "abuse", "alone", "my-part", "seasons", "not-healing", "therapy", "privacy", "evidence",
)  # fmt: skip
OFFERS: Final = {"my-part": "presence"}
"""The ritual that a page speaks of, where one key should open it."""

Kind = Literal["title", "summary", "heading", "text", "item", ""]
_MARK: Final = "- "
_LEAST_WIDTH: Final = 8
_MOST_LEAD: Final = 44
_NO_BREAK: Final = "\u00a0"
# What an item is about: its first words, up to a colon, or to the end of a short first sentence.
_LEAD = re.compile(r"[^.:?]+[.:?]”?(?= )")
# Nothing is torn apart that is read as one: a command, a number to call, three dots and what they stand for.
_WHOLE = re.compile(r"`[^`]+`|(?<=\d) (?=\d)| (?=…)")


class Block(NamedTuple):
    """A title, the summary below it, a heading, a paragraph or an item of a list. Backticks stay in the text."""

    kind: Kind
    text: str


class Line(NamedTuple):
    """A line of a block; empty between blocks. ``lead``: how many of its characters name what an item is about."""

    kind: Kind
    text: str
    lead: int = 0


class Page(NamedTuple):
    """A page. ``summary`` is its first paragraph."""

    id: str
    title: str
    summary: str
    blocks: tuple[Block, ...]


def parse(ident: str, text: str) -> Page:
    """The page in Markdown ``text``: a title, headings, paragraphs, lists with ``-``. Raises nothing."""
    blocks: list[Block] = []
    fresh = True  # the next line begins a block
    for line in text.splitlines():
        said = line.strip()
        kind, rest = _begun(said)
        if not said:
            fresh = True
        elif kind or fresh:
            blocks.append(Block(kind or "text", rest))
            fresh = kind in ("title", "heading")
        else:
            blocks[-1] = Block(blocks[-1].kind, f"{blocks[-1].text} {said}")
    title = next((block.text for block in blocks if block.kind == "title"), ident)
    first = next((number for number, block in enumerate(blocks) if block.kind == "text"), None)
    if first is not None:
        blocks[first] = Block("summary", blocks[first].text)
    return Page(ident, title, "" if first is None else blocks[first].text, tuple(blocks))


def _begun(line: str) -> tuple[Kind, str]:
    """What ``line`` begins, if that can be told by its first characters, and the words behind them."""
    marks: tuple[tuple[str, Kind], ...] = (("# ", "title"), ("## ", "heading"), (_MARK, "item"))
    return next(((kind, line.removeprefix(mark)) for mark, kind in marks if line.startswith(mark)), ("", line))


@cache
def load(ident: str) -> Page:
    """The page with this id, one of ``ORDER``."""
    return parse(ident, read_content(f"pages/{ident}.md"))


def every() -> tuple[Page, ...]:
    """All pages, in their order."""
    return tuple(load(ident) for ident in ORDER)


def find(name: str, also: Collection[str] = ()) -> Page:
    """The page with this id or title, or the one whose id or title begins so.

    ``also`` are other words that may have been meant. Raises ``UsageError`` with the nearest.
    """
    asked = " ".join(freetext.alike(freetext.clean(name, 80, "page")).split())
    if asked.replace(" ", "-") in ORDER:
        return load(asked.replace(" ", "-"))
    called = {ident: (ident, ident.replace("-", " "), freetext.alike(load(ident).title)) for ident in ORDER}
    close = [ident for ident, names in called.items() if asked in names]
    close = close or [ident for ident, names in called.items() if asked and any(n.startswith(asked) for n in names)]
    if len(close) == 1:
        return load(close[0])
    if close:
        raise UsageError(
            _("{name} could be {close}.").format(name=freetext.quoted(name), close=" or ".join(close)), _("Say which.")
        )
    meant = {**dict.fromkeys(also, ""), **{called: ident for ident, names in called.items() for called in names}}
    near = nearest.nearest(asked, meant)
    shown_by = _("`ritualtui help {value}`").format(value=meant[near] or near) if near else ""
    hint = nearest.asked(shown_by) if near else _("`ritualtui help` lists them.")
    what = _("page or command") if also else "page"
    raise UsageError(_("There's no {what} {name}.").format(what=what, name=freetext.quoted(name)), hint)


def lines(page: Page, width: int) -> Iterator[Line]:
    """``page`` in lines of at most ``width`` characters, with an empty one between blocks but not within a list."""
    before: Kind = ""
    for block in page.blocks:
        if before and not before == block.kind == "item":
            yield Line("", "")
        yield from _lines(block, max(width, _LEAST_WIDTH))
        before = block.kind


def _lines(block: Block, width: int) -> Iterator[Line]:
    mark = _MARK if block.kind == "item" else ""
    found = _LEAD.match(block.text) if block.kind == "item" else None
    lead = found.end() if found is not None and found.end() <= _MOST_LEAD else 0
    whole = _WHOLE.sub(lambda found: found[0].replace(" ", _NO_BREAK), block.text)
    parts = textwrap.wrap(whole, width - len(mark), break_on_hyphens=False)
    for number, part in enumerate(parts):
        first = mark if number == 0 else " " * len(mark)
        here = min(lead, len(part))
        yield Line(block.kind, first + part.replace(_NO_BREAK, " "), here + len(mark) if here else 0)
        lead = max(0, lead - len(part) - 1)
