"""What stands under the sentence of a page, by the kind of its step."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widget import Widget

from ritualtui import freetext
from ritualtui.tui import words
from ritualtui.tui.textual_compat.containers import Horizontal
from ritualtui.tui.widgets.fields import ParkList, Scale, Words
from ritualtui.tui.widgets.sentence import Sentence
from ritualtui.tui.widgets.stems import Stems
from ritualtui.tui.widgets.step_clock import Pace
from ritualtui.tui.widgets.timing import Breath, Timer

if TYPE_CHECKING:
    from ritualtui.practice.ritual_run import Page, Value


def widgets(
    page: "Page", value: "Value | None", pace: Pace, ticks: Callable[[], float], asides: tuple[str, ...], sees: str,
) -> list[Widget]:  # fmt: skip
    """The widgets for ``page``, with ``value`` as it was given before. What takes input has the id ``field``.

    ``sees`` says who will see a rating.
    """
    typed = "" if value is None else str(value)
    match page.step.kind:
        case "breathe":
            return [Breath(pace, ticks)]
        case "timer":
            return [Timer(pace, ticks)]
        case "dark":
            return [Timer(pace, ticks, words.GOING_DARK)]
        case "listen":
            return _listen(page, pace, ticks)
        case "ask":
            question = page.question.text if page.question else ""
            return [Sentence(freetext.shown(question), id="question"), Words(typed, words.ANSWER_HERE, id="field")]
        case "appreciate" | "remember":
            return [Words(typed, words.WORDS_HERE, id="field")]
        case "rate":
            scale = Scale(value if isinstance(value, int) else None, id="field")
            return [scale, Sentence(sees, id="sees")] if sees else [scale]
        case "park":
            return [ParkList(asides, typed.splitlines(), id="field")]
    return []


def _listen(page: "Page", pace: Pace, ticks: Callable[[], float]) -> list[Widget]:
    if not page.stems:
        return [Timer(pace, ticks)]
    return [Horizontal(Timer(pace, ticks), Stems(page.stems, pace), id="turn")]
