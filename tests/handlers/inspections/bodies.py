"""The bodies that inspect besides the district's inspectors: 区生态环境局 and the liaison unit of 璧南河."""

from sqlalchemy.orm import Session

from rules.roles import Level, Role
from storage.models import Account, Appointment, Person, Post
from tests import people
from tests.county import FOUNDED, SERVING_SINCE, County, phone_of
from tests.river import River

CAST = {"he": ("何清", 151, Role.UNIT, None, "ecology"), "lian": ("廉正", 152, Role.LIAISON, "river", None)}


def appoint(session: Session, county: County) -> dict[str, int]:
    """Puts both on the roster, bound to accounts; returns the ids of their posts."""
    posts = {}
    for key, (name, telegram_id, role, water, unit) in CAST.items():
        post = Post(key=f"{role}|{key}", role=role, level=Level.COUNTY, region_id=county.regions["district"])
        post.water_id = county.waters[water] if water else None
        post.unit_id = county.units[unit] if unit else None
        person = Person(name=name, phone=phone_of(telegram_id))
        session.add_all([post, person])
        session.flush()
        session.add(Account(person_id=person.id, telegram_id=telegram_id, chat_id=telegram_id, bound_at=FOUNDED))
        session.add(Appointment(post_id=post.id, person_id=person.id, title="", from_on=SERVING_SINCE))
        posts[key], county.people[key] = post.id, person.id
    session.flush()
    return posts


def bring(river: River) -> dict[str, people.Person]:
    """何清 and 廉正 with their phones."""
    river.database.write_now(appoint, river.county)
    return {key: river.phone(telegram_id, name, phone_of(telegram_id)) for key, (name, telegram_id, *_) in CAST.items()}
