"""The posts that the responsibility tree shows, held or vacant, from the highest level down. Reads only."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from rules.roles import Level, Role
from storage.models import Appointment, Person, Post, Region, Unit, Water
from storage.posts.holders import in_office

GENERALS = frozenset({Role.GENERAL_CHIEF, Role.DEPUTY_GENERAL_CHIEF})
WATER_CHIEFS = frozenset({Role.RIVER_CHIEF, Role.LAKE_CHIEF})
# 河长办, 牵头部门 (联络员单位) and 责任单位: who stands behind the chiefs.
SUPPORT = frozenset({Role.OFFICE, Role.LIAISON, Role.UNIT})
_ROLE_ORDER = {role: place for place, role in enumerate(Role)}


class Seat(NamedTuple):
    """A post and who holds it; `name` is empty where nobody does. `where` names the water, the unit or the region."""

    post_id: int
    role: Role
    level: Level
    name: str
    title: str
    where: str
    water_id: int | None


def seats(session: Session, day: date, roles: Collection[Role], where: ColumnElement[bool]) -> tuple[Seat, ...]:
    """The posts in some roles, the highest level first; a post with two holders comes twice."""
    rows = session.execute(
        select(
            Post.id, Post.role, Post.level, func.coalesce(Person.name, ""), func.coalesce(Appointment.title, ""),
            case((Post.role.in_(SUPPORT), func.coalesce(Unit.name, Region.name)),
                 else_=func.coalesce(Water.name, Region.name)),
            Post.water_id,
        )
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .outerjoin(Appointment, (Appointment.post_id == Post.id) & in_office(day))
        .outerjoin(Person, (Person.id == Appointment.person_id) & Person.on_roster)
        .where(Post.role.in_(roles), where, Water.removed_on.is_(None))
        .order_by(Water.path, Post.id, Appointment.id)
    )  # fmt: skip
    found = [Seat(*row) for row in rows]
    return tuple(sorted(found, key=lambda seat: (seat.level.rank, _ROLE_ORDER[seat.role])))
