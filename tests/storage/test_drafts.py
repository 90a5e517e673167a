"""What a dialog has heard so far: one current draft a chat, others parked, none lost."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage import drafts
from storage.database import Database
from storage.models import Draft
from tests.county import County

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
CHAT = 101


def begin(database: Database, county: County, dialog: str, chat: int = CHAT) -> Draft:
    return database.write_now(drafts.begin, chat, county.people["zhang"], dialog, "place", NOW, reach="青溪村段")


def parked(database: Database) -> list[str]:
    return [draft.dialog for draft in database.read_now(drafts.parked, CHAT)]


def test_what_was_said_is_kept_and_the_step_moves_on(database: Database, county: County) -> None:
    draft = begin(database, county, "patrol")
    later = NOW + timedelta(minutes=1)
    database.write_now(drafts.hear, draft.id, later, "look", note="有垃圾 🗑")
    database.write_now(drafts.hear, draft.id, later, photos=2)
    kept = database.read_now(drafts.current, CHAT)
    assert kept is not None
    assert (kept.step, kept.updated_at) == ("look", later)
    assert kept.data == {"reach": "青溪村段", "note": "有垃圾 🗑", "photos": 2}


def test_another_dialog_parks_the_one_in_progress(database: Database, county: County) -> None:
    begin(database, county, "patrol")
    report = begin(database, county, "report")
    current = database.read_now(drafts.current, CHAT)
    assert current is not None
    assert current.id == report.id
    assert parked(database) == ["patrol"]


def test_a_parked_dialog_is_taken_up_where_it_was_left(database: Database, county: County) -> None:
    patrol = begin(database, county, "patrol")
    begin(database, county, "report")
    taken = database.write_now(drafts.resume, CHAT, patrol.id)
    assert taken is not None
    assert (taken.id, taken.step, taken.prompt_id) == (patrol.id, "place", None)
    assert parked(database) == ["report"]


def test_nobody_takes_up_the_dialog_of_another_chat(database: Database, county: County) -> None:
    patrol = begin(database, county, "patrol")
    assert database.write_now(drafts.resume, 102, patrol.id) is None


def test_a_chat_cannot_have_two_current_dialogs(database: Database, county: County) -> None:
    begin(database, county, "patrol")
    twin = Draft(chat_id=CHAT, person_id=county.people["zhang"], dialog="report", step="", data={}, parked=False,
                 started_at=NOW, updated_at=NOW)  # fmt: skip
    with pytest.raises(IntegrityError):
        database.write_now(lambda session: session.add(twin))


def test_the_number_of_a_closed_draft_is_never_given_again(database: Database, county: County) -> None:
    first = begin(database, county, "patrol")
    database.write_now(drafts.close, first.id)
    database.write_now(drafts.close, first.id)
    assert begin(database, county, "patrol").id > first.id
