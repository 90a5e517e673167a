"""A notice to everybody of a district at Telegram's limits, real seconds: refusals, bursts of 429, people who talk
meanwhile; and the same with `kill -9` in the middle."""

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench import chiefs
from bench.chiefs import Chief, join, settle
from bench.line import TOKEN, line
from bench.programs import running
from bench.tables import table
from bot.pacing import A_SECOND
from bot.sandbox.records import Message
from bot.sandbox.world import World
from storage import outbox
from storage.database import open_database
from storage.models import Account, Delivery, Notice, Person
from storage.outbox import Tell

RECIPIENTS, TALKERS = 4_420, 4
BLOCKED = 20  # every so many-th has blocked the bot
ROUND_TRIP, BETWEEN = 0.2, 4.0  # seconds: of a request; between what one of those who talk says
BURSTS, REFUSED, WAIT = (30.0, 75.0, 110.0), 5, 2  # seconds after the start; so many 429; that name so many seconds
FIRST_RECIPIENT = 20_001
DONE = (Delivery.SENT, Delivery.BLOCKED, Delivery.UNKNOWN)


@dataclass
class Seen:
    """What the stand-in saw: when each message came, in which chat; how long people waited for an answer."""

    arrived: list[tuple[float, int]] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def hears(self, message: Message | None) -> None:
        """The bot said something."""
        if message is not None and message.by_bot:
            self.arrived.append((time.monotonic(), message.chat_id))

    @property
    def told(self) -> Counter[int]:
        """How often each recipient was told."""
        return Counter(chat for _, chat in self.arrived if chat >= FIRST_RECIPIENT)

    @property
    def seconds(self) -> float:
        """From the first to the last recipient."""
        moments = self._moments()
        return moments[-1] - moments[0]

    @property
    def worst_second(self) -> int:
        """The most messages to recipients in any second."""
        moments, first, most = self._moments(), 0, 0
        for number, moment in enumerate(moments):
            while moments[first] <= moment - 1:
                first += 1
            most = max(most, number - first + 1)
        return most

    def _moments(self) -> list[float]:
        return [moment for moment, chat in self.arrived if chat >= FIRST_RECIPIENT]


async def measure(recipients: int = RECIPIENTS) -> str:
    """Once to the end, once killed half-way."""
    rows = [await _run(recipients, False), await _run(recipients, True)]
    title = f"A notice to {recipients} people, {1 / BLOCKED:.0%} of whom have blocked the bot"
    headings = ["", "seconds", "limit's time", "ratio", "most a second", "reply p50, s", "reply p95, s", "told twice",
                "unknown", "lost"]  # fmt: skip
    return table(title, headings, rows)


async def _run(recipients: int, killed: bool) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder, seen = Path(name), Seen()
        async with line(ROUND_TRIP) as (world, address):
            talkers = join(world, TALKERS)
            settle(folder, talkers)
            _write(folder, world, recipients)
            world.watch(seen.hears)
            down = await _broadcast(folder, world, address, talkers, seen, recipients, killed)
        states = _states(folder)
    unknown = states[Delivery.UNKNOWN]
    lost = recipients - len(seen.told) - states[Delivery.BLOCKED] - unknown
    replies = len(seen.waited)
    bursts = 0 if killed else len(BURSTS) * WAIT
    limit = (recipients + replies) / A_SECOND + bursts + down
    twice = sum(times > 1 for times in seen.told.values())
    percentiles = quantiles(seen.waited, n=20)
    how = "killed half-way, down meanwhile" if killed else f"{len(BURSTS)} bursts of 429"
    told = f"{replies} replies, {how} ({bursts + down:.1f} s)"
    return [told, f"{seen.seconds:.1f}", f"{limit:.1f}", f"{seen.seconds / limit:.3f}", str(seen.worst_second),
            f"{percentiles[9]:.2f}", f"{percentiles[18]:.2f}", str(twice), str(unknown), str(max(0, lost))]  # fmt: skip


async def _broadcast(
    folder: Path, world: World, address: str, talkers: Sequence[Chief], seen: Seen, recipients: int, killed: bool
) -> float:
    """Runs the program until everybody was told; returns for how many seconds it was down."""
    down = 0.0
    if killed:
        async with running("bench.ours", address, TOKEN, str(folder)):
            await _until(lambda: len(seen.told) >= recipients // 2)
        stopped = seen.arrived[-1][0]
        async with running("bench.ours", address, TOKEN, str(folder)):
            await _until(lambda: seen.arrived[-1][0] > stopped)
            down = seen.arrived[-1][0] - stopped
            await _to_the_end(folder, talkers, seen, recipients)
        return down
    async with running("bench.ours", address, TOKEN, str(folder)):
        refusing = asyncio.create_task(_refuse(world, seen))
        await _to_the_end(folder, talkers, seen, recipients)
        refusing.cancel()
    return down


async def _to_the_end(folder: Path, talkers: Sequence[Chief], seen: Seen, recipients: int) -> None:
    await _until(lambda: seen.arrived)
    talking = [asyncio.create_task(_talk(chief, number, seen)) for number, chief in enumerate(talkers)]
    while sum(_states(folder)[state] for state in DONE) < recipients:  # noqa: ASYNC110
        await asyncio.sleep(1)
    for each in talking:
        each.cancel()
    await asyncio.gather(*talking, return_exceptions=True)


async def _talk(chief: Chief, number: int, seen: Seen) -> None:
    await asyncio.sleep(number * BETWEEN / TALKERS)
    while True:
        began = time.monotonic()
        await chief.after(lambda: chief.says("/help"))
        seen.waited.append(time.monotonic() - began)
        await asyncio.sleep(BETWEEN)


async def _refuse(world: World, seen: Seen) -> None:
    """Bursts of 429, counted from the first message on."""
    await _until(lambda: seen.arrived)
    began = time.monotonic()
    for moment in BURSTS:
        await asyncio.sleep(began + moment - time.monotonic())
        world.faults.too_many(WAIT, method="sendMessage", times=REFUSED)


async def _until(condition: Callable[[], object]) -> None:
    while not condition():  # noqa: ASYNC110 - another process tells no event
        await asyncio.sleep(0.02)


def _write(folder: Path, world: World, recipients: int) -> None:
    """The people, with accounts, and the notice to each of them."""
    database, at = open_database(chiefs.address(folder)), datetime.now(UTC)
    database.write_now(_tell, recipients, at)
    database.close()
    for number in range(recipients):
        user = world.add_user(FIRST_RECIPIENT + number, f"收件人{number}")
        world.chats[user.id].started, user.blocked = True, number % BLOCKED == 0


def _tell(session: Session, recipients: int, at: datetime) -> None:
    people = [Person(name=f"收件人{number}") for number in range(recipients)]
    session.add_all(people)
    session.flush()
    for number, person in enumerate(people, FIRST_RECIPIENT):
        session.add(Account(person_id=person.id, telegram_id=number, chat_id=number, bound_at=at))
    values = {"title": "关于做好强降雨期间巡河工作的通知"}
    outbox.tell(session, at, [Tell("groups/put_out", f"bench:{each.id}", each.id, values) for each in people])


def _states(folder: Path) -> Counter[Delivery]:
    database = open_database(chiefs.address(folder))
    try:
        return database.read_now(_counted)
    finally:
        database.close()


def _counted(session: Session) -> Counter[Delivery]:
    counts: Counter[Delivery] = Counter()
    for state, count in session.execute(select(Notice.state, func.count()).group_by(Notice.state)):
        counts[state] = count
    return counts
