"""The kinds of steps: one row a kind, and everything that reads, runs or keeps a step reads the rows.

How a kind looks on the full screen is in ``tui.screens.step_widgets``. The plain path on the command line goes by what
a kind wants.
"""

from typing import Final, Literal, NamedTuple

from ritualtui.strings import _

Kind = str
"""The name of a kind, one of those in ``ROWS``."""
Wants = Literal["none", "words", "number", "lines", "feelings", "topic"]


class StepKind(NamedTuple):
    """One kind of step, and all that the program has to know about it below the faces."""

    name: Kind
    wants: Wants = "none"
    """What it asks for: nothing, some words, a number from 1 to 10, to-dos, one a line, up to three feelings, or what
    a talk was about."""
    per_person: bool = False
    """Whether each person does it in turn."""
    begins: bool = False
    """Whether its texts name whoever begins, and one can let the other begin."""
    apart: bool = False
    """Whether it is answered by each alone: such steps behind each other are first all one person's, then the other's.
    """
    timed: bool = False
    """Whether it takes a number of seconds."""
    keys: tuple[str, ...] = ()
    """The further fields that such a step has: ``deck`` (needed: a question of it is asked), ``stems``, ``pool``."""
    only_given: bool = False
    """Whether it is done only once something was given; else when it was passed and not skipped."""
    heard: bool = False
    """Whether its hint and stems speak to a listener, who is not there where one does it alone."""
    record: str = ""
    """The kind of record that it leaves; "" for none of its own."""
    field: str = "text"
    """The field of that record that what was given is."""
    to: bool = False
    """Whether that record is from one to the other."""
    due_in: int | None = None
    """Days until that record comes back; None where it doesn't."""
    told: str = _("{by}: {given}")
    """What is said of it at the end: ``by`` and ``to`` are names, ``text`` is what was given, ``given`` the same in
    quotation marks, ``asked`` the question."""

    @property
    def fields(self) -> tuple[str, ...]:
        """What such a step may have besides what every step has."""
        return (*(("seconds",) if self.timed else ()), *self.keys)


ROWS: Final[tuple[StepKind, ...]] = (
    StepKind("say"),
    StepKind("breathe", timed=True),
    StepKind("timer", timed=True),
    # A question is mostly answered aloud: passing it is doing it, and it is kept so that it does not come back soon.
    StepKind("ask", "words", keys=("deck",), record="answer", told=_("{asked} — {given}")),
    # How to begin a talk, and who does. It is kept, too, so that the same question does not come back soon.
    StepKind("opening", begins=True, keys=("deck",), record="answer"),
    StepKind("appreciate", "words", per_person=True, only_given=True, record="appreciation", to=True,
             told=_("{by} to {to}: {given}")),
    StepKind("listen", per_person=True, timed=True, keys=("stems", "pool"), heard=True),
    StepKind("topic", "topic", only_given=True, record="checkin", field="topic"),
    StepKind("rate", "number", per_person=True, apart=True, only_given=True, record="checkin", field="closeness",
             told=_("{by}: closeness {text} of 10")),
    StepKind("remember", "words", per_person=True, only_given=True, record="detail", due_in=0,
             told=_("{by}, to ask about: {text}")),
    StepKind("feel", "feelings", per_person=True, only_given=True, apart=True, record="checkin", field="feelings"),
    StepKind("promise", "words", per_person=True, only_given=True, record="promise", due_in=1,
             told=_("{by} promises by tomorrow: {text}")),
    StepKind("park", "lines"),
    StepKind("dark", timed=True),
)  # fmt: skip
"""All of them, in the order in which they are named."""

BY_NAME: Final = {row.name: row for row in ROWS}
KINDS: Final = tuple(BY_NAME)
PER_PERSON: Final = frozenset(row.name for row in ROWS if row.per_person or row.begins)
"""Those whose texts may name whose turn it is, or who begins."""
