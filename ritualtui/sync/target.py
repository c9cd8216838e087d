"""What a target is: a place for named blobs that both machines reach. It is never trusted, only used.

Names are ASCII, separated by ``/``, relative, at most three levels deep. Stands apart so that a kind of target knows
nothing of what is kept in it, and sync nothing of how a kind of target keeps it.
"""

from typing import Protocol

from ritualtui.errors import RitualError
from ritualtui.strings import _

MOST_NAMES = 10_000
"""Names in one folder of a target: a machine that writes for decades has a few hundred."""
MOST_LETTERS = 4 << 20
"""Letters in all these names together."""


OFFLINE = 75
"""The exit code for a target that is not reachable now: the system's word for “do it again later”."""
GOES_ON = _("Nothing is lost. Try again later.")
"""The next step where a sync could not go on; where none is set up yet, somebody else has to say it."""


class TargetError(RitualError):
    """The target could not do it. ``offline``: it is merely not reachable now, which is normal."""

    def __init__(self, what: str, next_step: str = "", *, offline: bool = False) -> None:
        super().__init__(what, next_step, exit_code=OFFLINE if offline else 1)
        self.offline = offline


class Foreign(TargetError):
    """What lies there under that name cannot be ours. What is read of others goes on without it."""


class TooLarge(Foreign):
    """What lies there under that name is larger than anything that belongs there: it is damaged, or somebody else's."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} is larger than anything that belongs there.").format(name=name), _("It was left as it is.")
        )


class TooMany(TargetError):
    """A listing has more than belongs there: it never ends, or the place is somebody else's."""

    def __init__(self, where: str) -> None:
        super().__init__(
            _("{where} holds more than belongs there.").format(where=where), _("Take a folder that nothing else uses.")
        )


class Counted:
    """How much of the listing of ``where`` has come. Whoever answers may go on for ever, so it is counted as it comes.

    Raises ``TooMany`` at the first name too many.
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self._names = self._letters = 0

    def add(self, name: str | bytes) -> None:
        """One more."""
        self._names += 1
        self._letters += len(name)
        if self._names > MOST_NAMES or self._letters > MOST_LETTERS:
            raise TooMany(self._where)


class Target(Protocol):
    """A place for named blobs. Every method raises ``TargetError`` where it cannot be done."""

    def read(self, name: str, limit: int) -> bytes | None:
        """The blob, None where there is none. At most ``limit`` bytes are accepted; more is ``TooLarge``."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Put ``data`` there, whole or not at all as far as the storage can; the folders above are made."""
        ...

    def remove(self, name: str) -> None:
        """Take the blob away. That it is not there is no matter."""
        ...

    def names(self, folder: str) -> list[str]:
        """The names of the blobs directly within ``folder`` ("" is the top), sorted; none where there is no folder.

        Raises ``TooMany`` where they are more than belong there.
        """
        ...

    def folders(self, folder: str) -> list[str]:
        """The names of the folders directly within ``folder``, as ``names``."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
