"""One run of a ritual: a pure state machine that the full screen and the line-by-line path both drive.

A session never decides what is right for two people: every page can be passed empty, skipped, gone back to. What
it holds can be kept at any moment, so leaving in the middle loses nothing.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final, Literal, NamedTuple, get_args

from ritualtui import freetext
from ritualtui.errors import UsageError
from ritualtui.kinds import BOTH
from ritualtui.kinds.checkin import FEELING_LIMIT, MOST_FEELINGS, Topic
from ritualtui.practice.decks import Card
from ritualtui.practice.rituals import RitualDef, Step
from ritualtui.practice.step_kinds import BY_NAME, StepKind, Wants
from ritualtui.strings import _

Form = Literal["full", "easy"]
Value = str | int

MOST_PARKED: Final = 60
"""To-dos that one session can put aside: as many as a ritual record holds."""
_PLACEHOLDER = re.compile(r"\{(me|partner|by|to)\}")


@dataclass(frozen=True)
class Person:
    """One of the two: the internal id, and the name that pages say."""

    id: str
    name: str


class Cue(NamedTuple):
    """Something for the listener to say. ``part`` says what it is for: reflect, validate, ask, offer."""

    part: str
    text: str


@dataclass(frozen=True)
class Page:
    """What is shown at one time. ``key`` is the step's id, or ``step/person`` where people take turns.

    ``by`` and ``to`` are the ids of the one whose turn it is and of the other, None where nobody takes turns.
    ``text``, ``hint`` and ``stems`` have their placeholders filled, with names as they are (faces make them safe
    to show). ``cues`` are words for the listener that were drawn. ``seconds`` and ``question`` are None where there
    are none.
    """

    key: str
    step: Step
    by: str | None
    to: str | None
    text: str
    hint: str
    stems: tuple[str, ...]
    seconds: int | None
    question: Card | None
    wants: Wants
    cues: tuple[Cue, ...] = ()

    @property
    def kind(self) -> StepKind:
        """All about the kind of its step."""
        return BY_NAME[self.step.kind]


@dataclass(frozen=True)
class Session:
    """One run of a ritual. Made by ``begin``; every operation returns a new one.

    ``present`` is ``both`` or the one person's id; ``index`` the place in ``pages`` (their number: at the end).
    ``first`` is whose turn comes first, ``cues`` what a listener may say, by page key.
    ``passed`` are the keys of pages gone through and not skipped, ``values`` what was given by page key, and
    ``asides`` what ``park`` put aside.
    """

    ritual: RitualDef
    me: Person
    partner: Person
    present: str
    form: Form
    questions: Mapping[str, Card]
    pages: tuple[Page, ...]
    index: int = 0
    passed: frozenset[str] = frozenset()
    values: Mapping[str, Value] = field(default_factory=dict)
    asides: tuple[str, ...] = ()
    before: tuple[str, ...] = ()  # step ids done in an earlier sitting
    reached_end: bool = False
    first: str = ""  # whose turn comes first, an id; empty: mine
    cues: Mapping[str, tuple[Cue, ...]] = field(default_factory=dict)  # by page key

    @property
    def page(self) -> Page | None:
        """The page to show; None at the end."""
        return self.pages[self.index] if self.index < len(self.pages) else None

    @property
    def finished(self) -> bool:
        """Whether the place is behind the last page."""
        return self.index >= len(self.pages)

    @property
    def complete(self) -> bool:
        """Whether the end was reached, now or before going back, and not by skipping everything."""
        return self.reached_end and bool(self.passed or self.before)

    @property
    def progress(self) -> tuple[int, int]:
        """Which step this is, from 1, and of how many; both the same at the end, (0, 0) where there are none."""
        steps = list(dict.fromkeys(page.step.id for page in self.pages))
        if self.page is None:
            return len(steps), len(steps)
        # The second person's turn at some steps is no way back.
        return len({page.step.id for page in self.pages[: self.index + 1]}), len(steps)

    @property
    def done(self) -> tuple[str, ...]:
        """The ids of the steps done, in the order of the ritual.

        A step that asks for an appreciation, a number or something to remember is done while at least one of its
        pages holds one; any other when one of its pages was passed and not skipped since.
        """
        passed = {step_id(key) for key in self.passed}
        given = {step_id(key) for key in self.values}
        return tuple(
            step.id
            for step in self.ritual.steps
            if step.id in self.before or step.id in (given if BY_NAME[step.kind].only_given else passed)
        )

    @property
    def parked(self) -> tuple[str, ...]:
        """All that was put aside: what came up on the way, then what was written on the pages for it."""
        return self.asides + tuple(line for page in self.all_pages() for line in self._lines(page))

    def forward(self, value: Value | None = None) -> "Session":
        """Pass the page, with ``value`` given on it. Raises ``UsageError`` and changes nothing where it is unfit.

        Empty words are fine and take back what was given here before; None leaves that as it is. A number is a
        whole one from 1 to 10. On a page that wants lines, each line is one to-do. At the end: no change.
        """
        page = self.page
        if page is None:
            return self
        values = dict(self.values)
        if value is not None:
            fit = _fit(page.wants, value)
            values.pop(page.key, None)
            if fit != "":
                values[page.key] = fit
        after = replace(self, values=values, passed=self.passed | {page.key})
        return _room_for_parked(after)._at(self.index + 1)

    def skip(self) -> "Session":
        """Pass the page without doing it, and take back what was given on it before. At the end: no change."""
        page = self.page
        return self if page is None else self._without(page.key)._at(self.index + 1)

    def back(self) -> "Session":
        """Go to the page before; on the first one, stay."""
        return self._at(max(0, self.index - 1))

    def easier(self) -> "Session":
        """Go on in the low-energy form: all that was done and given stays, and so does the place.

        Where the present page is not part of that form, the next one that is comes up. Easy already: no change.
        """
        if self.form == "easy":
            return self
        ahead = {page.key for page in self.pages[self.index :]}
        easy = replace(self, form="easy")
        easy = replace(easy, pages=easy._pages_of(self.ritual.easy_steps))
        return easy._at(next((i for i, page in enumerate(easy.pages) if page.key in ahead), len(easy.pages)))

    def whole(self) -> "Session":
        """Begin with the full form instead: what was given on the first page stays. In the full form: no change."""
        full = replace(self, form="full")
        return self if self.form == "full" else replace(full, pages=full._pages_of(full._steps))._at(0)

    def another(self, card: Card) -> "Session":
        """Put ``card`` in place of this page's question; what was written to the old one goes with it.

        Raises ``UsageError`` where the page asks nothing.
        """
        page = self.page
        if page is None or page.question is None:
            raise UsageError(_("There's no question here to change."))
        changed = replace(self._without(page.key), questions={**self.questions, page.step.id: card})
        return replace(changed, pages=changed._pages_of(changed._steps))

    def begun_by(self, person: str) -> "Session":
        """Let ``person`` have the first turn from here on; the place stays. Where one is alone: no change."""
        if self.present != BOTH or person not in (self.me.id, self.partner.id):
            return self
        page = self.page
        after = replace(self, first=person)
        after = replace(after, pages=after._pages_of(after._steps))
        keys = [known.key for known in after.pages]
        return after if page is None else replace(after, index=keys.index(page.key))

    def with_cues(self, cues: Mapping[str, tuple[Cue, ...]]) -> "Session":
        """The same, with these words for the listeners of some pages, by page key."""
        after = replace(self, cues={**self.cues, **cues})
        return replace(after, pages=after._pages_of(after._steps))

    def park(self, text: str) -> "Session":
        """Put a to-do aside (each line of ``text`` is one), without leaving the page. Empty: no change.

        Raises ``UsageError`` where it is too long, or more than 60 would be put aside in all.
        """
        lines = _split(freetext.clean(text, what="to-do"))
        return _room_for_parked(replace(self, asides=self.asides + lines)) if lines else self

    def resume(
        self, done: Iterable[str], parked: Iterable[str] = (), answered: Collection[str] | None = None
    ) -> "Session":
        """Go on where an earlier sitting was left: at the first page whose step is not among ``done``.

        ``done`` and ``parked`` are those of its ritual record; step ids that the ritual no longer has are let go.
        ``answered``, where it is known: the keys of pages that somebody answered. A step that each answers alone is
        then done only by whoever did.
        """
        done = set(done)
        before = tuple(step.id for step in self.ritual.steps if step.id in done)

        def passed(page: Page) -> bool:
            return page.key in answered if page.kind.apart and answered is not None else page.step.id in done

        index = next((i for i, page in enumerate(self.pages) if not passed(page)), len(self.pages))
        return _room_for_parked(replace(self, before=before, asides=(*parked, *self.asides)))._at(index)

    @property
    def here(self) -> Person:
        """Who is at the machine: me, or my partner where only they are present."""
        return self.partner if self.present == self.partner.id else self.me

    @property
    def _steps(self) -> tuple[Step, ...]:
        return self.ritual.steps if self.form == "full" else self.ritual.easy_steps

    def _at(self, index: int) -> "Session":
        return replace(self, index=index, reached_end=self.reached_end or index >= len(self.pages))

    def _without(self, key: str) -> "Session":
        values = {known: value for known, value in self.values.items() if known != key}
        return replace(self, values=values, passed=self.passed - {key})

    def _lines(self, page: Page) -> tuple[str, ...]:
        return _split(str(self.values.get(page.key, ""))) if page.wants == "lines" else ()

    def all_pages(self) -> tuple[Page, ...]:
        """The pages of the full form: whatever was given stays kept when the form becomes an easier one."""
        return self.pages if self.form == "full" else self._pages_of(self.ritual.steps)

    def _pages_of(self, steps: Iterable[Step]) -> tuple[Page, ...]:
        pages: list[Page] = []
        for apart, group in groupby(steps, lambda step: BY_NAME[step.kind].apart):
            if apart:
                alone = list(group)
                pages += [self._page(step, by) for by in self.in_turn for step in alone]
                continue
            for step in group:
                kind = BY_NAME[step.kind]
                if kind.per_person:
                    pages += [self._page(step, by) for by in self.in_turn]
                elif "deck" not in kind.keys or step.id in self.questions:
                    pages.append(self._page(step, None))
        return tuple(pages)

    @property
    def in_turn(self) -> tuple[Person, ...]:
        """Whoever is here, in the order of their turns."""
        if self.present != BOTH:
            return (self.here,)
        return (self.partner, self.me) if self.first == self.partner.id else (self.me, self.partner)

    def _page(self, step: Step, by: Person | None) -> Page:
        to = None if by is None else self._other(by)
        names = {"me": self.here.name, "partner": self._other(self.here).name}
        turn = self.in_turn[0] if by is None and BY_NAME[step.kind].begins else by
        if turn is not None:
            names |= {"by": turn.name, "to": self._other(turn).name}

        def filled(words: str) -> str:
            # In one pass, so that a name with braces in it stays a name.
            return _PLACEHOLDER.sub(lambda found: names[found[1]], words)

        key = step.id if by is None else f"{step.id}/{by.id}"
        kind, alone = BY_NAME[step.kind], self.present != BOTH
        unheard = alone and kind.heard
        return Page(
            key=key,
            step=step,
            by=None if by is None else by.id,
            to=None if to is None else to.id,
            text=filled(step.alone if alone and step.alone else step.text),
            hint="" if unheard else filled(step.hint),
            stems=() if unheard else tuple(filled(stem) for stem in step.stems),
            seconds=step.seconds,
            question=self.questions.get(step.id) if "deck" in kind.keys else None,
            wants=kind.wants,
            cues=() if unheard else self.cues.get(key, ()),
        )

    def _other(self, person: Person) -> Person:
        return self.partner if person.id == self.me.id else self.me


def begin(
    ritual: RitualDef,
    me: Person,
    partner: Person,
    *,
    present: str = BOTH,
    form: Form = "full",
    questions: Mapping[str, Card] | None = None,
    first: str = "",
) -> Session:
    """Begin a run of ``ritual`` at its first page.

    ``me`` is whose machine it is; ``present`` is ``both`` or one of the two ids (else ``UsageError``).
    ``questions`` has the card for each step with a deck, by step id; one without a card is left out. ``first`` is the
    id of whose turn comes first, by default mine.
    """
    if present not in (BOTH, me.id, partner.id):
        raise UsageError(_("Present is “both”, or one of the two."))
    empty = Session(ritual, me, partner, present, form, dict(questions or {}), (), first=first)
    return replace(empty, pages=empty._pages_of(empty._steps))


def step_id(key: str) -> str:
    """The id of the step that the page with this key is of."""
    return key.partition("/")[0]


def _split(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _fit(wants: Wants, value: Value) -> Value:
    """``value`` cleaned and of the type a page wants; empty where nothing was given."""
    text = freetext.clean(str(value))
    if wants == "feelings":
        return fit_feelings(text)
    if wants == "topic" and text:
        topic = {"i": "inner", "h": "half", "l": "logistics"}.get(text.casefold(), text.casefold())
        if topic not in get_args(Topic):
            raise UsageError(_("That's i for the inside, l for logistics, h for half and half."), _("Empty skips it."))
        return topic
    if wants == "none" and text:
        raise UsageError(_("This page asks for nothing."), _("Press enter alone to continue."))
    if wants != "number" or not text:
        return text
    if not text.isdecimal() or len(text) > 2 or not 1 <= int(text) <= 10:
        raise UsageError(_("Closeness is a whole number from 1 to 10."), _("Leave it empty to skip."))
    return int(text)


def split_feelings(given: Value) -> list[str]:
    """The feelings in ``given``, which has commas between them; each one once, in the order they were named."""
    parts = (part.strip() for part in str(given).replace("\n", ",").split(","))
    return list(dict.fromkeys(part for part in parts if part))


def fit_feelings(text: str) -> str:
    """Feelings with commas between them; each within the length of a record's."""
    felt = split_feelings(text)
    if len(felt) > MOST_FEELINGS:
        raise UsageError(_("Three feelings at most."), _("Choose those that say most; one is plenty."))
    for one in felt:
        freetext.clean(one, FEELING_LIMIT, "feeling")
    return ", ".join(felt)


def _room_for_parked(session: Session) -> Session:
    if len(session.parked) > MOST_PARKED:
        raise UsageError(
            _("{parked} to-dos are more than a ritual can carry; {most_parked} fit.").format(
                parked=len(session.parked), most_parked=MOST_PARKED
            )
        )
    return session
