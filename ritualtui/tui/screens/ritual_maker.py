"""A ritual of one's own, made on the screen: name, days, hours, steps from a list, and a look before it's saved."""

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from ritualtui import freetext
from ritualtui.companion import ritual_maker
from ritualtui.companion.ritual_maker import Draft, MadeStep, pieces
from ritualtui.errors import RitualError
from ritualtui.kinds import WEEKDAYS, Weekday
from ritualtui.strings import _
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.textual_compat.containers import Vertical, VerticalScroll
from ritualtui.tui.widgets.choices import Choices
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.one_of import OneOf
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.text_field import Line

_WORKDAYS: Final[tuple[Weekday, ...]] = WEEKDAYS[:5]
_WEEKEND: Final[tuple[Weekday, ...]] = WEEKDAYS[5:]
_DAYS: Final[tuple[tuple[str, tuple[Weekday, ...]], ...]] = (
    (_("every day"), WEEKDAYS), (_("Mon–Fri"), _WORKDAYS), (_("Sat, Sun"), _WEEKEND),
    (_("Sunday"), ("sun",)), (_("no fixed day"), ()),
)  # fmt: skip
_ADD, _SAVE = _("add a step"), _("look at it, and save")
_ABOUT: Final = _("{by} and {to} are each of you in turn, {partner} is your partner.")


class StepsScreen(Small[int | None]):
    """Answers which of the kinds of steps it is to be, its number in ``pieces()``; None for none."""

    CSS_PATH = "../styles/small.tcss"
    AUTO_FOCUS = "Choices"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", _("back"), id="made-step.leave", tooltip=_("Back, without a step")),
    ]

    def compose(self) -> ComposeResult:
        """The kinds."""
        with Vertical(id="box"):
            yield Static(_("What kind of step?"), id="title", markup=False)
            yield Choices(*(("", piece.name) for piece in pieces()))
            yield KeyBar("choices.up+choices.down", "choices.take", "made-step.leave")

    @on(OptionList.OptionSelected)
    def taken(self, event: OptionList.OptionSelected) -> None:
        """This one."""
        event.stop()
        self.dismiss(event.option_index)

    def action_leave(self) -> None:
        """None."""
        self.dismiss(None)


class StepTextScreen(Small[str | None]):
    """Answers what a step says; None to leave it as it was."""

    CSS_PATH = "../styles/small.tcss"
    AUTO_FOCUS = "Line"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", _("that’s it"), id="made-text.take", tooltip=_("Take these words")),
        Binding("escape", "leave", _("back"), id="made-text.leave", tooltip=_("Back, nothing is changed")),
    ]

    def __init__(self, step: MadeStep) -> None:
        super().__init__()
        self._step = step

    def compose(self) -> ComposeResult:
        """Its words."""
        with Vertical(id="box", classes="wide"):
            yield Static(Content(self._step.piece.name), id="title", markup=False)
            yield Line(self._step.text, id="what", takes=("made-text.take", self._take))
            yield Paragraph(_ABOUT.format(by="{by}", to="{to}", partner="{partner}"), id="about")
            yield KeyBar("made-text.take", "made-text.leave", main="made-text.take")

    def action_take(self) -> None:
        """These."""
        self._take(self.query_one(Line).value)

    def _take(self, typed: str) -> bool:
        self.dismiss(typed.strip() or None)
        return True

    def action_leave(self) -> None:
        """As it was."""
        self.dismiss(None)


class LookScreen(Small[bool]):
    """What was made, in words; answers whether it is to be saved."""

    CSS_PATH = "../styles/small.tcss"
    AUTO_FOCUS = "Choices"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", _("back"), id="made-look.leave", tooltip=_("Go on changing it")),
    ]

    def __init__(self, name: str, when: str, lines: list[str]) -> None:
        super().__init__()
        self._called = name
        self._when = when
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Its steps, and the question."""
        with Vertical(id="box", classes="wide"):
            yield Static(Content(freetext.one_line(self._called)), id="title", markup=False)
            yield Paragraph(self._when, id="about")
            with VerticalScroll(id="rows", can_focus=False):
                for line in self._lines:
                    yield Paragraph(line)
            yield Choices(("", _("Save it")), ("", _("Go on changing it")))
            yield KeyBar("choices.up+choices.down", "choices.take", "made-look.leave")

    @on(OptionList.OptionSelected)
    def taken(self, event: OptionList.OptionSelected) -> None:
        """The answer."""
        event.stop()
        self.dismiss(event.option_index == 0)

    def action_leave(self) -> None:
        """Not yet."""
        self.dismiss(False)


class RitualMakerScreen(Small[str | None]):
    """Answers what to say; None where nothing was saved."""

    CSS_PATH = "../styles/small.tcss"
    AUTO_FOCUS = "Line"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", _("line"), id="maker.up", tooltip=_("The line above")),
        Binding("down", "app.focus_next", _("line"), id="maker.down", tooltip=_("The line below")),
        Binding("enter", "next", _("next"), id="maker.next", tooltip=_("The next line")),
        Binding("x", "take_out", _("take out"), id="maker.take-out", tooltip=_("Take this step out")),
        Binding("left_square_bracket", "shift(-1)", _("earlier"), id="maker.earlier", tooltip=_("Move this step up")),
        Binding("right_square_bracket", "shift(1)", _("later"), id="maker.later", tooltip=_("Move this step down")),
        Binding("ctrl+s", "save", _("look and save"), id="maker.save", priority=True,
                tooltip=_("Look at it, and save it")),
        Binding("escape", "leave", _("back"), id="maker.leave", tooltip=_("Back. Nothing is saved.")),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._steps: list[MadeStep] = []

    def compose(self) -> ComposeResult:
        """The lines, the steps, what doesn't fit yet."""
        with Vertical(id="box", classes="wide"):
            yield Static(_("A ritual of your own"), id="title", markup=False)
            yield Line(placeholder=_("its name: tea on the steps, our Sunday walk …"), id="name",
                       takes=("maker.next", self._to_the_next))  # fmt: skip
            yield OneOf(_("Days"), [said for said, _days in _DAYS], len(_DAYS) - 1, id="days")
            yield Line(placeholder=_("from when to when: 15:00–17:00, or empty"), id="hours",
                       takes=("maker.next", self._to_the_next))  # fmt: skip
            yield Choices(id="steps")
            yield Paragraph(id="about")
            yield KeyBar(
                "choices.up+choices.down", "one-of.before+one-of.next", "maker.next", "choices.take", "maker.take-out",
                "maker.earlier+maker.later", "maker.save", SPLIT, "maker.leave",
            )  # fmt: skip

    def on_mount(self) -> None:
        """No steps yet."""
        self._show(0)

    def _show(self, at: int | None = None) -> None:
        steps = self.query_one("#steps", Choices)
        at = steps.highlighted if at is None else at
        lines = [(f"{number}", freetext.one_line(step.text)) for number, step in enumerate(self._steps, 1)]
        steps.show(*lines, ("+", _ADD), *([("✓", _SAVE)] if self._steps else []))
        steps.highlighted = min(at or 0, steps.option_count - 1)
        self._say("")
        self.refresh_bindings()

    def _say(self, text: str) -> None:
        self.query_one("#about", Paragraph).update(Content(freetext.one_line(text)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The letters hold on a step; enter on a line is to the next."""
        if action in ("take_out", "shift"):
            return self._at is not None
        if action == "save":
            return bool(self._steps)
        return not isinstance(self.focused, Choices) if action == "next" else True

    @property
    def _at(self) -> int | None:
        """The step that is pointed at."""
        steps = self.query("#steps").results(Choices)
        at = next((one.highlighted for one in steps if one.has_focus), None)
        return at if at is not None and at < len(self._steps) else None

    def on_descendant_focus(self) -> None:
        """Other keys hold on another line."""
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted)
    def pointed(self) -> None:
        """And on another step."""
        self.refresh_bindings()

    def _to_the_next(self, _typed: str) -> bool:
        self.focus_next()
        return True

    def action_next(self) -> None:
        """To the next line."""
        self.focus_next()

    # -- the steps

    @on(OptionList.OptionSelected, "#steps")
    def taken(self, event: OptionList.OptionSelected) -> None:
        """A step: its words. The line for a new one, and the last."""
        event.stop()
        at = event.option_index
        if at < len(self._steps):
            self._reword(at)
        elif at == len(self._steps):
            self._add()
        else:
            self.action_save()

    def _add(self) -> None:
        def chosen(number: int | None) -> None:
            if number is not None:
                self._steps.append(MadeStep.of(pieces()[number]))
                self._show(len(self._steps) - 1)
                self._reword(len(self._steps) - 1)

        if len(self._steps) < ritual_maker.MOST_STEPS:
            self.app.push_screen(StepsScreen(), chosen)
        else:
            self._say(_("{most} steps are enough.").format(most=ritual_maker.MOST_STEPS))

    def _reword(self, at: int) -> None:
        def said(text: str | None) -> None:
            if text is not None:
                self._steps[at] = self._steps[at]._replace(text=text)
            self._show(len(self._steps) if at == len(self._steps) - 1 else at)

        self.app.push_screen(StepTextScreen(self._steps[at]), said)

    def action_take_out(self) -> None:
        """Take the step out."""
        if (at := self._at) is not None:
            del self._steps[at]
            self._show(at)

    def action_shift(self, by: int) -> None:
        """Move the step up or down."""
        at = self._at
        if at is not None and 0 <= at + by < len(self._steps):
            self._steps.insert(at + by, self._steps.pop(at))
            self._show(at + by)

    # -- saving

    def _draft(self) -> Draft:
        """What stands here. Raises ``RitualError`` where it isn't complete."""
        days = _DAYS[self.query_one("#days", OneOf).chosen][1]
        opens, closes = ritual_maker.hours(self.query_one("#hours", Line).value)
        return ritual_maker.checked(Draft(self.query_one("#name", Line).value, days, opens, closes, tuple(self._steps)))

    def action_save(self) -> None:
        """Look at it first."""
        companion = self._app.companion
        try:
            draft = self._draft()
        except RitualError as err:
            self._say(str(err))
            return

        def answered(yes: bool | None) -> None:
            if not yes or companion is None:
                return
            try:
                made = companion.rituals.make(draft)
            except RitualError as err:
                self._say(str(err))
                return
            name = freetext.one_line(made.name)
            self.dismiss(_("Saved: {name}. ctrl+p finds it, and so does `ritualtui ritual {id}`.").format(
                name=name, id=made.id
            ))  # fmt: skip

        hours = f", {draft.opens}–{draft.closes}" if draft.opens else ""
        said = _DAYS[self.query_one("#days", OneOf).chosen][0]
        me, partner = ("", "") if companion is None else (companion.people.me.name, companion.people.partner.name)
        lines = ritual_maker.look(draft, me, partner)
        self.app.push_screen(LookScreen(draft.name, f"{said}{hours}", lines), answered)

    def action_leave(self) -> None:
        """Save nothing."""
        self.dismiss(None)
