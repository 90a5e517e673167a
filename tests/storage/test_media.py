"""What was received: kept once, twins shown to the office, nothing refused or given up lightly."""

from datetime import UTC, datetime

from sqlalchemy import select

from storage import media
from storage.audit import By
from storage.database import Database
from storage.media import MOST_ATTEMPTS, Kept, Received
from storage.models import Keeping, Media, MediaKind, MediaUse, OfficeEntry, Patrol, Subject
from tests.county import County

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
NEAR = 4
HASH = 0xF00F_0FF0_1234_8765


def received(message_id: int, kind: MediaKind = MediaKind.PHOTO) -> Received:
    return Received(
        kind, 101, message_id, None, f"file{message_id}", f"unique{message_id}", 1000, "image/jpeg", False, NOW
    )


def add(database: Database, county: County, message_id: int, subject: Subject, subject_id: int) -> int:
    return database.write_now(
        media.add, By(NOW), county.people["zhang"], received(message_id), subject, subject_id, MediaUse.BEFORE
    )


def keep(database: Database, media_id: int, sha256: str, picture_hash: int | None = None) -> int | None:
    return database.write_now(media.keep, media_id, Kept(sha256, 1000, picture_hash), NEAR, NOW)


def entries(database: Database) -> list[OfficeEntry]:
    return list(database.read_now(lambda session: session.scalars(select(OfficeEntry)).all()))


def test_a_photo_heard_twice_is_one(database: Database, county: County) -> None:
    assert add(database, county, 1, Subject.DRAFT, 5) == 1
    assert add(database, county, 1, Subject.DRAFT, 5) == 1
    assert add(database, county, 2, Subject.DRAFT, 5) == 2


def test_what_a_draft_collected_becomes_the_issues(database: Database, county: County) -> None:
    add(database, county, 1, Subject.DRAFT, 5)
    add(database, county, 2, Subject.DRAFT, 6)
    database.write_now(media.move, (Subject.DRAFT, 5), (Subject.ISSUE, 1))
    moved = database.read_now(media.of, Subject.ISSUE, 1, MediaUse.BEFORE)
    assert [one.message_id for one in moved] == [1]
    assert len(database.read_now(media.of, Subject.DRAFT, 6)) == 1


def test_the_same_bytes_again_are_kept_and_shown_to_the_office(database: Database, county: County) -> None:
    add(database, county, 1, Subject.ISSUE, 1)
    add(database, county, 2, Subject.ISSUE, 2)
    assert keep(database, 1, "a" * 64) is None
    assert keep(database, 2, "a" * 64) == 1
    [entry] = entries(database)
    assert (entry.kind, entry.values) == ("photo_seen_before", {"media_id": 2, "twin_id": 1})
    kept = database.read_now(lambda session: session.get_one(Media, 2))
    assert (kept.keeping, kept.twin_id) == (Keeping.KEPT, 1)


def test_a_picture_a_few_bits_apart_is_a_twin_and_another_one_is_not(database: Database, county: County) -> None:
    for number in (1, 2, 3):
        add(database, county, number, Subject.ISSUE, number)
    keep(database, 1, "a" * 64, HASH)
    assert keep(database, 2, "b" * 64, HASH ^ 0b1001) == 1
    assert keep(database, 3, "c" * 64, HASH ^ 0xFFFF_FFFF) is None


def test_a_photo_sent_twice_within_one_report_is_no_matter_for_the_office(database: Database, county: County) -> None:
    add(database, county, 1, Subject.ISSUE, 1)
    add(database, county, 2, Subject.ISSUE, 1)
    keep(database, 1, "a" * 64)
    assert keep(database, 2, "a" * 64) is None
    assert entries(database) == []


def test_the_office_of_the_place_is_told_of_a_twin(database: Database, county: County) -> None:
    patrol = Patrol(post_id=county.posts["zhang"], person_id=county.people["zhang"], started_at=NOW,
                    water_id=county.waters["lower"])  # fmt: skip
    database.write_now(lambda session: session.add(patrol))
    add(database, county, 1, Subject.ISSUE, 1)
    add(database, county, 2, Subject.PATROL, patrol.id)
    keep(database, 1, "a" * 64)
    keep(database, 2, "a" * 64)
    assert [entry.region_id for entry in entries(database)] == [county.regions["qingxi"]]


def test_what_telegram_refuses_is_given_up_after_many_attempts(database: Database, county: County) -> None:
    add(database, county, 1, Subject.ISSUE, 1)
    for _ in range(MOST_ATTEMPTS):
        assert [one.id for one in database.read_now(media.waiting)] == [1]
        database.write_now(media.fail, 1, True)
    assert database.read_now(media.waiting) == []
    given_up = database.read_now(lambda session: session.get_one(Media, 1))
    assert (given_up.keeping, given_up.file_id) == (Keeping.FAILED, "file1")


def test_a_line_that_is_down_for_hours_gives_nothing_up(database: Database, county: County) -> None:
    add(database, county, 1, Subject.ISSUE, 1)
    for _ in range(30):
        database.write_now(media.fail, 1, False)
    assert [one.id for one in database.read_now(media.waiting)] == [1]


def test_what_failed_once_lets_others_go_first(database: Database, county: County) -> None:
    add(database, county, 1, Subject.ISSUE, 1)
    add(database, county, 2, Subject.ISSUE, 1)
    database.write_now(media.fail, 1, False)
    assert [one.id for one in database.read_now(media.waiting)] == [2, 1]
