"""What one puts down for the other, and when the other did something: marked, no news, and no time of day."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from ritualtui.companion import quick
from ritualtui.companion.report import report
from ritualtui.companion.service import Companion
from ritualtui.companion.since_last_visit import Welcome
from ritualtui.places import Places
from support.homes import ANA, BEN, EVENING, Still, begun
from support.time_zones import zone


@pytest.fixture(autouse=True)
def _in_utc() -> Iterator[None]:
    """Times of day are of this zone, wherever the tests run."""
    with zone("UTC"):
        yield


@pytest.fixture
def ana(home: Places, still: Still) -> Companion:
    return begun(home, still, plans=True)


def as_ben(ana: Companion) -> Companion:
    return Companion.open(ana.places, "Ben", ana.time)


def listed(log: Companion) -> list[str]:
    log.refresh()
    return [log.look.entry(record)[8:] for record in log.look.listed()]


def test_words_put_down_for_the_other_say_so_to_both(home: Places, still: Still, ana: Companion) -> None:
    kept = quick.thank(home, still, "for the lamp", by="Ben").record
    assert (kept["by"], kept["voice"], kept["audience"]) == (ANA, BEN, "ours")
    line = "Ben (written by Ana) → Ana: “for the lamp”"
    assert listed(ana) == [f"20:15  {line}"]
    assert listed(as_ben(ana)) == [f"       {line}"]
    assert [r.id for r in ana.look.listed(person=BEN)] == [kept["id"]]
    exported = list(ana.transfer.lines(ana.transfer.chosen(with_self=False)))
    assert any('"voice":"Ben"' in text and '"by":"Ana"' in text for text in exported)


def test_a_report_says_so_too(home: Places, still: Still, ana: Companion) -> None:
    quick.thank(home, still, "for the lamp", by="Ben")
    ana.refresh()
    told = report.Retelling(ana.people, ana.rituals.names).told(ana.look.listed()[0])
    assert "Ben (written by Ana)" in told.lead and "for the lamp" in told.line
    lettered = report.Retelling(ana.people, ana.rituals.names, "letters").told(ana.look.listed()[0])
    assert "Ben" not in lettered.line and "written by" in lettered.line
    assert "Ana and Ben" in report.plainly(ana.people, ana.look.listed())


def test_what_one_has_just_put_down_is_no_news(home: Places, still: Still, ana: Companion) -> None:
    Welcome(ana).unseen()
    quick.thank(home, still, "for the lamp", by="Ben")
    ana.refresh()
    assert Welcome(ana).unseen() == [] and ana.look.today().latest is None
    as_ben(ana).log.thank("from him")
    ana.refresh()
    assert [r.text for r in Welcome(ana).unseen()] == ["from him"]  # type: ignore[attr-defined]
    latest = ana.look.today().latest
    assert latest is not None and latest.text == "from him"


def test_what_was_typed_here_in_a_ritual_of_both_is_no_news(ana: Companion, still: Still) -> None:
    Welcome(ana).unseen()
    guide = ana.rituals.begin("morning")
    said = 0
    while (page := guide.page) is not None:
        if page.wants == "words" and page.by == BEN:
            guide.forward(f"from Ben {said}")
            said += 1
        else:
            guide.forward()
    assert said and any(r.said_by == BEN for r in ana.look.listed(kinds=["appreciation"]))
    assert Welcome(ana).unseen() == []
    as_ben(ana).log.thank("later")
    ana.refresh()
    assert [r.text for r in Welcome(ana).unseen()] == ["later"]  # type: ignore[attr-defined]


def test_the_time_of_day_is_its_authors(ana: Companion, still: Still) -> None:
    ben = as_ben(ana)
    ben.log.thank("from him")
    ben.rituals.did("bedtime", EVENING - timedelta(hours=1))
    ana.refresh()
    ana.log.thank("from her")
    for look, own, other in ((ana.look, "from her", "from him"), (as_ben(ana).look, "from him", "from her")):
        entries = {record.text or record.kind: look.entry(record) for record in look.listed()}  # type: ignore[attr-defined]
        assert "20:15" in entries[own] and "20:15" not in entries[other]
        assert ("19:15" in entries["ritual"]) is (own == "from him")
        (bedtime,) = [r for r in look.today().rituals if r.state == "done"]
        assert bedtime.done_at == ("19:15" if own == "from him" else "") and bedtime.present == "both"
    assert all(record.at[11:16] in ("20:15", "19:15") for record in ana.look.listed())  # the data keeps it
