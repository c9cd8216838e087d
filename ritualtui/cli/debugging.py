"""Where something went wrong, for whoever mends it: it can be sent to somebody without sending a word of the log."""

import traceback

from ritualtui.errors import RitualError
from ritualtui.strings import _


def where(err: BaseException) -> str:
    """The traceback of ``err`` and of what led to it, without what the exceptions say and without any values.

    What an exception says may be a record's words, as a ``KeyError`` says its key. Only our own say it, whose lines
    are what the command would have shown.
    """
    chain: list[BaseException] = []
    at: BaseException | None = err
    while at is not None and at not in chain:
        chain.append(at)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    parts = [_("Traceback, without the words of any entry:\n")]
    for one in reversed(chain):
        parts += traceback.format_tb(one.__traceback__)
        said = f": {one}" if isinstance(one, RitualError) else ""
        parts.append(f"{type(one).__module__}.{type(one).__qualname__}{said}\n")
    return "".join(parts)
