"""The words that only the full screen says. What both faces say stands in ``messages``.

Standard library only: the first paint waits for this.
"""

from datetime import date, datetime
from typing import Final

NAME: Final = "ritualtui"

PROBLEMS: Final = "Left out of your own files"
YOUR_RITUALS: Final = "Your rituals"
NO_THEME: Final = "{path}: there is no theme {name}; {default} is shown."
NEAR: Final = "Did you mean “{name}”?"
THEMES_ARE: Final = "There are {names}."
SET_SHOWN: Final = "{ritual}, here"
SHOWN: Final = "shown"
HIDDEN: Final = "hidden"
CLASHES: Final = "keys: “{action}” and “{other}” both have the key “{key}”."
NO_ACTION: Final = "keys: there is no action “{action}”"

QUIT: Final = "Quit"
QUIT_SAYS: Final = "Leave; everything is kept"
WEAR: Final = "Theme: {theme}"
ITS_ANSWER: Final = "What stands there answers this question. Empty the line to draw another."
GOES_ON: Final = "Begun today and not over yet: goes on where you left it"
PALETTE_HINT: Final = "What to do, by its name; enter does it, esc closes"
WEAR_SAYS: Final = "Wear it, and keep it"

HOW_TO_LEAVE: Final = "q leaves from Today; ctrl+q leaves at once, from anywhere."

# first run
WELCOME: Final = "Welcome."
WELCOME_ABOUT: Final = "Small rituals, small thanks: a few minutes a day for the two of you."
WELCOME_ABOUT_ALONE: Final = "Small rituals, small thanks: a few minutes a day, for one."
PRIVACY: Final = "Everything you write stays on this machine; nothing is sent anywhere."
YOUR_MISSING: Final = "Your name is still missing."
THEIR_MISSING: Final = "Your partner's name is still missing."
YOUR_NAME: Final = "Your name"
THEIR_NAME: Final = "Your partner's name"
THEIR_NAME_ALONE: Final = "Your partner's name, if you like"
THEIR_NAME_SHORT: Final = "Their name, if you like"
ALONE: Final = "I begin alone"
ALONE_ABOUT: Final = "Every practice that one person can do works alone."
BEGIN: Final = "Begin"
NOT_NOW: Final = "Not now"

# first steps
FIRST: Final = "First steps"
FIRST_WHEN: Final = "When your rituals are meant; any of it can change later"
FIRST_WORDS: Final = "What happens with your words"
FIRST_PRIVACY: Final = (
    "They lie in one folder on this machine and are sent nowhere; there is no account.",
    "What is marked for you alone is not shown to your partner here and not shared with them.",
    "Whoever uses your account on this machine can read the folder; ctrl+q leaves at once.",
)
FIRST_PRIVACY_ALONE: Final = (
    FIRST_PRIVACY[0],
    "All that you keep is for you alone; should your partner take part one day, you choose what they see of it.",
    FIRST_PRIVACY[2],
)
NEXT_LINE: Final = "next line"
TO_TODAY: Final = "to Today"
FIRST_LOOK: Final = "A look at one: {ritual}"

# Today
EMPTY: Final = "Nothing here yet, and no rush."
EMPTY_INVITES: Final = "What did you like about {partner} today?"
EMPTY_KEY: Final = "Thank {partner}"
FROM: Final = "From {partner}, {day}"
ASK_ABOUT: Final = "Ask {partner} about"
END_PAUSE: Final = "end pause"
ASK_SINCE: Final = "  since {day}"
CHECKED_IN: Final = "Saved: closeness {closeness} of 10."
CHECKED_IN_ALONE: Final = "Saved just for you: closeness {closeness} of 10. You can share it from the log."
BEGUN: Final = "started"
BUSY_KEY: Final = "The key “{key}” is taken here, so {ritual} opens by mouse, tab or ctrl+p."

# since you were here
NUDGE_LATER: Final = "later"
NUDGE_PUT: Final = "dismiss"
NUDGE_NEVER: Final = "mute this kind"
NUDGE_WHY: Final = "why"
NUDGE_ALSO: Final = "And {what}; one at a time."
NEW_FROM: Final = "New from {partner}, {day}"
ANSWERED: Final = "{partner} answered you, {day}"
MORE_NEWS: Final = "and {count} more, in the log"
REPLY: Final = "Thank you. That stays with me."
REPLY_KEY: Final = "Reply “{reply}”"
REPLIED: Final = "Answered {what}; {partner} will find it here."
NIGHT: Final = "{ritual} last night?"
NIGHT_YES: Final = "we did"
NIGHT_YES_ALONE: Final = "I did"
NIGHT_NO: Final = "not last night"
NIGHT_KEPT: Final = "Kept: {ritual}, last night."
NIGHT_LEFT: Final = "Fine. It is not asked again."

# who is here
WHO: Final = "Who is here?"
WHO_BOTH: Final = "Both of us"
WHO_ME: Final = "Only me"
WHO_ABOUT: Final = "Asked once a day."
WHO_HERE_ABOUT: Final = "Both of you use this machine."

# the guide
PAUSED: Final = "paused"
READY: Final = "in a moment"
TIME_OVER: Final = "Go on when you are ready; staying longer is fine too."
GOING_DARK: Final = "dark in a moment"
OTHER_LETTERS: Final = "The keys here are Latin letters. ctrl+p finds every action by its name."
HALF_WRITTEN: Final = "Your words from last time stand on the line; {key} goes on with them."
LEFT: Final = "{ritual}: left for now. What was done is kept; {key} goes on."
LEFT_AGAIN: Final = "{ritual}: left. What was done is kept."
CARD_KEY: Final = "enter"
LEFT_EARLY: Final = "{ritual} closed. Nothing was begun."
PARKED: Final = "Parked. It comes back at the end."
EASIER: Final = "The short form from here on; what was done stays."
WORDS_HERE: Final = "a few words, or leave it empty"
ANSWER_HERE: Final = "aloud is enough; or a few words to keep"
LINE_HERE: Final = "one thing, enter adds it; an empty line goes on"
PARK_IT: Final = "park it"
PARK_CLOSE: Final = "close"
GO_ON: Final = "go on"
ADD: Final = "add"
OTHER_KEYS: Final = "other keys"
BACK_TO_FIELD: Final = "write"
BACK_TO_SCALE: Final = "choose"
PARK_HERE: Final = "park a to-do: it comes back at the end"
SCALE_KEYS: Final = ("1 to 9, 0 for ten, or ↑ ↓", "1–9, 0, or ↑ ↓")
SCALE_LOW: Final = "far"
SCALE_HIGH: Final = "near"

# bids
BID_THEM: Final = "it was them"
BID_WHO: Final = "{who} reached out"
BID_MET: Final = {
    "toward": "and it was met",
    "away": "and it passed by",
    "against": "and it met an edge",
    None: "and how it was met is open",
}
BID_OWN: Final = "Only you will see it, unless you share it."
BID_SHARED: Final = "{partner} will see it, too."
BID_SHARE: Final = ("share it", "only me")
BID_WORDS: Final = "what it was, in a few words; or leave it empty"

# insights
INSIGHTS: Final = "Insights"
INSIGHTS_SHORT: Final = "charts"
INSIGHTS_WAIT: Final = "a moment"

# the log
LOG: Final = "The log"
FIND_HERE: Final = "words, names, kinds"
TO_THE_LIST: Final = "to the list"
NOTHING_KEPT: Final = "Nothing is kept yet. a on Today keeps a first thank-you."
NOTHING_FITS: Final = "Nothing fits. esc shows everything again."
ONLY_YOU: Final = "  (only you)"
CHANGED: Final = "Changed. u takes it back."
REMOVED: Final = "Removed; u brings it back: {what}"
FOR_BOTH: Final = "For both of you from now on."
MANY_LINES: Final = "Several lines: `ritualtui edit {ident} -` takes them from standard input."
SIGNS: Final = {
    "appreciation": "♥", "bid": "◇", "ritual": "●", "checkin": "≈", "care": "+", "landed": "✓", "repair": "∞",
    "promise": "→", "detail": "…", "outing": "☼", "milestone": "★", "meeting": "□", "answer": "?", "pause": "–",
    # of one's own space, where a report has them
    "journal": "¶", "reflection": "§", "barrier": "‡", "boundary": "¦", "goal": "»", "draft": "„",
}  # fmt: skip

# pages
PAGES: Final = "Pages"
PAGES_ABOUT: Final = "To read whenever you like; none of them opens by itself."

# a report for a first session
REPORT: Final = "A report"
REPORT_OURS: Final = "ours"
REPORT_OWN: Final = "ours and only yours"
REPORT_NAMES: Final = {"full": "full names", "initials": "initials", "letters": "A and B"}
REPORT_FORMS: Final = {"html": "HTML", "md": "Markdown"}
REPORT_WHEN: Final = {"since": "From", "until": "Up to"}
REPORT_WHEN_HINT: Final = "2026-09-01, 3 weeks ago, monday; empty: {end}"
REPORT_ENDS: Final = {"since": "from the beginning", "until": "up to today"}
REPORT_IN: Final = "in"
REPORT_OUT: Final = "left out"
REPORT_MARKS: Final = ("✓", "–")
REPORT_NO_DAY: Final = "{said} is no day I understand. Say it like “2026-11-21”, “fri” or “last night”."
REPORT_NONE: Final = "Nothing here. r, f and t choose other days."
REPORT_BACK: Final = "As it was before."
REPORT_AGAIN: Final = "The marks are as they were before undo."
NOTHING_TO_REDO: Final = "There is nothing to redo."
REPORT_NO_UNDO: Final = "Nothing to take back here."
REPORT_LATER: Final = "{until} is before {since}."
REPORT_WRITE: Final = "Write it to a file"
REPORT_WRITING: Final = "Writing …"
REPORT_OTHER_FILE: Final = "Name another file."

# settings
SETTINGS: Final = "Settings"
SET_PEOPLE: Final = "The two of you"
SET_PEOPLE_ALONE: Final = "You"
SET_PART: Final = "Who takes part"
SET_HERE: Final = "On this machine"
BOTH_HERE: Final = "both of us"
JOIN: Final = "Together"
JOIN_WHO: Final = "Your partner begins to take part"
JOIN_WHAT: Final = "What your partner may see of what you kept alone"
JOIN_ABOUT: Final = "Nothing, unless you choose it here: a kind at once, or each line with l."
JOIN_NOTHING: Final = (
    "There is nothing yet; what either of you keeps from now on is for both, unless it says otherwise."
)
JOIN_SELF: Final = "for you alone"
JOIN_OURS: Final = "for both of you"
JOIN_SOME: Final = "{count} of {total} for both"
JOIN_EACH: Final = "● is for both of you, ○ for you alone; space or a click changes a line."
MARKED: Final = ("○", "●")
JOIN_BEGIN: Final = "Begin together"
PART_ALONE: Final = "I alone"
PART_DONE: Final = "It is you alone now; nothing was removed."
PART_BOTH: Final = "both of us"
SET_RITUALS: Final = "Rituals, from today on"
SET_SCREEN: Final = "This screen"
KEEP: Final = "keep"
SET_TURN: Final = "A day turns at"
SET_DAYS: Final = "{ritual}, days"
SET_HOURS: Final = "{ritual}, hours"
SET_DAYS_HINT: Final = "every day, weekdays, mon tue fri, no day"
SET_HOURS_HINT: Final = "21:00–01:00, any time"
NOTHING_TO_UNDO: Final = "Nothing was changed here that could be taken back."
SET_BACK: Final = "As it was before: {what}, {value}."
SET_AGAIN: Final = "Changed again: {what}, {value}."
SET_THEME: Final = "Theme"
SET_MOTION: Final = "Motion"
SET_BELL: Final = "Bell"
SET_NUDGES: Final = "Early words"
SET_BEGINS: Final = "See who begins"
SET_KEYS: Final = "Keys"
SET_KEYS_OWN: Final = "{count} changed by you"
SET_KEYS_USUAL: Final = "as they come"

# one's own space
MINE: Final = "Mine"
MINE_DOOR: Final = "Yours alone. Your passphrase opens it."
MINE_PASSPHRASE: Final = "passphrase"
MINE_RECOVERY: Final = "The recovery key, as it stands on your sheet."
MINE_RECOVERY_HERE: Final = "AGE-SECRET-KEY-1 …"
MINE_OPENING: Final = "Opening …"
MINE_WRONG: Final = "That does not open it."
MINE_UNEXPECTED: Final = "Something unexpected went wrong; nothing was opened."
MINE_WRONG_KEY: Final = "That key does not open it: one letter may be off, or it is another sheet."
MINE_CLOSED: Final = "Closed."
MINE_HELD: Final = (
    "Something you wrote could not be sealed. It is held here, unseen, and tried again when you open or leave."
)
MINE_HELD_LEAVE: Final = "Something you wrote could not be sealed: {why} esc once more leaves without it."
MINE_NONE: Final = "A space of your own"
MINE_NONE_ABOUT: Final = (
    "A journal, what you notice, what you need, what is not said yet. Each of you can have one; neither opens the "
    "other's. Choose a passphrase that nobody here would guess and that you will know in a year: without it, or the "
    "sheet that comes next, nobody can open it again."
)
MINE_CHOOSE: Final = "Passphrase, eight characters or more"
MINE_AGAIN: Final = "The same once more"
MINE_MAKING: Final = "Making it …"
MINE_DIFFER: Final = "The two differ. Type them again."
MINE_SHEET: Final = "Your recovery sheet"
MINE_SHEET_ABOUT: Final = (
    "This key opens everything here without the passphrase. Write it down, or put the sheet in a file, print that and "
    "take it away from this machine; keep it where you keep a passport. It is not shown again by itself."
)
MINE_SHEET_KEPT: Final = "In {file}. Print it, then take the file off this machine."
MINE_SHEET_WRITE: Final = "write it"
MINE_FILE_HERE: Final = "a name for the file, such as ~/sheet.txt"
MINE_WRITE_HERE: Final = "write; it is sealed as you leave"
MINE_SEALED: Final = "Sealed."
MINE_NOT_SEALED: Final = "{why} esc once more sets it aside, unseen, until you leave here."
MINE_BURN_TYPED: Final = "Burn what stands here? Nothing brings it back."
MINE_BURN: Final = "Burn it? Undo does not bring it back, and no backup has it."
MINE_BURNED: Final = "Burned."
MINE_EMPTY: Final = "Nothing here yet, and nothing has to be."
MINE_EMPTY_KIND: Final = "Nothing of this kind yet."
MINE_WEEK: Final = "A light look at the week, if you like: w, then 8."
MINE_MENDED: Final = "Put back."
MINE_ALL: Final = "All"
MINE_DONE: Final = "✓ "
MINE_LET_GO: Final = "let go · "
MINE_IS_DONE: Final = "done"
MINE_IS_LET_GO: Final = "let go"
MINE_GOAL_DONE: Final = "Done. x takes that back."
MINE_GOAL_LET_GO: Final = "Let go. o takes that back."
MINE_GOAL_BACK: Final = "Open again."
MINE_WHAT: Final = "What would you like to write?"
MINE_JOURNAL: Final = "Journal"
MINE_UNSAID: Final = "Something unsaid"
MINE_EARLIER: Final = "Earlier"
MINE_GOALS_NOW: Final = "Still open"
MINE_PAGE_HERE: Final = "a few words, or leave it empty"
MINE_PAGES_END: Final = "That is all. What you wrote is sealed; what you left empty is fine."
MINE_PAGES_NOTHING: Final = "Nothing was written, and nothing was kept."
MINE_UNSAID_END: Final = "It could be said like this"
MINE_UNSAID_ONLY: Final = "Nothing to say out loud yet, and that may be enough for today."
MINE_UNSAID_WAYS: Final = "Share it, keep it, or burn it. Kept, it stays sealed and can wait."
MINE_SHARE: Final = "Say this to {partner}? It becomes a record for both of you; what led to it stays sealed."
MINE_SHARED: Final = "Said. It is in the log for both of you."
MINE_YES: Final = "Yes"
MINE_NO: Final = "No, leave it"
MINE_BURN_YES: Final = "Burn it"
MINE_SHARE_YES: Final = "Say it"
MINE_SETTINGS: Final = "Your space"
MINE_LOCK: Final = "Closes by itself after"
MINE_MINUTES: Final = "{count} min"
MINE_NEW_PASSPHRASE: Final = "Another passphrase"
MINE_NEW_PASSPHRASE_ABOUT: Final = "A copy of this folder from before still opens with the old one."
MINE_CHANGED: Final = "Changed. The old passphrase opens nothing that is left here."
MINE_EXPORT: Final = "Everything as Markdown"
MINE_EXPORT_ABOUT: Final = (
    "The file is not sealed: whoever can read it reads it all, and a backup may keep it. It is yours alone to make."
)
MINE_EXPORT_HERE: Final = "a name for the file, such as ~/pages.md"
MINE_EXPORTED: Final = "Written to {file}."
MINE_BURN_ALL: Final = "Burn the whole space, every entry and its key? Nothing brings it back. Type “{word}” to do it."
MINE_BURN_WORD: Final = "burn"
MINE_BURNED_ALL: Final = "Burned: the space and its key are gone."


def only_here(me: str) -> str:
    """Who uses this machine, where it is one."""
    return f"only {me}"


def their_name(name: str, unnamed: str) -> str:
    """The partner's name at the beginning of a sentence."""
    return "Your partner" if name == unnamed else name


def found(count: int) -> str:
    """How many records there are to see."""
    return f"{count:,} record" if count == 1 else f"{count:,} records"


def lines_in(count: int, of: int) -> str:
    """How many lines of a report are in."""
    return f"{count:,} of {of:,} in"


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


# -- two machines

SYNC_NOW: Final = "syncing"
SYNC_WORDS: Final = {"off": "", "step": "in step", "later": "in step later", "look": "see two machines"}
SYNC_UNEXPECTED: Final = "The sync stopped where it was not expected to; `ritualtui sync` says more."
MACHINES: Final = "Two machines"
MACHINES_TITLE: Final = {
    "none": "Two machines", "set": "Two machines", "target": "Where the two meet", "invite": "Take an invite",
    "there": "Where it leads", "me": "Who is here?", "made": "The invite", "leave": "Sync no more from here?",
    "work": "One moment", "wait": "One moment",
}  # fmt: skip
MACHINES_ABOUT: Final = {
    "none": "What both of you log can be on both your machines, by any place that both reach: a folder of Nextcloud, "
    "Dropbox or Syncthing, a USB stick, a server. What lies there can be read by nobody else. What is only yours, and "
    "your own space, stays here.\n\nOne of you begins and makes an invite; the other takes it.",
    "target": "A folder, or sftp://…, webdavs://…, s3://… or rclone:REMOTE:PATH. What you both log is put there, "
    "locked; then comes the invite for the other machine.",
    "invite": "Paste what the other machine shows. Before anything is written it is tried on what is there; a log that "
    "is here already is kept, and backed up first. Of what you kept alone nothing goes along but what you then choose.",
    "made": "The invite is the key to what you share: hand it over yourselves, not by way of the place you sync by. "
    "On the other machine press f7 and j, or type ritualtui sync join.",
    "leave": "Your log stays as it is, and so does all that the other has. But nothing more comes or goes from here.",
    "work": "The two machines are becoming acquainted.",
    "wait": "The key is in the system's keyring, which may ask you to open it.",
}
MACHINES_ALONE: Final = {
    "none": "Your log can be on two machines of yours, by any place that both reach: a folder of Nextcloud, Dropbox or "
    "Syncthing, a USB stick, a server. What lies there can be read by nobody else.\n\nOne machine begins and makes "
    "an invite; the other takes it.",
    "target": "A folder, or sftp://…, webdavs://…, s3://… or rclone:REMOTE:PATH. Your log is put there, locked; then "
    "comes the invite for the other machine.",
    "made": "The invite is the key to your log: carry it over yourself, not by way of the place you sync by. On the "
    "other machine press f7 and j, or type ritualtui sync join.",
}
"""What is said instead where one is alone."""
MACHINES_THERE: Final = (
    "The invite leads to\n\n{place}\n\nNothing has been reached there yet; enter goes there. Where that place has "
    "another name on this machine, write it here."
)
MACHINES_FIELD: Final = {
    "target": "~/Nextcloud/us", "invite": "the invite", "there": "a folder, or an address",
    "me": "one of the two names",
}  # fmt: skip
MACHINES_WHO: Final = "The invite is for {names}; neither is the name you have here. Which of the two are you?"
MACHINES_WHO_ELSE: Final = "It is for {names}: one of these two."
MACHINES_JOINED: Final = "Joined. What you both log is on both machines now, with {partner}."
MACHINES_NOTHING_DONE: Final = "Nothing was shared, and nothing was changed."
MACHINES_LAST: Final = "In step at {time}."
MACHINES_LATER: Final = "That place is out of reach now. What is new here waits, and goes there by itself."
MACHINES_COPIED: Final = "Copied. A clipboard is seen by other programs; copy something else when you are done."
