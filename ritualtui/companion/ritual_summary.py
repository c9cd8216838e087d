"""What a ritual's last page says: what was kept, and what two at one computer may show each other."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ritualtui import freetext, kinds, messages
from ritualtui.practice import ritual_records, step_kinds
from ritualtui.practice import ritual_run as sessions
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.people import People


def summary(session: sessions.Session, people: "People", shared: Mapping[str, bool]) -> list[str]:
    """What was kept, a line each, and nothing else. ``shared``: page key → whether the rating there is for both.

    Where both look at the screen, a rating that is its giver's alone is named without its number.
    """
    names = people.names()
    told = {step.id: step_kinds.BY_NAME[step.kind].told for step in session.ritual.steps}
    lines = []
    for keep in ritual_records.kept(session):
        by, to = (names.get(str(keep.fields.get(whose)), "") for whose in ("by", "to"))
        text = freetext.one_line(str(keep.given))
        watched = session.present == kinds.BOTH and not people.solo
        if keep.kind == "checkin":
            alone = watched and not shared.get(keep.key, False)
            lines.append(messages.RATING_SAVED.format(by=by) if alone else f"{by}: {text}")
        elif text:
            asked = freetext.one_line(str(keep.fields.get("asked", "")))
            given = freetext.in_marks(text, text)
            lines.append(told[keep.step].format(by=by, to=to, text=text, given=given, asked=asked))
    return [*lines, *(_("For later: {line}").format(line=freetext.one_line(line)) for line in session.parked)]


def each_other(session: sessions.Session, people: "People") -> list[str]:
    """How close each of two at one computer said they feel, a line each; empty unless both said it.

    Nothing more of it: it is for them to talk about, here and now.
    """
    if session.present != kinds.BOTH or people.solo:
        return []
    names = {ident: freetext.one_line(name) for ident, name in people.names().items()}
    near = {
        keep.fields["by"]: keep.fields["closeness"]
        for keep in ritual_records.kept(session)
        if keep.kind == "checkin" and "closeness" in keep.fields
    }
    said = _("{by}: closeness {number} of 10")
    return [said.format(by=names[by], number=n) for by, n in near.items()] if len(near) > 1 else []
