"""From an older format of the data to this version's, one numbered step a format.

A step is a pure function of one record. It is applied as records are read, from the data file and from the journal
alike, so that a line that is replayed becomes the very bytes that stand in the data file already, and a kill at any
moment leaves nothing half done. What is written is of the new format from the first write on: that write folds, and
keeps what it replaces as a backup that is never rotated away.

New kinds and new fields need no step: what a version does not know it keeps word for word.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from ritualtui.store.datafile import NOT_JSON, document

STEPS: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = ()
"""The step at place n leads from format n + 1 to n + 2; ``journal.FORMAT`` is where the last one leads."""


def upgraded(raw: msgspec.Raw, format_: int) -> msgspec.Raw:
    """A record of an older format as one of ours. What is no object (``null``) stays as it is."""
    try:
        record = document(raw)
    except NOT_JSON:
        return raw
    if not isinstance(record, dict):
        return raw
    for step in STEPS[format_ - 1 :]:
        record = step(record)
    return msgspec.Raw(msgspec.json.encode(record))
