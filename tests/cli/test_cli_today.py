"""``today`` says it all: also what comes back, and the nudge with its one small thing; to programs too."""

import json
from pathlib import Path

import pytest

from ritualtui.places import Places
from support.command_line import Ask
from support.homes import Still, begun
from support.lived_days import live


@pytest.fixture
def thinned(ask: Ask, home: Places, still: Still) -> Ask:
    """A log in which contact has thinned out lately."""
    with begun(home, still, plans=True) as log:
        live(log, still, 35)
        live(log, still, 7, thanks=0, bids=1, toward=0, rituals=False, closeness=4)
    return ask


def test_the_nudge_is_said_with_its_one_small_thing(thinned: Ask) -> None:
    nudge = json.loads(thinned("today", "--json").out)["nudge"]
    said = thinned("today").lines
    assert f"  → {nudge['do']}" in said
    assert nudge["said"].split()[0] in said[said.index(f"  → {nudge['do']}") - 1]


def test_where_nudges_are_off_or_all_is_paused_there_is_none(thinned: Ask, home: Places) -> None:
    Path(home.settings).parent.mkdir(parents=True, exist_ok=True)
    Path(home.settings).write_text("nudges = false\n")
    assert json.loads(thinned("today", "--json").out)["nudge"] is None and "  → " not in thinned("today").out
    Path(home.settings).unlink()
    thinned("pause", "away")
    today = json.loads(thinned("today", "--json").out)
    assert today["nudge"] is None and today["paused"].startswith("Paused since today")


def test_programs_get_what_it_says(begun: Ask) -> None:
    begun("remember", "her \x1b[31mreview", "--on", "tonight")
    begun("--as", "ben", "thank", "For the soup.")
    begun("did", "bedtime", "-q")
    today = json.loads(begun("today", "--json").out)
    assert (today["day"], today["me"], today["thanks"], today["bids"]) == ("2026-11-21", "Ana", 1, 0)
    assert today["latest"] == {"by": "Ben", "day": "2026-11-21", "text": "For the soup."}
    assert [(one["kind"], one["day"]) for one in today["coming"]] == [("detail", "2026-11-21")]
    assert {one["id"]: one["state"] for one in today["rituals"]}["bedtime"] == "done"
    other = json.loads(begun("--as", "Ben", "today", "--json").out)
    assert other["me"] == "Ben" and other["coming"] == []
