"""A short document and its two forms: Markdown, and one HTML file that needs nothing else.

Every word in a document is data. Markdown and HTML in it are shown as they were typed and never obeyed, nothing
becomes a link, and control characters do not come through. Knows nothing of records.
"""

import html
import re
from collections.abc import Iterator
from string import Template
from typing import Final, Literal, NamedTuple

from ritualtui import freetext
from ritualtui.strings import read_content

Form = Literal["md", "html"]
FORMS: Final[tuple[Form, ...]] = ("html", "md")


class Item(NamedTuple):
    """One line of a list. ``when`` it was (ISO day, and as it is shown), what leads to it, what was ``said``.

    ``said`` are texts with a label each (empty: none); a text may have several lines. ``note`` comes last.
    """

    lead: str
    said: tuple[tuple[str, str], ...] = ()
    day: str = ""
    when: str = ""
    note: str = ""


class Section(NamedTuple):
    """A heading with a sentence, items and parts below it, all of which may be empty."""

    heading: str
    lead: str = ""
    items: tuple[Item, ...] = ()
    parts: "tuple[Section, ...]" = ()


class Document(NamedTuple):
    """A title, the facts below it (a line each), what it is in a sentence, sections."""

    title: str
    facts: tuple[str, ...]
    about: str
    sections: tuple[Section, ...]


def rendered(document: Document, form: Form) -> str:
    """The document in one of its forms, ending in a newline."""
    return html_of(document) if form == "html" else markdown_of(document)


def plain(text: str) -> str:
    """``text`` as a document may hold it: no controls, no marks that reorder what stands around them."""
    return freetext.shown(text).replace("\t", " ").strip()


# -- Markdown

# What is special anywhere in a line, in CommonMark and in what others added to it.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|$^=#]")
_AT_START = re.compile(r"^(\s*)([-+:])|^(\s*\d+)([.)])")
# What renderers make links of by themselves. They look for it after escapes are gone, so a code span it is.
_LINK_LIKE = re.compile(r"//|@|www\.|mailto:|xmpp:|[^\s.]\.[^\W\d_]\w", re.IGNORECASE)


def markdown_of(document: Document) -> str:
    """The document as Markdown."""
    blocks = [f"# {_md_line(document.title)}", "  \n".join(map(_md_line, document.facts)), _md_line(document.about)]
    for section in document.sections:
        blocks += _md_section(section, 2)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _md_section(section: Section, level: int) -> Iterator[str]:
    yield f"{'#' * level} {_md_line(section.heading)}"
    if section.lead:
        yield _md_line(section.lead)
    if section.items:
        yield "\n".join(_md_item(item) for item in section.items)
    for part in section.parts:
        yield from _md_section(part, level + 1)


def _md_item(item: Item) -> str:
    when = f"**{_md_line(item.when)}** " if item.when else ""
    said = [
        f"{_md_line(label)}{': ' if label else ''}{freetext.in_marks(text, _md_text(text))}"
        for label, text in item.said
    ]
    lead = f"- {when}{_md_line(item.lead)}"
    if said and not item.said[0][0]:
        lead = f"{lead}: {said.pop(0)}"
    return "\\\n  ".join([lead, *said]) + (f" ({_md_line(item.note)})" if item.note else "")


def _md_line(text: str) -> str:
    return _escaped(" ".join(plain(text).split()))


def _md_text(text: str) -> str:
    """Lines stay lines, and paragraphs paragraphs, within an item."""
    blocks: list[list[str]] = [[]]
    for line in plain(text).split("\n"):
        if line.strip():
            blocks[-1].append(_escaped(" ".join(line.split())))
        elif blocks[-1]:
            blocks.append([])
    return "\n\n  ".join("\\\n  ".join(block) for block in blocks)


def _escaped(line: str) -> str:
    words = (_code(word) if _LINK_LIKE.search(word) else _ANYWHERE.sub(r"\\\g<0>", word) for word in line.split(" "))
    return _AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[3]}\\{m[4]}", " ".join(words))


def _code(word: str) -> str:
    """A code span, in which nothing is special but its end."""
    fence = "`" * (max(map(len, re.findall("`+", word)), default=0) + 1)
    pad = " " if "`" in (word[0], word[-1]) else ""
    return f"{fence}{pad}{word}{pad}{fence}"


# -- HTML


def html_of(document: Document) -> str:
    """The document as one HTML file: no script, nothing loaded from anywhere, light and dark, fit to be printed."""
    facts = [f'<p class="facts">{_text(fact)}</p>' for fact in document.facts]
    facts += [f'<p class="about">{_text(document.about)}</p>'] if document.about else []
    sections = "\n".join(line for section in document.sections for line in _html_section(section, 2))
    page = Template(read_content("report.html"))
    return page.substitute(title=_text(document.title), facts="\n".join(facts), sections=sections)


def _html_section(section: Section, level: int) -> Iterator[str]:
    yield "<section>"
    yield f"<h{level}>{_text(section.heading)}</h{level}>"
    if section.lead:
        yield f'<p class="quiet">{_text(section.lead)}</p>'
    if section.items:
        yield '<ul class="dated">' if any(item.when for item in section.items) else "<ul>"
        for item in section.items:
            yield _html_item(item)
        yield "</ul>"
    for part in section.parts:
        yield from _html_section(part, level + 1)
    yield "</section>"


def _html_item(item: Item) -> str:
    when = f'<time datetime="{_text(item.day)}">{_text(item.when)}</time> ' if item.when else ""
    lead = f"<bdi>{_text(item.lead)}</bdi>"
    said = [
        f"{f'{_text(label)}: ' if label else ''}{freetext.in_marks(text, _said(text))}" for label, text in item.said
    ]
    if said and not item.said[0][0]:
        lead = f"{lead}: {said.pop(0)}"
    note = f' <span class="note">({_text(item.note)})</span>' if item.note else ""
    return f"<li>{when}{'<br>'.join([lead, *said])}{note}</li>"


def _text(text: str) -> str:
    return html.escape(" ".join(plain(text).split()))


def _said(text: str) -> str:
    return f'<bdi class="said">{html.escape(plain(text))}</bdi>'
