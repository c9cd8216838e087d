"""The key that two machines share, and the invite that hands it over.

One secret, an age identity: segments are encrypted to it, and what authenticates them and names them in the target is
derived from it. The invite *is* the key. It goes from hand to hand, never through the target.
"""

import base64
import hashlib
import hmac
import re
from typing import Literal, NamedTuple

import msgspec

from ritualtui.errors import UsageError
from ritualtui.store.sealing import age
from ritualtui.strings import _
from ritualtui.sync import bech32

Scope = Literal["couple", "mine"]
"""What is carried: what is *ours* between two people, or what is one person's between their own machines."""

_SECRET = "AGE-SECRET-KEY-1"
_MARK = "RITUALTUI1-"
_FORMAT = 2
_LONG = 1
"""The format before: the key as age writes it, and every name spelled out; some 230 letters where 140 do."""
_ROW, _GROUP = 6, 5
"""Groups in a line, letters in a group, where an invite is shown to be read; the mark has the place of two groups."""
_MOST = 4_000
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class Keys:
    """What is derived from the secret. ``space``: which couple's (or person's) it is, 16 hex digits."""

    def __init__(self, space: str, secret: str) -> None:
        self.space = space
        self.secret = secret
        self.mac = hmac.digest(secret.encode(), f"ritualtui mac {space}".encode(), "sha256")
        self._names = hmac.digest(secret.encode(), f"ritualtui names {space}".encode(), "sha256")

    def __repr__(self) -> str:
        return f"Keys({self.space!r})"

    def name(self, *parts: object) -> str:
        """A name for ``parts`` that tells nobody anything who has not the secret: 32 hex digits."""
        text = "\0".join(map(str, parts))
        return hmac.digest(self._names, text.encode(), "sha256")[:16].hex()


class Person(NamedTuple):
    """An internal id and a name."""

    id: str
    name: str


class Invite(msgspec.Struct, frozen=True, array_like=True):
    """What is handed over. ``target`` is as the inviting machine calls it; ``inviter`` the id of who invites.

    ``solo``: whoever invites a machine of their own is alone, so they are on that one too.
    """

    format: int
    scope: Scope
    space: str
    secret: str
    target: str
    people: tuple[tuple[str, str], tuple[str, str]]
    inviter: str
    turn: int = 4
    solo: bool = False

    @property
    def keys(self) -> Keys:
        """The keys in it."""
        return Keys(self.space, _SECRET + self.secret)

    def __repr__(self) -> str:
        return f"Invite({self.scope!r}, {self.space!r})"


def new_secret() -> str:
    """A new secret."""
    return str(age().x25519.Identity.generate())


def space_of(secret: str) -> str:
    """The name of whatever is shared under ``secret``, 16 hex digits, which an invite then need not carry.

    It is seen in the sync folder and tells nothing of the secret. Before invites of format 2 it was drawn by itself.
    """
    return hmac.digest(secret.encode(), b"ritualtui space", "sha256")[:8].hex()


def invite(
    scope: Scope, keys: Keys, target: str, people: list[list[str]], inviter: str, turn: int, solo: bool = False
) -> Invite:
    """An invite to ``keys``."""
    first, second = ((ident, name) for ident, name in people)
    secret, alone = keys.secret.removeprefix(_SECRET), solo and scope == "mine"
    return Invite(_LONG, scope, keys.space, secret, target, (first, second), inviter, turn, alone)


class _Short(msgspec.Struct, frozen=True, array_like=True):
    """How an invite is written: 32 bytes of key, the place, two ids and names, and no word twice."""

    format: int
    mine: bool
    space: bytes
    """Empty where it follows from the key."""
    secret: bytes
    target: str
    people: tuple[tuple[str, str], tuple[str, str]]
    inviter: int
    turn: int
    solo: bool

    def read(self) -> Invite:
        """The invite. Raises ``ValueError``, ``IndexError`` for what is none."""
        secret = bech32.to_text(self.secret)
        return Invite(
            self.format, "mine" if self.mine else "couple", self.space.hex() or space_of(secret),
            secret.removeprefix(_SECRET), self.target, self.people, self.people[self.inviter][0], self.turn, self.solo,
        )  # fmt: skip


def encoded(given: Invite) -> str:
    """The invite as text: capital letters and digits, with a checksum, so that a QR code of it stays small.

    About 140 letters with the name of an ordinary folder: 52 are the key, the rest is the place and the two people, so
    that nobody types anything but this.
    """
    secret = given.keys.secret
    space = b"" if given.space == space_of(secret) else bytes.fromhex(given.space)
    inviter = [ident for ident, _ in given.people].index(given.inviter)
    short = _Short(
        _FORMAT, given.scope == "mine", space, bech32.to_bytes(secret), given.target, given.people, inviter,
        given.turn, given.solo,
    )  # fmt: skip
    data = msgspec.msgpack.encode(short)
    text = base64.b32encode(_checksum(data) + data).decode().rstrip("=")
    return _MARK + text


def decoded(text: str) -> Invite:
    """The invite in ``text``; spaces, line breaks and small letters do not matter. Raises ``UsageError``."""
    said = "".join(text.split()).upper()
    if not said.startswith(_MARK) or len(said) > _MOST:
        raise UsageError(
            _("That isn't an invite."),
            _("It begins with {mark}; take all of it, up to its last letter.").format(mark=_MARK),
        )
    body = said.removeprefix(_MARK)
    try:
        data = base64.b32decode(body + "=" * (-len(body) % 8))
    except ValueError:
        raise _slip() from None
    check, data = data[:4], data[4:]
    if check != _checksum(data):
        raise _slip()
    try:
        first = msgspec.msgpack.decode(data)[0]
        if isinstance(first, int) and first > _FORMAT:
            raise UsageError(_("That invite was made by a newer version of ritualtui."), _("Update this program."))
        if first == _LONG:
            found = msgspec.msgpack.decode(data, type=Invite)
        else:
            found = msgspec.msgpack.decode(data, type=_Short).read()
        age().x25519.Identity.from_str(_SECRET + found.secret)
        idents = [ident for ident, _name in found.people]
        if len(bytes.fromhex(found.space)) != 8 or found.inviter not in idents or idents[0] == idents[1]:
            raise ValueError
        if not all(_ID.fullmatch(ident) for ident in idents):  # it becomes the name of a folder
            raise ValueError
    except UsageError:
        raise
    except Exception:
        raise UsageError(
            _("That invite cannot be read by this version."), _("Make a new one: `ritualtui sync setup`.")
        ) from None
    return found


def grouped(invite: str) -> str:
    """The invite to read and type, in groups of five letters: spaces do not matter to whoever takes it."""
    mark, body = invite[: len(_MARK)], invite[len(_MARK) :]
    groups = [mark, *(body[at : at + _GROUP] for at in range(0, len(body), _GROUP))]
    rows = [groups[: _ROW - 1], *(groups[at : at + _ROW] for at in range(_ROW - 1, len(groups), _ROW))]
    return "\n".join(" ".join(row) for row in rows)


def qr(text: str, border: int = 2) -> str:
    """``text`` as a QR code of half blocks, two rows of it in each line; nothing where it is too long for one."""
    import io

    import segno

    out = io.StringIO()
    try:
        segno.make(text, error="l", micro=False).terminal(out, compact=True, border=border)
    except ValueError:
        return ""
    return out.getvalue().rstrip("\n")


def _checksum(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()[:4]


def _slip() -> UsageError:
    return UsageError(
        _("That invite is not whole, or has a slip in it."), _("Take all of it again; line breaks do not matter.")
    )
