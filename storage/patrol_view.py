"""What a patrol's messages name: the reach, for whom, what was looked at, what was found. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.checklist import ThingToLook
from rules.geodesy import Line, Place
from rules.profile import Profile
from rules.roles import Level, Role
from storage import media, patrol_facts, waters
from storage.models import (
    Appointment,
    Delegation,
    Issue,
    MediaUse,
    Patrol,
    PatrolState,
    Person,
    Post,
    Subject,
    TrackPoint,
    Water,
)
from storage.patrol_facts import Judged


@dataclass(frozen=True, slots=True)
class Found:
    """An issue found on the way."""

    number: str
    name: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class PatrolView:
    """One patrol as its messages tell it; `chief` is whom a delegate walks for, empty otherwise.

    `looked` pairs each thing to look at with "ok", "abnormal" or nothing; `points` are those of the live location.
    """

    patrol: Patrol
    judged: Judged
    water: str
    walker: str
    title: str
    role: Role
    level: Level
    chief: str
    points: int
    pins: int
    looked: tuple[tuple[ThingToLook, str], ...]
    found: tuple[Found, ...]
    photos: int
    voices: int

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.patrol.state not in (PatrolState.OPEN, PatrolState.PAUSED)

    @property
    def anything_looked_at(self) -> bool:
        """Whether any of the things to look at was marked."""
        return any(told for _, told in self.looked)

    @property
    def all_looked_at(self) -> bool:
        """Whether nothing is left to look at."""
        return all(told for _, told in self.looked)

    @property
    def abnormal(self) -> list[ThingToLook]:
        """What was marked abnormal."""
        return [thing for thing, told in self.looked if told == "abnormal"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The lines of a picture: the reach's own and those beside it."""

    reach: tuple[Line, ...]
    neighbours: tuple[tuple[str, Line], ...]


def view(session: Session, profile: Profile, patrol_id: int, now: datetime) -> PatrolView:
    """Everything that the messages of a patrol say of it at a moment."""
    patrol = session.get_one(Patrol, patrol_id)
    post = session.get_one(Post, patrol.post_id)
    pins = session.scalar(select(func.count()).where(TrackPoint.patrol_id == patrol_id, TrackPoint.pin)) or 0
    points = session.scalar(select(func.count()).where(TrackPoint.patrol_id == patrol_id)) or 0
    notes = media.of(session, Subject.PATROL, patrol_id, MediaUse.NOTE)
    return PatrolView(
        patrol=patrol,
        judged=patrol_facts.judge(session, profile, patrol, patrol.ended_at or now),
        water=session.get_one(Water, patrol.water_id).name,
        walker=session.get_one(Person, patrol.person_id).name,
        title=_title(session, patrol),
        role=post.role,
        level=post.level,
        chief=_chief(session, patrol),
        points=points - pins,
        pins=pins,
        looked=tuple((thing, str(patrol.looked.get(thing.code, ""))) for thing in profile.things_to_look(post.level)),
        found=tuple(_found(profile, issue) for issue in patrol_facts.issues(session, patrol_id)),
        photos=len(media.of(session, Subject.PATROL, patrol_id, MediaUse.PATROL)),
        voices=len(notes),
    )


def surroundings(session: Session, water_id: int) -> Surroundings:
    """What lies on the picture besides the track."""
    return Surroundings(waters.lines_of(session, water_id), tuple(waters.neighbours(session, water_id)))


def _title(session: Session, patrol: Patrol) -> str:
    """How the roster names what the walker holds: the patrol's post, or any post for a delegate."""
    rows = select(Appointment.title).where(Appointment.person_id == patrol.person_id, Appointment.title != "")
    if not patrol.delegated:
        rows = rows.where(Appointment.post_id == patrol.post_id)
    return session.scalar(rows.order_by(Appointment.id.desc()).limit(1)) or ""


def _chief(session: Session, patrol: Patrol) -> str:
    if not patrol.delegated:
        return ""
    rows = (
        select(Person.name)
        .join(Delegation, Delegation.chief_id == Person.id)
        .where(Delegation.post_id == patrol.post_id, Delegation.delegate_id == patrol.person_id)
        .order_by(Delegation.id.desc())
    )
    return session.scalar(rows.limit(1)) or ""


def _found(profile: Profile, issue: Issue) -> Found:
    kind = profile.issue_type(issue.type)
    place = Place(issue.lat, issue.lon) if issue.lat is not None and issue.lon is not None else None
    return Found(issue.number, kind.name if kind else issue.type, place)
