"""What happens to the partner's copy: one sentence an act, the same on the command line and on the screen.

Someone may rely on these sentences when it matters most to them. So they stand in one place, each says only what is so,
and ``tests/sync/test_partners_copy.py`` holds every one of them against two homes that sync.
"""

import os
from typing import TYPE_CHECKING, Literal

from ritualtui import freetext, messages
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.people import People
    from ritualtui.places import Places

Reach = Literal["here", "synced", "resting"]
"""How far a change goes: no further than this computer; to the partner's at the next sync; not while one is solo."""

ONLY_HERE = _("Only you can see it here now.")
HIDDEN = _(
    "Only you can see it now. At the next sync it disappears from {partner}'s log, and {partner} may notice. Backups "
    "on {partner}'s computer may still have it."
)
REMOVED = _(
    "At the next sync it disappears from {partner}'s log too, and {partner} may notice. Backups on {partner}'s "
    "computer may still have it."
)
RESTING = _(
    "{partner}'s computer keeps its copy: nothing is sent while you're on your own. If you share again with "
    "`ritualtui together`, the next sync takes it away there too."
)
BURNED = _(
    "At the next sync it's deleted on {partner}'s computer too, backups included. {partner} may notice. What {partner} "
    "exported or copied stays."
)
FORGOTTEN = _(
    "At the next sync what you wrote is deleted on {partner}'s computer too, backups included, and {partner} may "
    "notice. Your name stays there, and so does what {partner} exported or copied."
)
FORGOTTEN_RESTING = _(
    "{partner}'s computer keeps its copy of what you wrote: nothing is sent while you're on your own. To delete it "
    "there too, share again first with `ritualtui together`."
)
FORGOTTEN_HERE = _("Copies elsewhere stay: exports, and a computer you synced with before.")
EVERYTHING = _(
    "Copies elsewhere stay: {partner}'s own log if you ever synced, your other computers, exports, and the encrypted "
    "files in a sync folder. {partner} isn't told."
)
LEFT = _(
    "{partner} keeps what you've already shared, and isn't told. Nothing new goes either way. What you change or "
    "delete from now on stays as it was on {partner}'s computer."
)
LEFT_MINE = _("Your other computers keep what they have. Nothing new goes either way.")
ALONE = _(
    "What you both saw stays visible to both. {partner} isn't told. Anything new is only for you, and what you change "
    "or delete from now on stays as it was on {partner}'s computer."
)


def way(places: "Places", people: "People") -> messages.Reach:
    """How what is written here gets to the partner. Cheap: the quick path asks it."""
    if people.solo:
        return ""
    if os.path.isfile(places.shared_target):
        return "sync"
    return "here" if people.both else ""


def reach(companion: "OpenLog") -> Reach:
    """How far a change of something shared goes from here."""
    from ritualtui.companion.sync import syncing

    if "couple" not in syncing.scopes(companion.places):
        return "here"
    return "resting" if companion.people.solo else "synced"


def hidden(companion: "OpenLog") -> str:
    """After a shared entry was made private."""
    said = {"here": ONLY_HERE, "synced": HIDDEN, "resting": f"{ONLY_HERE} {RESTING}"}
    return _named(companion, said[reach(companion)])


def removed(companion: "OpenLog") -> str:
    """After a shared entry was removed; empty where nobody else has a copy to speak of."""
    return _named(companion, {"here": "", "synced": REMOVED, "resting": RESTING}[reach(companion)])


def burned(companion: "OpenLog") -> str:
    """Before and after shared entries are deleted for good; empty where nobody else has a copy to speak of."""
    return _named(companion, {"here": "", "synced": BURNED, "resting": RESTING}[reach(companion)])


def forgotten(companion: "OpenLog") -> str:
    """Before and after somebody deletes everything that they wrote."""
    said = {"here": FORGOTTEN_HERE, "synced": FORGOTTEN, "resting": FORGOTTEN_RESTING}
    return _named(companion, said[reach(companion)])


def everything(companion: "OpenLog") -> str:
    """Before the whole log on this computer is deleted."""
    return _named(companion, EVERYTHING)


def left(companion: "OpenLog", *, mine: bool = False) -> str:
    """After a computer stopped syncing."""
    return LEFT_MINE if mine else _named(companion, LEFT)


def alone(companion: "OpenLog") -> str:
    """After somebody went back to using it on their own."""
    return _named(companion, ALONE)


def _named(companion: "OpenLog", sentence: str) -> str:
    return sentence.format(partner=freetext.one_line(companion.people.partner.name))
