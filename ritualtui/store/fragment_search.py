"""Knowing words again in bytes that can be read neither as a data file nor as a journal.

A file that is cut off or damaged may have lost the id of a record and still have its words, whole or in part. So it
is searched for short pieces of them, as they stand in JSON.
"""

import json
from collections.abc import Iterator, Set
from typing import Any

from ritualtui.store import datafile

PIECE = 12
"""Bytes in a piece; a text that is shorter is looked for with what stands around it."""
_FEW = 64


def _strings(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a JSON value, with the name of the field it is in."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _strings(part, str(key))
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part, name)


def pieces_of(raw: bytes) -> Iterator[bytes]:
    """Pieces of a record's texts as they stand in JSON, by which they are known again."""
    record = {key: value for key, value in datafile.document(raw).items() if key not in ("id", "kind", "stamp")}
    for name, text in _strings(record):
        for ascii_only in (False, True):
            said = json.dumps(text, ensure_ascii=ascii_only)[1:-1].encode(errors="surrogatepass")
            if len(said) < PIECE:
                said = f'"{name}":"'.encode(errors="surrogatepass") + said + b'"'
                said = said[-PIECE:]
            yield from (said[i : i + PIECE] for i in range(0, len(said) - PIECE + 1, PIECE))


def pieces_of_id(key: str, ident: str) -> tuple[bytes, bytes]:
    """The ends of a record's id and of its document key, which are random."""
    return ident[-PIECE:].encode(), key[-PIECE:].encode()


def found_in(pieces: Set[bytes], data: bytes) -> set[bytes]:
    """Those of ``pieces`` that are in ``data``."""
    if len(pieces) <= _FEW:
        return {piece for piece in pieces if piece in data}
    return {piece for i in range(len(data) - PIECE + 1) if (piece := data[i : i + PIECE]) in pieces}
