"""Settings: names, days and hours, the look. Each change is kept as it is made."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from ritualtui import freetext
from ritualtui.companion import agreements, partner_joins, partners_copy
from ritualtui.errors import RitualError
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.room import Room, Way
from ritualtui.tui.textual_compat.containers import VerticalScroll
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.setting import Setting

if TYPE_CHECKING:
    from ritualtui.practice.rituals import RitualDef


_ON_OFF = (_("on"), _("off"))
_LEAP = {"february": _("28 February"), "march": _("1 March")}
_MOTION = {"full": _("on"), "still": _("off")}
_BEGINS = (words.BEGINS_ON, _("off"))
_SHOWN = (words.SHOWN, words.HIDDEN)


class Rows(VerticalScroll, can_focus=False):
    """Settings, one below the other; its ends are those of the settings, not of what is said around them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "screen.far(0)", _("first"), id="setting.first", show=False, tooltip=_("To the first setting")),
        Binding("end", "screen.far(-1)", _("last"), id="setting.last", show=False, tooltip=_("To the last setting")),
    ]


class SettingsScreen(Room[None]):
    """See the module."""

    CSS_PATH = "../styles/settings.tcss"
    AUTO_FOCUS = "Setting"
    NAMED = words.SETTINGS
    FOLDS: ClassVar[bool] = True
    """Whether a ritual is one line, which enter opens to its days and hours."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", _("undo"), id="settings.undo", tooltip=_("Undo the last change made here")),
        Binding("U", "redo", _("redo"), id="settings.redo", show=False, tooltip=_("Redo what was undone last here")),
        Binding("escape", "back", _("back"), id="settings.back", tooltip=_("Close the field, then the settings")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._plans = agreements.all_plans(self._companion)
        self._unfolded: set[str] = set()  # the rituals whose days and hours are in sight
        self._undoes: list[tuple[str, str]] = []  # what was changed here, and what it was
        self._redoes: list[tuple[str, str]] = []  # what undo took back of it, and what it was till then

    def compose(self) -> ComposeResult:
        """Three groups of lines."""
        companion = self._companion
        people = companion.people
        yield Head(title=self.NAMED)
        with Rows(id="body"):
            group = words.SET_PEOPLE_ALONE if people.solo else words.SET_PEOPLE
            yield Static(group, classes="group", id="people", markup=False)
            yield Setting("me", words.YOUR_NAME, lambda: companion.people.me.name)
            label = words.THEIR_NAME if not people.solo else words.THEIR_NAME_SHORT
            yield Setting("partner", label, lambda: companion.people.partner.name)
            yield Setting("part", words.SET_PART, self._part, (words.PART_ALONE, words.PART_BOTH))
            here = words.only_here(freetext.one_line(self._owner)), words.BOTH_HERE
            yield Setting("here", words.SET_HERE, lambda: here[companion.people.both], here)
            yield Setting("turn", words.SET_TURN, lambda: f"{companion.turn:02d}:00", hint="04:00")
            wishes = companion.nudges.wishes
            yield Setting("begins", words.SET_BEGINS, lambda: _BEGINS[not wishes(companion.people.me.id)], _BEGINS)
            yield Setting("apart", words.SET_APART, lambda: _on(self._app.settings.apart), _ON_OFF)
            yield Setting("leap", words.SET_LEAP, lambda: _LEAP[self._app.settings.leap], tuple(_LEAP.values()))
            yield Static(words.SET_RITUALS, classes="group", markup=False)
            yield Setting("season", words.SET_SEASON, self._season, opens=self._to_season)
            for ritual in companion.rituals.known.here.values():
                yield from self._ritual(ritual)
                yield from self._on_this_machine(ritual)
            yield Static(words.SET_SCREEN, classes="group", markup=False)
            yield Setting("theme", words.SET_THEME, lambda: self._app.theme, self._themes())
            yield Setting("motion", words.SET_MOTION, lambda: _MOTION[self._app.settings.motion], _ON_OFF)
            yield Setting("bell", words.SET_BELL, lambda: _on(self._app.settings.bell), _ON_OFF)
            yield Setting("nudges", words.SET_NUDGES, lambda: _on(self._app.settings.nudges), _ON_OFF)
            yield Setting("keys", words.SET_KEYS, self._keys, opens=self._to_keys)
        yield Notice()
        yield KeyBar(
            "setting.open", "setting.next", "settings.undo", "settings.redo", SPLIT, "settings.back", "app.help",
            wording=self._word, id="keys",
        )  # fmt: skip

    def _word(self, ident: str) -> str | None:
        """Enter walks through choices as the arrow does, and keeps what was typed."""
        if ident == "settings.redo":
            return None if self._redoes else ""
        if ident != "setting.open":
            return None
        if isinstance(self.focused, Setting) and self.focused.choices:
            return ""
        return words.KEEP if any(setting.typing for setting in self.query(Setting)) else None

    def _keys(self) -> str:
        """How many keys are a person's own."""
        count = len(self._app.settings.keys)
        return words.SET_KEYS_OWN.format(count=count) if count else words.SET_KEYS_USUAL

    def _season(self) -> str:
        there = self._companion.seasons.now
        return words.SEASONS[there.mode if there else ""]

    def _to_season(self) -> None:
        from ritualtui.tui.screens.pause import PauseScreen
        from ritualtui.tui.screens.season import INSTEAD, SeasonScreen

        def done(said: str | None) -> None:
            if said == INSTEAD:
                self.app.push_screen(PauseScreen(), lambda answer: self.say(answer) if answer else None)
                return
            self._show()
            self.say(said or "")

        self.app.push_screen(SeasonScreen(), done)

    def _to_keys(self) -> None:
        from ritualtui.tui.screens.keys import KeysScreen

        self.app.push_screen(KeysScreen(), lambda _: self._show())

    def _ritual(self, ritual: "RitualDef") -> ComposeResult:
        companion = self._companion
        name = freetext.one_line(ritual.name)

        def days() -> str:
            return agreements.said_when(agreements.in_force(companion, ritual, self._plans))

        def hours() -> str:
            plan = agreements.in_force(companion, ritual, self._plans)
            return agreements.said_window(plan.opens, plan.closes)

        def both() -> str:
            return f"{days()}, {hours()}" if self._meant(ritual) else days()

        if self.FOLDS:
            opens = partial(self._unfold, ritual.id)
            whole = Setting(f"ritual-{ritual.id}", name, both, opens=opens)
            whole.display = ritual.id in companion.rituals.all
            yield whole
        on = Setting(f"days-{ritual.id}", words.SET_DAYS.format(ritual=name), days, hint=words.SET_DAYS_HINT)
        on.display = self._in_sight(ritual)
        yield on
        when = Setting(f"hours-{ritual.id}", words.SET_HOURS.format(ritual=name), hours, hint=words.SET_HOURS_HINT)
        when.display = self._in_sight(ritual) and self._meant(ritual)
        yield when

    def _in_sight(self, ritual: "RitualDef") -> bool:
        return ritual.id in self._companion.rituals.all and (not self.FOLDS or ritual.id in self._unfolded)

    def _unfold(self, ident: str) -> None:
        """Show the days and hours of this ritual, and go there; or put them away again."""
        self._unfolded ^= {ident}
        self._show()
        if ident in self._unfolded:
            self.query_one(f"#days-{ident}", Setting).focus()

    def _on_this_machine(self, ritual: "RitualDef") -> ComposeResult:
        """Whether it is shown here: for one that another machine brought, or that is hidden."""
        rituals = self._companion.rituals
        if ritual.id in rituals.known.came or ritual.id in rituals.hidden:
            label = words.SET_SHOWN.format(ritual=freetext.one_line(ritual.name))
            yield Setting(f"shown-{ritual.id}", label, lambda: _SHOWN[ritual.id in rituals.hidden], _SHOWN)

    def _meant(self, ritual: "RitualDef") -> bool:
        """Whether it has days at all, and is not hidden: without, its hours say nothing."""
        return ritual.id in self._companion.rituals.all and bool(
            agreements.in_force(self._companion, ritual, self._plans).days
        )

    def action_far(self, which: int) -> None:
        """To the first setting, or the last (-1), and to what stands beside it."""
        shown = [setting for setting in self.query(Setting) if setting.display]
        self.set_focus(shown[which])
        body = self.query_one("#body")
        self.call_after_refresh(body.scroll_end if which else body.scroll_home, animate=False)

    def _part(self) -> str:
        return words.PART_ALONE if self._companion.people.solo else words.PART_BOTH

    @property
    def _owner(self) -> str:
        """Whose machine this is."""
        companion = self._companion
        return companion.people.names()[companion.storage.state.header["me"]]

    def _take_part(self, value: str) -> None:
        """The partner takes part from now on, after a review; or no longer."""
        if value == self._part():
            return
        if value == words.PART_ALONE:
            partner_joins.part(self._companion)
            self._undoes, self._redoes = [("part", value)], []  # the log undoes this one, and it is the last
            there = partners_copy.alone(self._companion)
            self.call_later(partial(self.say, f"{words.PART_DONE} {there}", whole=True))
            return
        from ritualtui.tui.screens.partner import PartnerScreen

        def done(said: str | None) -> None:
            if said:
                self._undoes, self._redoes = [("part", value)], []
                self._show()
                self.say(said)

        self.app.push_screen(PartnerScreen(), done)

    def _themes(self) -> tuple[str, ...]:
        return self._app.themes_offered

    def on_mount(self) -> None:
        """Say where one is."""
        self._show_here()

    def _show_here(self) -> None:
        """Who uses this machine, who begins, and where both are, is no question where one is alone."""
        for setting in self.query("#here, #begins, #apart"):
            setting.display = not self._companion.people.solo

    @on(Setting.Changed)
    def keep(self, event: Setting.Changed) -> None:
        """Keep the change; what is unfit is said, and stays to be mended."""
        ident, before = event.setting.id or "", event.setting.value
        if not self._try(lambda: self._set(ident, event.value)):
            return
        self._plans = agreements.all_plans(self._companion)
        if event.setting.value != before and ident != "part":  # that one is the log's to undo
            self._undoes.append((ident, before))
            self._redoes.clear()
        self.say("")
        event.setting.close()
        self._show()

    def _show(self) -> None:
        self._plans = agreements.all_plans(self._companion)
        for ritual in self._companion.rituals.known.here.values():
            for whole in self.query(f"#ritual-{ritual.id}"):
                whole.display = ritual.id in self._companion.rituals.all
            for days in self.query(f"#days-{ritual.id}"):
                days.display = self._in_sight(ritual)
            for when in self.query(f"#hours-{ritual.id}"):
                when.display = self._in_sight(ritual) and self._meant(ritual)
        self.query_one(Head).who = self._companion.people.me.name
        group = words.SET_PEOPLE_ALONE if self._companion.people.solo else words.SET_PEOPLE
        for heading in self.query("#people"):
            heading.update(group)  # type: ignore[attr-defined]
        self._show_here()
        for setting in self.query(Setting):
            if not setting.typing:
                setting.show()

    def _set(self, ident: str, value: str) -> None:
        companion, people = self._companion, self._companion.people
        what, _, ritual = ident.partition("-")
        if ident == "me":
            agreements.rename(companion, value, people.partner.name)
        elif ident == "partner":
            agreements.rename(companion, people.me.name, value)
        elif ident == "part":
            self._take_part(value)
        elif ident == "here":
            partner_joins.set_both_here(companion, value == words.BOTH_HERE)
            self._app.who = people.me.name if companion.people.both else self._app.who
        elif ident == "begins":
            companion.nudges.wish(value == words.BEGINS_ON)
        elif ident == "turn":
            agreements.turn_at(companion, value)
        elif what == "days":
            agreements.plan(companion, companion.rituals.find(ritual), days=value)
        elif what == "hours":
            agreements.plan(companion, companion.rituals.find(ritual), window=value)
        elif what == "shown":
            companion.rituals.hide(ritual, value == words.HIDDEN)
        elif ident == "motion":
            self._app.change(ident, next(kept for kept, said in _MOTION.items() if said == value))
        elif ident == "leap":
            self._app.change(ident, next(kept for kept, said in _LEAP.items() if said == value))
        else:
            self._app.change(ident, value == _ON_OFF[0] if ident in ("bell", "nudges", "apart") else value)

    def action_undo(self) -> None:
        """Take back the last change made here; who takes part is the log's to take back."""
        self._app.held.once("undo", lambda: self._reverse("undo", self._undoes, self._redoes, words.NOTHING_TO_UNDO))

    def action_redo(self) -> None:
        """Make again what undo took back last here."""
        self._app.held.once("redo", lambda: self._reverse("redo", self._redoes, self._undoes, words.NOTHING_TO_REDO))

    def _reverse(self, way: Way, from_: list[tuple[str, str]], to: list[tuple[str, str]], nothing: str) -> None:
        """Put the setting that changed last back to what it was, and remember what it was till then."""
        if not from_:
            self.say(nothing)
            return
        ident, before = from_[-1]
        if ident == "part":
            self._reverse_in_the_log(way, from_, to)
            return
        setting = self.query_one(f"#{ident}", Setting)
        now = setting.value
        if self._try(lambda: self._set(ident, before)):
            from_.pop()
            to.append((ident, now))
            self._show()
            said = words.SET_BACK if way == "undo" else words.SET_AGAIN
            self.say(said.format(what=setting.label, value=setting.value))

    def _reverse_in_the_log(self, way: Way, from_: list[tuple[str, str]], to: list[tuple[str, str]]) -> None:
        try:
            said, _ = self.reverse(way)
        except RitualError as err:
            self.say(str(err), error=True)
            return
        to.append(from_.pop())
        self._show()
        self.say(said)

    def on_descendant_focus(self) -> None:
        """With the first setting its heading comes into sight."""
        if self.focused is self.query(Setting).first():
            self.query_one("#body").scroll_home(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter in a field is a letter."""
        return not (action in ("undo", "redo") and any(setting.typing for setting in self.query(Setting)))

    def action_back(self) -> None:
        """Out of the field, then out of here."""
        typing = [setting for setting in self.query(Setting) if setting.typing]
        for setting in sorted(typing, key=lambda setting: not setting.has_focus_within):
            setting.close()
            self.say("")
            return
        self.dismiss(None)


def _on(so: bool) -> str:
    return _ON_OFF[not so]
