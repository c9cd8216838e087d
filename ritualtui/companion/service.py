"""The front of the companion: one open log with the groups of actions that both faces call.

    with Companion.open(places) as companion:
        companion.log.thank("…")
        companion.look.today()

A group is imported when it is first used: a command pays for what it needs. The log itself is ``open_log``.
"""

import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Self

from ritualtui import clock
from ritualtui.companion import people
from ritualtui.companion.open_log import OpenLog
from ritualtui.places import Places

if TYPE_CHECKING:
    from ritualtui.companion.backups import Keeping
    from ritualtui.companion.charts.cache import Charts
    from ritualtui.companion.coming import Coming
    from ritualtui.companion.forgetting import Forgetting
    from ritualtui.companion.insight import Insight
    from ritualtui.companion.log import Log
    from ritualtui.companion.look import Look
    from ritualtui.companion.nudges import Nudges
    from ritualtui.companion.pausing import Pausing
    from ritualtui.companion.private.space import Private
    from ritualtui.companion.questions import Questions
    from ritualtui.companion.rituals import Rituals
    from ritualtui.companion.search import Index
    from ritualtui.companion.seasons import Seasons
    from ritualtui.companion.sync.syncing import Syncing
    from ritualtui.companion.together import Together
    from ritualtui.companion.transfer import Transfer


class Companion(OpenLog):
    """See the module."""

    @classmethod
    def begin(
        cls, places: Places, me: str, partner: str = people.PARTNER, *, solo: bool = False, both: bool = False,
        time: clock.Clock | None = None, device: str | None = None, ids: tuple[str, str] | None = None,
        plans: bool = True,
    ) -> Self:  # fmt: skip
        """Begin a log as ``OpenLog.begin`` does, with the plans of the rituals we ship unless ``plans`` is False."""
        companion = super().begin(places, me, partner, solo=solo, both=both, time=time, device=device, ids=ids)
        if plans:
            companion.rituals.plan_shipped()
        return companion

    def close(self) -> None:
        """Let go of the files; what a prompt wants to know is left for it where this run has read the log anyway."""
        asked = sys.modules.get("ritualtui.companion.rituals")  # not loaded: this run has not read of rituals
        if (
            asked is not None
            and asked.Rituals in self._groups
            and self.shelf.epoch == self.state.epoch
            and os.path.exists(self.places.data)
        ):
            from ritualtui.companion.status import Status

            self.group(Status).leave()
        super().close()

    @cached_property
    def log(self) -> "Log":
        """Thanks, bids and everything else that is logged; editing, removing, undo and redo."""
        from ritualtui.companion.log import Log

        return self.group(Log)

    @cached_property
    def rituals(self) -> "Rituals":
        """Guided rituals, those done away from the screen, plans."""
        from ritualtui.companion.rituals import Rituals

        return self.group(Rituals)

    @cached_property
    def questions(self) -> "Questions":
        """Decks of questions: tonight's card, another, stars, cards of one's own."""
        from ritualtui.companion.questions import Questions
        from ritualtui.companion.since_last_visit import Welcome

        questions = self.group(Questions)
        questions.before_first = self.group(Welcome).unseen
        return questions

    @cached_property
    def look(self) -> "Look":
        """Today, and the list."""
        from ritualtui.companion.look import Look

        return self.group(Look)

    @cached_property
    def coming(self) -> "Coming":
        """What comes back, and the answers to it."""
        from ritualtui.companion.coming import Coming

        return self.group(Coming)

    @cached_property
    def together(self) -> "Together":
        """What the two have under way."""
        from ritualtui.companion.together import Together

        return self.group(Together)

    @cached_property
    def index(self) -> "Index":
        """The log in its order, to be searched."""
        from ritualtui.companion.search import Index

        return self.group(Index)

    @cached_property
    def insight(self) -> "Insight":
        """How it is going: the pulse, and what is worth a word."""
        from ritualtui.companion.insight import Insight

        return self.group(Insight)

    @cached_property
    def nudges(self) -> "Nudges":
        """Early words: what is due, and what becomes of each."""
        from ritualtui.companion.nudges import Nudges

        return self.group(Nudges)

    @cached_property
    def pausing(self) -> "Pausing":
        """Pauses: what is paused, setting one, ending one."""
        from ritualtui.companion.pausing import Pausing

        return self.group(Pausing)

    @cached_property
    def seasons(self) -> "Seasons":
        """Seasons: what holds, setting one, ending one."""
        from ritualtui.companion.seasons import Seasons

        return self.group(Seasons)

    @cached_property
    def charts(self) -> "Charts":
        """What the charts are made of."""
        from ritualtui.companion.charts.cache import Charts

        return self.group(Charts)

    @cached_property
    def transfer(self) -> "Transfer":
        """Export and import."""
        from ritualtui.companion.transfer import Transfer

        return self.group(Transfer)

    @cached_property
    def private(self) -> "Private":
        """The sealed space of whoever is here."""
        from ritualtui.companion.private.space import Private

        return self.group(Private)

    @cached_property
    def keeping(self) -> "Keeping":
        """Backups."""
        from ritualtui.companion.backups import Keeping

        return Keeping(self.places, self.time)

    @cached_property
    def syncing(self) -> "Syncing":
        """The other machines."""
        from ritualtui.companion.sync.syncing import Syncing

        return self.group(Syncing)

    @cached_property
    def forgetting(self) -> "Forgetting":
        """Words that go for good: a record's, a person's, everything."""
        from ritualtui.companion.forgetting import Forgetting

        return self.group(Forgetting)
