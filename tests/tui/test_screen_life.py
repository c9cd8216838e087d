"""A whole life alone, as one lives it: real processes on real terminals, then the partner joins."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ritualtui.clock import logical_day
from support.watched_terminal import Screen

DAYS = 6


@pytest.mark.slow
def test_a_life_alone_and_then_together(run: Callable[..., Any], screen: Screen) -> None:
    def ask(*args: str) -> str:
        done = run(*args)
        assert done.returncode == 0, done.stderr
        return str(done.stdout)

    # Alone, on the first run.
    first = screen()
    first.wait_for("Your partner’s name")
    first.type("Ana")
    first.wait_for("Ana")
    first.type("\x14")  # ctrl+t
    first.wait_for("● It’s just me for now")
    first.type("\r\r")
    first.wait_for("First steps")
    first.type("\r")
    first.wait_for("Do you use another computer, too?")
    first.type("\r")
    first.wait_for("Everything you log is only yours")
    first.type("\r")
    first.wait_for("What did you like about your partner today?")
    assert first.leave(b"q") == 0

    # Some days, by command, before the day that it is now by the hour at which days turn.
    this_day = logical_day(datetime.now(UTC))
    for ago in range(DAYS, 0, -1):
        when = f"{this_day - timedelta(days=ago)} 20:30"
        assert ask("thank", "--when", when, f"thanks of {ago} days ago") == "Saved.\n"
        ask("bid", "toward", f"bid of {ago} days ago", "--when", when)
        if ago != 3:
            ask("did", "bedtime", "--when", when)
    ask("thank", "--from", "your partner", "in their words")

    # Today, on the full screen: a ritual, a check-in, the log, the settings, the run.
    today = screen(columns=110, rows=34)
    today.wait_for("p pause")
    today.type("a")
    today.wait_for("enter save")
    today.type("check-in 7 tired but near\r")
    today.wait_for("closeness rating 7 of 10")
    today.type("m")
    today.wait_for("Stop for a moment, wherever you are")
    assert "Who’s here?" not in today.shown
    today.type("\r")
    today.wait_for("let your shoulders drop")
    today.type("\x1b[C")
    today.wait_for("Write down one thing about your partner")
    today.type("the lamp on the stairs\r")
    today.wait_for("Think about the day your partner has ahead")
    today.type("the exam at ten\r")
    today.wait_for("start your day at your own pace")
    today.type("\r")
    today.wait_for("Ana to your partner: “the lamp on the stairs”")
    today.type(" ")
    today.wait_for("Ask your partner about")
    today.type("2")
    today.wait_for("entries")
    today.wait_for("tired but near")
    today.wait_for("esc back")  # the last line: all is painted
    assert "only you" not in today.shown
    today.type("\x1b")
    today.wait_for("ctrl+p find")
    today.type(",")
    today.wait_for("Who’s using this?")
    today.wait_for("just me")
    today.wait_for("enter change")
    today.type("\x1b")
    today.wait_for("ctrl+p find")
    assert today.leave(b"q") == 0
    said = ask("today")
    assert "Days with a ritual:" in said and "Morning goodbye: done" in said and "both" not in said
    before = [json.loads(line) for line in ask("list", "--json").splitlines()]
    assert {record["audience"] for record in before} == {"self"}
    run_before = next(line for line in said.splitlines() if line.startswith("Days with a ritual:"))

    # The partner joins: bids as a kind, one of the thanks, nothing else.
    joining = screen("together", columns=120, rows=40)
    joining.wait_for("Your partner's name:")
    joining.type("Ben\r")
    kinds = {"Appreciations": "l", "Bids": "y"}
    counted = {kind: sum(r["kind"] == kind for r in before) for kind in {r["kind"] for r in before}}
    names = {
        "appreciation": "Appreciations", "bid": "Bids", "ritual": "Rituals", "checkin": "Check-ins",
        "detail": "Follow-ups",
    }  # fmt: skip
    for kind in sorted(counted, key=lambda kind: (-counted[kind], kind)):
        joining.wait_for(f"{names[kind]} ({counted[kind]}): share?")
        answer = kinds.get(names[kind], "n")
        joining.type(f"{answer}\r")
        if answer == "l":
            for record in (r for r in before if r["kind"] == kind):
                joining.wait_for_prompt("share? n(o), y(es):")
                joining.type("y\r" if record["text"] == "the lamp on the stairs" else "\r")
    joining.wait_for(f"Ben will see {DAYS + 1} of {len(before)} entries")
    joining.type("\r")
    assert joining.wait_for_end() == 0

    # As Ben: only what was chosen is there.
    seen = [json.loads(line) for line in ask("list", "--json", "--all", "--as", "Ben").splitlines()]
    plans = [record for record in seen if record["kind"] == "plan"]
    texts = {record["text"] for record in seen if record["kind"] != "plan"}
    assert len(plans) == 3
    assert texts == {f"bid of {ago} days ago" for ago in range(1, DAYS + 1)} | {"the lamp on the stairs"}
    his = screen("--as", "Ben", columns=110, rows=34)
    his.wait_for("“the lamp on the stairs”")
    his.type("2")
    his.wait_for(f"{DAYS + 1} entries")
    his.wait_for("esc back")
    for words in ("thanks of", "in their words", "tired but near", "exam", "Bedtime", "Morning"):
        assert words not in his.shown
    his.type("\x1b")
    his.wait_for("ctrl+p find")
    assert his.leave(b"q") == 0

    # For Ana everything is as it was, and her run goes on.
    after = [json.loads(line) for line in ask("list", "--json").splitlines()]
    assert {r["id"] for r in after} == {r["id"] for r in before}
    told = ask("today")
    assert run_before in told
    assert "in their words" in ask("list")
