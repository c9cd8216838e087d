"""What goes to the terminal, in half the bytes: a style is said where it changes, not around each piece of text.

Textual sets the colours of every piece anew and takes them back behind it. On a slow line, and for a terminal that is
still busy with the last picture, that is what a key waits for. Here a colour holds until there is another, and blanks,
of which only the background is seen, take the letters' colour that is there.

The driver is Textual's for the platform, by the published ``App.get_driver_class``; of it only published methods are
overridden. What is leaned on is how Rich writes styles (seen in 15): each from nothing, and taken back by ``0``. What
isn't known here goes through unchanged, so another way of writing them costs bytes and nothing else.
"""

import re
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from textual import constants
from textual.driver import Driver

from ritualtui.tui import early_input, terminal_restore

_STYLE = re.compile(r"\x1b\[([0-9;:]*)m")
_PAINTS_NOTHING = re.compile(r"(?:\n|\x1b\[[0-9;]*H)+")
_FIRST_COLUMN = re.compile(r"\x1b\[([0-9]+);1H")
_SEEN_ON_BLANKS = frozenset({"4", "5", "6", "7", "8", "9", "21", "51", "52", "53"})
"""Underline, blink, reverse, conceal, strike, double underline, frame, circle, overline."""
_TELL_THE_PLACE = "\x1b[=4;2u"
"""Of kitty's keyboard protocol, beside what Textual asks for: with each key, where it lies. Taken back with that."""
_ENDS = {
    "1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29", "21": "24",
    "51": "54", "52": "54", "53": "55",
}  # fmt: skip
"""What takes an attribute back (ECMA-48, 8.3.117), with all that share it."""

Style = tuple[str, str, frozenset[str]]
"""Codes of the letters' colour, of the background, of the attributes; empty where it is the terminal's own."""
_PLAIN: Style = ("", "", frozenset())


@lru_cache(maxsize=4096)
def _style(codes: str) -> Style | None:
    """What one sequence says that begins from nothing, as all of Textual's do; None where it says anything else."""
    if ":" in codes:  # an underline of another kind, a colour with its colour space: Rich writes none
        return None
    front = back = ""
    attributes = set()
    left = codes.split(";")
    while left:
        code = left.pop(0)
        number = int(code or 0)
        if number in (38, 48):
            long = {"2": 4, "5": 2}.get(left[0] if left else "", 0)
            if not long or len(left) < long or not all(left[:long]):
                return None
            colour = ";".join([code, *left[:long]])
            del left[:long]
            front, back = (colour, back) if number == 38 else (front, colour)
        elif 30 <= number < 38 or 90 <= number < 98:
            front = code
        elif 40 <= number < 48 or 100 <= number < 108:
            back = code
        elif code in _ENDS:
            attributes.add(code)
        elif number not in (0, 39, 49):
            return None
    return front, back, frozenset(attributes)


@lru_cache(maxsize=4096)
def _change(now: Style | None, then: Style) -> str:
    """The shortest sequence that makes ``then`` of ``now``; None is a style that only the terminal knows."""
    if now is None:
        return f"\x1b[{';'.join(['0', *sorted(then[2]), *filter(None, then[:2])])}m"
    ends = {_ENDS.get(gone, "0") for gone in now[2] - then[2]}
    begins = {new for new in then[2] if new not in now[2] or _ENDS.get(new) in ends}
    plain = ("39", "49")
    colours = [b or none for a, b, none in zip(now[:2], then[:2], plain, strict=True) if a != b]
    anew = ";".join(["0", *sorted(then[2]), *filter(None, then[:2])])
    on = ";".join([*sorted(ends), *sorted(begins), *colours])
    return f"\x1b[{anew if '0' in ends or len(anew) < len(on) else on}m"


def _looks_the_same(text: str, now: Style | None, then: Style) -> bool:
    return now is not None and not text.strip(" ") and now[1] == then[1] and not (now[2] | then[2]) & _SEEN_ON_BLANKS


def shortened(data: str) -> str:
    """What paints the same as ``data`` does, in fewer bytes, for a terminal that is in no style; both leave it so.

    A sequence with anything in it that isn't known here goes through as it is.
    """
    data = _FIRST_COLUMN.sub("\x1b[\\1H", data)
    now: Style | None = _PLAIN  # the terminal's
    then: Style | None = _PLAIN  # what comes next is to be in it; None: in whatever the terminal has
    out: list[str] = []
    for n, part in enumerate(_STYLE.split(data)):
        if n % 2:
            before, then = then, _style(part)
            if then is None:
                if before is not None and now != before:
                    out.append(_change(now, before))
                out.append(f"\x1b[{part}m")
                now = None
            continue
        if not part:
            continue
        if (
            then is not None
            and now != then
            and not _PAINTS_NOTHING.fullmatch(part)
            and not _looks_the_same(part, now, then)
        ):
            out.append(_change(now, then))
            now = then
        out.append(part)
    if then is not None and now != then:
        out.append(_change(now, then))
    return "".join(out)


def driver(usual: type[Driver], started: Callable[[Driver], None] = lambda driver: None) -> type[Driver]:
    """``usual``, saying less; ``started`` is told of it as it takes the terminal.

    On Windows Textual cuts what it writes where it likes, so there the output is left alone. ``terminal_before`` is how
    the terminal was (its termios attributes): Textual knows only how it found it, which may be how we had made it.
    """

    class Reporting(usual):  # type: ignore[valid-type,misc]
        terminal_before: Any = None

        def start_application_mode(self) -> None:
            self.terminal_before = early_input.hand_over() or terminal_restore.attributes()
            started(self)
            try:
                super().start_application_mode()
            except BaseException:
                terminal_restore.set_attributes(self.terminal_before)
                raise

        def stop_application_mode(self) -> None:
            super().stop_application_mode()
            terminal_restore.set_attributes(self.terminal_before)

    if sys.platform == "win32":
        return Reporting

    class Terse(Reporting):
        def start_application_mode(self) -> None:
            super().start_application_mode()
            if not constants.DISABLE_KITTY_KEY:
                self.write(_TELL_THE_PLACE)

        def write(self, data: str) -> None:
            super().write(shortened(data))

    return Terse
