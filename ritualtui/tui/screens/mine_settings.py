"""Behind the door: how soon it closes, another passphrase, the sheet anew, taking all of it with one, burning it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList, Static

from ritualtui.errors import RitualError
from ritualtui.store import sealing
from ritualtui.strings import _, as_sentence
from ritualtui.tui import words
from ritualtui.tui.run_in_thread import beside
from ritualtui.tui.screens.confirm import Sure
from ritualtui.tui.screens.mine_room import Sealed
from ritualtui.tui.screens.mine_sheet import SheetScreen
from ritualtui.tui.textual_compat.containers import Vertical, VerticalScroll
from ritualtui.tui.widgets.choices import Choices
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.private_fields import Secret
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.setting import Setting
from ritualtui.tui.widgets.text_field import Line

_MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)


class OwnSettingsScreen(Sealed[str]):
    """Answers what was done, in a word."""

    AUTO_FOCUS = "Setting"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "passphrase", _("new passphrase"), id="space.passphrase", tooltip=_("Set a new passphrase")),
        Binding("r", "sheet", _("recovery sheet"), id="space.sheet", tooltip=_("Show the recovery sheet again")),
        Binding("x", "export", _("everything as Markdown"), id="space.export", tooltip=_("Write everything to a file")),
        Binding("t", "report", _("a report with pages of it"), id="space.report",
                tooltip=_("A report for a first session, with the entries you include one by one")),
        Binding("b", "burn_all", _("delete everything"), id="space.burn", tooltip=_("Delete the whole space for good")),
        Binding("escape", "back", _("back"), id="space.back", tooltip=_("Back")),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        """One setting, five things to do."""
        yield Head("mine")
        with VerticalScroll(id="body", can_focus=False), Vertical(id="door"):
            yield Static(words.MINE_SETTINGS, id="title", markup=False)
            yield Setting("lock", words.MINE_LOCK, self._lock, self._choices())
            things = ((one.key, as_sentence(one.description)) for one in self._things())
            yield Choices(*things, begin=None)
        yield Notice()
        yield KeyBar(
            "setting.next",
            "choices.up+choices.down",
            "choices.take",
            SPLIT,
            "mine.lock",
            "space.back",
            "app.help",
            id="keys",
        )

    def _lock(self) -> str:
        return words.MINE_MINUTES.format(count=self._app.settings.lock)

    def _choices(self) -> list[str]:
        return [words.MINE_MINUTES.format(count=n) for n in sorted({*_MINUTES, self._app.settings.lock})]

    @on(Setting.Changed)
    def keep(self, event: Setting.Changed) -> None:
        """Keep how soon it closes."""
        if self._try(lambda: self._app.change("lock", int(event.value.split()[0]))):
            event.setting.show()

    def _things(self) -> list[Binding]:
        return [one for one in self.BINDINGS[:-1] if isinstance(one, Binding)]

    @on(OptionList.OptionSelected)
    async def taken(self, event: OptionList.OptionSelected) -> None:
        """One of the five."""
        event.stop()
        await self.run_action(self._things()[event.option_index].action)

    def action_passphrase(self) -> None:
        """Another passphrase."""
        self.app.push_screen(PassphraseScreen(self.stay), lambda said: self.say(said or ""))

    def action_sheet(self) -> None:
        """The sheet once more."""
        self.app.push_screen(SheetScreen(self.stay))

    def action_export(self) -> None:
        """Everything to a file."""
        self.app.push_screen(ExportScreen(self.stay), lambda said: self.say(said or ""))

    def action_report(self) -> None:
        """A report that may have some of it."""
        from ritualtui.tui.screens.mine_report import OwnReportScreen

        if (space := self.stay.space) is not None:
            self.app.push_screen(OwnReportScreen(self.stay, space))

    def action_burn_all(self) -> None:
        """Burn everything, once the word is typed."""

        def sure(yes: bool | None) -> None:
            if yes and self._try(self.stay.private.vault.burn_all):
                self.stay.lock()
                self.app.screen.query_one(Notice).say(words.MINE_BURNED_ALL)

        word = words.MINE_BURN_WORD
        question = words.MINE_BURN_ALL.format(word=word)
        self.app.push_screen(Sure(self.stay, question, words.MINE_BURN_YES, word=word), sure)

    def action_back(self) -> None:
        """Back."""
        self.dismiss("")


class PassphraseScreen(Sealed[str]):
    """Another passphrase, typed twice. The old one is not asked for: the space is open."""

    AUTO_FOCUS = "#first"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "go_on", _("change it"), id="passphrase.on", tooltip=_("Change it; that takes a second or two")
        ),
        Binding("escape", "back", _("back"), id="passphrase.back", tooltip=_("Back. Nothing is changed.")),
    ]

    def compose(self) -> ComposeResult:
        """Two fields."""
        yield Head("mine")
        with VerticalScroll(id="body", can_focus=False), Vertical(id="door"):
            yield Static(words.MINE_NEW_PASSPHRASE, id="title", markup=False)
            yield Paragraph(words.MINE_NEW_PASSPHRASE_ABOUT, id="about")
            yield Secret(words.MINE_CHOOSE, id="first")
            yield Secret(words.MINE_AGAIN, id="second")
        yield Notice()
        yield KeyBar("passphrase.on", SPLIT, "mine.lock", "passphrase.back", id="keys")

    def action_go_on(self) -> None:
        """To the second field; then change it."""
        first, second = self.query_one("#first", Secret), self.query_one("#second", Secret)
        typed = first.value
        if not typed or first.disabled:
            return
        if self.focused is first and not second.value:
            if self._try(lambda: sealing.chosen(typed)):
                self.set_focus(second)
            return
        same = typed == second.value
        first.value = second.value = ""
        self.set_focus(first)
        if not same:
            self.say(words.MINE_DIFFER)
            return
        space, private = self.stay.open, self.stay.private
        opened = space.opened

        def change() -> str:
            opened.change_passphrase(typed)
            return private.weakness(typed)

        def done(weakness: str | None, error: Exception | None) -> None:
            if error is not None and not isinstance(error, RitualError):
                raise error
            if self.is_attached:
                first.disabled = second.disabled = False
                if error is None:
                    space.news = ()  # it was said of the passphrase before
                    self.dismiss(weakness or words.MINE_CHANGED)
                else:
                    self.set_focus(first)
                    self.say(str(error), error=True)

        beside(self._app, change, done)
        first.disabled = second.disabled = True
        self.say(words.MINE_MAKING)

    def action_back(self) -> None:
        """Back."""
        self.dismiss("")


class ExportScreen(Sealed[str]):
    """Everything as Markdown, to a file: the warning first, then its name."""

    AUTO_FOCUS = "#file"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", _("write it"), id="export.on", tooltip=_("Write everything to that file")),
        Binding("escape", "back", _("back"), id="export.back", tooltip=_("Back. Nothing is written.")),
    ]

    def compose(self) -> ComposeResult:
        """A warning, a field."""
        yield Head("mine")
        with VerticalScroll(id="body", can_focus=False), Vertical(id="door"):
            yield Static(words.MINE_EXPORT, id="title", markup=False)
            yield Paragraph(words.MINE_EXPORT_ABOUT, id="about")
            yield Line(placeholder=words.MINE_EXPORT_HERE, id="file")
        yield Notice()
        yield KeyBar("export.on", SPLIT, "mine.lock", "export.back", id="keys")

    def action_go_on(self) -> None:
        """Write it."""

        name = self.query_one("#file", Input).value
        written: list[str] = []
        if name.strip() and self._try(lambda: written.append(self.stay.open.write(name))):
            self.dismiss(words.MINE_EXPORTED.format(file=written[0]))

    def action_back(self) -> None:
        """Back."""
        self.dismiss("")
