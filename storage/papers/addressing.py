"""To whom a paper goes: who has the issues in hand, the offices and chiefs of the place; or anybody by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import Session

from rules.papers import PaperRules
from rules.roles import CHIEFS, Level, Role, post_word
from storage.issues.candidates import RECTIFIERS
from storage.issues.matters import seat_words
from storage.models import Issue, Post, Region, Unit, Water
from storage.posts import binding
from storage.posts.holders import Holder, holders, ids_of
from storage.posts.naming import posts_named

RECEIVERS = RECTIFIERS | {Role.OFFICE}
MOST_FOUND = 40

_Shape = tuple[int, Role, Level, str, str, str]  # the last two are None where there is none


@dataclass(frozen=True, slots=True)
class Addressee:
    """A post a paper may go to. `name` is what is printed; `bound`: at least one holder can be told here."""

    post_id: int
    name: str
    people: tuple[str, ...]
    bound: bool


def suggested(
    session: Session, rules: PaperRules, issue_ids: Sequence[int], path: str, own_post_id: int, today: date
) -> list[Addressee]:
    """Held posts of an office's region, in this order: who has the issues, the offices below, the reaches' chiefs."""
    rows = session.execute(
        select(Issue.assignee_post_id, Issue.water_id, Region.path)
        .join(Region, Region.id == Issue.region_id)
        .where(Issue.id.in_(issue_ids))
    ).all()
    assigned = [row.assignee_post_id for row in rows if row.assignee_post_id]
    waters = {row.water_id for row in rows if row.water_id}
    regions = {each for row in rows for each in ids_of(row.path)}
    near = or_(
        Post.id.in_(assigned),
        (Post.role == Role.OFFICE) & Post.region_id.in_(regions),
        Post.role.in_(CHIEFS) & Post.water_id.in_(waters),
    )
    found = session.execute(_posts(path).where(near, Post.id != own_post_id)).all()
    ordered = sorted(found, key=lambda row: (row[0] not in assigned, row[1] is not Role.OFFICE, row[0]))
    return _as_addressees(session, rules, ordered, today)


def assigned_to(session: Session, issue_ids: Sequence[int], path: str, today: date) -> list[int]:
    """The held posts that have the issues in hand: who the paper goes to unless somebody else is chosen."""
    rows = session.execute(
        select(Post.id)
        .join(Issue, Issue.assignee_post_id == Post.id)
        .join(Region, Region.id == Post.region_id)
        .where(Issue.id.in_(issue_ids), Region.path.startswith(path))
        .distinct()
        .order_by(Post.id)
    )
    posts = list(rows.scalars())
    held = holders(session, posts, today)
    return [post for post in posts if post in held]


def named(session: Session, rules: PaperRules, words: str, path: str, own_post_id: int, today: date) -> list[Addressee]:
    """Held posts where the person, unit, title, region or water has these words in its name."""
    matching = posts_named(words, today)
    chosen = _posts(path).where(Post.id.in_(matching), Post.id != own_post_id).order_by(Post.id).limit(MOST_FOUND)
    return _as_addressees(session, rules, session.execute(chosen).all(), today)


def of_posts(session: Session, rules: PaperRules, post_ids: Collection[int], path: str, today: date) -> list[Addressee]:
    """These posts, in their order, as far as they are held and lie within the path."""
    rows = session.execute(_posts(path).where(Post.id.in_(post_ids))).all()
    found = {each.post_id: each for each in _as_addressees(session, rules, rows, today)}
    return [found[post_id] for post_id in post_ids if post_id in found]


def _posts(path: str) -> Select[*_Shape]:
    return (
        select(Post.id, Post.role, Post.level, Region.name, Water.name, Unit.name)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(Post.role.in_(RECEIVERS), _inside(path))
    )


def _inside(path: str) -> ColumnElement[bool]:
    return Region.path.startswith(path)


def _as_addressees(session: Session, rules: PaperRules, rows: Sequence[Row[*_Shape]], today: date) -> list[Addressee]:
    held = holders(session, [row[0] for row in rows], today)
    bound = binding.bound(session, (holder.person_id for people in held.values() for holder in people))
    return [
        Addressee(
            post_id,
            _printed(rules, role, level, region, water, unit, held[post_id]),
            tuple(holder.name for holder in held[post_id]),
            any(holder.person_id in bound for holder in held[post_id]),
        )
        for post_id, role, level, region, water, unit in rows
        if post_id in held
    ]


def _printed(
    rules: PaperRules, role: Role, level: Level, region: str, water: str | None, unit: str | None,
    people: Sequence[Holder],
) -> str:  # fmt: skip
    """As a paper addresses it: a unit and an office by their names, a chief with the person's."""
    if role is Role.OFFICE:
        return rules.issuer(region).name
    seat = seat_words(role, post_word(role, level), region, water, unit, ())
    return seat if role is Role.UNIT and unit else seat + "、".join(holder.name for holder in people)
