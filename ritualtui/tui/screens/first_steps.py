"""The first steps after the names, on three pages: when the rituals are meant, another computer, where one's words go.

Nothing has to be done here, and it comes again from the palette.
"""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from ritualtui import freetext
from ritualtui.practice import ritual_run
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.settings import Rows, SettingsScreen
from ritualtui.tui.textual_compat.containers import Horizontal, Vertical
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.setting import Setting
from ritualtui.tui.widgets.steps import Steps

_ANOTHER_KEY: Final = "connect"
_SYNC: Final = _("Does {partner} use another computer?")
_SYNC_ALONE: Final = _("Do you use another computer, too?")
_SYNC_SAYS: Final = (
    _(
        "f7 connects the two, by a folder you both can reach: Nextcloud, Dropbox, a USB stick. You get an invite for "
        "{partner}, as text, QR code or file."
    ),
    _("What you share is encrypted before it leaves this computer. What’s private isn’t sent to {partner}."),
    _(
        "If you both use this computer, say so in the settings: each of you then says who’s here. What’s private is "
        "hidden from the other, not locked."
    ),
    _("It can wait: it stays under f7, and under ctrl+p."),
)
_SYNC_SAYS_ALONE: Final = (
    _(
        "f7 connects the two, by a folder both can reach: Nextcloud, Dropbox, a USB stick. Your log is encrypted "
        "before it leaves this computer."
    ),
    _SYNC_SAYS[-1],
)


class FirstStepsScreen(SettingsScreen):
    """See the module."""

    AUTO_FOCUS = ""
    NAMED = words.FIRST
    FOLDS = False
    PAGES: ClassVar[int] = 3
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", _("continue"), id="first.on", tooltip=_("The next page, and then Today")),
        Binding("right,pagedown", "turn(1)", _("next page"), id="first.next", show=False, tooltip=_("The next page")),
        Binding("left,pageup", "turn(-1)", _("back"), id="first.before", tooltip=_("The page before")),
        Binding("tab", "app.focus_next", _("days and hours"), id="first.change", tooltip=_("Change days and hours")),
        Binding("down", "scroll(1)", _("down"), id="first.down", show=False, tooltip=_("Further down")),
        Binding("up", "scroll(-1)", _("up"), id="first.up", show=False, tooltip=_("Further up")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._page = 1

    def compose(self) -> ComposeResult:
        """The pages, of which one is seen at a time, and how far on one is."""
        yield Head(title=self.NAMED)
        with Rows(id="body"):
            for number, page in enumerate((self._when, self._another, self._whose), 1):
                with Vertical(classes="page", id=f"page-{number}"):
                    yield from page()
        yield Steps(id="steps")
        yield Notice()
        yield KeyBar(
            "first.on", "first.before", "first.change", "setting.open", "app.machines", SPLIT, "settings.back",
            "app.help", main="first.on", wording=self._word, id="keys",
        )  # fmt: skip

    def on_mount(self) -> None:
        """The first page."""
        super().on_mount()
        self._turn_to(1)

    def _when(self) -> ComposeResult:
        """Days and hours, and the steps of one ritual."""
        companion = self._companion
        yield Static(words.FIRST_WHEN, classes="group", markup=False)
        for ritual in companion.rituals.all.values():
            if ritual.days or self._meant(ritual):
                yield from self._ritual(ritual)
        one = next(iter((companion.rituals.all or companion.rituals.known.here).values()))
        yield Static(words.FIRST_LOOK.format(ritual=freetext.one_line(one.name)), classes="group", markup=False)
        people = companion.people
        me, partner = ritual_run.Person(*people.me), ritual_run.Person(*people.partner)
        run = ritual_run.begin(one, me, partner, present=me.id if people.solo else "both")
        steps = {page.step.id: freetext.one_line(page.text) for page in run.pages[::-1]}
        for number, text in enumerate(reversed(steps.values()), 1):
            yield from self._item(f"{number}.", text)

    def _another(self) -> ComposeResult:
        """The second computer."""
        people = self._companion.people
        partner = freetext.one_line(people.partner.name)
        heading = _SYNC_ALONE if people.solo else _SYNC.format(partner=partner)
        yield Static(heading, classes="group", markup=False)
        for said in _SYNC_SAYS_ALONE if people.solo else _SYNC_SAYS:
            yield from self._item("·", said.format(partner=partner))

    def _whose(self) -> ComposeResult:
        """Where one's words go."""
        yield Static(words.FIRST_WORDS, classes="group", markup=False)
        for said in words.FIRST_PRIVACY_ALONE if self._companion.people.solo else words.FIRST_PRIVACY:
            yield from self._item("·", said)

    def _turn_to(self, page: int) -> None:
        """Show ``page``, from its beginning, with no line of it chosen yet."""
        self._page = page
        self.set_focus(None)
        for number in range(1, self.PAGES + 1):
            self.query_one(f"#page-{number}").display = number == page
        self.query_one(Steps).progress = (page, self.PAGES)
        self.query_one("#body").scroll_home(animate=False)
        self.query_one(Notice).clear()
        self.refresh_bindings()

    def _word(self, ident: str) -> str | None:
        """On a line the arrows and tab go on to the next; esc leads to Today."""
        if ident == "first.on" and self._page == self.PAGES:
            return words.TO_TODAY
        if ident == "app.machines":
            return _ANOTHER_KEY if self._page == 2 else ""
        if ident == "settings.back":
            return super()._word(ident) if any(setting.typing for setting in self.query(Setting)) else words.TO_TODAY
        if ident == "first.change":
            if self._page != 1:
                return ""
            return words.NEXT_LINE if self.query_one("#body").has_focus_within else None  # while one types, too
        return super()._word(ident)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A page at each end has no other behind it."""
        if action == "turn":
            return 1 <= self._page + int(str(parameters[0])) <= self.PAGES
        return super().check_action(action, parameters)

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
        """To the next page, or to Today."""
        if self._page < self.PAGES:
            self._turn_to(self._page + 1)
        else:
            self.dismiss(None)

    def action_turn(self, by: int) -> None:
        """To the next page, or the one before."""
        self._turn_to(self._page + by)

    def action_scroll(self, lines: int) -> None:
        """Down or up, where there is more than the screen shows."""
        self.query_one("#body").scroll_relative(y=lines, animate=False)
