"""Two machines become acquainted: setting up a target, joining by an invite, a new key, leaving.

The invite carries the key and who the two people are. The machine that joins tries the key on what is there before it
writes anything; then, after a backup, its records come to be of those two people, and only then is anything published.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ritualtui import freetext
from ritualtui.companion import partner_joins, people
from ritualtui.companion.open_log import OpenLog
from ritualtui.companion.partner_joins import Review
from ritualtui.companion.sync import adopt_identity
from ritualtui.companion.sync.syncing import NotSetUp, Open, Syncing, locked, refuse_cut_off
from ritualtui.errors import RitualError, UsageError
from ritualtui.places import Places
from ritualtui.store import files
from ritualtui.strings import _
from ritualtui.sync import address, chain, config, shared_key
from ritualtui.sync.chain import Head, Spot
from ritualtui.sync.config import Config
from ritualtui.sync.engine import Progress, Result
from ritualtui.sync.envelope import Refused
from ritualtui.sync.open_target import open_target
from ritualtui.sync.shared_key import Invite, Keys, Scope
from ritualtui.sync.target import GOES_ON, Target, TargetError

if TYPE_CHECKING:
    from ritualtui.clock import Clock


_NOT_YET = _("Nothing is set up yet. Try again later.")
_OLD_KEY = _("The key is still the old one; do this again later.")
_NEW_KEY = _("The new key holds already, and the next sync goes on; `ritualtui sync invite` shows its invite.")


class Joined(NamedTuple):
    """How joining went: who is here now, what of one's own is shared, how the first sync went."""

    me: str
    partner: str
    shared: int
    kept: int
    result: Result


def _refuse_inside(places: Places, url: str) -> None:
    """Raise where the target would lie in the data folder, or be it, or have it and the key in it."""
    if not os.path.isabs(url):
        return
    target, home = (os.path.join(os.path.realpath(path), "") for path in (url, places.home))
    if target.startswith(home):
        raise UsageError(
            _("{url} is in the data folder itself.").format(url=url),
            _("Name a folder that the other computer can reach."),
        )
    if home.startswith(target):
        raise UsageError(
            _("The log itself is in {url}, and so is the key.").format(url=url),
            _("Name a folder that has nothing else in it."),
        )


@contextmanager
def _told_as(instead: str) -> Iterator[None]:
    """Where a place cannot be reached, say ``instead`` and not that the next sync goes on: there may be none."""
    try:
        yield
    except TargetError as err:
        raise TargetError(err.what, err.next_step.replace(GOES_ON, instead), offline=err.offline) from None


def setup(
    companion: OpenLog, url: str, *, scope: Scope = "couple", share: str | Review = partner_joins.NONE,
    partner: str | None = None, opener: Open = open_target, progress: Progress | None = None,
) -> tuple[str, Result]:  # fmt: skip
    """Begin to sync with a target. Returns the invite for the other machine, and how the first sync went.

    ``share`` says what of a log kept alone the partner sees, or lets somebody look at it and choose.

    Raises ``RitualError``; then nothing is set up.
    """
    c = companion
    url = whole(url)
    if config.exists(c.places, scope):
        raise RitualError(
            _("Sync is already set up here."),
            _("`ritualtui sync invite` shows its invite, `ritualtui sync leave` ends it."),
        )
    _refuse_inside(c.places, url)
    if isinstance(share, str):
        partner_joins.read_share(share, {})  # a word that means nothing is told before anything is done
    # The place of the two is joined by whoever's machine this one is not, also where both use it.
    person = c.people.me.id if scope == "mine" else str(c.state.header["me"])
    secret = shared_key.new_secret()
    made = Config(url, shared_key.space_of(secret), secret, person)
    target = opener(url)
    try:
        with _told_as(_NOT_YET):
            _try_place(target, made.keys)
        if scope == "couple" and c.people.solo:
            adopt_identity.begin_together(c, partner_joins.chosen(c, share), partner)
        syncing = Syncing(c, opener)
        config.write(c.places, scope, made)
        try:
            with _told_as(_NOT_YET):
                result = syncing.run(scope, target=target, progress=progress)
        except BaseException:
            _forget(c.places, scope, syncing)
            raise
    finally:
        target.close()
    return invite(c, scope), result


def invite(companion: OpenLog, scope: Scope) -> str:
    """The invite to what is set up. Raises ``NotSetUp``, ``RitualError``."""
    c = companion
    found = config.read(c.places, scope)
    if found is None:
        raise NotSetUp
    refuse_cut_off(found, c.people)
    people, solo = c.state.header["people"], c.people.solo
    return shared_key.encoded(shared_key.invite(scope, found.keys, found.target, people, found.person, c.turn, solo))


def whole(url: str) -> str:
    """A target's name as it is kept: a folder with its whole path. Raises ``UsageError`` for what is none.

    One that holds a password is none.
    """
    if not url.strip():
        raise UsageError(_("Name a sync folder."), _("Name a folder that both computers can reach."))
    found = address.parse(url)
    return found.path if found.scheme == "file" else url.strip()


def missing(url: str) -> str | None:
    """The folder that ``url`` names where it isn't there yet but could be made; None for anything else.

    It may be mistyped, or on a stick that isn't plugged in, so nobody but a person says that it is to be made.
    """
    path = whole(url)
    if not os.path.isabs(path) or os.path.lexists(path):
        return None
    return path if os.path.isdir(os.path.dirname(path)) else None


def make_missing(path: str) -> None:
    """Make the folder to sync by. Raises ``RitualError``."""
    files.make_folder(path)


def write_invite(invite: str, path: str, target: str) -> str:
    """Write an invite to a new file that only its owner reads, to hand over. Returns its whole path.

    Raises ``UsageError`` in the sync folder itself, where whoever keeps that folder would have the key to it;
    ``RitualError`` where a file is there already or can't be written.
    """
    path = os.path.abspath(os.path.expanduser(path))
    folder = os.path.join(os.path.realpath(os.path.dirname(path)), "")
    shown = freetext.path(path)
    if os.path.isabs(target) and folder.startswith(os.path.join(os.path.realpath(target), "")):
        raise UsageError(
            _("{shown} is in the sync folder, and the invite is the key to it.").format(shown=shown),
            _("Choose another place, and hand the file over yourselves."),
        )
    text = f"{shared_key.grouped(invite)}\n"
    try:
        files.create(path, text.encode())
    except FileExistsError:
        raise UsageError(
            _("{shown} is there already.").format(shown=shown), _("Choose another name; nothing was written.")
        ) from None
    return path


def leads_to(given: Invite) -> str:
    """The target that an invite names, for people to look at before anything is reached there.

    All of it, in one line: a host may stand at its end, too. Raises ``UsageError`` where it is no target, or one with
    a password in it.
    """
    return freetext.one_line(whole(given.target))


def join(
    places: Places, given: Invite, *, me: str | None = None, url: str | None = None,
    share: str | Review = partner_joins.NONE, time: "Clock | None" = None, opener: Open = open_target,
    progress: Progress | None = None,
) -> Joined:  # fmt: skip
    """Join by an invite, with the log that is here or a new one. ``me`` is who sits at this machine, by name.

    ``share`` is as in ``setup``; where somebody is to choose, they are asked once the key was tried.
    Raises ``RitualError``, ``TargetError``; before the key was tried nothing has been written.
    """
    url = whole(url or given.target)
    _refuse_inside(places, url)
    people.check_names(*(name for _, name in given.people))  # anybody may have made it
    if isinstance(share, str):
        partner_joins.read_share(share, {})
    companion = _opened(places, time)
    try:
        _refuse(places, companion, given)
        who = _who(given, companion, me)
        target = opener(url)
        try:
            with _told_as(_NOT_YET):
                _try_key(target, given.keys)
            if companion is None:
                companion = _begun(places, given, who, time)
            shared, kept = adopt_identity.settle(companion, given, who, share)
            _leave_old(companion, given, opener)
            found = Config(url, given.space, given.keys.secret, who)
            left = config.replace(places, given.scope, found)
            result = Syncing(companion, opener).run(given.scope, target=target, progress=progress)
        finally:
            target.close()
        here = companion.people
        return Joined(here.me.name, here.partner.name, shared, kept, result._replace(notes=(*result.notes, *left)))
    finally:
        if companion is not None:
            companion.close()


def leave(companion: OpenLog, scope: Scope) -> list[str]:
    """Sync no more. All that is in the log stays; what the others have, and the target, stay too.

    Returns what a person should be told. Raises ``NotSetUp``.
    """
    if not os.path.lexists(config.folder(companion.places, scope)) or not config.exists(companion.places, scope):
        raise NotSetUp
    syncing = Syncing(companion)
    with locked(companion.places, scope):
        _remember_burned(companion, scope)
        return _forget(companion.places, scope, syncing)


def rotate(
    companion: OpenLog, scope: Scope, opener: Open = open_target, progress: Progress | None = None
) -> tuple[str, list[str]]:
    """A new key, and everything put there anew under it.

    Returns the new invite, which the others have to take, and what a person should be told.

    What we had there under the old key goes first, so that a cut leaves nobody in step with what nobody writes to any
    more: this is then done again. Raises ``NotSetUp``, ``RitualError``.
    """
    c = companion
    found = config.read(c.places, scope)
    if found is None:
        raise NotSetUp
    syncing, old = Syncing(c, opener), found.keys
    with _told_as(_OLD_KEY):
        syncing.run(scope, progress=progress)
    secret = shared_key.new_secret()
    new = Config(found.target, shared_key.space_of(secret), secret, found.person)
    target = opener(found.target)
    try:
        with locked(c.places, scope):
            if config.read(c.places, scope) != found:
                raise RitualError(_("Another key was made just now."), _("`ritualtui sync invite` shows its invite."))
            with _told_as(_OLD_KEY):
                _clear(target, old, str(c.state.header["device"]), found.person)
            left = config.replace(c.places, scope, new)
            _remember_burned(c, scope)
            config.remove_ledger(c.places, scope)
        with _told_as(_NEW_KEY):
            syncing.run(scope, target=target, progress=progress)
    finally:
        target.close()
    return invite(c, scope), left


# -- the steps of joining


def _opened(places: Places, time: "Clock | None") -> OpenLog | None:
    """The log that is here, None where there is none yet."""
    try:
        known = people.at(places.journal)
        return OpenLog.open(places, _always(places) if known is not None and known.both else None, time)
    except people.NotBegun:
        return None


def _always(places: Places) -> str | None:
    """Whose machine it is, where both use it: joining is theirs to do."""
    known = people.at(places.journal)
    return None if known is None else known.me.name


def _refuse(places: Places, companion: OpenLog | None, given: Invite) -> None:
    if companion is None:
        return
    found = config.read(places, given.scope)
    others = {ident for ident, _name in given.people} != {ident for ident, _name in companion.state.header["people"]}
    if others and given.scope == "mine" and config.exists(places, "couple"):
        raise RitualError(
            _("This log is joined to your partner's, and that invite is of one that is not."),
            _("Make the invite here with `ritualtui sync setup --mine`, and join with it on the other computer."),
        )
    if others and found is not None and found.space != given.space:
        raise RitualError(
            _("This log already syncs with another computer."),
            _("`ritualtui sync leave` ends that; nothing is lost by it."),
        )


def _who(given: Invite, companion: OpenLog | None, me: str | None) -> str:
    """The id of who sits at this machine. Raises ``UsageError`` where that is not clear."""
    names = {freetext.alike(name): ident for ident, name in given.people}
    shown = " or ".join(freetext.one_line(name) for _ident, name in given.people)
    if me is not None:
        ident = names.get(freetext.alike(" ".join(freetext.clean(me, what="name").split())))
        if ident is None:
            raise UsageError(
                _("The invite is for {shown}, not for {me}.").format(shown=shown, me=freetext.quoted(me)),
                _("Say --me with one of them."),
            )
    elif companion is not None:
        mine, idents = companion.people.me, [ident for ident, _name in given.people]
        found = mine.id if mine.id in idents else names.get(freetext.alike(mine.name))
        if found is None:
            raise WhoAmI(shown)
        ident = found
    elif given.scope == "mine":
        ident = given.inviter
    else:
        ident = next(ident for ident, _name in given.people if ident != given.inviter)
    if companion is not None:
        _refuse_swap(companion, given, ident)
    if given.scope == "mine" and ident != given.inviter:
        raise UsageError(
            _("That invite is for the other computers of whoever made it."), _("For two: `ritualtui sync setup`.")
        )
    return ident


def _refuse_swap(companion: OpenLog, given: Invite, ident: str) -> None:
    """Raise where a log that knows one of these two already would make that one the other, on both machines."""
    header, names = companion.state.header, dict(given.people)
    here = {known: str(name) for known, name in header["people"]}
    mine, other = here[header["me"]], next(one for one in names if one != ident)
    known = set(names) == set(here)
    if ident != header["me"] if known else freetext.alike(mine) == freetext.alike(names[other]):
        me, they = freetext.one_line(mine), freetext.one_line(names[ident])
        raise UsageError(
            _("This log is {me}'s here already.").format(me=me),
            _("Leave out --me; for {they} begin one of its own: --at DIR").format(they=they),
        )


class WhoAmI(UsageError):
    """The names in the invite do not say who sits here."""

    def __init__(self, names: str) -> None:
        super().__init__(
            _("The invite is for {names}; neither is the name you have here.").format(names=names),
            _("Say who you are: --me NAME"),
        )
        self.names = names


def _try_place(target: Target, made: Keys) -> None:
    """Raise ``TargetError`` where nothing can be kept in the target."""
    spot = Spot(made)
    name = f"{spot.space}/{made.name('try')}"
    target.write(name, b"ritualtui")
    kept = target.read(name, 64)
    target.remove(name)
    if kept != b"ritualtui":
        raise TargetError(_("The sync folder didn't keep what was written to it."), _("Name another place."))


def _try_key(target: Target, tried: Keys) -> list[Head]:
    """The heads that the key opens. Raises ``RitualError`` where there is none, or one says that the key ended."""
    spot = Spot(tried)
    heads, odd = [], 0
    for tag in chain.devices(target, spot):
        try:
            head = chain.read_head(target, spot, tag)
        except Refused:
            odd += 1
            continue
        heads += [head] if head is not None else []
    if not heads:
        raise RitualError(
            _("The sync folder doesn't open with this invite.") if odd else _("There's nothing for this invite yet."),
            _("Check that the other computer has synced and that this is the same sync folder, then try again."),
        )
    if any(head.ended for head in heads):
        raise RitualError(
            _("That invite is an old one: its key is no longer used."),
            _("Ask for the new one: `ritualtui sync invite` on the other computer."),
        )
    return heads


def _begun(places: Places, given: Invite, who: str, time: "Clock | None") -> OpenLog:
    names = dict(given.people)
    other = next(ident for ident, _ in given.people if ident != who)
    companion = OpenLog.begin(
        places, names[who], names[other], time=time, ids=(who, other),
        solo=given.solo and given.scope == "mine",
    )  # fmt: skip
    if given.turn != companion.turn and 0 <= given.turn <= 12:
        companion.facts({"turn": given.turn})
    return companion


def _leave_old(companion: OpenLog, given: Invite, opener: Open) -> None:
    """Where this log was joined under an older key, end that."""
    found = config.read(companion.places, given.scope)
    if found is None or found.space == given.space:
        return
    with suppress(RitualError):
        target = opener(found.target)
        try:
            _clear(target, found.keys, str(companion.state.header["device"]), found.person)
        finally:
            target.close()
    _remember_burned(companion, given.scope)
    config.remove_ledger(companion.places, given.scope)


def _clear(target: Target, old: Keys, device: str, person: str) -> None:
    """Take what we had under an old key out of the target; only a head stays, which says that it ended."""
    spot = Spot(old)
    tag = spot.tag(device)
    try:
        head = chain.read_head(target, spot, tag)
    except Refused:
        head = None
    if head is None:
        return
    ended = msgspec.structs.replace(head, seq=head.seq + 1, ended=True)
    target.write(spot.path(tag, spot.head(tag)), chain.sealed_head(spot, tag, ended))
    for name in target.names(spot.folder(tag)):
        if chain.is_name(name) and name != spot.head(tag):
            target.remove(spot.path(tag, name))


def _remember_burned(companion: OpenLog, scope: Scope) -> None:
    """What was burned in one's own space has no tombstone in the log: it is remembered beside the ledger that goes."""
    if scope == "mine":
        from ritualtui.companion.sync.own_machines import remember_burned

        with suppress(RitualError):  # a target that cannot be read is left all the same
            found = config.read(companion.places, scope)
            if found is not None:
                remember_burned(companion, found.person)


def _forget(places: Places, scope: Scope, syncing: Syncing) -> list[str]:
    left = config.remove(places, scope)
    syncing.forget_mark(scope)
    return left
