"""The words that only the full screen says. What both faces say is in ``messages``.

Standard library only: the first paint waits for this.
"""

from datetime import date, datetime
from typing import Final

from ritualtui import messages
from ritualtui.strings import _, dates

NAME: Final = _("ritualtui")

PROBLEMS: Final = _("Problems in your own files")
YOUR_RITUALS: Final = _("Your rituals")
NO_THEME: Final = _("{path}: there’s no theme {name}, so {default} is used.")
THEMES_ARE: Final = _("There are {names}.")
SET_SHOWN: Final = _("{ritual}, here")
SHOWN: Final = _("shown")
HIDDEN: Final = _("hidden")
CLASHES: Final = _("keys: “{action}” and “{other}” both use the key “{key}”.")
NO_ACTION: Final = _("keys: no action called “{action}”")

QUIT: Final = _("Quit")
QUIT_SAYS: Final = _("Quit. Everything is saved.")
WEAR: Final = _("Theme: {theme}")
ITS_ANSWER: Final = _("Your words answer this question. Empty the line to draw another.")
GOES_ON: Final = _("Started today: picks up where you stopped")
PALETTE_HINT: Final = _("Type a command. Enter runs it, Esc closes.")
WEAR_SAYS: Final = _("Use this theme from now on")

HOW_TO_LEAVE: Final = _("q quits from Today. ctrl+q closes everything at once, from anywhere.")

# first run
WELCOME: Final = _("Welcome.")
WELCOME_ABOUT: Final = _("A few minutes a day for the two of you: small rituals, small thank-yous.")
WELCOME_ABOUT_ALONE: Final = _("A few minutes a day, for one: small rituals, small thank-yous.")
PRIVACY: Final = _("Everything you write stays on this computer, unless you set up sync yourselves.")
YOUR_MISSING: Final = _("Please add your name.")
THEIR_MISSING: Final = _("Please add your partner’s name.")
YOUR_NAME: Final = _("Your name")
THEIR_NAME: Final = _("Your partner’s name")
THEIR_NAME_ALONE: Final = _("Your partner’s name, if you like")
THEIR_NAME_SHORT: Final = _("Their name, if you like")
ALONE: Final = _("It’s just me for now")
ALONE_ABOUT: Final = _("Everything that works for one person is here.")
BEGIN: Final = _("Start")
NOT_NOW: Final = _("Not now")

# first steps
FIRST: Final = _("First steps")
FIRST_WHEN: Final = _("When you’d like your rituals. You can change this any time.")
FIRST_WORDS: Final = _("Where your words go")
FIRST_PRIVACY: Final = (
    _("They’re stored in one folder on this computer. No account, nothing sent."),
    _("What you mark as private isn’t shown to your partner or synced to them."),
    _("Anyone who can use your account on this computer can read that folder."),
    _("ctrl+q closes everything at once and clears the screen."),
)
FIRST_PRIVACY_ALONE: Final = (
    FIRST_PRIVACY[0],
    _("Everything you log is only yours. If you share this log with your partner one day, you choose what they see."),
    *FIRST_PRIVACY[2:],
)
NEXT_LINE: Final = _("next")
TO_TODAY: Final = _("to Today")
FIRST_LOOK: Final = _("A first look: {ritual}")

# Today
EMPTY: Final = _("Nothing here yet, and no rush.")
EMPTY_INVITES: Final = _("What did you like about {partner} today?")
EMPTY_KEY: Final = _("Thank {partner}")
FROM: Final = _("From {partner}, {day}")
END_PAUSE: Final = _("end pause")
SEASON: Final = _("season")
COMING_DONE: Final = _("done")
COMING_LATER: Final = _("tomorrow")
COMING_LET_GO: Final = _("let go")
ASK_SINCE: Final = _("  since {day}")
CHECKED_IN: Final = _("Saved: closeness rating {closeness} of 10.")
CHECKED_IN_ALONE: Final = _("Saved just for you: closeness rating {closeness} of 10. {key} shares it with {partner}.")
BEGUN: Final = _("started")
BUSY_KEY: Final = _("The key “{key}” is already used here. Open {ritual} with tab, the mouse or ctrl+p.")

# new from the partner, and nudges
NUDGE_LATER: Final = _("in 3 days")
NUDGE_PUT: Final = _("dismiss")
NUDGE_NEVER: Final = _("mute this kind")
NUDGE_WHY: Final = _("why?")
NUDGE_ALSO: Final = _("There’s one more: {what}. It can wait.")
NEW_FROM: Final = _("New from {partner}, {day}")
ANSWERED: Final = _("{partner} replied, {day}")
MORE_NEWS: Final = _("and {count} more in the log")
REPLY: Final = _("Thank you, that means a lot.")
REPLY_KEY: Final = _("Reply “{reply}”")
REPLY_TO: Final = _("Reply to {partner}")
REPLY_EMPTY: Final = _("Write a few words, or press esc to close.")
REPLIED: Final = _("Reply to {what} saved.")
NIGHT: Final = _("Did you do {ritual} last night?")
NIGHT_YES: Final = _("yes")
NIGHT_YES_ALONE: Final = _("yes")
NIGHT_NO: Final = _("no")
NIGHT_KEPT: Final = _("Saved: {ritual}, last night.")
NIGHT_LEFT: Final = _("No problem.")

# who is here
WHO: Final = _("Who’s here?")
WHO_BOTH: Final = _("Both of us")
WHO_ME: Final = _("Just me")
WHO_ABOUT: Final = _("We ask once a day.")
WHO_HERE_ABOUT: Final = _("You both use this computer.")

# the guide
PAUSED: Final = _("paused")
READY: Final = _("in a moment")
TIME_OVER: Final = _("Move on when you’re ready. There’s no hurry.")
GOING_DARK: Final = _("dark in a moment")
OTHER_LETTERS: Final = _("The keys here are Latin letters. ctrl+p finds every command by its name.")
HALF_WRITTEN: Final = _("Your words from last time are on the line; press {key} to continue.")
LEFT: Final = _("{ritual}: stopped for now. Your progress is saved; press {key} to continue.")
LEFT_AGAIN: Final = _("{ritual}: stopped for now. Your progress is saved.")
CARD_KEY: Final = _("enter")
LEFT_EARLY: Final = _("{ritual} closed. Nothing was started.")
PARKED: Final = _("Parked. You’ll see it again at the end.")
WHOLE: Final = _("The whole ritual, then.")
IN_FULL: Final = _("whole")
EASIER: Final = _("Short version from here. Nothing is lost.")
WORDS_HERE: Final = _("a few words, or leave it empty")
ANSWER_HERE: Final = _("out loud is enough, or write a few words")
LINE_HERE: Final = _("type one thing and press enter; an empty line moves on")
PARK_IT: Final = _("park it")
PARK_CLOSE: Final = _("close")
CONTINUE: Final = _("continue")
RESUME: Final = _("resume")
ADD: Final = _("add")
BACK_TO_FIELD: Final = _("write")
FEELING_HERE: Final = _("type to find a word, or your own; an empty line moves on")
THREE_FEELINGS: Final = _("Three say enough; backspace takes one back.")
TOPICS: Final = (_("the inside: how we are"), _("half and half"), _("logistics: what there is to do"))
"""What a talk was about, in the order of `Topic`."""
BEGINS: Final = _("{name} begins")
BACK_ON: Final = _("back {day}")
TAKE_ON: Final = _("t takes these on for {name}, back tomorrow")
TAKEN_ON: Final = _("They’re back tomorrow, for {name}.")
SHOW_EACH_OTHER: Final = _("v shows each other your numbers, here and now only")
BACK_TO_SCALE: Final = _("choose")
PARK_HERE: Final = _("park a to-do: you’ll see it again at the end")
SCALE_KEYS: Final = (_("1 to 9, 0 for ten, or ↑ ↓"), _("1–9, 0, or ↑ ↓"))
SCALE_LOW: Final = _("far")
SCALE_HIGH: Final = _("near")

# bids
BID_THEM: Final = _("it was {who}")
BID_WHO: Final = _("{who} made a bid")
BID_MET: Final = {
    "toward": _("turned toward: answered warmly"),
    "away": _("turned away: missed"),
    "against": _("turned against: answered sharply"),
    None: _("no answer yet"),
}
BID_ABOUT: Final = _("A bid is a small reach for attention or affection.")
BID_OWN: Final = _("Only you will see it, unless you share it.")
BID_SHARED: Final = _("{partner} will see it, too.")
SHARE: Final = (_("share it"), _("only me"))
BID_WORDS: Final = _("what it was, in a few words; or leave it empty")

# insights
INSIGHTS_WAIT: Final = _("a moment")

# the log
FIND_HERE: Final = _("words, names, kinds")
TO_THE_LIST: Final = _("back to list")
NOTHING_KEPT: Final = _("Nothing logged yet. Press a on Today to say thanks.")
NOTHING_FITS: Final = _("No matches. esc shows everything.")
NOTHING_FITS_IN: Final = _("No matches among {only}. backspace clears the filter, esc shows everything.")
FILTER: Final = _("Show")
FILTER_HERE: Final = _("type to narrow")
CHOSEN: Final = "✓"
FROM_YOU: Final = _("from you")
FROM_THEM: Final = _("from {name}")
ONLY_YOURS: Final = _("only yours")
ONLY_YOU: Final = _("  (only you)")
CHANGED: Final = _("Saved. Press u to undo.")
FOR_LATER: Final = _("For later: {what}")
REMOVED: Final = _("Removed. Press u to undo: {what}")
FOR_BOTH: Final = _("You can both see this now.")
MANY_LINES: Final = _("This has several lines: `ritualtui edit {ident} -` takes them from standard input.")

# pages
PAGES: Final = _("Pages")
PAGES_ABOUT: Final = _("Read any time. None of these ever opens by itself.")

# a report for a first session
REPORT: Final = _("A report")
REPORT_OURS: Final = _("shared")
REPORT_OWN: Final = _("shared and only yours")
REPORT_NAMES: Final = {"full": _("full names"), "initials": _("initials"), "letters": _("A and B")}
REPORT_FORMS: Final = {"html": _("HTML"), "md": _("Markdown")}
REPORT_FROM: Final = _("from")
REPORT_TO: Final = _("to")
REPORT_WHEN: Final = {"since": _("From"), "until": _("Up to")}
REPORT_WHEN_HINT: Final = _("2026-09-01, 3 weeks ago, monday; empty: {end}")
REPORT_ENDS: Final = {"since": _("from the beginning"), "until": _("up to today")}
REPORT_IN: Final = _("included")
REPORT_OUT: Final = _("left out")
REPORT_MARKS: Final = ("✓", "–")
REPORT_NO_DAY: Final = _("I don’t understand the day {said}. Try “2026-11-21”, “fri” or “last night”.")
REPORT_NONE: Final = _("Nothing here. r, f and t choose other days.")
REPORT_BACK: Final = _("Undone.")
REPORT_AGAIN: Final = _("Redone.")
NOTHING_TO_REDO: Final = _("Nothing to redo.")
REPORT_LATER: Final = _("{until} is before {since}.")
REPORT_WRITE: Final = _("Write it to a file")
REPORT_WRITING: Final = _("Writing …")
REPORT_OTHER_FILE: Final = _("Choose another file name.")

# settings
SETTINGS: Final = _("Settings")
SET_PEOPLE: Final = _("You two")
SET_PEOPLE_ALONE: Final = _("You")
SET_PART: Final = _("Who’s using this?")
SET_HERE: Final = _("On this computer")
BOTH_HERE: Final = _("both of us")
JOIN: Final = _("Together")
JOIN_WHO: Final = _("Share this log with your partner")
JOIN_WHAT: Final = _("What your partner may see of what you logged on your own")
JOIN_ABOUT: Final = _("Nothing is shared unless you pick it: a whole kind, or entry by entry (press l).")
JOIN_NOTHING: Final = _(
    "Nothing yet. Whatever either of you logs from now on is shared, unless you mark it as only yours."
)
JOIN_SELF: Final = _("only me")
JOIN_OURS: Final = _("shared")
JOIN_SOME: Final = _("{count} of {total} shared")
JOIN_EACH: Final = _("● is shared, ○ is only yours. Space or a click changes it.")
MARKED: Final = ("○", "●")
JOIN_BEGIN: Final = _("Start sharing")
PART_ALONE: Final = _("just me")
PART_DONE: Final = _("Just you now. Nothing was removed.")
PART_BOTH: Final = _("both of us")
SET_RITUALS: Final = _("Rituals")
SET_SCREEN: Final = _("This screen")
KEEP: Final = _("save")
SET_TURN: Final = _("A new day starts at")
SET_DAYS: Final = _("{ritual}: days")
SET_HOURS: Final = _("{ritual}: time")
SET_DAYS_HINT: Final = _("every day, mon tue fri, 3 times a week, not planned")
SET_HOURS_HINT: Final = _("21:00–01:00, any time")
NOTHING_TO_UNDO: Final = _("Nothing to undo here.")
SET_BACK: Final = _("Restored: {what}, {value}.")
SET_AGAIN: Final = _("Changed again: {what}, {value}.")
SET_THEME: Final = _("Theme")
SET_MOTION: Final = _("Animation")
SET_BELL: Final = _("Bell")
SET_SEASON: Final = _("Season")
SEASONS: Final = {"": _("usual"), "hard": _("hard: short versions, no nudges"), "work": _("work: one ritual stays")}
"""What each season is called in the settings."""
SET_NUDGES: Final = _("Nudges")
SET_BEGINS: Final = _("Show who starts things")
SET_LEAP: Final = _("29 February")
SET_APART: Final = _("We’re in two places")
BEGINS_ON: Final = _("on, once you both turn it on")
SET_KEYS: Final = _("Keys")
SET_KEYS_OWN: Final = _("{count} changed by you")
SET_KEYS_USUAL: Final = _("as they come")

# the private space
MINE_DOOR: Final = _("Only yours. Your passphrase opens it.")
MINE_PASSPHRASE: Final = _("passphrase")
MINE_RECOVERY: Final = _("The recovery key from your sheet.")
MINE_RECOVERY_HERE: Final = _("AGE-SECRET-KEY-1 …")
MINE_OPENING: Final = _("Opening …")
MINE_WRONG: Final = _("That’s not the passphrase.")
MINE_UNEXPECTED: Final = _("Something went wrong unexpectedly, and nothing was opened.")
MINE_WRONG_KEY: Final = _("That key doesn’t fit. A letter may be off, or it’s from another sheet.")
MINE_CLOSED: Final = _("Locked.")
MINE_HELD: Final = _(
    "Something you wrote couldn’t be saved yet. It’s held here, hidden, and we’ll try again when you open or leave."
)
MINE_HELD_LEAVE: Final = _("Something you wrote couldn’t be saved: {why} esc once more leaves without it.")
MINE_NONE: Final = _("A private space")
MINE_NONE_ABOUT: Final = _(
    "A journal, your own reflections, things not said yet. Each of you can have one, and neither can open the other’s. "
    "Pick a passphrase no one close to you could guess and that you’ll remember in a year: without it, or your "
    "recovery sheet, nobody can ever open it."
)
MINE_CHOOSE: Final = _("Passphrase, eight characters or more")
MINE_AGAIN: Final = _("The same again")
MINE_MAKING: Final = _("Setting it up …")
MINE_DIFFER: Final = _("The two aren’t the same. Type them again.")
MINE_SHEET: Final = _("Your recovery sheet")
MINE_SHEET_ABOUT: Final = _(
    "This key opens everything here without the passphrase. Write it down, or put the sheet in a file, print it and "
    "take the file off this computer. Keep it where you keep a passport. "
    "You can show it again later, with your passphrase."
)
MINE_SHEET_KEPT: Final = _("In {file}. Print it, then take the file off this computer.")
MINE_SHEET_WRITE: Final = _("write to a file")
MINE_FILE_HERE: Final = _("a name for the file, such as ~/sheet.txt")
MINE_WRITE_HERE: Final = _("write; it is saved and locked when you leave")
MINE_SEALED: Final = _("Saved and locked.")
MINE_NOT_SEALED: Final = _("{why} esc once more sets it aside, hidden, until you leave here.")
MINE_BURN_TYPED: Final = _("Delete what you’ve typed? This can’t be undone.")
MINE_BURN: Final = _("Delete it for good? Undo and backups won’t bring it back.")
MINE_BURNED: Final = _("Deleted.")
MINE_EMPTY: Final = _("Nothing here yet, and no rush.")
MINE_EMPTY_KIND: Final = _("Nothing here yet.")
MINE_WEEK: Final = _("Want a quick look back at your week? Press w, then 8.")
MINE_MENDED: Final = _("Restored.")
MINE_ALL: Final = _("All")
MINE_DONE: Final = "✓ "
MINE_LET_GO: Final = _("let go · ")
MINE_IS_DONE: Final = _("done")
MINE_IS_LET_GO: Final = _("let go")
MINE_GOAL_DONE: Final = _("Done. x undoes it.")
MINE_GOAL_LET_GO: Final = _("Let go. o undoes it.")
MINE_GOAL_BACK: Final = _("Open again.")
MINE_WHAT: Final = _("What would you like to write?")
MINE_JOURNAL: Final = _("Journal")
MINE_UNSAID: Final = _("An unsent draft")
MINE_EARLIER: Final = _("Earlier")
MINE_GOALS_NOW: Final = _("Still open")
MINE_PAGE_HERE: Final = _("a few words, or leave it empty")
MINE_PAGES_END: Final = _("That’s all. What you wrote is saved, and what you left empty is fine.")
MINE_PAGES_NOTHING: Final = _("Nothing was written, so nothing was saved.")
MINE_UNSAID_END: Final = _("You could say it like this")
MINE_UNSAID_ONLY: Final = _("Nothing to say out loud yet, and that may be enough for today.")
MINE_UNSAID_WAYS: Final = _("Share it, keep it, or delete it. If you keep it, it stays private and can wait.")
MINE_SHARE: Final = _(
    "Share this with {partner}? It goes into the log you both see. The drafts behind it stay private."
)
MINE_SHARED: Final = _("Shared. It’s in the log you both see.")
MINE_YES: Final = _("Yes")
MINE_NO: Final = _("No, leave it")
MINE_BURN_YES: Final = _("Delete it")
MINE_SHARE_YES: Final = _("Share it")
MINE_SETTINGS: Final = _("Your private space")
MINE_LOCK: Final = _("Locks by itself after")
MINE_MINUTES: Final = _("{count} min")
MINE_NEW_PASSPHRASE: Final = _("New passphrase")
MINE_NEW_PASSPHRASE_ABOUT: Final = _("An older copy of this folder can still be opened with the old one.")
MINE_CHANGED: Final = _("Changed. The old passphrase no longer works here.")
MINE_EXPORT: Final = _("Everything as Markdown")
MINE_EXPORT_ABOUT: Final = _(
    "The file isn’t encrypted: anyone who can open it can read it all, and a backup may keep it. It’s yours alone to "
    "make."
)
MINE_EXPORT_HERE: Final = _("a name for the file, such as ~/pages.md")
MINE_EXPORTED: Final = _("Written to {file}.")
MINE_BURN_ALL: Final = _(
    "Delete the whole space for good, every entry and its key? This can’t be undone. Type “{word}” to go ahead."
)
MINE_BURN_WORD: Final = _("burn")
MINE_BURNED_ALL: Final = _("Deleted: the space and its key are gone.")


def only_here(me: str) -> str:
    """Who uses this computer, where it is one of the two."""
    return _("only {me}").format(me=me)


def their_name(name: str, unnamed: str) -> str:
    """The partner's name at the beginning of a sentence."""
    return _("Your partner") if name == unnamed else name


def found(count: int, of: int) -> str:
    """How many entries are shown: “3 entries”, or “2 of 3” where a filter or words leave some out."""
    if count != of:
        return _("{count:,} of {of:,}").format(count=count, of=of)
    return messages.records(count)


def lines_in(count: int, of: int) -> str:
    """How many lines of a report are in."""
    return _("{count:,} of {of:,} included").format(count=count, of=of)


def greeting(hour: int) -> str:
    """The greeting for an hour of the day, without a full stop."""
    if 4 <= hour < 11:
        return _("Good morning")
    if 11 <= hour < 17:
        return _("Good afternoon")
    return _("Good evening")


def day(of: date) -> str:
    """``Saturday 21 November``."""
    return dates.day(of)


def short_day(of: date) -> str:
    """``Sat 21 Nov``."""
    return dates.short_day(of)


def minutes(seconds: float) -> str:
    """Seconds left as ``4:32``."""
    whole = max(0, int(-(-seconds // 1)))
    return f"{whole // 60}:{whole % 60:02d}"


def hour_of(moment: datetime) -> str:
    """``19:05``, or ``7:05 pm``."""
    return dates.hour(moment)


def shortened(text: str, limit: int) -> str:
    """``text`` cut at a word, with an ellipsis, where it is longer than ``limit`` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, _, _ = cut.rpartition(" ")
    return f"{(head if len(head) > limit // 2 else cut).rstrip()} …"


def thank_prompt(partner: str) -> str:
    """What the line at the bottom of Today asks for."""
    return _("thank {partner} for …").format(partner=partner)


# -- two computers

SYNC_NOW: Final = _("syncing")
SYNC_WORDS: Final = {
    "off": "", "step": _("synced"), "waiting": _("nobody joined yet"), "later": _("will sync later"),
    "look": _("check sync"),
}  # fmt: skip
SYNC_UNEXPECTED: Final = _("The sync stopped unexpectedly; `ritualtui sync` says more.")
MACHINES: Final = _("Two computers")
