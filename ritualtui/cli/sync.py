"""``sync``: two machines, and what lies between them."""

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from ritualtui import freetext, messages
from ritualtui.cli import params
from ritualtui.cli.invocation import Session, ask, confirm, on_a_terminal, stdin_bytes, utf8
from ritualtui.cli.output import fitted, say, say_json, tell
from ritualtui.cli.private import Shared
from ritualtui.errors import RitualError, UsageError
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.partner_joins import Review
    from ritualtui.sync.engine import Result
    from ritualtui.sync.shared_key import Invite, Scope

_MOST_INVITE = 8_192

as_json = click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON, and ask nothing."))
mine = click.option("--mine", is_flag=True, help=_("Between your own computers, not with your partner."))
share_option = click.option(
    "--share", metavar="none|all|KIND,…", callback=params.given,
    help=_("If you wrote on your own so far: what of it your partner gets to see; none by default."),
)  # fmt: skip


@click.group("sync", cls=Shared, invoke_without_command=True)
@click.option("-n", "--dry-run", is_flag=True, help=_("Only show what would happen."))
@click.option("-q", "--quiet", is_flag=True, help=_("Print nothing unless something needs you; for timers."))
@as_json
@click.pass_context
def sync_command(ctx: click.Context, dry_run: bool, quiet: bool, as_json: bool) -> None:
    """Sync with your partner's computer, encrypted: get what's new there, and send what's new here.

    Exit code 0: done. 1: something couldn't be done, and it says what. 75: the sync folder can't be reached right now;
    nothing is lost, try again later. The commands below use the same codes.

    \b
    ritualtui sync setup ~/Nextcloud/us      on one computer, once
    ritualtui sync join INVITE               on the other, once
    ritualtui sync                           on both, whenever you like
    """
    if ctx.invoked_subcommand is not None:
        if dry_run or quiet or as_json:
            raise UsageError(
                _("Put options after the command's name:"),
                _("ritualtui sync {invoked_subcommand} …").format(invoked_subcommand=ctx.invoked_subcommand),
            )
        return
    session: Session = ctx.obj
    from ritualtui.companion.sync import syncing
    from ritualtui.sync.target import OFFLINE, TargetError

    results, failed, names = _synced(session, dry_run, _progress(quiet or as_json))
    away = [err for err in failed if isinstance(err, TargetError) and err.offline]
    if failed and not (away or results):
        tell(map(str, failed[1:]))
        raise failed[0]
    tell(str(err) for err in failed if err not in away or not quiet)
    if as_json and results:
        told = _plain(results, dry_run)
        told |= {"complete": False, "failed": [str(err) for err in failed]} if failed else {}
        say_json([json.dumps(told, ensure_ascii=False)])
    else:
        for scope, result in results if not quiet else ():
            say(fitted(messages.synced(scope, result.received[1:], result.sent, dry_run)))
        for _scope, result in results:
            tell(syncing.notes(result, names))
    if len(failed) > len(away) or not all(result.complete for _scope, result in results):
        ctx.exit(1)
    if away:
        ctx.exit(OFFLINE)


def _synced(
    session: Session, dry: bool, progress: Any
) -> tuple[list[tuple["Scope", "Result"]], list[RitualError], dict[str, str]]:
    """Sync all that is set up: what came of it, what could not be done, and who the two people are.

    What stands in the way of one target holds up no other. The whole log is read only where that is needed.
    """
    from ritualtui.companion import people
    from ritualtui.companion.sync import background, syncing

    places = session.places
    known = people.at(places.journal)
    scopes = syncing.scopes(places)
    if not scopes or known is None:
        with session.companion():
            raise syncing.NotSetUp
    if not dry:
        tell(background.keep_news(places, session.who or (known.me.name if known.both else None), session.time))
    results: list[tuple[Scope, Result]] = []
    failed: list[RitualError] = []
    for scope in scopes:
        try:
            results.append((scope, _one(session, scope, known.me.name if known.both else None, dry, progress)))
        except RitualError as err:
            if not isinstance(err, syncing.Alone) or len(scopes) == 1:
                failed.append(err)
    return results, failed, known.names()


def _one(session: Session, scope: "Scope", who: str | None, dry: bool, progress: Any) -> "Result":
    """Sync one of them; ``who`` is here where two use this machine and nobody says who."""
    from ritualtui.companion.sync import syncing
    from ritualtui.companion.sync.journal_only_log import NeedsAll

    try:
        return syncing.quickly(session.places, scope, session.time, dry=dry)
    except NeedsAll:
        session.who = session.who or who
        with session.companion() as companion:
            result = companion.syncing.run(scope, dry=dry, progress=progress)
            if not dry:
                companion.tidy()
            return result


@sync_command.command("setup")
@click.argument("target", metavar="TARGET")
@mine
@click.option("--partner", metavar="NAME", callback=params.given, help=_("Your partner's name, if you were solo."))
@share_option
@as_json
@click.pass_obj
def setup_command(
    session: Session, target: str, mine: bool, partner: str | None, share: str | None, as_json: bool
) -> None:
    """Start syncing through TARGET, a folder that both computers can reach, and show the invite for the other computer.

    The invite is the key: hand it over yourself, not through the sync folder.
    """
    from ritualtui.companion import conflict_copies, people
    from ritualtui.companion.sync import pairing

    if not as_json and on_a_terminal() and (missing := pairing.missing(target)):
        _offer_to_make(missing)
    with session.companion() as companion:
        asks = on_a_terminal() and not as_json and not mine and companion.people.solo
        if partner is None and asks and companion.people.partner.name == people.PARTNER:
            partner = ask(messages.ASK_PARTNER_NAME, people.check_name)
        invite, result = pairing.setup(
            companion, target, scope="mine" if mine else "couple", partner=partner, progress=_progress(as_json),
            share=_shared(share, as_json, partner or companion.people.partner.name),
        )  # fmt: skip
        if as_json:
            say_json([json.dumps({"invite": invite, **_of(result)}, ensure_ascii=False)])
            return
        tell(conflict_copies.warned(session.places))
        say(fitted(messages.SYNC_SET_UP.format(sent=messages.records(result.sent))))
        _show(invite)


@sync_command.command("invite")
@click.option(
    "--file", "path", metavar="FILE", type=click.Path(dir_okay=False), callback=params.given,
    help=_("Write it to a new FILE instead, to hand over."),
)  # fmt: skip
@mine
@as_json
@click.pass_obj
def invite_command(session: Session, path: str | None, mine: bool, as_json: bool) -> None:
    """Show the invite again, or write it to a file."""
    from ritualtui.companion.sync import pairing

    scope: Scope = "mine" if mine else "couple"
    with session.companion() as companion:
        invite = pairing.invite(companion, scope)
        if path is not None:
            target = companion.syncing.status(scope).target
            path = pairing.write_invite(invite, path, target)
    if path is not None:
        said = messages.SYNC_INVITE_FILE.format(path=freetext.path(path))
        _done(as_json, {"invite": invite, "file": path}, said)
    elif as_json:
        say_json([json.dumps({"invite": invite})])
    else:
        _show(invite)


@sync_command.command("join")
@click.argument("invite", nargs=-1, required=True, metavar="INVITE")
@click.option("--me", metavar="NAME", callback=params.given, help=_("Which of you two you are."))
@click.option(
    "--target",
    metavar="TARGET",
    callback=params.given,
    help=_("Where the sync folder is on this computer, if it's somewhere else."),
)
@share_option
@as_json
@click.pass_obj
def join_command(
    session: Session, invite: tuple[str, ...], me: str | None, target: str | None, share: str | None, as_json: bool
) -> None:
    """Join with INVITE (its letters, a file with them, or - for standard input), using the log here or a new one.

    On a terminal it shows where the invite leads, and asks before it goes there; with --target it doesn't ask. The key
    is tried before anything is written. If there's already a log here, it's backed up first.
    """
    from ritualtui.companion import conflict_copies
    from ritualtui.companion.sync import pairing, syncing
    from ritualtui.sync import shared_key

    given = shared_key.decoded(_read(invite))
    if target is None and not as_json and on_a_terminal():
        _ask_there(pairing.leads_to(given))
    if target is None and os.path.isabs(given.target) and not os.path.isdir(given.target):
        there = freetext.one_line(given.target)
        raise UsageError(
            _("{there} doesn't exist on this computer.").format(there=there),
            _("Say where that folder is here: --target FOLDER"),
        )

    def join(me: str | None) -> pairing.Joined:
        return pairing.join(
            session.places, given, me=me, url=target, share=_shared(share, as_json, _inviter(given)),
            time=session.time, progress=_progress(as_json),
        )  # fmt: skip

    try:
        done = join(me)
    except pairing.WhoAmI as err:
        if as_json or not on_a_terminal():
            raise
        done = join(ask(messages.ASK_WHICH.format(names=err.names), lambda said: _named(given, said)))
    result = done.result
    if as_json:
        told = {"joined": True, "me": done.me, "partner": done.partner, "shared": done.shared, "self": done.kept}
        say_json([json.dumps({**told, **_of(result)}, ensure_ascii=False)])
        return
    tell(conflict_copies.warned(session.places))
    say(fitted(messages.SYNC_JOINED.format(me=done.me, partner=done.partner)))
    if done.shared or done.kept:
        total = messages.records(done.shared + done.kept)
        say(fitted(messages.SYNC_SHARED.format(shared=done.shared, total=total, partner=done.partner)))
    say(fitted(messages.synced(given.scope, result.received[1:], result.sent, False)))
    tell(syncing.notes(result, dict(given.people)))


@sync_command.command("leave")
@mine
@as_json
@click.pass_obj
def leave_command(session: Session, mine: bool, as_json: bool) -> None:
    """Stop syncing this computer. Your log stays as it is.

    Your partner keeps what you've already shared, and isn't told. Nothing new goes either way, and what you change or
    delete from now on stays as it was on your partner's computer.
    """
    from ritualtui.companion import partners_copy
    from ritualtui.companion.sync import pairing

    with session.companion() as companion:
        notes = pairing.leave(companion, "mine" if mine else "couple")
        there = partners_copy.left(companion, mine=mine)
    _done(as_json, {"left": True}, f"{messages.SYNC_LEFT} {there}")
    tell(notes)


@sync_command.command("key")
@click.option(
    "--keyring/--file", "to_keyring", default=None, help=_("Move it to the system's keyring, or back to a file.")
)
@mine
@as_json
@click.pass_obj
def key_command(session: Session, to_keyring: bool | None, mine: bool, as_json: bool) -> None:
    """Show where the key is stored, or move it between its file and the system's keyring.

    While a keyring is locked, a sync waits until it's open. Nothing is lost.
    """
    from ritualtui.companion.sync import key_storage

    places = session.places
    scope: Scope = "mine" if mine else "couple"
    notes = [] if to_keyring is None else key_storage.move(places, scope, to_keyring=to_keyring)
    there = key_storage.is_in_keyring(places, scope)
    path = freetext.path(key_storage.path(places, scope))
    _done(as_json, {"key": "keyring" if there else "file"}, messages.SYNC_KEY[there].format(path=path))
    tell(notes)


@sync_command.command("rotate")
@mine
@as_json
@click.pass_obj
def rotate_command(session: Session, mine: bool, as_json: bool) -> None:
    """Make a new key, in case someone else got hold of the invite. The other computer joins again with the new one."""
    from ritualtui.companion.sync import pairing

    with session.companion() as companion:
        invite, notes = pairing.rotate(companion, "mine" if mine else "couple", progress=_progress(as_json))
    if as_json:
        say_json([json.dumps({"invite": invite})])
    else:
        say(fitted(messages.SYNC_ROTATED))
        _show(invite)
    tell(notes)


@sync_command.command("devices")
@mine
@as_json
@click.pass_obj
def devices_command(session: Session, mine: bool, as_json: bool) -> None:
    """Show the computers that write to the sync folder."""
    with session.companion() as companion:
        names = companion.people.names()
        found = companion.syncing.machines("mine" if mine else "couple")
        if as_json:
            for each in found:
                told = {"device": each.device, "person": names.get(each.person, each.person), "here": each.here}
                say_json([json.dumps({**told, "segments": each.segments}, ensure_ascii=False)])
            return
        for each in found:
            whose = freetext.one_line(names.get(each.person, each.person))
            say(f"{each.device[:16]:<10} {whose}{'  (this computer)' if each.here else ''}")


@sync_command.command("status")
@as_json
@click.pass_obj
def status_command(session: Session, as_json: bool) -> None:
    """Show what's set up here, and what isn't sent yet. Doesn't use the network."""
    from ritualtui.companion import conflict_copies
    from ritualtui.companion.sync import syncing

    with session.companion() as companion:
        found = [companion.syncing.status(scope) for scope in syncing.scopes(companion.places)]
        if as_json:
            say_json([json.dumps({"targets": [each._asdict() for each in found]}, ensure_ascii=False)])
            return
        tell(conflict_copies.warned(companion.places))
        if not found:
            say(messages.SYNC_NOTHING)
        for each in found:
            say(fitted(messages.sync_status(each.scope, each.target, each.machines, each.unsent)))
            if each.rests:
                say(fitted(f"  {syncing.Alone()}", 2))
            for note in each.told:
                say(fitted(f"  {freetext.one_line(note)}", 2))


def _read(invite: tuple[str, ...]) -> str:
    """The letters of an invite: as they were given, or what the file has that was named in their place."""
    if invite == ("-",):
        return utf8(stdin_bytes(_MOST_INVITE))
    if len(invite) == 1 and os.path.isfile(invite[0]):
        from ritualtui.store import files

        return utf8(files.read(invite[0], _MOST_INVITE) or b"")
    return "".join(invite)


def _offer_to_make(folder: str) -> None:
    """Make a sync folder that isn't there, if whoever named it says so: they may have mistyped it."""
    from ritualtui.companion.sync import pairing

    if not confirm(fitted(messages.ASK_MAKE_FOLDER.format(folder=freetext.path(folder))), default=False):
        raise UsageError(messages.SYNC_NO_FOLDER, messages.SYNC_OTHER_FOLDER)
    pairing.make_missing(folder)


def _ask_there(place: str) -> None:
    """Whether to go to the place that an invite names: it may have been made by anybody."""
    say(fitted(messages.SYNC_LEADS.format(place=place)))
    if not confirm(messages.ASK_GO_THERE, default=True):
        raise RitualError(messages.SYNC_NOT_THERE, messages.SYNC_ELSEWHERE)


def _shared(share: str | None, as_json: bool, partner: str) -> "str | Review":
    """What of a log kept alone is shared: as was said, else by a look at it, where somebody can be asked."""
    from ritualtui.cli.together import reviewed
    from ritualtui.companion import partner_joins

    if share is not None or as_json or not on_a_terminal():
        return share or partner_joins.NONE
    return lambda companion: reviewed(companion, partner_joins.offered(companion), freetext.one_line(partner))


def _inviter(given: "Invite") -> str:
    return dict(given.people)[given.inviter]


def _named(given: "Invite", said: str) -> str:
    for _ident, name in given.people:
        if freetext.alike(name) == freetext.alike(said):
            return name
    raise UsageError(_("Say {value}.").format(value=" or ".join((freetext.one_line(name) for _, name in given.people))))


def _show(invite: str) -> None:
    """The invite, as a QR code where there is a terminal that is wide enough for it, and as text."""
    import shutil

    from ritualtui.sync import shared_key

    if on_a_terminal() and (sys.stdout.encoding or "").lower().replace("-", "") == "utf8":
        code = shared_key.qr(invite)
        if code and max(map(len, code.splitlines())) <= shutil.get_terminal_size().columns:
            click.echo(code)
    say(messages.SYNC_INVITE)
    say()
    say(invite)


def _of(result: "Result") -> dict[str, Any]:
    received = dict(zip(("new", "newer", "older", "same"), result.received[1:], strict=True))
    return {"received": received, "sent": result.sent, "left_out": result.left_out,
            "machines": len(result.machines), "notes": list(result.notes), "known": list(result.known),
            "put_back": result.put_back, "complete": result.complete}  # fmt: skip


def _plain(results: "list[tuple[Scope, Result]]", dry: bool) -> dict[str, Any]:
    each = {scope: _of(result) for scope, result in results}
    main = each.get("couple") or next(iter(each.values()))
    made = {**main, "complete": all(result.complete for _, result in results), "dry_run": dry}
    return made if "mine" not in each or len(each) == 1 else {**made, "mine": each["mine"]}


def _done(as_json: bool, data: dict[str, Any], words: str) -> None:
    if as_json:
        say_json([json.dumps(data, ensure_ascii=False)])
    else:
        say(fitted(words))


def _progress(silent: bool) -> Any:
    """A line on standard error that says how far long work is, where somebody watches."""
    if silent or sys.stderr is None or not sys.stderr.isatty():
        return None

    def show(what: str, done: int, of: int) -> None:
        if of > 3:
            click.echo(f"\r{messages.SYNC_PROGRESS[what]} {done + 1} / {of}\033[K", nl=done + 1 == of, err=True)

    return show
