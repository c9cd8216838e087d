"""The first steps after the names: when the rituals are meant, what happens with one's words, a look at one ritual.

Nothing has to be done here, and it comes again from the palette.
"""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from ritualtui import freetext
from ritualtui.practice import session
from ritualtui.tui import words
from ritualtui.tui.screens.settings import Rows, SettingsScreen
from ritualtui.tui.widgets.ground import Horizontal
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.setting import Setting

_ANOTHER: Final = "Another computer"
_ANOTHER_KEY: Final = "another computer"
_SYNC: Final = (
    "Does {partner} use another computer? F7 connects the two, by a folder you both can reach. What you both log is "
    "encrypted before it leaves this one. It can wait: it stays under F7, and under Ctrl+P."
)
_SYNC_ALONE: Final = (
    "Do you use another computer, too? F7 connects the two, by a folder both can reach. Your log is encrypted before "
    "it leaves this one. It can wait: it stays under F7, and under Ctrl+P."
)


class FirstStepsScreen(SettingsScreen):
    """See the module."""

    AUTO_FOCUS = ""
    NAMED = words.FIRST
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "go_on", "to Today", id="first.on", tooltip="Go to Today. You can find all this again in Settings."
        ),
        Binding("tab", "app.focus_next", "days and hours", id="first.change", tooltip="Change days and hours"),
        Binding("down", "scroll(1)", "down", id="first.down", show=False, tooltip="Further down"),
        Binding("up", "scroll(-1)", "up", id="first.up", show=False, tooltip="Further up"),
    ]

    def compose(self) -> ComposeResult:
        """Days and hours, three sentences, the pages of one ritual."""
        companion = self._companion
        yield Head(title=self.NAMED)
        with Rows(id="body"):
            yield Static(words.FIRST_WHEN, classes="group", markup=False)
            for ritual in companion.rituals.all.values():
                if ritual.days or self._meant(ritual):
                    yield from self._ritual(ritual)
            yield Static(words.FIRST_WORDS, classes="group", markup=False)
            for said in words.FIRST_PRIVACY_ALONE if companion.people.solo else words.FIRST_PRIVACY:
                yield from self._item("·", said)
            one = next(iter((companion.rituals.all or companion.rituals.known.here).values()))
            yield Static(words.FIRST_LOOK.format(ritual=freetext.one_line(one.name)), classes="group", markup=False)
            people = companion.people
            me, partner = session.Person(*people.me), session.Person(*people.partner)
            run = session.begin(one, me, partner, present=me.id if people.solo else "both")
            steps = {page.step.id: freetext.one_line(page.text) for page in run.pages[::-1]}
            for number, text in enumerate(reversed(steps.values()), 1):
                yield from self._item(f"{number}.", text)
            yield Static(_ANOTHER, classes="group", markup=False)
            said = _SYNC_ALONE if people.solo else _SYNC.format(partner=freetext.one_line(people.partner.name))
            yield from self._item("·", said)
        yield Notice()
        yield KeyBar(
            "first.on", "first.change", "setting.open", "app.machines", SPLIT, "settings.back", "app.help",
            main="first.on", wording=self._word, id="keys",
        )  # fmt: skip

    def _word(self, ident: str) -> str | None:
        """On a line the arrows and tab go on to the next; from there esc leads to Today."""
        if ident == "app.machines":
            return _ANOTHER_KEY
        if isinstance(self.focused, Setting):
            return {"first.change": words.NEXT_LINE, "settings.back": words.TO_TODAY}.get(ident, super()._word(ident))
        if ident == "first.change" and self.query_one("#body").has_focus_within:
            return words.NEXT_LINE  # while one types, too
        return super()._word(ident)

    @staticmethod
    def _item(mark: str, text: str) -> ComposeResult:
        """Words that wrap beside their mark."""
        with Horizontal(classes="step"):
            yield Static(mark, classes="number", markup=False)
            yield Paragraph(text, classes="words")

    def action_far(self, which: int) -> None:
        """To the top or the end of all that is said; the end is far from the days and hours."""
        if which:
            self.set_focus(None)
            self.query_one("#body").scroll_end(animate=False)
        else:
            super().action_far(which)

    def action_go_on(self) -> None:
        """To Today."""
        self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Down or up, where there is more than the screen shows."""
        self.query_one("#body").scroll_relative(y=lines, animate=False)
