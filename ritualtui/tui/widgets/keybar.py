"""The last line: the keys that hold here and now, each of them also a thing to click.

What it shows is read from the bindings in force, so a key that was rebound is shown as it is, and one that a text
field takes for itself is not shown at all.
"""

from collections.abc import Callable, Sequence

from textual import events
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Size
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from ritualtui.strings import _
from ritualtui.tui import text_wrap

SPLIT = "|"
_CTRL = "ctrl+"
_GAP, _NARROW_GAP = 3, 2
_SHOWN = {
    "right": "→", "left": "←", "up": "↑", "down": "↓", "escape": "esc", "question_mark": "?", "pageup": "pgup",
    "pagedown": "pgdn",
}  # fmt: skip


class Key:
    """One item: ``ident`` is the id of its binding; ``main`` is the one that most will want."""

    def __init__(self, ident: str, key: str, text: str, action: str, tooltip: str, main: bool) -> None:
        self.ident, self.key, self.text, self.action, self.tooltip, self.main = ident, key, text, action, tooltip, main

    @property
    def width(self) -> int:
        """Cells on the line."""
        return Content(self.label).cell_length

    @property
    def label(self) -> str:
        """Key and word as they stand on the line."""
        label = f"{self.key} {self.text}"
        return f" {label} " if self.main else label


def key_name(key: str) -> str:
    """A key as people call it."""
    from textual.keys import key_to_character

    if key in _SHOWN:
        return _SHOWN[key]
    if (
        len(key) > 1
        and "+" not in key
        and (character := key_to_character(key)) is not None
        and character.isprintable()
        and character.strip()
    ):
        return character
    return key


class KeyBar(Widget):
    """See the module. ``idents`` are the ids of bindings, in order; those not in force are left out.

    Two ids with a ``+`` between them stand as one: both keys, and the first one's word. What stands behind a ``SPLIT``
    goes to the right end of the line, where there is room. ``spare`` are ids of those that give way first, in this
    order, where that saves a line; help has them still. ``wording`` says a key's word where it is another than its
    binding's just now: None keeps that, nothing leaves the key out.
    """

    DEFAULT_CSS = """
    KeyBar { height: auto; min-height: 1; }
    """
    hovered: reactive[str] = reactive("")

    def __init__(
        self, *idents: str, main: str = "", spare: Sequence[str] = (),
        wording: Callable[[str], str | None] | None = None, id: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(id=id)
        self.auto_links = False
        self.idents: Sequence[str] = [ident for ident in idents if ident != SPLIT]
        self._right = set(idents[idents.index(SPLIT) + 1 :]) if SPLIT in idents else set()
        self.main = main
        self._spare = spare
        self._wording = wording
        self._keys: list[Key] = []
        self._does: dict[str, tuple[DOMNode, str]] = {}

    def on_mount(self) -> None:
        """Follow the focus: it decides which keys hold."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.follow())
        self.follow()

    def follow(self) -> None:
        """Read anew which keys hold."""
        active: dict[str, Key] = {}
        wanted = {part for ident in self.idents for part in ident.split("+")}
        for key, (node, binding, enabled, tooltip) in self.screen.active_bindings.items():
            ident = binding.id or ""
            if enabled and ident in wanted and ident not in active:
                shown = binding.key_display or key_name(key)
                said = self._said(ident, binding.description)
                active[ident] = Key(ident, shown, said, self._click(ident, node, binding.action), tooltip,
                                    ident == self.main)  # fmt: skip
        keys = [key for ident in self.idents for key in _as_one(ident, active)]
        if [(k.label, k.action) for k in keys] != [(k.label, k.action) for k in self._keys]:
            self._keys = keys
            self.refresh(layout=True)

    def _said(self, ident: str, usual: str) -> str:
        said = self._wording(ident) if self._wording is not None else None
        return usual if said is None else said

    def _click(self, ident: str, node: DOMNode, action: str) -> str:
        """What a click does; where neither screen nor app have the action but a widget on it, it is sent there."""
        if "." in action or node in (self.app, self.screen):
            return action if "." in action else f"{'app' if node is self.app else 'screen'}.{action}"
        self._does[ident] = node, action
        return f"send('{ident}')"

    async def action_send(self, ident: str) -> None:
        """Do what the key of a widget does."""
        node, action = self._does[ident]
        await self.app.run_action(action, node)

    def rows(self, width: int) -> list[list[Key]]:
        """The keys in lines of ``width`` cells: on one if need be without the spare ones, else on even lines.

        Where that saves a line, ctrl stands once for all keys with it that follow each other: “ctrl+s skip  +t park”.

        One key alone before those of the right end would lie far from its like: it stays with them where it fits.
        """
        for shorten in (list[Key], _ctrl_once):
            for left_out in range(len(self._spare) + 1):
                keys = shorten([key for key in self._keys if key.ident not in self._spare[:left_out]])
                if sum(key.width for key in keys) + _NARROW_GAP * (len(keys) - 1) <= width:
                    return [keys]
        found = text_wrap.even([key.width for key in self._keys], _NARROW_GAP, width)
        rows = [self._keys[row.start : row.stop] for row in found] or [[]]
        if len(rows) > 1 and [key.ident in self._right for key in rows[-1][:2]] == [False, True]:
            above = [*rows[-2], rows[-1][0]]
            if sum(key.width for key in above) + _NARROW_GAP * (len(above) - 1) <= width:
                rows[-2:] = [above, rows[-1][1:]]
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line, or as many as the keys need."""
        return len(self.rows(width))

    def render(self) -> Content:
        """The keys, each carrying its action."""
        width = self.content_size.width or 80
        drawn = []
        for row in self.rows(width):
            keys = sum(key.width for key in row)
            gap = _GAP if keys + _GAP * (len(row) - 1) <= width else _NARROW_GAP
            free = width - keys - gap * (len(row) - 1)
            # A line of nothing but such keys goes there whole: they stay where they are when those before them go.
            parts: list[Content] = [Content(" " * free)] if row and row[0].ident in self._right else []
            for n, key in enumerate(row):
                splits = n > 0 and key.ident in self._right and row[n - 1].ident not in self._right
                parts += [Content(" " * (gap + (free if splits else 0)))] if n else []
                parts.append(self._item(key))
            drawn.append(Content.assemble(*parts))
        return Content("\n").join(drawn)

    def _item(self, key: Key) -> Content:
        over = key.action == self.hovered
        if key.main:
            item = Content.styled(key.label, _("bold $background on $primary") + (" underline" if over else ""))
        else:
            item = Content.assemble((key.key, "bold $text"), " ", (key.text, f"$text-muted{' underline' * over}"))
        return item.stylize(Style.from_meta({"@click": key.action}))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Underline what a click would do, and say it at length."""
        action = str(event.style.meta.get("@click", ""))
        if action != self.hovered:
            self.hovered = action
            self.tooltip = next((Content(key.tooltip) for key in self._keys if key.action == action), None)

    def on_leave(self) -> None:
        """Nothing is meant any more."""
        self.hovered = ""


def _ctrl_once(keys: list[Key]) -> list[Key]:
    """The same keys; of neighbours that are all held with ctrl, the first alone says so."""
    found: list[Key] = []
    for before, key in zip([None, *keys], keys, strict=False):
        follows = before is not None and before.key.startswith(_CTRL) and key.key.startswith(_CTRL)
        shown = key.key.removeprefix(_CTRL[:-1]) if follows else key.key
        found.append(Key(key.ident, shown, key.text, key.action, key.tooltip, key.main))
    return found


def _as_one(ident: str, active: dict[str, Key]) -> list[Key]:
    """What stands for ``ident``: nothing where its key does not hold, one item where it names two."""
    parts = [active[part] for part in ident.split("+") if part in active and active[part].text]
    if len(parts) < 2:
        return parts
    one = parts[0]
    both = "".join(part.key for part in parts)
    return [Key(ident, both, one.text, one.action, one.tooltip, one.main)]
