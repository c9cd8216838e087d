"""The words of the command line. Longer ones live in ``content/``; TOML would cost the quick path too much."""

from datetime import date

FIRST_TIME = "Two names, and you can begin. Everything stays on this machine."
ASK_ME = "Your name"
ASK_PARTNER = "Your partner's name"
WHERE_ALL_IS = "Everything stays in {home}."


def ordinal(count: int) -> str:
    """1 → first, 2 → second, … 10 → tenth, then 11th, 21st."""
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    if 1 <= count <= len(words):
        return words[count - 1]
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def thanked(writer: str, reader: str, me: str, today: int) -> str:
    """The answer to ``thank``."""
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
    if solo:
        return f"Welcome, {me}. Say one thing that was good: ritualtui thank …"
    return f"Welcome, {me} and {partner}. Say one thing that was good: ritualtui thank …"


NOTHING_YET = 'Nothing here yet. One small thing to begin with: ritualtui thank "…"'
NOTHING_FOUND = "Nothing fits."
LEFT = "Left. What was passed is kept."
KEPT_RITUAL = "{name} is kept."
ENTER_GOES_ON = "     enter goes on "

DOTS = {"done": "●", "forgiven": "◐", "missed": "○", "paused": "–", "off": "·", "open": "◌"}
"""How a day shows in a row of days: the shape says it, not a colour."""


def duration(seconds: int) -> str:
    """Seconds as people say them."""
    if seconds < 90:
        return f"{seconds} seconds"
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} minutes" if not rest else f"{minutes} minutes {rest} seconds"


def day_heading(day: str) -> str:
    """An ISO date as a heading: ``Sat 21 November 2026``."""
    try:
        moment = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{moment:%a} {moment.day} {moment:%B %Y}"


def day_in_words(day: str, today: date) -> str:
    """An ISO date as people call it on the day ``today``: today, yesterday, Tuesday, or the date."""
    try:
        ago = (today - date.fromisoformat(day)).days
    except ValueError:
        return day
    if 0 <= ago < 7:
        return ("today", "yesterday")[ago] if ago < 2 else f"{date.fromisoformat(day):%A}"
    return day_heading(day)


def did(name: str, day: str, is_today: bool, new: bool) -> str:
    """The answer to ``did``."""
    on = "today" if is_today else day_heading(day)
    return f"Kept: {name}, {on}." if new else f"{name} stands there already for {on}; nothing was added."


def counted(thanks: int, bids: int) -> str:
    """Today's appreciations and bids in words."""
    parts = [f"{count} {one if count == 1 else many}" for count, one, many in (
        (thanks, "thank-you", "thank-yous"), (bids, "bid", "bids")) if count]  # fmt: skip
    return f"Today: {' and '.join(parts)}."


def ritual_state(state: str, opens: str, closes: str, done_at: str, present: str) -> str:
    """Where a ritual stands today."""
    return {
        "done": f"done {done_at}, {present}",
        "begun": "begun, to go on with",
        "now": f"now, until {closes}",
        "later": f"from {opens}",
        "past": f"was {opens}–{closes}",
        "off": "not today",
    }[state]


def streak(dots: tuple[str, ...], recent: tuple[int, int], run: int, best: int, word: str) -> str:
    """The last fourteen days of a ritual in one line, the strength in a word."""
    row = "".join(DOTS[dot] for dot in dots)
    return f"{row}  {recent[0]} of the last {recent[1]}, run {run}, best {best}, {word}"
