"""What a demo shows: nothing that whoever looks around couldn't make."""

from datetime import date
from pathlib import Path

from ritualtui import places
from ritualtui.companion import demo
from ritualtui.companion.service import Companion
from ritualtui.kinds import Checkin, Detail, by_name

UNTIL = date(2026, 11, 21)


def test_a_demo_shows_only_what_a_command_or_a_screen_makes(tmp_path: Path) -> None:
    home = places.find(str(tmp_path))
    assert demo.write(home, 7, UNTIL) > 1_000
    with Companion.open(home, "Ana") as companion:
        kinds = {record.kind for record in companion.visible()}
        assert kinds == {
            "appreciation", "bid", "ritual", "checkin", "detail", "answer", "plan", "pause", "definition", "question",
        }  # fmt: skip
        for checkin in companion.of(Checkin):
            assert not checkin.feelings and not checkin.minutes, "nothing asks for these yet"
        details = companion.of(Detail)
        assert details and all(one.due == one.day and not one.done and one.audience == "self" for one in details)
        assert any(one.day == UNTIL.isoformat() for one in details), "and one of them is for its last day"


def test_what_can_be_imported_is_there_where_a_test_asks_for_it(tmp_path: Path) -> None:
    home = places.find(str(tmp_path))
    demo.write(home, 7, UNTIL, every=True)
    with Companion.open(home, "Ana") as companion:
        assert {record.kind for record in companion.visible()} == set(by_name())
