"""Large exports are made in the background: the person hears that, how far it is, and gets the file."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import TelegramError
from xlsxwriter.exceptions import XlsxWriterException

from bot.errands import Errands
from documents.about_sheet import About
from documents.ledger import file as ledger_file
from documents.ledger.file import LedgerFile
from documents.thumbnails import thumbnail
from rules.profile import Profile
from storage import audit, issued
from storage.database import Database
from storage.exports import filters, jobs
from storage.models import Export, ExportState

log = logging.getLogger(__name__)

PROGRESS_SECONDS = 4.0  # an edit now and then, not one a piece
PASSING = (OSError, SQLAlchemyError)  # a full disk, a database that does not answer: may be over later
LASTING = (ValueError, LookupError, ArithmeticError, TypeError, MemoryError, XlsxWriterException)


@dataclass
class Course:
    """How far the thread is that makes a file; `given_up` makes it stop at the next piece."""

    done: int = 0
    given_up: bool = False


class Exporting(Errands):
    """Makes what was asked for, one export after the other; begins anew after a restart what was not finished."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        profile: Profile,
        render: Callable[..., str],
        path_of: Callable[[str], Path],
        clock: Callable[[], datetime],
        wake_delivery: Callable[[], None],
        pause: float = PROGRESS_SECONDS,
    ) -> None:
        super().__init__()
        self._bot = bot
        self._database = database
        self._profile = profile
        self._render = render
        self._path_of = path_of
        self._clock = clock
        self._wake_delivery = wake_delivery
        self._pause = pause
        self._at_work = asyncio.Lock()

    async def take_up(self) -> None:
        """After a start: what the last run had begun is made from the beginning."""
        await self._database.transact(jobs.recover)

    async def _work(self) -> tuple[int, bool]:
        made = 0
        async with self._at_work:
            while await self._database.read(jobs.waiting):
                job = await self._database.transact(jobs.claim, self._clock())
                if job is None or not await self._deal_with(job):
                    return made, True
                made += 1
                self._wake_delivery()
        return made, False

    async def _deal_with(self, job: Export) -> bool:
        if job.state is not ExportState.RUNNING:
            return True
        await self._say_that_it_begins(job)
        try:
            await self._make(job)
        except PASSING as error:
            log.error("An export was broken off (%s); trying again later", error)
            await self._database.transact(jobs.wait_again, job.id, str(error))
            return False
        except LASTING as error:
            log.exception("An export cannot be made")
            await self._database.transact(jobs.fail, job.id, self._clock(), str(error), "exports/failed")
        return True

    async def _make(self, job: Export) -> None:
        now = self._clock()
        head = await self._database.read(audit.stamp)
        with TemporaryDirectory(prefix="riverchief-") as folder:
            file = Path(folder) / "export.xlsx"
            rows = await self._watched(job, _wanted(job, now, head, self._thumbnail), file)
            content = await asyncio.to_thread(file.read_bytes)
        if len(content) > issued.LARGEST:
            await self._database.transact(jobs.fail, job.id, now, f"{len(content)} bytes", "exports/too_large")
            return
        await self._database.transact(jobs.finish, job.id, content, rows, self._clock())
        await self._edit(job, "exports/prepared", count=rows)

    async def _watched(self, job: Export, wanted: LedgerFile, file: Path) -> int:
        course = Course()
        work = asyncio.create_task(asyncio.to_thread(self._write, wanted, file, course))
        try:
            while not (await asyncio.wait({work}, timeout=self._pause))[0]:
                await self._database.transact(jobs.progress, job.id, course.done)
                await self._edit(job, "exports/preparing", count=job.rows_total, done=course.done)
        finally:
            course.given_up = True
        return work.result()

    def _write(self, wanted: LedgerFile, file: Path, course: Course) -> int:
        pieces = ledger_file.write(wanted, self._database.read_now, self._profile, file, file.parent)
        for course.done, _ in pieces:
            if course.given_up:
                break
        return course.done

    def _thumbnail(self, sha256: str) -> bytes | None:
        try:
            return thumbnail(self._path_of(sha256).read_bytes())
        except OSError:
            return None

    async def _say_that_it_begins(self, job: Export) -> None:
        if not await self._database.transact(jobs.tell, job.id, self._clock()):
            return
        text = self._render("exports/preparing", **job.words, count=job.rows_total, done=0)
        try:
            said = await self._bot.send_message(job.chat_id, text, parse_mode="HTML")
        except TelegramError as error:
            log.warning("That an export begins could not be said (%s)", type(error).__name__)
            return
        job.message_id = said.message_id
        await self._database.transact(jobs.note_message, job.id, said.message_id)

    async def _edit(self, job: Export, template: str, **values: Any) -> None:
        if job.message_id is None:
            return
        text = self._render(template, **job.words, **values)
        try:
            await self._bot.edit_message_text(text, job.chat_id, job.message_id, parse_mode="HTML")
        except TelegramError as error:
            log.info("How far an export is could not be said (%s)", type(error).__name__)


def _wanted(job: Export, now: datetime, head: str, find: Callable[[str], bytes | None]) -> LedgerFile:
    words = job.words
    about = About(str(words["what"]), str(words["by"]), now, head)
    photos = find if words.get("photos") else None
    return LedgerFile(filters.from_json(job.asked), str(words["region"]), about, photos)
