"""What stands above the lines of a report: what is chosen, and the kinds of lines. Each part is a thing to click."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.style import Style

from ritualtui import kinds
from ritualtui.strings import dates
from ritualtui.tui import words

if TYPE_CHECKING:
    from ritualtui.companion.report.document import Form
    from ritualtui.companion.report.narrative import Naming
    from ritualtui.companion.report.report import Choice

BETWEEN_CHOICES: Final = Content("   ")
BETWEEN_KINDS: Final = Content("  ")
_ROOMY: Final = ("report.since", "report.until")
"""Shown only where there is room: help has them, and the range says which days it is."""


def choices(
    choice: "Choice", form: "Form", naming: "Naming", days: tuple[str, str], *, key: Callable[[str], str], narrow: bool
) -> list[Content]:
    """What is chosen, each behind its key: ``key`` says how a binding's is called. ``days``: the first and the last."""
    shown = (
        ("report.range", _range(*days), "screen.range"),
        ("report.since", words.REPORT_FROM, "screen.when('since')"),
        ("report.until", words.REPORT_TO, "screen.when('until')"),
        ("report.form", words.REPORT_FORMS[form], "screen.form"),
        ("report.own", words.REPORT_OWN if choice.own else words.REPORT_OURS, "screen.own"),
        ("report.names", words.REPORT_NAMES[naming], "screen.names"),
    )
    return [
        Content.assemble((key(ident), "bold"), " ", text).stylize(Style.from_meta({"@click": action}))
        for ident, text, action in shown
        if not (narrow and ident in _ROOMY)
    ]


def counts(of_kind: "Sequence[tuple[str, int]]", in_kind: Mapping[str, int], *, wide: bool) -> list[Content]:
    """Each kind with how many of it are in; a click takes all of it in, or out. ``wide``: with its name."""
    parts = []
    for n, (kind, of) in enumerate(of_kind):
        here = in_kind[kind]
        said = f"{here:,}" if here == of else f"{here:,}/{of:,}"
        named = wide or kinds.sign(kind) == "·"
        name = f" {kinds.named(kind).lower()}" if named else ""
        sign = (kinds.sign(kind), "$primary" if here else "$text-muted")
        part = Content.assemble(sign, (f"{name} {said}", "$text" if here else "$text-muted"))
        parts.append(part.stylize(Style.from_meta({"@click": f"screen.whole_kind({n})"})))
    return parts


def day(day: str) -> str:
    """A day (ISO), short and with its year."""
    return dates.short_date_and_year(date.fromisoformat(day))


def _range(since: str, until: str) -> str:
    first = day(since).removesuffix(f" {until[:4]}") if since[:4] == until[:4] else day(since)
    return f"{first} – {day(until)}"
