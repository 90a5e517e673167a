"""Words are found wherever they were written, on every kind of database the same."""

from datetime import date

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Integer, event, select, text, update
from sqlalchemy.orm import Session

from rules.issue_states import Act, State
from storage import schema
from storage.database import Database
from storage.ledger import listing
from storage.ledger.listing import Asked
from storage.models import Base, Issue, IssueFollower
from storage.office import sieve
from storage.office.sieve import Kind, Mark, Sieve, View
from storage.search import on_sqlite, upkeep
from storage.search.terms import written
from storage.search.upkeep import Means
from tests.county import County
from tests.issue_making import SUNDAY_EVENING, followed, many, registered
from tests.ledger_making import TODAY, put, step


def found(session: Session, term: str) -> list[str]:
    return list(session.scalars(select(Issue.number).where(Issue.id.in_(written(term))).order_by(Issue.number)))


def test_words_of_one_two_three_and_more_signs_are_found_in_the_middle(session: Session, county: County) -> None:
    put(session, county, "2026-0001", words="左岸护栏破损，有落水危险")
    put(session, county, "2026-0002", words="右岸排口发黑发臭")
    for term in ("栏", "护栏", "护栏破", "左岸护栏破损"):
        assert found(session, term) == ["2026-0001"], term
    assert found(session, "岸") == ["2026-0001", "2026-0002"]
    assert found(session, "岸护栏发") == []


def test_signs_stand_for_themselves_and_letters_are_alike(session: Session, county: County) -> None:
    put(session, county, "2026-0001", words='K12井盖100%损坏_"急" 🐟🐟🐟死鱼 * AND -(河)\\')
    for term in ("k12", "K12井", "100%损", "%", '_"急', "🐟🐟🐟死", "🐟", "* AND", "-(河", "\\", "and -"):
        assert found(session, term) == ["2026-0001"], term
    for term in ("1_0", "K12%盖", "🐟死鱼死", "AND OR", "''", "NEAR(a b)"):
        assert found(session, term) == [], term


def test_requirement_steps_and_what_others_added_are_searched_as_they_come(session: Session, county: County) -> None:
    made = put(session, county, "2026-0001", words="桥下有垃圾")
    step(session, county, made, Act.PROGRESS, "zhao", "已调来挖掘机")
    session.execute(update(Issue).where(Issue.id == made).values(requirement="限期清运并硬化路面"))
    followed(session, made, county.people["sun"])
    session.get_one(IssueFollower, (made, county.people["sun"])).words = "旁边还有旧轮胎"
    session.flush()
    for term in ("挖掘机", "硬化", "旧轮胎", "垃圾"):
        assert found(session, term) == ["2026-0001"], term
    session.execute(update(Issue).where(Issue.id == made).values(words="改成别的说法"))
    assert found(session, "垃圾") == []
    assert found(session, "挖掘机") == ["2026-0001"]


def test_what_was_there_before_is_indexed_at_the_first_start(database: Database, county: County) -> None:
    database.write_now(lambda s: put(s, county, "2026-0001", State.DONE, words="护栏破损"))
    with database.engine.begin() as connection:
        upkeep._before_the_tables(Base.metadata, connection)  # as a database of an older version has it
        connection.execute(text("UPDATE issues SET turned_at = NULL"))
        assert upkeep.upgrade_search(connection) in set(Means)
        upkeep.upgrade_search(connection)
    with Session(database.engine) as session:
        assert found(session, "护栏破损") == ["2026-0001"]
        assert session.scalars(select(Issue.turned_at)).one() is not None
    assert not any("search" in str(each) for each in schema.differences(database.engine))


def test_a_later_migration_may_make_the_table_anew(sqlite_database: Database) -> None:
    with sqlite_database.engine.begin() as connection:
        upkeep.stand_aside(connection)
        with Operations(MigrationContext.configure(connection)).batch_alter_table("issues", recreate="always") as batch:
            batch.add_column(Column("one_more", Integer))
        upkeep.upgrade_search(connection)
        made = connection.execute(text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")).scalar()
    assert made == len(on_sqlite.TRIGGERS)


def test_a_ledger_search_joins_written_words_and_names(session: Session, county: County) -> None:
    put(session, county, "2026-0001", words="护栏破损")
    put(session, county, "2026-0002", words="护栏破损", region="baiyun", water="brook")
    asked = Asked(("/",), TODAY, terms=("护栏", "璧南河"))
    assert [entry.number for entry in listing.every(session, asked)] == ["2026-0001"]


def view(regions: tuple[str, ...] = ("/",), today: date = TODAY) -> View:
    return View(regions, today, SUNDAY_EVENING)


def test_pages_of_a_list_follow_each_other_however_it_changes(session: Session, county: County) -> None:
    ids = many(session, county, 30)
    first = sieve.page(session, view(), Sieve(Kind.VERIFY), limit=8)
    session.execute(update(Issue).where(Issue.id.in_(ids[:8])).values(state=State.VERIFIED))
    second = sieve.page(session, view(), Sieve(Kind.VERIFY), first[-1].mark, limit=8)
    assert [line.id for line in first + second] == ids[:16]
    before = sieve.page(session, view(), Sieve(Kind.ANY), second[0].mark, limit=8, back=True)
    assert [line.id for line in before] == ids[:8]
    assert sieve.page(session, view(), Sieve(), Mark(10**15 * 5, 1)) == []
    assert sieve.counted(session, view(), Sieve()) == 30
    assert sieve.page(session, view(("/99/",)), Sieve()) == []


def test_filters_narrow_down_alone_and_together(session: Session, county: County) -> None:
    put(session, county, "2026-0001", issue_type="construction")
    put(session, county, "2026-0002", State.ACCEPTED, due_on=date(2026, 11, 20))
    registered(session, county, "2026-0003", "bai", water="brook", region="baiyun")
    asked = {
        Sieve(Kind.OVERDUE): ["2026-0002"],
        Sieve(Kind.IN_HAND): ["2026-0002"],
        Sieve(type="construction"): ["2026-0001"],
        Sieve(Kind.VERIFY, region_id=county.regions["qinggang"]): ["2026-0003"],
        Sieve(region_id=county.regions["dalu"], type="dumping"): ["2026-0002"],
        Sieve(days=7): ["2026-0001", "2026-0002"],
        Sieve(Kind.VERIFY, days=7): ["2026-0001"],
        Sieve(Kind.REVIEW): [],
    }
    for wanted, numbers in asked.items():
        assert sorted(line.number for line in sieve.page(session, view(), wanted)) == numbers, wanted
        assert sieve.counted(session, view(), wanted) == len(numbers), wanted
    parts = sieve.by_region(session, view(), Sieve())
    assert sorted(parts.values()) == [("璧山区", 3)]


def test_the_queue_walks_along_its_index(sqlite_database: Database) -> None:
    plans: list[str] = []

    def note(conn: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith("SELECT issues.id"):
            plans.append(statement)

    event.listen(sqlite_database.engine, "before_cursor_execute", note)
    sqlite_database.read_now(sieve.page, view(("/1/",)), Sieve(Kind.VERIFY), Mark(5, 1))
    event.remove(sqlite_database.engine, "before_cursor_execute", note)
    with sqlite_database.engine.connect() as connection:
        told = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {plans[0]}", (0,) * plans[0].count("?")).all()
    assert any("ix_issues_state_turned_at" in row[3] for row in told), told
    assert not any("TEMP B-TREE FOR ORDER BY" in row[3] for row in told), told
