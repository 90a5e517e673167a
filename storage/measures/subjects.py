"""Whom a measure may be about: held posts, as a person or as their unit; as one says and counts them. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from rules.roles import CHIEFS, KEEPERS, Level, Role, post_word
from storage.issues.matters import seat_words
from storage.models import Post, Region, Unit, Water
from storage.posts.holders import holders
from storage.posts.naming import posts_named

CONCERNED = CHIEFS | KEEPERS | {Role.OFFICE, Role.UNIT, Role.LIAISON}
MOST_FOUND = 40

_Shape = tuple[int, Role, Level, int, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """A post and who holds it. `seat` is the post as one says it, `unit` what it belongs to and is counted as."""

    post_id: int
    person_id: int | None
    name: str
    seat: str
    unit: str
    region_id: int
    role: Role

    @property
    def as_person(self) -> str:
        """大路街道璧南河乡镇级河长李建国."""
        return f"{self.seat}{self.name}"


def named(session: Session, words: str, path: str, today: date) -> list[Subject]:
    """Held posts of a region where the person, unit, title, region or water has these words in its name."""
    rows = _posts().where(Post.id.in_(posts_named(words, today)), Region.path.startswith(path))
    return _told(session, rows.order_by(Post.level, Post.id).limit(MOST_FOUND), today)


def of_posts(session: Session, post_ids: Collection[int], path: str, today: date) -> list[Subject]:
    """These posts, in their order, as far as they are held and lie within the path."""
    rows = _posts().where(Post.id.in_(post_ids), Region.path.startswith(path))
    found = {each.post_id: each for each in _told(session, rows, today)}
    return [found[each] for each in post_ids if each in found]


def _posts() -> Select[*_Shape]:
    return (
        select(Post.id, Post.role, Post.level, Region.id, Region.name, Water.name, Unit.name, Region.path)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(Post.role.in_(CONCERNED))
    )


def _told(session: Session, rows: Select[*_Shape], today: date) -> list[Subject]:
    found = session.execute(rows).all()
    held = holders(session, [row[0] for row in found], today)
    return [
        Subject(post, held[post][0].person_id, held[post][0].name,
                seat_words(role, post_word(role, level), region, water, unit, ()), unit or region, region_id, role)
        for post, role, level, region_id, region, water, unit, _ in found
        if post in held
    ]  # fmt: skip
