"""Who must report on a year, for which own days, to whom (clause F3c), by the appointments. Reads only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from rules.duty_reports import DutyReportRule, To, first_binding
from rules.periods import Span, days_of
from rules.roles import CHIEFS, Level, Role, post_word
from storage.issues.matters import seat_words
from storage.ledger.listing import inside
from storage.models import Appointment, Person, Post, Region, Water
from storage.posts.holders import Holder, holders, ids_of, posts_of


@dataclass(frozen=True, slots=True)
class Tenure:
    """A chief's post and the own days of the year at it."""

    post_id: int
    role: Role
    level: Level
    region_id: int
    region: str
    region_path: str
    water_id: int | None
    water: str
    water_path: str
    title: str
    span: Span

    @property
    def seat(self) -> str:
        """How one says the post."""
        return seat_words(self.role, post_word(self.role, self.level), self.region, self.water or None, None, ())


@dataclass(frozen=True, slots=True)
class Obliged:
    """Somebody who reports on a year under a rule, by the highest post it binds. `serving`: still at any of them."""

    person_id: int
    name: str
    year: int
    rule: DutyReportRule
    main: Tenure
    tenures: tuple[Tenure, ...]
    due_on: date
    serving: bool

    @property
    def days(self) -> Span:
        """The own days from the first to the last."""
        return Span(min(each.span.first for each in self.tenures), max(each.span.last for each in self.tenures))


def obliged(
    session: Session, rules: Sequence[DutyReportRule], year: int, today: date, paths: Sequence[str] = ("/",),
    person_id: int | None = None,
) -> list[Obliged]:  # fmt: skip
    """Everybody who must report on a year with the main post in these regions (paths); or one person."""
    if not rules or days_of(year).first > today:
        return []
    found = (_of_person(rows, rules, year, today) for rows in _by_person(session, year, person_id, paths))
    listed = [each for each in found if each and each.main.region_path.startswith(tuple(paths))]
    return sorted(listed, key=lambda each: (each.main.level.rank, each.main.region_path, each.person_id))


def one(
    session: Session, rules: Sequence[DutyReportRule], year: int, today: date, person_id: int
) -> Obliged | None:  # fmt: skip
    """The duty of one person; None who need not report on that year."""
    return next(iter(obliged(session, rules, year, today, person_id=person_id)), None)


def receivers(session: Session, listed: Iterable[Obliged], day: date) -> dict[int, tuple[Holder, ...]]:
    """By reporter, the general chief who receives the report: of the own region, else of the nearest above.

    Nobody reports to themselves. Who reports to a body, or has no general chief above, is not in the answer.
    """
    asked = [each for each in listed if each.rule.to is To.GENERAL_CHIEF]
    return nearest_generals(session, {each.person_id: (each.main.region_path, each.person_id) for each in asked}, day)


def nearest_generals(
    session: Session, asked: Mapping[int, tuple[str, int]], day: date
) -> dict[int, tuple[Holder, ...]]:  # fmt: skip
    """By key, who holds the seat of the nearest general chief upward from a region (its path), one person excepted."""
    ways = {key: (ids_of(path), person_id) for key, (path, person_id) in asked.items()}
    posts = posts_of(session, Role.GENERAL_CHIEF, {region for way, _ in ways.values() for region in way})
    held = holders(session, [post for some in posts.values() for post in some], day)
    found = {}
    for key, (way, person_id) in ways.items():
        seats = (_others(person_id, held.get(post, ())) for region in way for post in posts.get(region, ()))
        people = next((people for people in seats if people), ())
        if people:
            found[key] = people
    return found


def receiver_words(one_: Obliged, people: Sequence[Holder]) -> str:
    """To whom one reports, in words; empty where there is no general chief above."""
    if one_.rule.to is To.BODY:
        return one_.rule.receiver
    return "、".join(f"{Role.GENERAL_CHIEF.word}{each.name}" for each in people)


def _others(person_id: int, people: Sequence[Holder]) -> tuple[Holder, ...]:
    return tuple(each for each in people if each.person_id != person_id)


def _by_person(session: Session, year: int, person_id: int | None, paths: Sequence[str]) -> Iterable[list[Any]]:
    days = days_of(year)
    within = select(Appointment.person_id).join(Post, Post.id == Appointment.post_id).join(
        Region, Region.id == Post.region_id
    ).where(Post.role.in_(CHIEFS), inside(paths))  # fmt: skip
    rows = (
        select(Person.id, Person.name, Post.id, Post.role, Post.level, Region.id, Region.name, Region.path, Water.id,
               Water.name, Water.path, Appointment.title, Appointment.from_on, Appointment.until_on)
        .select_from(Appointment)
        .join(Person, Person.id == Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .where(
            Person.on_roster, Post.role.in_(CHIEFS), Appointment.from_on <= days.last,
            or_(Appointment.until_on.is_(None), Appointment.until_on >= days.first),
            Person.id == person_id if person_id is not None else Person.id.in_(within),
        )
        .order_by(Person.id, Appointment.from_on, Post.id)
    )  # fmt: skip
    current: list[Any] = []
    for row in session.execute(rows):
        if current and current[0][0] != row[0]:
            yield current
            current = []
        current.append(row)
    if current:
        yield current


def _of_person(rows: Sequence[Any], rules: Sequence[DutyReportRule], year: int, today: date) -> Obliged | None:
    tenures: dict[int, Tenure] = {}
    serving: set[int] = set()
    days = days_of(year)
    for row in rows:
        post_id, from_on, until_on = row[2], row[12], row[13]
        own = Span(from_on, until_on or date.max).common(days)
        before = tenures.get(post_id)
        span = Span(min(before.span.first, own.first), max(before.span.last, own.last)) if before else own
        _, _, _, role, level, region_id, region, path, water_id, water, water_path, title, *_ = row
        tenures[post_id] = Tenure(post_id, role, level, region_id, region, path, water_id, water or "",
                                  water_path or "", title, span)  # fmt: skip
        if until_on is None or until_on >= today:
            serving.add(post_id)
    bound = [(place, each) for each in tenures.values()
             if (place := first_binding(rules, each.role, each.level, year)) is not None]  # fmt: skip
    if not bound:
        return None
    # A post still held goes before one that was left: who moved on reports where they are now.
    place, main = min(bound, key=lambda pair: (pair[1].post_id not in serving, pair[0], pair[1].level.rank))
    rule = rules[place]
    return Obliged(rows[0][0], rows[0][1], year, rule, main, tuple(tenures.values()), rule.due_on(year),
                   main.post_id in serving)  # fmt: skip
