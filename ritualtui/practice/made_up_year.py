"""An invented year of two people, as plain records: something to look at before one's own log has grown.

Everything comes from a seed, so the same seed is the same year on every machine. The words stand in
``content/demo.toml``; here is only the rhythm: weekdays and weekends, shift weeks, two holidays, three thin weeks
in late winter and the way out of them. Stands apart because nothing but ``demo`` and the benchmarks need it.
"""

import math
import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any, Final

from ritualtui import kinds
from ritualtui.clock import NEVER, logical_day, make_stamp, rfc3339, tick, uuid7
from ritualtui.practice import decks, rituals
from ritualtui.practice.demo_calendar import (
    USUAL_START,
    Shift,
    depth,
    dips,
    holidays,
    local,
    shift_on,
    usual_chance,
)
from ritualtui.strings import read_content

MY_DEVICE: Final = "demoaaaa"
PARTNERS_DEVICE: Final = "demobbbb"

_USUAL = 4.0
_SCALED_A_DAY = 1.4  # appreciations, bids and check-ins: what grows where more than the usual is asked for
_FIRST_MINUTE, _LAST_MINUTE = 4 * 60 + 1, 25 * 60 + 55  # of a logical day, counted from its midnight
_START = 19 * 60 + 30  # the first evening
_END = 15 * 60 + 45  # the last day ends before the reunion
_WEEKDAY_WARMTH = (0.95, 0.9, 0.85, 0.95, 1.05, 1.25, 1.15)

Fields = dict[str, Any]


def year(
    seed: int, until: date, me: str, partner: str, days: int = 365, per_day: float = _USUAL
) -> Iterator[dict[str, Any]]:
    """Plain records of ``days`` logical days that end on the late afternoon of ``until``, in the order of time.

    ``me`` and ``partner`` are people's ids; the log is that of ``me``: what is private in it is theirs. ``per_day``
    is about how many records a day there are in the mean (a ritual comes once a day at most, so above 4 it is
    appreciations, bids and check-ins that grow).
    After about a year words repeat. Raises ``OverflowError`` where the days would begin before the calendar does.
    """
    couple = _Couple(seed, until, me, partner, days, per_day)
    last = {MY_DEVICE: NEVER, PARTNERS_DEVICE: NEVER}
    for number in range(days):
        drafts = couple.day(couple.first + timedelta(days=number))
        for draft in sorted(drafts, key=lambda draft: draft.ms):
            stamp = make_stamp(draft.ms, 0, draft.device)
            last[draft.device] = (
                stamp if stamp > last[draft.device] else tick(last[draft.device], draft.ms, draft.device)
            )
            yield {**draft.fields, "stamp": last[draft.device]}


@dataclass(frozen=True)
class _Draft:
    """A record but for its stamp."""

    ms: int
    device: str
    fields: Fields


@dataclass(frozen=True)
class _Words:
    """One text, the months in which it may be drawn, and its tags."""

    text: str
    months: frozenset[int]
    tags: tuple[str, ...] = ()


class _Pool:
    """Draws texts in a mixed order, over and over: none twice while another is in season."""

    def __init__(self, rng: random.Random, texts: Sequence[_Words]) -> None:
        self._waiting = rng.sample(texts, len(texts))

    def draw(self, month: int) -> _Words:
        place = next((i for i, words in enumerate(self._waiting) if month in words.months), 0)
        self._waiting.append(self._waiting.pop(place))
        return self._waiting[-1]


class _Couple:
    """The two of them: their words, their calendar, and what a day of theirs leaves in the log."""

    def __init__(self, seed: int, until: date, me: str, partner: str, days: int, per_day: float) -> None:
        self.seed, self.rng = seed, (rng := random.Random(seed))
        self.me, self.partner, self.until = me, partner, until
        self.first = until - timedelta(days=days - 1)
        self.share = min(1.0, per_day / _USUAL)
        self.more = max(1.0, 1 + (per_day - _USUAL) / _SCALED_A_DAY)
        self.holidays = holidays(self.first, until)
        self.dips = dips(self.first, until)
        self.rituals = {ident: ritual for ident, ritual in rituals.shipped().items() if ritual.days}
        self.asked = {card.id: card.text for deck in decks.shipped().values() for card in deck.cards}
        self.words = words = tomllib.loads(read_content("demo.toml"))
        thanks, said = words["appreciations"], words["checkins"]["texts"]
        # The first thanks of the partner's is that of the last evening, and comes at no other time.
        self.thanks = {me: self._pool(thanks["ana_to_ben"]), partner: self._pool(thanks["ben_to_ana"][1:])}
        self.reaches = {me: self._pool(words["bids"]["ana"]), partner: self._pool(words["bids"]["ben"])}
        self.todos = self._pool(words["parked"]["texts"])
        self.details = {me: _mixed(rng, words["details"]["ana"]), partner: _mixed(rng, words["details"]["ben"])}
        self.moods = {
            (who, mood): _mixed(rng, [t for t in said if t["mood"] == mood and t.get("by", name) == name])
            for who, name in ((me, "ana"), (partner, "ben"))
            for mood in (1, 2, 3)
        }
        self.outings = self._pool([outing["text"] for outing in words["outings"]["texts"]])
        self.outing = {outing["text"]: outing for outing in words["outings"]["texts"]}
        self.turns = {
            "answers": _mixed(rng, words["answers"]),
            "repairs": _mixed(rng, words["repairs"]["texts"]),
            "promises": _mixed(rng, words["promises"]["texts"]),
            "care": _mixed(rng, words["care"]["texts"]),
            "landed": _mixed(rng, words["care"]["landed"]),
        }

    def _pool(self, texts: Sequence[str]) -> _Pool:
        found = []
        for text in texts:
            months = frozenset(range(1, 13))
            for word, season in self.words["seasons"].items():
                if _holds(text, word):
                    months &= frozenset(season)
            tags = dict.fromkeys(tag for word, tag in self.words["tags"].items() if _holds(text, word))
            found.append(_Words(text, months, tuple(tags)))
        return _Pool(self.rng, found)

    def _other(self, person: str) -> str:
        return self.partner if person == self.me else self.me

    def _who(self, name: str) -> str:
        return self.me if name == "ana" else self.partner

    def _chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def _count(self, mean: float) -> int:
        """A Poisson count: Knuth's product for small means, the rounded normal for those it would underflow on."""
        if mean > 50:
            return max(0, round(self.rng.gauss(mean, math.sqrt(mean))))
        bound, product, count = math.exp(-mean), self.rng.random(), 0
        while product > bound:
            product *= self.rng.random()
            count += 1
        return count

    def _draft(self, day: date, minute: float, kind: str, by: str, device: str = "", **own: Any) -> _Draft:
        """A record of the logical ``day``, ``minute`` minutes after its midnight (beyond 1440: past the next one)."""
        seconds = int(min(max(minute, _FIRST_MINUTE), _LAST_MINUTE) * 60) + self.rng.randrange(60)
        moment = local(datetime(day.year, day.month, day.day) + timedelta(seconds=seconds))
        ms = int(moment.timestamp()) * 1000 + self.rng.randrange(1000)
        own_by_default = kinds.by_name()[kind].own({"kind": kind, "by": by, **own}, False)
        common = {
            "id": uuid7(ms, self.rng.randbytes(10)),
            "kind": kind,
            "by": by,
            "at": rfc3339(moment),
            "day": logical_day(moment).isoformat(),
            "audience": own.pop("audience", "self" if own_by_default else "ours"),
        }
        return _Draft(ms, device or (MY_DEVICE if by == self.me else PARTNERS_DEVICE), {**common, **own})

    def day(self, day: date) -> list[_Draft]:
        """What the logical ``day`` leaves in the log, in no order."""
        if day == self.first:
            later = [] if day == self.until else self._within(day, self._usual(day), _START, 3000)
            return list(self._first_evening(day)) + later
        if day == self.until:
            theirs = ("appreciation", "repair", "meeting")
            usual = [d for d in self._usual(day) if not (d.fields["kind"] in theirs and d.fields["by"] != self.me)]
            text = self.words["details"]["last"]["text"]  # what the morning ritual asked for
            asked = self._draft(day, 7 * 60 + 40, "detail", self.me, audience="self", text=text, due=day.isoformat())
            return [*self._within(day, usual, 0, _END), asked]
        return list(self._usual(day)) + list(self._towards_the_end(day))

    def _within(self, day: date, drafts: Sequence[_Draft], opens: int, closes: int) -> list[_Draft]:
        midnight = local(datetime(day.year, day.month, day.day)).timestamp()
        kept = [draft for draft in drafts if opens <= (draft.ms / 1000 - midnight) / 60 < closes]
        ids = {draft.fields["id"] for draft in kept}
        return [draft for draft in kept if draft.fields.get("of", draft.fields["id"]) in ids]

    def _first_evening(self, day: date) -> Iterator[_Draft]:
        for number, ritual in enumerate(self.rituals.values()):
            yield self._draft(
                day, _START - 9 + number, "plan", self.me,
                ritual=ritual.id, days=list(ritual.days), opens=ritual.opens, closes=ritual.closes, since=None,
            )  # fmt: skip
        for number, stone in enumerate(self.words["milestones"]):
            month, of_month = (int(part) for part in stone["on"].split("-"))
            on = date(self.until.year - stone["years"], month, of_month)
            own = {"text": stone["text"], "on": on.isoformat(), "yearly": True}
            yield self._draft(day, _START - 5 + number, "milestone", self.me, **own)
        # By chance of its own, so that all else is as it would be without it.
        rest, self.rng = self.rng, random.Random(f"{self.seed} {day}")
        yield self._draft(day, _START - 12, "definition", self.partner, **self.words["definition"], withdrawn=False)
        for number, card in enumerate(self.words["questions"]):
            yield self._draft(day, _START - 13, "question", self.partner, card=f"last-stop-{number + 1}", **card)
        self.rng = rest

    def _towards_the_end(self, day: date) -> Iterator[_Draft]:
        """The few things that are there for certain when the log is opened on its last day."""
        left = (self.until - day).days
        if left == 3:
            plan = dict(self.words["outings"]["last"])
            on = (self.until + timedelta(days=plan.pop("in_days"))).isoformat()
            yield self._draft(day, 20 * 60, "outing", self.me, **plan, on=on, done=False)
        if left == 1:
            own = {"to": self.me, "text": self.words["appreciations"]["ben_to_ana"][0], "tags": ["family"]}
            yield self._draft(day, 22 * 60 + 10, "appreciation", self.partner, **own)

    def _usual(self, day: date) -> list[_Draft]:
        left = (self.until - day).days
        paused = any(since <= day <= until for since, until in self.holidays)
        dip = max((depth((day - start).days) for start in self.dips), default=0.0)
        shift: Shift = "free" if paused else shift_on(day)
        # A good or a bad day moves everything a little, so counts are over-dispersed as real ones are.
        warmth = self.rng.gammavariate(9, 1 / 9) * _WEEKDAY_WARMTH[day.weekday()] * (0.8 if shift == "late" else 1.0)
        warmth *= 1.3 if left < 12 else 1.0
        drafts: list[_Draft] = []
        done: dict[str, float] = {}
        for ritual in self.rituals:
            certain = (ritual == "morning" and left == 0) or (ritual == "bedtime" and left == 1)
            chance = usual_chance(ritual, shift) * (0.15 if paused else 1.0) * (1 - 0.15 * dip) * self.share
            if certain or self._chance(chance):
                drafts += self._ritual(day, ritual, shift, dip, certain, done)
        drafts += self._thanks(day, warmth * (1 - 0.7 * dip), done, quiet=left == 1)
        drafts += self._bids(day, warmth * (1 - 0.3 * dip), dip)
        drafts += self._checkins(day, dip, shift)
        if not paused:
            drafts += self._now_and_then(day, dip)
        drafts += [
            self._draft(day, 20 * 60, "pause", self.me, since=since.isoformat(), until=until.isoformat(), why="away")
            for since, until in self.holidays
            if day == max(self.first, since - timedelta(days=1))
        ]
        return drafts

    def _ritual(
        self, day: date, name: str, shift: Shift, dip: float, certain: bool, done: dict[str, float]
    ) -> Iterator[_Draft]:
        """One ritual, and what it leaves behind; ``done`` learns when it was over."""
        rng, ritual = self.rng, self.rituals[name]
        start = rng.gauss(*USUAL_START[name][shift])
        start = min(
            max(start, _minutes(ritual.opens)), _minutes(ritual.closes) - 12 + (1440 if name == "bedtime" else 0)
        )
        easy = not certain and self._chance(0.1 + 0.25 * dip + (0.12 if shift == "late" else 0.0))
        guided = certain or self._chance(0.74)
        complete = certain or not guided or self._chance(0.95)
        apart = (name, shift) in {("morning", "early"), ("reunion", "late")} and not certain and self._chance(0.7)
        every = [step.id for step in (ritual.easy_steps if easy else ritual.steps)]
        steps = every if complete else every[: rng.randint((len(every) + 1) // 2, len(every) - 1)]
        length = {"morning": 3.0, "reunion": 13.0, "bedtime": 17.0}[name] * rng.uniform(0.75, 1.25)
        length *= (0.5 if easy else 1.0) * len(steps) / len(every)
        if certain:
            start = {"morning": 7 * 60 + 39, "bedtime": 21 * 60 + 50}[name]
        own: Fields = {
            "ritual": name,
            "present": self.me if apart else "both",
            "steps": steps if guided else [],
            "minutes": round(length, 1) if guided else 0,
            "complete": complete,
            "guided": guided,
            "form": "easy" if easy else "full",
        }
        if name == "reunion" and self._chance(0.4):
            own["parked"] = [self.todos.draw(day.month).text for _ in range(rng.randint(1, 2))]
        by = self.me if apart or self._chance(0.6) else self.partner
        done[name] = start + length
        yield self._draft(day, start, "ritual", by, **own)
        if name == "bedtime" and guided and not easy and self._chance(0.2 * self.share):
            said = next(self.turns["answers"])
            own = {"question": said["question"], "asked": self.asked[said["question"]], "text": said["text"]}
            yield self._draft(day, start + 4, "answer", self._who(said["by"]), MY_DEVICE, **own)

    def _thanks(self, day: date, warmth: float, done: Mapping[str, float], quiet: bool) -> Iterator[_Draft]:
        """Appreciations; one partner logs a bit more. ``quiet``: the last one of the partner's is still to come."""
        for _ in range(self._count(0.78 * warmth * self.share * self.more)):
            by = self.me if self._chance(0.56) else self.partner
            where = self.rng.random()
            if where < 0.4 and "bedtime" in done and not (quiet and by == self.partner):
                minute = done["bedtime"] - self.rng.uniform(1, 6)
            elif where < 0.6 and "morning" in done:
                minute = done["morning"] - self.rng.uniform(0, 2)
            else:
                minute = self.rng.triangular(7 * 60, 22 * 60, 18 * 60)
            words = self.thanks[by].draw(day.month)
            tags: Fields = {"tags": list(words.tags)} if words.tags and self._chance(0.7) else {}
            thanks = self._draft(day, minute, "appreciation", by, to=self._other(by), text=words.text, **tags)
            yield thanks
            marked = self.rng.random()
            if by == self.partner and marked < 0.1:
                own = {"of": thanks.fields["id"], "mark": "favourite" if marked < 0.06 else "meeting"}
                yield self._draft(day, minute + self.rng.uniform(2, 60), "mark", self.me, **own)

    def _bids(self, day: date, warmth: float, dip: float) -> Iterator[_Draft]:
        for _ in range(self._count(0.42 * warmth * self.share * self.more)):
            who = self.me if self._chance(0.5) else self.partner
            by = self.me if self._chance(0.6) else self.partner
            met, toward = self.rng.random(), 0.8 - 0.35 * dip
            response = "toward" if met < toward else "against" if met > 0.97 else None if met > 0.93 else "away"
            own: Fields = {"from": who, "response": response, "text": self.reaches[who].draw(day.month).text}
            yield self._draft(day, self.rng.triangular(6 * 60, 23 * 60, 19 * 60), "bid", by, **own)

    def _checkins(self, day: date, dip: float, shift: Shift) -> Iterator[_Draft]:
        """About two a week, sometimes by both; closeness grows over the first year, then goes to and fro."""
        age = (day - self.first).days
        level = 5.7 + 2.0 * min(1.0, age / 330) + (0.4 * math.sin(age / 97) if age > 330 else 0.0)
        level -= 1.9 * dip + (0.4 if shift == "late" else 0.0)
        for _ in range(self._count(0.18 * self.share * self.more)):
            people = [self.me, self.partner] if self._chance(0.4) else [self.me if self._chance(0.55) else self.partner]
            start = self.rng.gauss(20 * 60 + 30, 35)
            for by in people:
                closeness = min(10, max(2, round(self.rng.gauss(level, 0.9))))
                mood = 1 if closeness < 5 else 2 if closeness < 7 or self._chance(0.25) else 3
                said = next(self.moods[by, mood])
                text = {"text": said["text"]} if self._chance(0.75) else {}
                topic = "inner" if self._chance(0.87) else "logistics"
                own = {"closeness": closeness, "feelings": list(said["feelings"]), "topic": topic, **text}
                minutes = round(self.rng.uniform(10, 18))
                yield self._draft(day, start + self.rng.uniform(0, 6), "checkin", by, **own, minutes=minutes)

    def _now_and_then(self, day: date, dip: float) -> Iterator[_Draft]:
        """Details, promises, outings, repairs, the weekly meeting, care given and landed."""
        rng, share, left = self.rng, self.share, (self.until - day).days
        for who, chance in ((self.me, 0.075), (self.partner, 0.03)):
            if self._chance(chance * share):
                item = next(self.details[who])
                due = day + timedelta(days=item["in_days"])
                own: Fields = {"text": item["text"], "due": due.isoformat(), "done": due <= self.until}
                audience = "self" if who == self.me else "ours"
                yield self._draft(day, rng.gauss(18 * 60, 70), "detail", who, audience=audience, **own)
        if self._chance(0.045 * share):
            item = next(self.turns["promises"])
            due, ended = day + timedelta(days=item["in_days"]), rng.random()
            state = "kept" if ended < 0.8 else "renegotiated" if ended < 0.94 else "missed"
            own = {"text": item["text"], "due": due.isoformat(), "state": state if due <= self.until else "open"}
            yield self._draft(day, rng.gauss(19 * 60 + 30, 40), "promise", self._who(item["by"]), **own)
        if self._chance(0.075 * share):
            item = self.outing[self.outings.draw(day.month).text]
            on = day + timedelta(days=(5 - day.weekday()) % 7 + rng.randint(0, 1))
            own = {"text": item["text"], "on": on.isoformat(), "unplugged": item["unplugged"], "new": item["new"]}
            by = self.me if self._chance(0.55) else self.partner
            yield self._draft(day, rng.gauss(20 * 60, 40), "outing", by, **own, done=on < self.until)
        if left > 9 and self._chance((0.018 + 0.06 * dip) * share):
            item = next(self.turns["repairs"])
            own = {"text": item["text"], "part": item["part"], "instead": item["instead"], "open": False}
            yield self._draft(day, rng.gauss(21 * 60, 40), "repair", self._who(item["by"]), **own)
        if day.weekday() == 6 and self._chance(0.6 * share):
            yield self._meeting(day)
        for kind, heart in (("care", "text"), ("landed", "about")):
            if self._chance(0.035 * share):
                item = next(self.turns[kind])
                own = {key: item[key] for key in ("channel", heart, "much") if key in item}
                yield self._draft(day, rng.gauss(20 * 60, 60), kind, self._who(item["by"]), **own)

    def _meeting(self, day: date) -> _Draft:
        words, rng = self.words["meetings"], self.rng
        own = {
            "feeling": rng.choice(words["feelings"]),
            "appreciations": rng.sample(words["appreciations"], 2),
            "concerns": rng.sample(words["concerns"], rng.randint(0, 1)),
            "plans": rng.sample(words["plans"], rng.randint(1, 2)),
            "minutes": round(rng.gauss(40, 8)),
            "complete": True,
        }
        return self._draft(day, rng.gauss(17 * 60, 40), "meeting", self.me, **own)


def _mixed(rng: random.Random, tables: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The tables in a mixed order, over and over."""
    return cycle(rng.sample(tables, len(tables)))


def _holds(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text.casefold()) is not None


def _minutes(hour: str) -> int:
    return int(hour[:2]) * 60 + int(hour[3:])
