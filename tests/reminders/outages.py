"""When the program of a simulated year is down."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.reminders.records import clear_day


@dataclass
class Gap:
    """The program is down from one moment to another."""

    begins: datetime
    ends: datetime


@dataclass
class Outages:
    """The year's outages: of a day, of five days."""

    gaps: list[Gap]

    @classmethod
    def among(cls, days: Sequence[date], rng: random.Random) -> "Outages":
        """One of each, at random moments, where there is time for them."""
        gaps = []
        for length, share in ((1, 0.3), (5, 0.7)):
            if len(days) > 30:
                begins = clear_day(days[int(len(days) * share)], rng.randrange(24 * 60))
                gaps.append(Gap(begins, begins + timedelta(days=length, minutes=rng.randrange(600))))
        return cls(gaps)

    def holds(self, moment: datetime) -> bool:
        """Whether the program is down."""
        return any(gap.begins <= moment < gap.ends for gap in self.gaps)

    def next_between(self, start: datetime, end: datetime) -> Gap | None:
        """The outage that begins next."""
        return next((gap for gap in self.gaps if start <= gap.begins <= end), None)

    def over(self, gap: Gap) -> None:
        """It is over, and does not come again when the clock goes back."""
        self.gaps.remove(gap)
