"""A ritual: one time that it was begun."""

from typing import Literal

from ritualtui.kinds.base import BOTH, Few, Kind, Lines, Minutes, Record, Saying, Short, Telling, Told, Words, quoted
from ritualtui.strings import _


class Ritual(Record, frozen=True, kw_only=True, tag="ritual"):
    """One time a ritual was begun. ``steps`` done, by id; ``guided`` is False where it was done away from here.

    ``first`` is the id of whoever began, where that is said. ``parked`` are the to-dos that came up and were put aside;
    ``text`` is a note on how it was.
    """

    ritual: Short = ""
    present: str = BOTH  # "both" or one person's id
    steps: Few = ()
    minutes: Minutes = 0
    complete: bool = False
    guided: bool = True
    form: Literal["full", "easy"] = "full"
    parked: Lines = ()
    text: Words = ""
    first: Short = ""


def _sentence(record: Ritual, say: Saying) -> str:
    present = say.present(record.present)
    parts = [say.ritual(record.ritual), *([present] if present else [])]
    parts += [] if record.complete else [_("stopped partway")]
    parts += [_("away from the screen")] if not record.guided else []
    note = f": {quoted(record)}" if record.text else ""
    return _("; for later: ").join([f"{', '.join(parts)}{note}", *record.parked])


def _head(record: Ritual, say: Saying) -> str:
    parts = [say.ritual(record.ritual), say.present(record.present)]
    parts += [_("short version")] if record.form == "easy" else []
    done = _("complete") if record.complete else _("stopped partway")
    parts += [done if record.guided else _("away from the screen")]
    return ", ".join(part for part in parts if part)


def _told(record: Ritual, tell: Telling) -> Told:
    lead = tell.say["ritual"].format(ritual=tell.ritual(record.ritual), who=tell.present(record.present))
    return tell.line(lead, ("", record.text))


KIND = Kind(
    Ritual,
    (_("Ritual"), _("Rituals")),
    sign="●",
    needs=("ritual",),
    sentence=_sentence,
    head=_head,
    found_by=lambda record, names: (names.ritual(record.ritual), *record.parked),
    told=_told,
    repeats=("ritual", "present", "steps", "minutes", "first"),
)
