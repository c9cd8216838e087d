"""The door to the full screen. The app is imported here and only when it is opened, so no other command loads it."""

import gc
import os
import sys
from importlib import import_module

from ritualtui import clock
from ritualtui.cli.invocation import Session, on_a_terminal
from ritualtui.cli.output import prepare, tell
from ritualtui.errors import UsageError
from ritualtui.strings import _

_NOT_DRAWN_ON = ("", "dumb", "unknown")
"""Kinds of terminal on which the cursor cannot be moved."""


def open_by_name_alone() -> None:
    """What ``ritualtui`` without a word does: the full screen, in this home. Click is loaded only if that fails.

    The first paint waits for whatever is loaded before it, and there is nothing to parse.
    """
    prepare()
    try:
        if line := clock.mend_zone():
            tell([line])
        open_screen(Session())
    except SystemExit:
        raise
    except BaseException as err:
        from ritualtui.cli.endings import ended

        ended(err)


def open_screen(
    session: Session, ritual: str | None = None, *, easy: bool | None = None, present: str | None = None
) -> None:
    """Open the full screen, on ``ritual`` (a name) where one is given; returns when it is left.

    ``easy``: in its low-energy form (None: in a hard season); ``present``: who is there (``both``, ``me`` or a name),
    asked where it is None.
    Raises ``RitualError`` where the log cannot be opened, ``UsageError`` where nobody could see it.
    """
    if not on_a_terminal() or not os.isatty(2):
        raise UsageError(_("The full screen needs a terminal."), _("`ritualtui today` shows the same as plain text."))
    if os.environ.get("TERM", "") in _NOT_DRAWN_ON and sys.platform != "win32":
        raise UsageError(
            _("This terminal can't show the full screen (TERM is dumb, or not set)."),
            _("`ritualtui today` and `ritualtui ritual NAME --plain` work as plain text."),
        )
    gc.disable()  # the screen has it on again once it is painted
    # By name, because the two faces stand side by side and neither imports the other.
    early = import_module("ritualtui.tui.early_input")
    early.take()
    try:
        app = import_module("ritualtui.tui.app")
        code: int = app.run(
            session.places, session.who or session.usual, session.time, ritual=ritual, easy=easy, present=present
        )
    finally:
        early.let_go()
        gc.enable()
    if code:
        raise SystemExit(code)
