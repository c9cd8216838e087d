"""One setting on a line: what it is, what it is set to. Chosen with the arrows, or typed where it stands."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from ritualtui import freetext
from ritualtui.strings import _
from ritualtui.tui.widgets.text_field import Line

WIDE, NARROW = 28, 24
"""Cells that the label has behind the mark; the style sheets put the field behind them."""


class Setting(Widget, can_focus=True):
    """See the module. ``choices`` are walked through; without any, the value is typed, or it ``opens`` a screen."""

    DEFAULT_CSS = """
    Setting { height: 1; layout: horizontal; padding: 0 1 0 0; text-wrap: nowrap; text-overflow: ellipsis; }
    Setting > Line, Setting > Line:focus { width: 1fr; margin-left: 30; background: $primary 12%; }
    Setting:hover { background: $surface; }
    Setting:focus, Setting:focus-within { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", _("before"), id="setting.before", show=False, tooltip=_("The previous choice")),
        Binding("right,space", "step(1)", _("choose"), id="setting.next", tooltip=_("The next choice")),
        Binding("enter", "open", _("change"), id="setting.open", tooltip=_("Change it; enter saves, esc cancels")),
        Binding("up,k", "app.focus_previous", _("up"), id="setting.up", show=False, tooltip=_("The setting above")),
        Binding("down,j", "app.focus_next", _("down"), id="setting.down", show=False, tooltip=_("The setting below")),
    ]

    class Changed(Message):
        """A person set this to ``value``."""

        def __init__(self, setting: "Setting", value: str) -> None:
            super().__init__()
            self.setting, self.value = setting, value

    def __init__(
        self, ident: str, label: str, read: Callable[[], str], choices: Sequence[str] = (), hint: str = "",
        opens: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(id=ident)
        self.auto_links = False
        self.hint, self.choices = hint, tuple(choices)
        self.label, self._read = freetext.one_line(label), read
        self._field: Line | None = None
        self._opens = opens

    def show(self) -> None:
        """Show what it is set to now."""
        self.refresh()

    def render(self) -> Content:
        """What it is, and what it is set to; while one types, the field stands over the latter."""
        wide = NARROW if self.screen.has_class("-narrow") else WIDE
        label = Content(self.label).truncate(wide - 1, ellipsis=True, pad=True)
        here = self.has_focus or self.typing
        value = Content("" if self.typing else freetext.one_line(self._read()))
        shown = Content.assemble(("‹ ", "$text-muted"), value, (" ›", "$text-muted")) if self.choices else value
        mark = Content.styled("❯ " if self.typing else "▸ " if here else "  ", "bold $primary")
        return Content.assemble(mark, label.stylize("bold $text" if here else "$text-muted"), " ", shown)

    @property
    def value(self) -> str:
        """What it is set to, as it was read."""
        return self._read()

    @property
    def typing(self) -> bool:
        """Whether it is being typed."""
        return self._field is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Arrows are for choices; while one types, the field's keys are the field's."""
        if self.typing:
            return action == "open"
        return bool(self.choices) if action == "step" else True

    def action_step(self, step: int) -> None:
        """Another choice."""
        now = self._read()
        at = self.choices.index(now) if now in self.choices else -step
        self.post_message(self.Changed(self, self.choices[(at + step) % len(self.choices)]))

    def action_open(self) -> None:
        """Begin to type; or keep what was typed."""
        if self._opens is not None:
            self._opens()
        elif self.choices:
            self.action_step(1)
        elif self.typing:
            self._take(self._field.value if self._field else "")
        else:
            self._field = Line(self._read(), placeholder=self.hint, takes=("setting.open", self._take))
            self.mount(self._field)
            self.screen.set_focus(self._field)  # at once; `focus` would let the next letter pass by
            self.refresh()

    def _take(self, value: str) -> bool:
        """Have ``value`` kept, once: a second press in the same instant is on its way to a field that is left."""
        if not self._told:
            self._told = True
            self.post_message(self.Changed(self, value))
            self.call_after_refresh(setattr, self, "_told", False)
        return True

    _told = False

    def close(self) -> None:
        """Leave the field; show what it is set to."""
        if self._field is not None:
            self._field.remove()
            self._field = None
        self.focus()
        self.show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps."""
        event.stop()
        self.action_open()

    def on_click(self, event: events.Click) -> None:
        """A click changes."""
        if not self.typing:
            if self.choices:
                self.screen.set_focus(self)
            self.action_open()
