"""The material of the charts, kept until the log, the day or who is here is another."""

from datetime import date
from typing import TYPE_CHECKING

from ritualtui.companion.charts import chart_data
from ritualtui.companion.charts.chart_data import Material, Taken
from ritualtui.companion.insight import Insight

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog

At = tuple[object, ...]


class Charts:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion
        self._kept: tuple[At, Material] | None = None

    @property
    def at(self) -> At:
        """What the material rests on."""
        people = self._c.people
        names = people.me.name, people.partner.name
        return self._c.shelf.changes((-1, 0))[0], self._c.today, self._c.group(Insight).people(), names

    def known(self) -> Material | None:
        """The material as of now, where it was made before."""
        return self._kept[1] if self._kept is not None and self._kept[0] == self.at else None

    def taken(self) -> Taken:
        """What the material is made of; making it is slower, and can be left to a thread."""
        return chart_data.taken(self._c)

    def keep(self, at: At, made: Material) -> None:
        """Keep what was made of what was taken when the log stood ``at``."""
        self._kept = at, made

    def replayed(self, until: date | None = None) -> Material:
        """The material through a day (by default the last that is over), each day by what was known on it."""
        return chart_data.replayed(self.taken(), until)

    def through(self, until: date | None = None) -> Material:
        """The material through a day (included); by default as of now."""
        if until is not None:
            return chart_data.made(self.taken(), until)
        known = self.known()
        if known is None:
            known = chart_data.made(self.taken())
            self.keep(self.at, known)
        return known
