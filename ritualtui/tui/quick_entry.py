"""What was typed on Today's line, kept: thanks most often. Loaded with the first line that is typed."""

from datetime import date

from ritualtui import freetext, messages
from ritualtui.companion import partners_copy
from ritualtui.companion.service import Companion
from ritualtui.practice import line_parser
from ritualtui.tui import words


def keep(companion: Companion, text: str, share: str) -> tuple[str, str]:
    """Keep what ``text`` means. Raises ``RitualError``; then nothing was kept.

    Returns what to say, and the id of a closeness rating that is private and that the key ``share`` can share.
    """
    people, log = companion.people, companion.log
    match line_parser.read(text, people.partner.name, companion.rituals.known.here):
        case line_parser.Thanks(said):
            log.thank(said)
            me = people.me.name
            return messages.thanked(me, people.partner.name, me, partners_copy.way(companion.places, people)), ""
        case line_parser.BidMade(response, said, mine):
            reached = people.me if mine else people.partner
            record = log.bid(response, said, from_=reached.id)
            own = record["audience"] == "self" and not people.solo
            return messages.bid_kept(reached.name, people.me.name, people.partner.name, response, own=own), ""
        case line_parser.CheckIn(closeness, said):
            ident = log.checkin(said, closeness=closeness)["id"]
            if people.solo:
                return words.CHECKED_IN.format(closeness=closeness), ""
            partner = freetext.one_line(people.partner.name)
            return words.CHECKED_IN_ALONE.format(closeness=closeness, key=share, partner=partner), ident
        case line_parser.Done(ritual, when):
            found, day, new = companion.rituals.did(ritual, companion.parse_when(when) if when else None)
            return messages.did(freetext.one_line(found.name), day, date.fromisoformat(companion.today), new), ""
