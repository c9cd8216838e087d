"""Early words on Today: which are due for whoever is here, and what becomes of each.

What one puts aside is one's own: the other of two may still see it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from ritualtui.companion import nudge_text
from ritualtui.companion.insight import NUDGE, Insight
from ritualtui.companion.log import Log
from ritualtui.companion.pausing import Pausing
from ritualtui.companion.ritual_standing import RitualStanding
from ritualtui.companion.seasons import Seasons
from ritualtui.insight import nudge_choice
from ritualtui.insight.balance import lopsided
from ritualtui.insight.nudge_choice import Put, Way
from ritualtui.insight.nudge_kinds import BY_NAME, Kind
from ritualtui.insight.signals import Spoken
from ritualtui.kinds import Mark, Pause
from ritualtui.practice import plans
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.ritual_standing import RitualToday
    from ritualtui.companion.stamps import Plain
    from ritualtui.insight.series import Row

_TEXT: Final[dict[Way, str]] = {"later": "later", "away": "", "never": "never"}
_WISH: Final = f"{NUDGE}lopsided"
"""What a mark is on that says whether a person wants to see who begins."""


class Nudge(NamedTuple):
    """One early word as it is shown. ``name``: what it is about; ``day``: on which it spoke, of ``since`` to ``until``.

    ``place``: what its one small thing opens (thank, bid, ask, or a ritual's id). ``choices`` are what can be answered
    where it asks: the answer → its words.
    """

    kind: Kind
    day: date
    since: date
    until: date
    name: str
    said: str
    why: tuple[str, ...]
    place: str
    label: str
    choices: Mapping[str, str]


class Nudges:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion

    def asking(self) -> Callable[[], list[Nudge]]:
        """Takes a look at the log now; the function that it returns does the slow part, anywhere."""
        c = self._c
        today = date.fromisoformat(c.today)
        if plans.pauses(c.of(Pause)).paused(today):  # a hard season too: each nudge is about how much, none is dated
            return list
        look, put, wished = c.group(Insight).asking(), self._put(), self.wished()
        shown = list(c.group(RitualStanding).today())

        def due() -> list[Nudge]:
            rows, pulse = look()
            found = [
                self._worded(one, nudge_choice.last_quiet(one, rows), shown)
                for one in nudge_choice.due(nudge_choice.holding(pulse.days, rows, pulse.signals, today), put, today)
            ]
            if wished and len(found) < nudge_choice.MOST:
                found += self._who_begins(rows, put, today, shown)
            return found

        return due

    def due(self) -> list[Nudge]:
        """What is due today, at most two; the first is to be shown whole."""
        return self.asking()()

    def put(self, nudge: Nudge, way: Way) -> str:
        """Put one aside; returns what to say. Raises ``RitualError``."""
        self._c.group(Log).add_all([self._mark(nudge, _TEXT[way])], f"putting a word aside ({nudge.kind})")
        return nudge_text.answered("put" if way == "away" else way)

    def answer(self, nudge: Nudge, how: str) -> str:
        """Answer what it asks with one of its ``choices``; returns what to say. Raises ``RitualError``."""
        fields: list[Mapping[str, object]] = [self._mark(nudge, how)]
        if how in ("away", "ill", "hard season"):
            until = None if how == "hard season" else nudge.until.isoformat()
            season = "hard" if how == "hard season" else ""
            since = nudge.since.isoformat()
            fields.append({"kind": "pause", "why": how, "since": since, "until": until, "season": season})
        self._c.group(Log).add_all(fields, _("an answer ({kind})").format(kind=nudge.kind))
        if how == "begin" and self._c.group(Pausing).now is not None:
            self._c.group(Pausing).end()
        if how == "begin":
            self._c.group(Seasons).end()
        return nudge_text.answered(how)

    def wish(self, to_see: bool) -> None:
        """Say whether one wants to see who begins; it is shown where both do. Raises ``RitualError``."""
        fields = {"kind": "mark", "mark": "favourite", "of": _WISH, "text": "on" if to_see else "off"}
        self._c.group(Log).add_all([{**fields, "audience": "ours"}], "seeing who begins")

    def wishes(self, person: str) -> bool:
        """Whether a person (an id) said last that they want to see it."""
        said = [mark for mark in self._c.of(Mark) if mark.of == _WISH and mark.by == person]
        return bool(said) and max(said, key=lambda mark: mark.stamp).text == "on"

    def wished(self) -> bool:
        """Whether both want to see who begins."""
        people = self._c.people
        return not people.solo and self.wishes(people.me.id) and self.wishes(people.partner.id)

    def _mark(self, nudge: Nudge, text: str) -> "Plain":
        of = f"{NUDGE}{nudge.kind}:{nudge.day.isoformat()}"
        return {"kind": "mark", "mark": "dismissed", "of": of, "text": text, "audience": "self"}

    def _put(self) -> list[Put]:
        """What whoever is here has put aside or answered."""
        found = []
        ways = {text: way for way, text in _TEXT.items()}
        for mark in self._c.of(Mark):
            kind, _, day = mark.of.removeprefix(NUDGE).rpartition(":")
            if mark.of.startswith(NUDGE) and kind in BY_NAME and mark.by == self._c.people.me.id:
                try:
                    spoken, on = date.fromisoformat(day), date.fromisoformat(mark.day)
                except ValueError:
                    continue
                found.append(Put(kind, spoken, ways.get(mark.text, "away"), on))
        return found

    def _who_begins(self, rows: "list[Row]", put: list[Put], today: date, shown: "list[RitualToday]") -> list[Nudge]:
        """One, where one of the two began most of late; a new one each month."""
        found, day = lopsided(rows), today.replace(day=1)
        if found is None or nudge_choice.is_aside("lopsided", day, put, today):
            return []
        ritual = _ritual("lopsided", "ritual", shown)
        name = ritual.ritual.name if ritual is not None else ""
        said, why = nudge_text.lopsided(found, self._c.people, name)
        words = nudge_text.content()["lopsided"]
        place, label = (ritual.ritual.id, words["label"].format(ritual=name)) if ritual is not None else ("bid", "")
        return [Nudge("lopsided", day, found.since, found.until, words["name"], said, (why,), place, label, {})]

    def _worded(self, one: Spoken, until: date, shown: "list[RitualToday]") -> Nudge:
        people, words = self._c.people, nudge_text.content()[nudge_choice.called(one)]
        place = str(words["place"])
        ritual = _ritual(one.kind, place, shown)
        if place not in ("thank", "bid", "ask"):
            place = ritual.ritual.id if ritual is not None else "thank"
        name = ritual.ritual.name if ritual is not None else ""
        label = nudge_text.label(one if ritual is not None or words["place"] == place else None, people, name)
        return Nudge(
            one.kind, one.day, one.since, until, words["name"], nudge_text.said(one, people, name, until),
            tuple(nudge_text.why(one, people, until)), place, label, nudge_text.choices(one.kind, people),
        )  # fmt: skip


def _ritual(kind: Kind, place: str, shown: "list[RitualToday]") -> "RitualToday | None":
    """The ritual that the one small thing opens: the named one, the one that slipped most, or the next."""
    named = [one for one in shown if one.ritual.id == place]
    if named or not shown:
        return named[0] if named else None
    if kind == "rituals-slipping":
        by_days = [one for one in shown if not one.times] or shown  # the signal is of those that are meant for days
        return min(by_days, key=lambda one: one.recent[0] / max(1, one.recent[1]))
    order = ("begun", "now", "later", "past", "off", "done")
    return min(shown, key=lambda one: order.index(one.state))
