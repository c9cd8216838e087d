"""A data folder that itself lies in a cloud folder: the copies that the cloud makes of it, and a word of warning."""

from ritualtui.places import Places
from ritualtui.store import strangers
from ritualtui.strings import _


def conflicts(places: Places) -> list[str]:
    """Copies that another program made of the data file, because two machines wrote it at once; sorted by name.

    Or of the journal alone, which is what changes most; one whose data file was copied too goes with that.
    """
    return list(strangers.copies(places))


def told(places: Places) -> list[str]:
    """What a person should be told of such copies."""
    return [
        _(
            "Another program, a cloud folder most likely, made a copy of the {kind}: {path}. "
            "`ritualtui merge` takes in what it has; then delete it, or move it elsewhere."
        ).format(kind=kind, path=path)
        for path, kind in strangers.copies(places).items()
    ]


def warned(places: Places) -> list[str]:
    """What to say where the data folder lies in a cloud folder."""
    from ritualtui.sync import cloud_folders  # every command that opens the log comes by here, few ask this

    found = cloud_folders.synced_folder(places.home)
    if found is None:
        return []
    where = _("The log itself is in a folder of {found}").format(found=found[0])
    return [_("{where}: better keep it elsewhere, and let sync use a folder there.").format(where=where)]
