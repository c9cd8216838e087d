"""A grid of cells to draw on, dots finer than a cell, and days along an axis."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from ritualtui.strings import dates

MUTED = "$text-muted"
TIGHT = 10
"""Lines of a chart that has none to spare: its legend stands close under it."""
GAP, _NARROW_GAP = 3, 2
"""Cells between what a legend tells of, and where there is little room."""
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille sign's dots, by row and column."""


class Sign(NamedTuple):
    """What a legend tells of: a sign of the chart, what it stands for, the sign's style."""

    sign: str
    said: str
    style: str = "$text"


class Canvas:
    """``width`` × ``height`` cells, each a sign and a style; what lies outside is let go."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = max(0, width), max(0, height)
        self._signs = [[" "] * self.width for _ in range(self.height)]
        self._styles = [[""] * self.width for _ in range(self.height)]
        self._grounds = [[""] * self.width for _ in range(self.height)]

    def put(self, x: int, y: int, text: str, style: str = MUTED) -> None:
        """Write ``text`` (one line) from a cell on."""
        for sign in text:
            wide = cell_len(sign)
            if not wide:
                continue
            if 0 <= y < self.height and x >= 0 and x + wide <= self.width:
                self._signs[y][x], self._styles[y][x] = sign, style
                if wide > 1:
                    self._signs[y][x + 1] = ""
            x += wide

    def ground(self, x: int, y: int, style: str) -> None:
        """Lay a ground under a cell."""
        if 0 <= y < self.height and 0 <= x < self.width:
            self._grounds[y][x] = f" {style}"

    def legend(self, x: int, y: int, signs: Sequence[Sign]) -> int:
        """Say what ``signs`` stand for from a cell on, further left and closer together where it is long.

        Returns the cell after it.
        """
        gap = GAP if legend_width(signs) <= self.width else _NARROW_GAP
        x = max(0, min(x, self.width - legend_width(signs, gap)))
        for sign, said, style in signs:
            self.put(x, y, sign, style)
            x += cell_len(sign) + 1
            self.put(x, y, said)
            x += cell_len(said) + gap
        return x - gap

    def content(self) -> Content:
        """All of it, what is free below divided: a third of it goes above."""
        used = max((y + 1 for y in range(self.height) if any(sign.strip() for sign in self._signs[y])), default=0)
        free = self.height - used
        return Content("\n" * (free // 3 if free > 2 else 0)) + Content("\n").join(self._line(y) for y in range(used))

    def _line(self, y: int) -> Content:
        cells = zip(self._signs[y], self._styles[y], self._grounds[y], strict=True)
        runs = groupby(((sign, f"{style}{ground}".strip()) for sign, style, ground in cells), key=lambda cell: cell[1])
        parts = [("".join(sign for sign, _ in run), style) for style, run in runs]
        return Content.assemble(*((text, style) if style else text for text, style in parts))


class Dots:
    """Dots, two by four to a cell, to be put on a canvas as braille."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width * 2, height * 4
        self._cells: dict[tuple[int, int], int] = {}

    def set(self, x: int, y: int) -> None:
        """Set a dot; ``y`` grows downwards."""
        if 0 <= x < self.width and 0 <= y < self.height:
            cell = (x // 2, y // 4)
            self._cells[cell] = self._cells.get(cell, 0) | _DOTS[y % 4][x % 2]

    def join(self, x: int, one: int, other: int) -> None:
        """A line upwards or downwards, without ``one`` itself unless they are the same."""
        step = 1 if other >= one else -1
        for y in range(one, other + step, step):
            self.set(x, y)

    def draw(self, canvas: Canvas, x: int, y: int, style: str) -> None:
        """Put them on, from a cell on."""
        for (left, top), bits in self._cells.items():
            canvas.put(x + left, y + top, chr(0x2800 | bits), style)


def legend_width(signs: Sequence[Sign], gap: int = GAP) -> int:
    """Cells of a legend's line."""
    return sum(cell_len(one.sign) + 1 + cell_len(one.said) + gap for one in signs) - gap


def ticks(first: date, last: date, width: int) -> list[tuple[int, str]]:
    """Cells along ``width`` with the days that stand there, as many as have room."""
    days = (last - first).days + 1
    found: list[tuple[int, str]] = []
    for named in _steps(first, last):
        found = []
        end = -2
        fits = True
        for day, said in named:
            x = (day - first).days * width // days
            if x + len(said) > width:
                continue
            fits = fits and x > end + 1
            found.append((x, said))
            end = x + len(said)
        if fits and found:
            return found
    return found[:1]


def _steps(first: date, last: date) -> list[list[tuple[date, str]]]:
    """Ways of naming days, the finest first."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    weeks = [day for day in days if day.weekday() == dates.first_weekday()]
    months = [day for day in days if day.day == 1]
    return [
        [(day, dates.short_date(day)) for day in _if_few(weeks, 12)],
        [(day, dates.short_date(day)) for day in _if_few(weeks[::2], 12)],
        [(day, _month(day)) for day in _if_few(months, 14)],
        [(day, _month(day)) for day in _if_few([day for day in months if day.month % 3 == 1], 14)],
        [(day, f"{day.year}") for day in months if day.month == 1],
        [(day, f"{day.year}") for day in months if day.month == 1 and day.year % 2 == 0],
        [(day, f"{day.year}") for day in months if day.month == 1 and day.year % 5 == 0],
        [(day, f"{day.year}") for day in months if day.month == 1 and day.year % 20 == 0],
    ]


def _if_few(days: Sequence[date], most: int) -> Sequence[date]:
    return days if len(days) <= most else ()


def _month(day: date) -> str:
    return f"{day.year}" if day.month == 1 else dates.month_short(day)
