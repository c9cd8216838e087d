"""What people type in their language, in the English that the readers of days, times and answers know.

A catalogue gives each of ``WORDS`` one or more words of its language, with ``|`` between (“gestern|gestern abend”).
What stands in English is understood in every language.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from ritualtui.strings import FOLDER, pgettext

WORDS: Final = (
    "now", "just now", "today", "tonight", "yesterday", "tomorrow", "last night", "this morning", "yesterday evening",
    "the day before yesterday", "the day after tomorrow", "next week", "last", "next", "this", "on", "in", "for",
    "from now", "ago", "half an hour ago", "morning", "noon", "afternoon", "evening", "night", "midnight", "minute",
    "minutes", "hour", "hours", "day", "days", "week", "weeks", "a", "an", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "every day", "weekdays", "weekends", "never", "until", "since", "end", "away",
    "ill", "hard season", "y", "n", "yes", "no", "l", "look", "back",
)  # fmt: skip
"""What is read in days and times, in days of the week, in pauses and in answers."""


def in_english(said: str) -> str:
    """``said`` (in small letters) with each word and phrase of the language as its English one, the longest first."""
    if not FOLDER:
        return said
    known, pattern = _known()
    return pattern.sub(lambda found: known[found[0]], said) if known else said


@cache
def _known() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """The English of each word of the language, and what finds them."""
    known = {
        own.strip().lower(): english
        for english in reversed(WORDS)
        for own in pgettext("typed", english).split("|")
        if own.strip() and own != english
    }
    longest = sorted(known, key=len, reverse=True)
    return known, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
