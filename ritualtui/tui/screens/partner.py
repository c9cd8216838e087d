"""The partner begins to take part: their name, and a look at what they will see of what was kept alone.

Nothing is shared unless it is chosen here, a kind at once or line by line.
"""

from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Button, Static

from ritualtui import freetext, kinds, messages
from ritualtui.companion import partner_joins, people
from ritualtui.companion.partner_joins import Chosen
from ritualtui.kinds import Record
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.room import Room
from ritualtui.tui.textual_compat.containers import VerticalScroll
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.loglist import LogList, Row
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.setting import Setting

R = TypeVar("R")


class KindsScreen(Room[R]):
    """What could be shared, kind by kind, and what of it is chosen. What comes of it is for the screens below."""

    CSS_PATH = "../styles/partner.tcss"
    AUTO_FOCUS = "Setting"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "look", _("each line"), id="together.look", tooltip=_("See each of this kind, and choose")),
        Binding(
            "b",
            "begin",
            _("start sharing"),
            id="together.begin",
            tooltip=_("Share this log with your partner from now on"),
        ),
        Binding("escape", "back", _("back"), id="together.back", tooltip=_("Cancel. Nothing is shared.")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._offer = partner_joins.offered(self._companion)
        self._chosen: dict[str, str] = {}
        self._partner = self._companion.people.partner.name

    def above(self) -> ComposeResult:
        """What stands above the kinds."""
        yield from ()

    def compose(self) -> ComposeResult:
        """What else there is to say, the kinds."""
        yield Head(title=words.JOIN)
        with VerticalScroll(id="body", can_focus=False):
            yield from self.above()
            yield Static(words.JOIN_WHAT, classes="group", markup=False)
            yield Paragraph(words.JOIN_ABOUT if self._offer else words.JOIN_NOTHING, classes="about")
            for kind, many in self._offer.items():
                label = f"{kinds.named(kind)} ({len(many):,})"
                yield Setting(f"kind-{kind}", label, self._reader(kind), (words.JOIN_SELF, words.JOIN_OURS))
            yield Paragraph(id="sum")
            yield Button(words.JOIN_BEGIN, id="begin", compact=True)
        yield Notice()
        yield KeyBar(
            "setting.open", "setting.next", "together.look", "together.begin", SPLIT, "together.back", "app.help",
            id="keys",
        )  # fmt: skip

    def on_mount(self) -> None:
        """Say where one is."""
        self._show()

    def _reader(self, kind: str) -> "_Reader":
        return _Reader(self._chosen, self._offer[kind])

    def _show(self) -> None:
        for setting in self.query(Setting):
            if not setting.typing:
                setting.show()
        total = sum(map(len, self._offer.values()))
        name = words.their_name(self._partner, people.PARTNER)
        said = messages.TO_JOIN.format(partner=name, shared=len(self._chosen), total=messages.records(total))
        place = self.query_one("#sum", Paragraph)
        place.update(freetext.one_line(said))
        place.display = bool(self._offer)

    @on(Setting.Changed)
    def changed(self, event: Setting.Changed) -> None:
        """Another choice; nothing is done yet."""
        if self.take(event.setting.id or "", event.value):
            event.setting.close()
            self._show()

    def take(self, ident: str, value: str) -> bool:
        """Have a line say ``value``; False where it cannot, which was said."""
        many = self._offer[ident.removeprefix("kind-")]
        for record in many:
            self._chosen.pop(record.id, None)
        if value == words.JOIN_OURS:
            self._chosen.update(partner_joins.choice(many))
        return True

    @property
    def _kind(self) -> str:
        """The kind under the cursor, or none."""
        focused = self.focused
        ident = focused.id or "" if isinstance(focused, Setting) and not focused.typing else ""
        return ident.removeprefix("kind-") if ident.startswith("kind-") else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lines belong to a kind; a letter in a field is a letter."""
        if action == "look":
            return bool(self._kind)
        return not (action == "begin" and any(setting.typing for setting in self.query(Setting)))

    def on_descendant_focus(self) -> None:
        """The keys that hold depend on the line; with the first one its heading comes into sight."""
        self.refresh_bindings()
        if self.focused is self.query(Setting).first():
            self.query_one("#body").scroll_home(animate=False)

    def action_look(self) -> None:
        """Each of this kind."""
        kind = self._kind
        if not kind:
            return
        many = self._offer[kind]
        before = {record.id for record in many if record.id in self._chosen}

        def chosen(found: set[str] | None) -> None:
            if found is not None:
                for record in many:
                    self._chosen.pop(record.id, None)
                self._chosen.update(partner_joins.choice(record for record in many if record.id in found))
                self._show()

        self.app.push_screen(ChoosingScreen(kind, many, before), chosen)

    @on(Button.Pressed, "#begin")
    def pressed(self) -> None:
        """By mouse."""
        self.action_begin()

    def action_begin(self) -> None:
        """Go on with what is chosen."""

    def action_back(self) -> None:
        """Out of the field, then out of here."""
        for setting in self.query(Setting):
            if setting.typing:
                setting.close()
                self.say("")
                return
        self.dismiss(None)


class PartnerScreen(KindsScreen[str | None]):
    """Answers what was done, in words; None where it stays as it was."""

    def __init__(self) -> None:
        super().__init__()
        self._both = False

    def above(self) -> ComposeResult:
        """A name, who sits here."""
        yield Static(words.JOIN_WHO, classes="group", markup=False)
        yield Setting("name", words.THEIR_NAME, lambda: self._partner, hint=words.THEIR_NAME)
        me = freetext.one_line(self._companion.people.me.name)
        here = words.only_here(me), words.BOTH_HERE
        yield Setting("here", words.SET_HERE, lambda: here[self._both], here)

    def take(self, ident: str, value: str) -> bool:
        """Another name, another choice."""
        if ident == "name":
            if not self._try(lambda: people.check_names(self._companion.people.me.name, value)):
                return False
            self._partner = people.check_name(value)
            self.say("")
            return True
        if ident == "here":
            self._both = value == words.BOTH_HERE
            return True
        return super().take(ident, value)

    def action_begin(self) -> None:
        """Do it: one change, and undo takes it back."""
        done: list[partner_joins.Joined] = []
        companion = self._companion

        def join() -> None:
            done.append(partner_joins.join(companion, self._chosen, partner=self._partner, both_here=self._both))

        if not self._try(join):
            self.query_one("#name").focus()
            return
        if self._both:
            self._app.who = companion.people.me.name
        shared, kept = sum(done[0].shared.values()), sum(done[0].kept.values())
        said = messages.JOINED if shared else messages.JOINED_NOTHING
        name = companion.people.partner.name
        lines = [said.format(partner=name, shared=shared, total=messages.records(shared + kept))]
        if done[0].changed:
            lines.append(messages.CHANGED_MEANWHILE.format(records=messages.records(done[0].changed)))
        self.dismiss(" ".join(lines))


class SharingScreen(KindsScreen[Chosen | None]):
    """What goes along to the other machine. Answers what was chosen; None where one would rather not go on."""

    def __init__(self, partner: str) -> None:
        super().__init__()
        self._partner = partner

    def action_begin(self) -> None:
        """With this."""
        self.dismiss(dict(self._chosen))


class _Reader:
    """What is chosen of one kind, in words."""

    def __init__(self, chosen: dict[str, str], many: list[Record]) -> None:
        self._chosen, self._many = chosen, many

    def __call__(self) -> str:
        count = sum(record.id in self._chosen for record in self._many)
        if count == 0:
            return words.JOIN_SELF
        if count == len(self._many):
            return words.JOIN_OURS
        return words.JOIN_SOME.format(count=count, total=len(self._many))


class ChoosingScreen(Room[set[str] | None]):
    """One kind, line by line. Answers the ids that are chosen."""

    CSS_PATH = "../styles/partner.tcss"
    AUTO_FOCUS = "LogList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space,enter",
            "change",
            _("for both / for you"),
            id="choosing.change",
            tooltip=_("Share this entry, or not"),
        ),
        Binding("a", "all(True)", _("all"), id="choosing.all", tooltip=_("Choose all")),
        Binding("n", "all(False)", _("none"), id="choosing.none", tooltip=_("Clear all")),
        Binding(
            "right",
            "scroll(1)",
            _("further"),
            id="choosing.further",
            show=False,
            tooltip=_("Further down in a long entry"),
        ),
        Binding(
            "left", "scroll(-1)", _("back up"), id="choosing.up", show=False, tooltip=_("Further up in a long entry")
        ),
        Binding("escape", "done", _("done"), id="choosing.done", tooltip=_("Back, with what you’ve chosen")),
    ]

    def __init__(self, kind: str, many: list[Record], chosen: set[str]) -> None:
        super().__init__()
        self._kind, self._many, self._chosen = kind, many, chosen

    def compose(self) -> ComposeResult:
        """A line each with a mark, and the one under the cursor whole."""
        yield Head(title=kinds.named(self._kind))
        yield Static(words.JOIN_EACH, classes="about", markup=False)
        yield LogList(self._line, messages.day_heading, id="list")
        with VerticalScroll(id="whole", can_focus=False):
            yield Paragraph(id="words")
        yield KeyBar(
            "choosing.change", "choosing.all", "choosing.none", SPLIT, "choosing.done", "app.help", id="keys"
        )  # fmt: skip

    def on_mount(self) -> None:
        """Say where one is; the newest day first, as in the log."""
        rows: list[Row] = []
        day = ""
        for record in reversed(self._many):
            if record.day != day:
                day = record.day
                rows += ["", day] if rows else [day]
            rows.append(record)
        self.query_one(LogList).show(rows, top=True)

    def _line(self, record: Record) -> tuple[str, str, str]:
        return words.MARKED[record.id in self._chosen], record.at[11:16], self._companion.look.words(record)

    @on(LogList.Chosen)
    def show_whole(self, event: LogList.Chosen) -> None:
        """What is under the cursor, whole."""
        said = "" if event.record is None else self._companion.look.words(event.record)
        self.query_one("#words", Paragraph).update(Content(said))

    def on_click(self, event: events.Click) -> None:
        """A click on a line chooses it, or not."""
        place = self.query_one(LogList)
        if event.widget is place and place.region.contains(event.screen_x, event.screen_y):
            self.action_change()

    def action_change(self) -> None:
        """This line, or not."""
        record = self.query_one(LogList).chosen
        if record is not None:
            self._chosen ^= {record.id}
            self.query_one(LogList).refresh()

    def action_all(self, chosen: bool) -> None:
        """Every line, or none."""
        self._chosen = {record.id for record in self._many} if chosen else set()
        self.query_one(LogList).refresh()

    def action_scroll(self, lines: int) -> None:
        """Down or up in what does not fit."""
        self.query_one("#whole").scroll_relative(y=lines, animate=False)

    def action_done(self) -> None:
        """Back, with what is chosen."""
        self.dismiss(self._chosen)
