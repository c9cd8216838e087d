"""Saying an entry of the private space to the partner: it is shown first, exactly as it will be said."""

from typing import TYPE_CHECKING

from ritualtui import freetext
from ritualtui.companion.private import space as own
from ritualtui.tui import words
from ritualtui.tui.screens.confirm import Sure
from ritualtui.tui.screens.mine_room import Stay, Written

if TYPE_CHECKING:
    from ritualtui.companion.private.space import Entry


def share(screen: Written[str], stay: Stay, entry: "Entry") -> None:
    """Ask whether to say an entry, showing it exactly as it will be said; then say it. It stays sealed."""
    said = own.to_share(entry)
    if not said:
        screen.say(words.MINE_UNSAID_ONLY)
        return

    def sure(yes: bool | None) -> None:
        if yes and screen._try(lambda: stay.open.share(entry)):
            screen.say(words.MINE_SHARED)

    partner = freetext.one_line(screen._companion.people.partner.name)
    question = words.MINE_SHARE.format(partner=partner)
    screen.app.push_screen(Sure(stay, question, words.MINE_SHARE_YES, quote=said), sure)
