"""Warnings become rows of the outbox, each once; what is true no more before it was told is taken back."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from rules.profile import Profile
from rules.workdays import IsWorkday
from storage import notices, outbox
from storage.chains import pieces
from storage.chains.pieces import Piece
from storage.database import Database
from storage.outbox import Tell

_AGAIN = ":again-"


class Warnings(Protocol):
    """Everything that is to be warned of on a day, some at a time; reads only."""

    def __call__(
        self, session: Session, profile: Profile, today: date, is_workday: IsWorkday
    ) -> Iterator[Piece] | Iterator[list[Tell]]:
        """The notices; `key` says what may be told once."""


def record(
    warnings: Warnings, subject: str, session: Session, profile: Profile, now: datetime, is_workday: IsWorkday
) -> int:
    """Records what is due in the caller's transaction; returns how many notices are new. A second run adds none."""
    listed = warnings(session, profile, _day(profile, now), is_workday)
    return _settle(
        notices.waiting_keys(session, subject),
        listed,
        lambda some: _write(session, now, _fresh(session, some)),
        lambda keys: notices.withdraw(session, keys),
    )


def record_in_pieces(
    session: Session,
    warnings: Warnings,
    subject: str,
    database: Database,
    profile: Profile,
    now: datetime,
    is_workday: IsWorkday,
) -> int:
    """As `record`, for a reading session: each piece is written in a short transaction of its own.

    So a scan of a million posts keeps no chat waiting.
    """
    listed = warnings(session, profile, _day(profile, now), is_workday)

    def tell(some: list[Tell]) -> int:
        return database.write_now(_write, now, some) if _fresh(session, some) else 0

    return _settle(
        notices.waiting_keys(session, subject),
        listed,
        tell,
        lambda keys: database.write_now(notices.withdraw, keys),
    )


def _fresh(session: Session, some: list[Tell]) -> list[Tell]:
    """Leaves of a piece what is not in the outbox yet: each morning most of what is true was told before."""
    absent = outbox.absent(session, [notice.key for notice in some])
    some[:] = [notice for notice in some if notice.key in absent]
    return some


def _write(session: Session, now: datetime, some: list[Tell]) -> int:
    return pieces.write(session, now, some) if isinstance(some, Piece) else outbox.tell(session, now, some)


def again(key: str, time: int) -> str:
    """The key of a reminder that was put off, for the so many-th time: it stands and falls with the first."""
    return f"{key}{_AGAIN}{time}"


def _settle(
    waiting: set[str],
    listed: Iterable[list[Tell]],
    tell: Callable[[list[Tell]], int],
    withdraw: Callable[[set[str]], None],
) -> int:
    told = 0
    outdated = {key.split(_AGAIN)[0] for key in waiting}
    for piece in listed:
        outdated.difference_update(notice.key for notice in piece)
        told += tell(piece) if piece else 0
    if gone := {key for key in waiting if key.split(_AGAIN)[0] in outdated}:
        withdraw(gone)
    return told


def _day(profile: Profile, now: datetime) -> date:
    return now.astimezone(ZoneInfo(profile.timezone)).date()
