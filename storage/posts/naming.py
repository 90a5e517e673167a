"""What somebody is called; posts by what people call them: who holds it, the unit, the title, region, water."""

from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from storage.models import Appointment, Person, Post, Region, Unit, Water
from storage.posts.holders import in_office


def name_of(session: Session, person_id: int | None) -> str:
    """How a person is called; empty for nobody."""
    if person_id is None:
        return ""
    return session.scalar(select(Person.name).where(Person.id == person_id)) or ""


def posts_named(words: str, today: date) -> Select[int]:
    """The ids of held posts where the person, unit, title, region or water has these words in its name."""
    named = (Person.name, Unit.name, Appointment.title, Region.name, Water.name)
    return (
        select(Appointment.post_id)
        .join(Person, Person.id == Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .where(in_office(today), or_(*(column.icontains(words.strip(), autoescape=True) for column in named)))
    )
