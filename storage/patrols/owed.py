"""How many patrols fell due in a stretch of time, and how many of them were done, by region. Reads only."""

import operator
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from rules import periods
from rules.periods import Period, Span
from rules.profile import Profile
from rules.quotas import Quota, Yardstick
from rules.roles import Level
from rules.workdays import IsWorkday
from storage.posts import duties
from storage.posts.duties import Duty
from storage.posts.tenures import Seat

_ONE_DAY = timedelta(days=1)
_REGION: Callable[[Seat], int] = operator.attrgetter("region_id")
_Key = tuple[int, Level, int, int]  # person, level, region or water, era
_Owed = dict[_Key, dict[int, tuple[int, int]]]  # by quota: required, missing


def owed(
    session: Session,
    profile: Profile,
    period: Span,
    today: date,
    is_workday: IsWorkday,
    place: Callable[[Seat], int] = _REGION,
) -> Mapping[int, Mapping[str, int]]:
    """`required` and `met` by region (or what `place` says of a seat), for the quotas' own periods that end in
    `period` and have begun.

    Each week, month, ... counts where its last day lies, so the months of a year add up to the year. What was due
    before there were records is nobody's. Quotas that hold together (three a year, one each half-year) are one
    duty: the largest of them counts, and what is missing from any.
    """
    cuts = sorted({day for quota in profile.quotas for day in _edges(quota)})
    found: _Owed = {}
    for duty in _duties_due(session, profile, period, today, is_workday):
        _add(found, duty, cuts, place)
    return _summed(found)


class PersonOwed(NamedTuple):
    """What one person owed in one region at one level, by the same count; `done` is all that was walked."""

    person_id: int
    name: str
    seat: Seat
    required: int
    met: int
    done: int


def owed_by_person(
    session: Session, profile: Profile, period: Span, today: date, is_workday: IsWorkday
) -> list[PersonOwed]:
    """As `owed`, person by person, also those who have left since."""
    cuts = sorted({day for quota in profile.quotas for day in _edges(quota)})
    found: _Owed = {}
    who: dict[_Key, Duty] = {}
    done: defaultdict[_Key, Counter[int]] = defaultdict(Counter)
    for duty in _duties_due(session, profile, period, today, is_workday):
        key = _add(found, duty, cuts, _REGION)
        who[key] = duty
        done[key][id(duty.standing.quota)] += duty.standing.done
    rows: dict[tuple[int, Level, int], PersonOwed] = {}
    for key, by_quota in found.items():
        required, missing = together(by_quota.values())
        before = rows.get(key[:3])
        counts = (required, required - missing, max(done[key].values()))
        if before is not None:
            counts = (before.required + counts[0], before.met + counts[1], before.done + counts[2])
        rows[key[:3]] = PersonOwed(key[0], who[key].name, who[key].seats[0], *counts)
    return list(rows.values())


def _duties_due(session: Session, profile: Profile, period: Span, today: date, is_workday: IsWorkday) -> Iterator[Duty]:
    """Each duty of the quotas' own periods that end in `period` and have begun, since there are records."""
    began = duties.records_began(session, ZoneInfo(profile.timezone)) or today + _ONE_DAY
    for day, measures in days_to_look(profile, period, today, began, is_workday).items():
        for chunk in duties.all_duties(session, profile, day, is_workday, measures):
            yield from chunk


def _edges(quota: Quota) -> Iterator[date]:
    yield quota.valid_from
    if quota.valid_to is not None:
        yield quota.valid_to + _ONE_DAY


def days_to_look(
    profile: Profile, period: Span, today: date, began: date, is_workday: IsWorkday
) -> dict[date, list[Yardstick]]:
    """The yardsticks by the day on which to look who was in office: the end of the week in which they end.

    A predecessor's duty is found on the days before they left; a year is looked at on some fifty days.
    """
    found: defaultdict[date, list[Yardstick]] = defaultdict(list)
    for quota in profile.quotas:
        for span in _spans(quota, period, today, began):
            last = min(span.last, quota.validity.last)
            day = min(periods.span(Period.WEEK, last).last, today, quota.validity.last)
            found[max(day, span.first)].append(Yardstick(quota, max(span.first, quota.valid_from), is_workday, today))
    return found


def _spans(quota: Quota, period: Span, today: date, began: date) -> Iterator[Span]:
    first, last = period.common(quota.validity)
    if last < first:
        return
    span = periods.span(quota.period, first)
    while span.first <= min(last, today):
        if max(period.first, began) <= min(span.last, quota.validity.last) <= period.last:
            yield span
        span = periods.following(quota.period, span)


def _add(found: _Owed, duty: Duty, cuts: list[date], place: Callable[[Seat], int]) -> _Key:
    quota, first = duty.standing.quota, duty.seats[0]
    era = bisect_right(cuts, min(duty.standing.span.last, quota.validity.last))
    key = (duty.person_id, first.level, place(first), era)
    by_quota = found.setdefault(key, {})
    required, missing = by_quota.get(id(quota), (0, 0))
    by_quota[id(quota)] = (required + duty.standing.required, missing + duty.standing.missing)
    return key


def _summed(found: _Owed) -> Mapping[int, Mapping[str, int]]:
    regions: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for (_, _, place_id, _), by_quota in found.items():
        required, missing = together(by_quota.values())
        regions[place_id].update(required=required, met=required - missing)
    return regions


def together(owed: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Quotas that hold together as one duty: the largest requirement, and what is missing from any."""
    rows = list(owed)
    required = max(one for one, _ in rows)
    return required, min(required, max(missing for _, missing in rows))
