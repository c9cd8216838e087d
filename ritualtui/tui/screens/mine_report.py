"""A report for a first session, from behind the door: one's own pages are among the lines, each left out at first."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from ritualtui.strings import _
from ritualtui.tui.screens.report import ReportScreen

if TYPE_CHECKING:
    from ritualtui.companion.private.space import Space
    from ritualtui.tui.screens.mine_room import Stay


class OwnReportScreen(ReportScreen):
    """See the module. It closes with the space."""

    OWN = True
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "lock", _("lock"), id="report.lock", priority=True, tooltip=_("Lock your private space now")),
    ]

    def __init__(self, stay: "Stay", space: "Space") -> None:
        super().__init__(space.reported(), space)
        self._stay = stay
        self._marks.out = {entry.id for entry in space.entries}

    def action_lock(self) -> None:
        """Close it now."""
        self._stay.lock()
