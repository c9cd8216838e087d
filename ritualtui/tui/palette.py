"""What the palette lists of ours: each action that holds on the screen, by its plain name, then the themes.

A provider of its own and not Textual's system commands: those read names as markup, and a ritual may be called
anything; and what they add of Textual's own is not ours to offer.
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from textual.app import ComposeResult
from textual.command import CommandInput, CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape
from textual.types import IgnoreReturnCallbackType

from ritualtui import freetext
from ritualtui.tui import words
from ritualtui.tui.screens.swift import FirstAnswer
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.line import ByLetters
from ritualtui.tui.widgets.marked import Marked

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp

_MOVES: Final = frozenset({"scroll", "move", "page", "end", "step", "choose", "other", "focus_next", "focus_previous"})
"""Actions that only move about: they are keys, and nothing to look for by name."""
_LAST: Final = ("app.help", "app.leave-now")
Command = tuple[str, str, IgnoreReturnCallbackType]


class _Search(CommandInput, ByLetters):
    """What is looked for."""


class _Found(CommandList, Marked, can_focus=False):
    """What fits. (Textual takes styles from the first base alone.)"""

    DEFAULT_CSS = """
    _Found > .marked--mark { color: $primary; text-style: bold; }
    """
    COMPONENT_CLASSES = Marked.COMPONENT_CLASSES

    @property
    def marks(self) -> bool:
        """It never has the focus: one goes on typing."""
        return True


class Palette(CommandPalette, FirstAnswer[None]):
    """Textual's palette: the first command that is taken is the one, and any letter can be looked for."""

    def compose(self) -> ComposeResult:
        """As Textual's, but for the field and the list."""
        for made in super().compose():
            if type(made) is CommandInput:
                yield _Search(placeholder=made.placeholder, select_on_focus=False)
            else:
                yield _Found() if type(made) is CommandList else made


class Actions(Provider):
    """One command for each binding of ours in force on the screen, in a fixed order; a command for each theme."""

    _taken = False

    def _once(self, run: IgnoreReturnCallbackType) -> IgnoreReturnCallbackType:
        """``run``, as the first command that this palette was opened for; enter twice is no second one."""

        def first() -> object:
            if self._taken:
                return None
            self._taken = True
            return run()

        return first

    def _commands(self) -> Iterator[Command]:
        bound = self._bound()
        yield from (
            command for ident, command in bound.items() if ident not in _LAST and not ident.startswith("ritual.")
        )
        yield from self._rituals(bound)
        yield from (bound[ident] for ident in _LAST if ident in bound)
        if "app.pages" in bound:
            from ritualtui.practice import pages

            for page in pages.every():
                yield page.title, page.summary, partial(self.app.run_action, f"pages('{page.id}')", self.app)
        if "today.quit" not in bound:
            yield words.QUIT, words.QUIT_SAYS, self.app.action_quit
        app = cast("RitualApp", self.app)
        for name in app.themes_offered:
            yield words.WEAR.format(theme=name), words.WEAR_SAYS, partial(setattr, app, "theme", name)

    def _bound(self) -> dict[str, Command]:
        """The actions of bindings that hold, by their ids, the screen's own first and in its order."""
        found: dict[str, Command] = {}
        for node, binding, enabled, tooltip in self.screen.active_bindings.values():
            moves = binding.action.partition("(")[0].removeprefix("app.") in _MOVES
            if enabled and binding.id and tooltip and not moves and binding.id != "app.palette":
                name = freetext.one_line(binding.description)
                run = partial(self.app.run_action, binding.action, node)
                found.setdefault(binding.id, (name[:1].upper() + name[1:], tooltip, run))
        order = [binding.id for _, binding in self.screen._bindings]
        return dict(sorted(found.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order)))

    def _rituals(self, bound: dict[str, Command]) -> Iterator[Command]:
        """Every ritual on Today, also one that has no key."""
        if isinstance(self.screen, TodayScreen) and self.screen.data is not None:
            data = self.screen.data
            left = {shown.ritual.id for shown in data.rituals if shown.state == "begun"}
            for ritual in (*(shown.ritual for shown in data.rituals), *data.others):
                made = (freetext.one_line(ritual.name), freetext.one_line(ritual.purpose),
                        partial(self.screen.action_begin, ritual.id))  # fmt: skip
                _, _, run = bound.get(f"ritual.{ritual.id}", made)
                yield made[0], words.GOES_ON if ritual.id in left else made[1], run

    async def discover(self) -> Hits:
        """All of them."""
        for name, said, run in self._commands():
            yield DiscoveryHit(Content(name), self._once(run), text=name, help=escape(said))

    async def search(self, query: str) -> Hits:
        """Those whose name fits what was typed."""
        matcher = self.matcher(query)
        for name, said, run in self._commands():
            score, found = matcher.fuzzy_search.match(query, name)
            if score > 0:
                shown = Content(name)  # the matcher's own `highlight` reads the name as markup
                for n in found:
                    shown = shown.stylize(matcher.match_style, n, n + 1)
                yield Hit(score, shown, self._once(run), text=name, help=escape(said))
