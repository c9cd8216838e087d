"""Today: the greeting, the rituals with what is due first, the newest kind word, a line to log on.

Painted at once without any record; the log is read behind the first paint. Then it watches what others write.
"""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from ritualtui import clock, freetext
from ritualtui.companion import today_cache
from ritualtui.errors import RitualError
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.coming_controller import ComingBack
from ritualtui.tui.nudge_controller import Nudging
from ritualtui.tui.pause_controller import Pausing
from ritualtui.tui.ritual_keys import RitualKeys
from ritualtui.tui.screens.room import Room, Way
from ritualtui.tui.textual_compat.containers import VerticalScroll
from ritualtui.tui.widgets.ask_about import AskAbout
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar, key_name
from ritualtui.tui.widgets.kind_word import KindWord
from ritualtui.tui.widgets.last_seven_days import LastSevenDays
from ritualtui.tui.widgets.logline import LogLine
from ritualtui.tui.widgets.news import News
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.nudge import NudgeWord
from ritualtui.tui.widgets.pause_line import PauseLine
from ritualtui.tui.widgets.ritual_row import RitualRow
from ritualtui.tui.widgets.ritual_rows import RitualRows

if TYPE_CHECKING:
    from ritualtui.companion.look import Today
    from ritualtui.companion.people import People
    from ritualtui.companion.service import Companion
    from ritualtui.kinds import Outcome

WATCH = 0.5
"""Seconds between two looks at the journal's size."""
_LINE = "today"
"""The place of half-written words."""
_ROOMS = {
    "log": "LogScreen", "insights": "InsightsScreen", "mine": "MineScreen", "settings": "SettingsScreen",
    "partner": "PartnerScreen", "first_steps": "FirstStepsScreen", "report": "ReportScreen",
    "ritual_maker": "RitualMakerScreen", "together": "TogetherScreen", "questions": "QuestionsScreen",
}  # fmt: skip
"""The screens behind a key each, by their modules, which are loaded when one goes there."""


class TodayScreen(Room[None]):
    """See the module."""

    CSS_PATH = "../styles/today.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "thank", _("thank"), id="today.thank", tooltip=_("Thank your partner for one thing")),
        Binding("b", "bid", _("bid"), id="today.bid", tooltip=_("Log a bid, and how it was answered")),
        Binding("p", "pause", _("pause"), id="today.pause",
                tooltip=_("Pause: away, ill or a hard season; or end a pause")),
        Binding("v", "read_on", _("read on"), id="today.read-on", tooltip=_("Show the full appreciation")),
        Binding("ctrl+o", "share", _("share it"), id="today.share",
                tooltip=_("Share the closeness rating you just gave")),
        Binding("t", "reply", _("reply"), id="today.reply", show=False, tooltip=_("Reply to your partner")),
        Binding("y", "night(True)", _("last night: yes"), id="today.night-yes", show=False,
                tooltip=_("Yes, log last night’s ritual")),
        Binding("x", "night(False)", _("last night: no"), id="today.night-no", show=False,
                tooltip=_("No, and don’t ask again")),
        Binding("y", "coming('done')", _("what comes back: done"), id="today.coming-done", show=False,
                tooltip=_("The first thing that came back is done")),
        Binding("l", "coming('move')", _("what comes back: tomorrow"), id="today.coming-move", show=False,
                tooltip=_("Bring it back tomorrow")),
        Binding("x", "coming('letgo')", _("what comes back: let go"), id="today.coming-letgo", show=False,
                tooltip=_("Let it go; it stays in the log")),
        Binding("g", "nudge('do')", _("nudge: do it"), id="today.nudge-do", show=False, tooltip=_("Do this now")),
        Binding("l", "nudge('later')", _("nudge: in three days"), id="today.nudge-later", show=False,
                tooltip=_("Remind me in three days")),
        Binding("x", "nudge('put')", _("nudge: dismiss"), id="today.nudge-put", show=False,
                tooltip=_("Dismiss this nudge")),
        Binding("z", "nudge('never')", _("nudge: mute"), id="today.nudge-never", show=False,
                tooltip=_("Mute this kind of nudge for six months")),
        Binding("i", "nudge('why')", _("nudge: why"), id="today.nudge-why", show=False,
                tooltip=_("Show the numbers behind the nudge")),
        Binding("u", "undo", _("undo"), id="today.undo", tooltip=_("Undo the last change made here")),
        Binding("U", "redo", _("redo"), id="today.redo", show=False, tooltip=_("Redo what was undone last")),
        Binding("w", "who", _("who is here"), id="today.who", show=False, tooltip=_("Change who’s here today")),
        Binding("comma", "go('settings')", _("settings"), id="today.settings", show=False,
                tooltip=_("Settings: names, days and times, keys, the look")),
        Binding("f3", "change_who", _("someone else is here"), id="today.change-who", show=False,
                tooltip=_("Switch to the other person")),
        Binding("f4", "go('partner')", _("share this log"), id="today.together", show=False,
                tooltip=_("Share this log with your partner; you choose what they see")),
        Binding("f2", "go('first_steps')", _("first steps"), id="today.first-steps", show=False,
                tooltip=_("Show the first steps again")),
        Binding("f6", "go('report')", _("report"), id="today.report", show=False,
                tooltip=_("A summary for a first therapy session; you approve every line")),
        Binding("f8", "go('ritual_maker')", _("a ritual of your own"), id="today.ritual-maker", show=False,
                tooltip=_("Make a ritual of your own: name, days, steps")),
        Binding("f5", "go('questions')", _("questions"), id="today.questions", show=False,
                tooltip=_("Questions: decks of cards, one large in the middle")),
        Binding("f9", "season", _("season"), id="today.season", show=False,
                tooltip=_("A hard season, a work season, or life as usual")),
        Binding("right", "app.focus_next", _("next"), id="today.next", show=False, tooltip=_("Next ritual")),
        Binding("left", "app.focus_previous", _("previous"), id="today.previous", show=False,
                tooltip=_("Previous ritual")),
        Binding("down", "move(1)", _("down"), id="today.down", show=False, tooltip=_("Next ritual, then further down")),
        Binding("up", "move(-1)", _("up"), id="today.up", show=False, tooltip=_("Previous ritual, then further up")),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.data: Today | None = None
        self._minute = ""
        self._whole = self._glanced = False
        self._rated = ""  # the id of a closeness rating that was just given, and is private
        self.ritual_keys = RitualKeys(self)
        self._nudging = Nudging(self)
        self._pausing = Pausing(self)
        self.coming = ComingBack(self)

    def compose(self) -> ComposeResult:
        """Everything, still empty."""
        yield Head("today")
        with VerticalScroll(id="body", can_focus=False):
            yield LastSevenDays(id="lately")
            yield Static("", id="greeting", markup=False)
            yield PauseLine(self._held_key, id="paused")
            yield RitualRows(id="rituals")
            yield News(self._held_key, id="news")
            yield KindWord(self._held_key, id="kind-word")
            yield NudgeWord(self._held_key, id="nudge")
            yield AskAbout(self._held_key, id="lines")
        yield Notice()
        yield LogLine(self._keep)
        yield KeyBar(
            "card.begin", "today.thank", "today.bid", "today.pause", "today.share", "today.read-on", "today.undo",
            "today.redo", "line.keep", "line.close", SPLIT, "app.pages", "app.palette", "app.help", "today.quit",
            wording=self._word, id="keys",
            spare=("today.redo", "app.palette", "today.undo", "app.pages"),
        )  # fmt: skip

    def _word(self, ident: str) -> str | None:
        """Undo is not offered where it could only say that there is nothing; its key still says so."""
        if ident == "card.begin" and isinstance(self.focused, RitualRow) and self.focused.goes_on:
            return words.CONTINUE
        if ident == "today.pause":
            return self._pausing.word
        companion = self._app.companion
        if ident == "today.redo":
            return None if companion is not None and companion.log.can_redo() else ""
        return "" if ident == "today.undo" and companion is not None and not companion.log.can_undo() else None

    def on_mount(self) -> None:
        """Show Today as it was last seen; read the log once that is painted."""
        app = self._app
        now = app.clock.now()
        found = today_cache.read(app.places, app.who, clock.logical_day(now), now)
        self._glanced = found is not None
        self._greet(found.people.me.name if found else "")
        if found is not None:
            self._fill(found.people, found.today)
        self.call_after_refresh(self._read)

    def _greet(self, name: str) -> None:
        now = self._app.clock.now()
        self._minute = words.hour_of(now)
        today = clock.logical_day(now, self._app.companion.turn if self._app.companion else clock.TURN)
        self.query_one(Head).date = words.day(today), words.short_day(today)
        said = words.greeting(now.hour)
        said = f"{said}, {freetext.one_line(name)}." if name else f"{said}."
        self.query_one("#greeting", Static).update(Content.styled(said, "bold $text"))

    async def _read(self) -> None:
        companion = self._app.opened()
        if companion is None:
            return
        self.paint()
        self.set_interval(WATCH, self.watch_log)
        for line in [*companion.notes(), *companion.rituals.problems]:
            self.say(line, error=True)
        log_line = self.query_one(LogLine)
        await log_line.prepare()
        if said := self._app.unkept.offered(_LINE):
            log_line.offer(said)
            self.say(words.HALF_WRITTEN.format(key=self._held_key("today.thank")))
        self._app.settled()
        if not self._glanced:
            self._app.leave_glance()

    def half_written(self) -> dict[str, str]:
        """What stands on the line."""
        return {_LINE: self.query_one(LogLine).text}

    def let_go_of_words(self) -> None:
        """Somebody else is here now."""
        self._rated = ""
        self.query_one(LogLine).clear()

    # -- showing

    def watch_log(self) -> None:
        """Take in what other processes wrote, and the turn of the minute."""
        companion = self._app.companion
        if companion is None or not self.is_active:
            return
        try:
            changed = companion.refresh()
        except RitualError as err:
            self.say(str(err), error=True)
            return
        if changed or words.hour_of(self._app.clock.now()) != self._minute:
            self.paint()

    def on_screen_resume(self) -> None:
        """Back from another screen: show what came of it."""
        self.call_later(lambda: self.paint() if self.is_active else None)  # not where the next one comes at once

    def point_at(self, ritual: str) -> None:
        """Once it is shown, put the cursor on the row of this one (an id), where it is not over yet."""
        self.query_one(RitualRows).point_at(ritual)

    def paint(self) -> None:
        """Show today as the log has it now."""
        companion = self._app.companion
        if companion is None:
            return
        self._greet(companion.people.me.name)
        self.data = companion.look.today()
        self.query_one(News).look(companion, whole=self._whole, asks=self.data.paused is None)
        self._fill(companion.people, self.data)
        self._nudging.look(companion)

    def _fill(self, people: "People", data: "Today") -> None:
        """Show these; also what a glance has, which looks the same."""
        self.query_one(Head).who = people.me.name
        self._pausing.show(data)
        self._fill_rituals(data, people)
        self.query_one(LastSevenDays).show(data)
        partner = freetext.one_line(people.partner.name)
        told = data.latest is not None and data.latest.id in {record.id for record in self.query_one(News).fresh}
        self.query_one(KindWord).show(data, partner, whole=self._whole, told=told)
        self.coming.show(data, partner)
        self.query_one(LogLine).ask(words.thank_prompt(partner))
        self.refresh_bindings()

    def _held_key(self, ident: str) -> str:
        """The key that a binding of this screen has, also while it does not hold."""
        usual = next((made.key for made in self.BINDINGS if isinstance(made, Binding) and made.id == ident), "")
        return key_name(self._app.settings.keys.get(ident, usual).partition(",")[0].strip())

    def on_resize(self) -> None:
        """Where there is little room a nudge comes before what has no keys: they only hold while it is in sight."""
        tight = self.has_class("-narrow") or self.has_class("-short")
        body = self.query_one("#body")
        nudge = body.query_one("#nudge")
        if tight:
            body.move_child(nudge, before=body.query_one("#kind-word"))
        else:
            body.move_child(nudge, after=body.query_one("#kind-word"))
        self.call_after_refresh(self.refresh_bindings)

    def _fill_rituals(self, data: "Today", people: "People") -> None:
        rows = self.query_one(RitualRows)
        rows.provide(len(data.rituals))
        every = (*(shown.ritual for shown in data.rituals), *data.others)
        self.ritual_keys.give(every, typing=self.query_one(LogLine).has_focus_within)
        rows.show(data.rituals, self.ritual_keys.held, people.partner.name, paused=data.paused is not None)

    # -- acting

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing now are not offered."""
        if action == "read_on":
            if self.data is None or self.data.latest is None:
                return False
            return self.query_one(News).cuts or self.query_one(KindWord).cuts
        if action == "reply":
            return self.query_one(News).holds("reply")
        if action == "share":
            return bool(self._rated)
        if action == "nudge":
            return self.query_one(NudgeWord).first is not None
        if action == "coming":
            asked = self.query_one(AskAbout)
            return asked.holds and parameters[0] in asked.outcomes
        if action == "who":
            return self._app.rituals.here is not None
        if action == "night":
            return self.query_one(News).holds("night")
        companion = self._app.companion
        if action == "change_who":
            return companion is not None and companion.people.both
        if action == "go" and parameters == ("partner",):
            return companion is not None and companion.people.solo
        return True

    async def action_thank(self) -> None:
        """Put the cursor on the line."""
        await self.query_one(LogLine).open()

    def _keep(self, text: str) -> bool:
        """Keep what was typed, and say so; False where it could not be kept."""
        from ritualtui.tui import quick_entry

        companion = self._app.opened()
        if companion is None:
            return False
        try:
            said, self._rated = quick_entry.keep(companion, text, self._held_key("today.share"))
        except RitualError as err:
            self.say(str(err), error=True)
            return False
        self.say(said)
        self.paint()
        return True

    def action_share(self) -> None:
        """Share the closeness rating that was just given."""
        companion, ident = self._app.companion, self._rated
        if companion is not None and self._try(lambda: companion.log.edit(ident, {"audience": "ours"})):
            self.say(words.FOR_BOTH)
        self._rated = ""
        self.paint()

    def action_reply(self) -> None:
        """Reply to what the partner left, in one's own words."""
        from ritualtui.tui.screens.reply import ReplyScreen

        news, companion = self.query_one(News), self._app.companion
        record = news.to_answer
        if record is None or companion is None:
            return
        partner = freetext.one_line(companion.people.partner.name)
        screen = ReplyScreen(record, partner, lambda said: news.reply(record, said))
        self.app.push_screen(screen, lambda said: self.say(said) if said else None)

    def action_night(self, done: bool) -> None:
        """Answer the question about last night."""
        self.coming.struck("done" if done else "letgo")  # it has the same key
        self._news(lambda news, companion: news.answer(companion, done))

    def action_coming(self, outcome: "Outcome") -> None:
        """Answer the first of what came back; another day is tomorrow."""
        self.coming.answer(outcome)

    async def action_nudge(self, what: str) -> None:
        """Do something with the early word that is shown."""
        if what in ("later", "put"):
            self.coming.struck("move" if what == "later" else "letgo")  # they have the same keys
        await self._nudging.act(what)

    def _news(self, act: "Callable[[News, Companion], str]") -> None:
        companion = self._app.opened()
        if companion is None:
            return
        try:
            self.say(act(self.query_one(News), companion))
        except RitualError as err:
            self.say(str(err), error=True)
        self.paint()

    def action_who(self) -> None:
        """Say anew who is here."""
        self._app.rituals.ask_who(lambda who: None)

    def action_go(self, room: str) -> None:
        """To another screen; what it has to say afterwards is said here."""
        if self._app.opened() is None:
            return
        screen = getattr(import_module(f"ritualtui.tui.screens.{room}"), _ROOMS[room])
        self.app.push_screen(screen(), lambda said: self.say(said) if said else None)

    def action_change_who(self) -> None:
        """Somebody else is here now."""
        self._app.ask_who_is_here()

    def action_move(self, step: int) -> None:
        """From ritual to ritual, and where there is none left further down or up in what the screen shows."""
        row, body = self.query_one(RitualRows).beside(step), self.query_one("#body")
        from_below = step < 0 and not isinstance(self.focused, RitualRow)
        if row is not None and not (from_below and body.scroll_y):
            self.set_focus(row)
        else:
            body.scroll_relative(y=step, animate=False)

    def action_bid(self) -> None:
        """Ask how a bid was met, and keep it."""
        if self._app.opened() is None:
            return
        from ritualtui.tui.screens.bid import BidScreen

        def told(said: str | None) -> None:
            if said:
                self.say(said)

        self.app.push_screen(BidScreen(), told)

    def action_pause(self) -> None:
        """Pause, or end a pause; in a season change that."""
        self._pausing.pause()

    def action_season(self) -> None:
        """Begin a season, change it or end it."""
        self._pausing.season()

    def action_undo(self) -> None:
        """Take back the last change, and name it."""
        self._undo("undo")

    def action_redo(self) -> None:
        """Make again what undo took back last, and name it."""
        self._undo("redo")

    def _undo(self, way: Way) -> None:
        def then(said: str, _idents: list[str]) -> None:
            self._rated = ""
            self.say(said)
            self.paint()

        if self._app.opened() is not None:
            self.reverse_once(way, then)

    def action_read_on(self) -> None:
        """Show the newest kind word whole, or short again."""
        self._whole = not self._whole
        self.paint()

    def action_begin(self, ritual: str) -> None:
        """Begin a ritual, or go on with it."""
        self._app.rituals.begin(ritual)

    @on(RitualRow.Begin)
    def begin_chosen(self, event: RitualRow.Begin) -> None:
        """A row was chosen."""
        self._app.rituals.begin(event.ritual)
