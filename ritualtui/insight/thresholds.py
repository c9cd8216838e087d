"""How much evidence it takes to speak, and how often that comes by chance: set by ``tests/simulation``.

``docs/pulse.md`` has the table. Evidence is in nats; false alarms are a couple-year of simulated steady couples.
"""

from typing import Final, NamedTuple


class Threshold(NamedTuple):
    """Evidence at which a kind is spoken, and its false alarms a year with steady couples."""

    evidence: float
    false_alarms: float


THRESHOLDS: Final[dict[str, Threshold]] = {
    "any": Threshold(0.0, 0.66),
    "thinning": Threshold(7.4, 0.03),
    "fewer-appreciations": Threshold(3.4, 0.49),
    "fewer-bids": Threshold(7.0, 0.01),
    "bids-met-less": Threshold(6.5, 0.11),
    "rituals-slipping": Threshold(10.0, 0.01),
    "closeness-falling": Threshold(10.0, 0.01),
    "logging-less": Threshold(4.7, 0.31),
    "getting-better": Threshold(8.0, 0.52),
}
"""By kind; ``any`` has the false alarms of all kinds of decline together."""
