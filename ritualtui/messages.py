"""The words of the command line. Longer ones live in ``content/``; TOML would cost the quick path too much."""

from datetime import date

from ritualtui import freetext

FIRST_TIME = "Two names, and you can begin. Everything stays on this machine."
ASK_ME = "Your name"
ASK_PARTNER = "Your partner's name (enter alone if you begin by yourself)"
ASK_WHAT_FOR = "What for"
WHERE_ALL_IS = "Everything stays in {home}."
LEFT_EARLY = "Left. What was kept before is kept."
NOT_WRITTEN = "The answer could not be written ({reason}); what was kept is kept."
UNEXPECTED = "Something unexpected went wrong ({kind}); what was kept is kept. {debug}=1 in front shows where."


# the space of one's own
SEALED = "Sealed."
JOURNAL_HERE = "Write; ctrl+d on an empty line ends it."
ASK_PASSPHRASE = "Passphrase"
ASK_NEW_PASSPHRASE = "New passphrase (eight characters or more)"
ASK_AGAIN = "The same once more"
ASK_RECOVERY = "Recovery key"
NOT_THE_SAME = "The two differ. Type it again."
BEFORE_SETUP = (
    "A space of your own: what you write there is sealed, and only your passphrase opens it. Choose one that nobody "
    "here would guess, and that you will know in a year."
)
AFTER_SETUP = (
    "Your space is there. `ritualtui journal` writes into it without the passphrase, `ritualtui private read` opens it."
)
SHOW_SHEET = "Show the recovery sheet now, to write it down or to print it? It is shown this once"
SHEET_WRITTEN_DOWN = "Written down? Any key takes it off the screen."
SHEET_IN_FILE = "The recovery sheet is in {file}. Print it, then take the file away from this machine."
NOTHING_SEALED = "Nothing is written there yet."
PASSPHRASE_CHANGED = (
    "Changed. The old passphrase opens nothing that is left here; a copy of the folder from before still opens with it."
)
EXPORT_IS_OPEN = "What is written now is not sealed: whoever can read the file can read it all."
DO_IT = "Do it?"
BURN_SPACE = "Burn the whole space, every entry and its key? Nothing brings it back"
BURN_ENTRIES = "Burn {count} of your entries? Nothing brings them back"
BURNED = "Burned."
BURNED_SPACE = "Burned: the space and its key are gone."
MENDED = "What was missing is back."
NOTHING_TO_MEND = "Nothing was missing."


# words that go for good
BURN_RECORDS = "Burn it, also from the backups? Nothing brings it back"
REMOVED_BEFORE = "{ident}: removed before; its words are still in the backups."
GONE = "Gone."
GONE_FROM_THE_LOG = "Gone from the log. What could not be changed yet is tried again at each opening:"
FORGET_ME = (
    "This takes away all that {name} said here, {name}'s sealed space and name, also from the backups. What the other "
    "said stays, and rituals of both stay as days without words. Nothing brings it back."
)
FORGET_ALL = "This takes away the whole log, of both of you, with its backups. Nothing brings it back."
FORGET_WORD = "Type forget to do it, or enter to leave it"


def ordinal(count: int) -> str:
    """1 → first, 2 → second, … 10 → tenth, then 11th, 21st."""
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    if 1 <= count <= len(words):
        return words[count - 1]
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def thanked(writer: str, reader: str, me: str, today: int, *, solo: bool = False) -> str:
    """The answer to ``thank``; ``solo``: the partner takes no part, so it is kept and reaches nobody by itself."""
    if writer == me and solo:
        return f"Kept, your {ordinal(today)} thank-you today." if today else "Kept."
    if writer == me:
        return f"Kept for {reader}, your {ordinal(today)} thank-you today." if today else f"Kept for {reader}."
    return f"Kept: {writer} to {reader}, the {ordinal(today)} today." if today else f"Kept: {writer} to {reader}."


_MET = {
    "toward": "and you turned toward",
    "away": "and it passed by",
    "against": "and it met an edge",
    None: "how it was met is open",
}
_MINE = {
    "toward": "and {other} turned toward",
    "away": "and it passed by",
    "against": "and it met an edge",
    None: "how it was met is open",
}


def bid_kept(reached: str, me: str, other: str, response: str | None, today: int) -> str:
    """The answer to ``bid``."""
    said = (
        f"Kept: you reached out, {_MINE[response].format(other=other)}"
        if reached == me
        else f"Kept: {reached} reached out, {_MET[response]}"
    )
    return f"{said}. The {ordinal(today)} today." if today else f"{said}."


def begun(me: str, partner: str, solo: bool) -> str:
    """The answer to ``init``."""
    both = me if solo else f"{me} and {partner}"
    return f'Welcome, {both}. Say one thing that was good: ritualtui thank "…"'


NOTHING_YET = 'Nothing here yet. One small thing to begin with: ritualtui thank "…"'
NOTHING_FOUND = "Nothing fits."
NOTHING_THEN = "Nothing was written down up to {day}."
NOT_YET = "{day} is still to come. Name a day up to today."
LEFT = "Left. What was passed is kept."
PASSED_IS_KEPT = "What was passed before is kept."
KEPT_RITUAL = "{name} is kept."
PASSED_BY = "{name} was passed by; nothing was kept."
ENTER_GOES_ON = "     enter goes on "
GOING_ON = "Going on where it was left; `back` goes back."
ONLY_YOU = "(only you)"
PAGES = "Pages to read, whenever you like: `ritualtui help PAGE`"
HELP_OF_COMMANDS = "Commands: `ritualtui --help` lists them, `ritualtui help thank` explains one."

WROTE_DOWN = "{voice} (as {by} wrote it down)"
ASK_WHO = "Who is here, {first} or {second}"

# beginning to take part, and being alone again
ALONE_AGAIN = "Back to you alone, as it was before; nothing of yours is shared by it."
TOGETHER_AGAIN = "{partner} takes part again, as before."
ALONE_NOW = "It is you alone from here on. What you both see stays as it is; what you keep now is for you."
ASK_PARTNER_NAME = "Your partner's name"
CHOOSE = "What you kept alone stays yours, but for what you choose here."
CHOOSE_KIND = "{kind} ({count}): for both of you? n(o), y(es), l(ook at each)"
CHOOSE_ONE = "    for both of you? n(o), y(es)"
CHOOSE_ANSWERS = {"n": "n", "no": "n", "": "n", "y": "y", "yes": "y", "l": "l", "look": "l"}
BEGIN_TOGETHER = "{said} Begin together?"
TO_JOIN = "{partner} will see {shared} of {total}; anything else stays yours alone."
JOINED = "{partner} takes part from now on, and sees {shared} of {total} from before; anything else stays yours alone."
JOINED_NOTHING = "{partner} takes part from now on. What you kept before stays yours alone."
UNDONE = {
    "back": "Back again: {what}", "changed": "As it was before: {what}", "gone": "Taken back: {what}",
    "many": "{count:,} records are as they were before.", "done": "Taken back.",
}  # fmt: skip
REDONE = {
    "back": "Back again: {what}", "changed": "Changed again: {what}", "gone": "Removed again: {what}",
    "many": "{count:,} records are as they were before the undo.", "done": "Done again.",
}  # fmt: skip
UNDO_TAKES_BACK = "`ritualtui undo` takes it back."
CHANGED_MEANWHILE = "{records} changed since they were shown, and stay yours."
HERE = {
    True: "Both of you use this machine: each says who is here with --as NAME.",
    False: "Only {me} uses this machine.",
}
_KINDS = {
    "appreciation": ("Thank-you", "Thank-yous"), "bid": ("Bid", "Bids"), "ritual": ("Ritual", "Rituals"),
    "checkin": ("Check-in", "Check-ins"), "care": ("Care given", "Care given"),
    "landed": ("Care that was felt", "Care that was felt"), "repair": ("Repair", "Repairs"),
    "promise": ("Promise", "Promises"), "detail": ("To ask about", "To ask about"),
    "outing": ("Time together", "Time together"), "milestone": ("Date that matters", "Dates that matter"),
    "meeting": ("Weekly talk", "Weekly talks"), "answer": ("Answer", "Answers"),
    "plan": ("Days and hours of a ritual", "Days and hours of rituals"), "pause": ("Pause", "Pauses"),
    "definition": ("Ritual of your own", "Rituals of your own"),
    # of one's own space
    "journal": ("Journal", "Journal"), "reflection": ("Reflection", "Reflections"), "barrier": ("Barrier", "Barriers"),
    "boundary": ("Boundary", "Boundaries"), "goal": ("Goal", "Goals"), "draft": ("Unsaid", "Unsaid"),
}  # fmt: skip


def kind_named(kind: str, many: bool = True) -> str:
    """A kind as people call it; one that this version does not know by its own word, safe to show."""
    return _KINDS[kind][many] if kind in _KINDS else freetext.one_line(kind)


DOTS = {"done": "●", "forgiven": "◐", "missed": "○", "paused": "–", "off": "·", "open": "◌"}
"""How a day shows in a row of days: the shape says it, not a colour."""


def together_label(solo: bool) -> str:
    """What stands before the shared run."""
    return "your rituals" if solo else "together"


PAUSE_ENDED = "Let’s begin again. From today on days count as usual."
NO_PAUSE = "There is no pause today; nothing was changed."


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SPELLED = len(_NUMBERS) - 1
"""Up to this a count is said in a word."""


def number(n: int) -> str:
    """A count as one says it: in a word up to twelve."""
    return _NUMBERS[n] if 0 <= n <= SPELLED else f"{n:,}"


def days(count: int) -> str:
    """``1 day``, ``23 days``."""
    return f"{count:,} day" if count == 1 else f"{count:,} days"


def together(solo: bool, run: int, best: int, word: str) -> str:
    """The shared run in a line."""
    return f"{together_label(solo).capitalize()}: {days(run)} in a row, best {best:,} ({word})."


def duration(seconds: int) -> str:
    """Seconds as people say them."""
    minutes, rest = divmod(seconds, 60) if seconds >= 90 else (0, seconds)
    parts = ((minutes, "minute"), (rest, "second"))
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count)


def day_heading(day: str) -> str:
    """An ISO date as a heading: ``Saturday 21 November 2026``."""
    try:
        moment = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{moment:%A} {moment.day} {moment:%B %Y}"


def day_in_words(day: str, today: date) -> str:
    """An ISO date as people call it on the day ``today``: today, yesterday, Tuesday, or the date."""
    try:
        ago = (today - date.fromisoformat(day)).days
    except ValueError:
        return day
    if 0 <= ago < 7:
        return ("today", "yesterday")[ago] if ago < 2 else f"{date.fromisoformat(day):%A}"
    return day_heading(day)


def did(name: str, day: str, today: date, new: bool) -> str:
    """The answer to ``did``."""
    on = day_in_words(day, today)
    return f"Kept: {name}, {on}." if new else f"{name} stands there already for {on}; nothing was added."


def said(name: str, day: str, at: str, today: date, text: str) -> str:
    """What somebody wrote, and when."""
    return f"{name}, {day_in_words(day, today)} at {at[11:16]}: {freetext.in_marks(text, text)}"


RITUAL_TOO_LONG = "{path}: {name} is too long to go to another machine; its name and its days do."
RITUALS_TRAVEL = "{names}: {partner} gets it with the sync, too. `shared = false` keeps a ritual of yours here."
RITUALS_NOT_KEPT = "What your rituals are could not be kept in the log: {why}"
RITUAL_GONE = "{name} is not a ritual any more."
RITUAL_GONE_NEXT = "What you did stays in the log; put back into rituals.toml, it goes on."
RITUAL_UNREADABLE = "{name} comes from another machine, and this version cannot open it."
RITUAL_UNREADABLE_NEXT = "`ritualtui list` still shows when you did it; a newer version may open it."
RITUAL_HIDDEN = "{name} is hidden on this machine. `ritualtui ritual {ident} --show` brings it back."
RITUAL_SHOWN = "{name} is shown on this machine."
NO_SUCH_RITUAL = "{path}: “{where}” names {name}, and there is no such ritual here{hint}"
MEANT = "; did you mean “{near}”?"
TAKEN_OUT = "taken out"


def steps(count: int) -> str:
    """``1 step``, ``4 steps``."""
    return f"{count:,} step" if count == 1 else f"{count:,} steps"


SYNC_SET_UP = "Set up: {sent} put there. On the other machine: `ritualtui sync join`, with this invite."
SYNC_INVITE = "The invite is the key to what you share. Hand it over yourself, not by way of the target:"
SYNC_LEADS = "The invite leads to {place}"
ASK_GO_THERE = "Nothing has been reached there yet. Go there?"
SYNC_NOT_THERE = "Nothing was reached, and nothing was changed."
SYNC_ELSEWHERE = "Ask whoever made the invite, or name another place: --target TARGET"
SYNC_JOINED = "Joined. You are {me} here, with {partner}."
SYNC_SHARED = "{shared} of {total} that you kept alone are for {partner} too now; the rest stays yours."
ASK_WHICH = "Who you are ({names})"
SYNC_LEFT = "This machine syncs no more. Your log is as it was; nothing was removed anywhere."
SYNC_ROTATED = "There is a new key. The other machine joins again with the new invite; the old one opens nothing new."
SYNC_KEY = {
    True: "The key is in the system's keyring; the file only says so.",
    False: "The key is in a file that only you can read: {path}",
}
SYNC_NOTHING = "No other machine is joined. `ritualtui sync setup FOLDER` makes an invite."
SYNC_LEFT_OUT = "{records} that came were left out: no records that can be kept here."
SYNC_MENDS = (
    "That machine mends it by its next sync; where it is gone for good, `ritualtui sync rotate` begins anew without it."
)
SYNC_PUT_BACK = (
    "This place keeps losing files of this computer, or putting old ones back ({times} times lately). They are sent "
    "again each time, and nothing is lost. See what else changes files there: a backup that is put back, or a second "
    "program that syncs the folder."
)
SYNC_PROGRESS = {"read": "Reading", "write": "Writing"}
_SCOPES = {"couple": "You two", "mine": "Your machines"}


def synced(scope: str, received: tuple[int, ...], sent: int, dry: bool) -> str:
    """What a sync brought: ``received`` are new, newer, older, same."""
    new, newer, older, _ = received
    parts = [f"{count:,} {word}" for count, word in ((new, "new"), (newer, "newer"), (older, "older")) if count]
    came = ", ".join(parts) or "nothing new"
    verbs = ("would come", "would be sent") if dry else ("came", "sent")
    return f"{_SCOPES[scope]}: {came} {verbs[0]}, {f'{sent:,}' if sent else 'nothing'} {verbs[1]}."


def sync_note(person: str, device: str, what: str) -> str:
    """What could not be read of another machine; ``person`` may not be known."""
    return f"{person}'s machine {device}: {what}" if person else f"{device}: {what}"


def sync_status(scope: str, target: str, machines: int, unsent: int) -> str:
    """What is set up, in a line."""
    others = f"{machines} machine{'' if machines == 1 else 's'} known"
    return f"{_SCOPES[scope]}: {freetext.path(target)}, {others}, {records(unsent) if unsent else 'nothing'} to send."


def merged(path: str, counts: tuple[int, ...]) -> str:
    """What another data file brought."""
    new, newer, older, same = counts
    return f"{path}: {new:,} new, {newer:,} newer, {older:,} older, {same:,} the same."


def records(count: int) -> str:
    """1 record, 12,000 records."""
    return f"{count:,} record{'' if count == 1 else 's'}"


def counted(thanks: int, bids: int) -> str:
    """Today's appreciations and bids in words."""
    parts = [f"{count} {one if count == 1 else many}" for count, one, many in (
        (thanks, "thank-you", "thank-yous"), (bids, "bid", "bids")) if count]  # fmt: skip
    return f"Today: {' and '.join(parts)}."


def ritual_state(state: str, opens: str, closes: str, done_at: str, present: str) -> str:
    """Where a ritual stands today."""
    return {
        "done": f"done {done_at}, {present}" if present else f"done {done_at}",
        "begun": "begun, to go on with",
        "now": f"now, until {closes}" if opens != closes else "any time today",
        "later": f"from {opens}",
        "past": f"usually {opens}–{closes}",
        "off": "not today",
    }[state]


def streak(dots: tuple[str, ...], recent: tuple[int, int], run: int, best: int, word: str) -> str:
    """The last fourteen days of a ritual in one line, the strength in a word; its runs once it is not new."""
    row = "".join(DOTS[dot] for dot in dots)
    done, of = recent
    if word == "new":
        return f"{row}  new: {done} of {of} so far"
    runs = f"run {run}" if run == best else f"run {run}, best {best}"
    return f"{row}  {word}: {done} of the last {of}, {runs}"


# pauses
PAUSE_SAFE = "Your streaks are safe."
PAUSE_HOW_TO_END = "Your streaks are safe. `ritualtui pause end` ends it."
PAUSE_NONE = (
    "You’re not paused. `ritualtui pause 3 days` or `ritualtui pause until sunday` starts a pause. It takes nothing "
    "from your streaks."
)
PAUSE_ASK_WHY = "Why: away, ill or hard season (or just press Enter for away)"
PAUSE_ASK_UNTIL = "Until when: “sunday”, “3 days”, a date (or just press Enter: until you end it)"
PAUSE_ONE_OF_THREE = "Say away, ill or hard season."
PAUSE_LIKE_THIS = "Say it like `pause ill 3 days`, `pause bedtime until sunday`, or `pause end`."
PAUSE_CALLED_OFF = "Called off: {said}"
PAUSE_OF_ONE_ENDED = "{name}: its streak counts again from today."
PAUSED_TODAY = "paused"
