"""One setting on a line: what it is, what it is set to. Chosen with the arrows, or typed where it stands."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from ritualtui import freetext
from ritualtui.tui.widgets.line import Line


class Setting(Horizontal, can_focus=True):
    """See the module. ``choices`` are walked through; without any, the value is typed."""

    DEFAULT_CSS = """
    Setting { height: 1; padding: 0 1; }
    Setting > .label { width: 28; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    Setting > .value { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    Setting > Line { width: 1fr; display: none; }
    Setting.-typing > .value { display: none; }
    Setting.-typing > Line { display: block; }
    Setting:hover { background: $surface; }
    Setting:focus, Setting:focus-within { background: $panel; }
    Setting:focus > .label, Setting:focus-within > .label { color: $primary; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "before", id="setting.before", show=False, tooltip="The choice before"),
        Binding("right,space", "step(1)", "change", id="setting.next", tooltip="The next choice"),
        Binding("enter", "open", "change", id="setting.open", tooltip="Change it; enter keeps, esc leaves it"),
        Binding("up,k", "app.focus_previous", "up", id="setting.up", show=False, tooltip="The setting above"),
        Binding("down,j", "app.focus_next", "down", id="setting.down", show=False, tooltip="The setting below"),
    ]

    class Changed(Message):
        """A person set this to ``value``."""

        def __init__(self, setting: "Setting", value: str) -> None:
            super().__init__()
            self.setting, self.value = setting, value

    def __init__(
        self, ident: str, label: str, read: Callable[[], str], choices: Sequence[str] = (), hint: str = ""
    ) -> None:
        super().__init__(id=ident)
        self.label, self.hint, self._read, self.choices = label, hint, read, tuple(choices)

    def compose(self) -> ComposeResult:
        """Label, value, and the field in its place while typing."""
        yield Static(Content(freetext.one_line(self.label)), classes="label", markup=False)
        yield Static("", classes="value", markup=False)
        if not self.choices:
            yield Line(placeholder=self.hint)

    def on_mount(self) -> None:
        """Show what it is set to."""
        self.show()

    def show(self) -> None:
        """Show what it is set to now."""
        value = Content(freetext.one_line(self._read()))
        shown = Content.assemble(("‹ ", "$text-muted"), value, (" ›", "$text-muted")) if self.choices else value
        self.query_one(".value", Static).update(shown)

    @property
    def typing(self) -> bool:
        """Whether it is being typed."""
        return self.has_class("-typing")

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
        if self.choices:
            self.action_step(1)
        elif self.typing:
            self.post_message(self.Changed(self, self.query_one(Line).value))
        else:
            field = self.query_one(Line)
            field.value = self._read()
            self.add_class("-typing")
            field.focus()

    def close(self) -> None:
        """Leave the field; show what it is set to."""
        self.remove_class("-typing")
        self.show()
        self.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps."""
        event.stop()
        self.action_open()

    def on_click(self, event: events.Click) -> None:
        """A click changes."""
        if not self.typing:
            self.focus()
            self.action_open()
