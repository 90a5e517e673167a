"""The one sender of what nobody asked for: takes rows of the outbox, sends, marks each, goes on where it stopped.

A row that may have arrived is never sent twice; one that certainly did not is sent again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.error import TelegramError

from reminders import faults, sending
from reminders.claims import Claims
from reminders.correcting import Correcting
from reminders.faults import why
from reminders.letters import Letters
from reminders.wording import Wording
from rules.quiet import QuietHours
from rules.workdays import IsWorkday
from storage import notices
from storage.corrections import Standing
from storage.database import Database
from storage.manners import Manners
from storage.parcels import Parcel

log = logging.getLogger(__name__)

WORKERS = 16  # at 200 ms a round trip six reach Telegram's 30 a second; the others cover slow answers
LONGEST_REST = 30.0
SHORTEST_REST = 0.05  # every step of every dialog wakes us
AFTER_A_FAULT = 5.0
NEVER = datetime.max.replace(tzinfo=UTC)


class Delivery:
    """Woken whenever something may be in the outbox; at most `workers` messages are on their way at once."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        render: Callable[..., str],
        label: Callable[..., str],
        clock: Callable[[], datetime],
        zone: ZoneInfo,
        quiet: QuietHours,
        is_workday: IsWorkday,
        workers: int = WORKERS,
    ) -> None:
        self._bot: Any = bot  # only the library's ExtBot knows `rate_limit_args`
        self._database = database
        wording = Wording(render, label)
        self._letters = Letters(database, wording, self._worded)
        self._correcting = Correcting(bot, database, wording, clock)
        self._clock = clock
        self._manners = Manners(quiet, zone, is_workday)
        self._workers = workers
        self._claims = Claims(database, clock, self._manners, workers * 2)
        self._called = asyncio.Event()
        self._is_called = True
        self._next: datetime | None = None  # nothing has its moment before this one
        self._round = asyncio.Lock()

    def wake(self) -> None:
        """There may be something to tell, or to correct: even in the middle of a broadcast that comes first."""
        self._claims.stir()
        self._is_called = True
        self._called.set()

    async def take_up(self) -> None:
        """After a start: what the last run was sending is marked unknown, what it had only taken waits again."""
        await self._database.transact(notices.recover)

    async def run_for_ever(self) -> None:
        """Delivers whenever called, and when what was put off has its moment. A fault is logged and outlived."""
        while True:
            self._called.clear()
            try:
                await self.deliver_due()
                rest = await self._until_next()
            except Exception:
                log.exception("Delivery came to a halt and will go on")
                rest = AFTER_A_FAULT
            await self._rest(rest)

    async def deliver_called(self) -> int:
        """As `deliver_due`, unless nobody called since and nothing has its moment by now."""
        may_be_due = self._is_called or self._next is None or self._clock() >= self._next
        return await self.deliver_due() if may_be_due else 0

    async def deliver_due(self) -> int:
        """Sends everything that may be sent now; returns how many notices were dealt with."""
        async with self._round:
            self._is_called = False
            if not len(self._claims) and await self._until_next() > 0:
                return 0
            self._next = None  # what is put off, or could not be sent, has another
            await self._claims.open()
            async with asyncio.TaskGroup() as group:
                works = [group.create_task(self._work()) for _ in range(self._claims.hands(self._workers))]
            return sum(work.result() for work in works)

    async def _until_next(self) -> float:
        """Seconds until something has its moment; 0 if it has it already."""
        self._next = await self._database.read(notices.next_moment) or NEVER
        return min(LONGEST_REST, max(0.0, (self._next - self._clock()).total_seconds()))

    async def _rest(self, seconds: float) -> None:
        await asyncio.sleep(SHORTEST_REST)
        try:
            async with asyncio.timeout(seconds):  # wait_for may swallow a stop that comes with the call
                await self._called.wait()
        except TimeoutError:
            return

    async def _work(self) -> int:
        """Corrects what is no longer true, then hands over parcels until other workers have all that are left."""
        count = 0
        while True:
            while (standing := await self._claims.untrue()) is not None:
                await sending.to_the_end(self._correct(standing))
                self._claims.stir()  # what no longer fits into the message gets one of its own
                count += len(standing.rows)
            if (parcel := await self._claims.parcel()) is None:
                return count
            went = False
            try:
                went = await sending.to_the_end(self._hand_over(parcel))
            finally:
                self._claims.handed_over(parcel, went=went)
            count += len(parcel.notices)

    async def _hand_over(self, parcel: Parcel) -> bool:
        """Whether all of it went out."""
        message = await self._letters.write(parcel)
        if message is None:
            return False
        if left := set(parcel.ids) - set(message.ids):
            await self._database.transact(notices.release, sorted(left))
        steps = sending.steps_of(self._bot, parcel.chat_id, message)
        await sending.take_turn(self._bot, parcel.chat_id, steps[0])
        if not await self._database.transact(notices.begin, message.ids):
            return False
        try:
            sent = await sending.send(steps, message.sent_before, partial(self._note_part, parcel, message.ids))
        except TelegramError as error:
            await self._database.transact(faults.mark, error, parcel.to, message.ids, self._clock())
        except Exception as error:
            log.exception("A notice may have arrived or not")
            await self._database.transact(notices.mark_unknown, message.ids, why(error))
        else:
            await self._database.transact(notices.mark_sent, message.ids, self._clock(), parcel.chat_id, sent)
            return not left
        return False

    async def _note_part(self, parcel: Parcel, ids: Sequence[int], sent: Sequence[int]) -> None:
        await self._database.transact(notices.note_part, ids, self._clock(), parcel.chat_id, sent)

    async def _worded(self, ids: Sequence[int], write: Callable[[], Awaitable[Any]]) -> Any:
        try:
            return await write()
        except Exception as error:
            log.exception("A notice cannot be worded")
            await self._database.transact(notices.mark_failed, ids, why(error))
            return None

    async def _correct(self, standing: Standing) -> None:
        try:
            await self._correcting.correct(standing)
        except Exception as error:
            log.exception("A message cannot be worded anew")
            await self._correcting.give_up(standing, why(error))
