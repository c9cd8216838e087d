"""What is under the cursor of a list, whole: what is longer than its place is read on, a page at a time."""

from ritualtui.tui.textual_compat.containers import VerticalScroll


class Detail(VerticalScroll, can_focus=False):
    """See the module."""

    DEFAULT_CSS = """
    Detail { scrollbar-size-vertical: 1; }
    """

    def on_mount(self) -> None:
        """Whether there is more to read is known once it is laid out; the screen's keys follow that."""
        self.watch(self, "show_vertical_scrollbar", self.screen.refresh_bindings, init=False)

    @property
    def longer(self) -> bool:
        """Whether there is more than has room."""
        return self.show_vertical_scrollbar

    def read_on(self) -> None:
        """On; from the end to the beginning."""
        if self.scroll_y >= self.max_scroll_y:
            self.scroll_home(animate=False)
        else:
            self.scroll_page_down(animate=False)
