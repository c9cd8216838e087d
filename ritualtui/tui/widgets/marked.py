"""A list of options in which the one under the cursor has a mark in front: its ground alone says too little."""

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import OptionList

from ritualtui.tui.textual_compat import option_lines

MARK = "▸"


class Paged(OptionList):
    """Options that a page key finds as they are: none at all, or not laid out yet, is no reason to fail."""

    def action_page_up(self) -> None:
        """A page up, where there is one."""
        if self.option_count and self.size.height:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """A page down, where there is one."""
        if self.option_count and self.size.height:
            super().action_page_down()  # type: ignore[no-untyped-call]


class Marked(Paged):
    """See the module. Options have a free cell at their left."""

    DEFAULT_CSS = """
    Marked > .marked--mark { color: $primary; text-style: bold; }
    """
    COMPONENT_CLASSES = {"marked--mark"}  # noqa: RUF012 (as Textual has it)

    @property
    def marks(self) -> bool:
        """Whether the cursor is to be seen."""
        return self.has_focus

    def render_line(self, y: int) -> Strip:
        """As Textual does it, with the mark on the first line of the option under the cursor."""
        strip = super().render_line(y)
        if not self.marks or self.highlighted is None:
            return strip
        if option_lines.begins_at(self, self.scroll_offset.y + y) != self.highlighted:
            return strip
        behind = next((segment.style for segment in strip if segment.style is not None), None)
        front = self.get_component_rich_style("marked--mark", partial=True)
        return Strip(
            [Segment(MARK, behind + front if behind is not None else front), *strip.crop(1, strip.cell_length)]
        )

    def watch_has_focus(self, has_focus: bool) -> None:
        """The mark comes and goes with the focus."""
        super().watch_has_focus(has_focus)
        self.refresh()
