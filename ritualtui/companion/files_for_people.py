"""Files that a person asks for: an export, a report, a backup, their own pages. They are theirs, wherever they are.

Such a file takes a while to write, and a word that is burned meanwhile must not come to rest in it after all. So it is
written beside its place first, and what is in it is looked for once more, under the lock that a burn holds, before the
file takes its name. The slow part holds nobody up.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

from ritualtui.errors import RitualError
from ritualtui.kinds import Record
from ritualtui.store import files
from ritualtui.store.datafile import document_key
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog

Standing = Callable[[], AbstractContextManager[bool]]
"""Holds off whoever burns, and says whether everything in the file may still be there."""


class Changed(Exception):
    """Not everything in the file may be there any more. Nothing was written; put it together anew."""


def always() -> AbstractContextManager[bool]:
    """For a file that has no words of the log."""
    return nullcontext(True)


def put(path: str, data: bytes, standing: Standing, *, new: bool) -> None:
    """Write ``data`` to ``path`` for this user alone, whole or not at all, if it may still be there then.

    Raises ``Changed`` where it may not, ``FileExistsError`` where there is a file already and it should be a ``new``
    one, ``RitualError`` where it cannot be written.
    """
    try:
        made = files.write_beside(path, data)
        try:
            with standing() as stands:
                if not stands:
                    raise Changed
                _name(made, path, new)
                files.sync_folder(os.path.dirname(path) or ".")
        finally:
            files.discard(made)
    except FileExistsError:
        raise
    except OSError as err:
        raise RitualError(files.refused(path, err).what, _("Name another file.")) from None


def _name(made: str, path: str, new: bool) -> None:
    if not new:
        os.replace(made, path)
        return
    try:
        os.link(made, path)  # unlike a renaming, never over another file
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        os.replace(made, path)


@contextmanager
def unchanged(companion: "OpenLog", chosen: Iterable[Record]) -> Iterator[bool]:
    """Whether the log still has the ``chosen`` records, and the names, as they were when they were last read."""
    state = companion.state
    known = {key: state.records[key] for record in chosen if (key := document_key(record.id)) in state.records}
    people = companion.people
    with companion.storage.writing():
        companion.refresh()
        now = state.records
        yield companion.people == people and all(
            key in now and (now[key] is raw or bytes(now[key]) == bytes(raw)) for key, raw in known.items()
        )
