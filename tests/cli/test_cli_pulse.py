"""``pulse``: how it is going, in plain text and for other programs."""

import json

from asking import Ask


def test_an_empty_log_is_told_kindly(ask: Ask) -> None:
    ask("init", "--me", "Ana", "--partner", "Ben")
    answer = ask("pulse")
    assert answer.code == 0
    assert answer.out == "Nothing to draw yet. One thank-you, one bid, and it begins.\n"


def test_a_day_to_come_is_refused_with_what_to_do(ask: Ask) -> None:
    ask("init", "--me", "Ana", "--partner", "Ben")
    answer = ask("pulse", "--as-of", "2026-11-22")
    assert answer.code == 2
    assert "still to come" in answer.err


def test_json_has_every_signal_and_names(ask: Ask) -> None:
    ask("init", "--me", "Ana", "--partner", "Ben")
    ask("thank", "for the soup", "--when", "yesterday 20:00")
    found = json.loads(ask("pulse", "--json").out)
    assert [signal["signal"] for signal in found["signals"]] == [
        "appreciations", "bids", "toward", "rituals", "closeness", "closeness",
    ]  # fmt: skip
    assert [signal["person"] for signal in found["signals"]][-2:] == ["Ana", "Ben"]
    assert (found["ready"], found["days_to_go"]) == (False, 20)
