"""What is new since last time, and the one question of the morning: shown on Today, each with a key to answer it.

There is at most one question at a time. What the partner left is shown once and then belongs to the log; a reply is
an entry of one's own, for them to find. It stands high on the page, and no key answers what is not in sight.
"""

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from ritualtui import freetext, messages
from ritualtui.tui import words
from ritualtui.tui.widgets.sentence import MEASURE, filled

if TYPE_CHECKING:
    from collections.abc import Callable

    from ritualtui.companion.service import Companion
    from ritualtui.companion.since_last_visit import Welcome
    from ritualtui.kinds import Record
    from ritualtui.practice.rituals import RitualDef

_MOST = 3
_QUOTED = 240
_ANSWERED = 40


class News(Widget):
    """See the module. ``key`` says how a binding's key is called.

    ``fresh`` is what was new in this sitting, ``asked`` the ritual of last night's question.
    On a tall screen the newest three stand in full; where there is less room, one at a time, the newest first.
    """

    DEFAULT_CSS = """
    News { height: auto; }
    """

    def __init__(self, key: "Callable[[str], str]", id: str | None = None) -> None:
        super().__init__(id=id)
        self._key = key
        self.auto_links = False
        self.display = False
        self.fresh: list[Record] = []
        self.asked: RitualDef | None = None
        self._answered: set[str] = set()
        self._welcome: Welcome | None = None
        self._partner = ""
        self._today = date.min
        self._whole = False
        self._did = words.NIGHT_YES

    def look(self, companion: "Companion", *, whole: bool = False, asks: bool = True) -> None:
        """See what is there for whoever is here, remember that it was shown, and show it; ``whole``: uncut.

        ``asks``: also the question about last night; nothing is asked in a pause.
        """
        from ritualtui.companion.since_last_visit import Welcome

        self._welcome = self._welcome or Welcome(companion)
        new = self._welcome.unseen()
        if new:
            self._welcome.saw(new)
        me = companion.people.me.id
        still = [companion.look.current(record.id) for record in self.fresh]
        self.fresh = [record for record in still if record is not None and companion.may_see(record, me)] + new
        self.asked = self._welcome.last_night() if asks else None
        self._partner = freetext.one_line(companion.people.partner.name)
        self._today = date.fromisoformat(companion.today)
        self._whole = whole
        self._did = words.NIGHT_YES_ALONE if companion.people.solo else words.NIGHT_YES
        self._show()

    @property
    def to_answer(self) -> "Record | None":
        """The newest of what is new that is an appreciation and was not answered here yet."""
        left = [record for record in self.fresh if record.kind == "appreciation" and record.id not in self._answered]
        return left[-1] if left else None

    def holds(self, action: str) -> bool:
        """Whether the key for ``reply`` or ``night`` does something: what it answers is in sight."""
        if (self.to_answer if action == "reply" else self.asked) is None:
            return False
        row = 0
        for part, answers in self._parts(self.content_size.width):
            if answers == action:
                spot = self.content_region.y + row
                seen = self.screen.query_one("#body").region
                return seen.y <= spot < seen.bottom
            row += _height(part, self.content_size.width)
        return False

    def reply(self, record: "Record", said: str) -> str:
        """Reply to ``record`` with these words; returns what to say. Raises ``RitualError``."""
        if self._welcome is None:
            return ""
        self._welcome.reply(record, said)
        self._answered.add(record.id)
        self._show()
        text = _text(record)
        what = freetext.in_marks(text, words.shortened(text, _ANSWERED))
        return words.REPLIED.format(what=what)

    def answer(self, companion: "Companion", done: bool) -> str:
        """Answer the question; returns what to say. Raises ``RitualError``."""
        ritual = self.asked
        if ritual is None or self._welcome is None:
            return ""
        self._welcome.answer_last_night(ritual, done)
        self.asked = None
        self._show()
        name = freetext.one_line(ritual.name)
        return (words.NIGHT_KEPT if done else words.NIGHT_LEFT).format(ritual=name)

    def _show(self) -> None:
        self.display = bool(self.fresh) or self.asked is not None
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it needs."""
        return sum(_height(part, width) for part, _ in self._parts(width))

    def render(self) -> Content:
        """What is new, under the question."""
        return Content("\n").join(part for part, _ in self._parts(self.content_size.width))

    def _parts(self, width: int) -> list[tuple[Content, str]]:
        """Each paragraph, and which answer stands in it; the question comes first."""
        roomy = self._roomy
        parts: list[tuple[Content, str]] = []
        if self.asked is not None:
            question = words.NIGHT.format(ritual=freetext.one_line(self.asked.name))
            yes, no = (
                news_key(self._key(f"today.night-{ident}"), said, f"screen.night({done})")
                for ident, said, done in (("yes", self._did, True), ("no", words.NIGHT_NO, False))
            )
            parts.append((Content.assemble((question, "bold $text"), "   ", yes, "   ", no), "night"))
            if self.fresh and not self.screen.has_class("-short"):
                parts.append((Content(""), ""))
        if self.fresh:
            shown, more = self._shown(_MOST if roomy else 1)
            for n, record in enumerate(shown):
                if roomy and n:
                    parts.append((Content(""), ""))
                left = f"   {words.MORE_NEWS.format(count=more)}" if more and not n else ""
                parts.append((Content.assemble((self._who(record), "bold $text"), (left, "$text-muted")), ""))
                parts.append((self._note(record, width, roomy), ""))
                if record is self.to_answer:
                    parts.append(
                        (
                            news_key(
                                self._key("today.reply"), words.REPLY_KEY.format(reply=words.REPLY), "screen.reply"
                            ),
                            "reply",
                        )
                    )
        return parts

    def _shown(self, most: int) -> "tuple[list[Record], int]":
        """So many of what is new, the newest first, with the one that is to be answered; and how many are left out."""
        newest = self.fresh[::-1]
        first = max(0, newest.index(self.to_answer) + 1 - most) if self.to_answer is not None else 0
        shown = newest[first : first + most]
        return shown, len(newest) - len(shown)

    @property
    def cuts(self) -> bool:
        """Whether there is more to read of what is shown."""
        width, roomy = self.content_size.width, self._roomy
        shown, _ = self._shown(_MOST if roomy else 1)
        return any(len(_text(record)) > self._room(width, roomy) for record in shown)

    @property
    def _roomy(self) -> bool:
        return self.screen.has_class("-tall")

    def _who(self, record: "Record") -> str:
        said = words.ANSWERED if record.kind == "mark" else words.NEW_FROM
        return said.format(partner=self._partner, day=messages.day_in_words(record.day, self._today))

    def _room(self, width: int, roomy: bool) -> int:
        """Letters of a note that are shown: two lines, where there is less room."""
        return _QUOTED if roomy else max(20, 2 * min(width, MEASURE) - 10)

    def _note(self, record: "Record", width: int, roomy: bool) -> Content:
        text = _text(record)
        shown = text if self._whole else words.shortened(text, self._room(width, roomy))
        return filled(Content.styled(freetext.in_marks(text, shown), "$text"), width)


def _text(record: "Record") -> str:
    return freetext.one_line(getattr(record, "text", ""))


def _height(part: Content, width: int) -> int:
    return len(part.wrap(max(1, width))) if part.plain else 1


def news_key(key: str, text: str, action: str) -> Content:
    """A key with what it does, which can be clicked, too."""
    item = Content.assemble((key, "bold $text"), "  ", (text, "$text-muted"))
    return item.stylize(Style.from_meta({"@click": action}))
