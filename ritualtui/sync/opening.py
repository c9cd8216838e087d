"""From what a person calls a target to the target."""

import os

from ritualtui.errors import UsageError
from ritualtui.sync.target import Target


def open_target(url: str) -> Target:
    """The target that ``url`` means. Raises ``UsageError`` for what is none, ``TargetError`` where it is not there."""
    if "://" in url or url.startswith("rclone:"):
        raise UsageError(f"{url.partition(':')[0]} is no kind of target that is known here.", "Name a folder.")
    from ritualtui.sync.folder import Folder

    return Folder(os.path.abspath(os.path.expanduser(url)))
