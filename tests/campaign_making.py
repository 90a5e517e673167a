"""Committee members 委员 for the small county, and campaigns as its district office opens them."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from rules.roles import Level, Role
from storage.audit import By
from storage.campaigns import opening
from storage.campaigns.opening import Wanted
from storage.models import Account, Appointment, Person, Post
from tests.county import FOUNDED, SERVING_SINCE, County
from tests.people import Person as Phone
from tests.river import River

TODAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
MEMBERS = {
    "feng": ("冯委员", "+8619900000401", 401),
    "tan": ("谭委员", "+8619900000402", 402),
    "lu": ("陆委员", "+8619900000403", 403),
}
HUNDRED = "百名委员巡百河"


def seat_members(session: Session, county: County) -> dict[str, int]:
    """Three members of the district's committee; 陆委员 has no account bound. Returns their ids by key."""
    found = {}
    for key, (name, phone, telegram_id) in MEMBERS.items():
        person = Person(name=name, phone=phone, workplace="区政协委员")
        post = Post(key=f"committee_member|{key}", role=Role.MEMBER, level=Level.COUNTY,
                    region_id=county.regions["district"])  # fmt: skip
        session.add_all([person, post])
        session.flush()
        session.add(Appointment(post_id=post.id, person_id=person.id, title="区政协委员", from_on=SERVING_SINCE))
        if key != "lu":
            session.add(Account(person_id=person.id, telegram_id=telegram_id, chat_id=telegram_id, bound_at=FOUNDED))
        found[key] = person.id
    session.flush()
    return found


def by(county: County, key: str = "chen", at: datetime = MOMENT) -> By:
    """The hand of somebody of the county."""
    return county.by(key, at)


def opened(
    session: Session,
    county: County,
    members: list[int],
    name: str = HUNDRED,
    from_on: date = date(2026, 11, 1),
    until_on: date = date(2026, 12, 31),
    waters: tuple[str, ...] = ("river", "brook"),
    topics: tuple[str, ...] = ("三排", "三乱", "三率"),
) -> int:
    """A campaign of the district's office; returns its id."""
    on = [county.waters[key] for key in waters]
    wanted = Wanted(name, county.regions["district"], topics, from_on, until_on, on, members)
    return opening.open_campaign(session, by(county), wanted, TODAY)


def phone_of_member(river: River, key: str) -> Phone:
    """The phone of a committee member."""
    name, phone, telegram_id = MEMBERS[key]
    return river.phone_in_use(telegram_id, name, phone)
