"""The bytes of an age identity, out of its text and back: an invite carries the 32 bytes, not the 74 letters.

The text is Bech32 (BIP 173): a readable part, ``1``, the bytes as letters of five bits, six letters of checksum. age
writes its secret keys that way in capital letters, and the library that we use takes and gives the text alone.
"""

import base64
from typing import Final

READABLE: Final = "AGE-SECRET-KEY-"
_LETTERS: Final = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_TO_BASE32: Final = str.maketrans(_LETTERS, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_FROM_BASE32: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _LETTERS)
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_SIZE: Final = 32


def to_bytes(identity: str) -> bytes:
    """The 32 bytes of an ``AGE-SECRET-KEY-1…``. Raises ``ValueError`` for anything else."""
    readable, _, letters = identity.partition("1")
    if readable != READABLE or identity != to_text(raw := _decoded(letters[:-6])):
        raise ValueError("not an age identity")
    return raw


def to_text(raw: bytes) -> str:
    """The ``AGE-SECRET-KEY-1…`` of 32 bytes. Raises ``ValueError`` for another number of them."""
    if len(raw) != _SIZE:
        raise ValueError("an age identity has 32 bytes")
    letters = base64.b32encode(raw).decode().rstrip("=").translate(_FROM_BASE32)
    return f"{READABLE}1{letters}{_checksum(letters)}"


def _decoded(letters: str) -> bytes:
    text = letters.translate(_TO_BASE32)
    return base64.b32decode(text + "=" * (-len(text) % 8))[:_SIZE]


def _checksum(letters: str) -> str:
    """Six letters that tell a slip: the remainder by BIP 173's generator."""
    low = READABLE.lower()
    values = [ord(letter) >> 5 for letter in low] + [0] + [ord(letter) & 31 for letter in low]
    values += [_LETTERS.index(letter) for letter in letters] + [0] * 6
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, part in enumerate(_GENERATOR):
            check ^= part if top >> bit & 1 else 0
    check ^= 1
    return "".join(_LETTERS[check >> 5 * (5 - place) & 31] for place in range(6))
