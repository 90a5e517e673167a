"""Processor time and memory per update: a whole patrol, every step durable, against two bare echoes."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median

from bench.chiefs import Chief, inline, join, settle
from bench.line import TOKEN, line
from bench.programs import Program, running
from bench.tables import table
from bot.sandbox import acts
from bot.sandbox.records import Message

ROUNDS, CHIEFS, PATROLS = 3, 32, 4
ACTS = 4  # updates a patrol: begin, place, all normal, end
PLACES = 30  # more of them where the place is shared live: one every half minute
STEP = timedelta(seconds=30)
BETWEEN = 0.1  # seconds in which everybody takes a step
MINUTES = 15  # what a patrol lasts: enough to count in any shipped profile

Walk = Callable[[Sequence[Chief], Program], Awaitable[float]]


@dataclass(frozen=True)
class Figures:
    """Of one program in one round, an update: milliseconds, those of pictures apart; megabytes; kilobytes grown."""

    milliseconds: float
    pictures: float
    megabytes: float
    kilobytes: float


async def measure() -> str:
    """Three programs in turn, several rounds, the medians."""
    contestants: dict[str, tuple[str, Walk]] = {
        "River Chief Bot, the four acts of a patrol": ("bench.ours", patrols),
        f"River Chief Bot, the four acts and {PLACES} places on the way": ("bench.ours", walks),
        "python-telegram-bot, bare echo": ("bench.echo_ptb", words),
        "aiogram, bare echo": ("bench.echo_aiogram", words),
    }
    rounds: dict[str, list[Figures]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, (module, walk) in contestants.items():
            rounds[name].append(await _round(module, walk))
    title = f"Processor time and memory an update ({ROUNDS} rounds of {CHIEFS} chiefs × {PATROLS * ACTS} updates)"
    headings = [
        "program",
        "ms an update",
        "min–max",
        "pictures besides, ms an update",
        "resident MB",
        "growth kB an update",
    ]
    return table(title, headings, (_row(name, figures) for name, figures in rounds.items()))


def _row(name: str, rounds: Sequence[Figures]) -> list[str]:
    times = [one.milliseconds for one in rounds]
    pictures = median(one.pictures for one in rounds)
    return [
        name,
        f"{median(times):.2f}",
        f"{min(times):.2f}–{max(times):.2f}",
        f"{pictures:.1f}" if pictures else "",
        f"{median(one.megabytes for one in rounds):.0f}",
        f"{median(one.kilobytes for one in rounds):.1f}",
    ]


async def _round(module: str, walk: Walk) -> Figures:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        async with line() as (world, address):
            chiefs = join(world, CHIEFS)
            if walk is not words:
                settle(Path(folder), chiefs)
            async with running(module, address, TOKEN, folder) as program:
                await walk(chiefs, program)
                return await _figures(chiefs, program, walk)


async def _figures(chiefs: Sequence[Chief], program: Program, walk: Walk) -> Figures:
    updates = len(chiefs) * PATROLS * (ACTS + PLACES if walk is walks else ACTS)
    aside, before = await walk(chiefs[:1], program), program.spent()
    for _ in range(PATROLS):
        aside_now = await walk(chiefs, program)
    after, aside = program.spent(), aside_now - aside
    spent = after.seconds - before.seconds - aside
    grown = (after.megabytes - before.megabytes) * 1024
    return Figures(spent * 1000 / updates, aside * 1000 / updates, after.megabytes, grown / updates)


async def patrols(chiefs: Sequence[Chief], program: Program) -> float:
    """Every chief walks one patrol; returns the processor seconds that pictures took since the program's start."""
    await asyncio.gather(*(_begin(chief) for chief in chiefs))
    return await _end(chiefs, program)


async def walks(chiefs: Sequence[Chief], program: Program) -> float:
    """As `patrols`, the place shared live: everybody walks to and fro on the own reach."""
    await asyncio.gather(*(chief.after(partial(chief.says, "/patrol")) for chief in chiefs))
    await asyncio.gather(*(chief.after(chief.shares_live, _asks_what_was_seen) for chief in chiefs))
    for number in range(PLACES):
        chiefs[0].world.clock.jump(chiefs[0].world.clock() + STEP)
        for chief in chiefs:
            chief.walks_on(number)
        await asyncio.sleep(BETWEEN)
    await asyncio.gather(*(chief.after(partial(chief.taps, "patrol:all:"), _is_looked_at) for chief in chiefs))
    return await _end(chiefs, program)


async def _end(chiefs: Sequence[Chief], program: Program) -> float:
    await program.asks(str(MINUTES))
    await asyncio.gather(*(chief.after(partial(chief.taps, "patrol:end:"), _is_picture) for chief in chiefs))
    told = await program.asks("0")
    return float(told["aside"])


async def words(chiefs: Sequence[Chief], program: Program) -> float:
    """Every chief says as many texts as a patrol has acts, each after the answer to the one before."""

    async def speak(chief: Chief) -> None:
        for _ in range(ACTS):
            await chief.after(lambda: chief.says("全部正常"))

    await asyncio.gather(*map(speak, chiefs))
    return 0.0


async def _begin(chief: Chief) -> None:
    await chief.after(lambda: chief.says("/patrol"))
    await chief.after(lambda: acts.shares_place(chief.world, chief.user, chief.place), _asks_what_was_seen)
    await chief.after(lambda: chief.taps("patrol:all:"), _is_looked_at)


def _asks_what_was_seen(message: Message) -> bool:
    return any(data.startswith("patrol:all:") for data in inline(message))


def _is_looked_at(message: Message) -> bool:
    return not _asks_what_was_seen(message)


def _is_picture(message: Message) -> bool:
    return "photo" in message.body
