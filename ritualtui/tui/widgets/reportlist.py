"""The lines of a report, each with its mark: in, or left out. Drawn where one looks, as the log is."""

from collections.abc import Callable

from textual import events
from textual.message import Message

from ritualtui.kinds import Record
from ritualtui.tui.widgets.loglist import LogList

_MARK = 6
"""Cells at the left of a line that are its mark, for the mouse."""


class ReportList(LogList[Record]):
    """See the module. ``out`` says of a line whether it is left out."""

    class Marked(Message):
        """This line is to change its mark."""

        def __init__(self, record: Record) -> None:
            super().__init__()
            self.record = record

    def __init__(
        self, line: Callable[[Record], tuple[str, str, str]], heading: Callable[[str], str],
        out: Callable[[Record], bool], id: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(line, heading, id=id)
        self._out = out

    def looks(self, record: Record) -> tuple[str, str, str]:
        """The mark of what is in stands out with its sign; what is left out stands back."""
        if self._out(record):
            return "loglist--quiet", "loglist--quiet", "loglist--quiet"
        return "loglist--sign", "loglist--sign", ""

    def on_click(self, event: events.Click) -> None:
        """A click on the mark changes it; elsewhere it is the cursor that goes there."""
        index = event.y + self.scroll_offset.y
        if event.x < _MARK and 0 <= index < len(self._rows):
            row = self._rows[index]
            if not isinstance(row, str):
                self.post_message(self.Marked(row))
