"""What the palette lists of ours: each action that holds on the screen, by its plain name.

A provider of its own and not Textual's system commands: those read names as markup, and a ritual may be called
anything.
"""

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape
from textual.types import IgnoreReturnCallbackType

from ritualtui import freetext
from ritualtui.tui.screens.today import TodayScreen


class Actions(Provider):
    """One command for each binding of ours in force on the screen."""

    def _commands(self) -> Iterator[tuple[str, str, IgnoreReturnCallbackType]]:
        seen = {"app.palette"}
        for node, binding, enabled, tooltip in self.screen.active_bindings.values():
            if enabled and binding.id and tooltip and binding.id not in seen:
                seen.add(binding.id)
                name = freetext.one_line(binding.description)
                yield name[:1].upper() + name[1:], tooltip, partial(self.app.run_action, binding.action, node)
        if isinstance(self.screen, TodayScreen) and self.screen.data is not None:
            data = self.screen.data
            for ritual in (*(shown.ritual for shown in data.rituals), *data.others):
                if f"ritual.{ritual.id}" not in seen:  # it has no key
                    said = freetext.one_line(ritual.purpose)
                    yield freetext.one_line(ritual.name), said, partial(self.screen.action_begin, ritual.id)
        if "app.pages" in seen:
            from ritualtui.practice import pages

            for page in pages.every():
                yield page.title, page.summary, partial(self.app.run_action, f"pages('{page.id}')", self.app)

    async def discover(self) -> Hits:
        """All of them."""
        for name, said, run in self._commands():
            yield DiscoveryHit(Content(name), run, text=name, help=escape(said))

    async def search(self, query: str) -> Hits:
        """Those whose name fits what was typed."""
        matcher = self.matcher(query)
        for name, said, run in self._commands():
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), run, text=name, help=escape(said))
