"""Today for other programs: one JSON object, names in place of ids. `docs/commands.md` says what is in it."""

import json
from typing import TYPE_CHECKING, Any

from ritualtui.companion.coming import Coming

if TYPE_CHECKING:
    from ritualtui.companion.look import Today
    from ritualtui.companion.nudges import Nudge
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.ritual_standing import RitualToday
    from ritualtui.companion.seasons import Season


def line(companion: "OpenLog", today: "Today", nudge: "Nudge | None") -> str:
    """``today`` and the ``nudge`` that is due as one line of JSON."""
    names, latest = companion.people.names(), today.latest
    made: dict[str, Any] = {
        "day": today.day.isoformat(),
        "me": companion.people.me.name,
        "paused": today.paused.said if today.paused else None,
        "season": today.season and season(today.season),
        "rituals": [_ritual(one) for one in today.rituals],
        "latest": latest and {"by": names.get(latest.said_by, ""), "day": latest.day, "text": latest.text},
        "coming": [
            {"id": record.id, "kind": record.kind, "day": comes.day, "text": comes.text}
            for record, comes in companion.group(Coming).all()
            if comes in today.due and today.paused is None
        ],
        "nudge": nudge and {"kind": nudge.kind, "said": nudge.said, "do": nudge.label},
        "thanks": today.thanks,
        "bids": today.bids,
    }
    return json.dumps(made, ensure_ascii=False)


def season(found: "Season | None") -> dict[str, Any]:
    """A season; of none only that it is the usual."""
    if found is None:
        return {"mode": "usual"}
    last = str(found.until) if found.until else None
    made = {"mode": found.mode, "since": str(found.since), "until": last}
    return {**made, "ritual": found.ritual} if found.ritual else made


def _ritual(one: "RitualToday") -> dict[str, Any]:
    return {
        "id": one.ritual.id, "name": one.ritual.name, "state": one.state, "opens": one.opens, "closes": one.closes,
        "done_at": one.done_at, "dots": list(one.dots), "run": one.run, "best": one.best, "word": one.word,
        "paused": one.paused, "times": one.times, "weeks": one.weeks, "got": one.got,
    }  # fmt: skip
