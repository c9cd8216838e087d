"""The last seven days, at the right of Today on a wide screen: each ritual, thanks and talks in a row of signs."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from ritualtui import freetext, messages
from ritualtui.strings import _, dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ritualtui.companion.look import Today

DAYS: Final = 7
_NAME: Final = 17
_TITLE: Final = _("The last seven days")
_SAID: Final = {
    "done": "done", "forgiven": _("grace day"), "missed": "missed", "paused": "paused", "open": _("still to come"),
}  # fmt: skip
_STYLES: Final = {"done": "$text", "forgiven": "$text"}


class LastSevenDays(Widget):
    """See the module. It has the class ``-some`` where there is something to look back at."""

    DEFAULT_CSS = """
    LastSevenDays { height: auto; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False
        self._shown: list[Content] = []

    def show(self, data: "Today") -> None:
        """Show these days of ``data``, today last."""
        rituals = [one for one in data.rituals if one.meant]
        rows = [
            (freetext.one_line(one.ritual.name), [_dot(dot) for dot in one.dots[-DAYS:]]) for one in rituals
        ]  # fmt: skip
        rows += [
            (name, [(sign or " ", "$text") for sign in signs])
            for name, signs in ((_("Thanks"), data.thanked), (_("Talks"), data.talked))
            if any(signs)
        ]  # fmt: skip
        dots = {dot for one in rituals for dot in one.dots[-DAYS:]}
        weekdays = [dates.weekday_short(data.day - timedelta(days=ago))[:1] for ago in reversed(range(DAYS))]
        self._shown = [
            Content.styled(_TITLE, "bold $text"), Content(""), _row("", [(day, "$text-muted") for day in weekdays]),
            *(_row(name, signs) for name, signs in rows), Content(""), *_legend(dots),
        ]  # fmt: skip
        self.set_class(not data.empty and bool(rows), "-some")
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line each."""
        return len(self._shown)

    def render(self) -> Content:
        """The rows, and what the signs in them mean."""
        width = self.content_size.width
        return Content("\n").join(line.truncate(width, ellipsis=True) for line in self._shown)


def _dot(dot: str) -> tuple[str, str]:
    return messages.DOTS[dot], _STYLES.get(dot, "$text-muted")


def _row(name: str, signs: "Sequence[tuple[str, str]]") -> Content:
    label = Content.styled(name, "$text-muted").truncate(_NAME, ellipsis=True, pad=True)
    return Content.assemble(label, "  ", Content(" ").join(Content.styled(sign, style) for sign, style in signs))


def _legend(dots: "Iterable[str]") -> list[Content]:
    """What the signs mean that are there, on lines of two."""
    there = set(dots)
    said = [f"{messages.DOTS[dot]} {name}" for dot, name in _SAID.items() if dot in there]
    return [Content.styled("  ".join(said[n : n + 2]), "$text-muted") for n in range(0, len(said), 2)]
