"""What the palette lists of ours: each action that holds on the screen, by its plain name, then the themes.

One row an action, with its key at the right; what the one under the cursor does is said below the list.

A provider of its own and not Textual's system commands: those read names as markup, and a ritual may be called
anything; and what they add of Textual's own is not ours to offer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, Self, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.command import Command, CommandInput, CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.types import IgnoreReturnCallbackType
from textual.widgets import Static

from ritualtui import freetext
from ritualtui.strings import as_sentence
from ritualtui.tui import words
from ritualtui.tui.screens.swift import FirstAnswer
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.ends import Ends
from ritualtui.tui.widgets.keybar import key_name
from ritualtui.tui.widgets.marked import Marked
from ritualtui.tui.widgets.text_field import ByLetters

if TYPE_CHECKING:
    from textual.visual import VisualType
    from textual.widgets.option_list import Option

    from ritualtui.tui.app import RitualApp

_MOVES: Final = frozenset({"scroll", "move", "page", "end", "step", "choose", "other", "focus_next", "focus_previous"})
"""Actions that only move about: they are keys, and nothing to look for by name."""
_LAST: Final = ("app.help", "app.leave-now")


class _Offer(NamedTuple):
    """A row: its name, the sentence that explains it, what it does, and its key, if any."""

    name: str
    says: str
    run: IgnoreReturnCallbackType
    key: str = ""


@dataclass
class _Offered(DiscoveryHit):
    """One of all, where nothing is looked for yet."""

    offer: _Offer | None = None


@dataclass
class _Match(Hit):
    """One that fits what was typed."""

    offer: _Offer | None = None


class _Search(CommandInput, ByLetters):
    """What is looked for."""


class _Found(CommandList, Marked, can_focus=False):
    """What fits. (Textual takes styles from the first base alone.)"""

    DEFAULT_CSS = """
    _Found > .marked--mark { color: $primary; text-style: bold; }
    """
    COMPONENT_CLASSES = Marked.COMPONENT_CLASSES

    def add_options(self, new_options: "Iterable[Option | VisualType | None]") -> Self:
        """As Textual does it; ours have their key at the right, and no sentence in the row."""
        return super().add_options(map(_as_row, new_options))

    @property
    def marks(self) -> bool:
        """It never has the focus: one goes on typing."""
        return True


def _as_row(option: "Option | VisualType | None") -> "Option | VisualType | None":
    hit = option.hit if isinstance(option, Command) else None
    if not isinstance(option, Command) or not isinstance(hit, _Offered | _Match) or hit.offer is None:
        return option
    shown = hit.prompt if isinstance(hit.prompt, Content) else Content(hit.offer.name)
    return Command(Ends(shown, Content.styled(hit.offer.key, "$text-muted")), hit, id=option.id)


class Palette(CommandPalette, FirstAnswer[None]):
    """Textual's palette: the first command that is taken is the one, and any letter can be looked for."""

    def compose(self) -> ComposeResult:
        """As Textual's, but for the field and the list; and what the row under the cursor does."""
        for made in super().compose():
            if type(made) is CommandInput:
                yield _Search(placeholder=made.placeholder, select_on_focus=False)
            elif type(made) is CommandList:
                yield _Found()
                yield Static("", id="says", markup=False)
            else:
                yield made

    def on_mount(self) -> None:
        """Go along with the cursor."""
        self.watch(self.query_one(_Found), "highlighted", self._explain)

    def _explain(self, at: int | None) -> None:
        option = None if at is None else self.query_one(_Found).get_option_at_index(at)
        hit = option.hit if isinstance(option, Command) else None
        offer = hit.offer if isinstance(hit, _Offered | _Match) else None
        self.query_one("#says", Static).update(Content(offer.says if offer else ""))


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

    def _commands(self) -> Iterator[_Offer]:
        bound = self._bound()
        yield from (
            command for ident, command in bound.items() if ident not in _LAST and not ident.startswith("ritual.")
        )
        yield from self._rituals(bound)
        yield from (bound[ident] for ident in _LAST if ident in bound)
        if "app.pages" in bound:
            from ritualtui.practice import pages

            for page in pages.every():
                run = partial(self.app.run_action, f"pages('{page.id}')", self.app)
                yield _Offer(page.title, page.summary, run)
        if "today.quit" not in bound:
            yield _Offer(words.QUIT, words.QUIT_SAYS, self.app.action_quit)
        app = cast("RitualApp", self.app)
        for name in app.themes_offered:
            yield _Offer(words.WEAR.format(theme=name), words.WEAR_SAYS, partial(setattr, app, "theme", name))

    def _bound(self) -> dict[str, _Offer]:
        """The actions of bindings that hold, by their ids, the screen's own first and in its order."""
        found: dict[str, _Offer] = {}
        for key, (node, binding, enabled, tooltip) in self.screen.active_bindings.items():
            moves = binding.action.partition("(")[0].removeprefix("app.") in _MOVES
            if enabled and binding.id and tooltip and not moves and binding.id != "app.palette":
                name = freetext.one_line(binding.description)
                run = partial(self.app.run_action, binding.action, node)
                shown = binding.key_display or key_name(key)
                found.setdefault(binding.id, _Offer(as_sentence(name), tooltip, run, shown))
        classes = reversed(type(self.screen).__mro__)
        order = [made.id for one in classes for made in vars(one).get("BINDINGS", ()) if isinstance(made, Binding)]
        return dict(sorted(found.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order)))

    def _rituals(self, bound: dict[str, _Offer]) -> Iterator[_Offer]:
        """Every ritual on Today, also one that has no key."""
        if isinstance(self.screen, TodayScreen) and self.screen.data is not None:
            data = self.screen.data
            left = {shown.ritual.id for shown in data.rituals if shown.state == "begun"}
            for ritual in (*(shown.ritual for shown in data.rituals), *data.others):
                name, purpose = freetext.one_line(ritual.name), freetext.one_line(ritual.purpose)
                made = _Offer(name, purpose, partial(self.screen.action_begin, ritual.id))
                found = bound.get(f"ritual.{ritual.id}", made)
                says = words.GOES_ON if ritual.id in left else purpose
                yield found._replace(name=name, says=says)

    async def discover(self) -> Hits:
        """All of them."""
        for offer in self._commands():
            yield _Offered(Content(offer.name), self._once(offer.run), text=offer.name, offer=offer)

    async def search(self, query: str) -> Hits:
        """Those whose name fits what was typed."""
        matcher = self.matcher(query)
        for offer in self._commands():
            score, found = matcher.fuzzy_search.match(query, offer.name)
            if score > 0:
                shown = Content(offer.name)  # the matcher's own `highlight` reads the name as markup
                for n in found:
                    shown = shown.stylize(matcher.match_style, n, n + 1)
                yield _Match(score, shown, self._once(offer.run), text=offer.name, offer=offer)
