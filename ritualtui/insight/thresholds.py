"""How much evidence it takes to speak, and how often that comes by chance: set by ``tests/simulation``.

``docs/pulse.md`` has the table. Evidence is in nats; false alarms are a couple-year of simulated steady couples.
"""

from typing import Final, NamedTuple


class Threshold(NamedTuple):
    """Evidence at which a kind is spoken, and its false alarms a year with steady couples."""

    evidence: float
    false_alarms: float


THRESHOLDS: Final[dict[str, Threshold]] = {
    "any": Threshold(0.0, 1.0),
    "thinning": Threshold(6.0, 0.4),
    "fewer-appreciations": Threshold(4.5, 0.1),
    "fewer-bids": Threshold(6.0, 0.1),
    "bids-met-less": Threshold(6.0, 0.1),
    "rituals-slipping": Threshold(6.0, 0.1),
    "closeness-falling": Threshold(7.0, 0.1),
    "getting-better": Threshold(7.0, 0.3),
}
