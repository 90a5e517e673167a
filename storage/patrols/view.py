"""What a patrol's messages name: the reach, for whom, what was looked at, what was found. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from rules.checklist import ThingToLook
from rules.geodesy import Line, Place
from rules.profile import Profile
from rules.roles import Level, Role
from storage import waters
from storage.models import MediaUse, Patrol, PatrolState
from storage.patrols import facts
from storage.patrols import records as patrol_records
from storage.patrols.facts import Judged


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


_PATROL = select(Patrol).where(Patrol.id == bindparam("patrol"))


def view(session: Session, profile: Profile, patrol_id: int, now: datetime) -> PatrolView:
    """Everything that the messages of a patrol say of it at a moment."""
    return view_of(session, profile, session.scalars(_PATROL, {"patrol": patrol_id}).one(), now)


def view_of(session: Session, profile: Profile, patrol: Patrol, now: datetime) -> PatrolView:
    """As `view`, of a patrol that was read already."""
    return view_by(patrol_records.read(session, patrol.id), profile, patrol, now)


def view_by(records: patrol_records.Records, profile: Profile, patrol: Patrol, now: datetime) -> PatrolView:
    """As `view`, by records that were read already."""
    pins, things = len(records.pins), profile.things_to_look(records.level, role=records.role)
    return PatrolView(
        patrol=patrol,
        judged=facts.judge_by(records, profile, patrol, patrol.ended_at or now),
        water=records.water,
        walker=records.walker,
        title=records.title,
        role=records.role,
        level=records.level,
        chief=records.chief,
        points=len(records.points) - pins,
        pins=pins,
        looked=tuple((thing, str(patrol.looked.get(thing.code, ""))) for thing in things),
        found=tuple(_found(profile, issue) for issue in records.found),
        photos=len(records.used_as(MediaUse.PATROL)),
        voices=len(records.used_as(MediaUse.NOTE)),
    )


def surroundings(session: Session, water_id: int) -> Surroundings:
    """What lies on the picture besides the track."""
    return Surroundings(waters.lines_of(session, water_id), tuple(waters.neighbours(session, water_id)))


def _found(profile: Profile, issue: patrol_records.Found) -> Found:
    kind = profile.issue_type(issue.type)
    place = Place(issue.lat, issue.lon) if issue.lat is not None and issue.lon is not None else None
    return Found(issue.number, kind.name if kind else issue.type, place)
