"""What a talk was about: one of three, by its letter, by arrow or by click; none until one is chosen."""

from typing import ClassVar, Final, get_args

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from ritualtui.kinds.checkin import Topic
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.widgets.fields import Field

TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)


class TopicChoice(Field, Widget, can_focus=True, inherit_bindings=False):
    """See the module."""

    DEFAULT_CSS = """
    TopicChoice { height: 3; width: 44; max-width: 100%; }
    """
    back_word = words.BACK_TO_SCALE
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(topic[0], f"choose('{topic}')", topic, id=f"topic.{topic}", show=False, tooltip=said)
          for topic, said in zip(TOPICS, words.TOPICS, strict=True)),
        Binding("down", "step(1)", _("choose"), id="topic.down", tooltip=_("The next one")),
        Binding("up", "step(-1)", _("up"), id="topic.up", show=False, tooltip=_("The one above")),
    ]  # fmt: skip

    def __init__(self, value: str | None, id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False
        self.value: str | None = value if value in TOPICS else None

    @property
    def given(self) -> str | None:
        """The topic, as a record has it."""
        return self.value

    def render(self) -> Content:
        """A line each: its letter, and what it stands for."""
        lines = []
        for topic, said in zip(TOPICS, words.TOPICS, strict=True):
            chosen = topic == self.value
            mark = "▸ " if chosen else "  "
            line = Content.assemble(
                (mark, "bold $primary"), (topic[0], "bold $text"), "  ", (said, "bold $text" if chosen else "$text")
            )
            lines.append(line.stylize(Style.from_meta({"@click": f"choose('{topic}')"})))
        return Content("\n").join(lines)

    def action_choose(self, topic: str) -> None:
        """Choose one; the same again takes it back."""
        self.value = None if topic == self.value else topic
        self.refresh()

    def action_step(self, by: int) -> None:
        """The one above or below."""
        at = -1 if self.value is None and by > 0 else TOPICS.index(self.value) if self.value in TOPICS else len(TOPICS)
        self.value = TOPICS[min(max(at + by, 0), len(TOPICS) - 1)]
        self.refresh()
