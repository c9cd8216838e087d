"""Days as they are lived by two people, so that something can thin out: written into a log, a day at a time."""

from datetime import UTC, date, datetime, time

from ritualtui.clock import rfc3339
from ritualtui.companion.service import Companion
from support.homes import ANA, BEN, Still


def live(log: Companion, still: Still, days: int, *, thanks: int = 2, bids: int = 5, toward: int = 4,
         rituals: bool = True, closeness: int | None = 7) -> None:  # fmt: skip
    """Write down the next ``days`` days, from the day that it is on, and move the clock behind them."""
    for _ in range(days):
        day = date.fromisoformat(log.today)
        made = []

        def at(hour: int, minute: int = 0, day: date = day) -> str:
            return rfc3339(datetime.combine(day, time(hour, minute), UTC))

        for n in range(thanks):
            by, to = (ANA, BEN) if n % 2 else (BEN, ANA)
            made.append({"kind": "appreciation", "by": by, "to": to, "text": f"thanks {day} {n}", "at": at(12, n)})
        for n in range(bids):
            response = "toward" if n < toward else "away"
            made.append({"kind": "bid", "from": (ANA, BEN)[n % 2], "response": response, "at": at(18, n)})
        if rituals:
            for name in ("morning", "reunion", "bedtime"):
                made.append({"kind": "ritual", "ritual": name, "present": "both", "complete": True, "at": at(20)})
        if closeness is not None:
            made += [{"kind": "checkin", "by": who, "closeness": closeness, "at": at(21)} for who in (ANA, BEN)]
        if made:
            log.log.add_all(made)
        still.move(days=1)
        log.storage.fold(only_if_due=True)
