"""What a post owes in the period around a day, and what of it is done."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from rules.periods import Period
from rules.profile import Profile
from rules.quotas import Per, ProRata, Quota, StandingState
from rules.roles import Level, Role
from storage.database import Database
from storage.models import Appointment, PatrolState, Water
from storage.posts.duties import Duty, all_duties, duties_of, records_began
from tests.county import FOUNDED, County, Rows, lay
from tests.reminders.records import SHANGHAI, at, succeeds, walked
from tests.rules.calendar_of_2026 import is_workday

WEDNESDAY = date(2026, 11, 18)
MONTHLY = Quota(frozenset({Level.VILLAGE}), frozenset({Role.RIVER_CHIEF}), 2, Period.MONTH, pro_rata=ProRata.PRO_RATA)


def _with(profile: Profile, *quotas: Quota) -> Profile:
    return replace(profile, quotas=quotas)


def _owed(database: Database, profile: Profile, county: County, post: str, day: date = WEDNESDAY) -> list[Duty]:
    return database.read_now(duties_of, profile, [county.posts[post]], day, is_workday, county.people.get(post))


def test_a_village_chief_owes_one_patrol_this_week_and_one_that_counts_settles_it(
    database: Database, county: County, profile: Profile
) -> None:
    [duty] = _owed(database, profile, county, "zhang")
    assert (duty.name, duty.places) == ("张卫民", ["璧南河青溪村段"])
    assert (duty.standing.required, duty.standing.done) == (1, 0)
    assert duty.standing.due_on == date(2026, 11, 22)

    database.write_now(walked, county, "zhang", at(WEDNESDAY))

    [duty] = _owed(database, profile, county, "zhang")
    assert (duty.standing.done, duty.standing.state) == (1, StandingState.MET)


def test_a_patrol_that_does_not_count_or_was_given_up_settles_nothing(
    database: Database, county: County, profile: Profile
) -> None:
    database.write_now(walked, county, "zhang", at(WEDNESDAY), counts=False)
    database.write_now(walked, county, "zhang", at(WEDNESDAY), state=PatrolState.CANCELLED)
    database.write_now(walked, county, "sun", at(WEDNESDAY))

    [duty] = _owed(database, profile, county, "zhang")
    assert duty.standing.done == 0


def test_a_forgotten_patrol_that_was_long_enough_counts(database: Database, county: County, profile: Profile) -> None:
    database.write_now(walked, county, "zhang", at(WEDNESDAY), state=PatrolState.LAPSED)

    [duty] = _owed(database, profile, county, "zhang")
    assert duty.standing.done == 1


def test_a_delegates_patrol_counts_for_the_chief(database: Database, county: County, profile: Profile) -> None:
    database.write_now(walked, county, "zhang", at(WEDNESDAY), by="sun")

    [duty] = _owed(database, profile, county, "zhang")
    assert duty.standing.done == 1


@pytest.mark.parametrize(
    ("minute", "in_week"),
    [(at(date(2026, 11, 16), 0, 0), True), (at(date(2026, 11, 15), 23, 59), False)],
)
def test_the_week_begins_at_midnight_in_shanghai(
    database: Database, county: County, profile: Profile, minute: datetime, in_week: bool
) -> None:
    database.write_now(walked, county, "zhang", minute)

    [duty] = _owed(database, profile, county, "zhang")
    assert duty.standing.done == int(in_week)


def test_a_month_ends_on_its_last_day_in_a_leap_year_too(database: Database, county: County, profile: Profile) -> None:
    with_month = _with(profile, MONTHLY)
    for day in (date(2028, 2, 1), date(2028, 2, 29), date(2028, 3, 1)):
        database.write_now(walked, county, "zhang", at(day, 23, 30))

    [duty] = _owed(database, with_month, county, "zhang", date(2028, 2, 15))
    assert (duty.standing.due_on, duty.standing.done) == (date(2028, 2, 29), 2)


def test_per_water_a_chief_of_two_reaches_owes_for_each_per_chief_for_both_together(
    database: Database, county: County, profile: Profile
) -> None:
    for_each = _with(profile, replace(MONTHLY, per=Per.WATER))
    together = _with(profile, replace(MONTHLY, per=Per.CHIEF))
    posts = [county.posts["zhang2_lower"], county.posts["zhang2_upper"]]
    person = county.people["zhang2"]
    database.write_now(_walks_as_zhang2, county, date(2026, 11, 3), date(2026, 11, 4))

    each = database.read_now(duties_of, for_each, posts, WEDNESDAY, is_workday, person)
    both = database.read_now(duties_of, together, posts, WEDNESDAY, is_workday, person)

    assert [(duty.places, duty.standing.done, duty.standing.missing) for duty in each] == [
        (["璧南河青溪村段"], 2, 0),
        (["璧南河龙门村段"], 0, 2),
    ]
    assert [(duty.places, duty.standing.missing) for duty in both] == [(["璧南河青溪村段", "璧南河龙门村段"], 0)]


def test_of_a_share_of_the_waters_it_is_said_which_are_left(
    sqlite_database: Database, county_written_down: tuple[County, Rows], profile: Profile
) -> None:
    county, rows = county_written_down
    sqlite_database.write_now(lay, rows)
    sqlite_database.write_now(_walks_as_zhang2, county, date(2026, 11, 3), date(2026, 11, 4))
    posts = [county.posts["zhang2_lower"], county.posts["zhang2_upper"]]
    for share, left in ((0.3, 1), (1.0, 2)):
        covering = _with(profile, replace(MONTHLY, count=1, coverage=share, pro_rata=ProRata.FULL))
        [duty] = sqlite_database.read_now(duties_of, covering, posts, WEDNESDAY, is_workday, county.people["zhang2"])
        assert (duty.standing.required, duty.standing.done) == (left, 1)
        assert duty.left == ("璧南河龙门村段",)


def test_a_successor_owes_for_the_days_in_office_and_the_predecessor_no_more(
    database: Database, county: County, profile: Profile
) -> None:
    with_month = _with(profile, MONTHLY)
    database.write_now(walked, county, "zhang", at(date(2026, 11, 5)))
    successor = database.write_now(succeeds, county, "zhang", "何新任", date(2026, 11, 16))

    [duty] = database.read_now(duties_of, with_month, [county.posts["zhang"]], WEDNESDAY, is_workday)

    assert (duty.person_id, duty.name) == (successor, "何新任")
    assert (duty.standing.required, duty.standing.done) == (1, 0)  # half the month, half of two


def test_a_renewed_appointment_goes_on_with_the_one_before(
    database: Database, county: County, profile: Profile
) -> None:
    database.write_now(_renewed, county, date(2026, 11, 16))

    [duty] = _owed(database, _with(profile, MONTHLY), county, "zhang")

    assert duty.standing.required == 2


def test_a_water_that_is_no_more_binds_nobody(database: Database, county: County, profile: Profile) -> None:
    removed = update(Water).where(Water.id == county.waters["lower"]).values(removed_on=date(2026, 11, 1))
    database.write_now(lambda session: session.execute(removed))

    assert _owed(database, profile, county, "zhang") == []
    assert len(_owed(database, profile, county, "sun")) == 1


def test_all_duties_are_those_of_each_chief_a_few_people_at_a_time(
    database: Database, county: County, profile: Profile
) -> None:
    chiefs = [post for key, post in county.posts.items() if key not in ("wang", "qian", "chen", "zhao", "ding")]
    one_by_one = database.read_now(duties_of, profile, chiefs, WEDNESDAY, is_workday)

    def in_chunks(session: Session) -> list[list[Duty]]:
        return list(all_duties(session, profile, WEDNESDAY, is_workday, people_at_a_time=3))

    chunks = database.read_now(in_chunks)

    assert len(chunks) == 4  # twelve people in all
    assert [duty for chunk in chunks for duty in chunk] == one_by_one


def test_a_scan_takes_few_statements_however_many_people_there_are(
    database: Database, county: County, profile: Profile
) -> None:
    said: list[str] = []

    def overhear(*args: Any) -> None:
        said.append(args[2])

    event.listen(database.engine, "before_cursor_execute", overhear)
    database.read_now(lambda session: list(all_duties(session, profile, WEDNESDAY, is_workday)))
    event.remove(database.engine, "before_cursor_execute", overhear)

    selects = [statement for statement in said if statement.startswith("SELECT")]
    assert len(selects) <= 8  # people, posts, a statement for each beginning of a period, leave, alerts, the end


def test_records_begin_with_the_first_patrol_entry_or_binding(database: Database, county: County) -> None:
    assert database.read_now(records_began, SHANGHAI) == FOUNDED.astimezone(SHANGHAI).date()

    database.write_now(walked, county, "zhang", FOUNDED - timedelta(days=40))

    assert database.read_now(records_began, SHANGHAI) == date(2025, 11, 22)


def test_nothing_began_in_an_empty_database(database: Database) -> None:
    assert database.read_now(records_began, SHANGHAI) is None


def _walks_as_zhang2(session: Session, county: County, *days: date) -> None:
    for day in days:
        walked(session, county, "zhang2_lower", at(day), by="zhang2")


def _renewed(session: Session, county: County, from_on: date) -> None:
    person, post = county.people["zhang"], county.posts["zhang"]
    session.execute(
        update(Appointment).where(Appointment.person_id == person).values(until_on=from_on - timedelta(days=1))
    )
    session.add(Appointment(post_id=post, person_id=person, title="连任", from_on=from_on))
