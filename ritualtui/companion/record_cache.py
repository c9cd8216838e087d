"""Every record as a typed struct, following what the store holds: all of them, one kind of them, what changed.

Ten years of records are gone through once; after that an answer costs what has changed since.
"""

from typing import Any, TypeVar

from ritualtui import records
from ritualtui.kinds import Record
from ritualtui.store.state import State

R = TypeVar("R", bound=Record)
Change = tuple[Record | None, Record | None]
"""A record as it was, and as it is: None where there was none, or none that this version can show."""


class Shelf:
    """See the module. ``epoch`` grows each time everything was read anew; changes are counted from there."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.epoch = -1
        self._all: dict[str, Record | None] = {}
        self._kinds: dict[type[Record], list[Record]] = {}
        self._changes: list[Change] = []

    @property
    def all(self) -> dict[str, Record | None]:
        """Every record by document key, removed ones included; None what this version cannot show."""
        state = self._state
        if state.epoch != self.epoch:
            kept: dict[Any, Any] = {}  # the same few people, days and steps stand in ten years of records
            self._all = {key: records.read(raw, kept) for key, raw in state.records.items()}
            self._kinds, self._changes, self.epoch = {}, [], state.epoch
        else:
            for key in state.changed:
                before, after = self._all.get(key), records.read(state.records[key])
                self._all[key] = after
                self._changes.append((before, after))
                for record in (before, after):
                    self._kinds.pop(type(record), None)  # type: ignore[arg-type]
        state.changed = set()
        return self._all

    def of(self, kind: type[R]) -> list[R]:
        """The records of one kind that are not removed, in no order; the same list until one of them changes."""
        everything = self.all
        if kind not in self._kinds:
            self._kinds[kind] = [r for r in everything.values() if type(r) is kind and not r.deleted]
        return self._kinds[kind]  # type: ignore[return-value]

    def changes(self, since: tuple[int, int]) -> tuple[tuple[int, int], list[Change] | None]:
        """A mark for the next call, and what changed after the mark ``since``; None: everything was read anew."""
        _ = self.all
        mark = (self.epoch, len(self._changes))
        return mark, self._changes[since[1] :] if since[0] == self.epoch else None
