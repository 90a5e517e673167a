"""What one person owes, from the posts held, the patrols made, leave and alerts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rules.periods import Span
from rules.quotas import Per, Standing, Yardstick
from rules.roles import Level, Role
from storage.posts.circumstances import Alarms, Circumstances, alarms
from storage.posts.tenures import Held, Seat


@dataclass(frozen=True, slots=True)
class Duty:
    """What one person owes: for one post where the quota is per water, for all posts it binds where per chief."""

    person_id: int
    name: str
    seats: tuple[Seat, ...]
    standing: Standing
    left: tuple[str, ...] = ()  # of a quota of coverage: the waters still to be patrolled

    @property
    def places(self) -> list[str]:
        """The waters to be patrolled, regions where the post has none."""
        return [seat.water_name or seat.region_name for seat in self.seats]


def of_person(
    person_id: int,
    name: str,
    held: Sequence[Held],
    by_rank: Mapping[tuple[Role, Level], Sequence[Yardstick]],
    done: Mapping[int, Sequence[date]],
    changed: Circumstances,
) -> Iterator[Duty]:
    """The duties of one person: `by_rank` are the yardsticks that bind a rank, `done` the days walked by post."""
    bound: dict[int, tuple[Yardstick, list[Held]]] = {}
    for post in held:
        for yardstick in by_rank.get((post.seat.role, post.seat.level), ()):
            bound.setdefault(id(yardstick), (yardstick, []))[1].append(post)
    away = changed.away.get(person_id, ())
    for yardstick, posts in bound.values():
        for group in [posts] if yardstick.quota.per is Per.CHIEF else [[post] for post in posts]:
            walked = [done.get(post.seat.post_id, ()) for post in group]
            standing = _standing(yardstick, group, walked, away, changed.alerts)
            if standing.required or yardstick.quota.count:  # what binds under an alert only is no duty without one
                left = _left(yardstick, group, walked) if yardstick.quota.coverage else ()
                yield Duty(person_id, name, tuple(post.seat for post in group), standing, left)


def _standing(
    yardstick: Yardstick,
    group: Sequence[Held],
    walked: Sequence[Sequence[date]],
    away: Sequence[Span],
    alerts: Alarms,
) -> Standing:
    span = Span(min(post.span.first for post in group), max(post.span.last for post in group))
    return yardstick.standing(
        [day for days in walked for day in days],
        span,
        waters=walked if yardstick.quota.coverage else (),
        away=away,
        alarms=alarms(yardstick.quota, group, alerts),
    )


def _left(yardstick: Yardstick, group: Sequence[Held], walked: Sequence[Sequence[date]]) -> tuple[str, ...]:
    return tuple(
        post.seat.water_name or post.seat.region_name
        for post, days in zip(group, walked, strict=True)
        if not yardstick.covers(days, post.span)
    )
