"""Insights: one chart a screenful, under what it shows in a line; others beside it, and how far back it goes.

The log is read when the screen is painted, and reckoned with in a thread: keys are answered all the while.
"""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from ritualtui.companion.charts import chart_data, pulse
from ritualtui.companion.charts.date_range import RANGES, Range
from ritualtui.companion.charts.wording import say
from ritualtui.errors import RitualError
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.charts.gallery import CHARTS, Shown
from ritualtui.tui.screens.room import Room
from ritualtui.tui.textual_compat.containers import Container
from ritualtui.tui.widgets.chart import Chart
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.sentence import Paragraph

if TYPE_CHECKING:
    from ritualtui.companion.charts.chart_data import Material, Taken

_USUAL: Range = "90"
_WATCH = 1.0
"""Seconds between two looks at the journal's size."""


class InsightsScreen(Room[None]):
    """See the module."""

    CSS_PATH = "../styles/insights.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", _("before"), id="insights.left", tooltip=_("The chart before")),
        Binding("right,l", "step(1)", _("next"), id="insights.right", tooltip=_("The next chart")),
        Binding("r", "range", _("range"), id="insights.range", tooltip=_("Other days: 30, 90, a year, all")),
        Binding("up,k", "move(1)", _("longer"), id="insights.longer", show=False, tooltip=_("More days")),
        Binding("down,j", "move(-1)", _("shorter"), id="insights.shorter", show=False, tooltip=_("Fewer days")),
        Binding("s", "signal", _("one alone"), id="insights.signal",
                tooltip=_("Everything together, or one signal: the next each time")),
        Binding("escape", "back", _("back"), id="insights.back", tooltip=_("Back to where you were")),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.material: Material | None = None
        self.headline = self.said = ""
        self._at = 0
        self._range: Range = _USUAL
        self._place = pulse.TOGETHER
        self._known: dict[tuple[int, Range, int], Shown] = {}

    def compose(self) -> ComposeResult:
        """What it shows, its name and range above; the rest of what it shows below."""
        yield Head("insights")
        with Container(id="top"):
            yield Static("", id="headline", markup=False)
            yield Static("", id="pages", markup=False)
        with Container(id="of"):
            yield Static("", id="name", markup=False)
            yield Static("", id="ranges", markup=False)
        with Container(id="middle"):
            yield Chart(id="chart")
            yield Paragraph(id="said")
        yield Notice()
        yield KeyBar(
            "insights.left", "insights.right", "insights.range", "insights.signal", SPLIT, "insights.back", "app.help",
            id="keys",
        )  # fmt: skip

    def on_mount(self) -> None:
        """Say where one is; the charts come behind the first paint."""
        for clicked in ("#pages", "#ranges", "#name"):
            self.query_one(clicked).auto_links = False
        self.material = self._companion.charts.known()
        if self.material is None:
            self.query_one(Chart).wait(words.INSIGHTS_WAIT)
            self.call_after_refresh(self._read)
        self._show()
        self.set_interval(_WATCH, self.watch_log)

    @work(exclusive=True)
    async def _read(self) -> None:
        """Take what is in the log, and reckon with it in a thread."""
        charts = self._companion.charts
        at, found = charts.at, charts.taken()
        made = await asyncio.to_thread(_made, found)
        charts.keep(at, made)
        self.material = made
        self._known.clear()
        self._show()

    def watch_log(self) -> None:
        """Take in what other processes wrote, and the turn of the day."""
        if not self.is_active:
            return
        try:
            self._companion.refresh()
        except RitualError as err:
            self.say(str(err), error=True)
            return
        if self.material is not None and self._companion.charts.known() is None:
            self._read()

    # -- showing

    def _show(self) -> None:
        self.query_one("#pages", Static).update(self._pages())
        self.query_one("#ranges", Static).update(self._ranges())
        made = self.material
        if made is not None:
            key = (self._at, self._range, pulse.TOGETHER if self._at else self._place)
            if key not in self._known:
                self._known[key] = CHARTS[self._at](made, *key[1:])
            shown = self._known[key]
            self.said = shown.said
            self.headline = shown.headline or shown.name
            self.query_one("#headline", Static).update(Content(self.headline))
            name = Content.styled(shown.name if shown.headline else "", "$text-muted")
            if shown.beside:
                beside = Content.styled(f"{', ' if name else ''}{shown.beside}", "$text-muted")
                name += beside.stylize(Style.from_meta({"@click": "screen.signal"}))
            self.query_one("#name", Static).update(name)
            if shown.draw is not None:
                self.query_one(Chart).show(shown.draw)
            else:
                self.query_one(Chart).wait(shown.said)
            rest = shown.said if shown.draw is not None else ""
            self.query_one("#said", Paragraph).update(rest)
            self.query_one("#said").display = bool(rest)
        self.refresh_bindings()

    def _pages(self) -> Content:
        """A dot for each chart, and the ways to the others."""
        parts = [_link("‹ ", "screen.step(-1)", "bold $primary")]
        for n in range(len(CHARTS)):
            style = "bold $primary" if n == self._at else "$text-muted"
            parts.append(_link("● " if n == self._at else "○ ", f"screen.open({n})", style))
        return Content.assemble(*parts, _link("›", "screen.step(1)", "bold $primary"))

    def _ranges(self) -> Content:
        parts = []
        for of in RANGES:
            style = _("bold underline $text") if of == self._range else "$text-muted"
            parts += [_link(say("ranges", of), f"screen.range('{of}')", style), Content("   ")]
        return Content.assemble(*parts[:-1])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One signal alone is for the pulse, and where there is more than one thing to see."""
        if action == "signal":
            return self._at == 0 and self.material is not None and len(pulse.places(self.material)) > 1
        return True

    # -- acting

    def action_step(self, way: int) -> None:
        """The chart beside; after the last comes the first."""
        self.action_open((self._at + way) % len(CHARTS))

    def action_open(self, at: int) -> None:
        """This chart."""
        self._at = at
        self._show()

    def action_range(self, of: str = "") -> None:
        """These days; the next range where none is named."""
        index = RANGES.index(of) if of in RANGES else (RANGES.index(self._range) + 1) % len(RANGES)
        self._range = RANGES[index]
        self._show()

    def action_move(self, way: int) -> None:
        """More days, or fewer, as far as there are any."""
        index = min(len(RANGES) - 1, max(0, RANGES.index(self._range) + way))
        self.action_range(RANGES[index])

    def action_signal(self) -> None:
        """The next signal alone, then all together again."""
        if self.material is not None:
            found = pulse.places(self.material)
            self._place = found[(found.index(self._place) + 1) % len(found)] if self._place in found else found[0]
            self._show()

    def action_back(self) -> None:
        """Out of here."""
        self.dismiss(None)


def _made(found: "Taken") -> "Material":
    """The material, with what takes long of every chart done."""
    made = chart_data.made(found)
    for chart in CHARTS:
        chart(made, _USUAL, pulse.TOGETHER)
    return made


def _link(text: str, action: str, style: str) -> Content:
    return Content.styled(text, style).stylize(Style.from_meta({"@click": action}))
