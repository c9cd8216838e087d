"""The keys of rituals on Today. Rituals are data, so no class can list their keys: the screen is given them."""

from typing import TYPE_CHECKING

from textual.binding import Binding

from ritualtui import freetext
from ritualtui.tui import words
from ritualtui.tui.textual_compat import late_bindings
from ritualtui.tui.widgets.keybar import key_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ritualtui.practice.rituals import RitualDef
    from ritualtui.tui.screens.today import TodayScreen


class RitualKeys:
    """See the module. ``screen`` is Today; ``held`` is the key of each ritual that has one there, by its id."""

    def __init__(self, screen: "TodayScreen") -> None:
        self._screen = screen
        self.held: dict[str, str] = {}
        self._busy: set[str] = set()  # whose key was told to be another's

    def give(self, rituals: "Sequence[RitualDef]", *, typing: bool) -> None:
        """Give the screen the keys of these; while somebody is ``typing``, letters hold nowhere and are still known."""
        for ritual in rituals:
            self._bind(ritual)
        held = {binding.id: key for key, (_, binding, _, _) in self._screen.active_bindings.items()}
        idents = {ritual.id: _ident(ritual) for ritual in rituals}
        now = {ritual: key_name(held[ident]) for ritual, ident in idents.items() if ident in held}
        self.held = self.held | now if typing else now

    def _bind(self, ritual: "RitualDef") -> None:
        """Give a ritual its key; one that is taken already is told of, once."""
        known = late_bindings.held(self._screen)
        ident = _ident(ritual)
        if known is None or not ritual.key or any(made.id == ident for held in known.values() for made in held):
            return
        name = freetext.one_line(ritual.name)
        said = freetext.one_line(f"{ritual.name}: {ritual.purpose}")
        binding = Binding(ritual.key, f"begin('{ritual.id}')", name, show=False, id=ident, tooltip=said)
        if not late_bindings.add(self._screen, binding) and ident not in self._busy:
            self._busy.add(ident)
            self._screen.say(words.BUSY_KEY.format(key=freetext.one_line(ritual.key), ritual=name))


def _ident(ritual: "RitualDef") -> str:
    return f"ritual.{ritual.id}"
