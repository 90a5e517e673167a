"""Who holds a post on a day, which office is in charge, who speaks for the liaison unit."""

from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.roles import Level, Role
from storage.database import Database
from storage.models import Appointment, Person, Post
from storage.posts.holders import holders, liaisons, offices
from tests.county import County
from tests.reminders.records import succeeds

MONDAY = date(2026, 11, 23)


def test_a_post_is_held_on_the_first_and_the_last_day_and_by_the_successor_after(
    database: Database, county: County
) -> None:
    database.write_now(succeeds, county, "zhang", "何新任", MONDAY)
    post = county.posts["zhang"]

    def names(day: date) -> list[str]:
        return [holder.name for holder in database.read_now(holders, [post], day).get(post, ())]

    assert names(date(2026, 11, 22)) == ["张卫民"]
    assert names(MONDAY) == ["何新任"]
    assert names(date(2024, 12, 31)) == []


def test_who_left_the_roster_holds_no_post(database: Database, county: County) -> None:
    gone = update(Person).where(Person.id == county.people["zhang"]).values(on_roster=False)
    database.write_now(lambda session: session.execute(gone))

    assert database.read_now(holders, [county.posts["zhang"]], MONDAY) == {}


def test_the_office_in_charge_is_the_nearest_above_whose_seat_is_held(database: Database, county: County) -> None:
    def names(region: str) -> list[str]:
        found = database.read_now(offices, [county.regions[region]], MONDAY)
        return [holder.name for holder in found[county.regions[region]]]

    assert names("qingxi") == ["王晓梅"]
    assert names("baiyun") == ["钱文"]
    assert names("district") == ["陈志远"]

    database.write_now(_leaves, county, "qian")
    assert names("baiyun") == ["陈志远"]


def test_the_liaison_unit_of_a_reach_is_that_of_its_river(database: Database, county: County) -> None:
    database.write_now(_liaison_for_the_river, county)

    found = database.read_now(liaisons, [county.waters["lower"], county.waters["brook"]], MONDAY)

    assert [holder.name for holder in found[county.waters["lower"]]] == ["林联络"]
    assert county.waters["brook"] not in found


def _leaves(session: Session, county: County, post: str) -> None:
    session.execute(
        update(Appointment).where(Appointment.post_id == county.posts[post]).values(until_on=date(2026, 10, 31))
    )


def _liaison_for_the_river(session: Session, county: County) -> None:
    post = Post(
        key="liaison|river",
        role=Role.LIAISON,
        level=Level.COUNTY,
        region_id=county.regions["district"],
        water_id=county.waters["river"],
    )
    person = Person(name="林联络")
    session.add_all([post, person])
    session.flush()
    session.add(Appointment(post_id=post.id, person_id=person.id, from_on=date(2026, 1, 1)))
