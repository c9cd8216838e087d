"""Where the files are. Only names are computed here; nothing is read or made.

The quick path cannot afford to import platformdirs (a quarter of its time), so its answer for the data folder is
repeated here for Linux and macOS, and a test holds the two together.
"""

import os
import sys
from typing import NamedTuple

APP = "ritualtui"
HOME_VARIABLE = "RITUALTUI_HOME"


class Places(NamedTuple):
    """One home: the data folder, and the folder with one's own settings, rituals and themes."""

    home: str
    config: str

    @property
    def data(self) -> str:
        """The TinyDB data file."""
        return os.path.join(self.home, "ritualtui.json")

    @property
    def journal(self) -> str:
        """The write-ahead journal beside it."""
        return self.data + "-wal"

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
    def own_rituals(self) -> str:
        """Rituals of one's own."""
        return os.path.join(self.config, "rituals.toml")


def find(at: str | None = None) -> Places:
    """The home to use: ``at``, else ``RITUALTUI_HOME``, else the platform's data folder.

    A home that was named holds its settings too; otherwise they lie in the platform's config folder.
    """
    named = at or os.environ.get(HOME_VARIABLE)
    if named:
        home = os.path.abspath(os.path.expanduser(named))
        return Places(home, home)
    return Places(_data_folder(), _config_folder())


def _data_folder() -> str:
    home = os.path.expanduser("~")
    if sys.platform == "darwin" and not os.environ.get("XDG_DATA_HOME"):
        return os.path.join(home, "Library", "Application Support", APP)
    if sys.platform != "win32":
        base = os.environ.get("XDG_DATA_HOME", "").strip() or os.path.join(home, ".local", "share")
        return os.path.join(base, APP)
    import platformdirs

    return platformdirs.user_data_dir(APP, appauthor=False)


def _config_folder() -> str:
    home = os.path.expanduser("~")
    if sys.platform == "darwin" and not os.environ.get("XDG_CONFIG_HOME"):
        return os.path.join(home, "Library", "Application Support", APP)
    if sys.platform != "win32":
        base = os.environ.get("XDG_CONFIG_HOME", "").strip() or os.path.join(home, ".config")
        return os.path.join(base, APP)
    import platformdirs

    return platformdirs.user_config_dir(APP, appauthor=False)
