"""Thanks, bids, and everything else one logs; correcting, removing; undo and redo."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from ritualtui import audiences, clock, freetext, records
from ritualtui.companion.open_log import Edit
from ritualtui.companion.stamps import removed
from ritualtui.errors import RitualError, UsageError
from ritualtui.kinds import Record
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.stamps import Plain
    from ritualtui.store.state import Change

BEGINNING = "init"
"""What a log begins with."""
TOGETHER, ALONE = "together", "alone"
"""The changes by which the partner begins to take part, or one is alone again."""
_UNDO = "undo "
"""What an undo puts before what the change was."""
_SHORTEST = 4
SHORT = 6
"""Characters of an id that lists show: its end, which is random (its beginning is the time)."""


def _words(record: "Plain | None") -> "Plain":
    """A version but for its stamp: undoing puts the same words back under a new one."""
    return {key: value for key, value in (record or {}).items() if key != "stamp"}


def is_beginning(record: "Plain") -> bool:
    """Whether it is one of the plans that a log begins with."""
    return record["kind"] == "plan" and not record.get("since")


def _moment(at: object, otherwise: datetime) -> datetime:
    try:
        return clock.parse_moment(str(at))
    except ValueError:
        return otherwise


class Log:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion

    def add(self, fields: Mapping[str, Any], what: str = "") -> "Plain":
        """Keep one new record. ``fields`` has kind and heart, ids for people; ``by`` is me and ``at`` now by default.

        ``what`` was done, in a word (its kind, unless said). Returns it whole. Raises ``UsageError`` naming the field
        that is wrong.
        """
        return self.add_all([fields], what)[0]

    def add_all(self, many: list[Mapping[str, Any]], what: str = "") -> "list[Plain]":
        """Keep several new records as one change, undone together."""
        c, now = self._c, self._c.time.now()
        new = []
        for fields in many:
            whole = {"by": c.people.me.id, "at": clock.rfc3339(now), **fields}
            checked = records.check(whole, now=now, turn=c.turn, solo=c.people.solo)
            new.append({"id": clock.uuid7(c.time.ms()), **self._kept(checked)})
        return c.save(Edit(new, what or new[0]["kind"]))[0]

    def _kept(self, record: "Plain") -> "Plain":
        """As it is kept; the plans a log begins with are nobody's words."""
        return record if is_beginning(record) else self._c.people.kept(record)

    def thank(self, text: str, *, by: str | None = None, at: str | None = None, tags: tuple[str, ...] = ()) -> "Plain":
        """Keep an appreciation by ``by`` (an id; me by default) to the other."""
        by = by or self._c.people.me.id
        fields = {"kind": "appreciation", "by": by, "to": self._c.people.other(by).id, "text": text, "tags": list(tags)}
        return self.add({**fields, "at": at} if at else fields)

    def bid(self, response: str | None, text: str = "", *, from_: str | None = None, shared: bool = False) -> "Plain":
        """Save a bid that ``from_`` (an id; the partner by default) made, and how it was answered.

        One of mine that was turned away or against is mine alone, unless it is ``shared``.
        """
        fields = {"kind": "bid", "from": from_ or self._c.people.partner.id, "response": response, "text": text}
        return self.add({**fields, "audience": "ours"} if shared else fields)

    def checkin(self, text: str = "", *, by: str | None = None, shared: bool = False, **felt: Any) -> "Plain":
        """Save how ``by`` (an id; me by default) is, for them alone until it is ``shared``.

        ``felt`` are fields of a check-in: ``closeness`` (1–10), ``feelings``, ``topic``, ``minutes``; what is empty is
        left out.
        """
        given = {key: value for key, value in felt.items() if value}
        fields = {"kind": "checkin", "by": by or self._c.people.me.id, "text": text, **given}
        return self.add({**fields, "audience": "ours"} if shared else fields)

    def find(self, ident: str) -> Record:
        """The visible record whose id is, or ends in, ``ident`` (at least four characters). Raises ``UsageError``."""
        asked = freetext.clean(ident, 80, "id").lower().lstrip("#…")
        if len(asked) < _SHORTEST:
            raise UsageError(
                _("{ident} is too short for an id.").format(ident=freetext.quoted(ident)),
                _("`ritualtui list` shows them."),
            )
        found = [record for record in self._c.visible() if record.id.endswith(asked)]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(record.id for record in found[:4])
            raise UsageError(
                _("{asked} is the end of {found} ids.").format(asked=freetext.quoted(asked), found=len(found)),
                _("Give more of it: {ids}.").format(ids=ids),
            )
        if self._removed(asked):
            raise UsageError(_("That entry is already removed."), _("`ritualtui undo` takes back your last change."))
        raise UsageError(
            _("There's no entry {asked}.").format(asked=freetext.quoted(asked)), _("`ritualtui list` shows their ids.")
        )

    def _removed(self, asked: str) -> bool:
        """Whether a record whose id ends so was removed lately, of those that whoever is here could see."""
        c = self._c
        for change in c.state.lines:
            for was, new in zip(change.was, change.set, strict=False):
                record = records.read(was)
                if record is not None and record.id.endswith(asked) and c.may_see(record, c.people.me.id):
                    gone = records.read(new)
                    if gone is not None and gone.deleted:
                        return True
        return False

    def edit(self, ident: str, changes: Mapping[str, Any]) -> "Plain":
        """Put a new version in place of the record with this whole id; the fields not named stay as they are.

        Fields of a newer version of the program are kept. Where nothing would be different, nothing is written. A bid
        that its writer edits to turned away or against becomes theirs alone, unless ``changes`` has an audience.
        Returns the record as it stands then. Raises ``UsageError``.
        """
        c = self._c
        now = c.time.now()
        if {"id", "kind", "stamp", "deleted"} & changes.keys():
            raise UsageError(_("The id, kind and stamp of an entry can't be changed."))
        stands: Plain = {}

        def edit() -> Edit:
            nonlocal stands
            stands = self._mine_to_change(ident)
            new = self._version(stands, changes, now)
            same = _words(stands) == _words(msgspec.json.decode(msgspec.json.encode(new)))
            return Edit([] if same else [new], "edit")

        saved = c.save(edit)[0]
        return saved[0] if saved else stands

    def _version(self, old: "Plain", changes: Mapping[str, Any], now: datetime) -> "Plain":
        """What becomes of a record by these changes, without a stamp. Raises ``UsageError``."""
        c = self._c
        known = {"kind", *records.fields(old["kind"])}
        wanted = {key: value for key, value in {**old, **changes}.items() if key in known}
        # The stamp is made anew below, and the day where the time is: neither is what somebody typed now.
        kept = {} if {"at", "day"} & changes.keys() else {"day": old.get("day", "")}
        for key in {"stamp"} | ({"day"} - changes.keys()):
            wanted.pop(key, None)
        if "audience" not in changes and c.people.me.id == old["by"] and audiences.becomes_own(old, wanted):
            wanted["audience"] = "self"
        if "audience" in changes and c.people.me.id != old["by"]:
            raise UsageError(_("Only the one who wrote an entry can change who sees it."))
        if c.people.solo and changes.get("audience") == "ours" and old.get("audience") != "ours":
            raise UsageError(_("In solo mode, everything is only for you."), _("`ritualtui together` says more."))
        if {"by", "voice"} & changes.keys() and "self" in (old.get("audience"), changes.get("audience")):
            # It would go out of sight of the one, and into that of the other.
            raise UsageError(_("You can't change who said it while only one of you sees it."))
        for key in changes.keys() - known:
            wanted[key] = changes[key]  # refused by name below
        # A clock that was wrong may have put it ahead of now; correcting its words is no reason to refuse it.
        bound = now if "at" in changes else max(now, _moment(old.get("at"), now))
        checked = records.check(wanted, now=bound, turn=c.turn, solo=c.people.solo)
        extra = {key: value for key, value in old.items() if key not in known}
        return {**checked, **kept, **extra, "id": old["id"]}

    def remove(self, ident: str) -> "Plain":
        """Remove the record with this whole id: only id, kind and stamp stay. Returns what it was."""
        was: Plain = {}

        def edit() -> Edit:
            nonlocal was
            was = self._mine_to_change(ident)
            return Edit([removed(ident, was["kind"])], "rm")

        self._c.save(edit)
        return was

    def _mine_to_change(self, ident: str) -> "Plain":
        """The record as it stands under the lock, if whoever is here may change it."""
        old = self._c.raw(ident)
        if old is None or old.get("deleted"):
            raise UsageError(_("That entry is gone."), _("`ritualtui list` shows the others."))
        shown = records.read(msgspec.json.encode(old))
        if shown is None or not self._c.may_see(shown, self._c.people.me.id):
            raise UsageError(_("That entry can't be changed here."))
        return old

    def undo(self) -> tuple[str, list["Plain"]]:
        """Put back what this machine's last change of the last day replaced, as a new version.

        A second call goes one change further back. Facts of this machine that changed with it change back, too. Returns
        what the change was, and the records as they were after it. Raises ``RitualError`` where there is nothing to
        undo, or where another change came on top.
        """
        c = self._c
        c.refresh()
        change = self._to_undo()
        if change is None:
            raise RitualError(_("There's nothing to undo."), self._why_nothing())
        if change.clock < self._oldest():
            raise RitualError(
                _("The last change is more than a day old."), _("`ritualtui edit` and `rm` change older ones.")
            )
        if change.what == TOGETHER and self._partner_kept_since(change.clock):
            raise RitualError(
                _("{name} has saved something here since.").format(name=c.people.partner.name),
                _("`ritualtui together --alone` goes back to solo."),
            )
        return change.what, self._reverse(change, f"{_UNDO}{change.what}", undoes=change.n)

    def redo(self) -> tuple[str, list["Plain"]]:
        """Make the change again that this machine's last undo took back, as a new version.

        A second call goes one change further forward. A new change by whoever is here ends it: what was taken back
        before that stays so. Returns what the change was, and the records as the undo had left them. Raises
        ``RitualError`` where there is nothing to redo, or where another change came on top.
        """
        self._c.refresh()
        change = self._to_redo()
        if change is None:
            raise RitualError(_("There's nothing to redo."), _("After a new change there's nothing left to redo."))
        if change.clock < self._oldest():
            raise RitualError(
                _("The last undo is more than a day old."), _("Only what was undone in the last day can be redone.")
            )
        what = change.what.removeprefix(_UNDO)
        return what, self._reverse(change, what, redoes=change.n)

    def _reverse(
        self, change: "Change", what: str, *, undoes: int | None = None, redoes: int | None = None
    ) -> list["Plain"]:
        """Put back what ``change`` replaced, in one new change. Returns the records as they were after ``change``.

        Raises ``RitualError`` where one of them was changed again since, or its words were taken away for good.
        """
        c = self._c
        new = [msgspec.json.decode(raw) for raw in change.set]
        old = [msgspec.json.decode(raw) for raw in change.was]

        def edit() -> Edit:
            for record in new:
                if _words(c.raw(record["id"])) != _words(record):
                    raise RitualError(
                        _("Your last change has been changed again since, elsewhere."), _("Nothing was undone.")
                    )
            back = [before or removed(now["id"], now["kind"]) for now, before in zip(new, old, strict=True)]
            return Edit(back, what, change.before, undoes=undoes, redoes=redoes)

        c.save(edit)
        return new

    def _mine(self) -> "Iterator[Change]":
        """The changes by whoever is here, newest first, that stand as they were made: none of them reversed since.

        Each undo and each redo names the one line that it reverses, so that what is left is what there is to reverse
        next. The plans a log begins with are nobody's last change.
        """
        reversed_: set[int | None] = set()
        for change in reversed(self._c.state.lines):
            reversed_ |= {change.undoes, change.redoes}
            if change.n not in reversed_ and change.who == self._c.people.me.id and change.what != BEGINNING:
                yield change

    def _to_undo(self) -> "Change | None":
        """The change that ``undo`` goes for, however old: a redo is one again, an undo is none."""
        return next((change for change in self._mine() if change.undoes is None), None)

    def _to_redo(self) -> "Change | None":
        """The undo that ``redo`` goes for, however old: none where something new was changed since."""
        undone: list[Change] = []
        for change in self._c.state.lines:
            if change.who != self._c.people.me.id or change.what == BEGINNING:
                continue
            if change.redoes is not None:
                undone = [undo for undo in undone if undo.n != change.redoes]
            elif change.undoes is not None:
                undone.append(change)
            else:
                undone.clear()
        return undone[-1] if undone else None

    def _oldest(self) -> str:
        """The clock from which on a change can be reversed."""
        return f"{self._c.time.ms() - clock.DAY_MS:012x}"

    def _partner_kept_since(self, clock_: str) -> bool:
        """Whether a record of the partner's came or changed after that."""
        partner = self._c.people.partner.id
        return any(r is not None and r.by == partner and r.stamp > clock_ for r in self._c.all.values())

    def can_undo(self) -> bool:
        """Whether there is a change that ``undo`` would go for, as far as is known without reading on."""
        change = self._to_undo()
        return change is not None and change.clock >= self._oldest()

    def can_redo(self) -> bool:
        """Whether there is an undo that ``redo`` would go for, as far as is known without reading on."""
        change = self._to_redo()
        return change is not None and change.clock >= self._oldest()

    def _why_nothing(self) -> str:
        header = self._c.state.header
        if header["generation"] > 1 and header.get("fresh") == header["generation"]:
            return _("After a large import or repair, `ritualtui restore` shows the backups to go back to.")
        return _("Only changes made on this computer in the last day can be undone.")
