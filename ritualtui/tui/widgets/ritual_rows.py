"""The rituals on Today, a row each: the one that calls first, what is over last. The cursor stays with its ritual."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.ritual_row import RitualRow, in_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ritualtui.companion.ritual_standing import RitualToday

_AT_FIRST = 3
"""Rows that stand there, empty, before it is known how many there are."""


class RitualRows(Vertical):
    """See the module."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pointed = ""  # the ritual whose row the cursor goes to

    def compose(self) -> ComposeResult:
        """Rows, still empty."""
        for _ in range(_AT_FIRST):
            yield RitualRow()

    @property
    def _rows(self) -> list[RitualRow]:
        return list(self.query(RitualRow))

    def provide(self, count: int) -> None:
        """Have rows for so many; those that are too many go once the others are shown."""
        for _ in range(count - len(self._rows)):
            self.mount(RitualRow())

    def show(self, rituals: "Sequence[RitualToday]", keys: "Mapping[str, str]", partner: str, *, paused: bool) -> None:
        """Show these, each with its key in ``keys`` (by its id); in a pause none calls."""
        rows = self._rows
        calls = None if paused else calling(rituals)
        focused = next((row.data.ritual.id for row in rows if row.has_focus and row.data), "")
        for row, ritual in zip(rows, in_order(rituals, calls), strict=False):
            ident = ritual.ritual.id
            row.show(ritual, calls=ritual is calls, key=keys.get(ident, ""), partner=partner)
            if ident == self._pointed and ritual.state == "begun":
                self.screen.call_after_refresh(self._go_to, row)
            elif ident == focused and not row.has_focus:
                self.screen.set_focus(row)  # its ritual has moved, and the cursor goes with it
        self._pointed = ""
        for row in rows[len(rituals) :]:
            row.remove()

    def point_at(self, ritual: str) -> None:
        """Once it is shown, put the cursor on the row of this one (an id), where it is not over yet."""
        self._pointed = ritual

    def _go_to(self, row: RitualRow) -> None:
        self.screen.set_focus(row)
        self.screen.call_after_refresh(
            row.scroll_visible, animate=False
        )  # what is said at the foot takes room only then

    def beside(self, step: int) -> RitualRow | None:
        """The row so many further down or up than the cursor, which may be on none; None past the ends."""
        rows, focused = self._rows, self.screen.focused
        at = rows.index(focused) if isinstance(focused, RitualRow) else -1 if step > 0 else len(rows)
        return rows[at + step] if 0 <= at + step < len(rows) else None


def calling(rituals: "Sequence[RitualToday]") -> "RitualToday | None":
    """The one ritual that asks for attention: one that was begun, else one whose hours these are, else any time's."""
    begun = [r for r in rituals if r.state == "begun"]
    now = [r for r in rituals if r.state == "now"]
    return next(iter([*begun, *(r for r in now if r.opens != r.closes), *now]), None)
