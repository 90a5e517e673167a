"""A sign of life each minute, for a watcher outside: a file, and an address that is called; only while all is well."""

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import datetime
from importlib import metadata
from pathlib import Path

from sqlalchemy.exc import OperationalError
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest

from bot.intake import Intake
from storage.database import Database
from storage.pulse import pulse

log = logging.getLogger(__name__)

BEAT_SECONDS = 60.0
FIRST_AFTER = 5.0
HEARD_WITHIN = 120.0  # seconds since Telegram's last answer: a poll that brings nothing takes up to forty
FRESH_FOR = 180.0


class Heartbeat:
    """Beats while the loop turns, the database answers and Telegram was heard. `url` is never logged."""

    def __init__(
        self,
        database: Database,
        intake: Intake,
        clock: Callable[[], datetime],
        file: Path,
        url: str,
        line: BaseRequest,
        *,
        polls: bool,
    ) -> None:
        self._database, self._intake, self._clock = database, intake, clock
        self._file, self._url, self._line, self._polls = file, url, line, polls
        self.first_after = FIRST_AFTER
        self._begun: float | None = None
        self._beaten: float | None = None
        self._no_beat, self._no_call = set[str](), set[str]()  # why, as was said already

    async def run_for_ever(self) -> None:
        """Beats every minute until cancelled. The program has just told Telegram its commands: that was an answer."""
        self._begun = asyncio.get_running_loop().time()
        await asyncio.sleep(self.first_after)
        while True:
            await self.beat()
            await asyncio.sleep(BEAT_SECONDS)

    async def beat(self) -> bool:
        """One beat; False, and the file stays as it was, where something does not work."""
        if not await self._hears_telegram():
            _say_once(self._no_beat, "Telegram has not answered lately")
            return False
        try:
            told = await self._database.read(pulse, self._clock())
            self._write({"at": self._clock().isoformat(), **told, "version": _version()})
        except OperationalError as error:
            _say_once(self._no_beat, f"the database did not answer ({type(error.orig).__name__})")
            return False
        except OSError as error:
            _say_once(self._no_beat, f"the file cannot be written ({error.strerror})")
            return False
        self._no_beat.clear()
        self._beaten = asyncio.get_running_loop().time()
        await self._call()
        return True

    def is_alive(self) -> bool:
        """Whether it beat lately."""
        return self._beaten is not None and asyncio.get_running_loop().time() - self._beaten < FRESH_FOR

    async def _hears_telegram(self) -> bool:
        if self._polls:
            heard = self._intake.heard_at or self._begun  # the first poll may take as long as nobody writes
            return heard is not None and asyncio.get_running_loop().time() - heard < HEARD_WITHIN
        try:  # by webhook Telegram speaks when somebody writes: it is asked
            await self._intake.bot.get_me()
        except TelegramError:
            return False
        return True

    def _write(self, told: dict[str, object]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        whole = self._file.with_name(f"{self._file.name}.new")  # whoever reads finds the old one or the new one
        whole.write_text(json.dumps(told, ensure_ascii=False) + "\n", encoding="utf-8")
        whole.replace(self._file)

    async def _call(self) -> None:
        if not self._url:
            return
        try:
            await self._line.initialize()
            status, _ = await self._line.do_request(self._url, "GET")
        except NetworkError as error:
            _say_once(self._no_call, f"its address did not answer ({error.message})")
            return
        if status >= 400:
            _say_once(self._no_call, f"its address answered {status}")
        else:
            self._no_call.clear()


def _say_once(said: set[str], what: str) -> None:
    if what not in said:
        said.add(what)
        log.warning("No heartbeat: %s", what)


def _version() -> str:
    try:
        return metadata.version("river-chief-bot")
    except metadata.PackageNotFoundError:
        return "source"
