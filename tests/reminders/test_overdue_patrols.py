"""Warnings about patrols. Zhang, Sun and Bai owe one a week; Monday 23 November follows a week that has ended."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from reminders.overdue_patrols import SUBJECT, warn, warnings
from reminders.telling import record_in_pieces
from rules.periods import Period
from rules.profile import Profile
from rules.quotas import Per, Quota
from rules.roles import Level, Role
from storage.database import Database
from storage.models import Account, Delivery, Notice, Urgency
from tests.county import County
from tests.reminders.records import at, succeeds, told, walked
from tests.rules.calendar_of_2026 import is_workday

THURSDAY = date(2026, 11, 19)
FRIDAY = date(2026, 11, 20)
SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)
WEDNESDAY = date(2026, 11, 25)
WEEKLY = Quota(frozenset({Level.VILLAGE}), frozenset({Role.RIVER_CHIEF}), 1, Period.WEEK, Per.WATER)


@pytest.fixture
def weekly(profile: Profile, database: Database, county: County) -> Profile:
    """Only village chiefs owe anything, and everybody could record since the week before."""
    database.write_now(_began, at(date(2026, 11, 16), 8))
    return replace(profile, quotas=(WEEKLY,))


def _warn(database: Database, profile: Profile, now: datetime) -> int:
    return database.write_now(warn, profile, now, is_workday)


def _told(database: Database, county: County, person: str) -> list[str]:
    return database.read_now(told, county.people[person])


def test_due_already_told_and_not_yet(database: Database, county: County, weekly: Profile) -> None:
    database.write_now(walked, county, "sun", at(THURSDAY))
    assert _warn(database, weekly, at(THURSDAY, 7, 30)) == 0

    assert _warn(database, weekly, at(FRIDAY, 7, 30)) == 4  # Zhang, Bai, and Zhang Dajiang for two reaches
    assert _told(database, county, "zhang") == ["patrol_warning/before"]
    assert _told(database, county, "sun") == []

    assert _warn(database, weekly, at(FRIDAY, 7, 30)) == 0
    assert _told(database, county, "zhang") == ["patrol_warning/before"]


def test_before_the_end_then_on_the_last_day_then_after_it_then_the_superior(
    database: Database, county: County, weekly: Profile
) -> None:
    day = FRIDAY
    while day <= date(2026, 11, 26):
        _warn(database, weekly, at(day, 7, 30))
        database.write_now(_all_sent)
        day += timedelta(days=1)

    assert _told(database, county, "zhang") == [
        "patrol_warning/before",
        "patrol_warning/due",
        "patrol_warning/overdue",
    ]
    superior = database.read_now(lambda session: session.scalars(_of(county.people["li"])).all())
    assert [notice.kind for notice in superior] == ["patrol_warning/superior"] * 4
    assert [notice.values["name"] for notice in superior] == ["张卫民", "孙小河", "张大江", "张大江"]
    assert superior[0].created_at == at(WEDNESDAY, 7, 30)


def test_early_warnings_wait_for_the_digest_later_ones_come_in_daytime(
    database: Database, county: County, weekly: Profile
) -> None:
    _warn(database, weekly, at(FRIDAY, 7, 30))
    database.write_now(_all_sent)
    _warn(database, weekly, at(MONDAY, 7, 30))

    rows = database.read_now(lambda session: session.scalars(_of(county.people["zhang"])).all())
    assert [row.urgency for row in rows] == [Urgency.DIGEST, Urgency.DAYTIME]


def test_a_warning_says_what_is_missing_until_when_and_when_the_superior_hears(
    database: Database, county: County, weekly: Profile
) -> None:
    _warn(database, weekly, at(MONDAY, 7, 30))

    [row] = database.read_now(lambda session: session.scalars(_of(county.people["zhang"])).all())
    assert row.values == {
        "name": "张卫民",
        "post": "村级河长",
        "region": "青溪村",
        "places": ["璧南河青溪村段"],
        "period": "11月16日—22日",
        "required": 1,
        "done": 0,
        "missing": 1,
        "unit": "次",
        "left": [],
        "colour": None,
        "due_on": "2026-11-22",
        "late_entry_days": 3,
        "enter_until": "2026-11-25",
        "superior_on": "2026-11-25",
        "above": ["上级河长"],
    }


def test_after_an_outage_the_stage_that_is_true_now_is_told_and_no_earlier_one(
    database: Database, county: County, weekly: Profile
) -> None:
    _warn(database, weekly, at(date(2026, 11, 26), 7, 30))

    assert _told(database, county, "zhang") == ["patrol_warning/overdue"]
    assert _told(database, county, "li") == ["patrol_warning/superior"] * 4


def test_a_day_down_loses_nothing(database: Database, county: County, weekly: Profile) -> None:
    _warn(database, weekly, at(SUNDAY, 7, 30))
    _warn(database, weekly, at(date(2026, 11, 24), 7, 30))  # nothing ran on Monday, when it became overdue

    assert _told(database, county, "zhang") == ["patrol_warning/overdue"]


def test_what_is_done_before_it_was_told_is_not_told_at_all(
    database: Database, county: County, weekly: Profile
) -> None:
    _warn(database, weekly, at(SUNDAY, 7, 30))  # a Sunday is quiet: the row waits
    assert _told(database, county, "zhang") == ["patrol_warning/due"]

    database.write_now(walked, county, "zhang", at(SUNDAY, 15))
    _warn(database, weekly, at(MONDAY, 7, 30))

    assert _told(database, county, "zhang") == []
    assert _told(database, county, "sun") == ["patrol_warning/overdue"]


def test_what_was_told_stays_in_the_records_when_it_is_true_no_more(
    database: Database, county: County, weekly: Profile
) -> None:
    _warn(database, weekly, at(FRIDAY, 7, 30))
    database.write_now(_all_sent)
    database.write_now(walked, county, "zhang", at(FRIDAY))
    _warn(database, weekly, at(MONDAY, 7, 30))

    assert _told(database, county, "zhang") == ["patrol_warning/before"]


def test_when_a_post_changes_hands_the_successor_is_told_of_the_period_in_progress(
    database: Database, county: County, weekly: Profile
) -> None:
    successor = database.write_now(succeeds, county, "zhang", "何新任", THURSDAY)

    _warn(database, weekly, at(FRIDAY, 7, 30))

    assert database.read_now(told, successor) == ["patrol_warning/before"]
    assert _told(database, county, "zhang") == []


def test_a_successor_is_not_blamed_for_a_period_before_the_own_days(
    database: Database, county: County, weekly: Profile
) -> None:
    successor = database.write_now(succeeds, county, "zhang", "何新任", MONDAY)

    _warn(database, weekly, at(MONDAY, 7, 30))

    assert database.read_now(told, successor) == []


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (at(date(2028, 2, 28), 7), "patrol_warning/before"),
        (at(date(2028, 2, 29), 7), "patrol_warning/due"),
        (at(date(2028, 2, 29), 23, 59), "patrol_warning/due"),
        (at(date(2028, 3, 1), 0, 0), "patrol_warning/overdue"),
    ],
)
def test_a_leap_month_ends_at_midnight_in_shanghai(
    database: Database, county: County, weekly: Profile, now: datetime, kind: str
) -> None:
    _warn(database, replace(weekly, quotas=(replace(WEEKLY, period=Period.MONTH),)), now)

    assert _told(database, county, "zhang") == [kind]


def test_a_period_that_ended_before_anybody_could_record_is_not_asked_for(
    database: Database, county: County, weekly: Profile
) -> None:
    database.write_now(_began, at(MONDAY, 6))

    assert _warn(database, weekly, at(MONDAY, 7, 30)) == 0


def test_per_chief_one_warning_stands_for_all_the_chiefs_waters(
    database: Database, county: County, weekly: Profile
) -> None:
    _warn(database, replace(weekly, quotas=(replace(WEEKLY, per=Per.CHIEF),)), at(MONDAY, 7, 30))

    [row] = database.read_now(lambda session: session.scalars(_of(county.people["zhang2"])).all())
    assert row.values["places"] == ["璧南河青溪村段", "璧南河龙门村段"]


def test_where_there_is_no_superior_the_office_in_charge_is_told(
    database: Database, county: County, weekly: Profile
) -> None:
    _warn(database, weekly, at(WEDNESDAY, 7, 30))

    assert _told(database, county, "qian") == ["patrol_warning/superior"]  # for Bai, whose town has no chief


def test_what_ends_in_a_holiday_is_warned_of_before_the_holiday_begins(
    database: Database, county: County, weekly: Profile
) -> None:
    eve = date(2026, 9, 30)  # the National Day holiday lasts from 1 to 7 October, a week ends on the 4th
    database.write_now(_began, at(date(2026, 9, 28)))

    assert _warn(database, weekly, at(date(2026, 9, 29), 7, 30)) == 0
    assert _warn(database, weekly, at(eve, 7, 30)) == 5


def test_what_is_heard_after_a_holiday_offers_nothing_that_has_ended_with_it(
    database: Database, county: County, weekly: Profile
) -> None:
    database.write_now(_began, at(date(2026, 9, 28)))
    _warn(database, weekly, at(date(2026, 10, 5), 7, 30))

    rows = database.read_now(lambda session: session.scalars(_of(county.people["zhang"])).all())
    assert (rows[-1].kind, rows[-1].values["enter_until"]) == ("patrol_warning/overdue", None)
    assert rows[-1].values["superior_on"] is None  # the superior hears of it on the same morning


def test_written_in_pieces_it_is_the_same(database: Database, county: County, weekly: Profile) -> None:
    now = at(WEDNESDAY, 7, 30)
    args = (warnings, SUBJECT, database, weekly, now, is_workday)

    first = database.read_now(record_in_pieces, *args)
    second = database.read_now(record_in_pieces, *args)

    assert (first, second) == (10, 0)


def _began(session: Session, moment: datetime) -> None:
    session.execute(update(Account).values(bound_at=moment))


def _all_sent(session: Session) -> None:
    session.execute(update(Notice).values(state=Delivery.SENT))


def _of(person_id: int) -> Select[Notice]:
    return select(Notice).where(Notice.person_id == person_id).order_by(Notice.id)
