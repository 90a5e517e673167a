"""The two sides of a boundary: which regions lie on it, who answers for each, who is above both. Reads only."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from rules.roles import Level, Role
from storage.models import Issue, Region, Water
from storage.posts.holders import Holder, holders, ids_of, offices, posts_of

MOST = 12
SIDES = (Level.TOWNSHIP, Level.COUNTY)


class Side(NamedTuple):
    """A region that may be one side."""

    id: int
    name: str
    level: Level
    path: str


def first(session: Session, issue: Issue) -> Side | None:
    """The township in which an issue was registered; None where it was registered for a whole county."""
    path = session.get_one(Region, issue.region_id).path
    rows = _sides().where(Region.id.in_(ids_of(path)), Region.level == Level.TOWNSHIP)
    row = session.execute(rows).first()
    return Side(*row) if row else None


def candidates(session: Session, issue: Issue, chosen: Sequence[int], words: str = "") -> list[Side]:
    """Who may be the (other) side: townships and counties, those on the same river first; by name where words are."""
    taken = [one for one in named(session, chosen) if one]
    rows = [Side(*row) for row in session.execute(_wanted(words).order_by(Region.path))]
    fitting = [one for one in rows if _fits(one, taken)]
    along = _along(session, issue)
    above = ids_of(session.get_one(Region, issue.region_id).path)
    return sorted(fitting, key=lambda one: (one.level is not Level.TOWNSHIP, one.id not in along,
                                            not set(ids_of(one.path)[1:]) & set(above)))[:MOST]  # fmt: skip


def named(session: Session, region_ids: Iterable[int]) -> list[Side]:
    """The sides by their ids, in that order."""
    asked = list(region_ids)
    found = {row[0]: Side(*row) for row in session.execute(_sides().where(Region.id.in_(asked)))}
    return [found[each] for each in asked if each in found]


def contacts(session: Session, region_ids: Iterable[int], today: date) -> dict[int, tuple[Holder, ...]]:
    """Who answers for each side: its own chief office, else its general chief; a side with neither is not in it."""
    asked = set(region_ids)
    found: dict[int, tuple[Holder, ...]] = {}
    for role in (Role.GENERAL_CHIEF, Role.OFFICE):
        posts = posts_of(session, role, asked)
        held = holders(session, [post for each in posts.values() for post in each], today)
        for region_id, own in posts.items():
            if people := tuple(person for post in own for person in held.get(post, ())):
                found[region_id] = people
    return found


def above_both(session: Session, sides: Sequence[Side], otherwise: int) -> int:
    """The nearest region that both lie in; `otherwise` where there is none on the roster."""
    common = [each for each in ids_of(sides[0].path)[1:] if each in ids_of(sides[1].path)[1:]]
    return common[0] if common else otherwise


def judges(session: Session, region_id: int, today: date) -> tuple[Holder, ...]:
    """Who decides for a region: its office (or the nearest above), else its general chief."""
    office = offices(session, [region_id], today).get(region_id, ())
    return office or contacts(session, [region_id], today).get(region_id, ())


def _fits(one: Side, taken: Sequence[Side]) -> bool:
    """Not one of those chosen, none that lies in the other, and both of one level."""
    return all(
        one.level is other.level and not one.path.startswith(other.path) and not other.path.startswith(one.path)
        for other in taken
    )


def _along(session: Session, issue: Issue) -> set[int]:
    """All regions in which the river of the issue, or a reach of it, lies."""
    water = session.get(Water, issue.water_id) if issue.water_id else None
    if water is None:
        return set()
    root = f"/{ids_of(water.path)[-1]}/"
    paths = session.scalars(
        select(Region.path).join(Water, Water.region_id == Region.id).where(Water.path.startswith(root)).distinct()
    )
    return {each for path in paths for each in ids_of(path)}


def _wanted(words: str) -> Select[int, str, Level, str]:
    rows = _sides().where(Region.level.in_(SIDES))
    return rows.where(Region.name.contains(words.strip(), autoescape=True)) if words else rows


def _sides() -> Select[int, str, Level, str]:
    return select(Region.id, Region.name, Region.level, Region.path)
