"""What stands under the sentence of a page: one row a kind of step. The widgets bring what the screen has to know.

What takes input is a ``fields.Field`` with the id ``field``, and says what was given. What takes time is a
``timing.Timed``, and says whether the screen goes dark.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.widget import Widget

from ritualtui import freetext
from ritualtui.tui import words
from ritualtui.tui.textual_compat.containers import Horizontal, Vertical
from ritualtui.tui.widgets.feel import Feel
from ritualtui.tui.widgets.fields import ParkList, Scale, Words
from ritualtui.tui.widgets.listener_card import ListenerCard
from ritualtui.tui.widgets.sentence import Sentence
from ritualtui.tui.widgets.stems import Stems
from ritualtui.tui.widgets.step_clock import DARK_LEAD_IN, LEAD_IN, Pace
from ritualtui.tui.widgets.timing import Breath, Night, Timer
from ritualtui.tui.widgets.topic import TopicChoice

if TYPE_CHECKING:
    from ritualtui.practice.ritual_run import Page, Value


class Shown(NamedTuple):
    """What a page is shown with: what was given there before, to-dos of other pages, who sees it.

    ``listener`` is the name of whoever listens on it.

    ``pace`` is its time, as one left it; it takes the seconds before a new one begins.
    """

    page: "Page"
    value: "Value | None"
    pace: Callable[[float], Pace]
    ticks: Callable[[], float]
    asides: tuple[str, ...]
    sees: str
    listener: str = ""

    @property
    def typed(self) -> str:
        """What was given, as text."""
        return "" if self.value is None else str(self.value)


def widgets(shown: Shown) -> list[Widget]:
    """The widgets for a page."""
    return WIDGETS[shown.page.step.kind](shown)


def _nothing(shown: Shown) -> list[Widget]:
    return []


def _breathe(shown: Shown) -> list[Widget]:
    return [Breath(shown.pace(LEAD_IN), shown.ticks)]


def _timer(shown: Shown) -> list[Widget]:
    return [Timer(shown.pace(LEAD_IN), shown.ticks)]


def _dark(shown: Shown) -> list[Widget]:
    return [Night(shown.pace(DARK_LEAD_IN), shown.ticks, words.GOING_DARK)]


def _opening(shown: Shown) -> list[Widget]:
    question = shown.page.question.text if shown.page.question else ""
    return [Sentence(freetext.shown(question), id="question")]


def _feel(shown: Shown) -> list[Widget]:
    return [Feel(shown.typed, id="field"), *_sees(shown)]


def _topic(shown: Shown) -> list[Widget]:
    return [TopicChoice(shown.typed, id="field")]


def _sees(shown: Shown) -> list[Widget]:
    return [Sentence(shown.sees, id="sees")] if shown.sees else []


def _listen(shown: Shown) -> list[Widget]:
    if shown.page.cues:
        card = ListenerCard(shown.listener, shown.page.cues)
        return [Vertical(Timer(shown.pace(LEAD_IN), shown.ticks), card, id="cued")]
    if not shown.page.stems:
        return _timer(shown)
    pace = shown.pace(LEAD_IN)
    return [Horizontal(Timer(pace, shown.ticks), Stems(shown.page.stems, pace), id="turn")]


def _ask(shown: Shown) -> list[Widget]:
    question = shown.page.question.text if shown.page.question else ""
    return [Sentence(freetext.shown(question), id="question"), Words(shown.typed, words.ANSWER_HERE, id="field")]


def _write(shown: Shown) -> list[Widget]:
    return [Words(shown.typed, words.WORDS_HERE, id="field")]


def _rate(shown: Shown) -> list[Widget]:
    return [Scale(shown.value if isinstance(shown.value, int) else None, id="field"), *_sees(shown)]


def _park(shown: Shown) -> list[Widget]:
    return [ParkList(shown.asides, shown.typed.splitlines(), id="field")]


WIDGETS: Final[dict[str, Callable[[Shown], list[Widget]]]] = {
    "say": _nothing,
    "breathe": _breathe,
    "timer": _timer,
    "ask": _ask,
    "appreciate": _write,
    "listen": _listen,
    "opening": _opening,
    "feel": _feel,
    "rate": _rate,
    "topic": _topic,
    "remember": _write,
    "promise": _write,
    "park": _park,
    "dark": _dark,
}
"""By the kind of the step."""
