"""Whom one turns to above a post."""

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.roles import Level, Role
from storage.database import Database
from storage.models import Appointment, Person, Post
from storage.posts.superiors import chiefs_of, superiors
from tests.county import County

MONDAY = date(2026, 11, 23)


def _above(database: Database, county: County, post: str) -> list[str]:
    found = database.read_now(superiors, [county.posts[post]], MONDAY)
    return [holder.name for holder in found.get(county.posts[post], ())]


@pytest.mark.parametrize(
    ("post", "superior"),
    [
        ("zhang", ["李建国"]),  # the village's reach is part of the town's
        ("zhang2_upper", ["李建国"]),
        ("li", ["周明"]),  # the town's reach is part of the district's river
        ("zhou", ["顾正"]),  # nothing above the district's river: its general chief
        ("gu", []),  # and above that there is nobody
        ("bai", []),  # the town has no chief of the brook and no general chief
    ],
)
def test_the_superior_is_found_along_the_water_then_in_the_region_above(
    database: Database, county: County, post: str, superior: list[str]
) -> None:
    assert _above(database, county, post) == superior


def test_where_the_water_has_no_chief_above_the_general_chief_of_the_region_above_is_the_superior(
    database: Database, county: County
) -> None:
    database.write_now(_general_chief_of_qinggang, county)

    assert _above(database, county, "bai") == ["罗镇长"]


def test_a_vacant_seat_is_passed_over(database: Database, county: County) -> None:
    vacated = update(Appointment).where(Appointment.post_id == county.posts["zhou"]).values(until_on=MONDAY)
    database.write_now(lambda session: session.execute(vacated))

    found = database.read_now(superiors, [county.posts["li"]], date(2026, 11, 24))

    assert [holder.name for holder in found[county.posts["li"]]] == ["顾正"]


def test_nobody_is_the_own_superior(database: Database, county: County) -> None:
    seat = Appointment(post_id=county.posts["zhou"], person_id=county.people["li"], from_on=date(2026, 1, 1))
    left = update(Appointment).where(Appointment.person_id == county.people["zhou"]).values(until_on=date(2025, 12, 31))
    database.write_now(lambda session: session.execute(left))
    database.write_now(lambda session: session.add(seat))

    assert _above(database, county, "li") == ["顾正"]


def test_the_chief_of_a_water_at_a_level_may_be_that_of_the_river_it_is_part_of(
    database: Database, county: County
) -> None:
    lower, brook = county.waters["lower"], county.waters["brook"]
    asked = [(lower, Level.TOWNSHIP), (lower, Level.COUNTY), (brook, Level.TOWNSHIP)]

    found = database.read_now(chiefs_of, asked, MONDAY)

    assert {key: [holder.name for holder in people] for key, people in found.items()} == {
        (lower, Level.TOWNSHIP): ["李建国"],
        (lower, Level.COUNTY): ["周明"],
    }


def _general_chief_of_qinggang(session: Session, county: County) -> None:
    post = Post(
        key="general|qinggang",
        role=Role.GENERAL_CHIEF,
        level=Level.TOWNSHIP,
        region_id=county.regions["qinggang"],
    )
    person = Person(name="罗镇长")
    session.add_all([post, person])
    session.flush()
    session.add(Appointment(post_id=post.id, person_id=person.id, from_on=date(2026, 1, 1)))
