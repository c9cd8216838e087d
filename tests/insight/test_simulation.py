"""The proof in small: few couples and loose bars, so that a change that breaks the pulse shows in seconds.

``tests/simulation/prove.py`` is the whole of it.
"""

import math
import shutil
from pathlib import Path

import oracle
import prove
import pytest
from prove import put, table
from stories import FALLING, LASTING, LOW_DAYS, NOT_BACK, PARTLY, RECOVERY, STEADY, WEARING_OFF, quantile, yearly

from ritualtui.insight.nudge_kinds import DECLINES, THRESHOLDS

SEED, COUPLES = 977, 40


@pytest.mark.slow
def test_steady_couples_hear_few_false_alarms() -> None:
    often = yearly(STEADY.hear(SEED, COUPLES), STEADY.days)
    assert sum(often.get(kind, 0) for kind in DECLINES) <= 1.3
    assert often.get("getting-better", 0) <= 1.5


@pytest.mark.slow
def test_declines_are_heard_in_time() -> None:
    found = [[one.delay for one in row.hear(SEED, COUPLES)] for row in FALLING]
    middle = [quantile(delays, 0.5) for delays in found]
    assert middle[0] <= 4
    assert middle[1] <= 6
    assert middle[2] <= 9
    assert middle[3] <= 14
    assert middle[4] <= 45
    assert quantile(found[1], 0.9) <= 14
    assert quantile(found[5], 0.9) <= 40


def test_counts_that_wear_off_are_seldom_taken_for_a_decline() -> None:
    heard = WEARING_OFF.hear(SEED, COUPLES)
    assert sum(not math.isinf(one.delay) for one in heard) <= 0.35 * COUPLES


@pytest.mark.slow
def test_nobody_is_told_that_it_is_better_because_they_got_used_to_less() -> None:
    told = LASTING.hear(SEED, COUPLES)
    assert sum(one.first_better() < math.inf for one in told) <= 0.3 * COUPLES


def test_what_comes_back_is_told_within_days() -> None:
    told = [one.first_better(LOW_DAYS) for one in RECOVERY.hear(SEED, COUPLES // 2)]
    assert sum(math.isinf(days) for days in told) <= 1
    assert quantile(told, 0.5) <= 7


@pytest.mark.slow
def test_only_what_rose_is_called_better() -> None:
    partly, steady = PARTLY.hear(SEED, COUPLES), STEADY.hear(SEED, COUPLES)
    for one in (*partly, *steady):
        for _, moved in one.better:
            assert moved
            assert all(now.recent > (now.usual if now.low is None else now.low) for now in moved)
    wrong = [one for one in partly if any(now.signal in NOT_BACK for _, said in one.after(LOW_DAYS) for now in said)]
    assert len(wrong) <= 0.1 * COUPLES


@pytest.mark.slow
def test_the_oracle_is_quicker_and_the_table_can_be_made(tmp_path) -> None:
    best, threshold = oracle.days_needed(SEED, COUPLES, FALLING[1].story(0))
    assert 1 <= best <= quantile([one.delay for one in FALLING[1].hear(SEED, COUPLES)], 0.5)
    assert threshold > 0
    lines, often = table(SEED, 4)
    assert len([line for line in lines if line.startswith("|")]) == 19
    assert "any" in often
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- simulation -->\nold\n<!-- end of simulation -->\nb", "utf-8")
    put(page, "simulation", ["new"])
    assert page.read_text("utf-8") == "a\n<!-- simulation -->\nnew\n<!-- end of simulation -->\nb"


def test_the_same_seed_gives_the_same_couples() -> None:
    assert FALLING[0].hear(5, 3) == FALLING[0].hear(5, 3)
    assert FALLING[0].hear(5, 3) != FALLING[0].hear(6, 3)


def test_every_kind_that_needs_evidence_has_a_threshold() -> None:
    assert {*DECLINES, "logging-less", "getting-better"} == set(THRESHOLDS)


def test_false_alarms_are_written_beside_the_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds, page = "ritualtui/insight/nudge_kinds.py", "docs/pulse.md"
    for name in (kinds, page):
        (tmp_path / name).parent.mkdir(parents=True)
        shutil.copy(prove.ROOT / name, tmp_path / name)
    monkeypatch.setattr(prove, "ROOT", tmp_path)
    prove.write(["new"], {"any": 5.55, **dict.fromkeys(THRESHOLDS, 4.44)})
    text = (tmp_path / kinds).read_text(encoding="utf-8")
    assert text.count("4.44)") == len(THRESHOLDS) and "= 5.55\n" in text
    assert "<!-- simulation -->\nnew\n<!-- end" in (tmp_path / page).read_text(encoding="utf-8")
