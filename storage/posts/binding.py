"""Binding a Telegram account to a person of the roster, and letting go of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.phones import masked, normalise
from storage import audit, entries
from storage.audit import By
from storage.models import Account, Person


class Outcome(StrEnum):
    """What came of a shared contact; the value names the template under `binding/`."""

    BOUND = "bound"
    ALREADY_YOURS = "already_yours"
    NOT_YOUR_CARD = "not_your_card"
    UNKNOWN_NUMBER = "unknown_number"
    TAKEN = "taken"
    ACCOUNT_IN_USE = "account_in_use"


@dataclass(frozen=True, slots=True)
class Card:
    """A contact as shared: whose Telegram account it names (None if it names none), and the number."""

    owner_id: int | None
    phone: str


def bind(session: Session, by: By, telegram_id: int, chat_id: int, name: str, card: Card) -> tuple[Outcome, int | None]:
    """Binds the sender to the roster's person with this number; whatever fails is put before the office.

    A card counts only when it is the sender's own: anybody could pass on anybody's card.
    """
    if card.owner_id != telegram_id:
        return _report(session, by, telegram_id, name, card, Outcome.NOT_YOUR_CARD), None
    phone = normalise(card.phone)
    person = session.scalar(select(Person).where(Person.phone == phone, Person.on_roster)) if phone else None
    if person is None:
        return _report(session, by, telegram_id, name, card, Outcome.UNKNOWN_NUMBER), None
    holder = session.scalar(select(Account).where(Account.person_id == person.id, Account.unbound_at.is_(None)))
    if holder is not None and holder.telegram_id == telegram_id:
        return Outcome.ALREADY_YOURS, person.id
    if holder is not None:
        return _report(session, by, telegram_id, name, card, Outcome.TAKEN), None
    own = account_of(session, telegram_id)
    if own is not None and not _let_go_of_public(session, by, own):
        return _report(session, by, telegram_id, name, card, Outcome.ACCOUNT_IN_USE), None
    session.add(Account(person_id=person.id, telegram_id=telegram_id, chat_id=chat_id, bound_at=by.at))
    session.flush()
    audit.record(
        session,
        By(by.at, person.id, None, by.update_id),
        "bind",
        "person",
        person.id,
        telegram_id=telegram_id,
    )
    return Outcome.BOUND, person.id


def account_of(session: Session, telegram_id: int) -> Account | None:
    """The bound account of a Telegram user."""
    return session.scalar(select(Account).where(Account.telegram_id == telegram_id, Account.unbound_at.is_(None)))


def bound(session: Session, people: Iterable[int]) -> set[int]:
    """Those of these people who have an account bound."""
    rows = select(Account.person_id).where(Account.person_id.in_(set(people)), Account.unbound_at.is_(None))
    return set(session.scalars(rows))


def unbind(session: Session, by: By, person_id: int) -> bool:
    """An office lets a person's account go; the person may then bind another. False if none was bound."""
    account = session.scalar(select(Account).where(Account.person_id == person_id, Account.unbound_at.is_(None)))
    if account is None:
        return False
    account.unbound_at = by.at
    audit.record(session, by, "unbind", "person", person_id, telegram_id=account.telegram_id)
    return True


def as_public(session: Session, by: By, telegram_id: int, chat_id: int, name: str) -> int:
    """The person behind an account that nobody on the roster owns; made when they first have something to say."""
    account = account_of(session, telegram_id)
    if account is not None:
        return account.person_id
    person = Person(name=name[:100], on_roster=False)
    session.add(person)
    session.flush()
    session.add(Account(person_id=person.id, telegram_id=telegram_id, chat_id=chat_id, bound_at=by.at))
    session.flush()
    return person.id


def note_blocked(session: Session, by: By, telegram_id: int, blocked: bool) -> None:
    """The person blocked the bot, or took it back."""
    account = account_of(session, telegram_id)
    if account is not None:
        account.blocked_at = by.at if blocked else None


def _let_go_of_public(session: Session, by: By, account: Account) -> bool:
    person = session.get_one(Person, account.person_id)
    if person.on_roster:
        return False
    account.unbound_at = by.at
    session.flush()
    return True


def _report(session: Session, by: By, telegram_id: int, name: str, card: Card, outcome: Outcome) -> Outcome:
    phone = normalise(card.phone)
    key = f"binding:{outcome}:{telegram_id}:{phone or card.phone[:20]}"
    entries.note(session, f"binding_{outcome}", key, by.at, name=name[:100], phone=masked(phone or card.phone))
    return outcome
