"""Something that is being written in one's own space: a new entry, or another version of one.

Whichever way a page is left (by a key, by the lock, by the end of the program), its words are sealed by ``keep``, once.
"""

from contextlib import suppress
from typing import TYPE_CHECKING

from ritualtui import freetext
from ritualtui.companion.private import space as own
from ritualtui.practice import prompts
from ritualtui.store.lock import Busy

if TYPE_CHECKING:
    from ritualtui.companion.private.space import Entry, Private, Space

_ANY = 1 << 30
_PATIENCE = 2.0


class Writing:
    """See the module. ``text`` and ``parts`` are what stands on the page now; ``entry`` what is kept of it.

    Without an open ``space`` it can be sealed all the same, but not read again.
    """

    def __init__(
        self, private: "Private", space: "Space | None" = None, *, entry: "Entry | None" = None,
        kind: prompts.Kind = "journal", set_: str = "", prompt: str = "", asked: str = "",
    ) -> None:  # fmt: skip
        self._private = private
        self.space = space
        self.entry = entry
        self._as = (kind, set_, prompt, asked)
        if entry is not None:
            self._as = (entry.kind, entry.set, entry.prompt, entry.asked)
        self.text = entry.text if entry else ""
        self.parts = dict(entry.parts) if entry else {}
        self._kept = self._cleaned()
        self._name = ""  # where it was sealed without being opened
        self._earlier: list[str] = []  # where it was before that
        self._burned = False

    def __repr__(self) -> str:
        return "<Writing>"

    @property
    def unkept(self) -> bool:
        """Whether there is something that would be lost. An entry that was emptied stays as it was kept."""
        now = self._cleaned()
        return not self._burned and now != self._kept and bool(now[0] or now[1])

    def keep(self, *, patient: bool = False) -> bool:
        """Seal what is new. True where there was something; what is too long for one entry goes on in the next.

        Where another process keeps the lock there is no waiting for it, because this may be the end: an entry that
        should have been changed then stays, and the words become one of their own. ``patient``: there is time, so wait
        a little, and raise ``Busy`` rather than that. Raises ``RitualError`` where it cannot be sealed; then it can be
        tried again.
        """
        if not self.unkept:
            return False
        text, parts = now = self._cleaned()
        first, rest = text[: own.LIMIT], [text[own.LIMIT :]]
        most = freetext.TEXT_LIMIT
        shown = {part: words[:most] for part, words in parts.items()}
        rest += [words[most:] for words in parts.values()]
        patience = _PATIENCE if patient else 0.0
        if self.entry is not None and self.space is not None and not self.space.closed:
            try:
                self.entry = self.space.edit(self.entry, patience=patience, text=first, parts=shown)
            except Busy:
                if patient:
                    raise
                self._seal(first, shown, patience)
        else:
            self._seal(first, shown, patience)
        kind, set_, prompt, asked = self._as
        for more in rest:
            for start in range(0, len(more), own.LIMIT):
                self._private.write(more[start : start + own.LIMIT], kind, set_=set_, prompt=prompt, asked=asked)
        self._kept = now
        if any(rest) and self.space is not None and not self.space.closed:
            self.space.refresh()
        return True

    def _seal(self, text: str, parts: dict[str, str], patience: float) -> None:
        kind, set_, prompt, asked = self._as
        name = self._private.write(text, kind, set_=set_, prompt=prompt, asked=asked, parts=parts)
        if self._name:
            self._earlier.append(self._name)
        self._name = name
        with suppress(Busy):  # they go with the next sealing
            self._private.vault.burn(self._earlier, patience)
            self._earlier.clear()
        if self.space is not None and not self.space.closed:
            self.entry = self.space.named(name)

    def burn(self) -> None:
        """Take away what stands here, and what was kept of it. Raises ``RitualError``."""
        if self.entry is not None and self.space is not None:
            self.space.burn([self.entry])
        elif self._name:
            self._private.vault.burn([self._name, *self._earlier])
        self._burned = True
        self.text, self.parts = "", {}

    def _cleaned(self) -> tuple[str, dict[str, str]]:
        pages = {part: freetext.clean(words, _ANY) for part, words in self.parts.items()}
        return freetext.clean(self.text, _ANY), {part: words for part, words in pages.items() if words}
