"""The words that only the full screen says. What both faces say is in ``messages``.

Standard library only: the first paint waits for this.
"""

from datetime import date, datetime
from typing import Final

NAME: Final = "ritualtui"

PROBLEMS: Final = "Problems in your own files"
YOUR_RITUALS: Final = "Your rituals"
NO_THEME: Final = "{path}: there’s no theme {name}, so {default} is used."
NEAR: Final = "Did you mean “{name}”?"
THEMES_ARE: Final = "There are {names}."
SET_SHOWN: Final = "{ritual}, here"
SHOWN: Final = "shown"
HIDDEN: Final = "hidden"
CLASHES: Final = "keys: “{action}” and “{other}” both use the key “{key}”."
NO_ACTION: Final = "keys: no action called “{action}”"

QUIT: Final = "Quit"
QUIT_SAYS: Final = "Quit. Everything is saved."
WEAR: Final = "Theme: {theme}"
ITS_ANSWER: Final = "Your words answer this question. Empty the line to draw another."
GOES_ON: Final = "Started today: picks up where you stopped"
PALETTE_HINT: Final = "Type a command. Enter runs it, Esc closes."
WEAR_SAYS: Final = "Use this theme from now on"

HOW_TO_LEAVE: Final = "q quits from Today. ctrl+q closes everything at once, from anywhere."

# first run
WELCOME: Final = "Welcome."
WELCOME_ABOUT: Final = "A few minutes a day for the two of you: small rituals, small thank-yous."
WELCOME_ABOUT_ALONE: Final = "A few minutes a day, for one: small rituals, small thank-yous."
PRIVACY: Final = "Everything you write stays on this computer, unless you set up sync yourselves."
YOUR_MISSING: Final = "Please add your name."
THEIR_MISSING: Final = "Please add your partner’s name."
YOUR_NAME: Final = "Your name"
THEIR_NAME: Final = "Your partner’s name"
THEIR_NAME_ALONE: Final = "Your partner’s name, if you like"
THEIR_NAME_SHORT: Final = "Their name, if you like"
ALONE: Final = "It’s just me for now"
ALONE_ABOUT: Final = "Everything that works for one person is here."
BEGIN: Final = "Start"
NOT_NOW: Final = "Not now"

# first steps
FIRST: Final = "First steps"
FIRST_WHEN: Final = "When you’d like your rituals. You can change this any time."
FIRST_WORDS: Final = "Where your words go"
FIRST_PRIVACY: Final = (
    "They’re stored in one folder on this computer. No account, nothing sent.",
    "What you mark as private isn’t shown to your partner or synced to them.",
    "Anyone who can use your account on this computer can read that folder.",
    "ctrl+q closes everything at once and clears the screen.",
)
FIRST_PRIVACY_ALONE: Final = (
    FIRST_PRIVACY[0],
    "Everything you log is only yours. If you share this log with your partner one day, you choose what they see.",
    *FIRST_PRIVACY[2:],
)
NEXT_LINE: Final = "next"
TO_TODAY: Final = "to Today"
FIRST_LOOK: Final = "A first look: {ritual}"

# Today
EMPTY: Final = "Nothing here yet, and no rush."
EMPTY_INVITES: Final = "What did you like about {partner} today?"
EMPTY_KEY: Final = "Thank {partner}"
FROM: Final = "From {partner}, {day}"
ASK_ABOUT: Final = "Ask {partner} about"
END_PAUSE: Final = "end pause"
ASK_SINCE: Final = "  since {day}"
CHECKED_IN: Final = "Saved: closeness rating {closeness} of 10."
CHECKED_IN_ALONE: Final = "Saved just for you: closeness rating {closeness} of 10. {key} shares it with {partner}."
BEGUN: Final = "started"
BUSY_KEY: Final = "The key “{key}” is already used here. Open {ritual} with tab, the mouse or ctrl+p."

# new from the partner, and nudges
NUDGE_LATER: Final = "in 3 days"
NUDGE_PUT: Final = "dismiss"
NUDGE_NEVER: Final = "mute this kind"
NUDGE_WHY: Final = "why?"
NUDGE_ALSO: Final = "There’s one more: {what}. It can wait."
NEW_FROM: Final = "New from {partner}, {day}"
ANSWERED: Final = "{partner} replied, {day}"
MORE_NEWS: Final = "and {count} more in the log"
REPLY: Final = "Thank you, that means a lot."
REPLY_KEY: Final = "Reply “{reply}”"
REPLY_TO: Final = "Reply to {partner}"
REPLY_EMPTY: Final = "Write a few words, or press esc to close."
REPLIED: Final = "Reply to {what} saved."
NIGHT: Final = "Did you do {ritual} last night?"
NIGHT_YES: Final = "yes"
NIGHT_YES_ALONE: Final = "yes"
NIGHT_NO: Final = "no"
NIGHT_KEPT: Final = "Saved: {ritual}, last night."
NIGHT_LEFT: Final = "No problem."

# who is here
WHO: Final = "Who’s here?"
WHO_BOTH: Final = "Both of us"
WHO_ME: Final = "Just me"
WHO_ABOUT: Final = "We ask once a day."
WHO_HERE_ABOUT: Final = "You both use this computer."

# the guide
PAUSED: Final = "paused"
READY: Final = "in a moment"
TIME_OVER: Final = "Move on when you’re ready. There’s no hurry."
GOING_DARK: Final = "dark in a moment"
OTHER_LETTERS: Final = "The keys here are Latin letters. ctrl+p finds every command by its name."
HALF_WRITTEN: Final = "Your words from last time are on the line; press {key} to continue."
LEFT: Final = "{ritual}: stopped for now. Your progress is saved; press {key} to continue."
LEFT_AGAIN: Final = "{ritual}: stopped for now. Your progress is saved."
CARD_KEY: Final = "enter"
LEFT_EARLY: Final = "{ritual} closed. Nothing was started."
PARKED: Final = "Parked. You’ll see it again at the end."
EASIER: Final = "Short version from here. Nothing is lost."
WORDS_HERE: Final = "a few words, or leave it empty"
ANSWER_HERE: Final = "out loud is enough, or write a few words"
LINE_HERE: Final = "type one thing and press enter; an empty line moves on"
PARK_IT: Final = "park it"
PARK_CLOSE: Final = "close"
CONTINUE: Final = "continue"
RESUME: Final = "resume"
ADD: Final = "add"
BACK_TO_FIELD: Final = "write"
BACK_TO_SCALE: Final = "choose"
PARK_HERE: Final = "park a to-do: you’ll see it again at the end"
SCALE_KEYS: Final = ("1 to 9, 0 for ten, or ↑ ↓", "1–9, 0, or ↑ ↓")
SCALE_LOW: Final = "far"
SCALE_HIGH: Final = "near"

# bids
BID_THEM: Final = "it was {who}"
BID_WHO: Final = "{who} made a bid"
BID_MET: Final = {
    "toward": "turned toward: answered warmly",
    "away": "turned away: missed",
    "against": "turned against: answered sharply",
    None: "no answer yet",
}
BID_ABOUT: Final = "A bid is a small reach for attention or affection."
BID_OWN: Final = "Only you will see it, unless you share it."
BID_SHARED: Final = "{partner} will see it, too."
SHARE: Final = ("share it", "only me")
BID_WORDS: Final = "what it was, in a few words; or leave it empty"

# insights
INSIGHTS_WAIT: Final = "a moment"

# the log
FIND_HERE: Final = "words, names, kinds"
TO_THE_LIST: Final = "back to list"
NOTHING_KEPT: Final = "Nothing logged yet. Press a on Today to say thanks."
NOTHING_FITS: Final = "No matches. esc shows everything."
NOTHING_FITS_IN: Final = "No matches among {only}. backspace clears the filter, esc shows everything."
FILTER: Final = "Show"
FILTER_HERE: Final = "type to narrow"
CHOSEN: Final = "✓"
FROM_YOU: Final = "from you"
FROM_THEM: Final = "from {name}"
ONLY_YOURS: Final = "only yours"
ONLY_YOU: Final = "  (only you)"
CHANGED: Final = "Saved. Press u to undo."
FOR_LATER: Final = "For later: {what}"
REMOVED: Final = "Removed. Press u to undo: {what}"
FOR_BOTH: Final = "You can both see this now."
MANY_LINES: Final = "This has several lines: `ritualtui edit {ident} -` takes them from standard input."

# pages
PAGES: Final = "Pages"
PAGES_ABOUT: Final = "Read any time. None of these ever opens by itself."

# a report for a first session
REPORT: Final = "A report"
REPORT_OURS: Final = "shared"
REPORT_OWN: Final = "shared and only yours"
REPORT_NAMES: Final = {"full": "full names", "initials": "initials", "letters": "A and B"}
REPORT_FORMS: Final = {"html": "HTML", "md": "Markdown"}
REPORT_FROM: Final = "from"
REPORT_TO: Final = "to"
REPORT_WHEN: Final = {"since": "From", "until": "Up to"}
REPORT_WHEN_HINT: Final = "2026-09-01, 3 weeks ago, monday; empty: {end}"
REPORT_ENDS: Final = {"since": "from the beginning", "until": "up to today"}
REPORT_IN: Final = "included"
REPORT_OUT: Final = "left out"
REPORT_MARKS: Final = ("✓", "–")
REPORT_NO_DAY: Final = "I don’t understand the day {said}. Try “2026-11-21”, “fri” or “last night”."
REPORT_NONE: Final = "Nothing here. r, f and t choose other days."
REPORT_BACK: Final = "Undone."
REPORT_AGAIN: Final = "Redone."
NOTHING_TO_REDO: Final = "Nothing to redo."
REPORT_LATER: Final = "{until} is before {since}."
REPORT_WRITE: Final = "Write it to a file"
REPORT_WRITING: Final = "Writing …"
REPORT_OTHER_FILE: Final = "Choose another file name."

# settings
SETTINGS: Final = "Settings"
SET_PEOPLE: Final = "You two"
SET_PEOPLE_ALONE: Final = "You"
SET_PART: Final = "Who’s using this?"
SET_HERE: Final = "On this computer"
BOTH_HERE: Final = "both of us"
JOIN: Final = "Together"
JOIN_WHO: Final = "Share this log with your partner"
JOIN_WHAT: Final = "What your partner may see of what you logged on your own"
JOIN_ABOUT: Final = "Nothing is shared unless you pick it: a whole kind, or entry by entry (press l)."
JOIN_NOTHING: Final = (
    "Nothing yet. Whatever either of you logs from now on is shared, unless you mark it as only yours."
)
JOIN_SELF: Final = "only me"
JOIN_OURS: Final = "shared"
JOIN_SOME: Final = "{count} of {total} shared"
JOIN_EACH: Final = "● is shared, ○ is only yours. Space or a click changes it."
MARKED: Final = ("○", "●")
JOIN_BEGIN: Final = "Start sharing"
PART_ALONE: Final = "just me"
PART_DONE: Final = "Just you now. Nothing was removed."
PART_BOTH: Final = "both of us"
SET_RITUALS: Final = "Rituals"
SET_SCREEN: Final = "This screen"
KEEP: Final = "save"
SET_TURN: Final = "A new day starts at"
SET_DAYS: Final = "{ritual}: days"
SET_HOURS: Final = "{ritual}: time"
SET_DAYS_HINT: Final = "every day, weekdays, mon tue fri, not planned"
SET_HOURS_HINT: Final = "21:00–01:00, any time"
NOTHING_TO_UNDO: Final = "Nothing to undo here."
SET_BACK: Final = "Restored: {what}, {value}."
SET_AGAIN: Final = "Changed again: {what}, {value}."
SET_THEME: Final = "Theme"
SET_MOTION: Final = "Animation"
SET_BELL: Final = "Bell"
SET_NUDGES: Final = "Nudges"
SET_BEGINS: Final = "Show who starts things"
BEGINS_ON: Final = "on, once you both turn it on"
SET_KEYS: Final = "Keys"
SET_KEYS_OWN: Final = "{count} changed by you"
SET_KEYS_USUAL: Final = "as they come"

# the private space
MINE_DOOR: Final = "Only yours. Your passphrase opens it."
MINE_PASSPHRASE: Final = "passphrase"
MINE_RECOVERY: Final = "The recovery key from your sheet."
MINE_RECOVERY_HERE: Final = "AGE-SECRET-KEY-1 …"
MINE_OPENING: Final = "Opening …"
MINE_WRONG: Final = "That’s not the passphrase."
MINE_UNEXPECTED: Final = "Something went wrong unexpectedly, and nothing was opened."
MINE_WRONG_KEY: Final = "That key doesn’t fit. A letter may be off, or it’s from another sheet."
MINE_CLOSED: Final = "Locked."
MINE_HELD: Final = (
    "Something you wrote couldn’t be saved yet. It’s held here, hidden, and we’ll try again when you open or leave."
)
MINE_HELD_LEAVE: Final = "Something you wrote couldn’t be saved: {why} esc once more leaves without it."
MINE_NONE: Final = "A private space"
MINE_NONE_ABOUT: Final = (
    "A journal, your own reflections, things not said yet. Each of you can have one, and neither can open the other’s. "
    "Pick a passphrase no one close to you could guess and that you’ll remember in a year: without it, or your "
    "recovery sheet, nobody can ever open it."
)
MINE_CHOOSE: Final = "Passphrase, eight characters or more"
MINE_AGAIN: Final = "The same again"
MINE_MAKING: Final = "Setting it up …"
MINE_DIFFER: Final = "The two aren’t the same. Type them again."
MINE_SHEET: Final = "Your recovery sheet"
MINE_SHEET_ABOUT: Final = (
    "This key opens everything here without the passphrase. Write it down, or put the sheet in a file, print it and "
    "take the file off this computer. Keep it where you keep a passport. "
    "You can show it again later, with your passphrase."
)
MINE_SHEET_KEPT: Final = "In {file}. Print it, then take the file off this computer."
MINE_SHEET_WRITE: Final = "write to a file"
MINE_FILE_HERE: Final = "a name for the file, such as ~/sheet.txt"
MINE_WRITE_HERE: Final = "write; it is saved and locked when you leave"
MINE_SEALED: Final = "Saved and locked."
MINE_NOT_SEALED: Final = "{why} esc once more sets it aside, hidden, until you leave here."
MINE_BURN_TYPED: Final = "Delete what you’ve typed? This can’t be undone."
MINE_BURN: Final = "Delete it for good? Undo and backups won’t bring it back."
MINE_BURNED: Final = "Deleted."
MINE_EMPTY: Final = "Nothing here yet, and no rush."
MINE_EMPTY_KIND: Final = "Nothing here yet."
MINE_WEEK: Final = "Want a quick look back at your week? Press w, then 8."
MINE_MENDED: Final = "Restored."
MINE_ALL: Final = "All"
MINE_DONE: Final = "✓ "
MINE_LET_GO: Final = "let go · "
MINE_IS_DONE: Final = "done"
MINE_IS_LET_GO: Final = "let go"
MINE_GOAL_DONE: Final = "Done. x undoes it."
MINE_GOAL_LET_GO: Final = "Let go. o undoes it."
MINE_GOAL_BACK: Final = "Open again."
MINE_WHAT: Final = "What would you like to write?"
MINE_JOURNAL: Final = "Journal"
MINE_UNSAID: Final = "An unsent draft"
MINE_EARLIER: Final = "Earlier"
MINE_GOALS_NOW: Final = "Still open"
MINE_PAGE_HERE: Final = "a few words, or leave it empty"
MINE_PAGES_END: Final = "That’s all. What you wrote is saved, and what you left empty is fine."
MINE_PAGES_NOTHING: Final = "Nothing was written, so nothing was saved."
MINE_UNSAID_END: Final = "You could say it like this"
MINE_UNSAID_ONLY: Final = "Nothing to say out loud yet, and that may be enough for today."
MINE_UNSAID_WAYS: Final = "Share it, keep it, or delete it. If you keep it, it stays private and can wait."
MINE_SHARE: Final = "Share this with {partner}? It goes into the log you both see. The drafts behind it stay private."
MINE_SHARED: Final = "Shared. It’s in the log you both see."
MINE_YES: Final = "Yes"
MINE_NO: Final = "No, leave it"
MINE_BURN_YES: Final = "Delete it"
MINE_SHARE_YES: Final = "Share it"
MINE_SETTINGS: Final = "Your private space"
MINE_LOCK: Final = "Locks by itself after"
MINE_MINUTES: Final = "{count} min"
MINE_NEW_PASSPHRASE: Final = "New passphrase"
MINE_NEW_PASSPHRASE_ABOUT: Final = "An older copy of this folder can still be opened with the old one."
MINE_CHANGED: Final = "Changed. The old passphrase no longer works here."
MINE_EXPORT: Final = "Everything as Markdown"
MINE_EXPORT_ABOUT: Final = (
    "The file isn’t encrypted: anyone who can open it can read it all, and a backup may keep it. It’s yours alone to "
    "make."
)
MINE_EXPORT_HERE: Final = "a name for the file, such as ~/pages.md"
MINE_EXPORTED: Final = "Written to {file}."
MINE_BURN_ALL: Final = (
    "Delete the whole space for good, every entry and its key? This can’t be undone. Type “{word}” to go ahead."
)
MINE_BURN_WORD: Final = "burn"
MINE_BURNED_ALL: Final = "Deleted: the space and its key are gone."


def only_here(me: str) -> str:
    """Who uses this computer, where it is one of the two."""
    return f"only {me}"


def their_name(name: str, unnamed: str) -> str:
    """The partner's name at the beginning of a sentence."""
    return "Your partner" if name == unnamed else name


def found(count: int, of: int) -> str:
    """How many entries are shown: “3 entries”, or “2 of 3” where a filter or words leave some out."""
    if count != of:
        return f"{count:,} of {of:,}"
    return f"{count:,} entry" if count == 1 else f"{count:,} entries"


def lines_in(count: int, of: int) -> str:
    """How many lines of a report are in."""
    return f"{count:,} of {of:,} included"


def greeting(hour: int) -> str:
    """The greeting for an hour of the day, without a full stop."""
    if 4 <= hour < 11:
        return "Good morning"
    if 11 <= hour < 17:
        return "Good afternoon"
    return "Good evening"


def day(of: date) -> str:
    """``Saturday 21 November``."""
    return f"{of:%A} {of.day} {of:%B}"


def short_day(of: date) -> str:
    """``Sat 21 Nov``."""
    return f"{of:%a} {of.day} {of:%b}"


def minutes(seconds: float) -> str:
    """Seconds left as ``4:32``."""
    whole = max(0, int(-(-seconds // 1)))
    return f"{whole // 60}:{whole % 60:02d}"


def hour_of(moment: datetime) -> str:
    """``19:05``."""
    return f"{moment:%H:%M}"


def shortened(text: str, limit: int) -> str:
    """``text`` cut at a word, with an ellipsis, where it is longer than ``limit`` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, _, _ = cut.rpartition(" ")
    return f"{(head if len(head) > limit // 2 else cut).rstrip()} …"


def thank_prompt(partner: str) -> str:
    """What the line at the bottom of Today asks for."""
    return f"thank {partner} for …"


# -- two computers

SYNC_NOW: Final = "syncing"
SYNC_WORDS: Final = {
    "off": "", "step": "synced", "waiting": "nobody joined yet", "later": "will sync later", "look": "check sync",
}  # fmt: skip
SYNC_UNEXPECTED: Final = "The sync stopped unexpectedly; `ritualtui sync` says more."
MACHINES: Final = "Two computers"
MACHINES_TITLE: Final = {
    "target": "Your sync folder", "invite": "Enter an invite",
    "there": "Where it leads", "me": "Who’s here?", "made": "The invite", "leave": "Stop syncing this computer?",
    "work": "One moment", "wait": "One moment",
}  # fmt: skip
MACHINES_ABOUT: Final = {
    "none": "What you both log can be on both your computers, through any place that both can reach: a folder of "
    "Nextcloud, Dropbox or Syncthing, a USB stick, a server. It’s encrypted, so no one else can read it. Entries that "
    "are only yours, and your private space, stay here.\n\nOne of you starts and makes an invite. The other enters it.",
    "target": "A folder, or {addresses}. What you both log is stored there, "
    "encrypted. Next comes the invite for the other computer.",
    "invite": "Paste what the other computer shows. It’s tried out before anything is written, and a log that’s "
    "already here stays, with a backup made first. Nothing you logged on your own is shared unless "
    "you pick it afterwards.",
    "made": "The invite is the key to what you share. Hand it over yourself, not through the place you sync by. On the "
    "other computer press f7 and j, or type ritualtui sync join.",
    "leave": "Your log stays as it is, and your partner keeps what you’ve already shared. Nothing new comes or goes "
    "from here. Your partner isn’t told, but will see that nothing new arrives.",
    "work": "Connecting the two computers …",
    "wait": "The key is in the system’s keyring, which may ask you to unlock it.",
}
MACHINES_ALONE: Final = {
    "none": "Your log can be on two computers of yours, through any place that both can reach: a folder of Nextcloud, "
    "Dropbox or Syncthing, a USB stick, a server. It’s encrypted, so no one else can read it.\n\nOne computer starts "
    "and makes an invite. The other enters it.",
    "target": "A folder, or {addresses}. Your log is stored there, encrypted. "
    "Next comes the invite for the other computer.",
    "made": "The invite is the key to your log. Carry it over yourself, not through the place you sync by. On the "
    "other computer press f7 and j, or type ritualtui sync join.",
}
"""What is said instead in solo mode."""
MACHINES_THERE: Final = (
    "The invite leads to\n\n{place}\n\nNothing has been opened there yet; Enter goes there. If that place has another "
    "name on this computer, type it here."
)
MACHINES_FIELD: Final = {
    "target": "~/Nextcloud/us", "invite": "the invite", "there": "a folder, or an address",
    "me": "one of the two names",
}  # fmt: skip
MACHINES_WHO: Final = "The invite is for {names}, and neither is the name you use here. Which of the two are you?"
MACHINES_WHO_ELSE: Final = "It’s for {names}: one of these two."
MACHINES_JOINED: Final = "Connected. What you both log is on both computers now, with {partner}."
MACHINES_NOTHING_DONE: Final = "Nothing was shared, and nothing was changed."
MACHINES_LAST: Final = "Last synced at {time}."
MACHINES_WAITING: Final = "Everything is stored there. No other computer has joined yet."
MACHINES_LATER: Final = (
    "The sync folder can’t be reached right now. What’s new here waits and is sent later, by itself."
)
MACHINES_COPIED: Final = "Copied. Other programs can read the clipboard, so copy something else when you’re done."
