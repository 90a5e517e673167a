"""People who shall keep points: those on the roster, and new ones whom an office enrols with name and number."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.phones import masked, normalise
from rules.refusals import Refusal
from storage import audit
from storage.audit import By
from storage.models import Person


class Told(NamedTuple):
    """Who shall keep something, as an office says it."""

    name: str
    phone: str


def told(words: str) -> Told | None:
    """A name and a telephone number in one message, in any order; None where one of them lacks."""
    parts = words.replace("，", " ").replace(",", " ").split()
    for place, part in enumerate(parts):
        phone = normalise(part)
        name = "".join([*parts[:place], *parts[place + 1 :]])
        if phone is not None and name:
            return Told(name[:100], phone)
    return None


def known(session: Session, who: Told) -> int | None:
    """The person on the roster with that number; refuses when the roster has another name for it."""
    person = session.scalar(select(Person).where(Person.phone == who.phone, Person.on_roster))
    if person is None:
        return None
    if person.name != who.name:
        raise Refusal("refusal/number_has_other_name", phone=masked(who.phone), name=person.name, told=who.name)
    return person.id


def enrol(session: Session, by: By, who: Told) -> int:
    """The person's id; somebody new comes on the roster, which is recorded."""
    person_id = known(session, who)
    if person_id is not None:
        return person_id
    person = session.scalar(select(Person).where(Person.phone == who.phone)) or Person(phone=who.phone, workplace="")
    person.name, person.on_roster = who.name, True
    session.add(person)
    session.flush()
    audit.record(session, by, "person_enrolled", "person", person.id, name=who.name, phone=masked(who.phone))
    return person.id
