"""Something unsaid: let it out, then take it apart (when, I feel, I need, it would help if), then share, keep or burn.

What may be hard to hear is pointed out, kindly; nothing has to be changed for it.
"""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from ritualtui import freetext
from ritualtui.practice import prompts
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.confirm import Sure
from ritualtui.tui.screens.mine_pages import WritingScreen
from ritualtui.tui.screens.mine_room import Stay
from ritualtui.tui.screens.mine_share import share
from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.sentence import Paragraph, Sentence

if TYPE_CHECKING:
    from ritualtui.companion.private.draft import Writing

_LET_OUT = "vent"


class UnsaidScreen(WritingScreen):
    """See the module. The whole draft is one entry, sealed anew as each page is passed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "share", _("share"), id="unsaid.share", tooltip=_("Share it; you see it first")),
        Binding("k", "keep", _("keep"), id="unsaid.keep", tooltip=_("Keep it private, and go back")),
        Binding("b", "burn", _("delete"), id="unsaid.burn", tooltip=_("Delete every page of it for good")),
        Binding("left", "before", _("before"), id="unsaid.before", show=False, tooltip=_("The page before")),
    ]

    def __init__(self, stay: Stay, writing: "Writing") -> None:
        super().__init__(stay, writing, words.MINE_UNSAID, list(prompts.draft().values()))
        self._at_end = False

    def written(self) -> str:
        """The page as it was left."""
        return self.writing.parts.get(self.page.ident, "")

    def take(self) -> None:
        """The page as it stands."""
        if self._field is not None:
            self.writing.parts[self.page.ident] = self._field.text

    def show_beside(self) -> None:
        """What may be hard to hear, on what might be said aloud."""
        said = self._field.text if self._field is not None and self.page.ident != _LET_OUT else ""
        self._notice(said)

    def _notice(self, said: str) -> None:
        kindly = self.query_one("#kindly", Paragraph)
        found = prompts.notices(said)
        kindly.update("\n\n".join(found))
        kindly.display = bool(found)

    def typed(self) -> None:
        """Look at the words as they come."""
        self.show_beside()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """At the end there are three ways, and the way back."""
        if action == "share":
            return self._at_end and bool(self._said) and not self._companion.people.solo
        if action == "before":
            return self._at_end or self.at > 0
        if action in ("next", "burn_page"):
            return not self._at_end
        if action in ("burn", "keep"):
            return self._at_end
        return super().check_action(action, parameters)

    @property
    def _said(self) -> str:
        return prompts.statement(self.writing.parts)

    async def finish(self) -> None:
        """The statement as it would be said, and three ways."""
        self._at_end = True
        self.set_focus(None)
        self._field = None
        await self.query_one("#answer", Vertical).remove_children()
        said = self._said
        self.query_one("#ask", Sentence).update(words.MINE_UNSAID_END if said else words.MINE_UNSAID_ONLY)
        hint = self.query_one("#hint", Sentence)
        hint.update(words.MINE_UNSAID_WAYS)
        hint.display = True
        if said:
            await self.query_one("#answer", Vertical).mount(Sentence(freetext.shown(said), id="statement"))
        self._notice(said)
        self.add_class("-end")
        self.refresh_bindings()

    async def go(self, by: int) -> None:
        """To another page; from the end to the last one."""
        if self._at_end:
            self._at_end = False
            self.remove_class("-end")
            by = 0
        await super().go(by)

    def action_share(self) -> None:
        """Say it, once it was seen as it will be said."""
        entry = self.writing.entry
        if entry is not None:
            share(self, self.stay, entry)

    def action_keep(self) -> None:
        """Keep it, and go back."""
        self.action_back()

    def action_burn(self) -> None:
        """Burn it, every page."""

        def sure(yes: bool | None) -> None:
            if yes and self._try(self.writing.burn):
                self.dismiss(words.MINE_BURNED)

        self.app.push_screen(Sure(self.stay, words.MINE_BURN, words.MINE_BURN_YES), sure)
