"""Everything that is stored about one patrol, read at once: a chief waits for it at every step. Reads only."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from rules.geodesy import Line, Place
from rules.roles import Level, Role
from rules.tracks import Fix
from storage import waters
from storage.direct import run
from storage.models import (
    Appointment,
    Delegation,
    Issue,
    Media,
    MediaKind,
    MediaUse,
    Patrol,
    PatrolState,
    Person,
    Post,
    Subject,
    TrackPoint,
    Water,
)


class Point(NamedTuple):
    """A place heard on the way: `pin` was shared by hand, the others by a live location."""

    at: datetime
    lat: float
    lon: float
    accuracy: float | None
    pin: bool

    @property
    def fix(self) -> Fix:
        """As a point of the track."""
        return Fix(self.at, self.place, self.accuracy)

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self.lat, self.lon)


class Found(NamedTuple):
    """An issue found on the way."""

    id: int
    number: str
    type: str
    lat: float | None
    lon: float | None


class Medium(NamedTuple):
    """A photo, film or voice of the patrol, or a photo of an issue found on the way."""

    use: MediaUse
    forwarded: bool


@dataclass(frozen=True, slots=True)
class Records:
    """What a patrol rests on. `chief` is whom a delegate walks for; `previous_end` is that of the post's last one."""

    role: Role
    level: Level
    water: str
    lines: tuple[Line, ...]
    walker: str
    title: str
    chief: str
    previous_end: datetime | None
    points: tuple[Point, ...]
    media: tuple[Medium, ...]
    found: tuple[Found, ...]

    @property
    def pins(self) -> list[Point]:
        """The places shared by hand."""
        return [point for point in self.points if point.pin]

    def used_as(self, *uses: MediaUse) -> list[Medium]:
        """The media of some uses."""
        return [medium for medium in self.media if medium.use in uses]


# Built once: building these statements costs more than running them.
_Earlier = aliased(Patrol)
_PREVIOUS_END = (
    select(func.max(_Earlier.ended_at))
    .where(
        _Earlier.post_id == Patrol.post_id,
        _Earlier.id != Patrol.id,
        _Earlier.counts.is_(True),
        _Earlier.state.in_((PatrolState.FINISHED, PatrolState.LAPSED)),
        _Earlier.started_at <= Patrol.started_at,
    )
    .correlate(Patrol)
    .scalar_subquery()
)
# How the roster names what the walker holds: the patrol's post, or any post for a delegate.
_TITLE = (
    select(Appointment.title)
    .where(
        Appointment.person_id == Patrol.person_id,
        Appointment.title != "",
        or_(Patrol.delegated, Appointment.post_id == Patrol.post_id),
    )
    .order_by(Appointment.id.desc())
    .limit(1)
    .correlate(Patrol)
    .scalar_subquery()
)
_Chief = aliased(Person)
_CHIEF = (
    select(_Chief.name)
    .join(Delegation, Delegation.chief_id == _Chief.id)
    .where(
        Patrol.delegated,
        Delegation.post_id == Patrol.post_id,
        Delegation.delegate_id == Patrol.person_id,
    )
    .order_by(Delegation.id.desc())
    .limit(1)
    .correlate(Patrol)
    .scalar_subquery()
)
_HEADING = (
    select(
        Post.role, Post.level, Water.id, Water.name, Water.path, Water.line, Person.name,
        _TITLE, _CHIEF, _PREVIOUS_END,
    )
    .select_from(Patrol)
    .join(Post, Post.id == Patrol.post_id)
    .join(Water, Water.id == Patrol.water_id)
    .join(Person, Person.id == Patrol.person_id)
    .where(Patrol.id == bindparam("patrol"))
)  # fmt: skip
_POINTS = (
    select(TrackPoint.at, TrackPoint.lat, TrackPoint.lon, TrackPoint.accuracy, TrackPoint.pin)
    .where(TrackPoint.patrol_id == bindparam("patrol"))
    .order_by(TrackPoint.at)
)
_FOUND = (
    select(Issue.id, Issue.number, Issue.type, Issue.lat, Issue.lon)
    .where(Issue.patrol_id == bindparam("patrol"))
    .order_by(Issue.id)
)
_MEDIA = select(Media.use, Media.forwarded).where(
    Media.subject == Subject.PATROL, Media.subject_id == bindparam("patrol")
)
_MEDIA_OF_FOUND = (
    select(Media.use, Media.forwarded)
    .join(Issue, and_(Media.subject == Subject.ISSUE, Media.subject_id == Issue.id))
    .where(Issue.patrol_id == bindparam("patrol"), Media.use == MediaUse.BEFORE, Media.kind != MediaKind.VOICE)
)


def read(session: Session, patrol_id: int) -> Records:
    """The records of a patrol that is in the database already."""
    key = {"patrol": patrol_id}
    role, level, water_id, water, path, line, walker, title, chief, previous_end = tuple(
        run(session, _HEADING, key).one()
    )
    found = tuple(Found(*tuple(row)) for row in run(session, _FOUND, key))
    media = [Medium(*tuple(row)) for row in run(session, _MEDIA, key)]
    if found:
        media += [Medium(*tuple(row)) for row in run(session, _MEDIA_OF_FOUND, key)]
    return Records(
        role=role,
        level=level,
        water=water,
        lines=waters.lines_from(session, water_id, path, line),
        walker=walker,
        title=title or "",
        chief=chief or "",
        previous_end=previous_end,
        points=tuple(Point(*tuple(row)) for row in run(session, _POINTS, key)),
        media=tuple(media),
        found=found,
    )
