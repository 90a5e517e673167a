"""Who could have an issue in hand: the chief of the reach, fitting units nearby, the chiefs around; or by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import Session

from rules.roles import CHIEFS, KEEPERS, Level, Role, post_word
from rules.unit_words import fits
from storage.issues.matters import seat_words
from storage.models import Issue, Post, Region, Unit, Water
from storage.posts import binding
from storage.posts.holders import holders
from storage.posts.naming import posts_named

RECTIFIERS = CHIEFS | KEEPERS | {Role.UNIT, Role.LIAISON}
MOST_FOUND = 60
_NEAREST_FIRST = {Level.VILLAGE: 0, Level.TOWNSHIP: 1, Level.COUNTY: 2, Level.CITY: 3}

_Shape = tuple[int, Role, Level, int | None, str, str, str, str]  # the last two are None where there is none


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post that may be assigned an issue. `bound`: at least one holder can be told here, not by phone only."""

    post_id: int
    seat: str
    fitting: bool
    bound: bool


def suggested(session: Session, issue: Issue, office_path: str, today: date) -> list[Candidate]:
    """Held posts of the region, the township or the water of an issue, the likeliest first."""
    path = session.get_one(Region, issue.region_id).path
    water = session.get(Water, issue.water_id) if issue.water_id else None
    upward = [int(part) for part in path.strip("/").split("/")]
    waters = [int(part) for part in water.path.strip("/").split("/")] if water else []
    near = or_(Region.path.startswith(path), Post.region_id.in_(upward), Post.water_id.in_(waters))
    rows = session.execute(_posts(office_path).where(near)).all()
    return _as_candidates(session, issue, sorted(rows, key=lambda row: _likelihood(row, issue)), today)


def named(session: Session, issue: Issue, office_path: str, words: str, today: date) -> list[Candidate]:
    """Held posts of the office's region where the person, unit, title, region or water has these words in its name."""
    found = posts_named(words, today)
    rows = session.execute(_posts(office_path).where(Post.id.in_(found)).limit(MOST_FOUND)).all()
    return _as_candidates(session, issue, sorted(rows, key=lambda row: _likelihood(row, issue)), today)


def one(session: Session, issue: Issue, office_path: str, post_id: int, today: date) -> Candidate | None:
    """The candidate of a post, if this office may assign to it and somebody holds it."""
    rows = session.execute(_posts(office_path).where(Post.id == post_id)).all()
    return next(iter(_as_candidates(session, issue, rows, today)), None)


def may_assign_to(session: Session, post_id: int, office_path: str) -> bool:
    """Whether a post is one that an office of this region may assign to."""
    return session.execute(_posts(office_path).where(Post.id == post_id)).first() is not None


def _posts(office_path: str) -> Select[*_Shape]:
    return (
        select(Post.id, Post.role, Post.level, Post.water_id, Region.path, Region.name, Water.name, Unit.name)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(Post.role.in_(RECTIFIERS), _inside(office_path))
    )


def _inside(office_path: str) -> ColumnElement[bool]:
    return Region.path.startswith(office_path)


def _likelihood(row: Row[*_Shape], issue: Issue) -> tuple[int, int, int]:
    _, role, level, water_id, _, _, _, unit = row
    if role is Role.UNIT and fits(unit or "", issue.type):
        rank = 0
    elif role in CHIEFS and water_id is not None and water_id == issue.water_id:
        rank = 1
    elif role is Role.UNIT:
        rank = 2
    elif role in CHIEFS:
        rank = 3
    else:
        rank = 4
    return rank, _NEAREST_FIRST[level], row[0]


def _as_candidates(session: Session, issue: Issue, rows: Sequence[Row[*_Shape]], today: date) -> list[Candidate]:
    held = holders(session, [row[0] for row in rows], today)
    bound = binding.bound(session, (holder.person_id for people in held.values() for holder in people))
    return [
        Candidate(
            post_id,
            seat_words(role, post_word(role, level), region, water, unit, held[post_id]),
            role is Role.UNIT and fits(unit or "", issue.type),
            any(holder.person_id in bound for holder in held[post_id]),
        )
        for post_id, role, level, _, _, region, water, unit in rows
        if post_id in held
    ]
