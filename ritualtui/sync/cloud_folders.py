"""Whether a folder lies in one that a cloud program keeps in step: the data file itself is not made for that.

By the marks that such programs leave at the top of what they sync, and by the names that they give it.
"""

import os
from collections.abc import Callable

_MARKS: tuple[tuple[str, Callable[[str], bool], str], ...] = (
    (".stfolder", os.path.lexists, "Syncthing"),
    (".dropbox", os.path.isfile, "Dropbox"),  # a folder of that name keeps its settings, in one's home
    (".dropbox.cache", os.path.isdir, "Dropbox"),
    (".nextcloudsync.log", os.path.isfile, "Nextcloud"),
    (".owncloudsync.log", os.path.isfile, "ownCloud"),
    (".tmp.driveupload", os.path.isdir, "Google Drive"),
    (".tmp.drivedownload", os.path.isdir, "Google Drive"),
)
_DATABASES = (".sync_", "._sync_")  # of Nextcloud and ownCloud, each with a name of its own
_NAMES = {
    "dropbox": "Dropbox",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
}
_BEGINNINGS = {
    "dropbox (": "Dropbox",
    "dropbox-": "Dropbox",
    "nextcloud-": "Nextcloud",
    "onedrive - ": "OneDrive",
    "onedrive-": "OneDrive",
    "googledrive-": "Google Drive",
}


def synced_folder(path: str) -> tuple[str, str] | None:
    """The program that keeps the folder ``path`` in step, and the top of what it keeps; None where none is known.

    ``path`` need not be there. What may not be looked into is passed over.
    """
    folder = os.path.realpath(path)
    home = os.path.realpath(os.path.expanduser("~"))
    while True:
        program = _marked(folder) or (_named(folder) if folder != home else None)
        if program is not None:
            return program, folder
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def _marked(folder: str) -> str | None:
    for mark, is_there, program in _MARKS:
        if is_there(os.path.join(folder, mark)):
            return program
    try:
        with os.scandir(folder) as found:
            has = any(entry.name.startswith(_DATABASES) and entry.name.endswith(".db") for entry in found)
    except OSError:
        return None
    return "Nextcloud" if has else None


def _named(folder: str) -> str | None:
    name = os.path.basename(folder).casefold()
    begun = (program for begin, program in _BEGINNINGS.items() if name.startswith(begin))
    return _NAMES.get(name) or next(begun, None)
