"""The log: every entry that whoever is here may see, newest first; searched as one types, edited where it is."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from ritualtui import audiences, freetext, kinds, messages
from ritualtui.companion import partners_copy
from ritualtui.companion.search import Filter, Query
from ritualtui.errors import RitualError
from ritualtui.kinds import Bid, Record, Ritual
from ritualtui.strings import _, dates
from ritualtui.tui import words
from ritualtui.tui.screens.log_filter import FilterScreen, in_words
from ritualtui.tui.screens.room import Room
from ritualtui.tui.textual_compat.containers import Container
from ritualtui.tui.widgets.detail_pane import Detail
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.loglist import LogList
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.text_field import Line

WATCH = 0.5
_SAID = 40
"""Letters of the filter that are said beside the count."""
_RESPONSES = ("toward", "away", "against", None)


class LogScreen(Room[None]):
    """See the module."""

    CSS_PATH = "../styles/log.tcss"
    AUTO_FOCUS = "LogList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", _("find"), id="log.find", key_display="/", tooltip=_("Search")),
        Binding("v", "read_on", _("read on"), id="log.read-on", tooltip=_("Read on in this entry")),
        Binding("e", "edit", _("edit"), id="log.edit", tooltip=_("Edit this entry")),
        Binding("r", "response", _("answer"), id="log.response", tooltip=_("Change how the bid was answered")),
        Binding("s", "share", _("share"), id="log.share", tooltip=_("Shared, or only yours")),
        Binding("d,delete", "remove", _("remove"), id="log.remove", tooltip=_("Remove it; undo brings it back")),
        Binding("u", "undo", _("undo"), id="log.undo", tooltip=_("Undo the last change made here")),
        Binding("U", "redo", _("redo"), id="log.redo", show=False, tooltip=_("Redo what was undone last")),
        Binding("f", "filter", _("filter"), id="log.filter", tooltip=_("Choose which kinds to see, whose, and tags")),
        Binding("backspace", "clear", _("clear"), id="log.clear", key_display="bksp", tooltip=_("Clear the filter")),
        Binding("enter", "keep", _("save"), id="log.keep", tooltip=_("Save your changes")),
        Binding("escape", "back", _("back"), id="log.back", tooltip=_("Close the field or the filter, then the log")),
    ]

    def __init__(self, at: str = "") -> None:
        super().__init__()
        self._at = at  # the id of the entry that one comes for
        self._index = self._companion.index
        self._only = Filter()
        self._editing: Record | None = None
        self._made_own = ""  # the id of the bid under the cursor, where its new answer made it private
        self._reordered = False
        self._some = True  # there is something to find

    def compose(self) -> ComposeResult:
        """The filter, the list, what is under the cursor."""
        yield Head("log")
        with Container(id="filter"):
            yield Static("/", id="slash", markup=False)
            yield Line(placeholder=words.FIND_HERE, id="find")
            yield KeyBar("log.filter", id="sift")
            yield Static("", id="filtered", markup=False)
        with Container(id="body"):
            yield LogList(self._line, messages.day_heading, id="list")
            with Detail(id="detail"):
                yield Paragraph(id="about")
                yield Paragraph(id="words")
                yield Line(id="edit", takes=("log.keep", self._take))
        yield Notice()
        yield KeyBar(
            "log.find", "log.read-on", "log.edit", "log.response", "log.share", "log.remove", "log.undo", "log.redo",
            "log.filter", "log.clear", "log.keep", SPLIT, "log.back", "app.help", spare=("log.share",),
            wording=self._word, id="keys",
        )  # fmt: skip

    def _word(self, ident: str) -> str | None:
        """In the search, enter goes to the list. Undo is there all the same where it can only say why not.

        A narrow screen has no room for the filter's own key beside the count.
        """
        log = self._companion.log
        if (ident == "log.undo" and not log.can_undo()) or (ident == "log.redo" and not log.can_redo()):
            return ""
        if ident == "log.filter" and self.query_one("#sift").display:
            return ""
        return words.TO_THE_LIST if ident == "log.keep" and self._editing is None else None

    def on_mount(self) -> None:
        """Show everything; go on reading behind it."""
        self.query_one("#edit").display = False
        self._warming = self.set_interval(0.05, self._warm)
        self._follow()
        if self._at:
            self.query_one(LogList).go_to([self._at])
        self.set_interval(WATCH, self._watch)

    def on_resize(self) -> None:
        """Where the filter's key is depends on the width."""
        self.call_after_refresh(self.query_one("#keys", KeyBar).follow)

    def _warm(self) -> None:
        """Do a little ahead; stop once there is nothing more."""
        if self._index.ahead():
            self._reordered = True
        elif self._reordered:
            self._reordered = False
            self._show()
        elif not self._index.warm():
            self._warming.pause()

    # -- showing

    def _watch(self) -> None:
        """Take in what other processes wrote."""
        if not self.is_current:
            return
        try:
            if self._companion.refresh():
                self._follow()
        except RitualError as err:
            self.say(str(err), error=True)

    def _follow(self) -> None:
        self.query_one(Head).who = self._companion.people.me.name
        self._index.follow()
        self._show()
        self._warming.reset()
        self._warming.resume()

    def _show(self, *, top: bool = False) -> None:
        query = Query.of(self.query_one("#find", Line).value, self._only)
        found = self._index.find(query)
        rows: list[str | Record] = []
        day = ""
        for record in found:
            if record.day != day:
                day = record.day
                rows += ["", day] if rows else [day]
            rows.append(record)
        self._some = bool(found) or query != Query()
        self.query_one("#detail").display = self._some  # no line to part two that are empty
        only = in_words(self._only, self._companion.people)
        said = words.NOTHING_FITS if query != Query() else words.NOTHING_KEPT
        said = words.NOTHING_FITS_IN.format(only=only) if only else said
        self.query_one(LogList).show(rows, top=top, instead=said)
        count = words.found(len(found), len(self._index))
        self.query_one("#filtered", Static).update(
            Content.assemble((words.shortened(only, _SAID), "$text"), "   " if only else "", (count, "$text-muted"))
        )

    def _line(self, record: Record) -> tuple[str, str, str]:
        look, mine = self._companion.look, words.ONLY_YOU if self._is_apart(record) else ""
        return kinds.sign(record.kind), f"{look.hour(record):<{dates.hour_width()}}", look.words(record) + mine

    def _is_apart(self, record: Record) -> bool:
        """Whether it is worth saying that only one sees it: where one is alone, that holds for all."""
        return record.audience == "self" and not self._companion.people.solo

    @on(LogList.Chosen)
    def show_detail(self, event: LogList.Chosen) -> None:
        """What is under the cursor, whole."""
        record: Record | None = event.record
        if self._editing is not None:
            # Only whoever goes to another record leaves the field, and takes what was typed along into the log.
            left = self.query_one(LogList).has_focus and (record is None or record.id != self._editing.id)
            if not left or not self._keep_edit():
                return
        if record is None or record.id != self._made_own:
            self._made_own = ""
        if record is not None:
            look = self._companion.look
            kind, whose, hour = look.kind(record), look.by(record), look.hour(record)
            between = ", " if kind == kinds.named(record.kind, many=False) else " · "
            about = f"{kind}{between}{freetext.one_line(whose)}, {messages.day_heading(record.day)}"
            about += f", {hour}" if hour else ""
            about += words.ONLY_YOU if self._is_apart(record) else ""
            self.query_one("#about", Paragraph).update(Content.styled(about, "$text-muted"))
            text = getattr(record, "text", "")
            said = freetext.shown(text) if text else look.words(record)
            later = record.parked if text and isinstance(record, Ritual) else ()
            said = "\n".join([said, *(words.FOR_LATER.format(what=freetext.one_line(one)) for one in later)])
            self.query_one("#words", Paragraph).update(Content(said))
        else:
            self.query_one("#about", Paragraph).update("")
            self.query_one("#words", Paragraph).update("")
        self.query_one(Detail).scroll_home(animate=False)
        self.refresh_bindings()

    # -- acting

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing now are not offered."""
        typing = isinstance(self.focused, Input)
        record: Record | None = self.query_one(LogList).chosen if self.is_mounted else None
        if action == "keep":
            return typing
        if action in ("edit", "response", "share", "remove"):
            if typing or record is None:
                return False
            if action == "edit":
                return hasattr(record, "text")
            if action == "response":
                return isinstance(record, Bid)
            people = self._companion.people
            return action == "remove" or (record.by == people.me.id and not people.solo)
        if action == "read_on":
            return not typing and record is not None and self.query_one(Detail).longer
        if action == "clear":
            return not typing and self._only != Filter()
        if action in ("find", "filter", "undo", "redo"):
            return not typing and (self._some or action in ("undo", "redo"))
        return True

    def action_find(self) -> None:
        """Put the cursor on the filter."""
        self.set_focus(self.query_one("#find", Line))  # at once: a digit struck right after it is no place

    @on(Input.Changed, "#find")
    def typed(self) -> None:
        """Show what fits what stands there now."""
        self._show(top=True)

    def action_read_on(self) -> None:
        """On in words that are longer than their place; from their end to their beginning."""
        self.query_one(Detail).read_on()

    def action_keep(self) -> None:
        """Keep a correction; or go from the filter to the list."""
        if self._editing is None or self.query_one("#find").has_focus:
            self.query_one(LogList).focus()
        else:
            self._keep_edit()

    def _take(self, _: str) -> bool:
        self.action_keep()
        return True

    def _keep_edit(self) -> bool:
        """Keep what is being corrected, and leave the field; False where it cannot be kept, and then it stays open."""
        record, text = self._editing, self.query_one("#edit", Line).value
        assert record is not None
        if text == freetext.in_one_line(freetext.shown(getattr(record, "text", ""))):
            self._stop_editing()
            return True
        if not self._try(lambda: self._companion.log.edit(record.id, {"text": text})):
            return False
        self._stop_editing()
        self._changed(words.CHANGED)
        return True

    def action_edit(self) -> None:
        """Open the words for correcting, where they stand."""
        record: Record | None = self.query_one(LogList).chosen
        if record is None:
            return
        text = getattr(record, "text", "")
        if "\n" in text:
            self.say(words.MANY_LINES.format(ident=record.id[-6:]))
            return
        self._editing = record
        field = self.query_one("#edit", Line)
        told = freetext.in_one_line(freetext.shown(text))
        field.value = self._app.unkept.offered(f"log/{record.id}") or told
        field.display = True
        self.query_one("#words").display = False
        field.focus()

    def half_written(self) -> dict[str, str]:
        """A correction."""
        record, text = self._editing, self.query_one("#edit", Line).value
        changed = record is not None and text != freetext.one_line(getattr(record, "text", ""))
        return {f"log/{record.id}": text} if record is not None and changed else {}

    def _stop_editing(self) -> None:
        if self._editing is not None:
            self._editing = None
            self.query_one("#edit").display = False
            self.query_one("#words").display = True
            self.query_one(LogList).focus()

    def action_response(self) -> None:
        """How a bid was met: the next of the four at each press."""
        record: Record | None = self.query_one(LogList).chosen
        if isinstance(record, Bid):
            after = _RESPONSES[(_RESPONSES.index(record.response) + 1) % len(_RESPONSES)]
            changes: dict[str, str | None] = {"response": after}
            # Whoever only passes “turned away” on the way to another answer shares it as before.
            if record.id == self._made_own and after not in audiences.HURT and not self._companion.people.solo:
                changes["audience"] = "ours"
            edited: list[dict[str, Any]] = []
            if self._try(lambda: edited.append(self._companion.log.edit(record.id, changes))):
                became = record.audience, edited[0]["audience"]
                if became == ("ours", "self"):
                    self._made_own = record.id
                    self._changed(messages.BID_NOW_OWN, partners_copy.hidden(self._companion))
                else:
                    self._changed(words.FOR_BOTH if became == ("self", "ours") else words.CHANGED)

    def action_share(self) -> None:
        """For both, or for oneself."""
        record: Record | None = self.query_one(LogList).chosen
        if record is None:
            return
        self._made_own = ""
        after = "self" if record.audience == "ours" else "ours"
        if self._try(lambda: self._companion.log.edit(record.id, {"audience": after})):
            if after == "self":
                self._changed("", partners_copy.hidden(self._companion))
            else:
                self._changed(words.FOR_BOTH)

    def action_remove(self) -> None:
        """Remove it."""
        self._app.held.once("remove", self._remove)

    def _remove(self) -> None:
        record: Record | None = self.query_one(LogList).chosen
        if record is not None:
            said = self._companion.look.words(record)
            if self._try(lambda: self._companion.log.remove(record.id)):
                there = partners_copy.removed(self._companion) if record.audience == "ours" else ""
                self._changed(words.REMOVED.format(what=said), there)

    def action_undo(self) -> None:
        """Take back the last change, and name it; the cursor goes to what it was made on, where that is shown."""
        self.reverse_once("undo", self._reversed)

    def action_redo(self) -> None:
        """Make again what undo took back last, and name it; the cursor goes there, too."""
        self.reverse_once("redo", self._reversed)

    def _reversed(self, said: str, idents: list[str]) -> None:
        self._changed(said)
        self.query_one(LogList).go_to(idents)

    def action_filter(self) -> None:
        """Choose which kinds to see, whose, and with which tags."""
        screen = FilterScreen(self._only, self._index.counts(), self._companion.people)
        self.app.push_screen(screen, self._filter_by)

    def _filter_by(self, only: Filter | None) -> None:
        if only is not None:
            self._only = only
            self._show(top=True)
            self.refresh_bindings()

    def action_clear(self) -> None:
        """Show everything again."""
        self._filter_by(Filter())

    def action_back(self) -> None:
        """Out of the field, then the filter, then the log."""
        find = self.query_one("#find", Line)
        if self._editing is not None:
            self._stop_editing()
        elif find.value or self._only != Filter():
            self._only = Filter()
            find.value = ""
            self._show()
            self.query_one(LogList).focus()
        elif find.has_focus:
            self.query_one(LogList).focus()
        else:
            self.dismiss(None)

    def _changed(self, said: str, there: str = "") -> None:
        """Say what was changed, and ``there``, what becomes of the partner's copy."""
        self._follow()
        self.say(f"{said} {there}".strip(), whole=bool(there))
