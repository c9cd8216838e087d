"""Processes that write, fold and read one log, for tests that kill them: ``writers_and_readers.py ROLE HOME …``.

A writer tells each record it has kept, after the call has returned, in the file ``acked``: one line a record, all of
one length. It also writes a byte to standard output, by which the test counts.
"""

import os
import sys
import time
from typing import TYPE_CHECKING

from ritualtui.clock import Clock
from ritualtui.places import Places, find

if TYPE_CHECKING:
    from ritualtui.companion.service import Companion

WIDTH = 36 + 1 + 20 + 1
"""Bytes of a line in ``acked``: the record's id, its words, a newline."""


class Acks:
    """The file of what was acknowledged."""

    def __init__(self, home: str) -> None:
        self.fd = os.open(os.path.join(home, "acked"), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        self.at = 0

    def tell(self, record: dict[str, object]) -> None:
        line = f"{record['id']} {record['text']}\n".encode()
        assert len(line) == WIDTH
        os.write(self.fd, line)
        os.write(1, b".")

    def count(self) -> int:
        return os.fstat(self.fd).st_size // WIDTH

    def wait(self, count: int) -> None:
        """Until so many are acknowledged."""
        while self.count() < count:
            time.sleep(0.002)

    def new(self) -> list[str]:
        """The ids that came since the last look."""
        data = os.pread(self.fd, self.count() * WIDTH - self.at, self.at)
        self.at += len(data)
        return [data[i : i + 36].decode() for i in range(0, len(data), WIDTH)]


def _text(number: int) -> str:
    return f"{os.getpid():08d} {number:011d}"


def quick_writer(places: Places, acks: Acks, every: int) -> None:
    from ritualtui.companion import quick

    number = 0
    while True:
        number += 1
        acks.tell(quick.thank(places, Clock(), _text(number)).record)


def full_writer(places: Places, acks: Acks, every: int) -> None:
    from ritualtui.companion.service import Companion

    with Companion.open(places) as companion:
        fields = {"kind": "appreciation", "to": companion.people.partner.id}
        number = 0
        while True:
            number += 1
            acks.tell(companion.log.add({**fields, "text": _text(number)}))


def folder(places: Places, acks: Acks, every: int) -> None:
    from ritualtui.store.tinydb_storage import JournaledStorage

    storage = JournaledStorage(places, Clock().now)
    while True:
        acks.wait(acks.count() + every)
        storage.fold()


def _missing(companion: "Companion", ids: list[str]) -> None:
    from ritualtui.store.datafile import document_key
    from ritualtui.store.remembered import BEHIND

    gone = [ident for ident in ids if document_key(ident) not in companion.storage.state.records]
    if gone:
        os.write(2, f"{len(gone)} acknowledged records are missing, {gone[0]} among them\n".encode())
        os._exit(3)
    if BEHIND in companion.notes():
        os.write(2, b"the log was said to be older than what is remembered of it\n")
        os._exit(4)


def fresh_reader(places: Places, acks: Acks, every: int) -> None:
    from ritualtui.companion.service import Companion

    while True:
        acks.wait(acks.count() + every)
        acks.at = 0
        ids = acks.new()
        with Companion.open(places) as companion:
            _missing(companion, ids)


def long_reader(places: Places, acks: Acks, every: int) -> None:
    from ritualtui.companion.service import Companion

    with Companion.open(places) as companion:
        while True:
            ids = acks.new()
            companion.refresh()
            _missing(companion, ids)
            if acks.at // WIDTH % 50 == 0:
                acks.at = 0  # and now and then all of them
            acks.wait(acks.at // WIDTH + 1)


if __name__ == "__main__":
    role, where, every = sys.argv[1], sys.argv[2], int(sys.argv[3])
    globals()[role](find(where), Acks(where), every)
