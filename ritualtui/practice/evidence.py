"""What a ritual rests on, in words: the label of its evidence, and where it comes from.

Stands apart from ``rituals``, which reads the label: both faces say the same about it.
"""

from typing import Final

from ritualtui import freetext
from ritualtui.practice.rituals import Evidence, RitualDef
from ritualtui.strings import _

SHORT: Final[dict[Evidence, str]] = {
    "trial": _("Tested in a trial."),
    "correlational": _("Seen in studies, not tested."),
    "practitioner": _("Practitioner advice, not tested step by step."),
    "our design": _("Our own design, not tested."),
}
"""One line for the first page of a ritual."""
_LONG: Final[dict[Evidence, str]] = {
    "trial": _("Trial: tested by comparison. Some people did it, others didn’t, and chance decided who."),
    "correlational": (
        _(
            "Correlational: in studies, couples who do more of this also tend to fare better. Which comes first isn’t "
            "certain."
        )
    ),
    "practitioner": (
        _(
            "Practitioner: advice from people who have worked with many couples. Sensible, widely used, and seldom "
            "tested piece by piece."
        )
    ),
    "our design": (
        _(
            "Our design: we thought it useful. Where there is research, it supports the idea and not this "
            "way of doing it."
        )
    ),
}


def why(ritual: RitualDef) -> list[str]:
    """What a ritual is for, when it isn't, and what it rests on: a sentence or two each, safe to show."""
    said = [ritual.purpose, ritual.caution]
    if _labelled(ritual):
        said.append(_LONG[ritual.evidence])
    if ritual.reference:
        said.append(_("Source: {rstrip}.").format(rstrip=ritual.reference.rstrip(".")))
    return [freetext.one_line(line) for line in said if line]


def beside(ritual: RitualDef) -> str:
    """The quiet line of a ritual's first page: its caution, and the label of its evidence. Safe to show."""
    said = [ritual.caution, SHORT[ritual.evidence] if _labelled(ritual) else ""]
    return freetext.one_line(" ".join(line for line in said if line))


def _labelled(ritual: RitualDef) -> bool:
    """Whether the label is ours to show: a ritual of somebody's own that says nothing of it has none."""
    return bool(ritual.reference) or ritual.evidence != "our design"
