"""Who holds which posts over which days; a renewed appointment goes on with the one before."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from rules.periods import Span
from rules.roles import Level, Role
from storage.direct import run
from storage.models import Appointment, Person, Post, Region, Water

_ONE_DAY = timedelta(days=1)


class Seat(NamedTuple):
    """One post; a general chief's has no water."""

    post_id: int
    role: Role
    level: Level
    region_id: int
    region_name: str
    water_id: int | None
    water_name: str | None
    water_path: str | None = None


class Held(NamedTuple):
    """A post and the days over which one person holds it without a break."""

    seat: Seat
    span: Span


class _Term(NamedTuple):
    person_id: int
    name: str
    from_on: date
    until_on: date | None
    seat: Seat


# Built once: the card of every patrol asks it.
_TERMS = (
    select(
        Appointment.person_id, Person.name, Appointment.from_on, Appointment.until_on,
        Post.id, Post.role, Post.level, Region.id, Region.name, Water.id, Water.name,
        Water.path,
    )
    .join(Person, Person.id == Appointment.person_id)
    .join(Post, Post.id == Appointment.post_id)
    .join(Region, Region.id == Post.region_id)
    .outerjoin(Water, Water.id == Post.water_id)
    .where(
        Appointment.person_id.in_(bindparam("people", expanding=True)),
        or_(Appointment.until_on.is_(None), Appointment.until_on >= bindparam("since")),
        # Trimmed, so that SQLite does not begin with all posts of a role but with the people asked for: linear.
        func.trim(Post.role).in_(bindparam("roles", expanding=True)),
        or_(Water.removed_on.is_(None), Water.removed_on > bindparam("day")),
        Person.on_roster,
    )
    .order_by(Appointment.person_id, Post.id, Appointment.from_on)
)  # fmt: skip

HeldPosts = dict[tuple[int, str], list[Held]]


def held_posts(session: Session, people: Collection[int], since: date, day: date, roles: Collection[Role]) -> HeldPosts:
    """The posts in `roles` that people hold on the day, by (person, name).

    Terms that ended before `since` are not looked at; posts at waters that are no more are left out.
    """
    posts: HeldPosts = {}
    terms = _terms(session, people, since, day, roles)
    for (person_id, name, seat), own in groupby(terms, key=lambda each: (each.person_id, each.name, each.seat)):
        span = _unbroken([Span(term.from_on, term.until_on or date.max) for term in own], day)
        if span is not None:
            posts.setdefault((person_id, name), []).append(Held(seat, span))
    return posts


def _terms(
    session: Session, people: Collection[int], since: date, day: date, roles: Collection[Role]
) -> Iterator[_Term]:
    rows = run(
        session, _TERMS, {"people": list(people), "since": since, "roles": [role.value for role in roles], "day": day}
    )
    for row in rows:
        person_id, name, from_on, until_on, *seat = tuple(row)
        yield _Term(person_id, name, from_on, until_on, Seat(*seat))


def _unbroken(terms: Sequence[Span], day: date) -> Span | None:
    """The days around `day` over which terms, in order of their beginning, follow on each other."""
    joined: list[Span] = []
    for term in terms:
        before = joined[-1] if joined else None
        if before is not None and (term.first <= before.last or term.first - _ONE_DAY == before.last):
            joined[-1] = Span(before.first, max(before.last, term.last))
        else:
            joined.append(term)
    return next((span for span in joined if span.holds(day)), None)
