"""What goes wrong on the way: blocks, refusals, silence, 429, a program that dies in the middle."""

import asyncio
import time
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.pacing import Pacing
from bot.sandbox.world import World
from storage.database import Database
from storage.models import Account, Person, Urgency
from storage.outbox import Tell
from tests.county import FOUNDED
from tests.reminders.conftest import PostOffice, comes_true
from tests.river import TOKEN


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """What goes wrong on the line has nothing to do with the kind of database."""
    return sqlite_database


def _account(post_office: PostOffice, person: str) -> Account:
    with Session(post_office.database.engine) as session:
        return session.scalars(select(Account).where(Account.person_id == post_office.county.people[person])).one()


async def test_who_has_blocked_the_bot_is_left_alone_until_they_unblock_it(post_office: PostOffice) -> None:
    user = post_office.world.users[post_office.county.telegram["zhang"]]
    user.blocked = True
    post_office.tells(post_office.news("zhang", "甲"))
    await post_office.delivers()
    post_office.tells(post_office.news("zhang", "乙"))
    await post_office.delivers()
    assert post_office.states() == ["blocked", "blocked"]
    assert _account(post_office, "zhang").blocked_at == post_office.clock()
    assert len([call for call in post_office.world.calls if call.method == "sendMessage"]) == 1

    user.blocked = False
    cleared = update(Account).where(Account.telegram_id == user.id).values(blocked_at=None)
    post_office.database.write_now(lambda session: session.execute(cleared))
    post_office.tells(post_office.news("zhang", "丙"))
    await post_office.delivers()

    assert post_office.heard("zhang") == ["丙的全文"]


async def test_an_answer_that_never_comes_leaves_the_notice_unknown_and_is_not_repeated(
    post_office: PostOffice,
) -> None:
    post_office.world.faults.lost(method="sendMessage")
    post_office.tells(post_office.news("zhang", "甲"))
    await post_office.delivers()
    await post_office.delivers(timedelta(hours=1))

    assert post_office.states() == ["unknown"]
    assert post_office.heard("zhang") == ["甲的全文"]  # it had arrived


async def test_a_fault_of_telegrams_own_leaves_the_notice_unknown(post_office: PostOffice) -> None:
    post_office.world.faults.server_error(502, chat_id=post_office.county.telegram["zhang"])
    post_office.world.faults.garbage(chat_id=post_office.county.telegram["sun"])
    post_office.tells(post_office.news("zhang", "甲"), post_office.news("sun", "乙"), post_office.news("bai", "丙"))

    await post_office.delivers()

    assert sorted(post_office.states()) == ["sent", "unknown", "unknown"]


async def test_a_line_that_never_stood_is_tried_again_after_a_minute(post_office: PostOffice) -> None:
    post_office.edge.answers.append(httpx.ConnectError("no route to host"))
    post_office.tells(post_office.news("zhang", "甲"))
    await post_office.delivers()
    assert (post_office.states(), post_office.heard("zhang")) == (["waiting"], [])

    await post_office.delivers(timedelta(seconds=59))
    assert post_office.heard("zhang") == []

    await post_office.delivers(timedelta(seconds=1))
    assert (post_office.states(), post_office.heard("zhang")) == (["sent"], ["甲的全文"])


async def test_what_telegram_refuses_is_failed_with_the_reason(post_office: PostOffice) -> None:
    del post_office.world.chats[post_office.county.telegram["zhang"]]
    post_office.tells(post_office.news("zhang", "甲"), post_office.news("sun", "乙"))

    await post_office.delivers()

    failed, sent = post_office.rows()
    assert (failed.state, failed.fault) == ("failed", "BadRequest: Chat not found")
    assert sent.state == "sent"


async def test_what_cannot_be_worded_fails_alone_even_within_a_digest(post_office: PostOffice) -> None:
    zhang = post_office.county.people["zhang"]
    broken = Tell("story/news", "broken", zhang, {"not": "what the template asks for"}, Urgency.DIGEST)
    post_office.tells(broken, *(post_office.news("zhang", what, Urgency.DIGEST) for what in ("甲", "乙")))
    await post_office.delivers()
    await post_office.delivers(timedelta(hours=22, minutes=30))

    assert post_office.states() == ["failed", "sent", "sent"]
    assert post_office.rows()[0].fault == "UndefinedError: 'what' is undefined"
    assert post_office.heard("zhang") == ["☀️ 今日提醒（2 项）\n\n1. 甲\n\n2. 乙"]


async def test_a_chat_with_a_new_number_gets_it_there(post_office: PostOffice) -> None:
    moved = {"migrate_to_chat_id": post_office.county.telegram["sun"]}
    refusal = {"ok": False, "error_code": 400, "description": "Bad Request: moved", "parameters": moved}
    post_office.edge.answers.append(httpx.Response(400, json=refusal))
    post_office.tells(post_office.news("zhang", "甲"))

    await post_office.delivers()

    assert (post_office.states(), post_office.heard("sun")) == (["sent"], ["甲的全文"])
    assert _account(post_office, "zhang").chat_id == post_office.county.telegram["sun"]


async def test_a_refused_token_loses_nothing_and_is_written_nowhere(post_office: PostOffice) -> None:
    refusal = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    post_office.edge.answers.append(httpx.Response(401, json=refusal))
    post_office.tells(post_office.news("zhang", "甲"))
    await post_office.delivers()
    [row] = post_office.rows()
    assert (row.state, row.fault) == ("waiting", "InvalidToken")
    assert TOKEN not in row.fault

    await post_office.delivers(timedelta(minutes=1))
    assert post_office.states() == ["sent"]


async def test_a_429_is_waited_for_and_everything_arrives_once(post_office: PostOffice) -> None:
    post_office.world.faults.too_many(7, method="sendMessage", times=3)
    post_office.tells(*(post_office.news(person, "甲") for person in ("zhang", "sun", "bai", "li")))

    await post_office.delivers()

    assert post_office.states() == ["sent"] * 4
    assert [post_office.heard(person) for person in ("zhang", "sun", "bai", "li")] == [["甲的全文"]] * 4


async def test_a_429_without_end_puts_the_notice_off_for_as_long_as_telegram_says(post_office: PostOffice) -> None:
    fault = post_office.world.faults.too_many(300, method="sendMessage", times=None)
    post_office.tells(post_office.news("zhang", "甲"))
    await post_office.delivers()
    [row] = post_office.rows()
    assert (row.state, row.not_before) == ("waiting", post_office.clock() + timedelta(seconds=300))

    fault.times = 0
    await post_office.delivers(timedelta(seconds=300))
    assert post_office.heard("zhang") == ["甲的全文"]


async def test_killed_in_the_middle_what_was_under_way_is_unknown_and_the_rest_is_sent_once(
    post_office: PostOffice,
) -> None:
    hang = post_office.world.faults.hang(0.5, chat_id=post_office.county.telegram["zhang"])
    post_office.tells(*(post_office.news(person, "甲") for person in ("zhang", "sun", "bai")))
    dying = asyncio.create_task(post_office.opened(workers=1).deliver_due())
    await comes_true(lambda: hang.met)
    assert post_office.states() == ["sending", "sending", "waiting"]

    reborn = post_office.opened()
    await reborn.take_up()
    assert post_office.states() == ["unknown", "waiting", "waiting"]
    await reborn.deliver_due()
    await dying

    assert post_office.states() == ["unknown", "sent", "sent"]
    assert [post_office.heard(person) for person in ("zhang", "sun", "bai")] == [[], ["甲的全文"], ["甲的全文"]]


async def test_a_stop_of_the_program_lets_what_is_under_way_arrive(post_office: PostOffice) -> None:
    post_office.world.faults.latency = 0.2
    post_office.tells(post_office.news("zhang", "甲"), post_office.news("sun", "乙"))
    running = asyncio.create_task(post_office.opened(workers=1).run_for_ever())
    await comes_true(lambda: [row.attempts for row in post_office.rows()] == [1, 0])
    running.cancel()
    await asyncio.wait({running})

    assert post_office.states()[0] == "sent"
    await post_office.delivery.take_up()
    await post_office.delivers()
    assert (post_office.heard("zhang"), post_office.heard("sun")) == (["甲的全文"], ["乙的全文"])


async def test_woken_it_delivers_at_once(post_office: PostOffice) -> None:
    running = asyncio.create_task(post_office.delivery.run_for_ever())
    await asyncio.sleep(0)
    post_office.tells(post_office.news("zhang", "甲"))
    post_office.delivery.wake()
    await comes_true(lambda: post_office.heard("zhang"))
    running.cancel()
    await asyncio.wait({running})

    assert post_office.heard("zhang") == ["甲的全文"]


async def test_a_round_trip_of_200_milliseconds_does_not_slow_a_broadcast(post_office: PostOffice) -> None:
    people = [post_office.county.people[key] for key in post_office.county.people]
    people += post_office.database.write_now(_crowd, post_office.world, 33)
    office = PostOffice(
        post_office.database, post_office.county, post_office.world, post_office.clock, post_office.profile,
        post_office.templates, Pacing(),
    )  # fmt: skip
    office.tells(*(Tell("story/news", f"crowd:{person}", person, {"what": "通知"}) for person in people))
    office.world.faults.latency = 0.2
    begun = time.monotonic()
    async with office.bot:
        await office.delivers()
    took = time.monotonic() - begun

    assert office.states() == ["sent"] * 45
    assert took < 4.5  # one after the other it would be nine seconds


def _crowd(session: Session, world: World, count: int) -> list[int]:
    people = [Person(name=f"河长{number}") for number in range(count)]
    session.add_all(people)
    session.flush()
    for number, person in enumerate(people):
        telegram_id = 5_000 + number
        world.add_user(telegram_id, person.name)
        world.chats[telegram_id].started = True
        session.add(Account(person_id=person.id, telegram_id=telegram_id, chat_id=telegram_id, bound_at=FOUNDED))
    session.flush()
    return [person.id for person in people]
