"""A parcel put into words, with what it carries."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from reminders.wording import Message, Worded, Wording
from storage import issued
from storage.database import Database
from storage.models import Notice
from storage.parcels import Parcel

Attempt = Callable[[Sequence[int], Callable[[], Awaitable[Any]]], Awaitable[Any]]


class Letters:
    """Writes messages; `attempt` does a piece of the work for some rows, and gives None where they cannot be worded."""

    def __init__(self, database: Database, wording: Wording, attempt: Attempt) -> None:
        self._database = database
        self._wording = wording
        self._attempt = attempt

    async def write(self, parcel: Parcel) -> Message | None:
        """The parcel in words; what cannot be worded holds up nothing else."""
        is_folded = len(parcel.notices) > 1
        worded: list[Worded] = []
        for notice in parcel.notices:
            one: Worded | None = await self._attempt([notice.id], partial(self._word, notice, is_folded))
            worded += [one] if one else []
        if not worded:
            return None
        message: Message | None = await self._attempt(parcel.ids, partial(self._put_together, worded, is_folded))
        return message

    async def _word(self, notice: Notice, in_a_line: bool) -> Worded:
        return self._wording.word(notice, in_a_line=in_a_line)

    async def _put_together(self, worded: Sequence[Worded], is_folded: bool) -> Message:
        if is_folded:
            return self._wording.folded(worded)
        file = worded[0].file
        content = await self._database.read(issued.content, file.sha256) if file else None
        return self._wording.alone(worded[0], content)
