"""Adding to a file of one's own, ``rituals.toml`` or ``decks.toml``: what is in it stays, and a mistake in it is said.

The file is people's own, with comments of theirs. So nothing is written where it can't be read as it is, and what would
be written is read back first.
"""

import os
from collections.abc import Callable, Sequence

from ritualtui.errors import RitualError
from ritualtui.store import files, toml
from ritualtui.strings import _

Problems = Callable[[str], Sequence[str]]
"""What is wrong with the text of a file, a line each."""


def before(path: str, problems: Problems) -> str:
    """The text to add to; empty where there is no file. Raises ``RitualError`` where it can't be read as it is."""
    try:
        text = toml.read(path)
    except UnicodeDecodeError:
        raise RitualError(_("{path} is not text in UTF-8.").format(path=path), _("Fix it by hand first.")) from None
    if found := problems(text):
        raise RitualError(found[0], _("Fix that by hand first; nothing was changed."))
    return text


def behind(text: str, lines: Sequence[str], first: str) -> str:
    """``text`` with ``lines`` at its end; where it is empty, after ``first``, a comment on what the file is."""
    made = "\n".join(lines) + "\n"
    return f"{text.rstrip()}\n\n{made}" if text.strip() else f"# {first}\n\n{made}"


def write(path: str, text: str) -> None:
    """Write the file, and its folder where that is missing. Raises ``RitualError`` where it is larger than may be."""
    if len(text.encode()) > toml.MOST:
        raise RitualError(_("{path} is full.").format(path=path), _("Take something out of it by hand."))
    files.make_folder(os.path.dirname(path))
    files.replace(files.real(path), text.encode())
