"""Carrying out what was changed or taken back: the message that stands in a chat is worded anew, or deleted."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from reminders.faults import AGAIN_AFTER, wait_of, why
from reminders.sending import UNASKED, fits_a_caption
from reminders.wording import Message, Wording
from storage import corrections, notices
from storage.corrections import Standing
from storage.database import Database
from storage.models import Correction

TOO_OLD = "older than 48 hours"
# What Telegram says where the message is already as we want it.
_DONE = ("not modified", "to delete not found")


class Correcting:
    """Doing a correction twice is as good as doing it once: one that a crash broke off is simply done again."""

    def __init__(self, bot: Any, database: Database, wording: Wording, clock: Callable[[], datetime]) -> None:
        self._bot = bot
        self._database = database
        self._wording = wording
        self._clock = clock

    async def correct(self, standing: Standing) -> None:
        """Edits or deletes one message and notes what came of it."""
        if not standing.stays and not standing.may_be_deleted(self._clock()):
            await self._note(standing, Correction.IMPOSSIBLE, TOO_OLD)
            return
        try:
            await (self._reword(standing) if standing.stays else self._delete(standing))
        except (BadRequest, Forbidden) as error:
            is_done = any(sign in error.message for sign in _DONE)
            await self._note(standing, None if is_done else Correction.IMPOSSIBLE, "" if is_done else why(error))
        except TelegramError as error:
            await self._later(standing, wait_of(error) if isinstance(error, RetryAfter) else AGAIN_AFTER)
        else:
            await self._note(standing, None)

    async def give_up(self, standing: Standing, fault: str) -> None:
        """Leaves the message as it stands."""
        await self._note(standing, Correction.IMPOSSIBLE, fault)

    async def _delete(self, standing: Standing) -> None:
        chat_id, ids = standing.chat_id, standing.message_ids
        if len(ids) == 1:
            await self._bot.delete_message(chat_id, ids[0], rate_limit_args=UNASKED)
        else:
            await self._bot.delete_messages(chat_id, ids, rate_limit_args=UNASKED)

    async def _reword(self, standing: Standing) -> None:
        message = self._message(standing)
        said = {"parse_mode": "HTML", "reply_markup": message.buttons, "rate_limit_args": UNASKED}
        chat_id, message_id = standing.chat_id, standing.message_id
        if _stands_under_something(standing):
            if not fits_a_caption(message.text):
                raise BadRequest("the words are too long for a caption")
            await self._bot.edit_message_caption(chat_id, message_id, caption=message.text, **said)
        else:
            await self._bot.edit_message_text(message.text, chat_id, message_id, **said)
        if left := [row.id for row in standing.stays if row.id not in message.ids]:
            await self._database.transact(notices.tell_again, left, self._clock())

    def _message(self, standing: Standing) -> Message:
        in_a_line = len(standing.stays) > 1
        worded = [self._wording.word(row, in_a_line=in_a_line) for row in standing.stays]
        return self._wording.folded(worded) if in_a_line else self._wording.alone(worded[0])

    async def _note(self, standing: Standing, became: Correction | None, fault: str = "") -> None:
        await self._database.transact(corrections.settle, standing.rows, standing.leased_until, became, fault)

    async def _later(self, standing: Standing, wait: timedelta) -> None:
        until = self._clock() + wait
        await self._database.transact(corrections.put_off, standing.rows, standing.leased_until, until)


def _stands_under_something(standing: Standing) -> bool:
    """Whether the words were sent as a caption: what was carried is then the same message."""
    [*_, row] = standing.rows
    carried = len(row.enclosures or ()) + (row.file_sha256 is not None)
    return carried == len(standing.message_ids)
