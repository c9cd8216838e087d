"""Where the files are. Only names are computed here; nothing is read or made."""

import os
import sys
from typing import NamedTuple

from ritualtui import data_folder
from ritualtui.data_folder import APP

TARGET = "target.json"
"""The name of the file that says where a log is synced."""


class Places(NamedTuple):
    """One home: the data folder, and the folder with one's own settings, rituals and themes."""

    home: str
    config: str

    @property
    def data(self) -> str:
        """The TinyDB data file."""
        return os.path.join(self.home, data_folder.DATA)

    @property
    def journal(self) -> str:
        """The write-ahead journal beside it."""
        return os.path.join(self.home, data_folder.JOURNAL)

    @property
    def lock(self) -> str:
        """The lock: a file of its own, never replaced."""
        return self.data + "-lock"

    @property
    def backups(self) -> str:
        """Backups: data files, each with its journal."""
        return os.path.join(self.home, "backups")

    @property
    def aside(self) -> str:
        """What could not be read and was set aside, never thrown away."""
        return os.path.join(self.home, "set-aside")

    @property
    def sync(self) -> str:
        """Keys and what is remembered of the targets that other machines reach."""
        return os.path.join(self.home, "sync")

    @property
    def shared_target(self) -> str:
        """What says where the log of the two is synced; it is there only while that is set up."""
        return os.path.join(self.sync, "couple", TARGET)

    @property
    def seen(self) -> str:
        """What each person on this machine has been shown; theirs alone, never synced."""
        return os.path.join(self.home, "seen.json")

    @property
    def glance(self) -> str:
        """Today as it was last seen, for the first paint."""
        return os.path.join(self.home, "glance.json")

    @property
    def status(self) -> str:
        """What `ritualtui status` says in the days to come."""
        return os.path.join(self.home, data_folder.STATUS)

    @property
    def half_written(self) -> str:
        """What each person here was writing when the full screen was ended; theirs alone, never synced."""
        return os.path.join(self.home, "half-written.json")

    @property
    def settings(self) -> str:
        """How the full screen looks, sounds and listens."""
        return os.path.join(self.config, data_folder.SETTINGS)

    @property
    def own_rituals(self) -> str:
        """Rituals of one's own."""
        return os.path.join(self.config, data_folder.OWN_RITUALS)

    @property
    def own_decks(self) -> str:
        """Question cards of one's own."""
        return os.path.join(self.config, data_folder.OWN_DECKS)

    @property
    def state(self) -> str:
        """Outside the home: what this machine remembers of it. Empty where nothing is to be remembered."""
        return ""


class _Found(Places):
    """A home that was found where a person has it, not one that a program put together."""

    __slots__ = ()

    @property
    def state(self) -> str:
        folder = state_folder()
        return folder if os.path.isabs(folder) else ""


def find(at: str | None = None) -> Places:
    """The home to use, see ``data_folder.find``. Raises ``LookupError`` where the user's own folder is not known."""
    return _Found(*data_folder.find(at))


def state_folder() -> str:
    """Where this platform keeps what belongs to a machine. Nothing is made.

    Not by XDG_STATE_HOME: a timer may run without what a login sets, and the two have to find the same.
    """
    if sys.platform == "win32":
        import platformdirs

        return str(platformdirs.user_state_dir(f"{APP}-machine", appauthor=False))
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Application Support", f"{APP}-machine")
    return os.path.join(home, ".local", "state", APP)
