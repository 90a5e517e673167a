"""Updates come in: each is on the disk before Telegram may forget it, and in a lane after that."""

import asyncio
import json
import logging
import warnings
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.afterwards import Afterwards, Noted
from bot.pacing import seconds_of
from storage import drafts, inbox
from storage.database import Database

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

# The library would parse the updates for us, and one that it cannot parse would block all later ones for ever;
# so we ask for them raw, which it warns against.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")

POLL_SECONDS = 25
LIMIT = 100
PAUSE_SECONDS = 1.0
LONGEST_PAUSE = 30.0
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
MOST_ATTEMPTS = 5
MARKED_WITHIN = 0.5  # seconds


class Intake:
    """Long polling, or what the webhook hands over, into the table `inbox` and from there into `queue`."""

    def __init__(
        self, bot: Bot, database: Database, queue: "asyncio.Queue[object]", clock: Callable[[], datetime]
    ) -> None:
        self.bot = bot
        self._database, self._queue, self._clock = database, queue, clock
        self._offset = 0
        self._answered: list[int] = []
        self._marking: asyncio.TimerHandle | None = None
        self._marks: set[asyncio.Task[None]] = set()
        self._in_hand: set[int] = set()
        self._uncounted: set[int] = set()
        self._writing = asyncio.Lock()
        self.unanswered: set[int] = set()
        self.afterwards = Afterwards()
        self.heard_before: set[int] = set()
        self.heard_at: float | None = None  # Telegram's last answer to a poll, by the loop's clock

    async def poll_once(self, seconds: int = POLL_SECONDS) -> int:
        """Asks Telegram once; the offset that lets it forget moves on only after the commit."""
        answer = await self.bot.do_api_request(
            "getUpdates",
            {"offset": self._offset, "limit": LIMIT, "timeout": seconds, "allowed_updates": ALLOWED},
            read_timeout=seconds + 15,
        )
        self.heard_at, updates = asyncio.get_running_loop().time(), cast(list[dict[str, Any]], answer)
        await self.take(updates)
        if updates:
            self._offset = updates[-1]["update_id"] + 1
        return len(updates)

    async def poll_for_ever(self) -> None:
        """Polls until cancelled; a network that is down is waited for, a second poller ends the program."""
        pause = PAUSE_SECONDS
        while True:
            try:
                await self.poll_once()
                pause = PAUSE_SECONDS
                continue
            except (Conflict, InvalidToken):
                raise
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
                continue
            except TelegramError as error:
                log.warning("Telegram is not reachable (%s); asking again in %.0f s", error, pause)
            except OperationalError as error:
                # What could not be stored was not confirmed either: Telegram hands it over again.
                log.error("The database did not answer (%s); asking again in %.0f s", type(error.orig).__name__, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def take(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Stores updates in one transaction, then queues those that are new."""
        if not updates:
            return
        new = set(await self._settled(inbox.receive, updates, self._clock()))
        for raw in updates:
            if raw["update_id"] in new:
                await self._queue_up(raw)

    async def replay(self) -> int:
        """Queues what was handed over and not answered before the program stopped; returns how many."""
        return await self._queue_all(await self._database.read(inbox.waiting))

    async def answer_again(self) -> int:
        """Queues what was handled but could not be answered; while Telegram is out of reach, no attempt is spent."""
        tried = await self._database.read(inbox.tried_before, frozenset(self._uncounted))
        waiting = [each for each in tried if each[0] not in self._answered]  # those are only not marked yet
        if not waiting:
            return 0
        try:
            await self.bot.get_me()
        except (NetworkError, RetryAfter):
            return 0
        self._uncounted.clear()
        return await self._queue_all(waiting)

    async def _queue_all(self, waiting: Sequence[tuple[int, str]]) -> int:
        for number, raw in waiting:
            self.heard_before.add(number)
            await self._queue_up(json.loads(raw))
        return len(waiting)

    async def _queue_up(self, raw: Mapping[str, Any]) -> None:
        number = raw["update_id"]
        if number in self._in_hand:
            return
        try:
            update = Update.de_json(dict(raw), self.bot)
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            log.warning("Update %s cannot be read (%s)", number, type(error).__name__)
            await self._set_aside(number, type(error).__name__)
            return
        self._in_hand.add(number)
        await self._queue.put(update)

    async def _set_aside(self, number: int, fault: str) -> None:
        try:
            await self._database.transact(inbox.quarantine, number, fault, self._clock())
        except OperationalError:
            log.error("Update %s waits to be put aside until the next start", number)

    async def answered(self, update: Update) -> None:
        """Marks an update done, or, when its answer did not get through, leaves it for another attempt."""
        number = update.update_id
        self._in_hand.discard(number)
        self.heard_before.discard(number)
        is_left = number in self.unanswered
        self.unanswered.discard(number)
        try:
            if not is_left or await self._database.transact(inbox.failed_again, number) >= MOST_ATTEMPTS:
                self._mark_soon(number)
        except OperationalError:
            log.error("The inbox could not be written; update %s is answered again later", number)
            self._uncounted.add(number)

    async def catch_up(self) -> None:
        """Writes what was noted after the answers, if there is anything; that they were answered can wait."""
        if not self.afterwards.is_empty:
            await self.mark_answered()

    async def mark_answered(self) -> None:
        """Marks what was answered as done. What a crash leaves unmarked is not applied again, only answered again."""
        if self._marking is not None:
            self._marking.cancel()
            self._marking = None
        try:
            await self._settled(lambda session: None)
        except OperationalError:
            return  # the next updates take them along

    async def _settled(self, act: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `act` in one transaction with the marks and notes that wait for one."""
        async with self._writing:
            answered, noted = list(self._answered), self.afterwards.waiting()
            done = await self._database.transact(
                _settle, answered, noted, lambda session: act(session, *args, **kwargs)
            )
            self._answered = [number for number in self._answered if number not in answered]
            self.afterwards.written(noted)
            return done

    def _mark_soon(self, number: int) -> None:
        # The next updates' transaction takes the mark along; if none come, a timer sees to it.
        self._answered.append(number)
        if self._marking is None:
            self._marking = asyncio.get_running_loop().call_later(MARKED_WITHIN, self._mark_now)

    def _mark_now(self) -> None:
        self._marking = None
        task = asyncio.create_task(self.mark_answered())
        self._marks.add(task)
        task.add_done_callback(self._marks.discard)


def _settle(session: Session, answered: list[int], noted: Noted, act: Callable[[Session], T]) -> T:
    inbox.mark_done(session, answered)
    drafts.note(session, noted.asked, noted.closed)
    return act(session)
