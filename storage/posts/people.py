"""Looking people up for an office: who they are, their posts, whether an account is bound; and letting it go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select
from sqlalchemy.orm import Session

from rules.ledger_words import spellings
from rules.phones import normalise
from rules.refusals import Refusal
from storage.audit import By
from storage.ledger.listing import inside
from storage.models import Account, Appointment, AuditRow, Draft, Issue, Patrol, Person, Post, Region
from storage.posts import binding, desks
from storage.posts.desks import Seat
from storage.posts.holders import in_office

PAGE = 8
FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who was found: with the posts held today, highest first."""

    id: int
    name: str
    phone: str | None
    bound: bool
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All an office is told of a person. `account_id` is None while no account is bound.

    `acted_at` is when they last did something here; nobody's reading is recorded.
    """

    id: int
    name: str
    phone: str | None
    workplace: str
    seats: tuple[Seat, ...]
    account_id: int | None
    bound_at: datetime | None
    blocked_at: datetime | None
    acted_at: datetime | None


def find(
    session: Session, regions: Sequence[str], words: str, today: date, offset: int = 0, limit: int = PAGE
) -> tuple[list[Found], int]:
    """People of the regions with these words in their name, or these digits in their number; and how many."""
    rows = _visible(select(Person), regions).where(_named(words))
    total = session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    shown = rows.order_by(Person.name, Person.id).offset(max(0, offset)).limit(limit)
    people = session.scalars(shown).all()
    bound = binding.bound(session, (person.id for person in people))
    return [
        Found(person.id, person.name, person.phone, person.id in bound, desks.seats(session, person.id, today))
        for person in people
    ], total


def card(session: Session, person_id: int, regions: Sequence[str], today: date) -> Card:
    """What is known of a person; refuses to tell of somebody who has nothing to do with the regions."""
    person = session.scalar(_visible(select(Person), regions).where(Person.id == person_id))
    if person is None:
        raise Refusal("refusal/not_your_region")
    account = session.scalar(select(Account).where(Account.person_id == person_id, Account.unbound_at.is_(None)))
    return Card(
        id=person.id,
        name=person.name,
        phone=person.phone,
        workplace=person.workplace,
        seats=desks.seats(session, person_id, today),
        account_id=account.id if account else None,
        bound_at=account.bound_at if account else None,
        blocked_at=account.blocked_at if account else None,
        acted_at=_acted_at(session, person_id, account) if account else None,
    )


def let_go(session: Session, by: By, person_id: int, account_id: int) -> None:
    """解绑, if the account is still the one that was shown; refuses when somebody was faster."""
    account = session.get(Account, account_id, with_for_update=True)
    if account is None or account.person_id != person_id or account.unbound_at is not None:
        raise Refusal("refusal/binding_has_changed")
    binding.unbind(session, by, person_id)


def serving(regions: Sequence[str], today: date) -> ColumnElement[bool]:
    """The condition that a person holds a post in one of the regions on a day."""
    return exists(_posts(regions).where(in_office(today)))


def is_bound() -> ColumnElement[bool]:
    """The condition that a person has an account bound."""
    return exists(select(Account.id).where(Account.person_id == Person.id, Account.unbound_at.is_(None)))


def _posts(regions: Sequence[str]) -> Select[int]:
    return (
        select(Appointment.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Region, Region.id == Post.region_id)
        .where(Appointment.person_id == Person.id, inside(regions))
        .correlate(Person)
    )


def _visible(rows: Select[Person], regions: Sequence[str]) -> Select[Person]:
    """Who holds or held a post in the regions; who never held any is seen by the office of the whole jurisdiction."""
    whole = exists(select(Region.id).where(Region.parent_id.is_(None), or_(false(), Region.path.in_(regions))))
    never = ~exists(select(Appointment.id).where(Appointment.person_id == Person.id))
    return rows.where(Person.on_roster, or_(exists(_posts(regions)), never & whole))


def _named(words: str) -> ColumnElement[bool]:
    phone = normalise(words)
    if phone is not None:
        return Person.phone == phone
    digits = "".join(sign for sign in words if sign.isdecimal())
    told = [Person.name.icontains(each, autoescape=True) for each in spellings(words)]
    if len(digits) >= FEWEST_DIGITS:
        told.append(Person.phone.contains("".join(str(int(sign)) for sign in digits), autoescape=True))
    return or_(*told)


def _acted_at(session: Session, person_id: int, account: Account) -> datetime | None:
    """The newest of what the person did: patrols, reports, changes of any record, dialogs begun or gone on with."""
    newest = (
        session.scalar(select(func.max(Patrol.started_at)).where(Patrol.person_id == person_id)),
        session.scalar(select(func.max(Issue.reported_at)).where(Issue.reporter_id == person_id)),
        session.scalar(select(func.max(Draft.updated_at)).where(Draft.chat_id == account.chat_id)),
        session.scalar(
            select(AuditRow.at).where(AuditRow.person_id == person_id).order_by(AuditRow.id.desc()).limit(1)
        ),
    )
    return max((moment for moment in newest if moment is not None), default=None)
