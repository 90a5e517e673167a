"""The aiohttp transport over real sockets: the same answers and errors as the library's own."""

import socket
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from threading import Thread

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send
from telegram import Bot
from telegram.error import Forbidden, NetworkError, RetryAfter, TimedOut

from bot.sandbox import acts
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.records import User
from bot.sandbox.standin import standin
from bot.sandbox.world import World
from bot.transport import AiohttpRequest
from tests.people import picture

TOKEN = "123:SECRET-IN-THE-ADDRESS"


@pytest.fixture
def world() -> World:
    return World(lambda: datetime.now(UTC), TOKEN)


class Switchboard:
    """One server for all tests, as its end takes longer than most of them: it puts through to the world of each."""

    def __init__(self) -> None:
        self.world: Starlette | None = None
        self.address = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.world is not None
        await self.world(scope, receive, send)


@pytest.fixture(scope="module")
def switchboard() -> Iterator[Switchboard]:
    made = Switchboard()
    server = uvicorn.Server(uvicorn.Config(made, log_level="critical", lifespan="off", ws="none"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        made.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        yield made
        server.should_exit = True
        thread.join()


@pytest.fixture
def address(switchboard: Switchboard, world: World) -> str:
    switchboard.world = standin(world)
    return switchboard.address


@pytest.fixture
async def bot(address: str) -> AsyncIterator[Bot]:
    request = AiohttpRequest(read_timeout=0.5)
    async with Bot(TOKEN, f"{address}/bot", f"{address}/file/bot", request=request) as made:
        yield made


@pytest.fixture
def zhang(world: World) -> User:
    user = world.add_user(1, "张卫民")
    acts.starts_with(world, user, "")
    return user


async def test_words_and_pictures_arrive(bot: Bot, world: World, zhang: User) -> None:
    said = await bot.send_message(zhang.id, "您好 <b>张卫民</b>", parse_mode="HTML")
    shown = await bot.send_photo(zhang.id, picture("璧南河"), caption="璧南河")
    arrived = world.chats[zhang.id].messages
    kept = await (await bot.get_file(arrived[shown.message_id].body["photo"][-1]["file_id"])).download_as_bytearray()
    assert arrived[said.message_id].body["text"] == "您好 张卫民"
    assert kept[:2] == b"\xff\xd8"


async def test_a_paper_keeps_its_chinese_name(bot: Bot, world: World, zhang: User) -> None:
    name = '整改台账_"璧南河"_20261207.xlsx'
    shown = await bot.send_document(zhang.id, b"PK", filename=name)
    assert world.chats[zhang.id].messages[shown.message_id].body["document"]["file_name"] == name


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(Kind.TOO_MANY, retry_after=3), RetryAfter),
        (Fault(Kind.BLOCKED), Forbidden),
        (Fault(Kind.SERVER_ERROR), NetworkError),
        (Fault(Kind.HANG, seconds=0.7), TimedOut),
        (Fault(Kind.CUT), NetworkError),
    ],
)
async def test_what_goes_wrong_is_told_by_its_kind_and_never_shows_the_token(
    bot: Bot, world: World, zhang: User, fault: Fault, error: type[Exception]
) -> None:
    world.faults.order(fault)
    with pytest.raises(error) as told:
        await bot.send_message(zhang.id, "您好")
    assert "SECRET" not in repr(told.value) + repr(told.value.__cause__)
