"""An update is on the disk before Telegram may forget it; told twice it is one; unreadable it blocks nobody."""

import asyncio
from typing import Any

import anyio
import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from telegram import Update
from telegram.error import Conflict

from bot.intake import MOST_ATTEMPTS, Intake
from bot.sandbox import acts
from storage.models import Account, Arrival, InboxUpdate, OfficeEntry
from tests.bot.faults import locked
from tests.river import River

pytestmark = pytest.mark.anyio


def inbox_of(river: River) -> dict[int, Arrival]:
    with river.look() as session:
        return {row.update_id: row.state for row in session.scalars(select(InboxUpdate))}


def waiting_at_telegram(river: River) -> list[int]:
    return [update["update_id"] for update in river.world.updates.waiting]


def a_twin_of(river: River) -> tuple[Intake, "asyncio.Queue[object]"]:
    """The intake of a program that fetches and stores, and is killed before it handles anything."""
    queue: asyncio.Queue[object] = asyncio.Queue()
    return Intake(river.chief.application.bot, river.database, queue, river.clock), queue


async def test_telegram_forgets_an_update_only_after_it_was_stored(river: River) -> None:
    intake, queue = a_twin_of(river)
    acts.says(river.world, river.zhang.user, "/menu")
    [number] = waiting_at_telegram(river)
    await intake.poll_once(0)
    assert inbox_of(river) == {number: Arrival.WAITING}
    assert waiting_at_telegram(river) == [number]
    assert queue.qsize() == 1
    await intake.poll_once(0)
    assert waiting_at_telegram(river) == []


async def test_what_could_not_be_stored_is_not_confirmed_and_is_fetched_again(river: River) -> None:
    intake, queue = a_twin_of(river)
    acts.says(river.world, river.zhang.user, "/menu")
    told = waiting_at_telegram(river)
    with locked(river.database), pytest.raises(OperationalError):
        await intake.poll_once(0)
    assert (inbox_of(river), waiting_at_telegram(river), queue.qsize()) == ({}, told, 0)
    [menu] = await river.zhang.hears()
    assert menu.text.startswith("张卫民，您好。")


async def test_an_update_handed_over_twice_is_answered_once(river: River) -> None:
    acts.says(river.world, river.zhang.user, "/menu")
    twin = dict(river.world.updates.waiting[0])
    river.world.updates.waiting.append(twin)
    assert len(await river.zhang.hears()) == 1
    await river.chief.intake.take([twin])
    assert await river.zhang.hears() == []


@pytest.mark.parametrize("unreadable", [{"message": {"text": "?"}}, {"callback_query": 7}, {"message": []}])
async def test_an_update_nobody_can_read_is_put_aside_and_the_next_one_answered(
    river: River, unreadable: dict[str, Any]
) -> None:
    river.world.updates.put_raw(dict(unreadable))
    [menu] = await river.zhang.says("/menu")
    assert menu.text.startswith("张卫民，您好。")
    await river.chief.intake.mark_answered()
    states = sorted(inbox_of(river).items())
    assert [state for _, state in states] == [Arrival.QUARANTINED, Arrival.DONE]
    with river.look() as session:
        [entry] = session.scalars(select(OfficeEntry))
        assert (entry.kind, entry.key) == ("unreadable_update", f"unreadable:{states[0][0]}")
    await river.restarted()
    assert await river.zhang.hears() == []


async def test_what_was_stored_and_not_handled_is_answered_after_the_start(river: River) -> None:
    intake, _ = a_twin_of(river)
    acts.says(river.world, river.zhang.user, "/menu")
    acts.says(river.world, river.li.user, "/help")
    await intake.poll_once(0)
    await intake.poll_once(0)
    assert waiting_at_telegram(river) == []
    await river.restarted()
    assert (await river.zhang.hears())[0].text.startswith("张卫民，您好。")
    assert (await river.li.hears())[0].text.startswith("怎么用")
    await river.chief.intake.mark_answered()
    assert set(inbox_of(river).values()) == {Arrival.DONE}


async def test_what_was_stored_answered_and_not_marked_is_not_applied_twice(river: River) -> None:
    stranger = river.stranger(998)
    stranger.user.phone = "+8619900000777"
    await stranger.hears()
    await stranger.shares_contact()
    river.database.write_now(lambda session: session.execute(update(InboxUpdate).values(state=Arrival.WAITING)))
    await river.restarted()
    again = await stranger.hears()
    assert {heard.text.splitlines()[0] for heard in again} == {"您好，这里是河长助手。"}
    with river.look() as session:
        assert len(session.scalars(select(OfficeEntry)).all()) == 1


async def test_an_answer_that_did_not_get_through_is_given_later(river: River) -> None:
    river.world.faults.server_error(502, method="sendMessage", chat_id=river.zhang.user.id, times=None)
    assert await river.zhang.says("/menu") == []
    assert set(inbox_of(river).values()) == {Arrival.WAITING}
    river.world.faults.clear()
    assert await river.chief.intake.answer_again() == 1
    [menu] = await river.zhang.hears()
    assert menu.text.startswith("张卫民，您好。")
    assert await river.chief.intake.answer_again() == 0


async def test_an_answer_telegram_never_takes_is_not_tried_for_ever(river: River) -> None:
    river.world.faults.server_error(502, method="sendMessage", chat_id=river.zhang.user.id, times=None)
    await river.zhang.says("/menu")
    for _ in range(MOST_ATTEMPTS + 2):
        await river.chief.intake.answer_again()
        await river.settle()
    await river.chief.intake.mark_answered()
    assert set(inbox_of(river).values()) == {Arrival.DONE}


async def test_an_outage_however_long_spends_no_attempt(river: River) -> None:
    river.world.faults.cut(times=None)
    acts.says(river.world, river.zhang.user, "/menu")
    await river.chief.intake.take(list(river.world.updates.waiting))
    await river.chief.application.update_queue.join()
    for _ in range(MOST_ATTEMPTS * 4):
        assert await river.chief.intake.answer_again() == 0
    river.world.faults.clear()
    await river.chief.intake.answer_again()
    [menu] = await river.zhang.hears()
    assert menu.text.startswith("张卫民，您好。")


async def test_what_is_in_hand_is_not_taken_up_a_second_time(river: River) -> None:
    intake, queue = a_twin_of(river)
    acts.says(river.world, river.zhang.user, "/menu")
    await intake.poll_once(0)
    assert await intake.replay() == 1
    assert queue.qsize() == 1


async def test_a_second_poller_ends_the_program_loudly(river: River) -> None:
    first, _ = a_twin_of(river)
    polling = asyncio.create_task(first.poll_for_ever())
    while not river.world.updates.polled:
        await anyio.lowlevel.checkpoint()
    await first.bot.get_updates(timeout=0)
    with pytest.raises(Conflict):
        await polling


async def test_the_program_goes_on_when_the_database_was_locked_for_a_while(river: River) -> None:
    with locked(river.database):
        river.chief.intake.unanswered.clear()
        await river.chief.intake.answered(Update(5))
        with pytest.raises(OperationalError):
            await river.chief.intake.take([{"update_id": 5}])
    with river.look() as session:
        assert session.scalar(select(Account.id).limit(1)) is not None
    assert await river.zhang.says("/menu")
