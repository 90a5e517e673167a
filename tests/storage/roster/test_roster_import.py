"""What an import writes, and what a second and a newer workbook change."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.issue_states import State
from rules.issue_types import Severity
from rules.roles import Level, Role
from storage import audit
from storage.audit import By
from storage.database import Database
from storage.models import Appointment, AuditRow, Issue, Person, PlaceBy, Post, Region, Source, Water
from storage.roster import importing
from storage.roster.plan import Handover, Plan, Renamed
from tests.storage.rosters import LI, REACH, WANG, ZHANG, Roster, chief

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
BY = By(NOON)
POST = "river_chief|village|510101|QJ-1|"

Held = Sequence[tuple[str, date, date | None]]


def imported(database: Database, made: Roster, today: date = MONDAY) -> Plan:
    plan = database.write_now(importing.bring_in, BY, made.book, today)
    assert plan.faults == ()
    return plan


def counts(plan: Plan) -> dict[str, tuple[int, int, int, int, int]]:
    return {c.sheet: (c.new, c.changed, c.ended, c.same, c.absent) for c in plan.counts}


def holders(database: Database, key: str = POST) -> Held:
    asked = (
        select(Person.name, Appointment.from_on, Appointment.until_on)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .where(Post.key == key)
        .order_by(Appointment.from_on)
    )
    return database.read_now(lambda session: [(row[0], row[1], row[2]) for row in session.execute(asked)])


def water(database: Database, code: str) -> Water:
    return database.read_now(lambda session: session.scalars(select(Water).where(Water.code == code)).one())


def region(database: Database, code: str) -> Region:
    return database.read_now(lambda session: session.scalars(select(Region).where(Region.code == code)).one())


def test_an_import_writes_trees_lines_people_and_posts(database: Database) -> None:
    plan = imported(database, Roster())
    assert counts(plan) == {
        "行政区": (4, 0, 0, 0, 0),
        "水体": (3, 0, 0, 0, 0),
        "单位": (1, 0, 0, 0, 0),
        "人员": (3, 0, 0, 0, 0),
        "任职": (3, 0, 0, 0, 0),
    }
    county, town, village = (region(database, code) for code in ("51", "5101", "510101"))
    assert (village.path, village.parent_id) == (f"/{county.id}/{town.id}/{village.id}/", town.id)
    river, reach, lineless = (water(database, code) for code in ("QJ", REACH, "QJ-2"))
    assert (reach.path, reach.region_id) == (f"/{river.id}/{reach.id}/", village.id)
    assert reach.line == [[29.6, 106.2], [29.601, 106.201], [29.602, 106.202]]
    assert reach.length_m is not None
    assert 290 < reach.length_m < 300
    assert (reach.south, reach.north, reach.west, reach.east) == (29.6, 29.602, 106.2, 106.202)
    assert (lineless.line, lineless.length_m, lineless.south) == (None, None, None)
    assert holders(database) == [("张大山", date(2026, 1, 1), None)]
    assert holders(database, "river_chief|village|510102|QJ-2|") == [("王秀兰", MONDAY, None)]


def test_a_reach_without_a_line_is_null_for_the_database_too(database: Database) -> None:
    imported(database, Roster())
    lineless = database.read_now(
        lambda session: session.scalars(select(Water.code).where(Water.line.is_(None)).order_by(Water.code)).all()
    )
    assert lineless == ["QJ", "QJ-2"]


def test_the_same_workbook_a_second_time_changes_nothing(database: Database) -> None:
    imported(database, Roster())
    again = imported(database, Roster(), date(2026, 12, 1))
    assert again.changes == 0
    assert [count.same for count in again.counts] == [4, 3, 1, 3, 3]
    acts = database.read_now(lambda session: session.scalars(select(AuditRow.act).order_by(AuditRow.id)).all())
    assert acts == ["roster_import", *["appointment_begun"] * 3]


def test_a_successor_ends_the_former_chief_the_day_before_and_gets_the_open_issues(database: Database) -> None:
    imported(database, Roster())
    database.write_now(_assign_issues)
    newer = Roster()
    newer.posts[0] = chief("王秀兰", WANG, since="2026-12-01")
    plan = imported(database, newer)
    assert plan.handovers == (
        Handover("清江柳树村段村级河长", POST, "张大山", f"+86{ZHANG}", "王秀兰", f"+86{WANG}", date(2026, 12, 1), 2),
    )
    assert counts(plan)["任职"] == (1, 0, 1, 2, 0)
    assert holders(database) == [
        ("张大山", date(2026, 1, 1), date(2026, 11, 30)),
        ("王秀兰", date(2026, 12, 1), None),
    ]
    assert imported(database, newer).changes == 0
    assert database.read_now(lambda session: list(audit.broken(session))) == []


def test_old_and_new_chief_may_both_stand_in_the_workbook(database: Database) -> None:
    imported(database, Roster())
    newer = Roster()
    newer.posts.append(chief("王秀兰", WANG, since="2026-12-01"))
    imported(database, newer)
    imported(database, newer, date(2027, 1, 1))
    assert holders(database) == [
        ("张大山", date(2026, 1, 1), date(2026, 11, 30)),
        ("王秀兰", date(2026, 12, 1), None),
    ]


def test_a_successor_without_a_date_begins_on_the_day_of_the_import_and_stays_so(database: Database) -> None:
    imported(database, Roster())
    newer = Roster()
    newer.posts[0] = chief("王秀兰", WANG)
    imported(database, newer)
    imported(database, newer, date(2027, 1, 1))
    assert holders(database) == [("张大山", date(2026, 1, 1), date(2026, 11, 22)), ("王秀兰", MONDAY, None)]


def test_a_row_with_an_end_ends_the_appointment_and_a_date_put_right_is_a_change(database: Database) -> None:
    imported(database, Roster())
    newer = Roster()
    newer.posts[0] = chief("张大山", ZHANG, since="2026-01-01", until="2026-12-31")
    newer.posts[2] = (*newer.posts[2][:8], "2025-06-01", "")
    plan = imported(database, newer)
    assert counts(plan)["任职"] == (0, 1, 1, 1, 0)
    assert holders(database) == [("张大山", date(2026, 1, 1), date(2026, 12, 31))]
    assert holders(database, "river_chief|village|510102|QJ-2|") == [("王秀兰", date(2025, 6, 1), None)]
    newest = select(AuditRow).order_by(AuditRow.id.desc()).limit(2)
    told = database.read_now(lambda session: {row.act: row.change for row in session.scalars(newest)})
    assert told["appointment_changed"] == {
        "before": {"title": "清江槐树村段村级河长", "from_on": "2026-11-23"},
        "after": {"title": "清江槐树村段村级河长", "from_on": "2025-06-01"},
    }
    assert told["appointment_ended"]["after"]["until_on"] == "2026-12-31"


def test_an_office_may_have_several_clerks(database: Database) -> None:
    made = Roster()
    clerk = ("王秀兰", WANG, *made.posts[1][2:])
    made.posts.append(clerk)
    imported(database, made)
    told = holders(database, "chief_office|township|5101||HZB")
    assert {(name, until) for name, _, until in told} == {("李水生", None), ("王秀兰", None)}


def test_people_and_posts_that_a_newer_workbook_lacks_stay_and_are_told(database: Database) -> None:
    imported(database, Roster())
    newer = Roster()
    newer.people.pop(1)
    newer.posts.pop(1)
    plan = imported(database, newer)
    assert plan.absent_people == (("李水生", f"+86{LI}"),)
    assert counts(plan)["人员"] == (0, 0, 0, 2, 1)
    assert counts(plan)["任职"] == (0, 0, 0, 2, 1)
    assert holders(database, "chief_office|township|5101||HZB") == [("李水生", date(2026, 1, 1), None)]


def test_a_workbook_may_tell_a_part_and_point_at_what_is_stored(database: Database) -> None:
    imported(database, Roster())
    part = Roster(regions=[], waters=[], units=[], people=[], posts=[chief("王秀兰", WANG, "2026-12-01")])
    plan = imported(database, part)
    assert plan.changes == 2
    assert [name for name, _, _ in holders(database)] == ["张大山", "王秀兰"]


def test_a_number_with_another_name_is_pointed_out(database: Database) -> None:
    imported(database, Roster())
    newer = Roster()
    newer.people[0] = ("张大三", ZHANG, "")
    newer.posts[0] = chief("张大三", ZHANG, "2026-01-01")
    plan = imported(database, newer)
    assert plan.renamed == (Renamed(f"+86{ZHANG}", "张大山", "张大三"),)
    person = database.read_now(lambda s: s.scalars(select(Person).where(Person.phone == f"+86{ZHANG}")).one())
    assert (person.name, person.workplace) == ("张大三", "柳树村书记")


def test_somebody_of_the_public_comes_on_the_roster(database: Database) -> None:
    def write(session: Session) -> None:
        session.add(Person(name="山哥", phone=f"+86{ZHANG}", on_roster=False))

    database.write_now(write)
    plan = imported(database, Roster())
    assert counts(plan)["人员"] == (2, 1, 0, 0, 0)
    assert plan.renamed == ()
    assert holders(database)[0][0] == "张大山"


def test_a_village_moved_to_another_town_takes_its_path_along(database: Database) -> None:
    imported(database, Roster())
    newer = Roster()
    newer.regions.append(("5102", "小溪镇", "乡镇级", "51"))
    newer.regions[1] = ("5101", "大溪镇", "乡镇级", "50")
    newer.regions.append(("50", "新县", "县级", ""))
    imported(database, newer)
    above, town, village = (region(database, code) for code in ("50", "5101", "510102"))
    assert village.path == f"/{above.id}/{town.id}/{village.id}/"


def test_a_blank_line_keeps_the_one_that_is_stored_and_a_new_one_replaces_it(database: Database) -> None:
    imported(database, Roster())
    newer = Roster()
    newer.waters[1] = (*newer.waters[1][:5], "", "", "")
    assert imported(database, newer).changes == 0
    newer.waters[1] = (*newer.waters[1][:5], "106.3,29.7;106.3,29.71", "CGCS2000", "")
    imported(database, newer)
    reach = water(database, REACH)
    assert (reach.line, reach.west, reach.note) == ([[29.7, 106.3], [29.71, 106.3]], 106.3, "柳树桥至渡口")


def test_progress_is_told_up_to_the_last_row(database: Database) -> None:
    heard: list[tuple[int, int]] = []
    database.write_now(importing.bring_in, BY, Roster().book, MONDAY, lambda done, total: heard.append((done, total)))
    assert heard[-1] == (17, 17)
    assert heard == sorted(heard)


def _assign_issues(session: Session) -> None:
    post = session.scalars(select(Post).where(Post.key == POST)).one()
    li = session.scalars(select(Person).where(Person.name == "李水生")).one()
    for number, state in enumerate((State.ASSIGNED, State.ACCEPTED, State.CLOSED), start=1):
        session.add(
            Issue(
                number=f"2026-000{number}", source=Source.PATROL, state=state, type="dumping",
                severity=Severity.GENERAL, reporter_id=li.id, region_id=post.region_id, place_by=PlaceBy.PIN,
                reported_at=NOON, assignee_post_id=post.id,
            )
        )  # fmt: skip


def test_the_roles_and_levels_of_posts_are_those_of_the_sheet(database: Database) -> None:
    imported(database, Roster())
    told = database.read_now(lambda s: s.execute(select(Post.role, Post.level).order_by(Post.key)).all())
    assert [tuple(row) for row in told] == [
        (Role.OFFICE, Level.TOWNSHIP),
        (Role.RIVER_CHIEF, Level.VILLAGE),
        (Role.RIVER_CHIEF, Level.VILLAGE),
    ]
