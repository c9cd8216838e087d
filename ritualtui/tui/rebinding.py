"""Keys that a person gives to actions: which actions there are, who has a key already, what a swap makes of it.

Knows bindings and the settings' table of keys, and draws nothing.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

from ritualtui import freetext
from ritualtui.strings import _, as_sentence

if TYPE_CHECKING:
    from ritualtui.practice.rituals import RitualDef

RESERVED: Final = frozenset({
    "escape", "enter", "tab", "shift+tab", "backspace", "delete", "space", "up", "down", "left", "right", "home", "end",
    "pageup", "pagedown", "ctrl+q", "f10", "ctrl+c", "ctrl+s",
})  # fmt: skip
"""Keys that no action can be given: they lead out, move about, or are a field's."""
_FIXED: Final = ("app.leave-now",)
EVERYWHERE: Final = _("On every screen")


class Action(NamedTuple):
    """Something that a key does. ``shipped`` are its keys as we ship it; ``where`` is the group that it is in."""

    ident: str
    name: str
    shipped: tuple[str, ...]
    where: str
    fixed: bool = False

    def keys(self, mine: Mapping[str, str]) -> tuple[str, ...]:
        """Its keys, where a person has set ``mine`` (id → keys)."""
        return _split(mine.get(self.ident, ",".join(self.shipped)))


def known(app: type[App[int]], rituals: "Iterable[RitualDef]") -> list[Action]:
    """Every action of ``app``, its places, the guide and of ``rituals``, in the order in which people look for them."""
    from ritualtui.tui.screens.guide import GuideScreen
    from ritualtui.tui.screens.insights import InsightsScreen
    from ritualtui.tui.screens.log import LogScreen
    from ritualtui.tui.screens.today import TodayScreen
    from ritualtui.tui.widgets.loglist import LogList

    found = list(_of(TodayScreen, _("Today")))
    found += [
        Action(f"ritual.{ritual.id}", freetext.one_line(ritual.name), (ritual.key,), _("Today"))
        for ritual in rituals
        if ritual.key
    ]
    found += [*_of(app, EVERYWHERE), *_of(LogScreen, "Log"), *_of(LogList, "Log", fixed=True)]
    return [*found, *_of(InsightsScreen, "Insights"), *_of(GuideScreen, _("In a ritual"))]


def holders(actions: Iterable[Action], of: Action, key: str, mine: Mapping[str, str]) -> list[Action]:
    """Who has ``key`` where it would do ``of``: on the same screen, or on every screen."""
    return [
        other for other in actions
        if other.ident != of.ident and key in other.keys(mine)
        and (other.where == of.where or EVERYWHERE in (other.where, of.where))
    ]  # fmt: skip


def given(actions: Iterable[Action], to: Action, key: str, mine: Mapping[str, str]) -> dict[str, str]:
    """The table of keys once ``to`` has ``key``; whoever had it has the key in exchange that ``to`` had."""
    every = list(actions)
    before = to.keys(mine)
    new = {other.ident: [before[0] if one == key else one for one in other.keys(mine)]
           for other in holders(every, to, key, mine)}  # fmt: skip
    return _table(every, {to.ident: [key], **new}, before, mine)


def restored(actions: Iterable[Action], of: Action, mine: Mapping[str, str]) -> dict[str, str]:
    """The table of keys once ``of`` has its shipped keys again; whoever has one of them has its own again, too."""
    every = list(actions)
    back = {of.ident, *(other.ident for key in of.shipped for other in holders(every, of, key, mine))}
    return {ident: keys for ident, keys in mine.items() if ident not in back}


def _table(
    every: list[Action], new: Mapping[str, list[str]], before: tuple[str, ...], mine: Mapping[str, str]
) -> dict[str, str]:
    """``mine`` with ``new`` in it, without what is as we ship it.

    Who shares a key that is given up is named, too: Textual takes a key away from all that have it.
    """
    sharing = {other.ident: list(other.keys(mine)) for other in every if set(other.keys(mine)) & set(before)}
    table = {**mine, **{ident: ",".join(keys) for ident, keys in {**sharing, **new}.items()}}
    shipped = {action.ident: ",".join(action.shipped) for action in every}
    return {ident: keys for ident, keys in table.items() if shipped.get(ident) != keys or ident in sharing}


def _of(one: type[DOMNode], where: str, *, fixed: bool = False) -> Iterable[Action]:
    """The actions of a class whose keys can be given, or, ``fixed``, that have keys all the same."""
    for made in vars(one).get("BINDINGS", ()):
        if isinstance(made, Binding) and made.id:
            keys = _split(made.key)
            held = fixed or made.id in _FIXED or set(keys) <= RESERVED
            name = as_sentence(made.description)
            yield Action(made.id, name, keys, where, held)


def _split(keys: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in keys.split(",") if key.strip())
