"""Page by page: one question, room for some sentences, what one answered before. Any of it can stay empty.

What is passed is sealed before the next page comes, and so is what stands there when one leaves.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static, TextArea

from ritualtui import freetext
from ritualtui.companion.private import space as own
from ritualtui.companion.private.draft import Writing
from ritualtui.practice import prompts
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.confirm import Sure
from ritualtui.tui.screens.mine_room import Stay, Written
from ritualtui.tui.textual_compat.containers import Container, Vertical, VerticalScroll
from ritualtui.tui.widgets.earlier_answers import Earlier
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.private_fields import Answer
from ritualtui.tui.widgets.sentence import Paragraph, Sentence
from ritualtui.tui.widgets.steps import Steps

if TYPE_CHECKING:
    from ritualtui.practice.prompts import Prompt


class WritingScreen(Written[str]):
    """What the two ways of writing page by page share. ``pages`` are the questions, ``name`` is what they are about."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", _("next"), id="writing.next", priority=True,
                tooltip=_("Next. What you wrote is saved, and you can leave it empty.")),
        Binding("pagedown", "next", _("next"), id="writing.next-page", priority=True, show=False,
                tooltip=_("Same as Enter")),
        Binding("pageup", "before", _("before"), id="writing.before", priority=True, tooltip=_("The page before")),
        Binding("ctrl+o", "earlier", _("earlier"), id="writing.earlier", priority=True,
                tooltip=_("Show what you answered before in full, or short again")),
        Binding("down", "scroll(1)", _("down"), id="writing.down", show=False, tooltip=_("Further down")),
        Binding("up", "scroll(-1)", _("up"), id="writing.up", show=False, tooltip=_("Further up")),
        Binding("ctrl+b", "burn_page", _("delete"), id="writing.burn", priority=True,
                tooltip=_("Delete what you’ve typed")),
        Binding("escape", "back", _("leave"), id="writing.leave", tooltip=_("Close. What you wrote is saved.")),
    ]  # fmt: skip

    def __init__(self, stay: Stay, writing: Writing, name: str, pages: "Sequence[Prompt]") -> None:
        super().__init__(stay, writing)
        self._name_of_it, self._pages = name, pages
        self.at = 0
        self._field: Answer | None = None
        self.ready = False

    def compose(self) -> ComposeResult:
        """The frame that all pages share."""
        yield Head("mine")
        yield Steps()
        with Container(id="middle"), VerticalScroll(id="page", can_focus=False):
            yield Static(Content(self._name_of_it), id="set", markup=False)
            yield Sentence(id="ask")
            yield Sentence(id="hint")
            yield Vertical(id="answer")
            yield Paragraph(id="kindly")
            yield Earlier()
            yield Earlier(words.MINE_GOALS_NOW, id="goals")
        yield Notice()
        yield KeyBar(
            "writing.next", "unsaid.share", "unsaid.keep", "unsaid.burn", "writing.before", "writing.earlier",
            "writing.burn", SPLIT, "mine.lock", "writing.leave", id="keys", main="writing.next",
        )  # fmt: skip

    def on_mount(self) -> None:
        """The first page."""
        self.call_next(self.show)

    @property
    def page(self) -> "Prompt":
        """The question that is asked."""
        return self._pages[self.at]

    async def show(self) -> None:
        """The page one is at."""
        self.ready, self._field = False, None  # the field of the page before is not this one's
        self.query_one(Steps).progress = (self.at + 1, len(self._pages))
        self.query_one("#ask", Sentence).update(freetext.shown(self.page.ask))
        hint = self.query_one("#hint", Sentence)
        hint.update(freetext.shown(self.page.help))
        hint.display = bool(self.page.help)
        answer = self.query_one("#answer", Vertical)
        self.set_focus(None)
        await answer.remove_children()
        self._field = Answer(self.written(), words.MINE_PAGE_HERE)
        await answer.mount(self._field)
        self.set_focus(self._field)
        self.show_beside()
        self.query_one("#page").scroll_home(animate=False)
        self.ready = True
        self.refresh_bindings()

    def written(self) -> str:
        """What stands on this page already."""
        raise NotImplementedError

    def show_beside(self) -> None:
        """What is shown under the field."""

    async def finish(self) -> None:
        """After the last page."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing now are not offered."""
        if action == "before":
            return self.at > 0
        if action == "earlier":
            return self.is_mounted and any(one.any for one in self.query(Earlier))
        return True

    @on(TextArea.Changed)
    def follow_words(self) -> None:
        """Words came or went."""
        self.typed()

    def typed(self) -> None:
        """What follows from that."""

    async def action_next(self) -> None:
        """Seal what stands here, and go on."""
        if self.ready and self._try(self.seal_typed):
            if self.at + 1 < len(self._pages):
                await self.go(1)
            else:
                await self.finish()

    async def action_before(self) -> None:
        """Seal what stands here, and go back."""
        if self.ready and self._try(self.seal_typed):
            await self.go(-1)

    async def go(self, by: int) -> None:
        """To another page."""
        self.at += by
        self.say("")
        await self.show()

    def action_earlier(self) -> None:
        """Whole, or short again."""
        for one in self.query(Earlier):
            one.turn()

    def action_scroll(self, lines: int) -> None:
        """Down or up."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    def action_burn_page(self) -> None:
        """Burn what stands here; asked where there is something."""

        def sure(yes: bool | None) -> None:
            if yes and self._try(self.writing.burn):
                self._field = None
                self.burned()

        self.take()
        if self.writing.text or self.writing.parts or self.writing.entry is not None:
            self.app.push_screen(Sure(self.stay, words.MINE_BURN_TYPED, words.MINE_BURN_YES), sure)

    def burned(self) -> None:
        """It is gone."""
        self.dismiss(words.MINE_BURNED)

    def action_back(self) -> None:
        """Leave; what was written is sealed."""
        if self.kept():
            self.dismiss(words.MINE_SEALED if self.has_kept else words.MINE_PAGES_NOTHING)

    @property
    def has_kept(self) -> bool:
        """Whether anything was sealed here."""
        return self.writing.entry is not None


class PromptsScreen(WritingScreen):
    """Through a set of prompts: each answer is an entry of its own."""

    def __init__(self, stay: Stay, ident: str) -> None:
        self._set = prompts.sets()[ident]
        self._answers: dict[int, Writing] = {}
        self._stay = stay
        super().__init__(stay, self._answer(0), self._set.name, self._set.prompts)

    def _answer(self, at: int) -> Writing:
        if at not in self._answers:
            one = self._set.prompts[at]
            self._answers[at] = Writing(
                self._stay.private, self._stay.space, kind=self._set.kind, set_=self._set.ident, prompt=one.ident,
                asked=one.ask,
            )  # fmt: skip
        return self._answers[at]

    def written(self) -> str:
        """The answer as it was left."""
        self.writing = self._answer(self.at)
        return self.writing.text

    def take(self) -> None:
        """The answer as it stands."""
        if self._field is not None:
            self.writing.text = self._field.text

    def show_beside(self) -> None:
        """Earlier answers to this; in the look at the week also which goals are open."""
        space = self.stay.open
        here = {writing.entry.id for writing in self._answers.values() if writing.entry is not None}
        self.query(Earlier).first().show(
            [entry for entry in space.earlier(self._set.ident, self.page.ident) if entry.id not in here]
        )
        goals = space.goals() if self._set.ident == own.WEEK else []
        self.query_one("#goals", Earlier).show(goals)

    def burned(self) -> None:
        """This answer is gone; one can write another."""
        self._answers.pop(self.at)
        self.say(words.MINE_BURNED)
        self.call_later(self.show)

    @property
    def has_kept(self) -> bool:
        """Whether any answer was sealed here."""
        return any(writing.entry is not None for writing in self._answers.values())

    async def finish(self) -> None:
        """Leave with what came of it."""
        self.dismiss(words.MINE_PAGES_END if self.has_kept else words.MINE_PAGES_NOTHING)
