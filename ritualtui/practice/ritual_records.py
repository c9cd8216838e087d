"""What of a run of a ritual should stand in the log: plain fields by page, people as ids.

Whoever is guided can be asked at any moment; ``companion.guide`` keeps what is new.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ritualtui.kinds import BOTH
from ritualtui.kinds.checkin import Checkin, topic_words
from ritualtui.practice.ritual_run import Session, Value, split_feelings, step_id
from ritualtui.practice.rituals import Step
from ritualtui.practice.step_kinds import BY_NAME
from ritualtui.strings import _


@dataclass(frozen=True)
class Keep:
    """Something of a session that should stand in the log: a record's kind and own fields, ids for people.

    The same ``key`` always means the same record, so a changed answer edits and an emptied one takes back.
    """

    key: str
    kind: str
    fields: Mapping[str, Any]
    given: Value = ""

    @property
    def step(self) -> str:
        """The id of the step that it comes from."""
        return step_id(self.key)


def kept(session: Session) -> tuple[Keep, ...]:
    """What should stand in the log for ``session``, in the order of its pages, no key twice.

    Appreciations, closeness and details to remember where they were given; each question that was passed, with
    empty text where it was only talked about, so that it does not come back soon.
    """
    found: list[Keep] = []
    check_ins = {keep.key: keep for keep in _checkins(session)}
    for page in session.all_pages():
        kind, value = page.kind, session.values.get(page.key)
        asked = page.question if page.key in session.passed else None
        if kind.record == "checkin" and page.key in check_ins:
            found.append(check_ins.pop(page.key))
        if not kind.record or kind.record == "checkin" or (value is None and asked is None):
            continue
        fields: dict[str, Value] = {"by": page.by or session.here.id}
        if asked is not None:
            fields |= {"question": asked.id, "asked": asked.text}
        if kind.to:
            fields["to"] = page.to or ""
        found.append(Keep(page.key, kind.record, {**fields, kind.field: value or ""}, value or ""))
    return *found, *check_ins.values()


def _checkins(session: Session) -> Iterator[Keep]:
    """One check-in a person, of all that says how it is: how close one feels, feelings, what the talk was about.

    A ritual may ask how close one feels more than once: the rest goes with the first.
    """
    rows = _check_in_steps(session)
    home = _check_in_home(rows)
    if home is None:
        return
    for person in session.in_turn:
        fields: dict[str, Any] = {"by": person.id}
        for step in rows:
            per_person = BY_NAME[step.kind].per_person
            value = session.values.get(f"{step.id}/{person.id}" if per_person else step.id)
            if value is None:
                continue
            if step.kind == "rate" and step is not home:
                yield Keep(f"{step.id}/{person.id}", "checkin", {"by": person.id, "closeness": value}, value)
            else:
                fields[BY_NAME[step.kind].field] = split_feelings(value) if step.kind == "feel" else value
        if len(fields) > 1:
            yield Keep(f"{home.id}/{person.id}", "checkin", fields, _in_words(fields))


def _check_in_steps(session: Session) -> list[Step]:
    return [step for step in session.ritual.steps if BY_NAME[step.kind].record == "checkin"]


def _check_in_home(steps: Sequence[Step]) -> Step | None:
    """The step by whose pages a person's check-in is known: the first that asks how close one feels, if any."""
    return next((step for step in steps if step.kind == "rate"), steps[0] if steps else None)


def check_in_keys(session: Session) -> dict[str, str]:
    """The key of the check-in of everybody here, by their id; empty where the ritual has none that goes together."""
    steps = _check_in_steps(session)
    home = _check_in_home(steps)
    return {person.id: f"{home.id}/{person.id}" for person in session.in_turn} if home and len(steps) > 1 else {}


def check_in_pages(session: Session, person: str, record: Checkin) -> tuple[set[str], dict[str, Any]]:
    """The keys of the pages on which ``person`` gave what ``record`` says, and what it says, as plain fields."""
    pages, fields = set(), {}
    for step in _check_in_steps(session):
        kind = BY_NAME[step.kind]
        if value := getattr(record, kind.field):
            pages.add(f"{step.id}/{person}" if kind.per_person else step.id)
            fields[kind.field] = list(value) if isinstance(value, tuple) else value
    return pages, fields


def _in_words(fields: Mapping[str, Any]) -> str:
    """What a check-in says, in words."""
    near = [_("closeness {number} of 10").format(number=fields["closeness"])] if "closeness" in fields else []
    about = [topic_words(fields["topic"])] if "topic" in fields else []
    return ", ".join([*near, *fields.get("feelings", ()), *about])


def ritual_fields(session: Session, minutes: float) -> dict[str, Any]:
    """The own fields of the ``ritual`` record for ``session``, as plain JSON values.

    ``minutes`` is how long it took, kept to a tenth and within a day (a session may be left open overnight).
    """
    return {
        "ritual": session.ritual.id,
        "present": session.present,
        "steps": list(session.done),
        "minutes": round(min(max(minutes, 0.0), 1440.0), 1),
        "complete": session.complete,
        "guided": True,
        "form": session.form,
        "parked": list(session.parked),
        **({"first": session.in_turn[0].id} if session.ritual.takes_turns and session.present == BOTH else {}),
    }
