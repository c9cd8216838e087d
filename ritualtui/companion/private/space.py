"""The space of one's own: journal, reflections, worksheets, goals, unsaid drafts. Sealed, each person's for themselves.

Writing needs no passphrase, reading does. Nothing of it, not even a count, is known to any other part of the program.
"""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from ritualtui import clock, freetext
from ritualtui.companion import files_for_people
from ritualtui.errors import RitualError, UsageError
from ritualtui.practice import prompts
from ritualtui.store import files
from ritualtui.store.sealing import WORK
from ritualtui.store.vault import Vault
from ritualtui.strings import _, read_content

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.report.narrative import Sealed
    from ritualtui.companion.stamps import Plain
    from ritualtui.store.vault import Opened

NOT_SET_UP = _("You have no private space here yet.")
HOW_TO_SET_UP = _("`ritualtui private setup` makes one.")
LOCKED = _("Each guess at it takes {memory} MiB of memory and 2^{work} rounds of scrypt; 2^{least} is the least.")
LOCK_MADE_ANEW = _(
    "Your passphrase was easier to guess than it should be, because this computer was busy when you set it. That's "
    "fixed now; an older copy of the folder still has the weaker lock."
)
LOCK_IS_WEAK = _("Your passphrase is easier to guess than it should be.{why} Set one again; it can be the same.")
_PATIENCE = 2.0
Mark = Literal["done", "let_go"]
LIMIT = 60_000
"""Characters in one entry: about thirty pages."""
WEEK = "wellbeing-week"
"""The set of prompts that looks at a week, and asks for nothing to be done."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One sealed entry. ``name`` is its file's; ``parts`` are a draft's pages, ``asked`` what was asked."""

    id: str
    kind: prompts.Kind = "journal"
    at: str = ""
    day: str = ""
    text: str = ""
    set: str = ""
    prompt: str = ""
    asked: str = ""
    parts: dict[str, str] = {}
    done: bool = False
    let_go: bool = False
    name: str = ""

    @property
    def is_goal(self) -> bool:
        """Whether it can be done, or let go; a look at the week cannot."""
        return self.kind == "goal" and self.set != WEEK


class Private:
    """See the module. ``vault`` is the files of whoever is here."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion
        self.vault = of(companion, companion.people.me.id)

    @property
    def ready(self) -> bool:
        """Whether there is a space of one's own here."""
        return self.vault.exists

    def setup(self, passphrase: str) -> str:
        """Make it. Returns the recovery key, to be shown once. Raises ``RitualError``, also where there is one."""
        return self.vault.setup(passphrase)

    def begin(self, passphrase: str) -> "Space":
        """Make it and open it; ``news`` says where the passphrase is easily guessed. Raises as ``setup`` does."""
        opened = self.vault.unlock_with(self.setup(passphrase))
        return Space(self._c, self, opened, [line] if (line := self.weakness(passphrase)) else [])

    def write(
        self, text: str, kind: prompts.Kind = "journal", *, set_: str = "", prompt: str = "", asked: str = "",
        parts: Mapping[str, str] | None = None,
    ) -> str:  # fmt: skip
        """Seal an entry; returns the name of its file.

        Raises ``UsageError`` where nothing is said, ``RitualError`` where it cannot be kept.
        """
        if not self.vault.exists and not self.vault.missing():
            raise RitualError(NOT_SET_UP, HOW_TO_SET_UP)
        return self.vault.seal(_encoded(self._made(text, kind, set_, prompt, asked, parts or {})))

    def unlock(self, passphrase: str) -> "Space":
        """Open it; a lock that is weaker than it should be is made anew. Raises ``WrongPassphrase`` and others."""
        if not self.vault.exists and not self.vault.missing():
            raise RitualError(NOT_SET_UP, HOW_TO_SET_UP)
        opened = self.vault.unlock(passphrase)
        news = _strengthened(opened, passphrase) if opened.weak else []
        return Space(self._c, self, opened, news)

    def unlock_with(self, recovery_key: str) -> "Space":
        """Open it by the key on the recovery sheet."""
        return Space(self._c, self, self.vault.unlock_with(recovery_key))

    def weakness(self, passphrase: str) -> str:
        """Why a passphrase is easily guessed, as a line; empty where it isn't. It is theirs to choose all the same."""
        from ritualtui.companion.private.passphrase_strength import weakness

        return weakness(passphrase, self._c.people.names().values())

    def _made(
        self, text: str, kind: prompts.Kind, set_: str, prompt: str, asked: str, parts: Mapping[str, str]
    ) -> "Plain":
        c = self._c
        said = freetext.clean(text, LIMIT)
        pages = _pages(parts)
        if not said and not pages:
            raise UsageError(_("Nothing is written there."), _("Nothing was saved."))
        entry = Entry(
            id=clock.uuid7(c.time.ms()), kind=kind, at=clock.rfc3339(c.time.now()), day=c.today, text=said,
            set=set_, prompt=prompt, asked=asked, parts=pages,
        )  # fmt: skip
        return msgspec.to_builtins(entry)  # type: ignore[no-any-return]


class Space:
    """An unlocked space, until ``close``. ``told`` are lines about what is not as it should be, ``news`` others."""

    def __init__(self, companion: "OpenLog", private: Private, opened: "Opened", news: Sequence[str] = ()) -> None:
        self.news = tuple(news)
        self._c = companion
        self._private = private
        self._opened: Opened | None = opened
        self._raw: dict[str, Plain] = {}
        self.entries: list[Entry] = []
        self.told: list[str] = []
        self.refresh()

    def __repr__(self) -> str:
        return "<Space>"

    @property
    def opened(self) -> "Opened":
        """The unlocked vault. Raises ``RitualError`` once closed."""
        if self._opened is None:
            raise RitualError(_("It is closed."), _("Open it again with your passphrase."))
        return self._opened

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._opened is None

    def close(self) -> None:
        """Let go of the key and of every word. (Python may still have copies in memory until they are reused.)"""
        self._opened = None
        self._raw, self.entries, self.told = {}, [], []

    def refresh(self) -> None:
        """Read every entry anew, the newest first."""
        found, told = self.opened.entries()
        self._raw, entries, strange = {}, [], 0
        for name, plain in found:
            try:
                raw = msgspec.json.decode(plain, type=dict[str, Any])
                entries.append(msgspec.convert({**raw, "name": name}, Entry))
                self._raw[name] = raw
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                strange += 1
        self.entries = _in_order(entries)
        self.told = [*self.opened.warnings, *told]
        if strange:
            self.told.append(
                _("{strange} of a newer version of the program: stored, but not shown.").format(strange=strange)
            )

    def find(self, ident: str) -> Entry:
        """The entry whose id ends so. Raises ``UsageError``."""
        asked = ident.strip().casefold()
        found = [entry for entry in self.entries if asked and entry.id.endswith(asked)]
        if len(found) != 1:
            known = _("fits several") if found else _("is none of yours")
            raise UsageError(f"{freetext.quoted(ident)} {known}.", _("`ritualtui private read` shows them."))
        return found[0]

    def earlier(self, set_: str, prompt: str = "") -> list[Entry]:
        """What was answered before to this set, or to one of its prompts, the newest first."""
        return [entry for entry in self.entries if entry.set == set_ and prompt in ("", entry.prompt)]

    def edit(self, entry: Entry, *, patience: float = _PATIENCE, **changes: object) -> Entry:
        """Put another version in its place (``text``, ``parts``, ``done``); the earlier words are burned.

        Fields of a newer version of the program are kept. Raises ``UsageError``, ``RitualError``, and ``Busy`` after
        ``patience`` seconds.
        """
        known = self._raw.get(entry.name) or msgspec.to_builtins(entry)  # gone by now: its words are kept all the same
        raw = {key: value for key, value in known.items() if key != "name"}
        if "text" in changes:
            changes["text"] = freetext.clean(str(changes["text"]), LIMIT)
        parts = changes.get("parts")
        if isinstance(parts, Mapping):  # pages that only a newer version knows stay
            strange = {part: words for part, words in raw.get("parts", {}).items() if part not in prompts.PARTS}
            changes["parts"] = {**_pages(parts), **strange}
        new = {**raw, **changes}
        if not new.get("text") and not new.get("parts"):
            raise UsageError(_("Nothing is written there."), _("To take an entry away, burn it."))
        return self.named(self.opened.replace(entry.name, _encoded(new), patience), entry.name)

    def named(self, name: str, instead: str = "") -> Entry:
        """Read the entry in this file alone; it comes in the place of ``instead``. Raises ``RitualError``."""
        raw = msgspec.json.decode(self.opened.read(name), type=dict[str, Any])
        entry = msgspec.convert({**raw, "name": name}, Entry)
        self._raw.pop(instead, None)
        self._raw[name] = raw
        self.entries = _in_order([entry, *(one for one in self.entries if one.name not in (name, instead))])
        return entry

    def mark(self, entry: Entry, how: Mark) -> Entry:
        """Mark a goal as done, or let go; one that is so already is open again. Raises as ``edit`` does."""
        return self.edit(entry, **{"done": False, "let_go": False, how: not getattr(entry, how)})

    def week_is_due(self, today: str) -> bool:
        """Whether goals are open, and no look at the week was written in the last seven days."""
        since = (date.fromisoformat(today) - timedelta(days=6)).isoformat()
        looked = any(entry.set == WEEK and entry.day >= since for entry in self.entries)
        return bool(self.goals()) and not looked

    def goals(self) -> list[Entry]:
        """The goals that are open, the newest first."""
        return [entry for entry in self.entries if entry.is_goal and not entry.done and not entry.let_go]

    def burn(self, entries: Iterable[Entry]) -> None:
        """Take entries away for good, also from the backups."""
        self._private.vault.burn([entry.name for entry in entries])
        self.refresh()

    def share(self, entry: Entry) -> "Plain":
        """Say it to the other: a draft's statement, or an entry's words, as a reach for contact of one's own.

        It becomes a record for both, its answer still open; the entry itself stays sealed. Returns the record.
        """
        text = to_share(entry)
        if not text:
            raise UsageError(_("There's nothing to share yet."), _("Fill one of the pages after the first."))
        me = self._c.people.me.id
        from ritualtui.companion.log import Log

        return self._c.group(Log).add({"kind": "bid", "from": me, "response": None, "text": text, "audience": "ours"})

    def reported(self) -> "list[Sealed]":
        """Every entry as a line that its owner may take into a report: what was asked, then what was said."""
        from ritualtui.companion.report.narrative import Sealed

        return [
            Sealed(entry.day, entry.at, entry.kind, "\n".join(_asked_and_said(entry)), entry.id)
            for entry in self.entries
        ]

    def write(self, file: str) -> str:
        """Write everything as Markdown to a new file; returns where it is. What was burned by then is not in it.

        Raises as ``hand_out`` does.
        """
        place, vault = target(file), self._private.vault
        while True:
            self.refresh()
            names = [entry.name for entry in self.entries]
            try:
                files_for_people.put(place, self.markdown().encode(), partial(vault.holding, names), new=True)
            except files_for_people.Changed:
                continue
            except FileExistsError:
                raise _is_there(file) from None
            return place

    def markdown(self) -> str:
        """Everything, oldest first, as a Markdown document. Words are data: what would be markup is escaped."""
        lines = ["# My own pages", ""]
        day = ""
        for entry in reversed(self.entries):
            if entry.day != day:
                day = entry.day
                lines += [f"## {day}", ""]
            lines += [f"### {NAMES[entry.kind]}, {entry.at[11:16]}", ""]
            if entry.asked:
                lines += [f"*{_plain(entry.asked)}*", ""]
            for part, words in entry.parts.items():
                lines += [f"{prompts.draft()[part].ask if part in prompts.PARTS else part}", "", _plain(words), ""]
            if entry.text:
                lines += [_plain(entry.text), ""]
        return "\n".join(lines)


NAMES: dict[str, str] = {
    "journal": "Journal", "reflection": "Reflection", "barrier": _("What stands in the way"), "boundary": "Boundary",
    "goal": _("For my own good"), "draft": "Unsaid",
}  # fmt: skip
"""What each kind is called where it is read."""


def how_locked(work: int) -> str:
    """How strong a lock is (``Opened.work``), in a sentence."""
    return LOCKED.format(memory=f"{1 << work - 10:,}", work=work, least=WORK)


def _strengthened(opened: "Opened", passphrase: str) -> list[str]:
    """Make a weak lock anew. Returns what there is to say of it."""
    try:
        opened.strengthen(passphrase)
    except RitualError as err:
        return [LOCK_IS_WEAK.format(why=f" {err.what}")]
    return [LOCK_IS_WEAK.format(why="") if opened.weak else LOCK_MADE_ANEW]


def of(companion: "OpenLog", person: str) -> Vault:
    """The vault of a person (an id) in this home."""
    places = companion.places
    return Vault(os.path.join(places.home, "vault", person), os.path.join(places.backups, "vault", person))


def sheet(name: str, key: str, day: str) -> str:
    """The recovery sheet, to be printed or copied by hand."""
    return read_content("recovery.txt").format(name=freetext.one_line(name), key=key, day=day)


def to_share(entry: Entry) -> str:
    """An entry as it would be said to the other: of a draft its statement alone. Empty where there is none yet."""
    return prompts.statement(entry.parts) if entry.kind == "draft" and entry.parts else entry.text


def said(entry: Entry) -> str:
    """An entry in one line, safe to show."""
    words = entry.text or " ".join(entry.parts.values())
    return freetext.one_line(words)


def hand_out(file: str, text: str) -> str:
    """Write ``text`` to a new file for this user alone; returns where that is.

    Never over another file. Raises ``UsageError``, ``RitualError``.
    """
    place = target(file)
    files.replace(place, text.encode())
    return place


def target(file: str) -> str:
    """Where a new file of that name would be; ``~`` is one's home. Raises ``UsageError`` where none can be."""
    if not file.strip() or "\0" in file:
        raise UsageError(_("A file needs a name."), _("Nothing was written."))
    target = os.path.abspath(os.path.expanduser(file.strip()))
    if not os.path.isdir(os.path.dirname(target)):
        raise UsageError(
            _("There's no folder {dirname}.").format(dirname=os.path.dirname(target)),
            _("Create it first, or name another file."),
        )
    if os.path.lexists(target):
        raise _is_there(file)
    return target


def _is_there(file: str) -> UsageError:
    return UsageError(_("{file} already exists.").format(file=file), _("Name another file."))


def _asked_and_said(entry: Entry) -> Iterable[str]:
    if entry.asked:
        yield entry.asked
    for part, words in entry.parts.items():
        yield from ([prompts.draft()[part].ask] if part in prompts.PARTS else [])
        yield words
    if entry.text:
        yield entry.text


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The newest first."""
    return sorted(entries, key=lambda entry: (entry.day, entry.at, entry.id), reverse=True)


def _pages(parts: Mapping[str, str]) -> dict[str, str]:
    """The pages of a draft that have something on them, in order."""
    pages = {part: freetext.clean(parts.get(part, ""), freetext.TEXT_LIMIT) for part in prompts.PARTS}
    return {part: words for part, words in pages.items() if words}


def _encoded(entry: "Plain") -> bytes:
    return msgspec.json.encode({key: value for key, value in entry.items() if key != "name"})


def _plain(text: str) -> str:
    """Words as Markdown that shows them as they are."""
    shown = re.sub(r"([\\`*_\[\]<>|~])", r"\\\1", freetext.shown(text))
    return re.sub(r"^(\s*)([#+=-]|\d+(?=[.)]))", r"\1\\\2", shown, flags=re.M)


def kinds(entries: Sequence[Entry]) -> list[str]:
    """The kinds that occur, in the order in which they are offered."""
    there = {entry.kind for entry in entries}
    return [kind for kind in prompts.KINDS if kind in there]
