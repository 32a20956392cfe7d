"""What time it is, and which day rules are judged on. The only place that asks the system's clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has one time zone and no summer time."""


class TellsTime(Protocol):
    """What says what time it is, and which day rules are judged on."""

    def now(self) -> datetime:
        """The present moment."""

    def today(self, now: datetime) -> date:
        """The day that rules are judged on at a moment."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of one installation."""

    policy_date: date | None = None
    """The day that rules are judged on, where it is pinned for a rehearsal."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)

    def today(self, now: datetime) -> date:
        """The day that rules are judged on at a moment."""
        return self.policy_date or now.astimezone(BEIJING).date()


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still, for tests and rehearsals."""

    moment: datetime

    def now(self) -> datetime:
        """The moment at which it stands."""
        return self.moment

    def today(self, now: datetime) -> date:
        """The day of a moment in Beijing."""
        return now.astimezone(BEIJING).date()
