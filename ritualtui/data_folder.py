"""Where a home is, and what the log is called in it: what the shortest command there is can afford to load.

``places`` has all names; `ritualtui status` runs before every prompt, and loads this and nothing else.
"""

import os
import sys

APP = "ritualtui"
HOME_VARIABLE = "RITUALTUI_HOME"
DATA = "ritualtui.json"
JOURNAL = DATA + "-wal"
STATUS = "status.txt"
SETTINGS = "config.toml"
OWN_RITUALS = "rituals.toml"
OWN_DECKS = "decks.toml"


def find(at: str | None = None) -> tuple[str, str]:
    """The home to use and the folder with its settings: ``at``, else ``RITUALTUI_HOME``, else as the platform has them.

    A home that was named holds its settings too. Raises ``LookupError`` where the user's own folder is not known.
    """
    named = at or os.environ.get(HOME_VARIABLE)
    if named:
        home = os.path.abspath(os.path.expanduser(named))
        return home, home
    return (
        _folder("XDG_DATA_HOME", (".local", "share"), "user_data_dir"),
        _folder("XDG_CONFIG_HOME", (".config",), "user_config_dir"),
    )


def _folder(variable: str, usual: tuple[str, ...], asked: str) -> str:
    # The quick path cannot afford to import platformdirs (a quarter of its time), so its answer is repeated here for
    # Linux and macOS, and a test holds the two together.
    if sys.platform == "win32":
        import platformdirs

        return str(getattr(platformdirs, asked)(APP, appauthor=False))
    base = os.environ.get(variable, "")
    if os.path.isabs(base):  # the XDG specification has a relative one ignored
        return os.path.join(base, APP)
    home = os.path.expanduser("~")
    if not os.path.isabs(home) or os.environ.get("HOME") == "":  # an empty one would be taken for the root
        raise LookupError("no home folder")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Application Support", APP)
    return os.path.join(home, *usual, APP)
