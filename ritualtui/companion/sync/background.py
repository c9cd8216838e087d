"""A sync that nobody waits for: everything that is set up, once, with what came of it in a word."""

from typing import Literal, NamedTuple

from ritualtui.clock import Clock
from ritualtui.companion import own_rituals, people
from ritualtui.companion.open_log import OpenLog
from ritualtui.companion.sync import syncing
from ritualtui.companion.sync.journal_only_log import NeedsAll
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.sync.system_keyring import RingError
from ritualtui.sync.target import TargetError

State = Literal["off", "step", "waiting", "later", "look"]
"""Nothing is set up; all is synced; all is sent, but no other computer has joined yet; the target is not reachable
now; something needs a person."""


class Outcome(NamedTuple):
    """How it went. ``notes`` are lines for people, none while all is as it should be; ``known`` were told before."""

    state: State
    received: int = 0
    sent: int = 0
    notes: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


def is_set_up(places: Places) -> bool:
    """Whether there is anything to sync with."""
    return bool(syncing.scopes(places))


def sync(places: Places, who: str | None, time: Clock) -> Outcome:
    """Sync once, by files alone, so that it can be done beside a log that is open. Raises nothing of its own kind."""
    scopes = syncing.scopes(places)
    if not scopes:
        return Outcome("off")
    received = sent = 0
    notes: list[str] = []
    known: list[str] = []
    names = _names(places)
    keep_news(places, _whose(places, who), time)
    state: State = "step"
    joined = False
    for scope in scopes:
        try:
            try:
                result = syncing.quickly(places, scope, time)
            except NeedsAll:
                with OpenLog.open(places, _whose(places, who), time) as companion:
                    result = companion.group(syncing.Syncing).run(scope)
        except RitualError as err:
            if isinstance(err, syncing.Alone) and len(scopes) > 1:
                continue
            offline = isinstance(err, TargetError) and err.offline
            later = offline or (isinstance(err, RingError) and err.locked)
            state = "look" if state == "look" or not later else "later"
            notes += [] if offline else [str(err)]
        else:
            received += sum(result.received[1:3])
            sent += result.sent
            state = state if result.complete and result.put_back < 2 else "look"
            notes += syncing.notes(result, names)
            known += result.known
            # A damaged file of another computer is one that joined all the same.
            joined = joined or bool(result.known) or any(not machine.here for machine in result.machines)
    state = "waiting" if state == "step" and not joined else state
    return Outcome(state, received, sent, tuple(notes), tuple(known))


def _names(places: Places) -> dict[str, str]:
    known = people.at(places.journal)
    return known.names() if known is not None else {}


def _whose(places: Places, who: str | None) -> str | None:
    """Any of the two where both use this computer: what goes between machines is the same for both."""
    known = people.at(places.journal)
    return who or (known.me.name if known is not None and known.both else None)


def keep_news(places: Places, who: str | None, time: Clock) -> list[str]:
    """Keep in the log what the file says, where that is news, before a sync; returns what somebody should be told.

    Where that cannot be, the sync says why.
    """
    if not own_rituals.is_news(places):
        return []
    from ritualtui.companion.rituals import Rituals

    try:
        with OpenLog.open(places, who, time) as companion:
            companion.group(Rituals).keep_own()
            return [*companion.group(Rituals).problems, *companion.notes()]
    except RitualError:
        return []
