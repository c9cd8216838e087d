"""The closeness signal on real people: ``python tests/simulation/diary.py couples-diary.csv [--write]``.

Takes evening diaries of couples as a table: ``couple, day, partner, contentment, csi_pre, csi_post`` (half of the
sample of the R package *dyadmlvar*, Sened & Bar-Kalifa 2018, MIT licence; contentment 0–4, Couples Satisfaction Index
before and after about five weeks). Contentment stands in for closeness, stretched to 1–10.
"""

import argparse
import csv
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

from couples import FIRST
from prove import ROOT, put
from stories import heard

from ritualtui.insight.nudge_kinds import DECLINES
from ritualtui.insight.pulse import pulse
from ritualtui.insight.series import Row

_SCALE = 9 / 4


def read(path: Path) -> dict[str, tuple[dict[int, dict[str, float]], float]]:
    """By couple: contentment by day and partner on 1–10, and the mean change of satisfaction."""
    days: dict[str, dict[int, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    change: dict[str, dict[str, float]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            couple, partner = line["couple"], line["partner"]
            if line["contentment"]:
                days[couple][int(line["day"])][partner] = 1 + float(line["contentment"]) * _SCALE
            if line["csi_pre"] and line["csi_post"]:
                change[couple][partner] = float(line["csi_post"]) - float(line["csi_pre"])
    return {couple: (days[couple], sum(of.values()) / len(of)) for couple, of in change.items() if of}


def rows(days: dict[int, dict[str, float]]) -> list[Row]:
    """The days as rows in which closeness is all there is."""
    made = []
    none = (0, 0)
    for day in range(min(days), max(days) + 1):
        rated = days.get(day, {})
        both = (rated.get("a"), rated.get("b"))
        signs = (int(both[0] is not None), int(both[1] is not None))
        made.append(Row(
            FIRST + timedelta(days=day), bool(rated), False, None, None, 0, 0, 0, 0, both, 0.0, none, none, none, signs,
            (bool(signs[0]), bool(signs[1])), none, (),
        ))  # fmt: skip
    return made


def table(path: Path) -> list[str]:
    """How often a decline is spoken, by whether satisfaction fell over the five weeks."""
    groups: dict[str, list[tuple[bool, float, int]]] = {"fell": [], "did not fall": []}
    for days, change in read(path).values():
        replay = pulse(rows(days)).days
        most = max(max(day.each[4:]) for day in replay)
        spoke = bool(heard(replay).kinds(-1000) & set(DECLINES))
        watched = sum(day.logged and any(usual is not None for usual in day.usual) for day in replay)
        groups["fell" if change < 0 else "did not fall"].append((spoke, most, watched))
    lines = [
        "| satisfaction over five weeks | couples | days watched, mean | heard a decline | most evidence, mean |",
        "|---|---|---|---|---|",
    ]
    for name, found in groups.items():
        number = len(found)
        spoke, most, watched = (sum(one[place] for one in found) for place in range(3))
        lines.append(
            f"| {name} | {number} | {watched / number:.1f} | {spoke} ({spoke / number:.0%}) | {most / number:.2f} |"
        )
    higher = sum(one[1] > other[1] for one in groups["fell"] for other in groups["did not fall"])
    even = sum(one[1] == other[1] for one in groups["fell"] for other in groups["did not fall"])
    pairs = len(groups["fell"]) * len(groups["did not fall"])
    share = (higher + even / 2) / pairs
    lines += [
        "",
        f"A couple whose satisfaction fell had more evidence than one whose did not in {share:.0%} of all such pairs "
        "(50 % is chance).",
    ]
    return lines


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("csv", type=Path)
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    lines = table(given.csv)
    print("\n".join(lines))
    if given.write:
        put(ROOT / "docs" / "pulse.md", "diary", lines)


if __name__ == "__main__":
    main()
