"""What the two agreed on: their names, when a day turns, which ritual is meant for which days and hours.

Names and the turning hour are facts of this home; days and hours are ``plan`` records, in force from today on, so that
a change never rewrites what was meant before.
"""

import re
from datetime import date
from typing import TYPE_CHECKING

from ritualtui import freetext, messages
from ritualtui.companion import former_names, people
from ritualtui.companion.log import Log
from ritualtui.errors import UsageError
from ritualtui.kinds import WEEKDAYS, Plan, Record, Weekday
from ritualtui.practice import plans
from ritualtui.practice.rhythms import MOST_WEEKS, Rhythm
from ritualtui.practice.rituals import RitualDef
from ritualtui.strings import _, typed

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog

LATEST_TURN = 12
ANY_TIME = _("any time")
_WINDOW = re.compile(r"^([01]?\d|2[0-3])(?:[:.]([0-5]\d))?\s*(?:–|-|to|until)\s*([01]?\d|2[0-3])(?:[:.]([0-5]\d))?$")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_COUNT = rf"\d{{1,2}}|{'|'.join(_NUMBERS)}"
_OFTEN = re.compile(
    rf"^(?:(?P<times>once|twice|{_COUNT})(?: ?(?:x|×|times?))? )?"
    rf"(?:(?:a|per|each|every) week|(?:every|in) (?P<weeks>{_COUNT}) weeks|every (?P<second>second|other) week)$"
)
_GROUPS: dict[str, tuple[Weekday, ...]] = {
    "every day": WEEKDAYS, "daily": WEEKDAYS, "weekdays": WEEKDAYS[:5],
    "weekend": WEEKDAYS[5:], "weekends": WEEKDAYS[5:], "not planned": (), "no day": (), "never": (), "none": (),
}  # fmt: skip
_SAID = {
    "every day": _("every day"), "weekdays": _("weekdays"), "weekend": _("weekend"), "not planned": _("not planned"),
    "mon": _("mon"), "tue": _("tue"), "wed": _("wed"), "thu": _("thu"), "fri": _("fri"), "sat": _("sat"),
    "sun": _("sun"),
}  # fmt: skip
"""What people read of the groups and of each day."""


def rename(companion: "OpenLog", me: str, partner: str) -> None:
    """Call the two by these names from now on; their records are theirs by id and stay so. Raises ``UsageError``."""
    me, partner = people.check_names(me, partner)
    here = companion.people
    named = {here.me.id: me, here.partner.id: partner}
    order = [ident for ident, _ in companion.state.header["people"]]
    companion.facts(former_names.facts(companion.state.header, [[ident, named[ident]] for ident in order]))


def turn_at(companion: "OpenLog", hour: str) -> None:
    """Let the logical day turn at ``hour`` (0–12) from now on; days that were logged keep theirs."""
    said = freetext.clean(hour, 10, "hour").removesuffix(":00")
    if not said.isdecimal() or int(said) > LATEST_TURN:
        raise UsageError(
            _("A new day starts at an hour from 0 to 12."),
            _("4 is usual: what is done at 00:40 counts for the evening."),
        )
    companion.facts({"turn": int(said)})


def all_plans(companion: "OpenLog") -> list[Record]:
    """Every plan there is, for asking about several rituals without going through the log for each."""
    return list(companion.of(Plan))


def in_force(companion: "OpenLog", ritual: RitualDef, among: list[Record] | None = None) -> Plan:
    """The plan of a ritual today; ``among`` are ``all_plans`` where they are at hand."""
    known = all_plans(companion) if among is None else among
    found = plans.planned([*plans.default(ritual), *known], ritual.id).plan(date.fromisoformat(companion.today))
    assert found is not None  # the ritual's own days and hours are its first plan
    return found


def plan(companion: "OpenLog", ritual: RitualDef, *, days: str | None = None, window: str | None = None) -> None:
    """Mean ``ritual`` for other days (“mon tue”, “3 times a week”, “not planned”) or hours (“21:30–01:00”), from today.

    Raises ``UsageError`` where the words mean no days or hours.
    """
    now = in_force(companion, ritual)
    opens, closes = read_window(window) if window is not None else (now.opens, now.closes)
    before = now.days, plans.rhythm(now)
    meant, rhythm = before if days is None else read_when(days)
    if (meant, rhythm, opens, closes) == (*before, now.opens, now.closes):
        return
    often = {} if rhythm is None else rhythm._asdict()
    fields = {"kind": "plan", "ritual": ritual.id, "days": list(meant), "opens": opens, "closes": closes, **often}
    companion.group(Log).add_all([{**fields, "since": companion.today}], f"plan of {ritual.name}")


def read_when(text: str) -> tuple[tuple[Weekday, ...], Rhythm | None]:
    """The weekdays that words mean, and how often in a week or more where they say that (“3 times a week”)."""
    said = " ".join(freetext.clean(text, 80, "days").casefold().split())
    for weeks in range(1, MOST_WEEKS + 1):
        for times in range(1, 7 * weeks + 1):
            if said == messages.rhythm(times, weeks).casefold():  # in whatever language that is
                return WEEKDAYS, Rhythm(times, weeks)
    if (found := _OFTEN.match(typed.in_english(said))) is None:
        return read_days(text), None
    weeks = 2 if found["second"] else _number(found["weeks"] or "1")
    times = _number(found["times"] or "once")
    if not (1 <= weeks <= MOST_WEEKS and 1 <= times <= 7 * weeks):
        raise UsageError(
            _("“{text}” is more than there are days, or too long a time.").format(text=freetext.one_line(text)[:40]),
            _("Write it like “3 times a week” or “once every 2 weeks”."),
        )
    return WEEKDAYS, Rhythm(times, weeks)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS.index(word) + 1 if word in _NUMBERS else 1 + (word == "twice")


def said_when(plan: Plan) -> str:
    """When a plan means its ritual, in words that ``read_when`` reads."""
    rhythm = plans.rhythm(plan)
    return said_days(plan.days) if rhythm is None else messages.rhythm(*rhythm)


def read_days(text: str) -> tuple[Weekday, ...]:
    """The weekdays that words mean, in the order of the week."""
    said = typed.in_english(" ".join(freetext.clean(text, 80, "days").casefold().replace(",", " ").split()))
    if not said:
        raise UsageError(_("No days are named."), _("Write “not planned”, or days like “mon tue fri”."))
    if said in _GROUPS:
        return _GROUPS[said]
    found = set()
    for word in said.split():
        if word[:3] not in WEEKDAYS or not _day_name(word):
            raise UsageError(
                _("“{word}” isn't a weekday.").format(word=freetext.one_line(word)[:20]),
                _("Write it like “mon tue fri”, “weekdays” or “every day”."),
            )
        found.add(word[:3])
    return tuple(day for day in WEEKDAYS if day in found)


def said_days(days: tuple[Weekday, ...]) -> str:
    """Weekdays in words that ``read_days`` reads."""
    whole = next((words for words, group in _GROUPS.items() if group == days), "")
    return _SAID[whole] if whole else " ".join(_SAID[day] for day in days)


def read_window(text: str) -> tuple[str, str]:
    """The hours that words mean, as HH:MM; a window may run past midnight."""
    said = typed.in_english(freetext.clean(text, 40, "hours").casefold())
    if said in ("any time", "all day"):
        return "00:00", "00:00"
    found = _WINDOW.match(said)
    if found is None:
        raise UsageError(
            _("“{text}” isn't a time span.").format(text=freetext.one_line(text)[:40]),
            _("Write it like “21:00–01:00”."),
        )
    opens, closes = (f"{int(found[i]):02d}:{found[i + 1] or '00'}" for i in (1, 3))
    return opens, closes


def said_window(opens: str, closes: str) -> str:
    """Hours in words that ``read_window`` reads."""
    return ANY_TIME if opens == closes else f"{opens}–{closes}"


def _day_name(word: str) -> bool:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return any(name.startswith(word) for name in names)
