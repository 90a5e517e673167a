"""Points of a patrol's track, as they come."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from rules.geodesy import Place
from rules.tracks import Fix
from storage.direct import as_written, run
from storage.models import Patrol, PatrolState, TrackPoint
from storage.once import insert_once

_PINS = select(func.count()).where(TrackPoint.patrol_id == bindparam("patrol"), TrackPoint.pin)


class LivePoint(NamedTuple):
    """One place told by a live location (the message says whose patrol)."""

    chat_id: int
    message_id: int
    at: datetime
    lat: float
    lon: float
    accuracy: float | None


def append_live(session: Session, points: Sequence[LivePoint]) -> None:
    """Adds points to the open patrols whose live message they belong to; a point heard twice is one point."""
    messages = {(point.chat_id, point.message_id) for point in points}
    rows = session.execute(
        select(Patrol.id, Patrol.live_chat_id, Patrol.live_message_id, Patrol.started_at).where(
            Patrol.state == as_written(PatrolState.OPEN),
            tuple_(Patrol.live_chat_id, Patrol.live_message_id).in_(messages),
        )
    )
    patrols = {(row.live_chat_id, row.live_message_id): row.id for row in rows}
    insert_once(
        session,
        TrackPoint,
        [
            {"patrol_id": patrols[key], "at": point.at, "lat": point.lat, "lon": point.lon,
             "accuracy": point.accuracy, "pin": False}
            for point in points
            if (key := (point.chat_id, point.message_id)) in patrols
        ],
    )  # fmt: skip


def add_pin(session: Session, patrol_id: int, at: datetime, place: Place, accuracy: float | None = None) -> None:
    """Adds one place shared by hand."""
    row = {
        "patrol_id": patrol_id,
        "at": at,
        "lat": place.lat,
        "lon": place.lon,
        "accuracy": accuracy,
        "pin": True,
    }
    insert_once(session, TrackPoint, [row])


def fixes(session: Session, patrol_id: int) -> list[Fix]:
    """The track as heard, in order of time."""
    rows = session.execute(
        select(TrackPoint.at, TrackPoint.lat, TrackPoint.lon, TrackPoint.accuracy)
        .where(TrackPoint.patrol_id == patrol_id)
        .order_by(TrackPoint.at)
    )
    return [Fix(row.at, Place(row.lat, row.lon), row.accuracy) for row in rows]


def pins(session: Session, patrol_id: int) -> int:
    """How many places were shared by hand."""
    return int(run(session, _PINS, {"patrol": patrol_id}).scalar_one())
