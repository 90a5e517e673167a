"""When something goes wrong the person is told what counts, and what they said is done later or stays as it was."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.intake import Intake
from bot.sandbox import acts
from storage.database import Database
from storage.models import Arrival, Draft, InboxUpdate, Media
from tests.bot.faults import full, locked
from tests.county import found_county
from tests.people import Heard, picture
from tests.river import River, flowing

pytestmark = pytest.mark.anyio

LATER = "系统暂时存不上，您刚才说的我们已收到，稍后会自动补办，不用重发。"
FAULT = "刚才这一步没有办成，已记下原因。前面说的都在，请再试一次；仍不行请联系河长办。"
WATER = picture("水面")


@pytest.fixture
async def sqlite_river(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[River]:
    async with flowing(sqlite_database, sqlite_database.write_now(found_county), tmp_path) as made:
        yield made


async def stored_only(river: River, words: str) -> None:
    """Zhang says something; it is on the disk, and nobody has handled it yet."""
    acts.says(river.world, river.zhang.user, words)
    twin = Intake(river.chief.application.bot, river.database, asyncio.Queue(), river.clock)
    await twin.poll_once(0)
    river.world.updates.waiting.clear()


async def handled(river: River) -> None:
    await river.chief.intake.replay()
    await river.chief.application.update_queue.join()


def texts(heard: list[Heard]) -> list[str]:
    return [one.text for one in heard]


def draft_of(river: River) -> Draft:
    with river.look() as session:
        return session.scalars(select(Draft)).one()


async def test_while_the_database_is_locked_the_person_is_told_and_answered_later(river: River) -> None:
    await river.zhang.sends_photo(WATER)
    await stored_only(river, "/leave")
    with locked(river.database):
        await handled(river)
    assert LATER in texts(await river.zhang.hears())
    assert not draft_of(river).parked
    assert await river.chief.intake.answer_again() == 1
    assert texts(await river.zhang.hears())[0] == "⏸「上报问题」已放在一边，说过的都在。"
    assert draft_of(river).parked


async def test_while_the_disk_is_full_the_person_is_told_and_answered_later(sqlite_river: River) -> None:
    river = sqlite_river
    await river.zhang.sends_photo(WATER)
    await stored_only(river, "岸边有垃圾，" * 300)
    with full(river.database):
        await handled(river)
    assert LATER in texts(await river.zhang.hears())
    await river.chief.intake.answer_again()
    await river.zhang.hears()
    assert "岸边有垃圾" in str(draft_of(river).data)


async def test_a_step_that_fails_leaves_the_dialog_where_it_was(river: River) -> None:
    question = (await river.zhang.sends_photo(WATER))[-1]
    before = draft_of(river)
    river.world.faults.garbage(method="sendMessage")
    heard = await river.zhang.says("/help")
    assert FAULT in texts(heard)
    assert heard[-1].buttons == question.buttons
    assert (draft_of(river).step, draft_of(river).data) == (before.step, before.data)


async def test_who_blocked_the_bot_holds_nothing_up(river: River) -> None:
    river.world.faults.blocked(chat_id=river.zhang.user.id, times=None)
    await river.zhang.says("/menu")
    await river.chief.intake.mark_answered()
    with river.look() as session:
        assert [row.state for row in session.scalars(select(InboxUpdate))] == [Arrival.DONE]
    assert await river.li.says("/menu") != []


async def test_a_photo_whose_answer_was_lost_is_kept_once_and_asked_about_again(river: River) -> None:
    river.world.faults.lost(method="sendMessage", times=None)
    await river.zhang.sends_photo(WATER)
    river.world.faults.clear()
    await river.chief.intake.answer_again()
    heard = await river.zhang.hears()
    assert heard != []
    with river.look() as session:
        assert len(session.scalars(select(Media)).all()) == 1


async def test_after_a_429_the_answer_comes_when_telegram_allows(river: River) -> None:
    river.world.faults.too_many(7, method="sendMessage")
    assert (await river.zhang.says("/menu"))[0].text.startswith("张卫民，您好。")
