"""Coming back: what the partner left since last time, the one question of the morning, and who is here today.

What a person has seen or answered here is remembered by ``seen``.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ritualtui.companion.log import Log
from ritualtui.companion.look import Look
from ritualtui.companion.pausing import Pausing
from ritualtui.companion.record_order import moment_of
from ritualtui.companion.rituals import Rituals
from ritualtui.companion.seen import CARD, Seen
from ritualtui.kinds import BOTH, Appreciation, Mark, Pause, Plan, Record, Ritual
from ritualtui.practice import plans, streaks
from ritualtui.practice.rituals import RitualDef
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.stamps import Plain

_REMEMBERED_DAYS = 60
"""What is older than this is no news, so the file stays small."""
_LATELY = timedelta(days=7)
_NOON = 12
_EVENING = 18
_HERE = "here"
"""Begins the one line among what a person has seen that says who was here with them, and on which day."""


class Welcome:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion
        self._seen = companion.group(Seen)

    def unseen(self) -> list[Record]:
        """What the partner left for whoever is here and was not shown to them yet, oldest first.

        Appreciations, and replies to one's own. The first time, everything counts as seen.
        """
        left = [] if self._c.people.solo else self._left_for_me()
        seen = self._seen.mine()
        if seen is None and not self._c.people.solo:
            self._seen.save([record.id for record in left])
            return []
        return sorted((record for record in left if record.id not in (seen or ())), key=moment_of)

    def saw(self, shown: list[Record]) -> None:
        """Remember that these were shown. A file that cannot be written is no reason to stop anybody."""
        left = {record.id for record in self._left_for_me()}
        before = self._seen.mine() or []
        still = [line for line in before if line in left or line.startswith((f"{_HERE} ", f"{CARD} "))]
        self._seen.save([*still, *(record.id for record in shown)])

    def here(self) -> str | None:
        """Who was said to be here today, when it was last asked: ``both``, or my id; None where it wasn't asked yet."""
        me = self._c.people.me.id
        for line in reversed(self._seen.mine() or []):
            said, _, day = line.partition(" ")[2].partition(" ") if line.startswith(f"{_HERE} ") else ("", "", "")
            if day == self._c.today:
                return BOTH if said == BOTH else me
        return None

    def say_here(self, who: str) -> None:
        """Remember for today who is here: ``both``, or my id."""
        if self._seen.mine() is None:
            self.unseen()  # a first line of theirs must not make everything from before news
        before = [line for line in (self._seen.mine() or []) if not line.startswith(f"{_HERE} ")]
        self._seen.save([*before, f"{_HERE} {BOTH if who == BOTH else 'me'} {self._c.today}"])

    def reply(self, record: Record, text: str) -> "Plain":
        """Answer something of the partner's: a record of one's own, for them to find."""
        return self._c.group(Log).add({"kind": "mark", "mark": "reply", "of": record.id, "text": text})

    def last_night(self) -> RitualDef | None:
        """The evening ritual that was meant for last night and is not in the log; asked until noon, and once."""
        c = self._c
        now = c.time.now()
        if now.hour >= _NOON or c.group(Pausing).now is not None:
            return None
        night = self._yesterday()
        asked = {r.of for r in c.of(Mark) if r.mark == "dismissed" and r.by == c.people.me.id}
        for ritual in c.group(Rituals).all.values():
            plan = plans.planned([*plans.default(ritual), *c.of(Plan)], ritual.id)
            window = plan.window(night)
            if window is None or window[0].hour < _EVENING or not plan.is_for_the_day(night):
                continue
            if any(plans.pauses(c.of(Pause), ritual.id).paused(one) for one in (night, night + timedelta(days=1))):
                continue
            days = streaks.ritual_days(c.of(Ritual), ritual.id)
            # One that was never done, or not for a while, is no habit to be asked about.
            lately = any(night - _LATELY <= day < night for day in days)
            if lately and night not in days and _asked(ritual, night) not in asked:
                return ritual
        return None

    def answer_last_night(self, ritual: RitualDef, done: bool) -> None:
        """Keep last night's ritual as done away from the screen, or do not ask about that night again."""
        c, night = self._c, self._yesterday()
        if done:
            opens = plans.planned([*plans.default(ritual), *c.of(Plan)], ritual.id).window(night)
            hour = opens[0] if opens else c.time.now().time()
            c.group(Rituals).did(ritual.id, c.parse_when(f"{night.isoformat()} {hour:%H:%M}"))
        else:
            fields = {"kind": "mark", "mark": "dismissed", "of": _asked(ritual, night), "audience": "self"}
            c.group(Log).add_all([fields], _("not asking about {name}").format(name=ritual.name))

    def _yesterday(self) -> date:
        return date.fromisoformat(self._c.today) - timedelta(days=1)

    def _left_for_me(self) -> list[Record]:
        c = self._c
        me = c.people.me.id
        oldest = (date.fromisoformat(c.today) - timedelta(days=_REMEMBERED_DAYS)).isoformat()
        left: list[Record] = [r for r in c.of(Appreciation) if r.by != me and r.to == me and r.day >= oldest]
        for mark in c.of(Mark):
            if mark.mark == "reply" and mark.by != me and mark.day >= oldest:
                of = c.group(Look).current(mark.of)
                if of is not None and of.by == me:
                    left.append(mark)
        return left


def _asked(ritual: RitualDef, night: date) -> str:
    return f"asked:{ritual.id}:{night.isoformat()}"
