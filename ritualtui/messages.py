"""The words of the command line. Longer ones live in ``content/``; TOML would cost the quick path too much."""

from datetime import date
from typing import Literal

from ritualtui import freetext
from ritualtui.strings import _, as_sentence, ngettext

FIRST_TIME = _("Just two names to start. Everything stays on this computer.")
ASK_ME = _("Your name")
ASK_PARTNER = _("Your partner's name (or just press Enter to start solo)")
ASK_WHAT_FOR = _("What for")
WHERE_ALL_IS = _("Everything is stored in {home}.")
LEFT_EARLY = _("Stopped. Everything up to here is saved.")
NOT_WRITTEN = _("The answer couldn't be shown ({reason}). What was saved is saved.")
UNEXPECTED = _(
    "Something unexpected went wrong ({kind}). What was saved is saved. Put {debug}=1 in front to see where."
)


# the private space
SEALED = _("Saved and encrypted.")
JOURNAL_HERE = _("Write. Ctrl+D on an empty line ends it.")
ASK_PASSPHRASE = _("Passphrase")
ASK_NEW_PASSPHRASE = _("New passphrase (eight characters or more)")
ASK_AGAIN = _("The same again")
ASK_RECOVERY = _("Recovery key")
NOT_THE_SAME = _("Those two aren't the same. Type it again.")
BEFORE_SETUP = _(
    "A private space: what you write is encrypted, and only your passphrase opens it. Pick one that no one close to "
    "you could guess and that you'll still remember in a year."
)
AFTER_SETUP = _(
    "Your private space is ready. `ritualtui journal` writes in it without the passphrase, and `ritualtui private "
    "read` opens it."
)
SHOW_SHEET = _(
    "Show your recovery sheet now, to print or copy by hand? With your passphrase you can show it again later"
)
SHEET_WRITTEN_DOWN = _("Written down? Press any key to take it off the screen.")
SHEET_IN_FILE = _("The recovery sheet is in {file}. Print it, then delete the file from this computer.")
NOTHING_SEALED = _("Nothing here yet.")
PASSPHRASE_CHANGED = _(
    "Changed. The old passphrase no longer works here, but an older copy of the folder can still be opened with it."
)
EXPORT_IS_OPEN = _("The file isn't encrypted: anyone who can read it can read everything in it.")
DO_IT = _("Go ahead?")
BURN_SPACE = _("Delete your whole private space for good, every entry and the key? This can't be undone")
BURN_ENTRIES = _("Delete {entries} for good? This can't be undone")
BURNED = _("Deleted.")
BURNED_SPACE = _("Deleted: your private space and its key.")
PUT_BACK = _("What was missing is back.")
NOTHING_MISSING = _("Nothing was missing.")


# deleting for good
BURN_RECORDS = _("Delete it for good, from backups too? This can't be undone")
REMOVED_BEFORE = _("{ident} was removed earlier, but backups still contain it.")
DELETED = _("Deleted.")
DELETED_FROM_THE_LOG = _(
    "Deleted from the log. What couldn't be changed yet is tried again each time the log is opened:"
)
NO_WAY_BACK = _("This can't be undone.")
FORGET_ME = _(
    "This deletes everything {me} wrote here, {me}'s private space and name, from backups too. What {partner} wrote "
    "stays, and shared rituals stay as dates without words."
)
FORGET_ALL = _("This deletes the whole log on this computer: both people's entries and all backups.")
FORGET_WORD = _("Type “forget” to go ahead, or press Enter to cancel")


Reach = Literal["", "here", "sync"]
"""How an entry gets to the partner: not by itself, at this computer, or by a sync."""

_REACHES: dict[Reach, str] = {
    "": _("Saved."),
    "here": _("Saved. {reader} will see it next time."),
    "sync": _("Saved. It goes out with the next sync."),
}


SAVED_FOR: dict[Reach, str] = {
    "": _("Saved for {day}."),
    "here": _("Saved for {day}. {reader} will see it next time."),
    "sync": _("Saved for {day}. It goes out with the next sync."),
}
"""The same of an entry that comes back on a day."""


def thanked(writer: str, reader: str, me: str, reach: Reach = "") -> str:
    """The answer to ``thank``."""
    if writer == me:
        return _REACHES[reach].format(reader=reader)
    return _("Saved: {writer} → {reader}.").format(writer=writer, reader=reader)


ANSWERS = {
    "toward": _("turned toward"),
    "away": _("turned away"),
    "against": _("turned against"),
    None: _("no answer yet"),
}
"""How a bid was answered, as a label."""

_ANSWERED = {
    "toward": _("{who} turned toward it"),
    "away": _("it went unanswered"),
    "against": _("it got a sharp answer"),
    None: _("no answer yet"),
}


JUST_FOR_YOU = _("Saved just for you. It could become a talk.")
RATING_OWN = _("Only {by} will see this.")
RATING_ONLY_HERE = _("Only {by} can see this, and only on this computer, with --as {by}.")
RATING_GOES = _("Only {by} will see this: when you two sync, it moves to {by}'s own computer.")
RATING_SHARED = _("You'll both see this.")
RATING_SHARE = _("“7 share” shares it.")
RATING_SAVED = _("{by}: check-in saved, just for {by}")
CUES = {"reflect": _("First say back"), "validate": _("Then"), "ask": _("And ask"), "offer": _("At the end")}
"""What a listener's words are for."""
FEELING_NEAR = _("“{typed}” says what somebody did. In you, it may be: {near}.")
FEELINGS_HERE = _("Feelings: ")
TOPIC_HERE = _("i inside, h half and half, l logistics: ")
SWAP = _("swap")
WHEN = _("When? {day}: Enter; or tomorrow, friday, a date: ")
TAKE_ON = _("Take these on, for tomorrow? y, or Enter to leave them: ")
SHOW_EACH_OTHER = _("Show each other your numbers, here and now only? y, or Enter: ")
BEGINS = _("     Press Enter to begin; “swap” lets {name} begin ")
BID_NOW_OWN = _("A bid of yours that was turned away or against is just for you, unless you share it.")


def bid_kept(bidder: str, me: str, other: str, response: str | None, *, own: bool = False) -> str:
    """The answer to ``bid``; ``own``: where two take part, it is only its writer's."""
    if own:
        return JUST_FOR_YOU
    who = other if bidder == me else _("you")
    answered = _ANSWERED[response].format(who=who)
    said = _("Saved: {bidder} made a bid and {answered}.") if response else _("Saved: {bidder} made a bid, {answered}.")
    return said.format(bidder=_("you") if bidder == me else bidder, answered=answered)


def begun(me: str, partner: str, solo: bool) -> str:
    """The answer to ``init``."""
    both = me if solo else _("{me} and {partner}").format(me=me, partner=partner)
    thank = 'ritualtui thank "…"'
    if solo:
        return _("Welcome, {both}. A good first step: write down one small thing you're glad of. `{thank}`").format(
            both=both, thank=thank
        )
    return _("Welcome, {both}. A good first step: thank {partner} for something small. `{thank}`").format(
        both=both, partner=partner, thank=thank
    )


NOTHING_YET = _('Nothing yet. You could start with one small thank-you: `ritualtui thank "…"`')
NOTHING_FOUND = _("No matches.")
NOTHING_THEN = _("Nothing was logged up to and including {day}.")
NOT_YET = _("{day} is in the future. Pick today or earlier.")
LEFT = _("Stopped. Your progress is saved.")
PASSED_IS_KEPT = _("Everything up to here is saved.")
MORE_ON_EVIDENCE = _("What the labels mean: `ritualtui help evidence`")
KEPT_RITUAL = _("{name}: done.")
PASSED_BY = _("Nothing was entered, so {name} wasn't logged.")
ENTER_CONTINUES = _("     Press Enter to continue ")
GOING_ON = _("Picking up where you stopped. Type `back` to go back.")
ONLY_YOU = _("(only you)")
PAGES = _("Help pages, whenever you like: `ritualtui help PAGE`")
HELP_OF_COMMANDS = _("Commands: `ritualtui --help` lists them, `ritualtui help thank` explains one.")

WROTE_DOWN = _("{voice} (written by {by})")
ASK_WHO = _("Who's here, {first} or {second}")

# sharing with the partner, and going back to solo
ALONE_AGAIN = _("You're solo again, as before. Nothing of yours is shared.")
TOGETHER_AGAIN = _("You're sharing with {partner} again.")
ALONE_NOW = _("You're on your own from here.")
ASK_PARTNER_NAME = _("Your partner's name")
CHOOSE = _("What you wrote on your own stays only yours unless you pick it here.")
CHOOSE_KIND = _("{kind} ({count}): share? n(o), y(es), l(ook at each)")
CHOOSE_ONE = _("    share? n(o), y(es)")
CHOOSE_ANSWERS = {"n": "n", "no": "n", "": "n", "y": "y", "yes": "y", "l": "l", "look": "l"}
BEGIN_TOGETHER = _("{said} Start sharing?")
TO_JOIN = _("{partner} will see {shared} of {total}. Everything else stays only yours.")
JOINED = _(
    "You're sharing with {partner} now. {partner} sees {shared} of {total} from before; the rest stays only yours."
)
JOINED_NOTHING = _("You're sharing with {partner} now. What you wrote before stays only yours.")
UNDONE = {
    "back": _("Restored: {what}"), "changed": _("As it was before: {what}"), "gone": _("Undone: {what}"),
    "many": _("Undone: {count:,} entries are as they were before."), "done": _("Undone."),
}  # fmt: skip
REDONE = {
    "back": _("Restored: {what}"), "changed": _("Changed again: {what}"), "gone": _("Removed again: {what}"),
    "many": _("Redone: {count:,} entries are as they were before the undo."), "done": _("Redone."),
}  # fmt: skip
UNDO_TAKES_BACK = _("`ritualtui undo` takes it back.")
UNDO_BRINGS_BACK = _("`ritualtui undo` brings it back.")
CHANGED_MEANWHILE = _("{records} changed in the meantime and stayed yours.")
HERE = {
    True: _("You both use this computer. Say who you are with --as NAME."),
    False: _("Only {me} uses this computer."),
}
HABIT = {
    "new": _("new"), "taking root": _("taking root"), "growing": _("growing"), "steady": _("steady"),
    "strong": _("strong"),
}  # fmt: skip
"""How settled a ritual is."""

DOTS = {"done": "●", "forgiven": "◐", "missed": "○", "paused": "–", "off": "·", "open": "◌"}
"""How a day shows in a row of days: the shape says it, not a colour."""


PAUSE_ENDED = _("Welcome back. Streaks count again from today.")
NO_PAUSE = _("You're not paused, so nothing changed.")


_NUMBERS = (
    _("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"),
    _("ten"),
    _("eleven"), _("twelve"),
)  # fmt: skip
SPELLED = len(_NUMBERS) - 1
"""Up to this a count is said in a word."""


def number(n: int) -> str:
    """A count as one says it: in a word up to twelve."""
    return _NUMBERS[n] if 0 <= n <= SPELLED else f"{n:,}"


def days(count: int) -> str:
    """``1 day``, ``23 days``."""
    return ngettext("{count:,} day", "{count:,} days", count).format(count=count)


def together(run: int, best: int) -> str:
    """The streak over all rituals in a line; empty while there is none."""
    if not run:
        return ""
    longer = best > run
    said = _("Days with a ritual: {run:,} in a row (longest: {best:,}).") if longer else _(
        "Days with a ritual: {run:,} in a row.")  # fmt: skip
    return said.format(run=run, best=best)


def duration(seconds: int) -> str:
    """Seconds as people say them."""
    minutes, rest = divmod(seconds, 60) if seconds >= 90 else (0, seconds)
    parts = (
        (minutes, ngettext("{count} minute", "{count} minutes", minutes)),
        (rest, ngettext("{count} second", "{count} seconds", rest)),
    )
    return " ".join(said.format(count=count) for count, said in parts if count)


def day_heading(day: str) -> str:
    """An ISO date as a heading: ``Saturday 21 November 2026``."""
    try:
        moment = date.fromisoformat(day)
    except ValueError:
        return day
    from ritualtui.strings import dates  # the quick path names no days

    return dates.day_and_year(moment)


def day_called(day: date, today: date) -> str:
    """A day to come as people call it: today, tomorrow, or its date."""
    if day <= today:
        return day_in_words(day.isoformat(), today)
    return _("tomorrow") if (day - today).days == 1 else day_heading(day.isoformat())


def day_in_words(day: str, today: date) -> str:
    """An ISO date as people call it on the day ``today``: today, yesterday, Tuesday, or the date."""
    try:
        ago = (today - date.fromisoformat(day)).days
    except ValueError:
        return day
    if 0 <= ago < 7:
        from ritualtui.strings import dates

        return (_("today"), _("yesterday"))[ago] if ago < 2 else dates.weekday(date.fromisoformat(day))
    return day_heading(day)


SAID_AHEAD = _("{line} ({ahead})")


def day_ahead(day: str, today: date) -> str:
    """How far away an ISO date is, seen from ``today``: tomorrow, in 7 days; empty where it isn't to come."""
    away = (date.fromisoformat(day) - today).days
    if away < 2:
        return _("tomorrow") if away == 1 else ""
    return ngettext("in {days} day", "in {days} days", away).format(days=away)


def did(name: str, day: str, today: date, new: bool) -> str:
    """The answer to ``did``."""
    on = day_in_words(day, today)
    return (
        _("Saved: {name}, {on}.").format(name=name, on=on)
        if new
        else _("{name} is already logged for {on}.").format(name=name, on=on)
    )


def said(name: str, day: str, at: str, today: date, text: str) -> str:
    """What somebody wrote, and when; ``at`` is the hour, empty where it is not shown."""
    hour = _(" at {hour}").format(hour=at) if at else ""
    return f"{name}, {day_in_words(day, today)}{hour}: {freetext.in_marks(text, text)}"


RITUAL_TOO_LONG = _("{path}: {name} is too long to sync. Its name and its days are synced.")
RITUALS_TRAVEL = _(
    "{names}: {partner} gets it with the next sync. `shared = false` keeps a ritual of yours on this computer."
)
RITUALS_NOT_KEPT = _("Your rituals couldn't be saved in the log: {why}")
RITUAL_GONE = _("{name} isn't a ritual any more.")
RITUAL_GONE_NEXT = _("What you did stays in the log. Put it back into rituals.toml to continue with it.")
RITUAL_UNREADABLE = _("{name} comes from another computer, and this version can't open it.")
RITUAL_UNREADABLE_NEXT = _("`ritualtui list` still shows when you did it; a newer version may open it.")
RITUAL_HIDDEN = _("{name} is hidden on this computer. `ritualtui ritual {ident} --show` brings it back.")
RITUAL_SHOWN = _("{name} is shown on this computer.")
NO_SUCH_RITUAL = _("{path}: “{where}” names {name}, but there's no such ritual here{hint}")
TAKEN_OUT = _("removed")


def steps(count: int) -> str:
    """``1 step``, ``4 steps``."""
    return ngettext("{count:,} step", "{count:,} steps", count).format(count=count)


SYNC_SET_UP = _("Ready: {sent} uploaded. On the other computer: `ritualtui sync join`, with this invite.")
SYNC_INVITE = _("The invite is the key to what you share. Hand it over yourself, not through the sync folder:")
SYNC_LEADS = _("The invite leads to {place}")
ASK_GO_THERE = _("Nothing there has been opened yet. Go there?")
SYNC_NOT_THERE = _("Nothing was opened, and nothing was changed.")
SYNC_ELSEWHERE = _("Ask whoever made the invite, or name another sync folder: --target FOLDER")
SYNC_JOINED = _("Joined. You are {me} here, with {partner}.")
SYNC_SHARED = _("{partner} now sees {shared} of {total} that you wrote on your own. The rest stays only yours.")
ASK_WHICH = _("Who you are ({names})")
SYNC_LEFT = _("This computer no longer syncs. Your log stays as it is.")
SYNC_ROTATED = _(
    "There's a new key. The other computer has to join again with the new invite. The old one opens nothing new."
)
SYNC_KEY = {
    True: _("The key is in the system's keyring."),
    False: _("The key is in a file that only you can read: {path}"),
}
SYNC_NOTHING = _("No other computer has joined yet. `ritualtui sync setup FOLDER` makes an invite.")
SYNC_LEFT_OUT = _("Left out {records} that this version can't save.")
SYNC_MENDS = _(
    "The next sync on that computer will fix this. If that computer is gone for good, `ritualtui sync rotate` starts "
    "fresh without it."
)
SYNC_PUT_BACK = _(
    "The sync folder keeps losing this computer's files, or putting old ones back ({times} times lately). They're sent "
    "again each time, and nothing is lost. See what else changes files there: a backup that is restored, or a second "
    "program that syncs the folder."
)
SYNC_PROGRESS = {"read": _("Reading"), "write": _("Writing")}
_SCOPES = {"couple": _("Shared log"), "mine": _("Your computers")}


def synced(scope: str, received: tuple[int, ...], sent: int, dry: bool) -> str:
    """What a sync brought: ``received`` are new, newer, older, same."""
    new, newer, older, _same = received
    kinds = (
        (new, ngettext("{count:,} new", "{count:,} new", new)),
        (newer, ngettext("{count:,} change", "{count:,} changes", newer)),
        (older, ngettext("{count:,} older", "{count:,} older", older)),
    )
    came = ", ".join(said.format(count=count) for count, said in kinds if count) or _("nothing new")
    said = _("{scope}: {came} would be received, {sent} would be sent.") if dry else _(
        "{scope}: {came} received, {sent} sent.")  # fmt: skip
    return said.format(scope=_SCOPES[scope], came=came, sent=f"{sent:,}" if sent else _("nothing"))


def sync_note(person: str, device: str, what: str) -> str:
    """What could not be read of another computer; ``person`` may not be known."""
    return (
        _("{person}'s computer {device}: {what}").format(person=person, device=device, what=what)
        if person
        else f"{device}: {what}"
    )


def sync_status(scope: str, target: str, machines: int, unsent: int) -> str:
    """What is set up, in a line."""
    others = ngettext("{count} computer known", "{count} computers known", machines).format(count=machines)
    return _("{scopes}: {target}, {others}, {records} to send.").format(
        scopes=_SCOPES[scope],
        target=freetext.path(target),
        others=others,
        records=records(unsent) if unsent else _("nothing"),
    )


def merged(path: str, counts: tuple[int, ...]) -> str:
    """What another data file brought."""
    new, newer, older, same = counts
    return _("{path}: {new:,} new, {newer:,} newer, {older:,} older, {same:,} the same.").format(
        path=path, new=new, newer=newer, older=older, same=same
    )


def records(count: int) -> str:
    """1 entry, 12,000 entries."""
    return ngettext("{count:,} entry", "{count:,} entries", count).format(count=count)


def counted(thanks: int, bids: int) -> str:
    """Today's appreciations and bids in words."""
    said = {
        "thanks": ngettext("{count} appreciation", "{count} appreciations", thanks).format(count=thanks),
        "bids": ngettext("{count} bid", "{count} bids", bids).format(count=bids),
    }
    if thanks and bids:
        return _("Today: {thanks} and {bids}.").format(**said)
    return _("Today: {what}.").format(what=said["thanks" if thanks else "bids"])


def ritual_state(state: str, opens: str, closes: str, done_at: str, present: str) -> str:
    """How a ritual is doing today; ``opens``, ``closes`` and ``done_at`` are stored times of day."""
    from ritualtui.strings import dates

    opens, closes, done_at = map(dates.hour_written, (opens, closes, done_at))
    return {
        "done": ", ".join(
            part for part in (_("done {at}").format(at=done_at) if done_at else _("done"), present) if part
        ),
        "begun": _("started; pick it up again"),
        "now": _("now, until {closes}").format(closes=closes) if opens != closes else _("any time today"),
        "later": _("from {opens}").format(opens=opens),
        "past": _("earlier {opens}–{closes}").format(opens=opens, closes=closes),
        "off": _("not planned today"),
        "paused": _("paused"),
    }[state]


def streak(dots: tuple[str, ...], recent: tuple[int, int], run: int, best: int, word: str) -> str:
    """The last fourteen days of a ritual in one line, how settled it is in a word; its streak, if there is one."""
    row = "".join(DOTS[dot] for dot in dots)
    done, of = recent
    if word == "new":
        return _("{row}  new: {days} out of {of}").format(row=row, days=days(done), of=of)
    said = _("{row}  {habit}: {done} of the last {of} days").format(
        row=row, habit=HABIT.get(word, word), done=done, of=of
    )
    if run:
        said += (_(" · streak {run:,} (longest {best:,})") if best > run else _(" · streak {run:,}")).format(
            run=run, best=best
        )
    return said


def rhythm(times: int, weeks: int) -> str:
    """How often a ritual is meant, on whatever days."""
    if weeks <= 1:
        return ngettext("once a week", "{times} times a week", times).format(times=times)
    said = ngettext("once every {weeks} weeks", "{times} times every {weeks} weeks", times)
    return said.format(times=times, weeks=weeks)


def so_far(got: int, times: int, weeks: int) -> str:
    """How much of a rhythm is done in the week, or the weeks, that run; never more than is wanted."""
    got = min(got, times)
    if weeks <= 1:
        return _("{got} of {times} this week").format(got=got, times=times)
    return _("{got} of {times} in these {weeks} weeks").format(got=got, times=times, weeks=weeks)


RHYTHM_DONE = _("all done for now")
"""Of a ritual that is meant so often a week, and was done so often."""


def rhythm_streak(
    dots: tuple[str, ...], got: int, times: int, weeks: int, run: int, best: int, word: str
) -> str:  # fmt: skip
    """The last fourteen days of a ritual that is meant so often a week; its streak is told in weeks."""
    said = _("{row}  {habit}: {so_far}").format(
        row="".join(DOTS[dot] for dot in dots), habit=HABIT.get(word, word), so_far=so_far(got, times, weeks)
    )
    if word == "new" or not run:
        return said
    streak, longest = (ngettext("{n:,} week", "{n:,} weeks", n).format(n=n) for n in (run * weeks, best * weeks))
    told = _(" · streak {streak} (longest {longest})") if best > run else _(" · streak {streak}")
    return said + told.format(streak=streak, longest=longest)


# the line for a prompt
STATUS_RITUAL = _("a ritual")
"""One of somebody's own, where bystanders look."""


def status(ritual: str, until: str, ask: int, more: int) -> str:
    """``Reunion until 20:00 · 1 to ask``; empty where there is nothing."""
    from ritualtui.strings import dates

    parts = [_("{ritual} until {until}").format(ritual=ritual, until=dates.hour_written(until))] if ritual else []
    parts += [ngettext("{count} to ask", "{count} to ask", ask).format(count=ask)] if ask else []
    parts += [ngettext("{count} for today", "{count} for today", more).format(count=more)] if more else []
    return as_sentence(" · ".join(parts))


# pauses
PAUSE_SAFE = _("Your streaks are safe.")
PAUSE_HOW_TO_END = _("Your streaks are safe. `ritualtui pause end` ends it.")
PAUSE_NONE = _(
    "You’re not paused. `ritualtui pause 3 days` or `ritualtui pause until sunday` starts a pause. It takes nothing "
    "from your streaks."
)
PAUSE_ASK_WHY = _("Why: away, ill or hard season (or just press Enter for away)")
PAUSE_ASK_UNTIL = _("Until when: “sunday”, “3 days”, a date (or just press Enter: until you end it)")
PAUSE_ONE_OF_THREE = _("Say away, ill or hard season.")
PAUSE_LIKE_THIS = _("Say it like `pause ill 3 days`, `pause bedtime until sunday`, or `pause end`.")
PAUSE_CALLED_OFF = _("Called off: {said}")
PAUSE_OF_ONE_ENDED = _("{name}: its streak counts again from today.")
SEASON_HARD = _("A day without costs no streak, and no nudge asks how much you do.")
SEASON_WORK = _("Your streaks are safe.")
SEASON_HOW_TO_END = _("`ritualtui season usual` ends it.")
SEASON_NONE = _("Life as usual. `ritualtui season hard` or `season work` changes that.")
SEASON_ENDED = _("Back to usual. Rituals are whole again, and streaks count from today.")
SEASON_ASK_RITUAL = _("Which ritual stays")
SEASON_ASK_UNTIL = _("Until when: “friday”, “in 3 weeks”, a date (or just press Enter: until you end it)")
PAUSED_TODAY = _("paused")

# questions
DEPTHS = {1: _("easy"), 2: _("closer"), 3: _("deep")}
CARD_STARRED = _("★ {text}")
CARD_UNSTARRED = _("No star any more: {text}")
CARD_NEVER = _("It won’t be drawn again: {text} (`ritualtui question --again {ident}` takes that back.)")
CARD_AGAIN = _("You don’t mind this card any more: {text}")
NO_STARS = _("No card has a star yet. `ritualtui question --star ID` gives one.")
CARD_ADDED = _("Added to “{deck}”, as {ident}.")
CARD_ADDED_NEW = _("Added as {ident}, to a new deck, “{deck}”.")
THEME_OUT = _("No more questions about {theme}. `ritualtui deck with` takes that back.")
THEME_BACK = _("You don’t mind questions about {theme} any more.")
DECK_TAKES_TWO = _("“{deck}” is there once both of you have switched it on: `ritualtui deck open {ident}`.")
DECK_OPEN = _("Switched on for you. “{deck}” is there once both of you have; nobody is told who has.")
DECK_CLOSED = _("Switched off. “{deck}” isn’t there now, for either of you; nobody is told who did that.")


def local_times(count: int) -> str:
    """That times without an offset were taken as this place's."""
    return ngettext(
        "1 time has no offset from UTC (+01:00); taken as the time on this computer.",
        "{count:,} times have no offset from UTC (+01:00); taken as the time on this computer.",
        count,
    ).format(count=count)


# sync
SYNC_INVITE_FILE = _(
    "The invite is in {path}. It's the key to what you share: hand the file over yourselves, take it there with "
    "`ritualtui sync join FILE`, then delete it."
)
ASK_MAKE_FOLDER = _(
    "There's no folder {folder} yet. If it's on a stick, or something else brings it, say no and start that first. "
    "Make the folder?"
)
SYNC_NO_FOLDER = _("No folder was made, and nothing is set up.")
SYNC_OTHER_FOLDER = _("Name a folder that both computers can reach.")
