"""What is new since one was here, and the one question of the morning: shown on Today, answered by one key each.

There is at most one question at a time. What the partner left is shown once and then belongs to the log; an answer is
a record of one's own, for them to find.
"""

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from ritualtui import freetext, messages
from ritualtui.tui import words

if TYPE_CHECKING:
    from ritualtui.companion.service import Companion
    from ritualtui.companion.welcome import Welcome
    from ritualtui.practice.rituals import RitualDef
    from ritualtui.records import Record

_MOST = 3
_QUOTED = 240


class News(Static):
    """See the module. ``fresh`` is what was new in this sitting, ``asked`` the ritual of last night's question."""

    DEFAULT_CSS = """
    News { height: auto; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self.display = False
        self.fresh: list[Record] = []
        self.asked: RitualDef | None = None
        self._answered: set[str] = set()
        self._welcome: Welcome | None = None

    def look(self, companion: "Companion") -> None:
        """See what is there for whoever is here, remember that it was shown, and show it."""
        from ritualtui.companion.welcome import Welcome

        self._welcome = self._welcome or Welcome(companion)
        new = self._welcome.unseen()
        if new:
            self._welcome.saw(new)
        me = companion.people.me.id
        still = [companion.look.current(record.id) for record in self.fresh]
        self.fresh = [record for record in still if record is not None and companion.may_see(record, me)] + new
        self.asked = self._welcome.last_night()
        self._show(companion)

    @property
    def to_answer(self) -> "Record | None":
        """The newest of what is new that is an appreciation and was not answered here yet."""
        left = [record for record in self.fresh if record.kind == "appreciation" and record.id not in self._answered]
        return left[-1] if left else None

    def reply(self, companion: "Companion") -> str:
        """Answer it; returns what to say. Raises ``RitualError``."""
        record = self.to_answer
        if record is None or self._welcome is None:
            return ""
        self._welcome.reply(record, words.REPLY)
        self._answered.add(record.id)
        self._show(companion)
        return words.REPLIED.format(partner=freetext.one_line(companion.people.partner.name))

    def answer(self, companion: "Companion", done: bool) -> str:
        """Answer the question; returns what to say. Raises ``RitualError``."""
        ritual = self.asked
        if ritual is None or self._welcome is None:
            return ""
        self._welcome.answer_last_night(ritual, done)
        self.asked = None
        self._show(companion)
        name = freetext.one_line(ritual.name)
        return (words.NIGHT_KEPT if done else words.NIGHT_LEFT).format(ritual=name)

    def _show(self, companion: "Companion") -> None:
        partner = freetext.one_line(companion.people.partner.name)
        lines: list[Content] = []
        if self.fresh:
            lines.append(Content.styled(words.SINCE, "$text-muted"))
            for record in self.fresh[-_MOST:]:
                said = words.shortened(freetext.one_line(getattr(record, "text", "")), _QUOTED)
                when = f"{messages.day_in_words(record.day, date.fromisoformat(companion.today))} at {record.at[11:16]}"
                who = f"{partner}, {when}" + (words.ANSWERED if record.kind == "mark" else "")
                lines.append(Content.assemble((who, "$text-muted"), "\n", (f"“{said}”", "$text")))
            if len(self.fresh) > _MOST:
                lines.append(Content.styled(words.MORE_NEWS.format(count=len(self.fresh) - _MOST), "$text-muted"))
            if self.to_answer is not None:
                lines.append(_key("t", words.REPLY_KEY.format(reply=words.REPLY), "screen.reply"))
        if self.asked is not None:
            question = words.NIGHT.format(ritual=freetext.one_line(self.asked.name))
            did = words.NIGHT_YES_ALONE if companion.people.solo else words.NIGHT_YES
            yes, no = _key("y", did, "screen.night(True)"), _key("x", words.NIGHT_NO, "screen.night(False)")
            lines.append(Content.assemble(("\n" if lines else "") + question, "   ", yes, "   ", no))
        self.update(Content("\n").join(lines))
        self.display = bool(lines)


def _key(key: str, text: str, action: str) -> Content:
    item = Content.assemble((key, "bold $primary"), " ", (text, "$text-muted"))
    return item.stylize(Style.from_meta({"@click": action}))
