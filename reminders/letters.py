"""A parcel put into words, with what it carries."""

import logging

from reminders.faults import why
from reminders.wording import Message, Worded, Wording
from storage import issued, notices
from storage.database import Database
from storage.parcels import Parcel

log = logging.getLogger(__name__)


class Letters:
    """Writes messages; what cannot be worded is marked failed and holds up nothing else."""

    def __init__(self, database: Database, wording: Wording) -> None:
        self._database = database
        self._wording = wording

    async def write(self, parcel: Parcel) -> Message | None:
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
