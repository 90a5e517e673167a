"""What is noted after an answer goes along with the next transaction, and is there when the chat speaks again."""

import pytest

from bot.afterwards import Afterwards
from storage.models import Draft
from tests.county import LOWER
from tests.river import River

pytestmark = pytest.mark.anyio

ZHANG, SUN = 101, 102


def test_only_the_chat_concerned_waits() -> None:
    notes = Afterwards()
    notes.asked(ZHANG, 7, 70)
    notes.closed(SUN, 8)
    assert notes.waits_for(ZHANG)
    assert notes.waits_for(SUN)
    notes.written(notes.waiting())
    assert not notes.waits_for(ZHANG)
    assert not notes.waits_for(SUN)


def test_what_is_noted_while_it_is_written_still_waits() -> None:
    notes = Afterwards()
    notes.asked(ZHANG, 7, 70)
    writing = notes.waiting()
    notes.asked(ZHANG, 7, 71)
    notes.written(writing)
    assert notes.waiting().asked == {7: 71}


async def test_a_question_is_changed_where_it_stands_though_nothing_was_written_in_between(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.shares_place(LOWER[0])
    river.chief.intake.afterwards.asked(river.zhang.user.id, _draft(river).id, river.zhang.last.id)
    before = len(river.zhang.heard)
    await river.zhang.taps(next(label for label in river.zhang.last.buttons if "全部正常" in label))
    assert len(river.zhang.heard) == before


async def test_a_patrol_told_to_its_end_leaves_no_draft(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.walks(LOWER, minutes=20)
    await river.zhang.taps(next(label for label in river.zhang.last.buttons if "全部正常" in label))
    await river.zhang.taps(next(label for label in river.zhang.last.buttons if "结束巡河" in label))
    with river.look() as session:
        assert session.query(Draft).count() == 0


def _draft(river: River) -> Draft:
    with river.look() as session:
        return session.query(Draft).one()
