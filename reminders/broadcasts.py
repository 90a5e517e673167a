"""Notices 通知 whose moment has come, that were stopped half-way, or that are to be corrected."""

from collections.abc import Callable
from datetime import datetime

from rules.profile import Profile
from rules.workdays import IsWorkday
from storage.broadcasts import deciding
from storage.database import Database


async def send_due(
    database: Database, profile: Profile, now: datetime, is_workday: IsWorkday, wake: Callable[[], None]
) -> int:
    """Decides everything that is due, piece by piece in short transactions; returns how many pieces. Twice is once."""
    pieces = 0
    while await database.transact(deciding.step, profile, now, is_workday):
        pieces += 1
        wake()
    return pieces
