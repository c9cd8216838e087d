"""Looking: what today holds, the list, a record as one line."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from ritualtui import clock, freetext, records
from ritualtui.companion.log import SHORT
from ritualtui.practice import plans, streaks
from ritualtui.practice.rituals import RitualDef
from ritualtui.records import BOTH, Appreciation, Bid, Detail, Record, Ritual
from ritualtui.store.state import document_key

if TYPE_CHECKING:
    from ritualtui.companion.service import Companion, Plain

RECENT = 14
"""Days that the row of dots shows."""
SETTINGS = frozenset({"plan", "mark"})
"""Kinds that say how things are meant or marked, not what happened."""


class RitualToday(NamedTuple):
    """One ritual as today shows it.

    ``state``: done, begun (left before its end), now (its window is open), later, past, or off (not meant for
    today, or a paused day). ``dots``: the last fourteen days, today last.
    """

    ritual: RitualDef
    state: Literal["done", "begun", "now", "later", "past", "off"]
    opens: str
    closes: str
    done_at: str  # HH:MM, empty where it is not done
    present: str  # who was there, in words, empty where it is not done
    dots: tuple[str, ...]
    recent: tuple[int, int]
    run: int
    best: int
    strength: float
    word: str


class Today(NamedTuple):
    """What Today shows. ``latest`` is the newest appreciation that the partner left for whoever is here."""

    day: date
    now: datetime
    rituals: tuple[RitualToday, ...]
    latest: Appreciation | None
    thanks: int
    bids: int
    due: tuple[Detail, ...]
    unfinished: Ritual | None
    empty: bool


class Look:
    """See the module."""

    def __init__(self, companion: "Companion") -> None:
        self._c = companion

    def today(self) -> Today:
        """Everything Today shows, as of now."""
        c = self._c
        seen = list(c.visible())
        day, now = date.fromisoformat(c.today), c.time.now()
        me = c.people.me.id
        to_me = (r for r in seen if isinstance(r, Appreciation) and r.to == me and r.by != me)
        today = [r for r in seen if r.day == c.today]
        due = [r for r in seen if isinstance(r, Detail) and r.by == me and not r.done and r.due and r.due <= c.today]
        return Today(
            day, now, tuple(self.rituals(seen)), max(to_me, key=moment_of, default=None),
            sum(isinstance(r, Appreciation) for r in today), sum(isinstance(r, Bid) for r in today),
            tuple(sorted(due, key=lambda r: (r.due or "", r.id))), c.rituals.unfinished(),
            not any(r.kind not in SETTINGS and r.kind != "pause" for r in seen),
        )  # fmt: skip

    def rituals(self, seen: Sequence[Record]) -> Iterable[RitualToday]:
        """Each ritual, with its window, its streak and whether it is done."""
        c = self._c
        now, today = c.time.now(), date.fromisoformat(c.today)
        paused = plans.pauses(seen).paused
        kept: dict[str, list[Ritual]] = {}
        for record in seen:
            if isinstance(record, Ritual):
                kept.setdefault(record.ritual, []).append(record)
        planned_ones = [r for r in seen if isinstance(r, records.Plan)]
        for ritual in c.rituals.all.values():
            plan = plans.planned([*_default(ritual), *planned_ones], ritual.id)
            done = streaks.ritual_days(kept.get(ritual.id, ()), ritual.id)
            streak = streaks.streak(plan.is_planned, paused, done, today)
            window = plan.window(today)
            assert window is not None  # the ritual's own days and hours are its first plan
            meant = plan.is_planned(today) and not paused(today)
            mine = sorted((r for r in kept.get(ritual.id, ()) if r.day == c.today), key=lambda r: (r.complete, r.at))
            state = _state(mine, plans.window_state(now, window, c.turn), meant)
            last = mine[-1] if mine and state == "done" else None
            yield RitualToday(
                ritual, state, f"{window[0]:%H:%M}", f"{window[1]:%H:%M}",
                last.at[11:16] if last else "", self.who_was_there(last) if last else "",
                streak.dots(RECENT), streak.recent, streak.run, streak.best, streak.strength, streak.word,
            )  # fmt: skip

    def who_was_there(self, record: Ritual) -> str:
        """“both”, or a name."""
        return BOTH if record.present == BOTH else self._c.people.names().get(record.present, record.present)

    def listed(
        self, *, kinds: Sequence[str] = (), person: str | None = None, since: str | None = None,
        until: str | None = None, words: str | None = None, audiences: Sequence[str] = ("ours", "self"),
        settings: bool = False,
    ) -> list[Record]:  # fmt: skip
        """The visible records that fit, oldest first. ``person`` (an id) wrote them; days are inclusive.

        ``words``: every one of them occurs in what the record says, in any case. ``settings``: plans and marks too,
        which are no part of what happened; naming their kind asks for them as well.
        """
        asked = words.casefold().split() if words else []
        found = []
        for record in self._c.visible():
            if (
                (record.kind in kinds if kinds else settings or record.kind not in SETTINGS)
                and (person is None or record.by == person)
                and (since is None or record.day >= since)
                and (until is None or record.day <= until)
                and record.audience in audiences
            ):
                said = self.words(record).casefold() if asked else ""
                if all(word in said for word in asked):
                    found.append(record)
        return sorted(found, key=moment_of)

    def words(self, record: Record) -> str:
        """What a record says, in one line, for the list and for searching."""
        names = self._c.people.names()
        plain = records.with_names(records.plain(record), names)
        text = freetext.one_line(str(plain.get("text", "")))
        quoted = f"“{text}”" if text else ""
        match record:
            case Appreciation():
                tags = "".join(f" #{freetext.one_line(tag)}" for tag in record.tags)
                return f"{plain['by']} → {plain['to']}: {quoted}{tags}"
            case Bid():
                met = {"toward": "turned toward", "away": "turned away", "against": "turned against", None: "open"}
                return f"{plain['from']} reached out, {met[record.response]} {quoted}".rstrip()
            case Ritual():
                name = self._c.rituals.all[record.ritual].name if record.ritual in self._c.rituals.all else record.ritual
                parts = [self.who_was_there(record)]
                parts += [] if record.complete else ["left before its end"]
                parts += ["away from the screen"] if not record.guided else []
                parked = "".join(f"; for later: {freetext.one_line(line)}" for line in record.parked)
                return f"{freetext.one_line(name)}, {', '.join(parts)}{parked}"
        rest = ", ".join(
            f"{key} {freetext.one_line(_plainly(value))}"
            for key, value in plain.items()
            if key not in ("id", "stamp", "kind", "by", "at", "day", "audience", "text") and value not in ("", None, (), [])
        )
        return " ".join(part for part in (f"{plain.get('by', '')}:", quoted, rest) if part)

    def line(self, ident: str) -> str:
        """A record as a line of its own, day in front."""
        record = records.read(self._c.storage.state.records[document_key(ident)])
        if record is None or record.deleted:
            return f"#{ident[-SHORT:]}"
        return f"{record.day} {record.at[11:16]}  {record.kind}  {self.words(record)}  #{ident[-SHORT:]}"

    def undone(self, what: str, after: "list[Plain]") -> str:
        """What an undo took back, in one line."""
        if len(after) == 1:
            return f"Undone ({what}): {self.line(after[0]['id'])}"
        return f"Undone ({what}): {len(after)} records are as they were."


def moment_of(record: Record) -> tuple[float, str]:
    """Sorts records by when they happened, whatever their offsets."""
    try:
        return clock.parse_moment(record.at).timestamp(), record.id
    except ValueError:
        return 0.0, record.id


def _default(ritual: RitualDef) -> tuple[records.Plan, ...]:
    """The ritual's own days and hours, in force where nothing was ever planned."""
    nobody = "00000000-0000-0000-0000-000000000000"
    return (records.Plan(id=nobody, ritual=ritual.id, days=ritual.days, opens=ritual.opens, closes=ritual.closes),)


def _state(
    mine: Sequence[Ritual], window: str, meant: bool
) -> Literal["done", "begun", "now", "later", "past", "off"]:
    if any(r.complete or not r.guided for r in mine):
        return "done"
    if mine:
        return "begun"
    if not meant:
        return "off"
    if window == "now":
        return "now"
    return "later" if window == "before" else "past"


def _plainly(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
