"""Being guided through a ritual: every step is in the log before the next one is shown."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ritualtui.companion.guide import Guide
from ritualtui.companion.service import Companion
from ritualtui.errors import UsageError
from ritualtui.places import Places
from ritualtui.practice import ritual_records
from support.homes import ANA, BEN, Still, begun
from support.time_zones import zone


@pytest.fixture(autouse=True)
def _in_utc() -> Iterator[None]:
    with zone("UTC"):
        yield


@pytest.fixture
def ana(home: Places, still: Still) -> Iterator[Companion]:
    with begun(home, still) as companion:
        yield companion


def living(companion: Companion) -> list[dict[str, Any]]:
    """Every record that is not removed, whoever may see it."""
    found = (companion.raw(record.id) for record in companion.all.values() if record is not None and not record.deleted)
    return [record for record in found if record is not None]


def on_disk(ana: Companion) -> list[dict[str, Any]]:
    """What another process would find in the log now."""
    with Companion.open(ana.places, None, ana.time) as other:
        return living(other)


def wanted(guide: Guide, ana: Companion) -> list[dict[str, Any]]:
    """What should be there, as the pure session has it."""
    made = [{"kind": keep.kind, **keep.fields} for keep in ritual_records.kept(guide.session)]
    if guide.session.done or guide.session.parked:
        made.append({"kind": "ritual", "by": ANA, **ritual_records.ritual_fields(guide.session, 0)})
    return sorted(made, key=str)


def same(there: list[dict[str, Any]], should: list[dict[str, Any]]) -> bool:
    """Whether each wanted record stands there once, and no other does."""
    return len(there) == len(should) and all(
        any(all(record.get(key) == value for key, value in one.items() if key != "minutes") for record in there)
        for one in should
    )


DONE = ("forward", "skip", "back", "words", "empty", "number", "lines", "easier", "another", "park")
MOVES = st.lists(st.sampled_from(DONE), max_size=25)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["morning", "reunion", "bedtime"]), present=st.sampled_from(["both", ANA, BEN]), moves=MOVES
)
def test_whatever_is_done_the_log_holds_what_the_session_holds(
    ana: Companion, still: Still, name: str, present: str, moves: list[str]
) -> None:
    gone = [{"id": r["id"], "kind": r["kind"], "deleted": True, "stamp": r["stamp"] + "z"} for r in living(ana)]
    ana.storage.put(gone)
    guide = ana.rituals.begin(name, present=present)
    for number, move in enumerate(moves):
        still.move(seconds=1)
        try:
            match move:
                case "words":
                    guide.forward(f"words {number}")
                case "empty":
                    guide.forward("")
                case "number":
                    guide.forward(number % 12)
                case "lines":
                    guide.forward("a\nb\n\n")
                case "park":
                    guide.park(f"to do {number}")
                case _:
                    getattr(guide, move)()
        except UsageError:
            pass
        assert same(on_disk(ana), wanted(guide, ana)), move


def test_a_changed_answer_is_an_edit_and_an_emptied_one_is_taken_back(ana: Companion) -> None:
    guide = ana.rituals.begin("morning", easy=True)
    guide.forward()
    guide.forward("soop")
    first = next(record for record in ana.visible() if record.kind == "appreciation")
    guide.back()
    guide.forward("soup")
    (second,) = (record for record in ana.visible() if record.kind == "appreciation")
    assert second.id == first.id and second.stamp > first.stamp
    guide.back()
    guide.forward("")
    assert [record.kind for record in ana.visible()] == ["ritual"]


def test_unfit_words_move_nothing(ana: Companion) -> None:
    guide = ana.rituals.begin("morning", easy=True)
    guide.forward()
    page, before = guide.page, on_disk(ana)
    with pytest.raises(UsageError):
        guide.forward("a" * 10_001)
    assert guide.page == page and on_disk(ana) == before


def test_where_keeping_fails_one_is_still_on_the_page(ana: Companion, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = ana.rituals.begin("morning", easy=True)
    page = guide.page

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(ana, "save", full)
        with pytest.raises(OSError):
            guide.forward()
        assert guide.page == page
    guide.forward()
    assert guide.page != page and same(on_disk(ana), wanted(guide, ana))


def test_what_was_removed_elsewhere_meanwhile_is_a_new_one(ana: Companion) -> None:
    guide = ana.rituals.begin("morning", easy=True)
    guide.forward()
    guide.forward("soup")
    (gone,) = (record for record in ana.visible() if record.kind == "appreciation")
    ana.log.remove(gone.id)
    guide.back()
    guide.forward("bread")
    (new,) = (record for record in ana.visible() if record.kind == "appreciation")
    assert new.id != gone.id and ana.raw(gone.id)["deleted"]  # type: ignore[index]


def test_minutes_are_those_spent_and_go_on_with_the_ritual(ana: Companion, still: Still) -> None:
    guide = ana.rituals.begin("morning", easy=True)
    still.move(minutes=3)
    guide.forward()
    left = ana.rituals.unfinished()
    assert left is not None and left.minutes == 3.0
    still.move(hours=1)
    guide = ana.rituals.resume(left)
    still.move(minutes=2)
    while guide.page:
        guide.forward()
    (record,) = (record for record in ana.visible() if record.kind == "ritual")
    assert ana.raw(record.id)["minutes"] == 5.0  # type: ignore[index]
    assert record.at == "2026-11-21T20:15:00+00:00", "when it was begun"


def test_a_question_is_drawn_anew_and_never_the_same(ana: Companion) -> None:
    guide = ana.rituals.begin("bedtime")
    guide.forward()
    seen = set()
    for _ in range(20):
        assert guide.page is not None and guide.page.question is not None
        seen.add(guide.page.question.id)
        guide.another()
    assert len(seen) == 20


def test_what_is_to_be_asked_about_is_due_the_same_day(ana: Companion, still: Still) -> None:
    still.move(hours=4, minutes=25)  # 00:40: still the 21st
    guide = ana.rituals.begin("morning")
    while guide.page:
        guide.forward("the dentist") if guide.page.wants == "words" else guide.forward()
    assert [(back.text, back.day) for back in ana.look.today().due] == [("the dentist", "2026-11-21")]


def test_the_partner_sees_what_is_ours_and_no_details(ana: Companion) -> None:
    guide = ana.rituals.begin("morning")
    while guide.page:
        guide.forward(f"by {guide.page.by}") if guide.page.wants == "words" else guide.forward()
    with Companion.open(ana.places, "Ben", ana.time) as ben:
        seen = sorted(record.kind for record in ben.visible())
        assert seen == ["appreciation", "appreciation", "detail", "ritual"]
        (detail,) = (record for record in ben.visible() if record.kind == "detail")
        assert detail.by == BEN


def picked(one: Companion, words: dict[str, str]) -> None:
    """Go through the morning, and pick these to ask about, by who picks."""
    guide = one.rituals.begin("morning")
    while (page := guide.page) is not None:
        guide.forward(words.get(page.by or "") if page.step.kind == "remember" else None)


def hints(one: Companion, **more: Any) -> list[str]:
    guide, found = one.rituals.begin("reunion", **more), []
    while (page := guide.page) is not None:
        if page.step.kind == "listen":
            found += guide.hint.splitlines()[:1]
        guide.forward()
    return found


def test_what_was_picked_in_the_morning_is_asked_at_the_reunion(ana: Companion, still: Still) -> None:
    people = ana.people
    ana.log.add({"kind": "detail", "text": "canary surprise", "due": ana.today})
    picked(ana, {people.me.id: "the {new} boss", people.partner.id: "canary, which is Ben's to see"})
    still.move(hours=9)
    assert hints(ana) == ["Ben, save good ideas until Ana asks for them.", "Ana, ask Ben about “the {new} boss”."]
    assert not [line for line in hints(ana, present=people.me.id) if "boss" in line]
    ana.coming.answer(ana.coming.find("boss"), "move", date.fromisoformat(ana.today) + timedelta(days=2))
    assert "boss" not in hints(ana)[1]
    still.move(days=2)
    assert "boss" in hints(ana)[1]
    ana.coming.answer(ana.coming.find("boss"), "done")
    assert "boss" not in hints(ana)[1]


def test_what_is_given_comes_back_on_the_day_that_was_said(ana: Companion) -> None:
    guide = ana.rituals.begin("morning", present=ANA)
    while guide.page is not None and guide.page.step.kind != "remember":
        guide.forward()
    assert str(guide.comes_back) == "2026-11-21"
    seen = []
    for _ in range(5):
        guide.bring_back_later()
        seen.append(str(guide.comes_back)[-2:])
    assert seen == ["22", "23", "24", "28", "21"]
    with pytest.raises(UsageError, match="That day is over"):
        guide.bring_back(date(2026, 11, 20))
    guide.bring_back(date(2026, 12, 24))
    guide.forward("the dentist")
    assert [(one.record.text, one.comes.day) for one in ana.coming.all()] == [("the dentist", "2026-12-24")]  # type: ignore[attr-defined]
    guide.back()
    guide.bring_back(date(2026, 11, 23))
    assert [one.comes.day for one in ana.coming.all()] == ["2026-11-23"], "one, and not two"


def test_what_was_parked_is_taken_on_by_whoever_is_here_for_tomorrow(ana: Companion) -> None:
    guide = ana.rituals.begin("reunion", present="both")
    guide.park("the plumber\nthe bins")
    while guide.page is not None:
        guide.forward()
    assert guide.take_on() == 2
    found = sorted((one.record.said_by, one.record.text, one.comes.day) for one in ana.coming.all())  # type: ignore[attr-defined]
    assert found == [(ANA, "the bins", "2026-11-22"), (ANA, "the plumber", "2026-11-22")]
    ana.log.undo()
    assert ana.coming.all() == []
