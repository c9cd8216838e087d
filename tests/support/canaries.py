"""A home that both use, in which one keeps a record of every kind for themselves, a word of its own in every field."""

from typing import Any

from ritualtui.companion import partner_joins
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support.homes import ANA, BEN, Still, begun

NAMES = {ANA: "Ana", BEN: "Ben"}


def laid(home: Places, still: Still, owner: str) -> list[str]:
    """Lay them for ``owner`` (an id); returns the words to look for. Both have something that both may see."""
    other = BEN if owner == ANA else ANA
    with begun(home, still, plans=True) as companion:
        partner_joins.set_both_here(companion, True)
    words: list[str] = []

    def canary(kind: str, field: str) -> str:
        words.append(f"canary{kind}{field}")
        return words[-1]

    fields: dict[str, dict[str, Any]] = {
        "appreciation": {"to": other, "text": "", "tags": []}, "bid": {"from": owner, "response": "away", "text": ""},
        "ritual": {"ritual": "", "steps": [], "parked": []}, "checkin": {"closeness": 1, "feelings": [], "text": ""},
        "care": {"channel": "", "text": ""}, "landed": {"channel": "", "about": "", "much": 0},
        "repair": {"text": "", "part": "", "instead": ""}, "promise": {"text": ""},
        "detail": {"text": "", "due": still.now().date().isoformat()}, "outing": {"text": "", "on": "2026-12-01"},
        "milestone": {"text": "", "on": "2026-12-24"},
        "meeting": {"feeling": "", "appreciations": [], "concerns": [], "plans": []},
        "answer": {"question": "", "asked": "", "text": ""},
        "plan": {"ritual": "", "since": "2026-11-21"}, "pause": {"since": "2026-11-01", "until": "2026-11-02"},
        "mark": {"of": "", "mark": "reply", "text": ""},
    }  # fmt: skip
    with Companion.open(home, NAMES[owner], still) as companion, Companion.open(home, NAMES[other], still) as second:
        second.log.thank("theirs, for both")
        for kind, values in fields.items():
            made = {
                name: canary(kind, name) if value == "" else [canary(kind, name)] if value == [] else value
                for name, value in values.items()
            }
            companion.log.add({"kind": kind, **made, "audience": "self"})
        removed = companion.log.add({"kind": "promise", "text": canary("removed", "text"), "audience": "self"})
        companion.log.remove(removed["id"])
        edited = companion.log.add({"kind": "promise", "text": canary("before", "text"), "audience": "self"})
        companion.log.edit(edited["id"], {"text": canary("after", "text")})
        closed = companion.log.add({"kind": "appreciation", "to": other, "text": canary("closed", "text")})
        companion.log.edit(closed["id"], {"audience": "self"})
        companion.log.add({"kind": "appreciation", "by": owner, "to": other, "text": "for both"})
    return words
