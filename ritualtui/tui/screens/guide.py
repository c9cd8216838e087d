"""Through a ritual, one page at a time: one sentence, one thing to do. ``companion.guide`` keeps; this shows.

Whatever is passed is in the log before the next page comes. Leaving keeps what was typed, too.
"""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from ritualtui import freetext
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens import guide_keys, step_widgets
from ritualtui.tui.screens.guide_dark import Darkness
from ritualtui.tui.screens.guide_drafts import Drafts
from ritualtui.tui.screens.guide_end import End
from ritualtui.tui.screens.room import Room
from ritualtui.tui.textual_compat.containers import Container, Vertical, VerticalScroll
from ritualtui.tui.widgets.fields import Field, ParkList
from ritualtui.tui.widgets.keybar import KeyBar
from ritualtui.tui.widgets.listener_card import ListenerCard
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.park_line import ParkLine
from ritualtui.tui.widgets.sentence import Sentence
from ritualtui.tui.widgets.step_clock import Pace
from ritualtui.tui.widgets.steps import Steps
from ritualtui.tui.widgets.timing import Timed

if TYPE_CHECKING:
    from collections.abc import Callable

    from ritualtui.companion.guide import Guide
    from ritualtui.practice.ritual_run import Page


class _Page(VerticalScroll, can_focus=False, inherit_bindings=False):
    """What scrolls with the page. The screen moves it: keys of its own would hide the screen's from the key bar."""


class GuideScreen(Room[str | None]):
    """Answers what should be said after, None where there is nothing to say."""

    ROAMS = False
    CSS_PATH = "../styles/guide.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "back", _("back"), id="guide.back", tooltip=_("Previous step")),
        Binding("pageup", "back_typing", _("back"), id="guide.back-typing", priority=True,
                tooltip=_("Previous step, from a field too")),
        Binding("right,enter", "next", _("next"), id="guide.next", tooltip=_("Save and continue")),
        Binding("pagedown", "next", _("next"), id="guide.next-typing", priority=True, show=False,
                tooltip=_("Continue, from a field too")),
        Binding("space", "pause", _("pause"), id="guide.pause", tooltip=_("Pause or resume the timer")),
        Binding("space", "darken", _("dark"), id="guide.dark", tooltip=_("Go dark now; any key brings the page back")),
        Binding("o,ctrl+o", "another", _("another"), id="guide.another",
                tooltip=_("Draw another question; ctrl+o while you’re writing")),
        Binding("o", "other_words", _("other words"), id="guide.words", tooltip=_("Other words for whoever listens")),
        Binding("ctrl+g", "later", _("another day"), id="guide.later",
                tooltip=_("When it comes back: the next of a few days")),
        Binding("b", "swap", _("other begins"), id="guide.swap", tooltip=_("Let the other begin")),
        Binding("o,ctrl+o", "share", _("share it"), id="guide.share",
                tooltip=_("Share this rating, or keep it private")),
        # A field takes the letters: the ctrl keys hold there too, and none of them is one that edits text.
        Binding("s,ctrl+s", "skip", _("skip"), id="guide.skip",
                tooltip=_("Skip this step; ctrl+s while you’re writing")),
        Binding("e,ctrl+r", "easier", _("short"), id="guide.easier",
                tooltip=_("The short version from here, for a tired day; ctrl+r while you’re writing")),
        Binding("p,ctrl+t", "park", _("park"), id="guide.park",
                tooltip=_("Park a to-do; you’ll see it again at the end. ctrl+t while you’re writing")),
        Binding("tab", "letters", _("keys"), id="guide.letters", priority=True,
                tooltip=_("Between the field and the other keys")),
        Binding("down", "scroll(1)", _("down"), id="guide.down", show=False,
                tooltip=_("Further down, where there is more")),
        Binding("up", "scroll(-1)", _("up"), id="guide.up", show=False, tooltip=_("Further up")),
        Binding("escape", "leave", _("leave"), id="guide.leave", tooltip=_("Stop here. Your progress is saved.")),
    ]  # fmt: skip

    def __init__(self, guide: "Guide") -> None:
        super().__init__()
        self.guide = guide
        self.shown: Page | None = None
        self.closing = False  # the last page is there
        self._end = End(self)
        self.ready = False  # a page is there, and is not just being made
        self.darkness = Darkness(self)
        self._drafts = Drafts(guide, self._app.unkept)
        self.park_line = ParkLine(self._drafts.aside)
        self._paces: dict[str, Pace] = {}
        if guide.page is not None:
            self._look(guide.page.step.kind, writes=guide.page.wants != "none")

    def compose(self) -> ComposeResult:
        """The frame that all pages share."""
        yield Static(Content(freetext.one_line(self.guide.session.ritual.name)), id="name", markup=False)
        yield Steps(id="steps")
        with Container(id="middle"), _Page(id="page"):
            yield Sentence(id="sentence")
            yield Sentence(id="hint")
            yield Vertical(id="stage")
            yield Sentence(id="beside")
        yield self.park_line
        yield Notice()
        yield KeyBar(
            "guide.back", "guide.back-typing", "guide.next", "guide.pause", "guide.dark", "scale.up+scale.down",
            "park.take-back", "feel.down", "feel.take-back", "topic.down", "guide.later", "guide.swap", "guide.words",
            "guide.another", "guide.share", "guide.skip", "guide.easier", "guide.park",
            "guide.letters", "guide.leave", "app.help",
            main="guide.next", spare=("app.help", "guide.back", "guide.back-typing", "guide.later"),
            wording=lambda ident: guide_keys.wording(self, ident),
        )  # fmt: skip

    async def on_mount(self) -> None:
        """The first page."""
        await self._show()

    # -- showing

    async def _show(self, *, focus: bool = True) -> None:
        """Show the page that the guide is at, with the cursor on what one writes on."""
        page = self.guide.page
        self.shown, self.ready = page, False
        self.query_one(Steps).progress = self.guide.session.progress
        stage = self.query_one("#stage", Vertical)
        self.set_focus(None)
        await stage.remove_children()
        if page is None:
            await self._show_end(stage)
            self.ready = True
            return
        self.query_one("#sentence", Sentence).update(freetext.shown(page.text))
        hint = self.query_one("#hint", Sentence)
        said = self.guide.hint
        hint.update(freetext.shown(said))
        hint.display = bool(said)
        self._show_beside()
        value = self._drafts.of(page)
        self._look(page.step.kind, writes=page.wants != "none")
        asides, sees = self.guide.session.asides, self.guide.who_sees()
        listener = self._companion.people.name(page.to) if page.to else ""
        shown = step_widgets.Shown(page, value, partial(self._pace, page), self._app.ticks, asides, sees, listener)
        await stage.mount_all(step_widgets.widgets(shown))
        if focus:
            self._focus_field()
        self.ready = True
        self.refresh_bindings()

    def _show_beside(self) -> None:
        """On the first page: when the ritual isn't for, and how much is known about it."""
        from ritualtui.practice import evidence

        place = self.query_one("#beside", Sentence)
        said = evidence.beside(self.guide.session.ritual) if self.guide.session.index == 0 else ""
        place.update(said)
        place.display = bool(said)

    def _look(self, kind: str, *, writes: bool) -> None:
        """Let the sheet know what kind of page this is; the first one is known before anything is styled."""
        before = self.classes
        self.remove_class(*(name for name in before if name.startswith("kind-")), update=False)
        self.add_class(f"kind-{kind}", update=False)
        self.set_class(writes, "writes", update=False)
        if self.is_attached and self.classes != before:
            self.update_node_styles()

    @property
    def field(self) -> Field | None:
        """What one types or chooses on, on this page."""
        return next((field for field in self.query("#field") if isinstance(field, Field)), None)

    def _focus_field(self) -> None:
        if (field := self.field) is not None:
            self.set_focus(field.entry)

    def _pace(self, page: "Page", lead: float) -> Pace:
        """The time of a page, begun ``lead`` seconds from now; one comes back to it as it stood."""
        if page.key not in self._paces or self._paces[page.key].seconds != page.seconds:
            self._paces[page.key] = Pace(page.seconds or 1, lead)
        return self._paces[page.key]

    async def _show_end(self, stage: Vertical) -> None:
        self.closing = True
        steps = self.query_one(Steps)
        steps.progress = (steps.progress[1] + 1, steps.progress[1])
        self.query_one("#sentence", Sentence).update("")
        self.query_one("#hint").display = self.query_one("#beside").display = False
        self._look("end", writes=False)
        await self._end.show(stage)
        self.query_one(Notice).clear()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that mean nothing on this page are not offered."""
        return guide_keys.holds(self, action)

    # -- what was given

    def given(self) -> str | int | None:
        """What stands on the page: words, a number, lines; None where it asks for nothing."""
        return field.given if (field := self.field) is not None else None

    def half_written(self) -> dict[str, str]:
        """What was typed and not passed: here, on other pages, on the line for a to-do."""
        return self._drafts.by_place(self.shown, self.given(), self.park_line.text)

    def _try(self, act: "Callable[[], object]") -> bool:
        """As for every screen; what was said before is over once something was done."""
        done = super()._try(act)
        if done:
            self.query_one(Notice).clear()
        return done

    # -- acting

    async def action_next(self) -> None:
        """Keep what is here, and go on."""
        if self.park_line.is_open:
            await self._park()
            return
        if (field := self.field) is not None and field.takes:
            field.take_in()
            return
        await self._pass()

    async def _pass(self) -> None:
        page = self.shown
        value = self.given()
        if page is not None and self._try(lambda: self.guide.forward(value)):
            self._drafts.drop(page)
            await self._show()

    async def action_back(self) -> None:
        """To the page before. What was typed is kept on the way, where that does not end the ritual."""
        page, session = self.shown, self.guide.session
        value = self.given()
        if page is not None and self._drafts.is_new(page, value):
            if session.index + 1 < len(session.pages):
                if not self._try(lambda: self.guide.forward(value)):
                    return
                self.guide.back()
            else:
                self._drafts.keep(page, value)
        self.guide.back()
        await self._show()

    async def action_back_typing(self) -> None:
        """To the page before, from a field."""
        await self.action_back()

    async def action_skip(self) -> None:
        """Skip the step. What was typed and not saved waits, for whoever comes back to it."""
        page, value = self.shown, self.given()
        if page is not None:
            self._drafts.keep_typed(page, value)
        if self._try(self.guide.skip):
            await self._show()

    async def action_easier(self) -> None:
        """Go on in the shorter form; in a hard season, at the beginning: in the whole one."""
        if self.guide.may_be_whole:
            if self._try(self.guide.whole):
                self.say(words.WHOLE)
                await self._show()
        elif self._try(self.guide.easier):
            self.say(words.EASIER)
            await self._show()

    async def action_another(self) -> None:
        """Draw another question, but for one with an answer; whoever does so by its key may want the next one, too."""
        typing = self.focused is not None
        if self.given():
            self.say(words.ITS_ANSWER)
        elif self._try(self.guide.another):
            await self._show(focus=typing)

    def action_other_words(self) -> None:
        """Other words for whoever listens."""
        self.guide.other_words()
        if self.guide.page is not None:
            self.query_one(ListenerCard).show(self.guide.page.cues)

    def action_later(self) -> None:
        """Another day on which it comes back."""
        if self._try(self.guide.bring_back_later):
            self.query_one(KeyBar).follow()

    def action_swap(self) -> None:
        """Let the other begin; once for a key that is held."""

        def swap() -> None:
            self.call_later(self._swap)

        self._app.held.once("guide-swap", swap)

    async def _swap(self) -> None:
        if self._try(self.guide.swap):
            await self._show()

    def action_share(self) -> None:
        """Share this rating, or keep it private; once for a key that is held."""
        self._app.held.once("guide-share", self._share)

    def _share(self) -> None:
        if self._try(lambda: self.guide.share(not self.guide.shared)):
            for place in self.query("#sees").results(Sentence):
                place.update(self.guide.who_sees())
            self.query_one(KeyBar).follow()

    def action_pause(self) -> None:
        """Let the time stand still, or go on."""
        for timed in self.query(Timed):
            timed.toggle()
        self.refresh_bindings()

    def action_letters(self) -> None:
        """Between the field and the keys."""
        entry = field.entry if (field := self.field) is not None else None
        self.set_focus(None if self.focused is entry else entry)
        self.refresh_bindings()

    def action_take(self, n: int) -> None:
        """Take a to-do back onto its field."""
        self.query_one(ParkList).take(n)

    def action_scroll(self, lines: int) -> None:
        """Down or up, where a page has more than the screen shows."""
        for place in self.query("#page, #stage"):
            place.scroll_relative(y=lines, animate=False)

    # -- parking

    async def action_park(self) -> None:
        """Open a line for a to-do."""
        await self.park_line.open()

    async def _park(self) -> None:
        text = self.park_line.text
        if not text.strip() or self._try(lambda: self.guide.park(text)):
            await self.park_line.leave()
            if text.strip():
                self.say(words.PARKED)

    @on(ParkLine.Closed)
    def park_line_closed(self) -> None:
        """What waited for it comes now."""
        self.darkness.line_closed()

    # -- leaving

    async def action_leave(self) -> None:
        """Leave. What was typed is kept; one can go on later."""
        if self.park_line.is_open:
            await self.park_line.leave()
            return
        page, value = self.shown, self.given()
        if page is not None and self._drafts.is_new(page, value) and not self._try(lambda: self.guide.forward(value)):
            return
        ritual = self.guide.session.ritual
        kept = bool(self.guide.session.done or self.guide.session.parked)
        goes_on = self._companion.rituals.unfinished(ritual.id) is not None  # not where it was done today already
        said = (words.LEFT if goes_on else words.LEFT_AGAIN) if kept else words.LEFT_EARLY
        key = self._app.rituals.key_of(ritual.id) or words.CARD_KEY
        self._app.unkept.leave(self)  # what is for pages that were not come to
        self.dismiss(said.format(ritual=freetext.one_line(ritual.name), key=key))

    def on_key(self, event: events.Key) -> None:
        """On the last page any key leaves, but for a few."""
        if self.closing and self._end.struck(event.key):
            event.stop()

    def on_click(self) -> None:
        """And so does a click."""
        if self.closing:
            self._end.close()

    @on(Timed.Begun)
    def time_begun(self) -> None:
        """The lead-in is over: the page that goes dark does so now, or once a to-do is written down."""
        self.darkness.begin()

    def action_darken(self) -> None:
        """Let the screen go dark; the time runs on."""
        self.darkness.fall()

    @on(Timed.Over)
    async def time_over(self) -> None:
        """The time has run out: a bell, but for a breath. One stays until one goes on; the dark page goes by itself."""
        if self.shown is None or self.closing:
            return
        if any(timed.RINGS for timed in self.query(Timed)):
            self.app.bell()
        if not self.darkness.comes:
            self.say(words.TIME_OVER)
            return
        self.darkness.forgo()
        if self.park_line.is_open:
            await self._park()
        self.darkness.lift()
        await self._pass()
