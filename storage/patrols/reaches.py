"""Which reaches a person may patrol on a day: those of the own posts, and those somebody delegated 委托."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from rules.refusals import Refusal
from rules.roles import CHIEFS, KEEPERS, Level, Role
from storage.direct import run
from storage.models import Appointment, Delegation, Person, Post, Region, Water

PATROLLING = CHIEFS | KEEPERS
MOST_REACHES = 40  # what a phone's keyboard still carries; the rest is chosen by sending a place


@dataclass(frozen=True, slots=True)
class Reach:
    """A water to patrol for a post; `chief` is who delegated it (id and name), None when it is one's own."""

    post_id: int
    role: Role
    level: Level
    water_id: int
    water_name: str
    region_name: str
    chief_id: int | None = None
    chief: str = ""

    @property
    def delegated(self) -> bool:
        """Whether one would walk for somebody else."""
        return self.chief_id is not None


class _Seat(NamedTuple):
    post_id: int
    role: Role
    level: Level
    region_name: str
    region_path: str
    water_id: int | None
    water_name: str | None
    removed_on: date | None
    chief_id: int | None = None
    chief: str = ""


# Built once: every step that begins a patrol asks them.
_SEAT = (
    Post.id, Post.role, Post.level, Region.name, Region.path, Post.water_id, Water.name, Water.removed_on,
)  # fmt: skip
_IN_OFFICE = (Appointment.from_on <= bindparam("day")) & or_(
    Appointment.until_on.is_(None), Appointment.until_on >= bindparam("day")
)
_OWN = (
    select(*_SEAT)
    .join(Appointment, Appointment.post_id == Post.id)
    .join(Region, Region.id == Post.region_id)
    .outerjoin(Water, Water.id == Post.water_id)
    .where(Appointment.person_id == bindparam("person"), _IN_OFFICE, Post.role.in_(PATROLLING))
    .order_by(Post.id)
)
_DELEGATED = (
    select(*_SEAT, Person.id, Person.name)
    .join(Delegation, Delegation.post_id == Post.id)
    .join(Region, Region.id == Post.region_id)
    .join(Person, Person.id == Delegation.chief_id)
    .join(Appointment, (Appointment.post_id == Post.id) & (Appointment.person_id == Delegation.chief_id))
    .outerjoin(Water, Water.id == Post.water_id)
    .where(
        Delegation.delegate_id == bindparam("person"),
        Delegation.from_on <= bindparam("day"),
        Delegation.until_on >= bindparam("day"),
        _IN_OFFICE,  # what a chief delegated ends with the chief's own term
    )
    .order_by(Post.id)
)


def reaches_of(session: Session, person_id: int, day: date) -> tuple[Reach, ...]:
    """The person's own reaches first, then those delegated to them; a post without a water has its region's waters."""
    who = {"person": person_id, "day": day}
    seats = [_Seat(*row) for row in [*run(session, _OWN, who), *run(session, _DELEGATED, who)]]
    found: dict[tuple[int, int], Reach] = {}
    for seat in seats:
        for water_id, name in _waters(session, seat):
            found.setdefault((seat.post_id, water_id), _reach(seat, water_id, name))
    return tuple(found.values())


def require_reach(session: Session, person_id: int, day: date, post_id: int, water_id: int) -> Reach:
    """The reach, if the person may patrol it on that day; refuses otherwise."""
    for reach in reaches_of(session, person_id, day):
        if (reach.post_id, reach.water_id) == (post_id, water_id):
            return reach
    raise Refusal("refusal/not_your_reach")


def _waters(session: Session, seat: _Seat) -> Iterable[tuple[int, str]]:
    if seat.water_id is not None:
        return [(seat.water_id, seat.water_name or "")] if seat.removed_on is None else []
    above, above_region = aliased(Water), aliased(Region)
    # Of a region its rivers, not each of their reaches too: the topmost waters that lie within it.
    rows = session.execute(
        select(Water.id, Water.name)
        .join(Region, Region.id == Water.region_id)
        .outerjoin(above, above.id == Water.parent_id)
        .outerjoin(above_region, above_region.id == above.region_id)
        .where(
            Region.path.startswith(seat.region_path),
            Water.removed_on.is_(None),
            or_(above.id.is_(None), ~above_region.path.startswith(seat.region_path)),
        )
        .order_by(Water.code)
        .limit(MOST_REACHES)
    )
    return [(row.id, row.name) for row in rows]


def _reach(seat: _Seat, water_id: int, water_name: str) -> Reach:
    return Reach(seat.post_id, seat.role, seat.level, water_id, water_name, seat.region_name, seat.chief_id, seat.chief)
