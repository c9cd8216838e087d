"""From an address to a target. Loads only what that one needs, and says what to install where it is missing."""

import importlib
from typing import Any

from ritualtui.strings import _
from ritualtui.sync import address
from ritualtui.sync.extras import how_to_add
from ritualtui.sync.schemes import BY_NAME, Scheme
from ritualtui.sync.target import Target, TargetError


def open_target(text: str) -> Target:
    """The target that ``text`` names: an address, or the path of a folder. Nothing is reached for yet.

    Raises ``UsageError`` where it is no address, ``RitualError`` where what it needs is not installed.
    """
    where = address.parse(text)
    row = BY_NAME[where.scheme]
    opens = _loaded(row)
    if row.stored:
        from ritualtui.sync.remote import Remote

        return Remote(where, opens)
    target: Target = opens(where.path if row.shape == "path" else where)
    return target


def _loaded(row: Scheme) -> Any:
    """What opens a kind of target, from its module."""
    module, _, name = row.opens.rpartition(".")
    try:
        return getattr(importlib.import_module(f"ritualtui.sync.{module}"), name)
    except ImportError as err:
        if not row.extra or (err.name or "").split(".")[0] == "ritualtui":
            raise
        raise MissingExtra(row.name, row.extra) from None


class MissingExtra(TargetError):
    """What a kind of target needs is not installed."""

    def __init__(self, scheme: str, extra: str) -> None:
        super().__init__(_("{scheme}:// needs a part that is not installed.").format(scheme=scheme), how_to_add(extra))
