"""How many patrols fell due in a stretch of time, and how many of them were done, by region. Reads only."""

import operator
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
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
    began = duties.records_began(session, ZoneInfo(profile.timezone)) or today + _ONE_DAY
    cuts = sorted({day for quota in profile.quotas for day in _edges(quota)})
    found: _Owed = {}
    for day, measures in _by_day_to_look(profile, period, today, began, is_workday).items():
        for chunk in duties.all_duties(session, profile, day, is_workday, measures):
            for duty in chunk:
                _add(found, duty, cuts, place)
    return _summed(found)


def _edges(quota: Quota) -> Iterator[date]:
    yield quota.valid_from
    if quota.valid_to is not None:
        yield quota.valid_to + _ONE_DAY


def _by_day_to_look(
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


def _add(found: _Owed, duty: Duty, cuts: list[date], place: Callable[[Seat], int]) -> None:
    quota, first = duty.standing.quota, duty.seats[0]
    era = bisect_right(cuts, min(duty.standing.span.last, quota.validity.last))
    by_quota = found.setdefault((duty.person_id, first.level, place(first), era), {})
    required, missing = by_quota.get(id(quota), (0, 0))
    by_quota[id(quota)] = (required + duty.standing.required, missing + duty.standing.missing)


def _summed(found: _Owed) -> Mapping[int, Mapping[str, int]]:
    regions: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for (_, _, place_id, _), by_quota in found.items():
        required, missing = _together(by_quota.values())
        regions[place_id].update(required=required, met=required - missing)
    return regions


def _together(owed: Iterable[tuple[int, int]]) -> tuple[int, int]:
    rows = list(owed)
    required = max(one for one, _ in rows)
    return required, min(required, max(missing for _, missing in rows))
