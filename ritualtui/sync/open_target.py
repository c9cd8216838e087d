"""From an address to a target. Loads only what that one needs, and says what to install where it is missing."""

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ritualtui.sync import address
from ritualtui.sync.extras import how_to_add
from ritualtui.sync.target import Target, TargetError

if TYPE_CHECKING:
    from ritualtui.sync.remote import Storage

# scheme → the module that opens it, the class in it, the extra that brings what the module imports
_STORAGES = {
    "sftp": ("sftp", "Sftp", "sftp"),
    "webdav": ("webdav", "Webdav", "webdav"),
    "webdavs": ("webdav", "Webdav", "webdav"),
    "s3": ("s3", "S3", "s3"),
}


def open_target(text: str) -> Target:
    """The target that ``text`` names: an address, or the path of a folder. Nothing is reached for yet.

    Raises ``UsageError`` where it is no address, ``RitualError`` where what it needs is not installed.
    """
    where = address.parse(text)
    if where.scheme == "file":
        from ritualtui.sync.folder import Folder

        return Folder(where.path)
    if where.scheme == "rclone":
        from ritualtui.sync.rclone import Rclone

        return Rclone(where)
    from ritualtui.sync.remote import Remote

    return Remote(where, _storage(where.scheme))


def _storage(scheme: str) -> "Callable[[address.Address], Storage]":
    module, name, extra = _STORAGES[scheme]
    try:
        found: Any = getattr(importlib.import_module(f"ritualtui.sync.{module}"), name)
    except ImportError as err:
        if (err.name or "").split(".")[0] == "ritualtui":
            raise
        raise MissingExtra(scheme, extra) from None
    storage: Callable[[address.Address], Storage] = found
    return storage


class MissingExtra(TargetError):
    """What a kind of target needs is not installed."""

    def __init__(self, scheme: str, extra: str) -> None:
        super().__init__(f"{scheme}:// needs a part that is not installed.", how_to_add(extra))
