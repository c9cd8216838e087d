"""``pulse``: how it is going, in plain text and for other programs."""

import json
from pathlib import Path

import pytest

from ritualtui.companion import demo
from ritualtui.places import Places
from support.command_line import Ask
from support.homes import Still


@pytest.fixture
def year(home: Places, still: Still, ask: Ask) -> Ask:
    """``ask``, with a made-up year."""
    demo.write(home, 7, still.now().date())
    return ask


def test_an_empty_log_is_told_kindly(begun: Ask) -> None:
    answer = begun("pulse")
    assert (answer.code, answer.out) == (0, "Nothing to draw yet. It starts with one thank-you or one bid.\n")
    assert begun("pulse", "--replay").out == answer.out


def test_a_young_log_says_how_much_is_missing(week: Ask) -> None:
    assert week("pulse").lines[0] == "In about three weeks we’ll know what’s usual for us."
    assert week("pulse", "--replay").lines == ["In about three weeks we’ll know what’s usual for us."]


def test_each_signal_has_its_line_and_each_chart_its_sentence(year: Ask) -> None:
    said = year("pulse").lines
    assert [line.split(":")[0] for line in said[:5]] == [
        "Thank-yous", "Bids", "Bids turned toward", "Planned rituals done", "Your closeness rating",
    ]  # fmt: skip
    assert all("usual" in line for line in said[:5])
    assert "Ben’s closeness" not in year("pulse").out
    names = [line.split(":")[0] for line in said if ":" in line]
    for name in ("How we’re doing", "Days with an entry", "How steady the rituals are", "This month and last"):
        assert name in names


def test_a_day_to_come_or_none_is_refused_with_what_to_do(begun: Ask) -> None:
    for day in ("2026-11-22", "2027-01-01", "someday", "2026-02-30", "\x1b[2J"):
        answer = begun("pulse", "--as-of", day)
        assert answer.code == 2, day
        assert answer.out == ""


def test_before_the_first_day_there_is_nothing_and_no_mistake(week: Ask) -> None:
    answer = week("pulse", "--as-of", "2026-11-01")
    assert (answer.code, answer.out) == (0, "Nothing was logged up to and including Sunday 1 November 2026.\n")
    assert week("pulse", "--as-of", "2026-11-01", "--replay", "--json").out == ""


def test_json_has_every_signal_and_names(year: Ask) -> None:
    found = json.loads(year("pulse", "--json").out)
    assert [signal["signal"] for signal in found["signals"]] == [
        "appreciations", "bids", "toward", "rituals", "closeness",
    ]  # fmt: skip
    assert [signal["person"] for signal in found["signals"]][-1:] == ["Ana"]
    assert (found["as_of"], found["ready"], found["days_to_go"]) == ("2026-11-20", True, 0)
    for signal in found["signals"]:
        low, high = signal["band"]
        assert low <= signal["baseline"] <= high
        assert set(signal) >= {"recent", "evidence", "threshold", "false_alarms_a_year"}
    assert set(found["joint"]) >= {"evidence", "threshold", "false_alarms_a_year"}
    assert "anaaaaaa" not in year("pulse", "--json").out


def test_the_replay_has_a_row_for_every_day_that_is_over(year: Ask) -> None:
    rows = year("pulse", "--replay", "--json").records
    days = [row["day"] for row in rows]
    assert days == sorted(set(days)) and days[-1] == "2026-11-20"
    assert len(days) == (len(days) and 364)
    assert all(list(row) == ["day", "logged", "evidence", "nudges"] for row in rows)
    assert all(list(nudge) == ["kind", "signals"] for row in rows for nudge in row["nudges"])


@pytest.mark.slow
def test_the_replay_of_a_prefix_is_the_prefix_of_the_replay(year: Ask) -> None:
    whole = year("pulse", "--replay", "--json").lines
    part = year("pulse", "--replay", "--json", "--as-of", "2026-06-30").lines
    assert part == whole[: len(part)]
    assert json.loads(part[-1])["day"] == "2026-06-30"
    assert json.loads(year("pulse", "--json", "--as-of", "2026-06-30").out)["joint"]["evidence"] == pytest.approx(
        json.loads(part[-1])["evidence"]
    )


def test_each_day_on_which_it_spoke_is_told_in_words(begun: Ask, tmp_path: Path) -> None:
    lines = []
    for n in range(1, 75):
        day = f"2026-{9 + (n - 1) // 30:02}-{(n - 1) % 30 + 1:02}"
        for k in range(4 if n < 60 else 1):
            lines.append(
                {"kind": "appreciation", "by": "Ana", "to": "Ben", "text": f"{n}.{k}", "at": f"{day}T12:00:00Z"}
            )
            lines.append({"kind": "bid", "by": "Ana", "from": "Ben", "response": "toward", "at": f"{day}T13:0{k}:00Z"})
    (tmp_path / "log.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    assert begun("import", "log.jsonl").code == 0
    rows = begun("pulse", "--replay", "--json").records
    spoken = [row["day"] for row in rows if row["nudges"]]
    assert spoken and spoken[0] >= "2026-10-30"
    said = begun("pulse", "--replay").lines
    kinds = {nudge["kind"] for row in rows for nudge in row["nudges"]} - {"quiet"}
    assert len(said) == sum(len(row["nudges"]) for row in rows) + len(kinds)
    assert ": usually" not in said[0] and "2026" in said[0] and "usually" in said[0]
    assert all(line.startswith("A nudge like this (") and "by chance" in line for line in said[-len(kinds) :])
    for line in said:
        for never in ("!", "should", "%", "fail", "warning"):
            assert never not in line


def test_alone_it_speaks_to_one(ask: Ask) -> None:
    ask("init", "--me", "Ana", "--solo")
    ask("thank", "tea", "--when", "yesterday 12:00")
    said = ask("pulse").out
    assert "you’ll know what’s usual for you" in said
    assert " us " not in said and " us." not in said and " our " not in said
    assert [signal["person"] for signal in json.loads(ask("pulse", "--json").out)["signals"]][-1] == "Ana"
