"""The patrols of a reporter's year: what was required and done by the rules of the time, month by month. Reads only."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.periods import Period, moments, span
from rules.profile import Profile
from rules.quotas import Quota
from rules.workdays import IsWorkday
from storage.duty_reports.duties_then import duties_then
from storage.duty_reports.obliged import Obliged
from storage.models import Patrol, PatrolState

_ENDED = (PatrolState.FINISHED, PatrolState.LAPSED)


def required(
    session: Session, profile: Profile, one: Obliged, today: date, is_workday: IsWorkday, since: date
) -> list[dict[str, Any]]:
    """By quota: periods that have begun, required, done, missing. Each period is judged as it stood at its end.

    Periods that began before the first records (`since`) are left out: what could not be recorded is not missed. Of
    one that still runs only what was done counts: the rest may yet be walked.
    """
    standings: dict[tuple[Any, ...], tuple[Quota, int, int, int]] = {}
    posts = {each.post_id for each in one.tenures}
    known_from = since if since > one.days.first else date.min
    for day, duty in duties_then(session, profile, one.person_id, _days(profile, one, today), is_workday):
        now, seats = duty.standing, tuple(seat.post_id for seat in duty.seats)
        if posts.isdisjoint(seats) or now.span.first < known_from:
            continue
        done = min(now.done, now.required)
        running = day == today and now.span.last >= today
        told = (now.quota, done if running else now.required, done, 0 if running else now.missing)
        standings[now.quota.period, now.quota.count, now.span, seats] = told
    return _summed(standings.values())


def _summed(standings: Iterable[tuple[Quota, int, int, int]]) -> list[dict[str, Any]]:
    told: dict[tuple[Period, int], list[int]] = {}
    for quota, owed, done, missing in standings:
        if owed:
            sums = told.setdefault((quota.period, quota.count), [0, 0, 0, 0])
            sums[:] = [sums[0] + 1, sums[1] + owed, sums[2] + done, sums[3] + missing]
    order = list(Period)
    return [
        {"rule": f"{period.word}不少于{count}次", "periods": sums[0], "required": sums[1], "done": sums[2],
         "missing": sums[3]}
        for (period, count), sums in sorted(told.items(), key=lambda item: order.index(item[0][0]))
    ]  # fmt: skip


def by_month(session: Session, one: Obliged, today: date, zone: ZoneInfo) -> list[dict[str, Any]]:
    """Each month of the own days up to today: patrols, those that count, metres; for the post, delegates' too."""
    months: dict[int, list[float]] = {}
    for month in range(one.days.first.month, min(one.days.last, today).month + 1):
        months[month] = [0, 0, 0.0]
    for post_id, first, last in _spans(one, zone):
        rows = session.execute(
            select(Patrol.started_at, Patrol.counts, Patrol.metres).where(
                Patrol.post_id == post_id, Patrol.state.in_(_ENDED), Patrol.started_at >= first,
                Patrol.started_at < last,
            )
        )  # fmt: skip
        for started_at, counts, metres in rows:
            sums = months.setdefault(started_at.astimezone(zone).month, [0, 0, 0.0])
            sums[:] = [sums[0] + 1, sums[1] + bool(counts), sums[2] + (metres or 0.0)]
    return [{"month": month, "patrols": int(sums[0]), "valid": int(sums[1]), "metres": round(sums[2])}
            for month, sums in sorted(months.items())]  # fmt: skip


def _spans(one: Obliged, zone: ZoneInfo) -> Iterable[tuple[int, datetime, datetime]]:
    return ((each.post_id, *moments(each.span, zone)) for each in one.tenures)


def _days(profile: Profile, one: Obliged, today: date) -> list[date]:
    """A day in each period of each quota that binds one of the posts: its last own day, today at the latest."""
    days: set[date] = set()
    for each in one.tenures:
        periods = {quota.period for quota in profile.quotas if each.role in quota.roles and each.level in quota.levels}
        last = min(each.span.last, today)
        for period in periods:
            day = each.span.first
            while day <= last:
                current = span(period, day)
                days.add(min(current.last, last))
                day = date.fromordinal(current.last.toordinal() + 1)
    return sorted(days)
