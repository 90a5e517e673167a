"""Who the recipients are: their names, the posts by which they are meant, the fields filled in for them. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import Session

from rules.roles import Level, Role, post_word
from rules.words import listed
from storage.broadcasts.audience import Audience, chosen, seat_condition
from storage.models import Account, Appointment, Person, Post, Region, Unit, Water
from storage.posts.holders import in_office

PAGE = 12


@dataclass(frozen=True, slots=True)
class Addressed:
    """Somebody meant: `post` as one says it, `waters` those of the posts by which they are meant."""

    person_id: int
    name: str
    phone: str | None
    post: str
    title: str
    level: Level | None
    region_id: int | None
    region: str
    waters: str
    bound: bool
    blocked: bool

    @property
    def fields(self) -> dict[str, str]:
        """What stands for 姓名, 职务, 地区 and 河段 in the words to this person; never nothing."""
        post = self.title or self.post or "同志"
        return {"姓名": self.name, "职务": post, "地区": self.region or "本地", "河段": self.waters or "责任河段"}


def addressed(
    session: Session, audience: Audience, path: str, today: date, after: int = 0, most: int | None = PAGE
) -> list[Addressed]:
    """Those meant whose id is greater than `after`, by id, so many at a time (all where `most` is None)."""
    meant = select(Person.id).where(chosen(session, audience, path, today), Person.id > after).order_by(Person.id)
    people = list(session.scalars(meant if most is None else meant.limit(most)))
    return by_id(session, people, seat_condition(session, audience, path), path, today)


def by_id(
    session: Session, people: Sequence[int], wanted: ColumnElement[bool], path: str, today: date
) -> list[Addressed]:
    """The people by their first `wanted` post of the region, else by any; in the order of their ids."""
    rows = session.execute(_rows(people, wanted, path, today)).all()
    held: dict[int, list[Any]] = {}
    for row in rows:
        held.setdefault(row.person_id, []).append(row)
    return [_addressed(own) for own in held.values()]


def _rows(people: Sequence[int], wanted: ColumnElement[bool], path: str, today: date) -> Any:
    is_wanted = case((wanted, 0), else_=1).label("rank")
    seat = (
        select(Appointment.person_id, Appointment.title, Post.id.label("post_id"), Post.role, Post.level,
               Region.id.label("region_id"), Region.name.label("region"), Water.name.label("water"),
               Unit.name.label("unit"), is_wanted)
        .join(Post, Post.id == Appointment.post_id)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(Appointment.person_id.in_(people), in_office(today), Region.path.startswith(path))
        .subquery()
    )  # fmt: skip
    return (
        select(Person.id.label("person_id"), Person.name, Person.phone, Account.id.label("account_id"),
               Account.blocked_at, *(column for column in seat.c if column.name != "person_id"))
        .outerjoin(seat, seat.c.person_id == Person.id)
        .outerjoin(Account, (Account.person_id == Person.id) & Account.unbound_at.is_(None))
        .where(Person.id.in_(people))
        .order_by(Person.id, seat.c.rank, seat.c.post_id)
    )  # fmt: skip


def _addressed(own: Sequence[Any]) -> Addressed:
    first = own[0]
    waters = [row.water for row in own if row.water and row.rank == first.rank]
    return Addressed(
        person_id=first.person_id,
        name=first.name,
        phone=first.phone,
        post=_post(first) if first.post_id else "",
        title=first.title or "",
        level=first.level,
        region_id=first.region_id,
        region=first.region or "",
        waters=listed(waters),
        bound=first.account_id is not None,
        blocked=first.blocked_at is not None,
    )


def _post(row: Any) -> str:
    """璧南河青溪村段村级河长, but 大路街道河长办: a region says its level itself."""
    if row.role is Role.UNIT and row.unit:
        return str(row.unit)
    return f"{row.water}{post_word(row.role, row.level)}" if row.water else f"{row.region}{row.role.word}"
