"""Words for whoever listens in a ritual: drawn in turn, so that none comes back before all have come."""

from typing import TYPE_CHECKING, Final

from ritualtui.practice import ritual_run as sessions

if TYPE_CHECKING:
    from ritualtui.practice.rituals import RitualDef

_TURNS: Final = 2
"""So often words for a listener are drawn each time."""


class ListenerWords:
    """Draws them for one run of ``ritual``. ``talks`` is how often it was begun before; ``seed`` is the couple's."""

    def __init__(self, ritual: "RitualDef", talks: int, seed: str) -> None:
        self._drawn = {step.pool: talks * _TURNS for step in ritual.steps if step.pool}
        self._seed = seed

    def for_page(self, page: sessions.Page | None) -> dict[str, tuple[sessions.Cue, ...]]:
        """The page's key → its next words; empty where it has no pool of them."""
        return {page.key: self._next(page.step.pool)} if page is not None and page.step.pool else {}

    def _next(self, pool: str) -> tuple[sessions.Cue, ...]:
        """Saying back, then that it makes sense, then a question or an offer."""
        from ritualtui.practice import pools

        number = self._drawn[pool]
        self._drawn[pool] += 1
        *first, ask, offer = pools.parts(pool)
        turns = [(part, number) for part in first] + [(offer if number % 2 else ask, number // 2)]
        return tuple(sessions.Cue(part, pools.in_turn(pool, part, turn, self._seed).text) for part, turn in turns)
