"""Posts as one says them, many at once; and which of them may have a matter in hand. Reads only."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Row, Select, and_, or_, select
from sqlalchemy.orm import Session

from rules.action_items import ItemKind
from rules.roles import CHIEFS, Level, Role, post_word
from storage.issues.matters import seat_words
from storage.models import Post, Region, Unit, Water
from storage.posts.holders import Holder, holders, ids_of
from storage.posts.naming import posts_named

OWNERS = CHIEFS | {Role.OFFICE, Role.LIAISON, Role.UNIT}
MOST_FOUND = 60
_LIKELY = {Role.LIAISON: 0, Role.UNIT: 1, Role.OFFICE: 2}

_Shape = tuple[int, Role, Level, int | None, str, str, str]  # the last two are None where there is none


class Owner(NamedTuple):
    """A held post that may have a matter in hand, as one says it."""

    post_id: int
    seat: str


def said(session: Session, post_ids: Iterable[int], today: date) -> dict[int, str]:
    """Posts as one says them, with who holds them: 大路街道环卫所（赵铁军）."""
    asked = set(post_ids)
    rows = session.execute(_posts().where(Post.id.in_(asked))).all()
    held = holders(session, asked, today)
    return {row[0]: _words(row, held.get(row[0], ())) for row in rows}


def owners(
    session: Session, kind: ItemKind, region_path: str, water_path: str | None, words: str, today: date
) -> list[Owner]:
    """Held posts of the region that may have a matter in hand: those by name, else the likeliest first."""
    near = set(ids_of(water_path))
    rows = _posts().where(
        Region.path.startswith(region_path),
        Post.role == Role.LIAISON if kind is ItemKind.TASK else Post.role.in_(OWNERS),
        *([Post.id.in_(posts_named(words, today))] if words else []),
    )
    likely = or_(Post.role.in_(_LIKELY), and_(Post.role.in_(CHIEFS), Post.water_id.in_(near)))
    narrowed = rows if words else rows.where(likely, Post.level != Level.VILLAGE)
    # A village has nobody but its chiefs: they are offered rather than nobody.
    found = session.execute(narrowed.limit(MOST_FOUND * 5)).all() or session.execute(rows.limit(MOST_FOUND)).all()
    listed = sorted(found, key=lambda row: (row[3] not in near, _LIKELY.get(row[1], 3), row[2].rank, row[0]))
    held = holders(session, [row[0] for row in listed], today)
    names = said(session, [row[0] for row in listed if row[0] in held], today)
    return [Owner(row[0], names[row[0]]) for row in listed if row[0] in held][:MOST_FOUND]


def owner_in(session: Session, post_id: int, region_path: str, today: date) -> Owner | None:
    """The post, if it may have a matter of this region in hand and somebody holds it."""
    inside = _posts().where(Post.id == post_id, Post.role.in_(OWNERS), Region.path.startswith(region_path))
    if session.execute(inside).first() is None or post_id not in holders(session, [post_id], today):
        return None
    return Owner(post_id, said(session, [post_id], today)[post_id])


def _posts() -> Select[*_Shape]:
    return (
        select(Post.id, Post.role, Post.level, Post.water_id, Region.name, Water.name, Unit.name)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
    )


def _words(row: Row[*_Shape], people: Iterable[Holder]) -> str:
    _, role, level, _, region, water, unit = row
    # A liaison unit 联络员单位 is called by its own name, as a responsible unit is.
    spoken = Role.UNIT if role is Role.LIAISON and unit else role
    return seat_words(spoken, post_word(role, level), region, water, unit, people)
