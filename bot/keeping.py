"""Received files are fetched in the background and kept under the data folder by their sha256."""

import asyncio
import hashlib
import logging
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.errands import Errands
from documents.pictures import UnreadablePicture, difference_hash, exif_place
from handlers.received import bounded
from rules.refusals import Refusal
from storage import media
from storage.database import Database
from storage.media import Kept
from storage.models import Media, MediaKind

log = logging.getLogger(__name__)

PICTURES = (MediaKind.PHOTO, MediaKind.IMAGE_FILE)


class Keeping(Errands):
    """Fetches what waits, one file after the other; goes on after a restart where it stopped."""

    def __init__(self, bot: Bot, database: Database, folder: Path, near: int, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._bot = bot
        self._database = database
        self._folder = folder
        self._near = near
        self._clock = clock

    async def _work(self) -> tuple[int, bool]:
        kept = [await self._keep(one) for one in await self._database.read(media.waiting)]
        return sum(kept), not all(kept)

    async def fetch(self, file_id: str) -> bytes:
        """The bytes of a file, at most 20 MB; refuses larger ones."""
        file = await self._bot.get_file(file_id)
        bounded(file)
        return bytes(await file.download_as_bytearray())

    def path_of(self, sha256: str) -> Path:
        """Where the bytes with this hash are."""
        return self._folder / sha256[:2] / sha256

    async def content(self, sha256: str | None, file_id: str) -> bytes:
        """The bytes as they are kept; fetched from Telegram where they are not under the data folder."""
        try:
            return await asyncio.to_thread(self.path_of(sha256).read_bytes) if sha256 else await self.fetch(file_id)
        except OSError:
            return await self.fetch(file_id)

    async def _keep(self, one: Media) -> bool:
        try:
            content = await self.fetch(one.file_id)
        except (TelegramError, Refusal) as error:
            log.warning("A file could not be fetched (%s)", type(error).__name__)
            refused = isinstance(error, BadRequest | Refusal)
            await self._database.transact(media.fail, one.id, refused)
            return False
        try:
            kept = await asyncio.to_thread(self._store, content, one.kind in PICTURES)
        except OSError as error:  # the disk is full, or its folder cannot be written: no fault of the file
            log.error("A file could not be written (%s); trying again later", error)
            return False
        await self._database.transact(media.keep, one.id, kept, self._near, self._clock())
        return True

    def _store(self, content: bytes, picture: bool) -> Kept:
        sha256 = hashlib.sha256(content).hexdigest()
        write_once(self.path_of(sha256), content)
        if not picture:
            return Kept(sha256, len(content), None)
        return Kept(sha256, len(content), _fingerprint(content), exif_place(content))


def _fingerprint(content: bytes) -> int | None:
    try:
        return difference_hash(content)
    except UnreadablePicture:
        return None  # kept all the same: it is what was sent


def write_once(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all, whatever happens in between."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
