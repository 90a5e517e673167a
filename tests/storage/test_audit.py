"""The chain of changes: in order, and no row can be altered or taken out unseen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from storage import audit
from storage.audit import By, Change
from storage.database import Database
from storage.models import AuditRow

NOW = datetime(2026, 11, 23, 1, 30, 0, 123456, tzinfo=UTC)


def write_ten(database: Database) -> None:
    for number in range(1, 11):
        by, change = By(NOW, 7, None, 1000 + number), Change("bind", "person", number, {"after": {"名": "张三"}})
        database.write_now(audit.record_all, by, [change])


def broken(database: Database) -> list[int]:
    return database.read_now(lambda session: list(audit.broken(session)))


def test_a_whole_chain_has_no_broken_row(database: Database) -> None:
    assert database.read_now(audit.head) == (0, audit.FIRST)
    write_ten(database)
    assert broken(database) == []
    assert database.read_now(audit.head)[0] == 10


def test_each_row_says_who_when_by_which_update_and_what(database: Database) -> None:
    write_ten(database)
    row = database.read_now(lambda session: session.get_one(AuditRow, 3))
    assert (row.person_id, row.at, row.update_id, row.act) == (7, NOW, 1003, "bind")
    assert (row.subject, row.subject_id, row.change) == ("person", 3, {"after": {"名": "张三"}})


def test_an_altered_row_is_found(database: Database) -> None:
    write_ten(database)
    database.write_now(lambda session: session.execute(update(AuditRow).where(AuditRow.id == 4).values(person_id=8)))
    assert broken(database) == [4]


def test_a_row_taken_out_is_found_at_the_one_after_it(database: Database) -> None:
    write_ten(database)
    database.write_now(lambda session: session.execute(delete(AuditRow).where(AuditRow.id == 4)))
    assert broken(database) == [5]


def test_a_row_whose_hash_was_made_to_fit_breaks_the_next_one(database: Database) -> None:
    write_ten(database)

    def forge(session: Session) -> None:
        row = session.get_one(AuditRow, 4)
        row.person_id = 8
        row.hash = "f" * 64

    database.write_now(forge)
    assert broken(database) == [4, 5]


def test_many_hands_at_once_make_one_chain(database: Database) -> None:
    def act(number: int) -> None:
        changes = [Change("look", "patrol", number, {"n": n}) for n in range(3)]
        database.write_now(audit.record_all, By(NOW, number), changes)

    with ThreadPoolExecutor(4) as hands:
        list(hands.map(act, range(20)))
    assert broken(database) == []
    rows = database.read_now(lambda session: session.scalars(select(AuditRow.id).order_by(AuditRow.id)).all())
    assert list(rows) == list(range(1, 61))


def test_what_a_failed_transaction_recorded_is_gone_with_it(database: Database) -> None:
    write_ten(database)
    with database.engine.connect() as connection:
        transaction = connection.begin()
        audit.record(Session(connection), By(NOW), "bind", "person", 99)
        transaction.rollback()
    write_ten(database)
    assert broken(database) == []
    assert database.read_now(audit.head)[0] == 20
