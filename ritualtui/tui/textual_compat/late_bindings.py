"""Keys that a screen is given while it is open: rituals are data, so no class can list their keys.

``DOMNode._bindings`` (seen in 8.2.8) holds the bindings of one node, by key; Textual has a published way only for the
app's own, which would hold on every screen. Where it is gone, rituals have no keys: their rows and the palette remain.
"""

from typing import Final

from textual.binding import Binding
from textual.dom import DOMNode

from ritualtui.tui.textual_compat import notes

LEANS_ON: Final = ("textual.dom:DOMNode._bindings", "textual.binding:BindingsMap.key_to_bindings")


def held(node: DOMNode) -> dict[str, list[Binding]] | None:
    """The bindings that ``node`` has, by key; None where it can be given none."""
    without = "rituals have no keys of their own"
    if not notes.has(node, "_bindings", without) or not notes.has(node._bindings, "key_to_bindings", without):
        return None
    return node._bindings.key_to_bindings


def add(node: DOMNode, binding: Binding) -> bool:
    """Give ``node`` this binding too; False where one of its keys has one already, and nothing is changed."""
    known = held(node)
    if known is None:
        return True
    new = list(Binding.make_bindings([binding]))
    if any(one.key in known for one in new):
        return False
    for one in new:
        known[one.key] = [one]
    return True
