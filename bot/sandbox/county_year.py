"""A plausible year of patrols and issues for a county that is imported already; for benchmarks and figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.sandbox.county_issues import Found, issues_of
from rules.evidence import Grade, PatrolFacts, grade
from rules.geodesy import Line, Place, length
from rules.roles import CHIEFS, Level
from storage.models import (
    Appointment,
    Issue,
    IssueStep,
    Patrol,
    PatrolMode,
    PatrolState,
    Post,
    Serial,
    TrackPoint,
    Water,
)
from storage.once import insert_once
from storage.roster.writer import Writer, fresh_ids

SHANGHAI = ZoneInfo("Asia/Shanghai")
_KEPT = 0.95  # the share of patrols owed that are walked
_FOUND = 0.17  # the share of patrols that find something; 璧山 handled 1,523 issues in a year
_MODES = {PatrolMode.LIVE: 70, PatrolMode.PIN: 20, PatrolMode.NO_SIGNAL: 5, PatrolMode.LATER: 5}
_DAYS = {Level.VILLAGE: 7, Level.TOWNSHIP: 30, Level.COUNTY: 91, Level.CITY: 182}
_PACE = 1.1  # metres a second


class YearMade(NamedTuple):
    """How many rows a year has."""

    patrols: int
    issues: int
    points: int


class Seat(NamedTuple):
    """A chief's post with its holder and the water to walk along."""

    post_id: int
    level: Level
    person_id: int
    water_id: int
    water_name: str
    region_id: int
    line: Line


def year_of_patrols(
    session: Session,
    seed: int,
    year: int,
    *,
    until: date | None = None,
    tracks: bool = False,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> YearMade:
    """Inserts the patrols of every chief over `year`, up to and with `until`, and issues in every state.

    A village chief walks weekly, a town chief monthly, a district chief each quarter, 95 in 100 times. With `tracks`
    each live patrol has a point a minute. The year must have no issues yet. Some 11,000 patrols, 1,900 issues.
    """
    dice, last = Random(seed), min(until or date(year, 12, 31), date(year, 12, 31))
    walked = [row for seat in seats_on(session, last) for row in _patrols(dice, seat, year, last)]
    walked.sort(key=lambda each: each[1]["started_at"])
    numbers = fresh_ids(session, Patrol, len(walked))
    patrols = [{"id": number} | row for number, (_, row) in zip(numbers, walked, strict=True)]
    pairs = list(zip((seat for seat, _ in walked), patrols, strict=True))
    issues, steps = issues_of(session, dice, list(found_on(dice, pairs, _FOUND)), year, last)
    points = [point for seat, patrol in pairs for point in _track(dice, seat, patrol)] if tracks else []
    writer = Writer(session, told, len(patrols) + len(issues) + len(steps) + len(points))
    for table, rows in ((Patrol, patrols), (Issue, issues), (IssueStep, steps), (TrackPoint, points)):
        writer.insert(table, rows)
    insert_once(session, Serial, [{"kind": "issue", "year": year, "last": len(issues)}])
    return YearMade(len(patrols), len(issues), len(points))


def found_on(dice: Random, pairs: Sequence[tuple[Seat, dict[str, Any]]], share: float) -> Iterator[Found]:
    """What is found on a share of the patrols."""
    for seat, patrol in pairs:
        if dice.random() < share:
            yield Found(patrol, dice.choice(seat.line), seat.region_id, seat.water_name)


def seats_on(session: Session, day: date) -> list[Seat]:
    """The chiefs' posts held on a day whose waters have a line."""
    rows = session.execute(
        select(Post.id, Post.level, Appointment.person_id, Water.id, Water.name, Water.region_id, Water.line)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(Water, Water.id == Post.water_id)
        .where(
            Post.role.in_(CHIEFS),
            Appointment.from_on <= day,
            or_(Appointment.until_on.is_(None), Appointment.until_on >= day),
        )
        .order_by(Post.id)
    )
    seats = (Seat(*row) for row in rows)
    return [seat._replace(line=tuple(Place(*place) for place in seat.line)) for seat in seats if seat.line]


def _patrols(dice: Random, seat: Seat, year: int, last: date) -> Iterator[tuple[Seat, dict[str, Any]]]:
    step = _DAYS[seat.level]
    for start in range(0, 365 - step + 1, step):
        day = date(year, 1, 1) + timedelta(days=start + dice.randrange(step))
        if day <= last and dice.random() < _KEPT:
            yield seat, patrol_row(dice, seat, day)


def patrol_row(dice: Random, seat: Seat, day: date) -> dict[str, Any]:
    """A finished patrol of a day, at some hour of it."""
    local = datetime.combine(day, time(dice.randrange(8, 18), dice.randrange(60)), SHANGHAI)
    started = local.astimezone(UTC)
    mode = dice.choices(list(_MODES), list(_MODES.values()))[0]
    # A district chief's river is tens of kilometres: nobody walks more than an hour and a half of it.
    share = min(dice.uniform(0.45, 1.0), 6_000 / max(1.0, length(seat.line)))
    metres = length(seat.line) * share
    ended = started + timedelta(seconds=metres / _PACE, minutes=dice.uniform(6, 20))
    live = mode is PatrolMode.LIVE
    return {
        "post_id": seat.post_id,
        "person_id": seat.person_id,
        "water_id": seat.water_id,
        "state": PatrolState.FINISHED,
        "mode": mode,
        "started_at": started,
        "ended_at": ended,
        "metres": round(metres, 1) if live else None,
        "share": round(share, 3) if live else None,
        "grade": _grade(mode, started, ended),
        "counts": mode is not PatrolMode.LATER,
    }


def _grade(mode: PatrolMode, started: datetime, ended: datetime) -> Grade:
    return grade(
        PatrolFacts(
            started,
            ended,
            fixes_count=30 if mode is PatrolMode.LIVE else 0,
            live=mode is PatrolMode.LIVE,
            pins=int(mode is PatrolMode.PIN),
            photos=int(mode is PatrolMode.NO_SIGNAL),
            entered_later=mode is PatrolMode.LATER,
            no_signal=mode is PatrolMode.NO_SIGNAL,
        )
    )


def _track(dice: Random, seat: Seat, patrol: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if patrol["mode"] is not PatrolMode.LIVE:
        return
    minutes = max(2, int(patrol["metres"] / _PACE / 60))
    reached = (len(seat.line) - 1) * patrol["share"]
    for minute in range(minutes + 1):
        place = seat.line[int(reached * minute / minutes)]
        yield {
            "patrol_id": patrol["id"],
            "at": patrol["started_at"] + timedelta(minutes=minute),
            "lat": round(place.lat + dice.gauss(0, 0.00005), 6),
            "lon": round(place.lon + dice.gauss(0, 0.00005), 6),
            "accuracy": round(dice.uniform(4, 18), 1),
        }
