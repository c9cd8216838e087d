"""Before a report is written: that the file is not protected, whose words are in it, and where it goes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ritualtui import freetext
from ritualtui.companion.private.space import Space
from ritualtui.companion.report import report
from ritualtui.companion.report.document import Form
from ritualtui.companion.report.narrative import Line, saying
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.store.lock import Busy
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.keybar import KeyBar
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.text_field import Line as Field

if TYPE_CHECKING:
    from ritualtui.clock import Clock
    from ritualtui.places import Places
    from ritualtui.store.vault import Opened


class ReportFileScreen(Small[None]):
    """See the module. ``kept`` are the lines that are in, oldest first."""

    CSS_PATH = "../styles/report.tcss"
    AUTO_FOCUS = "#file"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", _("write"), id="report-file.write", tooltip=_("Write it to this file")),
        Binding("escape", "leave", _("back"), id="report-file.leave", tooltip=_("Back to the lines")),
    ]

    class Done(Message):
        """It was written, or why it was not."""

        def __init__(self, said: str, *, written: bool) -> None:
            super().__init__()
            self.said, self.written = said, written

    def __init__(self, kept: Sequence[Line], about: report.About, form: Form, space: "Space | None" = None) -> None:
        super().__init__()
        self._space = space
        self._kept, self._about, self._form = kept, about, form
        self._busy = self._written = False

    def compose(self) -> ComposeResult:
        """What it is, the file, what became of it."""
        with Vertical(id="box"):
            yield Static(words.REPORT_WRITE, id="title", markup=False)
            yield Paragraph(report.plainly(self._about.people, self._kept, self._about.naming), id="plainly")
            yield Field(report.suggested(self._about.today, self._form), id="file")
            yield Static("", id="became", markup=False)
            yield KeyBar("report-file.write", "report-file.leave", main="report-file.write")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """It is written once; nobody leaves in the middle of it."""
        return not self._busy and not (action == "write" and self._written)

    def _say(self, text: str) -> None:
        self.query_one("#became", Static).update(Content(freetext.one_line(text)))
        self.refresh_bindings()

    def action_write(self) -> None:
        """Write it, in the background: ten years of lines take a moment."""
        companion = self._app.companion
        file = self.query_one("#file", Field).value.strip()
        if companion is None or not file:
            return
        try:
            if not report.standing(companion, self._kept, self._space):
                raise report.nothing()
            opened = self._space.opened if self._space is not None else None
        except RitualError as err:
            self._say(str(err))
            return
        self._busy = True
        self._say(words.REPORT_WRITING)
        self._write(companion.places, companion.people.me.name, companion.time, file, opened)

    @work(thread=True)
    def _write(self, places: "Places", who: str, time: "Clock", file: str, opened: "Opened | None") -> None:
        """With a log of its own, read anew: the screen goes on with the other."""
        try:
            with Companion.open(places, who, time) as companion:
                space = Space(companion, companion.private, opened) if opened is not None else None
                path, count = report.hand_out(companion, file, self._kept, self._about, self._form, space)
        except Busy as err:
            self.post_message(self.Done(str(err), written=False))
        except RitualError as err:
            self.post_message(self.Done(f"{err.what} {words.REPORT_OTHER_FILE}", written=False))
        else:
            gone = len(self._kept) - count
            notes = [saying("before", "changed", gone)] if gone else []
            said = saying("before", "written", count, file=path)
            self.post_message(self.Done(" ".join([said, *notes]), written=True))

    def on_report_file_screen_done(self, event: Done) -> None:
        """Say what became of it."""
        self._busy, self._written = False, event.written
        self.query_one("#file").display = not event.written
        if event.written:
            self.set_focus(None)
        self._say(event.said)

    def action_leave(self) -> None:
        """Back to the lines."""
        self.dismiss(None)
