"""Logging in a second: one record appended to the journal, knowing only the journal's header and its end.

Loads no TinyDB, no msgspec, no TOML, and never opens the data file, so that it costs the same with fifty years of
records behind it. What cannot be done this way (no journal yet, one that cannot be read) is the full companion's.
"""

import os
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from ritualtui import audiences, clock, freetext
from ritualtui.companion import people
from ritualtui.errors import UsageError
from ritualtui.places import Places
from ritualtui.store import journal, remembered
from ritualtui.store.lock import held
from ritualtui.strings import _

FENCED = _("An unfinished line (an interrupted write, never acknowledged) was set apart in the journal.")


class Kept(NamedTuple):
    """What was kept: the record, whose log it is, a note to show."""

    record: dict[str, Any]
    people: people.People
    note: str


class Moment(NamedTuple):
    """Now, for reading what “yesterday 21:00” means."""

    now: datetime
    turn: int


When = Callable[[Moment], datetime] | None


def thank(
    places: Places, time: clock.Clock, text: str, *,
    who: str | None = None, by: str | None = None, to: str | None = None, when: When = None, tags: tuple[str, ...] = (),
) -> Kept:  # fmt: skip
    """Keep an appreciation, from me to my partner unless ``by`` or ``to`` (names) say otherwise."""
    text = freetext.needed(text, what="appreciation")
    if len(tags) > 20:
        raise UsageError(_("At most 20 tags fit on one appreciation."))
    tags = tuple(freetext.needed(tag, freetext.TAG_LIMIT, "tag") for tag in tags)

    def fields(here: people.People) -> dict[str, Any]:
        writer = here.called(by) if by else here.other(here.called(to).id) if to else here.me
        reader = here.called(to) if to else here.other(writer.id)
        if writer.id == reader.id:
            raise UsageError(_("An appreciation goes from one of you to the other."), _("Name two different people."))
        # Words put down for the other are one's own entry of theirs, and say so wherever they are shown.
        voice = {"voice": writer.id} if writer.id != here.me.id else {}
        return {"kind": "appreciation", "by": here.me.id, **voice, "to": reader.id, "text": text, "tags": tags}

    return _keep(places, time, who, when, fields)


def bid(
    places: Places, time: clock.Clock, response: str | None, text: str = "", *,
    who: str | None = None, from_: str | None = None, when: When = None, shared: bool = False,
) -> Kept:  # fmt: skip
    """Save a bid and how it was answered; the partner reached out unless ``from_`` (a name) says otherwise.

    One of mine that was turned away or against is mine alone, unless it is ``shared``.
    """
    text = freetext.clean(text, what="bid")

    def fields(here: people.People) -> dict[str, Any]:
        if shared and here.solo:
            raise UsageError(
                _("While you are alone here, everything is for you."), _("`ritualtui together` says more.")
            )
        reached = here.called(from_) if from_ else here.partner
        bid = {"kind": "bid", "by": here.me.id, "from": reached.id, "response": response, "text": text}
        return {**bid, "audience": "ours" if shared or not audiences.is_own(bid, solo=here.solo) else "self"}

    return _keep(places, time, who, when, fields)


def _keep(
    places: Places, time: clock.Clock, who: str | None, when: When, fields: Callable[[people.People], dict[str, Any]]
) -> Kept:
    if not os.path.exists(places.journal):
        return _by_the_full_way(places, time, who, when, fields)
    with held(places.lock):
        known = remembered.read(places)
        before = _stamp(places) if os.path.exists(places.status) else ""
        opened = journal.open_to_append(places.journal)
        try:
            if opened is not None and opened.header["journal"] == journal.FORMAT:
                kept, change = _append(opened, places.journal, time, who, when, fields)
                if before:
                    _restamp(places, before)
                if known is not None and known.lacks(opened.header, opened.last):
                    remembered.mark(places, known)
                    return kept._replace(note="\n".join(filter(None, (kept.note, remembered.BEHIND))))
                remembered.write(places, opened.header, change)
                return kept
        finally:
            if opened is not None:
                os.close(opened.fd)
    return _by_the_full_way(places, time, who, when, fields)  # an older format: opening the log migrates it


def _stamp(places: Places) -> str:
    """What the line for a prompt rests on, for who has one."""
    from ritualtui import status_line

    return status_line.stamp(places.home, places.config)


def _restamp(places: Places, before: str) -> None:
    """Let that line stand: nobody is asked about a thank-you or a bid."""
    from ritualtui import status_line

    status_line.restamp(places.home, places.config, before)


def _append(
    opened: journal.Journal, path: str, time: clock.Clock, who: str | None, when: When,
    fields: Callable[[people.People], dict[str, Any]],
) -> tuple[Kept, dict[str, Any]]:  # fmt: skip
    header, last = journal.facts(opened), opened.last
    here = people.read(header, who)
    turn, now, ms = people.turn(header), time.now(), time.ms()
    record = fields(here)
    at = clock.check_range(when(Moment(now, turn)), now) if when else now
    stamp = clock.tick(max(header["clock"], last["clock"]), ms, header["device"])
    # In the order that the struct of its kind has, so that the line is the one that the whole companion writes.
    common = {"kind": record["kind"], "by": record["by"], **_common(at, turn), "audience": "ours"}
    record = {"id": clock.uuid7(ms), **here.kept({**common, **record}), "stamp": stamp}
    journal.append_change(
        opened, path, clock=stamp, set=[journal.compact(record)], who=here.me.id, what=record["kind"],
        facts=last.get("facts"),
    )  # fmt: skip
    return Kept(record, here, FENCED if opened.torn else ""), {"n": last.get("n", 0) + 1, "clock": stamp}


def _common(at: datetime, turn: int) -> dict[str, Any]:
    return {"at": clock.rfc3339(at), "day": clock.logical_day(at, turn).isoformat()}


def _by_the_full_way(
    places: Places, time: clock.Clock, who: str | None, when: When, fields: Callable[[people.People], dict[str, Any]]
) -> Kept:
    if not os.path.exists(places.data):
        raise people.NotBegun
    from ritualtui.companion.log import Log
    from ritualtui.companion.open_log import OpenLog

    with OpenLog.open(places, who, time) as companion:
        now = time.now()
        at = when(Moment(now, companion.turn)) if when else now
        record = companion.group(Log).add({**fields(companion.people), "at": clock.rfc3339(at)})
        return Kept(record, companion.people, "\n".join(companion.notes()))
