"""Which lines of a report are in and which are left out. Every change can be undone, and made again."""

from typing import Final

_UNDOES: Final = 50
"""Changes that can be undone."""


class Marks:
    """See the module. ``out`` has the ids of the lines that are left out."""

    def __init__(self) -> None:
        self.out: set[str] = set()
        self._before: list[set[str]] = []
        self._after: list[set[str]] = []  # what undo took back

    def change(self, out: set[str]) -> None:
        """From now on these are left out."""
        self._before = [*self._before[-_UNDOES:], self.out]
        self._after = []
        self.out = out

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change that undo took back last."""
        return bool(self._after)

    def undo(self) -> bool:
        """The marks as they were before the last change; False where there is none."""
        return self._go(self._before, self._after)

    def redo(self) -> bool:
        """The marks as they were before undo; False where nothing was undone."""
        return self._go(self._after, self._before)

    def _go(self, from_: list[set[str]], to: list[set[str]]) -> bool:
        if not from_:
            return False
        to.append(self.out)
        self.out = from_.pop()
        return True
