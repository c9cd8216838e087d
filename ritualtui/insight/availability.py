"""Who writes, and who is there: nobody is counted as zero for the days on which they were away.

A person who wrote nothing for three days running is away or has stopped logging; what is usual is then that of the
other alone. Where nothing of those days has the person in it at all, they are away from home, too: shared things (bids,
how they are met, rituals) say nothing then. After three weeks they do again, so that nobody disappears for good. Of
somebody who is there on nearly every logged day, two days are enough, and the first of them is doubtful.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from ritualtui.insight.series import Row

_SILENT: Final = 3
_SOON: Final = 2
_LONGEST: Final = 21
_HABIT: Final = 5
"""Days on which a person wrote something before their not writing means anything."""
_NEARLY: Final = 0.8
_FORGETS: Final = 0.95
_NEVER: Final = -1_000_000


class Present(NamedTuple):
    """Whose words are to be expected on a day, and whether nobody is away."""

    here: Sequence[bool]
    together: bool


class Presence:
    """Follows the people through unpaused days, which are numbered."""

    __slots__ = ("_around", "_signs", "_there", "_times", "_writes", "_wrote")

    def __init__(self, people: int) -> None:
        self._wrote = [_NEVER] * people
        self._there = [_NEVER] * people
        self._times = [0] * people
        self._writes = [0.0] * people  # on what share of logged days of late
        self._signs = [0.0] * people  # the same, of more than appreciations
        self._around = [0.0] * people

    def on(self, number: int, row: Row) -> tuple[Present, Present]:
        """Who is there on a day; and who would be known to be, had there been no appreciation on it."""
        here: list[bool] = []
        surely: list[bool] = []
        together = surely_together = True
        for person, wrote in enumerate(self._wrote):
            sure = row.signs[person] > 0 or number - wrote < (_SOON if self._writes[person] > _NEARLY else _SILENT)
            surely.append(sure)
            here.append(sure or row.thanked[person] > 0)
            silent = _SOON if self._around[person] > _NEARLY else _SILENT
            if silent <= number - self._there[person] <= _LONGEST and self._times[person] >= _HABIT:
                if not row.around[person]:
                    together = False
                if not (row.signs[person] or row.reached[person] or row.done):
                    surely_together = False
        return Present(here, together), Present(surely, surely_together and together)

    def is_doubtful(self, row: Row) -> bool:
        """Whether somebody who nearly always leaves more than an appreciation has not: perhaps they are just away."""
        return any(share > _NEARLY and not row.signs[person] for person, share in enumerate(self._signs))

    def pass_day(self, number: int, row: Row) -> None:
        """Take in a logged day."""
        for person, around in enumerate(row.around):
            wrote = row.signs[person] > 0 or row.thanked[person] > 0
            self._writes[person] = self._writes[person] * _FORGETS + (1 - _FORGETS) * wrote
            self._signs[person] = self._signs[person] * _FORGETS + (1 - _FORGETS) * (row.signs[person] > 0)
            self._around[person] = self._around[person] * _FORGETS + (1 - _FORGETS) * around
            if wrote:
                self._wrote[person] = number
                self._times[person] += 1
            if around:
                self._there[person] = number
