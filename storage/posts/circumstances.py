"""What changes a duty: the leave 请假 of those who owe it, the alerts 预警 at their waters and posts. Reads only."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Executable, bindparam, func, select
from sqlalchemy.orm import Session

from rules.absences import LeaveState
from rules.alerts import Alarm, Colour
from rules.periods import Span
from rules.quotas import Quota
from storage.direct import run
from storage.models import Alert, Leave
from storage.posts.holders import ids_of
from storage.posts.tenures import Held, HeldPosts, Seat

Alarms = Mapping[int, Sequence[tuple[Span, Colour]]]  # by post


class Circumstances(NamedTuple):
    """Leave by person, alerts by post."""

    away: Mapping[int, Sequence[Span]]
    alerts: Alarms


_LEAVE_ENDS = func.coalesce(Leave.ended_on, Leave.until_on).label("last")
_ALERT_ENDS = func.coalesce(Alert.ended_on, Alert.until_on).label("last")
_LAST = bindparam("last", type_=Leave.from_on.type)
_FIRST = bindparam("first", type_=Leave.from_on.type)
# Built once: the card of every patrol asks them. Few are on leave and few waters under alert: found by date first.
_AWAY = (
    select(Leave.person_id, Leave.from_on, _LEAVE_ENDS)
    .where(Leave.person_id.in_(bindparam("ids", expanding=True)), Leave.until_on >= _FIRST, Leave.from_on <= _LAST)
    .where(Leave.state == LeaveState.GRANTED)
)
_ANY_ALERT = select(Alert.id).where(Alert.until_on >= _FIRST, Alert.from_on <= _LAST).limit(1)


_ALERTS = (
    select(Alert.water_id, Alert.post_id, Alert.from_on, _ALERT_ENDS, Alert.colour)
    .where(Alert.until_on >= _FIRST, Alert.from_on <= _LAST)
    .order_by(Alert.id)
)
_AT_WATERS = _ALERTS.where(Alert.water_id.in_(bindparam("ids", expanding=True)))
_AT_POSTS = _ALERTS.where(Alert.post_id.in_(bindparam("ids", expanding=True)))


def circumstances(session: Session, people: Collection[int], posts: HeldPosts, days: Span) -> Circumstances:
    """What changes the duties of people over some days: two statements, two more while any alert is on."""
    window = {"first": days.first, "last": days.last}
    away: dict[int, list[Span]] = {}
    for row in run(session, _AWAY, {"ids": list(people), **window}):
        away.setdefault(row.person_id, []).append(Span(row.from_on, row.last))
    if run(session, _ANY_ALERT, window).first() is None:
        return Circumstances(away, {})
    return Circumstances(away, _alerts(session, [post.seat for held in posts.values() for post in held], window))


def alarms(quota: Quota, group: Iterable[Held], alerts: Alarms) -> list[Alarm]:
    """The alert rules of a quota that are on for any of some posts of one person."""
    if not quota.raises or not alerts:
        return []
    return [
        Alarm(days, rule)
        for post in group
        for span, colour in alerts.get(post.seat.post_id, ())
        for rule in quota.raises
        if rule.colour is colour and rule.binds(post.seat.role, post.seat.level)
        if (days := span.common(rule.validity)).days
    ]


def _alerts(session: Session, seats: Sequence[Seat], window: Mapping[str, object]) -> Alarms:
    ways = {seat.post_id: ids_of(seat.water_path) for seat in seats}
    waters = {water for way in ways.values() for water in way}
    at_water = _by_place(session, _AT_WATERS, waters, window)
    at_post = _by_place(session, _AT_POSTS, ways.keys(), window)
    if not at_water and not at_post:
        return {}
    found = {
        post: [*at_post.get(post, ()), *(one for water in way for one in at_water.get(water, ()))]
        for post, way in ways.items()
    }
    return {post: on for post, on in found.items() if on}


def _by_place(
    session: Session, rows: Executable, ids: Collection[int], window: Mapping[str, object]
) -> dict[int, list[tuple[Span, Colour]]]:
    found: dict[int, list[tuple[Span, Colour]]] = {}
    for row in run(session, rows, {"ids": list(ids), **window}):
        place = row.post_id if row.water_id is None else row.water_id
        found.setdefault(place, []).append((Span(row.from_on, row.last), Colour(row.colour)))
    return found
