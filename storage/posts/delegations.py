"""Delegation 委托: a chief lets a colleague patrol for the post; who really walked is recorded, the chief is told."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.phones import normalise
from rules.refusals import Refusal
from storage import audit, outbox
from storage.audit import By
from storage.models import Account, Appointment, Delegation, Patrol, PatrolState, Person, Post, Region, Water
from storage.outbox import Tell
from storage.posts.holders import in_office

MOST_COLLEAGUES = 12


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody on the roster who may be asked; `bound` says whether the bot can reach them."""

    person_id: int
    name: str
    title: str
    bound: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A delegation in words: what for, whom, from when until when (both days included)."""

    id: int
    place: str
    delegate: str
    from_on: date
    until_on: date
    reachable: bool


def colleagues(session: Session, post_id: int, day: date) -> list[Colleague]:
    """Who holds a post in the region of the chief's post, or in the region right above it."""
    own = session.execute(
        select(Region.path, Region.parent_id).join(Post, Post.region_id == Region.id).where(Post.id == post_id)
    ).one()
    rows = session.execute(
        select(Person.id, Person.name, Appointment.title, Account.id)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Account, (Account.person_id == Person.id) & Account.unbound_at.is_(None))
        .where(Region.path.startswith(own.path) | (Region.id == own.parent_id), in_office(day), Person.on_roster)
        .order_by(Region.path.desc(), Person.id)
    )
    chiefs = set(session.scalars(select(Appointment.person_id).where(Appointment.post_id == post_id, in_office(day))))
    found: dict[int, Colleague] = {}
    for person_id, name, title, account_id in rows:
        if person_id not in chiefs:
            found.setdefault(person_id, Colleague(person_id, name, title, account_id is not None))
    return list(found.values())[:MOST_COLLEAGUES]


def colleague_with(session: Session, phone: str) -> Colleague | None:
    """The person of the roster with a number, as on a contact card."""
    number = normalise(phone)
    person = session.scalar(select(Person).where(Person.phone == number, Person.on_roster)) if number else None
    return None if person is None else _colleague(session, person)


def colleague(session: Session, person_id: int) -> Colleague | None:
    """The person of the roster with an id."""
    person = session.get(Person, person_id)
    return _colleague(session, person) if person is not None and person.on_roster else None


def give(session: Session, by: By, post_id: int, delegate_id: int, first: date, last: date) -> int:
    """Delegates a post's patrols from a day to a day (both included); the colleague is told. Returns its id."""
    chief_id = by.person_id
    assert chief_id is not None  # noqa: S101 - only a chief delegates
    if delegate_id == chief_id:
        raise Refusal("refusal/delegate_to_oneself")
    same = select(Delegation.id).where(
        Delegation.post_id == post_id,
        Delegation.delegate_id == delegate_id,
        Delegation.from_on <= last,
        Delegation.until_on >= first,
    )
    if session.scalar(same.limit(1)) is not None:
        raise Refusal("refusal/already_delegated")
    delegation = Delegation(post_id=post_id, chief_id=chief_id, delegate_id=delegate_id, from_on=first, until_on=last)
    session.add(delegation)
    session.flush()
    dates = {"from_on": first.isoformat(), "until_on": last.isoformat()}
    audit.record(
        session, by, "delegate", "delegation", delegation.id, post_id=post_id, delegate_id=delegate_id, **dates
    )
    _tell_delegate(session, by.at, delegation, "delegation/given_to_you")
    return delegation.id


def withdraw(session: Session, by: By, delegation_id: int, day: date) -> Given:
    """Ends a delegation; what was walked under it stays. Refuses anybody but the chief who gave it, and twice."""
    delegation = session.get(Delegation, delegation_id, with_for_update=True)
    if delegation is None or delegation.chief_id != by.person_id:
        raise Refusal("refusal/not_your_matter")
    if delegation.until_on < day:
        raise Refusal("refusal/delegation_over")
    told = given(session, delegation_id)
    before, delegation.until_on = delegation.until_on, day - timedelta(days=1)
    audit.record(
        session, by, "withdraw_delegation", "delegation", delegation.id, before=before.isoformat(),
        after=delegation.until_on.isoformat(),
    )  # fmt: skip
    _tell_delegate(session, by.at, delegation, "delegation/withdrawn_from_you")
    return told


def given(session: Session, delegation_id: int) -> Given:
    """One delegation in words."""
    return _given(session, session.get_one(Delegation, delegation_id))


def given_by(session: Session, chief_id: int, day: date) -> list[Given]:
    """What a chief has delegated and is not over yet."""
    rows = select(Delegation).where(Delegation.chief_id == chief_id, Delegation.until_on >= day)
    return [_given(session, delegation) for delegation in session.scalars(rows.order_by(Delegation.from_on))]


def tell_chief(session: Session, at: datetime, patrol: Patrol, minutes: float) -> None:
    """Tells the chief, the same day, that somebody walked for them."""
    if not patrol.delegated:
        return
    values = {
        "delegate": session.get_one(Person, patrol.person_id).name,
        "water": session.get_one(Water, patrol.water_id).name,
        "started_at": patrol.started_at.isoformat(),
        "minutes": int(minutes),
        "metres": patrol.metres,
        "grade": patrol.grade.value if patrol.grade else None,
        "counts": bool(patrol.counts),
        "missing": patrol.missing,
        "lapsed": patrol.state is PatrolState.LAPSED,
    }
    chiefs = session.scalars(
        select(Delegation.chief_id)
        .where(
            Delegation.post_id == patrol.post_id,
            Delegation.delegate_id == patrol.person_id,
            Delegation.from_on <= patrol.started_at.date() + timedelta(days=1),
        )
        .order_by(Delegation.id.desc())
        .limit(1)
    )
    outbox.tell(
        session,
        at,
        [Tell("delegation/patrolled", f"patrol:{patrol.id}:delegated:{chief}", chief, values) for chief in chiefs],
    )


def _tell_delegate(session: Session, at: datetime, delegation: Delegation, kind: str) -> None:
    told = _given(session, delegation)
    values = {
        "chief": session.get_one(Person, delegation.chief_id).name,
        "place": told.place,
        "from_on": told.from_on.isoformat(),
        "until_on": told.until_on.isoformat(),
    }
    outbox.tell(session, at, [Tell(kind, f"{kind}:{delegation.id}", delegation.delegate_id, values)])


def _given(session: Session, delegation: Delegation) -> Given:
    post = session.get_one(Post, delegation.post_id)
    water = session.get(Water, post.water_id) if post.water_id else None
    place = water.name if water else session.get_one(Region, post.region_id).name
    delegate = _colleague(session, session.get_one(Person, delegation.delegate_id))
    return Given(delegation.id, place, delegate.name, delegation.from_on, delegation.until_on, delegate.bound)


def _colleague(session: Session, person: Person) -> Colleague:
    bound = select(Account.id).where(Account.person_id == person.id, Account.unbound_at.is_(None))
    title = select(Appointment.title).where(Appointment.person_id == person.id).order_by(Appointment.id.desc()).limit(1)
    return Colleague(person.id, person.name, session.scalar(title) or "", session.scalar(bound.limit(1)) is not None)
