"""What was typed on Today's line, kept: thanks most often. Loaded with the first line that is typed."""

from datetime import date

from ritualtui import freetext, messages
from ritualtui.companion import partnercopy
from ritualtui.companion.service import Companion
from ritualtui.practice import quickline
from ritualtui.tui import words


def keep(companion: Companion, text: str) -> str:
    """Keep what ``text`` means; returns what to say. Raises ``RitualError``; then nothing was kept."""
    people, log = companion.people, companion.log
    match quickline.read(text, people.partner.name, companion.rituals.known.here):
        case quickline.Thanks(said):
            log.thank(said)
            me = people.me.name
            return messages.thanked(me, people.partner.name, me, partnercopy.way(companion.places, people))
        case quickline.BidMade(response, said, mine):
            reached = people.me if mine else people.partner
            record = log.bid(response, said, from_=reached.id)
            own = record["audience"] == "self" and not people.solo
            return messages.bid_kept(reached.name, people.me.name, people.partner.name, response, own=own)
        case quickline.CheckIn(closeness, said):
            log.checkin(closeness, said)
            said = words.CHECKED_IN if people.solo else words.CHECKED_IN_ALONE
            return said.format(closeness=closeness)
        case quickline.Done(ritual, when):
            found, day, new = companion.rituals.did(ritual, companion.parse_when(when) if when else None)
            return messages.did(freetext.one_line(found.name), day, date.fromisoformat(companion.today), new)
