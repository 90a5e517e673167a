"""The rivers and chiefs that a report begins with: waters with their length, chiefs below by level. Reads only."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from rules.points import POINT_KINDS
from rules.roles import CHIEFS, KEEPERS, Level
from storage.duty_reports.obliged import Obliged, Tenure
from storage.ledger.listing import inside
from storage.models import Appointment, Person, Post, Region, Water
from storage.posts.holders import in_office

MOST_WATERS = 30  # by name; the count is of all


def overview(session: Session, one: Obliged, day: date) -> dict[str, Any]:
    """Waters with their metres (None where not measured), and how many people serve there by level.

    A chief of waters: those waters, and the chiefs of their parts. A general chief: all waters of the region that are
    no part of another there, and everybody in the region.
    """
    own = _waters(session, [each for each in one.tenures if each.water_id])
    general = [each for each in one.tenures if not each.water_id]
    area = _area(session, general) if general else own
    metres = [each["metres"] for each in area]
    return {
        "waters": (own or area)[:MOST_WATERS],
        "total": len(area),
        "metres": sum(each or 0.0 for each in metres),
        "unmeasured": sum(each is None for each in metres),
        "general": bool(general),
        "area": "、".join(dict.fromkeys(each.region for each in general)),
        "chiefs": _chiefs(session, one, day),
    }


def _waters(session: Session, held: list[Tenure]) -> list[dict[str, Any]]:
    if not held:
        return []
    rows = session.execute(
        select(Water.id, Water.name, Water.kind, Water.length_m).where(Water.id.in_([each.water_id for each in held]))
    )
    found = {row[0]: {"name": row[1], "kind": row[2], "metres": row[3]} for row in rows}
    return [found[each.water_id] for each in held if each.water_id in found]


def _area(session: Session, held: list[Tenure]) -> list[dict[str, Any]]:
    """The waters of a region, without points and without what is part of another water of the same region."""
    paths = [each.region_path for each in held]
    rows = session.execute(
        select(Water.id, Water.parent_id, Water.name, Water.kind, Water.length_m)
        .join(Region, Region.id == Water.region_id)
        .where(Water.removed_on.is_(None), Water.kind.not_in(POINT_KINDS - {"水库"}),
               inside(paths))
        .order_by(Water.path)
    ).all()  # fmt: skip
    there = {row[0] for row in rows}
    return [{"name": name, "kind": kind, "metres": length} for _, parent, name, kind, length in rows
            if parent not in there]  # fmt: skip


def _chiefs(session: Session, one: Obliged, day: date) -> dict[str, int]:
    """Chiefs in office by level, 库长 and other keepers together (`keepers`); who reports is not counted."""
    regions = [each.region_path for each in one.tenures if not each.water_id]
    waters = [each.water_path for each in one.tenures if each.water_path]
    rows = session.execute(
        select(Person.id, Post.role, Post.level)
        .select_from(Appointment)
        .join(Person, Person.id == Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .where(
            Person.on_roster, in_office(day), Post.role.in_(CHIEFS | KEEPERS), Person.id != one.person_id,
            or_(*(Region.path.startswith(path) for path in regions), *(Water.path.startswith(path) for path in waters)),
        )
    )  # fmt: skip
    from_level = one.main.level.rank + (0 if regions else 1)  # who holds the same reach is not below
    highest: dict[int, Level] = {}
    keepers: set[int] = set()
    for person_id, role, level in rows:
        if role in KEEPERS:
            keepers.add(person_id)
        elif level.rank >= from_level:
            highest[person_id] = min(level, highest.get(person_id, level), key=lambda each: each.rank)
    counted = Counter[str](highest.values())
    counted["keepers"] = len(keepers)
    return {key: counted[key] for key in (*Level, "keepers") if counted[key]}
