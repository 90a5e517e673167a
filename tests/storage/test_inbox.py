"""Raw updates are stored once, applied once, done once answered."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage import inbox
from storage.database import Database
from storage.inbox import Replayed
from storage.models import Arrival, InboxUpdate

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def said(number: int, words: str = "到") -> dict[str, Any]:
    return {"update_id": number, "message": {"message_id": 1, "text": words}}


def states(database: Database) -> dict[int, Arrival]:
    rows = database.read_now(lambda session: session.execute(select(InboxUpdate.update_id, InboxUpdate.state)).all())
    return {row.update_id: row.state for row in rows}


def test_an_update_handed_over_twice_is_stored_once(database: Database) -> None:
    assert database.write_now(inbox.receive, [said(1), said(2)], NOW) == [1, 2]
    assert database.write_now(inbox.receive, [said(2, "又"), said(3)], NOW) == [3]
    waiting = database.read_now(inbox.waiting)
    assert [number for number, _ in waiting] == [1, 2, 3]
    assert "到" in waiting[1][1]
    assert "又" not in waiting[1][1]


def test_a_number_beyond_32_bits_and_half_a_surrogate_pair_are_stored_too(database: Database) -> None:
    assert database.write_now(inbox.receive, [said(2**40, "\ud83d"), said(2**40 + 1, "\x00")], NOW)
    assert len(database.read_now(inbox.waiting)) == 2


def test_what_an_update_says_is_applied_once(database: Database) -> None:
    database.write_now(inbox.receive, [said(1)], NOW)
    database.write_now(inbox.apply_once, 1, NOW)
    with pytest.raises(Replayed):
        database.write_now(inbox.apply_once, 1, NOW)


def test_an_update_whose_step_failed_was_not_applied(database: Database) -> None:
    database.write_now(inbox.receive, [said(1)], NOW)

    def step(session: Any) -> None:
        inbox.apply_once(session, 1, NOW)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        database.write_now(step)
    database.write_now(inbox.apply_once, 1, NOW)


def test_what_was_answered_waits_no_more_and_what_cannot_be_read_is_put_aside(database: Database) -> None:
    database.write_now(inbox.receive, [said(1), said(2), said(3)], NOW)
    database.write_now(inbox.mark_done, [1])
    database.write_now(inbox.quarantine, 2, "KeyError" * 200, NOW)
    database.write_now(inbox.mark_done, [2])
    assert states(database) == {1: Arrival.DONE, 2: Arrival.QUARANTINED, 3: Arrival.WAITING}
    assert database.read_now(inbox.count_waiting) == 1


def test_only_what_was_tried_before_is_tried_again(database: Database) -> None:
    database.write_now(inbox.receive, [said(1), said(2), said(3)], NOW)
    assert database.write_now(inbox.failed_again, 2) == 1
    assert database.write_now(inbox.failed_again, 2) == 2
    assert [number for number, _ in database.read_now(inbox.tried_before)] == [2]
    assert [number for number, _ in database.read_now(inbox.tried_before, {3})] == [2, 3]


def test_old_answered_updates_are_forgotten_and_unanswered_ones_never(database: Database) -> None:
    database.write_now(inbox.receive, [said(1), said(2)], NOW)
    database.write_now(inbox.mark_done, [1])
    database.write_now(inbox.forget_old, NOW + timedelta(days=29))
    assert set(states(database)) == {1, 2}
    database.write_now(inbox.forget_old, NOW + timedelta(days=31))
    assert set(states(database)) == {2}
