from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from rules import profile as profiles
from rules.issue_states import State
from rules.periods import Period, Span, span
from rules.quotas import Per, Quota
from rules.roles import Level, Role
from storage.ledger import figures, listing
from storage.ledger.figures import Figures, Line
from storage.ledger.listing import Asked
from storage.models import Appointment, Patrol, PatrolState, Person, Region
from tests.county import SERVING_SINCE, County
from tests.ledger_making import TODAY, put, small_ledger

NOVEMBER = span(Period.MONTH, TODAY)
BISHAN = profiles.load("bishan")
CHIEFS = frozenset({Role.RIVER_CHIEF})


def walked(session: Session, county: County, who: str, at: datetime, counts: bool = True, **told: object) -> None:
    session.add(
        Patrol(
            post_id=county.posts[who],
            person_id=county.people[who],
            water_id=county.waters["lower"],
            started_at=at,
            counts=counts,
            **{"state": PatrolState.FINISHED} | told,
        )
    )
    session.flush()


def counted(
    session: Session,
    period: Span = NOVEMBER,
    regions: tuple[str, ...] = ("/",),
    level: Level = Level.TOWNSHIP,
    profile: profiles.Profile = BISHAN,
    today: date = TODAY,
) -> Figures:
    return figures.figures(session, profile, regions, level, period, today, lambda day: day.weekday() < 5)


def line(found: Figures, name: str) -> Line:
    return next(each for each in found.lines if each.name == name)


def test_issues_are_counted_by_township_where_they_were_found_and_as_they_stand(
    session: Session, county: County
) -> None:
    small_ledger(session, county)
    found = counted(session)
    dalu, qinggang = line(found, "大路街道"), line(found, "青杠街道")
    # 2026-0406 was not true, so it was not found either.
    assert (dalu.found, dalu.assigned, dalu.closed, dalu.overdue, dalu.closed_then) == (4, 4, 1, 2, 1)
    assert (qinggang.found, qinggang.assigned, qinggang.closed, qinggang.overdue) == (1, 0, 0, 0)
    assert (found.total.found, found.total.closing_rate) == (5, 0.2)


def test_the_figures_say_what_the_ledger_says(session: Session, county: County) -> None:
    small_ledger(session, county)
    moments = (datetime(2026, 10, 31, 16, tzinfo=UTC), datetime(2026, 11, 30, 16, tzinfo=UTC))
    rows = listing.every(session, Asked(("/",), TODAY, reported=moments))
    total = counted(session).total
    standing = [row for row in rows if row.state in listing.standing_states()]
    assert total.found == len(standing)
    assert total.overdue == sum(row.days_over(TODAY) > 0 for row in standing)


def test_the_day_begins_at_midnight_in_the_jurisdiction(session: Session, county: County) -> None:
    put(session, county, "2026-0001", at=datetime(2026, 10, 31, 16, 0, tzinfo=UTC))  # 1 November, 00:00
    put(session, county, "2026-0002", at=datetime(2026, 10, 31, 15, 59, tzinfo=UTC))  # 31 October, 23:59
    assert counted(session).total.found == 1
    assert counted(session, span(Period.MONTH, date(2026, 10, 5))).total.found == 1


def test_what_was_closed_in_the_period_counts_even_if_it_was_found_before(session: Session, county: County) -> None:
    closed = datetime(2026, 11, 3, tzinfo=UTC)
    put(session, county, "2026-0001", State.CLOSED, at=datetime(2026, 9, 3, tzinfo=UTC), closed_at=closed)
    total = counted(session).total
    assert (total.found, total.closed, total.closed_then, total.closing_rate) == (0, 0, 1, None)


def test_patrols_owed_are_those_that_fall_due_in_the_period(session: Session, county: County) -> None:
    # November 2026 has five weeks by their last days (1, 8, 15, 22, 29), one month, no end of a quarter:
    # 张卫民, 孙小河, 张大江 and 白云生 owe one a week, 李建国 one a month.
    total = counted(session).total
    assert (total.required, total.met, total.patrol_rate) == (4 * 5 + 1, 0, 0.0)
    assert line(counted(session), "大路街道").required == 3 * 5 + 1
    assert line(counted(session), "青杠街道").required == 5


def test_the_months_of_a_quarter_add_up_to_the_quarter(session: Session, county: County) -> None:
    quarter = counted(session, span(Period.QUARTER, date(2026, 8, 1))).total
    months = [counted(session, span(Period.MONTH, date(2026, month, 1))).total for month in (7, 8, 9)]
    assert quarter.required == sum(month.required for month in months)


def test_a_week_that_has_not_begun_is_not_owed_yet(session: Session, county: County) -> None:
    assert counted(session, today=date(2026, 11, 10)).total.required == 4 * 3 + 1  # weeks of 26 October to 15 November


def test_patrols_count_as_walked_as_valid_and_towards_what_is_owed(session: Session, county: County) -> None:
    walked(session, county, "zhang", datetime(2026, 11, 10, 2, tzinfo=UTC))
    walked(session, county, "zhang", datetime(2026, 11, 11, 2, tzinfo=UTC))  # the second of its week
    walked(session, county, "zhang", datetime(2026, 11, 18, 2, tzinfo=UTC), counts=False)
    walked(session, county, "bai", datetime(2026, 11, 18, 2, tzinfo=UTC))
    walked(session, county, "bai", datetime(2026, 11, 19, 2, tzinfo=UTC), state=PatrolState.CANCELLED)
    found = counted(session)
    dalu = line(found, "大路街道")
    assert (dalu.walked, dalu.valid, dalu.met) == (3, 2, 1)
    assert (found.total.walked, found.total.valid, found.total.met) == (4, 3, 2)


def test_who_left_in_the_meantime_is_still_counted(session: Session, county: County) -> None:
    before = counted(session).total.required
    old = session.query(Appointment).filter_by(person_id=county.people["zhang"]).one()
    old.until_on = date(2026, 11, 15)
    wu = Person(name="吴新河", phone="+8613800000001")
    session.add(wu)
    session.flush()
    session.add(Appointment(post_id=old.post_id, person_id=wu.id, from_on=date(2026, 11, 16)))
    session.flush()
    walked(session, county, "zhang", datetime(2026, 11, 4, 2, tzinfo=UTC))
    assert (counted(session).total.required, counted(session).total.met) == (before, 1)


def test_quotas_that_hold_together_are_one_duty(session: Session, county: County) -> None:
    year = Quota(frozenset({Level.COUNTY}), CHIEFS, 3, Period.YEAR, valid_from=SERVING_SINCE)
    halves = replace(year, count=1, period=Period.HALF_YEAR)
    profile = replace(BISHAN, quotas=(year, halves))  # 乐山：每年三次，每半年至少一次
    for month in (1, 2, 3):
        walked(session, county, "zhou", datetime(2026, month, 10, 2, tzinfo=UTC))
    total = counted(session, span(Period.YEAR, TODAY), profile=profile).total
    assert (total.required, total.met) == (3, 2)  # three were walked, but none in the second half


def test_a_quota_that_followed_another_adds_to_it(session: Session, county: County) -> None:
    old = Quota(
        frozenset({Level.COUNTY}), CHIEFS, 1, Period.MONTH, valid_from=SERVING_SINCE, valid_to=date(2026, 6, 30)
    )
    new = replace(old, count=2, valid_from=date(2026, 7, 1), valid_to=None)
    profile = replace(BISHAN, quotas=(old, new))
    assert counted(session, span(Period.YEAR, TODAY), profile=profile).total.required == 6 * 1 + 5 * 2


def test_a_quota_per_water_is_owed_for_each(session: Session, county: County) -> None:
    quota = Quota(frozenset({Level.VILLAGE}), CHIEFS, 1, Period.MONTH, per=Per.WATER, valid_from=SERVING_SINCE)
    profile = replace(BISHAN, quotas=(quota,))
    assert counted(session, profile=profile).total.required == 5  # 张大江 has two reaches


def test_nothing_is_owed_before_there_were_records(session: Session, county: County) -> None:
    total = counted(session, span(Period.YEAR, date(2025, 6, 1))).total
    assert total.is_empty


def test_a_township_sees_its_own_villages_only(session: Session, county: County) -> None:
    small_ledger(session, county)
    dalu = session.get_one(Region, county.regions["dalu"]).path
    found = counted(session, regions=(dalu,), level=Level.VILLAGE)
    assert [(each.name, each.own, each.found) for each in found.lines] == [
        ("青溪村", False, 4),
        ("龙门村", False, 0),
        ("大路街道", True, 0),
    ]
    assert found.total.found == 4
    assert found.total.required == 3 * 5 + 1


def test_the_parts_where_most_was_found_come_first(session: Session, county: County) -> None:
    small_ledger(session, county)
    assert [each.name for each in counted(session).lines] == ["大路街道", "青杠街道", "璧山区"]


def test_profiles_that_ship_can_all_be_counted(session: Session, county: County, tmp_path: Path) -> None:
    for name in profiles.shipped():
        total = counted(session, span(Period.YEAR, TODAY), profile=profiles.load(name)).total
        assert total.met == 0
        assert total.required > 0


def test_a_forgotten_patrol_that_counts_was_walked(session: Session, county: County) -> None:
    at = datetime(2026, 11, 10, 2, tzinfo=UTC)
    walked(session, county, "zhang", at, state=PatrolState.LAPSED)
    walked(session, county, "zhang", at.replace(hour=5), counts=False, state=PatrolState.LAPSED)
    walked(session, county, "zhang", at.replace(hour=7), state=PatrolState.CANCELLED)
    assert (counted(session).total.walked, counted(session).total.valid) == (1, 1)


def test_by_river_the_same_is_counted_as_by_township(session: Session, county: County) -> None:
    small_ledger(session, county)
    walked(session, county, "zhang", datetime(2026, 11, 10, 2, tzinfo=UTC))
    asked = (session, BISHAN, ("/",), Level.TOWNSHIP, NOVEMBER, TODAY, lambda day: day.weekday() < 5)
    by_river = figures.figures(*asked, by_water=True)
    total, by_region = by_river.total, counted(session).total
    assert (total.found, total.closed, total.overdue, total.walked) == (
        by_region.found,
        by_region.closed,
        by_region.overdue,
        by_region.walked,
    )
    assert (total.required, total.met) == (by_region.required, by_region.met)
    assert (line(by_river, "璧南河").found, line(by_river, "白云溪").found) == (4, 1)
    one = figures.figures(*asked, water_id=county.waters["brook"])
    assert (one.total.found, one.total.walked) == (1, 0)
