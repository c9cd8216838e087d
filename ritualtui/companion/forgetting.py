"""Words that go for good: one record's (burn), one person's, everything (forget).

Unlike ``rm``, which takes a record out of the log and can be taken back, this leaves the words in no file of ours:
not in the data file, not in the journal, in no backup, not in what was set aside. It cannot be taken back. Nothing is
overwritten in place, because no disk of today promises to do that: see ``store.purge`` for what may stay below.

Nobody else is asked: what goes are one's own words, or those of *ours*, which either may remove.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ritualtui import clock, freetext, records
from ritualtui.companion.open_log import Edit
from ritualtui.errors import UsageError
from ritualtui.store import datafile, owned_files, purge
from ritualtui.store.datafile import NOT_JSON, document
from ritualtui.store.lock import held
from ritualtui.store.state import State, key_of
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.stamps import Plain

NOBODY = "someone"
"""What is left of the name of somebody who is forgotten."""
_NOBODY_ELSE = _("someone else")
_AGREED = ("plan", "pause")
"""Kinds that have no words and that the days of both are counted by."""
_KEPT_OF_A_RITUAL = (
    "kind", "by", "at", "day", "audience", "ritual", "present", "steps", "minutes", "complete", "guided", "form",
)  # fmt: skip


class Result(NamedTuple):
    """What was done. ``records`` were burned; ``rewritten`` and ``removed`` are names of files within the home.

    ``left`` are lines for people: what could not be changed and why, what is no file of ours. ``pending``: something
    of ours still has the words, and every opening of the log tries again.
    """

    records: int
    rewritten: tuple[str, ...]
    removed: tuple[str, ...]
    left: tuple[str, ...]
    pending: bool


class _Whose(msgspec.Struct, frozen=True):
    """The part of a version that says whether it is somebody's."""

    id: str
    kind: str = ""
    by: str = ""
    audience: str = "ours"
    stamp: str = ""
    deleted: bool = False
    burned: bool = False


_whose = msgspec.json.Decoder(_Whose)


class Forgetting:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion

    def burn(self, ident: str) -> Result:
        """Burn the record with this whole id, removed already or not. Raises as ``burn_all`` does."""
        return self.burn_all([ident])

    def burn_all(self, idents: Iterable[str]) -> Result:
        """Burn the records with these whole ids in one go: only id, kind and stamp stay, in every file of ours.

        Raises ``UsageError`` where one is unknown, or is not one that whoever is here may change; then none is.
        """
        wanted = list(dict.fromkeys(idents))
        return self._burn(lambda: [self._burned(ident) for ident in wanted])

    def forget_me(self) -> Result:
        """Burn all that whoever is here has said, and take away what they had to themselves.

        Every record of theirs goes, removed ones too, with their vault and what they have been shown; their name
        becomes ``NOBODY`` in every file. For the partner, who stays: what was agreed (plans, pauses) and the rituals
        of *ours* remain, as days without words; what the partner said about them is the partner's.
        """
        c = self._c
        me, other = c.people.me, c.people.partner
        name = _NOBODY_ELSE if freetext.alike(other.name) == freetext.alike(NOBODY) else NOBODY

        def make() -> "list[Plain]":
            made: list[Plain] = []
            for raw in _all_of(c.state, me.id):
                whose = _whose.decode(raw)
                made.append(datafile.burned(whose.id, whose.kind, whose.stamp))
                if whose.kind == "ritual" and whose.audience == "ours" and not whose.deleted:
                    made.append(_without_words(document(raw)))
            return made

        result = self._burn(make, {me.id: name})
        c.read_facts()  # the name
        return result

    def forget_everything(self, *, settings: bool = False) -> Result:
        """Remove every file of the log: data file, journal, backups, vault, what was set aside and remembered.

        One's own settings, rituals and decks stay unless ``settings``; a file that is not ours stays, and is named.
        Ends this companion. Cut off, it is finished by the next opening. Raises ``RitualError`` where nothing could be
        removed.
        """
        from ritualtui.companion.sync.syncing import Syncing

        c = self._c
        own = (c.places.settings, c.places.own_rituals, c.places.own_decks)
        outside = c.group(Syncing).forget_outside()
        c.close()
        with held(c.places.lock):
            done = owned_files.everything(
                c.places, [f"{path}{new}" for path in own for new in ("", ".new")] if settings else ()
            )
        return Result(0, *done._replace(left=(*outside, *done.left)))

    def _burn(self, make: "Callable[[], list[Plain]]", forget: dict[str, str] | None = None) -> Result:
        saved, done = self._c.burn(lambda: Edit(make(), "burn", mine=False), forget)
        return Result(sum(bool(record.get("burned")) for record in saved), *done)

    def _burned(self, ident: str) -> "Plain":
        """What stays of a record, if whoever is here may burn it."""
        state = self._c.state
        stands = state.get(ident)
        if stands is None:
            raise UsageError(_("There's no such entry."), _("`ritualtui list` shows them."))
        said = [stands]
        if datafile.version(stands).deleted:  # whose it was, its earlier versions say, if there are any
            said = [raw for raw in purge.versions(state) if key_of(raw) == key_of(stands) and not _deleted(raw)]
        shown = records.read(max(said, key=datafile.rank)) if said else None
        if said and (shown is None or not self._c.may_see(shown, self._c.people.me.id)):
            raise UsageError(_("That entry can't be changed here."))
        whose = _whose.decode(stands)
        return datafile.burned(whose.id, whose.kind, whose.stamp)


def _deleted(raw: msgspec.Raw) -> bool:
    return datafile.version(raw).deleted


def _all_of(state: State, person: str) -> list[msgspec.Raw]:
    """Every record as it stands that is this person's to be forgotten, also what is removed, or only in a backup."""
    found: dict[str, msgspec.Raw] = {}
    for raw in purge.versions(state):
        key = key_of(raw)
        if not key or key in found:
            continue
        stands = state.records.get(key, raw)
        try:
            said, now = _whose.decode(raw), _whose.decode(stands)
        except NOT_JSON:
            continue
        theirs = now if not now.deleted else said  # a removed record does not say whose it was; its versions do
        agreed = now.kind in _AGREED and theirs.audience == "ours"
        if theirs.by == person and not now.burned and not agreed:
            found[key] = stands
    return list(found.values())


def _without_words(ritual: "Plain") -> "Plain":
    """A ritual as a day that it was done on: a record of its own, because the one with words is burned.

    Its id comes from the other's, in the same millisecond, so that the order of the log stays.
    """
    ident = str(ritual["id"])
    ms = int(ident.replace("-", "")[:12], 16)
    kept = {key: ritual[key] for key in _KEPT_OF_A_RITUAL if key in ritual}
    entropy = hashlib.sha256(ident.encode()).digest()[:10]
    return {"id": clock.uuid7(ms, entropy), **kept}
