"""Rituals as data: what a ritual and its steps are, read from TOML, the program's own and one's own alike.

A file with a mistake never takes the rituals away: the good ones work, the rest is told by file name and line.
What comes from another machine is plain data (``plain``) and goes through the same reader (``from_plain``).
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, Literal, get_args

from ritualtui.freetext import NAME_LIMIT
from ritualtui.kinds import WEEKDAYS, Weekday
from ritualtui.practice.checked_toml import Definitions, Table, nearest, quoted
from ritualtui.practice.rhythms import MOST_WEEKS, Rhythm
from ritualtui.practice.step_kinds import BY_NAME, KINDS, PER_PERSON, ROWS, Kind, StepKind
from ritualtui.strings import _, read_content

Evidence = Literal["trial", "correlational", "practitioner", "our design"]
EVIDENCE: Final[tuple[Evidence, ...]] = get_args(Evidence)

PLACEHOLDERS: Final = ("me", "partner", "by", "to")
"""What may stand in braces in a text: who is at the machine, the other; whose turn it is, the one across."""
_IN_TURN = ("by", "to")
_BRACED = re.compile(r"\{([^{}]*)\}")
_HOUR = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_LONGEST_SECONDS = 7_200
_MOST_STEPS = 30
_RITUAL_KEYS = ("id", "name", "key", "days", "times", "opens", "closes", "purpose", "caution", "evidence", "reference",
                "shared", "steps")  # fmt: skip
_FIELDS = ("seconds", "deck", "stems", "pool")
_EASY_KEYS = ("text", "alone", "apart", "hint")


@dataclass(frozen=True)
class Step:
    """One step of a ritual. Its texts may hold placeholders; what is absent is empty.

    ``alone`` is what stands in place of ``text`` for one person, ``apart`` for two who are in two places.

    What a kind has no use for (``StepKind.fields``) is absent: ``seconds`` (1–7200, a turn where turns are taken),
    ``deck``; ``stems``, ways for the listener to begin a sentence, or ``pool``, the id of a pool to draw them from.
    """

    id: str
    kind: Kind
    text: str
    alone: str = ""
    hint: str = ""
    seconds: int | None = None
    deck: str = ""
    stems: tuple[str, ...] = ()
    pool: str = ""
    apart: str = ""


@dataclass(frozen=True)
class RitualDef:
    """A ritual: when it is planned for, why, and its steps, in full and in the short version.

    ``easy_steps`` are some of ``steps``, in the same order and under the same ids. ``opens`` and ``closes`` are
    ``HH:MM``; a window whose end is not after its beginning runs past midnight, and one where both are the same
    is the whole day. No ``days``: not planned for any day. ``times``: so often a week, or every few weeks, on whatever
    days. ``caution`` is a quiet line about when it is not for, shown with its first step. ``shared``: whether it may go
    to the partner's machine, None where the file does not say.
    """

    id: str
    name: str
    steps: tuple[Step, ...]
    easy_steps: tuple[Step, ...]
    key: str = ""
    days: tuple[Weekday, ...] = WEEKDAYS
    times: Rhythm | None = None
    opens: str = "00:00"
    closes: str = "00:00"
    purpose: str = ""
    caution: str = ""
    evidence: Evidence = "our design"
    reference: str = ""
    shared: bool | None = None

    @property
    def plan(self) -> dict[str, Any]:
        """When it is meant, as the fields of a ``plan`` record; those that say nothing are left out."""
        made: dict[str, Any] = {"days": self.days, "opens": self.opens, "closes": self.closes}
        return {**made, **(self.times._asdict() if self.times is not None else {})}

    @property
    def takes_turns(self) -> bool:
        """Whether it matters who begins, and so is to be known the next time."""
        return any(BY_NAME[step.kind].begins for step in self.steps)


Decks = Callable[[], Collection[str]]
"""The ids of the decks there are, asked for only where a step names one: reading them is slow."""


def parse(text: str, source: str, decks: Decks | None = None) -> tuple[tuple[RitualDef, ...], tuple[str, ...]]:
    """Read rituals from TOML ``text``; ``source`` is the file's name as problems should say it.

    Returns the rituals without a mistake, in the order of the file, and each problem as one line, in that order
    too (``rituals.toml, line 7: “breath” isn't a kind of step; did you mean “breathe”?``). Without ``decks`` it is not
    looked at whether a deck is there. Raises nothing.
    """
    definitions = Definitions(text, source)
    found: dict[str, RitualDef] = {}
    keys: dict[str, str] = {}
    for table in definitions.tables("ritual"):
        told = definitions.told
        ritual = _ritual(table, decks)
        if ritual.id in found:
            table.tell("id", _("there are two rituals with the id {id}.").format(id=quoted(ritual.id)))
        if ritual.key and ritual.key in keys:
            table.tell(
                "key",
                _("the key {key} is already that of {keys}.").format(
                    key=quoted(ritual.key), keys=quoted(keys[ritual.key])
                ),
            )
        if definitions.told == told:
            found[ritual.id] = ritual
            keys[ritual.key] = ritual.id
    return tuple(found.values()), definitions.problems


@cache
def shipped() -> dict[str, RitualDef]:
    """The rituals that come with the program, by id, in the order in which they are shown."""
    rituals, _ = parse(read_content("rituals.toml"), "rituals.toml")
    return {ritual.id: ritual for ritual in rituals}


def combine(shipped: Mapping[str, RitualDef], own: Iterable[RitualDef]) -> dict[str, RitualDef]:
    """All rituals by id: one's own with a shipped id takes that one's place, the others follow."""
    return {**shipped, **{ritual.id: ritual for ritual in own}}


def in_two_places(ritual: RitualDef) -> RitualDef:
    """The ritual as two go through it who are not in one room."""
    steps, easy = (
        tuple(replace(step, text=step.apart or step.text) for step in many)
        for many in (ritual.steps, ritual.easy_steps)
    )
    return replace(ritual, steps=steps, easy_steps=easy)


def plain(ritual: RitualDef) -> dict[str, Any]:
    """A ritual as plain JSON data, but for its id and name: what ``from_plain`` reads, with no key for a default."""
    easy = {step.id: step for step in ritual.easy_steps}
    found: dict[str, Any] = {
        "key": ritual.key, "days": list(ritual.days), "times": _plain_times(ritual.times),
        "opens": ritual.opens, "closes": ritual.closes,
        "purpose": ritual.purpose, "caution": ritual.caution, "evidence": ritual.evidence,
        "reference": ritual.reference,
        "steps": [_plain_step(step, easy.get(step.id)) for step in ritual.steps],
    }  # fmt: skip
    if ritual.times is not None:
        del found["days"]  # what knows of no rhythm takes it for every day
    return {key: value for key, value in found.items() if value or key == "days"}


def _plain_times(times: Rhythm | None) -> Any:
    if times is None:
        return None
    return times.times if times.weeks == 1 else {"count": times.times, "weeks": times.weeks}


def _plain_step(step: Step, easy: Step | None) -> dict[str, Any]:
    found = {"id": step.id, "kind": step.kind, "text": step.text, "alone": step.alone, "apart": step.apart,
             "hint": step.hint,
             "seconds": step.seconds, "deck": step.deck, "stems": list(step.stems), "pool": step.pool}  # fmt: skip
    made = {key: value for key, value in found.items() if value}
    if easy is None:
        return {**made, "easy": False}
    changed = {key: getattr(easy, key) for key in (*_EASY_KEYS, "seconds") if getattr(easy, key) != getattr(step, key)}
    return {**made, "easy": changed} if changed else made


def from_plain(ident: str, name: str, data: Mapping[str, Any]) -> tuple[RitualDef | None, tuple[str, ...]]:
    """The ritual in plain data from elsewhere, read as strictly as a file; keys of a newer version are passed over.

    Returns None and what is wrong, a line each, where it is not one that can be gone through here. Raises nothing.
    """
    definitions = Definitions.of({**data, "id": ident, "name": name}, "definition")
    ritual = replace(_ritual(definitions.root), shared=None)
    return (None if definitions.told else ritual), definitions.problems


def _ritual(table: Table, decks: Decks | None = None) -> RitualDef:
    table.only(_RITUAL_KEYS, "a ritual")
    steps: list[Step] = []
    easy: list[Step] = []
    for step_table in table.tables("steps"):
        step, easy_step = _step(step_table, decks)
        if step.id and any(step.id == other.id for other in steps):
            step_table.tell("id", _("there are two steps with the id {id} in this ritual.").format(id=quoted(step.id)))
        steps.append(step)
        if easy_step is not None:
            easy.append(easy_step)
    if not steps:
        table.tell(None, _("this ritual has no steps."))
    elif not easy:
        table.tell(None, _("the short version has no step left; at least one must not have “easy = false”."))
    if len(steps) > _MOST_STEPS:
        table.tell(
            "steps",
            _("this ritual has {steps} steps; {most_steps} fit.").format(steps=len(steps), most_steps=_MOST_STEPS),
        )
    return RitualDef(
        id=table.identifier(),
        name=table.line_of_text("name", needed=True, limit=NAME_LIMIT),
        steps=tuple(steps),
        easy_steps=tuple(easy),
        key=_key(table),
        days=_days(table),
        times=_times(table),
        opens=_hour(table, "opens"),
        closes=_hour(table, "closes"),
        purpose=table.line_of_text("purpose"),
        caution=table.line_of_text("caution"),
        evidence=_evidence(table),
        reference=table.line_of_text("reference"),
        shared=table.yes_or_no("shared"),
    )


def _key(table: Table) -> str:
    key = table.text("key")
    if len(key) > 1 or not key.isprintable():
        table.tell("key", _("{key} is more than one key.").format(key=quoted(key)))
    return key


def _days(table: Table) -> tuple[Weekday, ...]:
    if "days" not in table:
        return WEEKDAYS
    days = table.texts("days")
    for number, day in enumerate(days):
        if day and day not in WEEKDAYS:
            near = nearest(day[:3], WEEKDAYS, _("choose from"))
            table.source.tell(
                (*table.path, "days", number), _("{day} isn't a weekday{near}").format(day=quoted(day), near=near)
            )
    return tuple(day for day in WEEKDAYS if day in days)


def _times(table: Table) -> Rhythm | None:
    """``times = 3`` (a week), or ``times = { count = 1, weeks = 2 }``."""
    given = table.data.get("times")
    if given is None:
        return None
    if "days" in table and not table.source.generous:
        table.tell("times", _("“times” stands for “days”: say how often, or on which days, not both."))
    if isinstance(given, bool) or not isinstance(given, int | dict):
        table.tell("times", _("“times” wants how often a week, as a whole number, or { count = 1, weeks = 2 }."))
        return None
    if isinstance(given, int):
        count = table.whole("times", 1, 7)
        return None if count is None else Rhythm(count, 1)
    inside = Table(table.source, (*table.path, "times"), given)
    inside.only(("count", "weeks"), "“times”")
    weeks = inside.whole("weeks", 1, MOST_WEEKS) if "weeks" in inside else 1
    count = inside.whole("count", 1, 7 * (weeks or MOST_WEEKS), needed=True)
    return None if weeks is None or count is None else Rhythm(count, weeks)


def _hour(table: Table, key: str) -> str:
    hour = table.text(key)
    if hour and not _HOUR.fullmatch(hour):
        table.tell(key, _("{hour} isn't a time of day; write it as “06:00” or “21:30”.").format(hour=quoted(hour)))
    return hour or "00:00"


def _evidence(table: Table) -> Evidence:
    evidence = table.text("evidence")
    if evidence and evidence not in EVIDENCE:
        near = nearest(evidence, EVIDENCE, _("choose from"))
        table.tell(
            "evidence", _("{evidence} isn't a label for evidence{near}").format(evidence=quoted(evidence), near=near)
        )
    return evidence if evidence in EVIDENCE else "our design"


def _step(table: Table, decks: Decks | None) -> tuple[Step, Step | None]:
    """The step in full, and as it is in the low-energy form (None: left out there)."""
    name = table.text("kind", needed=True)
    kind = BY_NAME.get(name)
    if name and kind is None:
        table.tell(
            "kind",
            _("{name} isn't a kind of step{nearest}").format(
                name=quoted(name), nearest=nearest(name, KINDS, _("choose from"))
            ),
        )
    # Where the kind is not known, nothing that hangs on it is held against the step.
    fields = kind.fields if kind is not None else {field for row in ROWS for field in row.fields}
    keys = ["id", "kind", "text", "alone", "apart", "hint", "easy", *(key for key in _FIELDS if key in fields)]
    table.only(
        keys,
        _("a step")
        if kind is None
        else (_("an “{kind}” step") if name[0] in "aeiou" else _("a “{kind}” step")).format(kind=name),
    )
    step = Step(
        id=table.identifier(),
        kind=name if kind is not None else "say",
        text=_words(table, "text", kind, needed=True),
        alone=_words(table, "alone", kind),
        apart=_words(table, "apart", kind),
        hint=_words(table, "hint", kind),
        seconds=table.whole("seconds", 1, _LONGEST_SECONDS, needed=kind is not None and kind.timed),
        deck=table.text("deck", needed=kind is not None and "deck" in kind.keys),
        stems=table.texts("stems"),
        pool=table.text("pool"),
    )
    if step.deck and decks is not None and step.deck not in (known := decks()):
        table.tell(
            "deck",
            _("there is no deck {deck}{nearest}").format(
                deck=quoted(step.deck), nearest=nearest(step.deck, known, _("there are"))
            ),
        )
    if step.pool and decks is not None:
        _check_pool(table, step.pool)
    for number, stem in enumerate(step.stems):
        _check_braces(table, ("stems", number), stem, kind)
    return step, _easy(table, step, kind)


def _check_pool(table: Table, pool: str) -> None:
    from ritualtui.practice import pools  # only a file of one's own is looked at so closely

    if pool not in (known := pools.names()):
        near = nearest(pool, known, _("there are"))
        table.tell("pool", _("there is no pool {pool}{near}").format(pool=quoted(pool), near=near))


def _easy(table: Table, step: Step, kind: StepKind | None) -> Step | None:
    given = table.data.get("easy", True)
    if isinstance(given, bool):
        return step if given else None
    if not isinstance(given, dict):
        table.tell("easy", _('“easy” wants false, or the fields that are different: { text = "…" }.'))
        return step
    easy = Table(table.source, (*table.path, "easy"), given)
    easy.only([*_EASY_KEYS, *(["seconds"] if kind is None or kind.timed else [])], "“easy”")
    return replace(
        step,
        text=_words(easy, "text", kind) if "text" in easy else step.text,
        alone=_words(easy, "alone", kind) if "alone" in easy else step.alone,
        apart=_words(easy, "apart", kind) if "apart" in easy else step.apart,
        hint=_words(easy, "hint", kind) if "hint" in easy else step.hint,
        seconds=easy.whole("seconds", 1, _LONGEST_SECONDS) if "seconds" in easy else step.seconds,
    )


def _words(table: Table, key: str, kind: StepKind | None, *, needed: bool = False) -> str:
    words = table.text(key, needed=needed)
    _check_braces(table, (key,), words, kind)
    return words


def _check_braces(table: Table, where: tuple[str | int, ...], words: str, kind: StepKind | None) -> None:
    """Tell what stands in braces and is no placeholder, or not one of a step of this kind."""
    in_turn = kind is None or kind.per_person or kind.begins
    allowed = tuple(known for known in PLACEHOLDERS if in_turn or known not in _IN_TURN)
    place = (*table.path, *where)
    for inside in _BRACED.findall(words):
        if inside in allowed:
            continue
        if inside in _IN_TURN:
            kinds = ", ".join(k for k in KINDS if k in PER_PERSON)
            table.source.tell(
                place,
                _("“{{{inside}}}” is only for steps that each does in turn ({kinds}).").format(
                    inside=inside, kinds=kinds
                ),
            )
        else:
            near = nearest(f"{{{inside}}}", [f"{{{known}}}" for known in allowed], _("choose from"))
            table.source.tell(
                place, _("{value} isn't a placeholder{near}").format(value=quoted(f"{{{inside}}}"), near=near)
            )
    rest = _BRACED.sub("", words)
    if "{" in rest or "}" in rest:
        table.source.tell(place, _("a brace stands alone here; braces are for {me} and {partner}."))
