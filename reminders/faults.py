"""What became of a message that Telegram did not take, or did not say that it took."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from storage import notices

log = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(minutes=1)
# What the transports say of a line that never stood: the request cannot have arrived.
_NEVER_LEFT = ("Connector", "ConnectError", "ProxyConnection", "was *not* sent")


def mark(session: Session, error: TelegramError, to: int, ids: Sequence[int], now: datetime) -> None:
    """Blocked, failed, to be tried again because it certainly did not arrive, or else unknown.

    `to` is the person, or below zero the group.
    """
    reason = why(error)
    match error:
        case Forbidden():
            notices.mark_blocked(session, ids, to, now, reason)
        case ChatMigrated(new_chat_id=chat_id):
            notices.move_chat(session, ids, to, chat_id)
        case RetryAfter():
            notices.release(session, ids, now + wait_of(error), reason)
        case BadRequest():
            log.warning("Telegram refused a notice: %s", reason)
            notices.mark_failed(session, ids, reason)
        case InvalidToken():
            notices.release(session, ids, now + AGAIN_AFTER, reason)
        case NetworkError() if any(sign in reason for sign in _NEVER_LEFT):
            notices.release(session, ids, now + AGAIN_AFTER, reason)
        case _:
            log.warning("A notice may have arrived or not: %s", reason)
            notices.mark_unknown(session, ids, reason)


def why(error: Exception) -> str:
    """The error in words, for the record; a refused token is never quoted."""
    return type(error).__name__ if isinstance(error, InvalidToken) else f"{type(error).__name__}: {error}"


def wait_of(error: RetryAfter) -> timedelta:
    """How long Telegram asks us to wait."""
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)
