"""One blob of the target, sealed: a header, what it holds encrypted with age, and an HMAC over both.

The HMAC is looked at before anything else, so that only somebody who has the couple's secret can make this code do any
work; and because one of the two may mean harm, everything behind it has a bound too.

Layout: magic, level, space (8 bytes), device (16), first, last (64 bits each), before, after (32 each); the age file;
32 bytes of HMAC-SHA256. Inside the age file: the length of what follows (32 bits), zlib, and padding.
"""

import hashlib
import hmac
import struct
import zlib
from typing import NamedTuple

from ritualtui.errors import RitualError
from ritualtui.store.sealing import age
from ritualtui.strings import _
from ritualtui.sync.shared_key import Keys

MOST_BLOB = 16 << 20
"""Bytes of one blob."""
MOST_PLAIN = 16 << 20
"""Bytes of what is in it."""
HEAD = 255
"""The level of a head; segments have 0 and up."""
NOTHING = bytes(32)
"""The hash before a device's first segment."""

_MAGIC = b"RTS1"
_HEADER = struct.Struct(">4sB8s16sQQ32s32s")
_MAC = 32
_MOST_STANZAS = 4096  # bytes of age's own header: one recipient, and what age adds to keep others honest
_SMALLEST = 512


class Refused(RitualError):
    """A blob that is not what it should be. Nothing of it was used."""


class Header(NamedTuple):
    """What a blob is: ``device`` (32 hex digits) and the numbers ``first`` to ``last`` of its segments.

    ``before`` is the hash of the segment before the first; ``after`` that of the last, where this one holds several.
    """

    level: int
    device: str
    first: int
    last: int
    before: bytes = NOTHING
    after: bytes = NOTHING


def seal(keys: Keys, header: Header, plain: bytes) -> bytes:
    """``plain`` as a blob."""
    packed = zlib.compress(plain, 6)
    framed = struct.pack(">I", len(packed)) + packed
    framed += bytes(_padded(len(framed)) - len(framed))
    pyrage = age()
    recipient = pyrage.x25519.Identity.from_str(keys.secret).to_public()
    signed = _packed(keys, header) + bytes(pyrage.encrypt(framed, [recipient]))
    return signed + hmac.digest(keys.mac, signed, "sha256")


def open_(keys: Keys, header: Header, blob: bytes) -> tuple[Header, bytes]:
    """What a blob holds, and its whole header. ``header`` says which it has to be; its hashes are not looked at.

    Raises ``Refused``.
    """
    if len(blob) < _HEADER.size + _MAC or len(blob) > MOST_BLOB:
        raise Refused(_("It is not whole."))
    signed, mac = blob[:-_MAC], blob[-_MAC:]
    if not hmac.compare_digest(hmac.digest(keys.mac, signed, "sha256"), mac):
        raise Refused(_("It is damaged, or not of the two of you."))
    magic, level, space, device, first, last, before, after = _HEADER.unpack_from(signed)
    found = Header(level, device.hex(), first, last, before, after)
    same = found[:4] == header[:4] if header.level != HEAD else found[:2] == header[:2]
    if magic != _MAGIC or space.hex() != keys.space or not same:
        raise Refused(_("It is another one than its name says."))
    return found, _opened(keys, signed[_HEADER.size :])


def hash_of(blob: bytes) -> bytes:
    """The hash by which the next segment names this one."""
    return hashlib.sha256(blob).digest()


def _opened(keys: Keys, sealed: bytes) -> bytes:
    end = sealed.find(b"\n--- ", 0, _MOST_STANZAS)
    if end < 0 or sealed.count(b"\n-> ", 0, end) > 4:
        raise Refused(_("It wasn't encrypted by this program."))
    pyrage = age()
    try:
        framed = bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(keys.secret)]))
    except pyrage.DecryptError:
        raise Refused(_("It does not open with your key.")) from None
    if len(framed) < 4:
        raise Refused(_("It is not whole."))
    (length,) = struct.unpack_from(">I", framed)
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(framed[4 : 4 + length], MOST_PLAIN + 1)
    except zlib.error:
        raise Refused(_("It cannot be unpacked.")) from None
    if len(plain) > MOST_PLAIN:
        raise Refused(_("It unpacks to more than could belong there."))
    if not unpacker.eof:
        raise Refused(_("It cannot be unpacked."))
    return plain


def _packed(keys: Keys, header: Header) -> bytes:
    device, space = bytes.fromhex(header.device), bytes.fromhex(keys.space)
    return _HEADER.pack(_MAGIC, header.level, space, device, header.first, header.last, header.before, header.after)


def _padded(size: int) -> int:
    """The length a frame is padded to: few lengths, so that it does not tell how long a word was (Padmé above 512)."""
    if size <= _SMALLEST:
        return _SMALLEST
    exponent = size.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return -(-size // max(step, 256)) * max(step, 256)
