"""What was typed in a ritual and not passed, page by page: it is there for whoever comes back, or begins again later.

An answer belongs to its question, so each page is a place of its own among half-written words.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ritualtui.companion.guide import Guide
    from ritualtui.practice.ritual_run import Page, Value
    from ritualtui.tui.unsaved import Unkept

_TYPED = ("words", "lines", "feelings")
"""What is typed, of all that a page can want."""


class Drafts:
    """See the module. ``aside`` is what was left on the line for a to-do when we were ended."""

    def __init__(self, guide: "Guide", unkept: "Unkept") -> None:
        self._guide = guide
        self._by_page: dict[str, str] = {}
        for page in guide.session.pages:
            if page.wants in _TYPED and (said := unkept.offered(self._place(page))):
                self._by_page[page.key] = said
        self.aside = unkept.offered(self._place(None))

    def of(self, page: "Page") -> "Value | None":
        """What is to stand on a page: what was typed, or else what was given there."""
        return self._by_page.get(page.key, self._guide.session.values.get(page.key))

    def is_new(self, page: "Page", value: "Value | None") -> bool:
        """Whether ``value``, which stands on a page, is something that was not given there yet."""
        return value not in (None, "", self._guide.session.values.get(page.key))

    def keep(self, page: "Page", value: "Value | None") -> None:
        """Have what was typed on a page wait there."""
        self._by_page[page.key] = str(value)

    def keep_typed(self, page: "Page", value: "Value | None") -> None:
        """The same where it is words that are new; else what waited there is over."""
        self.drop(page)
        if page.wants in _TYPED and self.is_new(page, value):
            self.keep(page, value)

    def drop(self, page: "Page") -> None:
        """What waited on a page is over."""
        self._by_page.pop(page.key, None)

    def by_place(self, here: "Page | None", value: "Value | None", aside: str) -> dict[str, str]:
        """All of it by its place: ``value`` stands on the page ``here``, ``aside`` on the line for a to-do."""
        session = self._guide.session
        found = dict(self._by_page)
        if here is not None and here.wants in _TYPED:
            found[here.key] = str(value or "") if value != session.values.get(here.key) else ""
        pages = {page.key: page for page in session.pages}
        return {
            **{self._place(pages[key]): said for key, said in found.items() if key in pages},
            self._place(None): aside,
        }

    def _place(self, page: "Page | None") -> str:
        """The name of a page as a place of half-written words; None is the line for a to-do."""
        ritual = self._guide.session.ritual.id
        if page is None:
            return f"guide/{ritual}"
        question = f"/{page.question.id}" if page.question else ""
        return f"guide/{ritual}/{page.key}{question}"
