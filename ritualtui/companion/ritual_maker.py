"""A ritual of one's own made without writing TOML: what it has, how it reads, and its table in ``rituals.toml``.

Nothing of the file is changed but its end, so comments and everything else in it stay as they are.
"""

import re
import tomllib
from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from ritualtui import freetext
from ritualtui.companion import own_files, shared_rituals
from ritualtui.errors import UsageError
from ritualtui.kinds import WEEKDAYS, Weekday
from ritualtui.places import Places
from ritualtui.practice import rituals
from ritualtui.practice.step_kinds import BY_NAME
from ritualtui.store import toml
from ritualtui.strings import _, read_content

MOST_STEPS: Final = 12
"""Steps that can be made so: an evening has no room for more."""
_HOUR: Final = re.compile(r"(\d{1,2})(?::(\d\d))?")
_MINUTE: Final = 60
_FIRST: Final = _("Rituals of your own. What each line means: docs/rituals.md.")


class Piece(NamedTuple):
    """A kind of step as people choose it: what it is called, what it says at first, how long it takes.

    ``alone`` is what it says to one person. ``deck`` and ``pool`` as in ``practice.rituals.Step``.
    """

    kind: str
    name: str
    text: str
    alone: str
    seconds: int | None = None
    deck: str = ""
    pool: str = ""


@cache
def pieces() -> tuple[Piece, ...]:
    """In the order in which they are offered."""
    return tuple(Piece(**one) for one in tomllib.loads(read_content("ritual_maker.toml"))["piece"])


class MadeStep(NamedTuple):
    """A step that was chosen, with its own words and its own seconds."""

    piece: Piece
    text: str
    seconds: int | None

    @classmethod
    def of(cls, piece: Piece) -> "MadeStep":
        """As it is at first."""
        return cls(piece, piece.text, piece.seconds)


class Draft(NamedTuple):
    """A ritual that is being made. ``opens`` and ``closes`` are ``HH:MM``; both empty: the whole day."""

    name: str
    days: tuple[Weekday, ...] = WEEKDAYS
    opens: str = ""
    closes: str = ""
    steps: tuple[MadeStep, ...] = ()


def hours(typed: str) -> tuple[str, str]:
    """``HH:MM`` for from when to when, out of what was typed: ``15:00–17:00``, ``9 to 11``; two empty ones for nothing.

    Raises ``UsageError``.
    """
    found = _HOUR.findall(typed)
    if not typed.strip():
        return "", ""
    pairs = [(int(hour), int(minute or 0)) for hour, minute in found]
    if len(pairs) != 2 or any(hour > 23 or minute > 59 for hour, minute in pairs):
        raise UsageError(_("Write from when to when as 15:00–17:00."), _("Leave it empty for any time of the day."))
    first, last = (f"{hour:02}:{minute:02}" for hour, minute in pairs)
    return first, last


def checked(draft: Draft) -> Draft:
    """The draft with its words cleaned. Raises ``UsageError`` where something is missing or doesn't fit."""
    name = " ".join(freetext.needed(draft.name, freetext.NAME_LIMIT, "name").split())
    if not draft.steps:
        raise UsageError(_("This ritual has no steps yet."), _("Add one."))
    if len(draft.steps) > MOST_STEPS:
        raise UsageError(_("{most} steps are enough.").format(most=MOST_STEPS), _("Take one out."))
    steps = [step._replace(text=freetext.needed(step.text, what="step")) for step in draft.steps]
    return draft._replace(name=name, steps=tuple(steps))


def look(draft: Draft, me: str, partner: str) -> list[str]:
    """The steps in words, a line each, as they read when ``me`` begins; both are names."""
    lines = []
    for number, step in enumerate(draft.steps, 1):
        text = freetext.one_line(step.text)
        for name, said in (("{by}", me), ("{to}", partner), ("{me}", me), ("{partner}", partner)):
            text = text.replace(name, freetext.one_line(said))
        if step.seconds and step.seconds >= _MINUTE:
            long = _("{minutes} min").format(minutes=round(step.seconds / _MINUTE))
            said = _("{text} ({long} each)") if BY_NAME[step.piece.kind].per_person else _("{text} ({long})")
            text = said.format(text=text, long=long)
        lines.append(f"{number}. {text}")
    return lines


def save(places: Places, draft: Draft, taken: Collection[str], today: date) -> str:
    """Put the ritual at the end of one's own file; returns its id, which is none of ``taken``.

    Raises ``UsageError`` where it isn't complete, ``RitualError`` where the file can't be read as it is, or written.
    """
    draft, path = checked(draft), places.own_rituals
    text = own_files.before(path, lambda text: rituals.parse(text, path)[1])
    known = rituals.parse(text, path)[0]
    ident = _free(draft.name, {*taken, *(ritual.id for ritual in known)})
    whole = own_files.behind(text, _table(draft, ident, today), _FIRST)
    if problems := rituals.parse(whole, path, shared_rituals.deck_names)[1]:
        raise UsageError(problems[0].partition(": ")[2] or problems[0], _("Change that; nothing was saved."))
    own_files.write(path, whole)
    return ident


def _free(name: str, taken: Collection[str]) -> str:
    """An id made of the name, that is none of ``taken``."""
    stem = toml.as_id(name)
    if not stem or not stem[0].isalpha():
        stem = f"ritual-{stem}".rstrip("-")
    ident, number = stem, 2
    while ident in taken:
        ident, number = f"{stem}-{number}", number + 1
    return ident


def _table(draft: Draft, ident: str, today: date) -> list[str]:
    """Its lines, with comments that say what can be changed by hand."""
    lines = [
        f"# {_('Made on the screen on {day}. Change what you like; a mistake is told by its line.').format(day=today)}",
        "[[ritual]]",
        f"id = {toml.quoted(ident)}",
        f"name = {toml.quoted(draft.name)}",
        f"days = [{', '.join(map(toml.quoted, draft.days))}]  # {_('[]: not planned for any day')}",
    ]
    if draft.opens and draft.closes:
        lines += [f"opens = {toml.quoted(draft.opens)}", f"closes = {toml.quoted(draft.closes)}"]
    for number, step in enumerate(draft.steps, 1):
        piece = step.piece
        lines += ["", "[[ritual.steps]]", f'id = "{piece.kind}-{number}"', f"kind = {toml.quoted(piece.kind)}",
                  f"text = {toml.quoted(step.text)}"]  # fmt: skip
        if step.text == piece.text and piece.alone != piece.text:
            lines.append(f"alone = {toml.quoted(piece.alone)}  # {_('for one person')}")
        lines += [f"seconds = {step.seconds}"] if step.seconds else []
        lines += [f"deck = {toml.quoted(piece.deck)}"] if piece.deck else []
        lines += [f"pool = {toml.quoted(piece.pool)}"] if piece.pool else []
    return lines
