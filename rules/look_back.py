"""Look-back 回头看 (clause F2c): which closed issues are looked at again, drawn so that anybody can draw them anew."""

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SEED_FIELDS = frozenset({"region", "first", "last"})


@dataclass(frozen=True, slots=True)
class LookBackRules:
    """Days after closing; the share that is drawn (0..1), but so many at least; how the seed is written.

    `seed` is a text with {region} (code), {first} and {last} (days of the period) in it.
    """

    after_days: int
    share: float
    at_least: int
    seed: str
    source: str = ""

    def count(self, pool: int) -> int:
        """How many are drawn of so many."""
        return min(pool, max(self.at_least, math.ceil(round(pool * self.share, 9))))

    def seed_for(self, region: str, first: date, last: date) -> str:
        """The seed of one draw; nobody chooses it."""
        return self.seed.format(region=region, first=first.isoformat(), last=last.isoformat())

    def ripe_until(self, today: date) -> date:
        """What was closed on this day or before may be looked at today."""
        return today - timedelta(days=self.after_days)


def drawn(issue_ids: Iterable[int], count: int, seed: str) -> tuple[int, ...]:
    """So many of the issues, by lot, in the order of their ids; the same for the same ids and seed, anywhere.

    Python promises `random()` of a seeded generator for all its versions, but not `sample()`.
    """
    lots = random.Random(seed)  # noqa: S311 - it must be repeatable; nothing secret hangs on it
    tickets = sorted((lots.random(), issue_id) for issue_id in sorted(issue_ids))
    return tuple(sorted(issue_id for _, issue_id in tickets[:count]))
