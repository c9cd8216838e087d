"""The proof of the early warning, as a table: ``python tests/simulation/prove.py --write`` (a few minutes, one core).

The thresholds were set with other seeds. Standard library only; the same seed gives the same table. ``--write`` puts
it into ``docs/pulse.md`` and the false alarms a year beside the thresholds.
"""

import argparse
import math
import re
from pathlib import Path

import oracle
from stories import (
    FALLING,
    LASTING,
    LOW_DAYS,
    NOT_BACK,
    NOTHING,
    PARTLY,
    QUIET_LIVES,
    RECOVERY,
    STEADY,
    WEARING_OFF,
    Heard,
    Row,
    quantile,
    yearly,
)

from ritualtui.insight.nudge_kinds import DECLINES, THRESHOLDS

SEED, COUPLES = 90021, 500
ROOT = Path(__file__).parents[2]
_BARS = {
    FALLING[0].name: (3, None), FALLING[1].name: (6, 14), FALLING[2].name: (9, None), FALLING[3].name: (10, None),
    FALLING[4].name: (30, None), FALLING[5].name: (None, 40),
}  # fmt: skip


def table(seed: int, couples: int) -> tuple[list[str], dict[str, float]]:
    """The lines of the table in Markdown, and the words a steady couple-year by kind."""
    steady = STEADY.hear(seed, couples)
    by_kind = yearly(steady, STEADY.days)
    by_kind["any"] = sum(often for kind, often in by_kind.items() if kind in DECLINES)
    lines = [
        f"Seed {seed}, {couples} couples a row.", "",
        "| what | bar | result | the best possible |", "|---|---|---|---|",
        f"| {STEADY.name}, false alarms a couple-year, all declines together | ≤ 1 | {by_kind['any']:.2f} | |",
    ]  # fmt: skip
    lines += [_falling(row, row.hear(seed, couples), seed, couples) for row in FALLING]
    worn = WEARING_OFF.hear(seed, couples)
    lines.append(
        f"| {WEARING_OFF.name}: hear a decline | ≤ 20 % | {_hear(worn, 1, 90):.1%} "
        f"(*logging less?*: {sum('logging-less' in one.kinds(1) for one in worn) / couples:.0%}) | |"
    )
    lines += [_quiet(row, seed, couples) for row in QUIET_LIVES]
    lines += _better(seed, couples, steady)
    lines += ["", "Words a year for steady couples, by kind: "
              + ", ".join(f"`{kind}` {often:.2f}" for kind, often in by_kind.items()) + "."]  # fmt: skip
    return lines, by_kind


def _falling(row: Row, heard: list[Heard], seed: int, couples: int) -> str:
    delays = [one.delay for one in heard]
    middle, most = quantile(delays, 0.5), quantile(delays, 0.9)
    bar, bar_most = _BARS[row.name]
    asked = ", ".join([f"median ≤ {bar}"] * (bar is not None) + [f"nine in ten ≤ {bar_most}"] * (bar_most is not None))
    found = f"median {_days(middle)}, nine in ten {_days(most)}"
    if row is FALLING[5]:
        return f"| {row.name} | {asked} | {found} | |"
    best, _ = oracle.days_needed(seed + 1, couples, row.story(0), **row.own)
    ratio = f"{best:.0f} {'day' if best == 1 else 'days'}, ratio {middle / best:.1f}"
    if row is FALLING[4]:
        often = 0.5
        fair, _ = oracle.days_needed(seed + 1, couples, row.story(0), often, 0.25, **row.own)
        ratio += f"; with busy weeks and {often} false alarms {fair:.0f} days, ratio {middle / fair:.1f}"
    return f"| {row.name} | {asked} | {found} | {ratio} |"


def _quiet(row: Row, seed: int, couples: int) -> str:
    """Beside the same couples to whom nothing happens, in the same days."""
    heard, other = row.hear(seed, couples), NOTHING.hear(seed, couples)
    return f"| {row.name}: hear a decline in it or the week after | as by chance ({_hear(other, 15, 35):.1%}) | {_hear(heard, 15, 35):.1%} | |"  # noqa: E501


def _better(seed: int, couples: int, steady: list[Heard]) -> list[str]:
    """*Getting better*: who is told it, and of what."""
    lasting, back, partly = (row.hear(seed, couples) for row in (LASTING, RECOVERY, PARTLY))
    told = [one.first_better(LOW_DAYS) for one in back]
    within = sum(not math.isinf(days) for days in told) / couples
    wrong = sum(any(moved.signal in NOT_BACK for _, said in one.after(LOW_DAYS) for moved in said) for one in partly)
    every = [moved for one in (*steady, *lasting, *back, *partly) for _, said in one.better for moved in said]
    fell = sum(moved.recent <= (moved.usual if moved.low is None else moved.low) for moved in every)
    return [
        f"| {LASTING.name}: told that it got better | ≤ 30 % | {sum(one.first_better() < math.inf for one in lasting) / couples:.1%} | |",  # noqa: E501
        f"| {RECOVERY.name}: told so within 40 days | ≥ 95 %, median ≤ 7 | {within:.1%}, median {_days(quantile(told, 0.5))}, nine in ten {_days(quantile(told, 0.9))} | |",  # noqa: E501
        f"| {PARTLY.name}: told so of something that had not come back | | {wrong / couples:.1%} | |",
        f"| a signal called better whose mean had not risen, in all of these and the steady years | 0 | {fell} of {len(every):,} | |",  # noqa: E501
    ]


def _hear(heard: list[Heard], first: int, last: int) -> float:
    return sum(bool(one.kinds(first, last) & set(DECLINES)) for one in heard) / len(heard)


def _days(number: float) -> str:
    return "not within the time watched" if math.isinf(number) else f"{number:.0f}"


def write(lines: list[str], by_kind: dict[str, float]) -> None:
    """Put the table into the docs, and the false alarms beside the thresholds."""
    page = ROOT / "docs" / "pulse.md"
    put(page, "simulation", lines)
    module = ROOT / "ritualtui" / "insight" / "nudge_kinds.py"
    text = module.read_text("utf-8")
    for kind in THRESHOLDS:
        text = re.sub(rf'("{kind}", Threshold\([\d.]+, )[\d.]+', rf"\g<1>{max(0.01, by_kind.get(kind, 0)):.2f}", text)
    text = re.sub(r"(FALSE_ALARMS: Final = )[\d.]+", rf"\g<1>{by_kind['any']:.2f}", text)
    module.write_text(text, "utf-8")


def put(page: Path, name: str, lines: list[str]) -> None:
    """Replace what stands between the two marks of that name in a page."""
    text = page.read_text("utf-8")
    begins, ends = f"<!-- {name} -->", f"<!-- end of {name} -->"
    head, _, rest = text.partition(begins)
    _, _, tail = rest.partition(ends)
    page.write_text(f"{head}{begins}\n" + "\n".join(lines) + f"\n{ends}{tail}", "utf-8")


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--couples", type=int, default=COUPLES)
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    lines, by_kind = table(given.seed, given.couples)
    print("\n".join(lines))
    if given.write:
        write(lines, by_kind)


if __name__ == "__main__":
    main()
