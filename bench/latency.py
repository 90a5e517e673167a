"""Answers a second on a slow line: many chiefs at once, 200 ms from request to answer."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from bench.chiefs import Chief, join, settle
from bench.line import TOKEN, line
from bench.programs import running
from bench.tables import table

CHIEFS, ROUND_TRIP, SECONDS = 32, 0.2, 10.0
IDEAL = CHIEFS / ROUND_TRIP


async def measure() -> str:
    """What each program answers in some seconds, of texts that wait already and of texts said one by one."""
    rows = []
    for name, module in (
        ("River Chief Bot, one lane a chat", "bench.ours"),
        ("python-telegram-bot, stock processor", "bench.echo_ptb"),
        ("aiogram, stock", "bench.echo_aiogram"),
    ):
        waiting, one_by_one = await _answers(module, True), await _answers(module, False)
        rows.append([name, f"{waiting:.0f}", f"{waiting / IDEAL:.0%}", f"{one_by_one:.0f}"])
    title = f"Answers a second, {CHIEFS} chiefs, {ROUND_TRIP * 1000:.0f} ms round trip ({SECONDS:.0f} s each)"
    return table(title, ["program", "texts that wait", f"of {IDEAL:.0f}", "each after the answer before"], rows)


async def _answers(module: str, at_once: bool) -> float:
    async with _phones(module) as chiefs:
        if at_once:
            return await _of_waiting(chiefs)
        return await _one_by_one(chiefs)


@asynccontextmanager
async def _phones(module: str) -> AsyncIterator[list[Chief]]:
    """Chiefs who have each had one answer from the program, from then on over the slow line."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        async with line() as (world, address):
            chiefs = join(world, CHIEFS)
            if module == "bench.ours":
                settle(Path(folder), chiefs)
            async with running(module, address, TOKEN, folder):
                await asyncio.gather(*(chief.after(partial(chief.says, "/help")) for chief in chiefs))
                world.faults.latency = ROUND_TRIP
                yield chiefs


async def _of_waiting(chiefs: list[Chief]) -> float:
    """Everybody has said more than can be answered in time."""
    heard = _count(chiefs)
    for _ in range(int((SECONDS + 5) / ROUND_TRIP)):
        for chief in chiefs:
            chief.says("/help")
    return await _rate(heard)


async def _one_by_one(chiefs: list[Chief]) -> float:
    """Everybody says the next thing when the last was answered."""

    async def talk(chief: Chief) -> None:
        while True:
            await chief.after(lambda: chief.says("/help"))

    heard = _count(chiefs)
    talking = [asyncio.create_task(talk(chief)) for chief in chiefs]
    rate = await _rate(heard)
    for each in talking:
        each.cancel()
    await asyncio.gather(*talking, return_exceptions=True)
    return rate


def _count(chiefs: list[Chief]) -> list[float]:
    heard: list[float] = []
    chiefs[0].world.watch(lambda message: heard.append(0) if message is not None and message.by_bot else None)
    return heard


async def _rate(heard: list[float]) -> float:
    await asyncio.sleep(2)  # until all are under way
    before, began = len(heard), time.monotonic()
    await asyncio.sleep(SECONDS)
    return (len(heard) - before) / (time.monotonic() - began)
