"""Files of other programs that people bring along: known by their first bytes, and named, so that none is “broken”.

Pure. They are refused: what an entry of a diary is to two people, only its writer knows.
"""

import json
import re
from typing import Any, Final

from ritualtui.strings import _

_FIRST: Final = 1 << 16
"""Bytes that are looked at where the beginning tells."""
_DAY: Final = r"\d{4}-\d\d-\d\d"
_HEADERS: Final[tuple[tuple[str, str], ...]] = (
    (r"full_date,date,weekday,time,mood", _("a Daylio export")),
    (r"Date,.*\n" + _DAY + r"(?:,-?\d+)+,?\s*$", _("a Loop Habit Tracker export")),
    (r"Position,Name,(?:Type,)?Question,Description", _("a Loop Habit Tracker export")),
    (r"BEGIN:VCALENDAR\b", _("an iCalendar file")),
    (r"\[" + _DAY + r"[ T]\d\d?:\d\d(?::\d\d)?(?: ?[AP]M)?\] ", _("a jrnl text file")),
    (r"(?:---\s*\n(?:.*\n)*?---\s*$|#{1,6} \S|[-*] \[[ x]\] |.+\n(?:=+|-{3,})\s*$)", _("a Markdown file")),
    (r"(?i:<.doctype html|<html|<\?xml)", _("a web page or XML")),
)
_MAGIC: Final = (
    (b"PK\x03\x04", _("a zip archive")), (b"SQLite format 3\0", "a database"), (b"%PDF-", "a PDF"),
    (b"\x1f\x8b", _("a compressed file")),
)  # fmt: skip


def named(data: bytes) -> str | None:
    """What ``data`` is, in words (“a Day One export”), where it is the file of another program; else None."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if data[:1] == b"{":
        return _of_json(data)
    text = data[:_FIRST].decode("utf-8", "replace").replace("\r\n", "\n")
    for pattern, name in _HEADERS:
        if re.match(pattern, text, re.MULTILINE):
            return name
    head = text.partition("\n")[0]
    if head.count(",") >= 2 and not set(head) & set("{}[]"):
        return "a table (CSV)"
    return None


def _of_json(data: bytes) -> str | None:
    """The name of a JSON document that is one object with everything in it."""
    try:
        whole: Any = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, dict) or "kind" in whole:
        return None
    if isinstance(whole.get("records"), dict) and "meta" in whole:
        return OURS
    entries = whole.get("entries")
    first = entries[0] if isinstance(entries, list) and entries and isinstance(entries[0], dict) else {}
    if "creationDate" in first or "creationDateTime" in first:
        return _("a Day One export")
    if {"title", "body", "date"} <= first.keys():
        return _("a jrnl export")
    if "dayEntries" in whole or "daysInRowLongestChain" in whole:
        return _("a Daylio backup")
    return None


OURS: Final = _("a data file of ritualtui")
"""The one that another command takes in."""
