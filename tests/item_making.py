"""A liaison unit for the small county, and a general chief's patrol that is over: what matters 重点事项 begin with."""

from datetime import timedelta

from sqlalchemy.orm import Session

from rules.evidence import Grade
from rules.roles import Level, Role
from storage.models import Account, Appointment, Patrol, PatrolMode, PatrolState, Person, Post, Unit
from tests.county import FOUNDED, SERVING_SINCE, County
from tests.people import Person as Phone
from tests.river import MONDAY_MORNING, River

HE = ("何联络", "+8619900000401", 401)


def lay_liaison(session: Session, county: County) -> int:
    """何联络 of the 区水利局 is the liaison of 璧南河; returns the post's id."""
    name, phone, telegram_id = HE
    unit = Unit(code="U09", name="璧山区水利局", region_id=county.regions["district"])
    person = Person(name=name, phone=phone)
    session.add_all([unit, person])
    session.flush()
    post = Post(key="liaison|river", role=Role.LIAISON, level=Level.COUNTY, region_id=county.regions["district"],
                water_id=county.waters["river"], unit_id=unit.id)  # fmt: skip
    session.add_all([post, Account(person_id=person.id, telegram_id=telegram_id, chat_id=telegram_id,
                                   bound_at=FOUNDED)])  # fmt: skip
    session.flush()
    session.add(Appointment(post_id=post.id, person_id=person.id, title="璧南河联络员", from_on=SERVING_SINCE))
    session.flush()
    county.people["he"], county.posts["he"] = person.id, post.id
    return post.id


def patrolled(session: Session, county: County, who: str = "gu", water: str = "river") -> int:
    """The general chief's patrol this morning, over; returns its id."""
    began = MONDAY_MORNING - timedelta(hours=1)
    patrol = Patrol(
        post_id=county.posts[who],
        person_id=county.people[who],
        water_id=county.waters[water],
        state=PatrolState.FINISHED,
        mode=PatrolMode.PIN,
        started_at=began,
        ended_at=began + timedelta(minutes=40),
        grade=Grade.B,
        counts=True,
    )
    session.add(patrol)
    session.flush()
    return patrol.id


def phone_of_liaison(river: River) -> Phone:
    """何联络's phone."""
    name, phone, telegram_id = HE
    return river.phone_in_use(telegram_id, name, phone)
