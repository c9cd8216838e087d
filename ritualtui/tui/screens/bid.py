"""A bid: who reached out, how it was met, and what it was, if one likes. One key, then enter."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from ritualtui import audiences, freetext, messages
from ritualtui.companion import people
from ritualtui.errors import RitualError
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.choices import Choices
from ritualtui.tui.widgets.keybar import KeyBar
from ritualtui.tui.widgets.text_field import Line

_PLACE = "bid"
"""The place of half-written words."""
_MET: tuple[str | None, ...] = ("toward", "away", "against", None)


class BidScreen(Small[str | None]):
    """Answers what was kept, in words; None where nothing was."""

    CSS_PATH = "../styles/small.tcss"
    AUTO_FOCUS = "Choices"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n + 1), f"met({n})", words.BID_MET[met], id=f"bid.{met or 'open'}", show=False,
                  tooltip=_("How it was answered: {answer}").format(answer=words.BID_MET[met]))
          for n, met in enumerate(_MET)),
        Binding("s", "swap", _("it was me"), id="bid.swap", tooltip=_("Whose bid it was")),
        Binding("ctrl+o", "share", _("share it"), id="bid.share", priority=True,
                tooltip=_("Share it, or leave it for you alone")),
        Binding("up", "choices", _("choices"), id="bid.up", priority=True, tooltip=_("Back to how it was answered")),
        Binding("enter", "keep", _("save"), id="bid.keep", tooltip=_("Save it")),
        Binding("escape", "leave", _("back"), id="bid.leave", tooltip=_("Back. Nothing is saved.")),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._mine = False
        self._met: int | None = None
        self._shared = False

    def compose(self) -> ComposeResult:
        """Who, how, what."""
        with Vertical(id="box"):
            yield Static("", id="title", markup=False)
            yield Choices(*((str(n + 1), words.BID_MET[met]) for n, met in enumerate(_MET)))
            yield Line(placeholder=words.BID_WORDS, id="what", takes=("bid.keep", self._take))
            yield Static(words.BID_ABOUT, id="about", markup=False)
            keys = "bid.swap", "choices.up+choices.down", "choices.take", "bid.up", "bid.share", "bid.keep", "bid.leave"
            yield KeyBar(*keys, main="bid.keep", wording=self._word)

    def on_mount(self) -> None:
        """Say who reached out; words from last time stand there again."""
        self.query_one("#what", Input).value = self._app.unkept.offered(_PLACE)
        self._show()

    def half_written(self) -> dict[str, str]:
        """What it was."""
        return {_PLACE: self.query_one("#what", Input).value}

    def _show(self) -> None:
        companion = self._app.companion
        if companion is not None:
            partner = words.their_name(companion.people.partner.name, people.PARTNER)
            name = _("You") if self._mine else freetext.one_line(partner)
            self.query_one("#title", Static).update(Content(words.BID_WHO.format(who=name)))
            said = words.BID_SHARED.format(partner=freetext.one_line(partner)) if self._shared else words.BID_OWN
            self.query_one("#about", Static).update(Content(said if self._is_own() else ""))
        self.query_one("#what").display = self._met is not None
        self.refresh_bindings()

    def _is_own(self) -> bool:
        """Whether it is for whoever writes it alone, unless they share it."""
        companion = self._app.companion
        if companion is None or companion.people.solo or self._met is None or not self._mine:
            return False
        me = companion.people.me.id
        bid = {"kind": "bid", "by": me, "from": me, "response": _MET[self._met]}
        return audiences.is_own(bid, solo=False)

    def _word(self, ident: str) -> str | None:
        if ident == "bid.share":
            return words.SHARE[self._shared]
        companion = self._app.companion
        if ident != "bid.swap" or not self._mine or companion is None:
            return None
        name = companion.people.partner.name
        return words.BID_THEM.format(who=_("your partner") if name == people.PARTNER else freetext.one_line(name))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """It can be kept once it is said how it was met; to that one goes from the words."""
        if action == "choices":
            return not isinstance(self.focused, Choices)
        if action == "share":
            return self._is_own()
        return self._met is not None if action == "keep" else True

    def action_swap(self) -> None:
        """It was the other who reached out."""
        self._mine = not self._mine
        self._show()

    def action_share(self) -> None:
        """Share it, or leave it for oneself alone."""
        self._shared = not self._shared
        self._show()

    def action_choices(self) -> None:
        """To how it was met."""
        self.query_one(Choices).focus()

    def action_met(self, n: int) -> None:
        """It was met so; now the words, if any."""
        self._met = self.query_one(Choices).highlighted = n
        self._show()
        self.set_focus(self.query_one("#what"))
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def taken(self, event: OptionList.OptionSelected) -> None:
        """An answer was taken."""
        self.action_met(event.option_index)

    def action_keep(self) -> None:
        """Keep it, and leave."""
        companion = self._app.companion
        if companion is None or self._met is None:
            return
        here = companion.people
        response = _MET[self._met]
        reached = here.me if self._mine else here.partner
        try:
            text, shared = self.query_one("#what", Input).value, self._shared and self._is_own()
            record = companion.log.bid(response, text, from_=reached.id, shared=shared)
        except RitualError as err:
            self.query_one("#about", Static).update(Content(freetext.one_line(str(err))))
            return
        own = record["audience"] == "self" and not here.solo
        self.dismiss(messages.bid_kept(reached.name, here.me.name, here.partner.name, response, own=own))

    def _take(self, _: str) -> bool:
        self.action_keep()
        return True

    def action_leave(self) -> None:
        """Keep nothing."""
        self.dismiss(None)
