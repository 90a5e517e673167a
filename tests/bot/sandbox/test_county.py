"""The sample county: its shape, its cast, and a year of it, through the very import that offices use."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.holidays import is_workday
from bot.sandbox.county import FULL_PEOPLE, FULL_POINTS, SAMPLE_PEOPLE, sample_county
from bot.sandbox.county_campaign import open_campaign
from bot.sandbox.county_cast import CAST, Part
from bot.sandbox.county_life import CountyLife
from bot.sandbox.county_workbook import as_workbook
from bot.sandbox.county_year import year_of_patrols
from rules.issue_states import State
from rules.profile import load
from storage.audit import By
from storage.campaigns import reading
from storage.database import Database, open_database
from storage.models import Appointment, Issue, IssueStep, Patrol, Person, Post, Serial, TrackPoint, Water
from storage.roster import importing
from storage.roster import reading as roster_reading
from storage.roster.book import RosterBook
from storage.roster.sheets import PEOPLE, POSTS, REGIONS, UNITS, WATERS
from tests.databases import Maker

TODAY = date(2026, 11, 23)
BY = By(datetime(2026, 11, 23, 1, tzinfo=UTC))


def chiefs(book: RosterBook, role: str) -> Counter[str]:
    return Counter(row["级别"] for row in book.rows(POSTS) if row["角色"] == role and row["水体编码"][-1:] != "Q")


@pytest.fixture(scope="module")
def county_file(sqlite_databases: Maker) -> Path:
    """The file of a database into which the sample county was imported: what the generator makes is the same
    everywhere, and the import itself is tested on both databases."""
    database = sqlite_databases()
    plan = database.write_now(importing.bring_in, BY, sample_county(), TODAY)
    assert plan.faults == ()
    with database.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return Path(str(database.engine.url.database))


@pytest.fixture
def imported(county_file: Path) -> Iterator[Database]:
    """A copy of it for each test: the import takes longer than what most of them do."""
    copy = county_file.with_suffix(".copy")
    shutil.copyfile(county_file, copy)
    database = open_database(f"sqlite:///{copy}")
    yield database
    database.close()
    copy.unlink()


def test_it_has_the_shape_of_bishan() -> None:
    book = sample_county()
    assert Counter(row["级别"] for row in book.rows(REGIONS)) == {"县级": 1, "乡镇级": 15, "村级": 172}
    assert chiefs(book, "河长") == {"县级": 34, "乡镇级": 120, "村级": 172}
    assert [row["名称"] for row in book.rows(WATERS) if row["类型"] == "河流" and not row["上级编码"]] == [
        "璧南河",
        "璧北河",
        "梅江河",
    ]
    assert sum(row["角色"] == "总河长" and row["级别"] == "县级" for row in book.rows(POSTS)) == 2


def test_the_full_county_has_4420_people_14782_points_and_69_departments() -> None:
    book = sample_county(size="full")
    assert len(book.rows(PEOPLE)) == FULL_PEOPLE
    points = {row["编码"] for row in book.rows(WATERS) if row["编码"].startswith("P-")}
    kept = [row["水体编码"] for row in book.rows(POSTS) if row["水体编码"].startswith("P-")]
    assert len(points) == FULL_POINTS
    assert sorted(points) == sorted(kept)
    assert {row["姓名"] for row in book.rows(POSTS)} == {row["姓名"] for row in book.rows(PEOPLE)}
    assert sum(row["角色"] == "联络员单位" for row in book.rows(POSTS)) == 69
    assert sum(row["编码"].startswith("QJ-") for row in book.rows(UNITS)) == 69


def test_the_same_seed_makes_the_same_county_and_another_seed_other_people_but_the_same_cast() -> None:
    assert sample_county(7) == sample_county(7)
    names = [{row["姓名"] for row in sample_county(seed).rows(PEOPLE)} for seed in (7, 8)]
    cast = {person.name for person in SAMPLE_PEOPLE if person.on_roster}
    assert names[0] != names[1]
    assert cast <= names[0] & names[1]


def test_it_survives_the_way_through_a_workbook() -> None:
    book = sample_county()
    assert roster_reading.read(as_workbook(book)).sheets == {name: list(rows) for name, rows in book.sheets.items()}


def test_every_part_of_the_cast_is_what_its_phone_says(imported: Database) -> None:
    held = (
        select(Person.name, Appointment.title)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Person.phone.in_([person.phone for person in SAMPLE_PEOPLE]))
        .order_by(Person.phone, Appointment.id)
    )
    told = imported.read_now(lambda session: [tuple(row) for row in session.execute(held)])
    assert told == [
        ("罗春山", "璧南河白云村段村级河长"),
        ("田小满", "璧南河青竹村段村级河长"),
        ("田小满", "青竹村堰渠村级河长"),
        ("郑维川", "璧南河青杠上段镇级河长"),
        ("苏映雪", "青杠街道河长办工作人员"),
        ("梁思远", "区河长办工作人员"),
        ("何清源", "青杠街道环卫所所长"),
        ("江一鸣", "区督查组督查员"),
        ("温知秋", "区政协委员"),
        ("石守塘", "白云村山坪塘塘长"),
        ("石守塘", "白云村一号排口口长"),
    ]


def test_a_campaign_runs_from_the_start_and_the_member_of_the_cast_is_in_it(imported: Database) -> None:
    monday = date(2026, 11, 23)
    campaign_id = imported.write_now(open_campaign, BY.at, monday)
    campaign = imported.read_now(reading.card, campaign_id, monday)
    assert (campaign.standing, campaign.members, len(campaign.waters)) == ("running", 5, 3)
    member = select(Person.id).where(Person.phone == CAST[Part.MEMBER].phone)
    assert imported.read_now(lambda session: session.scalar(member)) in imported.read_now(
        reading.member_ids, campaign_id
    )


def test_reaches_are_walkable_stretches_of_their_rivers(imported: Database) -> None:
    reaches = imported.read_now(lambda session: session.scalars(select(Water).where(Water.kind == "河段")).all())
    lengths = sorted(reach.length_m or 0 for reach in reaches)
    assert len(reaches) == 292
    assert lengths[0] > 300
    assert lengths[-1] < 8_000
    [baiyun] = [reach for reach in reaches if reach.name == "璧南河白云村段"]
    [town] = [reach for reach in reaches if reach.id == baiyun.parent_id]
    assert town.name == "璧南河青杠上段"
    assert baiyun.path.startswith(town.path)


def test_a_year_has_patrols_of_every_level_and_issues_in_every_state(imported: Database) -> None:
    made = imported.write_now(year_of_patrols, 3, 2026, until=date(2026, 6, 30), tracks=False)
    count = select(func.count()).select_from
    assert imported.read_now(Session.scalar, count(Patrol)) == made.patrols
    assert 4_500 < made.patrols < 6_500
    states = imported.read_now(
        lambda session: {
            row[0]: row[1] for row in session.execute(select(Issue.state, func.count()).group_by(Issue.state))
        }
    )
    assert set(states) == set(State) - {State.REFERRED}  # departments that enforce the law are nobody of the sample
    assert sum(states.values()) == made.issues
    last = imported.read_now(lambda session: session.scalar(select(IssueStep.at).order_by(IssueStep.at.desc())))
    assert last is not None
    assert last.date() <= date(2026, 6, 30)
    assert imported.read_now(lambda session: session.get_one(Serial, ("issue", 2026)).last) == made.issues
    levels = imported.read_now(
        lambda session: set(session.scalars(select(Post.level).join(Patrol, Patrol.post_id == Post.id)))
    )
    assert {level.value for level in levels} == {"county", "township", "village"}


def test_tracks_have_a_point_a_minute(imported: Database) -> None:
    made = imported.write_now(year_of_patrols, 3, 2026, until=date(2026, 1, 10), tracks=True)
    points = imported.read_now(Session.scalar, select(func.count()).select_from(TrackPoint))
    assert points == made.points
    assert made.points > made.patrols


def test_while_the_clock_leaps_far_most_chiefs_patrol_and_some_issues_are_late(imported: Database) -> None:
    life, last = CountyLife(load("bishan"), is_workday), TODAY + timedelta(days=45)
    imported.read_now(life.begin, TODAY)
    for number in range(46):
        imported.write_now(life.live, TODAY + timedelta(days=number))
    walked = imported.read_now(lambda session: session.scalars(select(Patrol.person_id)).all())
    phones = [each.phone for each in SAMPLE_PEOPLE]
    cast = imported.read_now(lambda session: session.scalars(select(Person.id).where(Person.phone.in_(phones))).all())
    issues = imported.read_now(lambda session: session.scalars(select(Issue)).all())
    assert set(walked).isdisjoint(cast)
    assert life.so_far["patrols"] == len(walked) > 900
    assert 280 < len(set(walked)) < 326
    assert life.so_far["found"] == len(issues) > 20
    assert life.so_far["closed"] == sum(each.state is State.CLOSED for each in issues) > len(issues) / 3
    assert life.late(last) == sum(bool(each.due_on and each.due_on < last and not each.done_at) for each in issues) > 0
