"""The one sender of what nobody asked for: takes rows of the outbox, sends, marks each, goes on where it stopped.

A row that may have arrived is never sent twice; one that certainly did not is sent again.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.error import TelegramError

from reminders import faults
from reminders.faults import why
from reminders.wording import Message, Worded, Wording
from rules.quiet import QuietHours
from rules.workdays import IsWorkday
from storage import issued, notices, parcels
from storage.database import Database
from storage.parcels import Manners, Parcel

log = logging.getLogger(__name__)

WORKERS = 16  # at 200 ms a round trip six reach Telegram's 30 a second; the others cover slow answers
UNASKED = 1  # rate_limit_args by which the pacing knows that replies to people go first
LONGEST_REST = 30.0
SHORTEST_REST = 0.05  # every step of every dialog wakes us
AFTER_A_FAULT = 5.0
TO_FINISH = 8.0


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
        self._wording = Wording(render, label)
        self._clock = clock
        self._manners = Manners(quiet, zone, is_workday)
        self._workers = workers
        self._called = asyncio.Event()
        self._round = asyncio.Lock()
        self._taking = asyncio.Lock()
        self._ready: deque[Parcel] = deque()
        self._busy: set[int] = set()
        self._is_dry = False

    def wake(self) -> None:
        """There may be something to tell."""
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

    async def deliver_due(self) -> int:
        """Sends everything that may be sent now; returns how many notices were dealt with."""
        async with self._round:
            if not self._ready and await self._until_next() > 0:
                return 0
            await self._database.transact(parcels.put_off, self._clock(), self._manners)
            self._is_dry = False
            async with asyncio.TaskGroup() as group:
                works = [group.create_task(self._work()) for _ in range(self._workers)]
            return sum(work.result() for work in works)

    async def _until_next(self) -> float:
        """Seconds until something has its moment; 0 if it has it already."""
        moment = await self._database.read(notices.next_moment)
        if moment is None:
            return LONGEST_REST
        return min(LONGEST_REST, max(0.0, (moment - self._clock()).total_seconds()))

    async def _rest(self, seconds: float) -> None:
        await asyncio.sleep(SHORTEST_REST)
        try:
            await asyncio.wait_for(self._called.wait(), seconds)
        except TimeoutError:
            return

    async def _work(self) -> int:
        """Hands over one parcel after another until none is left but those in other workers' hands."""
        count = 0
        while (parcel := await self._take()) is not None:
            try:
                await _to_the_end(self._hand_over(parcel))
            finally:
                self._busy.discard(parcel.person_id)
                self._is_dry = False  # what waits for this person may go now
            count += len(parcel.notices)
        return count

    async def _take(self) -> Parcel | None:
        async with self._taking:
            if not self._ready and not self._is_dry:
                claimed = await self._database.transact(
                    parcels.claim, self._clock(), self._manners, self._workers * 2, tuple(self._busy)
                )
                self._ready.extend(claimed)
                self._busy.update(parcel.person_id for parcel in claimed)
                self._is_dry = not claimed  # sixteen workers need not each ask for nothing
            return self._ready.popleft() if self._ready else None

    async def _hand_over(self, parcel: Parcel) -> None:
        message = await self._message(parcel)
        if message is None:
            return
        if left := set(parcel.ids) - set(message.ids):
            await self._database.transact(notices.release, sorted(left))
        if not await self._database.transact(notices.begin, message.ids):
            return
        try:
            sent = await self._send(parcel.chat_id, message)
        except TelegramError as error:
            await self._database.transact(faults.mark, error, parcel.person_id, message.ids, self._clock())
        except Exception as error:
            log.exception("A notice may have arrived or not")
            await self._database.transact(notices.mark_unknown, message.ids, why(error))
        else:
            now = self._clock()
            await self._database.transact(notices.mark_sent, message.ids, now, parcel.chat_id, sent.message_id)

    async def _send(self, chat_id: int, message: Message) -> Any:
        said = {"parse_mode": "HTML", "reply_markup": message.buttons, "rate_limit_args": UNASKED}
        if message.file is None:
            return await self._bot.send_message(chat_id, message.text, **said)
        name, caption = message.file.name, message.text
        return await self._bot.send_document(chat_id, message.content, filename=name, caption=caption, **said)

    async def _message(self, parcel: Parcel) -> Message | None:
        """The parcel in words; what cannot be worded is marked failed and holds up nothing else."""
        is_folded = len(parcel.notices) > 1
        worded: list[Worded] = []
        for notice in parcel.notices:
            try:
                worded.append(self._wording.word(notice, in_a_line=is_folded))
            except Exception as error:
                log.exception("A notice of the kind %s cannot be worded", notice.kind)
                await self._database.transact(notices.mark_failed, [notice.id], why(error))
        try:
            if not worded:
                return None
            if is_folded:
                return self._wording.folded(worded)
            file = worded[0].file
            content = await self._database.read(issued.content, file.sha256) if file else None
            return self._wording.alone(worded[0], content)
        except Exception as error:
            log.exception("A message cannot be put together")
            await self._database.transact(notices.mark_failed, parcel.ids, why(error))
            return None


async def _to_the_end(work: Any) -> None:
    """Lets a message that is on its way arrive, and be marked, before giving way to a stop of the program."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=TO_FINISH)
        task.cancel()
        raise
