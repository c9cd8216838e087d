"""A data folder that itself lies in a cloud folder: the copies that the cloud makes of it, and a word of warning."""

import os
import re

from ritualtui.places import Places

_CONFLICTS = (
    re.compile(r"ritualtui \(.*\)\.json"),  # Dropbox, Nextcloud, OneDrive, Google Drive
    re.compile(r"ritualtui(-|\.)sync-conflict-\d{8}-\d{6}(-\w+)?\.json"),  # Syncthing
    re.compile(r"ritualtui_conflict-\d{8}-\d{6}\.json"),  # Nextcloud's older name
    re.compile(r"ritualtui[ -][^/]*conflict[^/]*\.json", re.IGNORECASE),
)
_JOURNAL = "-wal"


def conflicts(places: Places) -> list[str]:
    """Copies that a cloud made of the data file because two machines wrote it at once, sorted by name.

    Or of the journal alone, which is what changes most; one whose data file was copied too goes with that.
    """
    try:
        names = set(os.listdir(places.home))
    except OSError:
        return []
    found = [
        name
        for name in names
        if any(p.fullmatch(name.removesuffix(_JOURNAL)) for p in _CONFLICTS)
        and (not name.endswith(_JOURNAL) or name.removesuffix(_JOURNAL) not in names)
    ]
    return sorted(os.path.join(places.home, name) for name in found)


def told(places: Places) -> list[str]:
    """What a person should be told of such copies."""
    return [
        f"A cloud folder made a copy of the {_what(path)}: {path}. "
        "`ritualtui merge` takes in what it has; then delete it."
        for path in conflicts(places)
    ]


def _what(path: str) -> str:
    return "journal" if path.endswith(_JOURNAL) else "data file"


def warned(places: Places) -> list[str]:
    """What to say where the data folder lies in a cloud folder."""
    from ritualtui.sync import synced  # every command that opens the log comes by here, few ask this

    found = synced.synced_folder(places.home)
    if found is None:
        return []
    where = f"The log itself lies in a folder of {found[0]}"
    return [f"{where}: better keep it elsewhere, and let sync use a folder there."]
