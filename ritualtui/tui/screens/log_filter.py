"""The log's filter: a menu with a count on each row. Typing narrows the menu, space switches a row, enter shows."""

from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ritualtui import freetext, kinds
from ritualtui.companion.people import People
from ritualtui.companion.search import Counts, Filter
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.keybar import KeyBar
from ritualtui.tui.widgets.marked import Paged

_WIDE, _NAMED = 28, 20


class Row(NamedTuple):
    """One thing to filter by: ``only`` lets it alone through."""

    only: Filter
    sign: str
    said: str
    many: int
    group: int


def rows(counts: Counts, people: People) -> list[Row]:
    """What there is to choose among: whose words, what only its writer sees, the kinds, the tags."""
    found = []
    if len(counts.people) > 1:
        name = words.shortened(freetext.one_line(people.partner.name), _NAMED)
        for ident, said in ((people.me.id, words.FROM_YOU), (people.partner.id, words.FROM_THEM.format(name=name))):
            found.append(Row(Filter(people=frozenset({ident})), " ", said, counts.people.get(ident, 0), 0))
    if counts.private and not people.solo:
        found.append(Row(Filter(private=True), " ", words.ONLY_YOURS, counts.private, 0))
    for kind, many in counts.kinds.items():
        sign, said = kinds.sign(kind), kinds.named(kind).lower()
        found.append(Row(Filter(kinds=frozenset({kind})), sign, said, many, 1))
    for tag, many in counts.tags.items():
        found.append(Row(Filter(tags=frozenset({tag})), " ", f"#{freetext.one_line(tag)}", many, 2))
    return found


def in_words(only: Filter, people: People) -> str:
    """The filter as it is said beside the list: “thank-yous, from Ben”; nothing where there is none."""
    said = [kinds.named(kind).lower() for kind in sorted(only.kinds)]
    name = freetext.one_line(people.partner.name)
    said += [words.FROM_YOU] if people.me.id in only.people else []
    said += [words.FROM_THEM.format(name=name)] if people.partner.id in only.people else []
    said += [words.ONLY_YOURS] if only.private else []
    return ", ".join([*said, *(f"#{freetext.one_line(tag)}" for tag in sorted(only.tags))])


class Menu(Paged):
    """The rows. Every letter but space is for narrowing them."""

    DEFAULT_CSS = """
    Menu { border: none; padding: 0; background: transparent; height: auto; scrollbar-size-vertical: 1; }
    Menu:focus { border: none; background-tint: transparent; }
    Menu > .option-list--option { padding: 0; }
    Menu > .option-list--separator { color: $border; }
    Menu > .option-list--option-highlighted, Menu:focus > .option-list--option-highlighted {
        background: $panel; color: $foreground; text-style: bold;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", _("choose"), id="filter.up", tooltip=_("The row above")),
        Binding("down", "cursor_down", _("down"), id="filter.down", show=False, tooltip=_("The row below")),
        Binding("space", "screen.switch", _("on or off"), id="filter.switch", tooltip=_("Switch this row on or off")),
        Binding("enter", "screen.take", _("show"), id="filter.take", tooltip=_("Show what’s chosen")),
        Binding(
            "backspace", "screen.erase", _("clear"), id="filter.erase", tooltip=_("The last letter; then every choice")
        ),
    ]

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Letters narrow."""
        return key != "space" and bool(character) and str(character).isprintable()

    def on_key(self, event: events.Key) -> None:
        """One more letter."""
        if event.is_printable and event.key != "space" and isinstance(self.screen, FilterScreen):
            event.stop()
            self.screen.narrow(event.character or "")


class FilterScreen(Small[Filter | None]):
    """Answers what to filter by; None: as it was."""

    CSS_PATH = "../styles/small.tcss"
    AUTO_FOCUS = "Menu"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "leave",
            _("as it was"),
            id="filter.leave",
            tooltip=_("Close the menu; the filter stays as it was"),
        ),
    ]

    def __init__(self, now: Filter, counts: Counts, people: People) -> None:
        super().__init__()
        self._rows = rows(counts, people)
        self.chosen = {row.said for row in self._rows if _part_of(row.only, now)}
        self._typed = ""
        self._switched = False

    def compose(self) -> ComposeResult:
        """What narrows, the rows, the keys."""
        with Vertical(id="box"):
            yield Static(words.FILTER, id="title", markup=False)
            yield Static("", id="narrow", markup=False)
            yield Menu(id="menu", markup=False)
            yield KeyBar("filter.up+filter.down", "filter.switch", "filter.erase", "filter.take", "filter.leave")

    def on_mount(self) -> None:
        """Show every row."""
        self._show(0)

    def _show(self, at: int | None = None) -> None:
        menu = self.query_one(Menu)
        before = at if at is not None else menu.highlighted or 0
        typed = self._typed.casefold()
        shown = [row for row in self._rows if typed in row.said.casefold()]
        said = f"❯ {self._typed}" if self._typed else f"❯ {words.FILTER_HERE}"
        self.query_one("#narrow", Static).update(Content.styled(said, "$text" if self._typed else "$text-disabled"))
        options: list[Option | None] = []
        for n, row in enumerate(shown):
            if n and row.group != shown[n - 1].group:
                options.append(None)
            options.append(Option(self._line(row)))
        menu.set_options(options)
        self._shown = shown
        menu.highlighted = min(before, len(shown) - 1) if shown else None

    def _line(self, row: Row) -> Content:
        mark = words.CHOSEN if row.said in self.chosen else " "
        name = Content(row.said).truncate(_WIDE, ellipsis=True, pad=True)
        return Content.assemble((f"{mark} ", "$primary"), (f"{row.sign} ", "$text-muted"), name, f"{row.many:>8,}")

    @property
    def _row(self) -> Row | None:
        at = self.query_one(Menu).highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def narrow(self, letter: str) -> None:
        """Show only the rows with what was typed."""
        self._typed += letter
        self._show(0)

    def action_erase(self) -> None:
        """The last letter that was typed; where there is none, every choice."""
        if self._typed:
            self._typed = self._typed[:-1]
        else:
            self.chosen.clear()
            self._switched = True
        self._show()

    def action_switch(self) -> None:
        """This row on, or off."""
        if (row := self._row) is not None:
            self.chosen ^= {row.said}
            self._switched = True
            self._show()

    def action_take(self) -> None:
        """Show what is chosen; whoever switched nothing means the row they are on."""
        if not self._switched and (row := self._row) is not None:
            self.chosen.add(row.said)
        chosen = [row.only for row in self._rows if row.said in self.chosen]
        self.dismiss(
            Filter(
                frozenset().union(*(only.kinds for only in chosen)),
                frozenset().union(*(only.people for only in chosen)),
                any(only.private for only in chosen),
                frozenset().union(*(only.tags for only in chosen)),
            )
        )

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        """A click switches."""
        event.stop()
        self.action_switch()

    def action_leave(self) -> None:
        """As it was."""
        self.dismiss(None)


def _part_of(one: Filter, whole: Filter) -> bool:
    """Whether a row's filter is one that ``whole`` was made of."""
    either = one.kinds & whole.kinds or one.people & whole.people or one.tags & whole.tags
    return bool(either or (one.private and whole.private))
