"""The program starts, tells Telegram its commands, stops whole, and starts again where it was."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import anyio
import httpx
import pytest
from pydantic import SecretStr
from telegram.error import InvalidToken
from telegram.request import BaseRequest, HTTPXRequest

from bot.app import RiverChief, build
from bot.config import Config
from bot.sandbox.standin import standin
from bot.sandbox.world import World
from storage.database import open_database
from tests.river import TOKEN, HandClock, Impatient, River

pytestmark = pytest.mark.anyio


@pytest.fixture
def world() -> World:
    return World(HandClock(), TOKEN)


def program(world: World, folder: Path, token: str = TOKEN) -> RiverChief:
    config = Config(token=SecretStr(token), api_url="http://telegram.test", data_dir=folder)

    def request(seconds: float) -> BaseRequest:
        return HTTPXRequest(read_timeout=seconds, httpx_kwargs={"transport": httpx.ASGITransport(standin(world))})

    return build(config, clock=HandClock(), request=request, pacing=Impatient())


@pytest.fixture
def used_before(tmp_path: Path, migrated: Path) -> Path:
    """The folder of a machine on which the program ran before: making the tables takes longer than a start."""
    shutil.copyfile(migrated, tmp_path / "riverchief.db")
    return tmp_path


@pytest.fixture
async def chief(world: World, used_before: Path) -> AsyncIterator[RiverChief]:
    made = program(world, used_before)
    await made.start()
    yield made
    if made.application.running:
        await made.stop()


async def test_on_an_empty_machine_the_tables_are_made_and_the_commands_told(world: World, tmp_path: Path) -> None:
    chief = program(world, tmp_path)
    await chief.start()
    [(_, commands)] = [(key, value) for key, value in world.profile.items() if key[0] == "commands"]
    told = {command["command"]: command["description"] for command in commands}
    assert told == chief.texts.labels("command")
    assert told["patrol"] == "开始巡河"
    await chief.stop()


async def test_every_command_told_is_answered(river: River) -> None:
    for command in river.chief.texts.labels("command"):
        assert await river.stranger().says(f"/{command}") != [], command


async def test_a_token_nobody_knows_is_refused(world: World, used_before: Path) -> None:
    made = program(world, used_before, "1:another")
    with pytest.raises(InvalidToken):
        await made.start()
    await made.stop()


async def test_a_line_that_is_down_at_the_start_is_waited_for(world: World, used_before: Path) -> None:
    world.faults.cut(method="setMyCommands", times=5)
    made = program(world, used_before)
    await made.start()
    assert any(key[0] == "commands" for key in world.profile)
    await made.stop()


async def test_the_program_runs_until_it_is_stopped_and_stops_whole(chief: RiverChief, world: World) -> None:
    running = asyncio.create_task(chief.run())
    while not world.updates.polled:
        await anyio.lowlevel.checkpoint()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await chief.stop()
    again = open_database(chief.config.database)
    with again.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    again.close()


async def test_a_part_that_ends_with_a_fault_ends_the_program(chief: RiverChief, world: World) -> None:
    async def breaks() -> None:
        raise OSError("the port is taken")

    with pytest.raises(ExceptionGroup) as told:
        await chief.run(breaks())
    assert [str(error) for error in told.value.exceptions] == ["the port is taken"]
