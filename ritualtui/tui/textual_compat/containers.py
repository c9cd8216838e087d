"""Containers that are nothing but ground for what stands on them.

Textual draws each line of each of them, though nearly all is painted over. Here one line says how all look.

Only published names are used (``render_lines``, ``background_colors``, ``get_line_filters``, ``Strip.blank``; seen in
8.2.8). That ``render_lines`` is all that draws a container is not: were Textual to draw it by another way, this one
would not be asked, and everything would look the same.
"""

from textual import containers
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget


def ground(widget: Widget, crop: Region) -> list[Strip]:
    """The lines of ``crop`` of what draws nothing itself; where it has a border, they are drawn as always."""
    if any(edge for edge, _ in widget.styles.border):
        return Widget.render_lines(widget, crop)
    below, own = widget.background_colors
    line = Strip.blank(crop.width, Style(background=below + own).rich_style)
    for line_filter in widget.get_line_filters():
        line = line.apply_filter(line_filter, own)
    return [line] * crop.height


class Container(containers.Container):
    """See the module."""

    render_lines = ground


class Vertical(containers.Vertical):
    """See the module."""

    render_lines = ground


class VerticalScroll(containers.VerticalScroll):
    """See the module."""

    render_lines = ground


class Horizontal(containers.Horizontal):
    """See the module."""

    render_lines = ground
