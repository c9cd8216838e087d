"""How syncing stands, in the lines that the screen for two computers shows once it's set up."""

from contextlib import suppress
from typing import TYPE_CHECKING

from ritualtui import freetext, messages
from ritualtui.errors import RitualError
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.service import Companion
    from ritualtui.tui.sync_monitor import InStep


def told(companion: "Companion", step: "InStep") -> str:
    """One line an idea: each sync folder, what rests, when it was last in step, what's to be known. Counts as seen."""
    from ritualtui.companion.sync import syncing

    lines = []
    for scope in syncing.scopes(companion.places):
        with suppress(RitualError):
            found = companion.syncing.status(scope)
            lines.append(messages.sync_status(scope, found.target, found.machines, found.unsent))
            lines += [str(syncing.Alone())] if found.rests else []
            lines += [freetext.one_line(note) for note in found.told]
    if step.outcome is not None and step.outcome.state == "waiting":
        lines.append(_("Everything is stored there. No other computer has joined yet."))
    elif step.ended:
        lines.append(_("Last synced at {time}.").format(time=step.ended))
    if step.outcome is not None and step.outcome.state == "later":
        lines.append(
            _("The sync folder can’t be reached right now. What’s new here waits and is sent later, by itself.")
        )
    lines += [freetext.one_line(note) for note in (step.outcome.notes if step.outcome else ())]
    step.seen()
    return "\n".join(dict.fromkeys(lines))
