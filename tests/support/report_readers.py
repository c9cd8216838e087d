"""Reading a report as its reader's programs do: HTML by a parser, Markdown by another. What was obeyed is an error."""

from html.parser import HTMLParser

from markdown_it import MarkdownIt

MEANT = {
    "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "main", "section", "ul", "li",
    "time", "bdi", "span", "br",
}  # fmt: skip
VOID = {"meta", "br"}
ALLOWED = {"lang", "charset", "name", "content", "http-equiv", "dir", "class", "datetime"}
BLOCKS = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close",
    "list_item_open", "list_item_close", "inline",
}  # fmt: skip
INLINE = {"text", "code_inline", "hardbreak", "softbreak", "strong_open", "strong_close"}


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.open: list[str] = []
        self.items: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in MEANT, tag
        assert {name for name, _ in attrs} <= ALLOWED, attrs
        if tag not in VOID:
            self.open.append(tag)
        if tag == "li":
            self.items.append("")
        if tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            assert "url(" not in data and "@import" not in data
            return
        self.words.append(data)
        if "li" in self.open:
            self.items[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def spaced(text: str) -> str:
    """``text`` with every run of white space as one space."""
    return " ".join(text.split())


def of_html(text: str) -> tuple[str, list[str]]:
    """All words that the file shows, and those of each list item."""
    reader = _Html()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return spaced("".join(reader.words)), [spaced(item) for item in reader.items]


def of_markdown(text: str) -> tuple[str, list[str]]:
    """The same of a Markdown file, as GitHub and the like show it, with links made of what looks like one."""
    words: list[str] = []
    items: list[list[str]] = []
    depth = 0
    for token in MarkdownIt("gfm-like").parse(text):
        assert token.type in BLOCKS, (token.type, token.content)
        depth += token.type == "list_item_open"
        depth -= token.type == "list_item_close"
        assert depth <= 1, "a list in a list"
        if token.type == "list_item_open":
            items.append([])
        said = ""
        for child in token.children or ():
            assert child.type in INLINE, (child.type, child.content)
            said += child.content if child.type in ("text", "code_inline") else "\n" if "break" in child.type else ""
        if token.type == "inline":
            words.append(said)
            if depth:
                items[-1].append(said)
    return spaced(" ".join(words)), [spaced(" ".join(item)) for item in items]
