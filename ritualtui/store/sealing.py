"""What is secret in the vault, without its files: passphrases, keys, padding. The cryptography is age's (``pyrage``).

Stands apart from ``vault`` so that all that is done to a secret can be read on one page. No secret ever enters an
error, a representation or the arguments of a process, and no error of ``pyrage`` leaves this module.
"""

import os
import re
import sys
import unicodedata
from typing import Any

from ritualtui.errors import RitualError
from ritualtui.strings import _

MOST = 256 * 1024
"""Bytes in one entry."""
SHORTEST = 8
"""Characters in a passphrase."""

WORK = 17
"""The least work in a lock: 2**17 rounds of scrypt and 128 MiB of memory for each guess at the passphrase."""

_SMALLEST, _STEP = 1024, 64 * 1024
_TRIES = 40
# age times a few milliseconds of work, each time, to set how much work a lock is to be, and refuses to open what would
# take sixteen times as long. A process that has to wait just then makes the machine look slow, and the lock weak. There
# is no way to tell it what to set, so it is asked again until the lock is strong enough; a process that has slept for a
# moment is less likely to have to wait.
_NAP = "0.05"
_SCRYPT_LINE = re.compile(rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n")
_ON_PAPER = _("If it is lost, the recovery key on your sheet of paper opens your space, too.")

# A process of its own does the slow step (scrypt): it takes seconds and up to 1 GiB, ``pyrage`` holds the interpreter
# all the while, and a machine without that much memory ends the process. Secrets go through pipes only.
_SCRYPT = """\
import sys
import time
sys.path.append(sys.argv[2])
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (ImportError, OSError, ValueError):
    pass
from pyrage import DecryptError, passphrase
given = sys.stdin.buffer.read()
length = int.from_bytes(given[:4], "big")
words, data = given[4 : 4 + length].decode(), given[4 + length :]
time.sleep(float(sys.argv[3]))
try:
    made = passphrase.encrypt(data, words) if sys.argv[1] == "lock" else passphrase.decrypt(data, words)
except DecryptError as err:
    sys.stdout.buffer.write(str(err).encode())
    sys.exit(3)
sys.stdout.buffer.write(made)
"""


class WrongPassphrase(RitualError):
    """What was typed does not open your space."""


def age() -> Any:
    """The age library. Raises ``RitualError`` where it is not installed."""
    try:
        import pyrage  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        raise RitualError(
            _("The encryption library (pyrage) isn't installed."), _("Install ritualtui again.")
        ) from None
    return pyrage


def typed(passphrase: str) -> str:
    """``passphrase`` in NFC, so that an ö is an ö whichever keyboard it came from; nothing else is changed.

    Raises ``RitualError`` where it cannot be written as UTF-8.
    """
    try:  # in a plain C locale Python hands what was typed on as surrogates
        return unicodedata.normalize("NFC", passphrase.encode(errors="surrogateescape").decode())
    except UnicodeError:
        pass  # that error holds the passphrase: nothing is raised while it is at hand
    raise RitualError(
        _("The passphrase has characters that are not UTF-8."), _("Type it again, or check the encoding.")
    )


def chosen(passphrase: str) -> str:
    """``typed``, for a passphrase that is set. Raises ``RitualError`` where it is shorter than ``SHORTEST``."""
    words = typed(passphrase)
    if len(unicodedata.normalize("NFKC", words)) < SHORTEST:
        raise RitualError(
            _("The passphrase is shorter than {shortest} characters.").format(shortest=SHORTEST),
            _("Choose a longer one."),
        )
    return words


def new_key() -> str:
    """A new secret key, as it stands on the recovery sheet."""
    return str(age().x25519.Identity.generate())


def key_typed(text: str) -> str:
    """The recovery key as it was typed from paper: spaces, line breaks and small letters do not matter.

    Raises ``WrongPassphrase`` where it is none (a slip in it is found: it carries a checksum).
    """
    pyrage, key = age(), "".join(text.split()).upper()
    try:
        return str(pyrage.x25519.Identity.from_str(key))
    except (pyrage.IdentityError, UnicodeError):
        pass
    said = _("That is not a whole recovery key, or has a slip in it.")
    raise WrongPassphrase(said, _("It begins with AGE-SECRET-KEY-1; compare it with the sheet, letter by letter."))


def lock_key(key: str, passphrase: str) -> bytes:
    """``key`` as an age identity file that ``passphrase`` (as ``chosen`` gives it) opens, with ``WORK`` at least.

    Takes a second or three, on a machine that is busy longer. Raises ``RitualError`` where it is too busy for that.
    """
    for _attempt in range(_TRIES):
        locked = _scrypt("lock", f"{key}\n".encode(), passphrase)
        if work(locked) >= WORK:
            return locked
    said = _("This computer is too busy now to make a lock that is hard to guess.")
    raise RitualError(said, _("Close some programs and do it again; nothing was changed."))


def work(locked: bytes) -> int:
    """How much work each guess at the passphrase of an identity file is, as a power of two; 0 where it does not say."""
    found = _SCRYPT_LINE.match(locked)
    return int(found[1]) if found else 0


def unlock_key(locked: bytes, passphrase: str) -> str:
    """The key in an age identity file that ``lock_key`` made. Takes a second or three.

    Raises ``WrongPassphrase``, or ``RitualError`` where the file is damaged or the machine too small for it.
    """
    lines = _scrypt("unlock", locked, passphrase).decode(errors="replace").splitlines()
    pyrage = age()
    for line in lines:
        if line and not line.startswith("#"):
            try:
                return str(pyrage.x25519.Identity.from_str(line))
            except pyrage.IdentityError:
                break
    raise _damaged()


def _damaged() -> RitualError:
    return RitualError(_("The file that the passphrase opens is damaged."), _("Open your space with the recovery key."))


def _scrypt(what: str, data: bytes, passphrase: str) -> bytes:
    import subprocess

    words = passphrase.encode()
    beside = os.path.dirname(os.path.dirname(age().__file__))
    for _attempt in range(_TRIES):
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-c", _SCRYPT, what, beside, _NAP],
                input=len(words).to_bytes(4, "big") + words + data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except OSError as err:
            said = _("No process could be started to work on the passphrase: {reason}.").format(
                reason=os.strerror(err.errno or 0)
            )
            raise RitualError(said, _("Close some programs and do it again.")) from None
        if done.returncode == 0:
            return done.stdout
        if done.returncode != 3:
            said = _("The step that makes a passphrase hard to guess did not finish; it takes up to 1 GiB of memory.")
            raise RitualError(said, _("Close some programs and do it again, or use the recovery key."))
        # The stanza that the passphrase opens stands in the header: damage there looks the same as a wrong passphrase.
        if done.stdout == b"Decryption failed":
            raise WrongPassphrase(
                _("The passphrase does not open your space."), _("Type it again. {on_paper}").format(on_paper=_ON_PAPER)
            )
        if not done.stdout.startswith(b"Excessive work"):
            raise _damaged()
    said = _("The passphrase was set on a computer that was much faster than this one is now; it would take minutes.")
    raise RitualError(said, _("Do it again while less is going on here, or use the recovery key."))


def pad(plain: bytes) -> bytes:
    """``plain`` with spaces behind it, up to a power of two from 1 KiB, and above 64 KiB to a multiple of 64 KiB.

    Raises ``RitualError`` where it is longer than ``MOST``.
    """
    if len(plain) > MOST:
        said = _("The entry has {plain:,} bytes; {most:,} fit.").format(plain=len(plain), most=MOST)
        raise RitualError(said, _("Shorten it or make it two. Nothing was saved."))
    length = _SMALLEST
    while length < len(plain):
        length = length * 2 if length < _STEP else length + _STEP
    return plain.ljust(length, b" ")


def sealed(plain: bytes, recipient: str) -> bytes:
    """``plain``, padded, as an age file that only the key of ``recipient`` opens. Raises ``RitualError``."""
    pyrage, padded = age(), pad(plain)
    try:
        return bytes(pyrage.encrypt(padded, [pyrage.x25519.Recipient.from_str(recipient)]))
    except (pyrage.RecipientError, pyrage.EncryptError):
        said = _("The key that entries are encrypted to is damaged.")
        raise RitualError(
            said, _("Open your private space, which can put the right one back. Nothing was saved.")
        ) from None


class Key:
    """A secret key, ready to open many entries."""

    __slots__ = ("_age", "_identity")

    def __init__(self, key: str) -> None:
        """``key``: as ``new_key`` or ``key_typed`` gave it."""
        self._age = age()
        self._identity = self._age.x25519.Identity.from_str(key)

    def __repr__(self) -> str:
        return "<Key>"

    @property
    def secret(self) -> str:
        """The key itself, as it stands on the recovery sheet."""
        return str(self._identity)

    @property
    def public(self) -> str:
        """What entries are encrypted to."""
        return str(self._identity.to_public())

    def open(self, data: bytes) -> bytes | None:
        """What was sealed, without its padding; None where ``data`` is damaged or encrypted to another key."""
        try:
            return bytes(self._age.decrypt(data, [self._identity])).rstrip(b" ")
        except self._age.DecryptError:
            return None
