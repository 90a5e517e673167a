"""One person's updates keep their order while other people's go on; live edits wait for nobody."""

from collections.abc import Coroutine
from typing import Any

import anyio
import pytest
from telegram import CallbackQuery, Chat, ChatMemberUpdated, Location, Message, Update, User
from telegram import ChatMemberMember as Member

from bot.lanes import Lanes, lane_of
from tests.county import FOUNDED

pytestmark = pytest.mark.anyio


def words(number: int, chat: int) -> Update:
    sender = User(chat, "张", is_bot=False)
    return Update(number, message=Message(1, FOUNDED, Chat(chat, "private"), text="到", from_user=sender))


def walk(number: int, chat: int) -> Update:
    place = Location(106.22, 29.59)
    return Update(number, edited_message=Message(1, FOUNDED, Chat(chat, "private"), location=place))


class Street:
    """Runs updates through lanes; each stays inside until its gate opens."""

    def __init__(self) -> None:
        self.entered: list[int] = []
        self.answered: list[int] = []
        self.gates: dict[int, anyio.Event] = {}
        self.lanes = Lanes(self._answered)

    async def _answered(self, update: Update) -> None:
        self.answered.append(update.update_id)

    async def drive(self, update: Update) -> None:
        await self.lanes.process_update(update, self._inside(update.update_id))

    def _inside(self, number: int) -> Coroutine[Any, Any, None]:
        self.gates[number] = anyio.Event()

        async def inside() -> None:
            self.entered.append(number)
            await self.gates[number].wait()

        return inside()


async def test_one_chat_keeps_its_order_and_others_go_on(street: Street) -> None:
    async with anyio.create_task_group() as group:
        for update in (words(1, 101), words(2, 101), words(3, 102), words(4, 101)):
            group.start_soon(street.drive, update)
        await anyio.wait_all_tasks_blocked()
        assert street.entered == [1, 3]
        for number in (1, 2, 4, 3):
            street.gates[number].set()
            await anyio.wait_all_tasks_blocked()
    assert street.entered == [1, 3, 2, 4]
    assert street.answered == [1, 2, 4, 3]


async def test_a_place_of_a_live_location_waits_for_nobody(street: Street) -> None:
    async with anyio.create_task_group() as group:
        for update in (words(1, 101), walk(2, 101), walk(3, 101)):
            group.start_soon(street.drive, update)
        await anyio.wait_all_tasks_blocked()
        assert street.entered == [1, 2, 3]
        for gate in street.gates.values():
            gate.set()


async def test_a_step_that_raises_leaves_the_lane_free(street: Street) -> None:
    async def breaks() -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        await street.lanes.process_update(words(1, 101), breaks())
    async with anyio.create_task_group() as group:
        group.start_soon(street.drive, words(2, 101))
        await anyio.wait_all_tasks_blocked()
        street.gates[2].set()
    assert street.answered == [2]


async def test_an_idle_lane_takes_no_memory(street: Street) -> None:
    for number in range(50):
        async with anyio.create_task_group() as group:
            group.start_soon(street.drive, words(number, number))
            await anyio.wait_all_tasks_blocked()
            street.gates[number].set()
    assert street.lanes._lanes == {}


def test_whatever_comes_has_a_lane() -> None:
    user = User(7, "张", is_bot=False)
    assert lane_of(words(1, 101)) == ("chat", 101)
    assert lane_of(Update(1, callback_query=CallbackQuery("1", user, "x"))) == ("user", 7)
    assert lane_of(Update(1)) == ("user", 0)
    chat = Chat(-5, "group")
    member = ChatMemberUpdated(chat, user, FOUNDED, Member(user), Member(user))
    assert lane_of(Update(1, my_chat_member=member)) == ("chat", -5)


@pytest.fixture
async def street() -> Street:
    return Street()
