"""`export`: what an office takes with it as a workbook, straight from the database."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.commands.opening import opened
from bot.config import Config
from documents.about_sheet import About
from documents.ledger import file as ledger_file
from documents.ledger.file import LedgerFile
from rules import profile as profiles
from rules.profile import Profile
from storage import audit
from storage.database import Database
from storage.ledger.listing import Asked

Told = Callable[[int, int], None]


def _ledger(database: Database, profile: Profile, file: Path, now: datetime, told: Told) -> int:
    asked = Asked(("/",), now.astimezone(ZoneInfo(profile.timezone)).date())
    about = About("全部问题", at=now, audit_head=database.read_now(audit.stamp))
    written = 0
    for written, total in ledger_file.write(LedgerFile(asked, profile.region, about), database.read_now, profile, file):
        told(written, total)
    return written


KINDS: dict[str, Callable[[Database, Profile, Path, datetime, Told], int]] = {"ledger": _ledger}


def write(config: Config, what: str, file: Path, told: Told = lambda _done, _total: None) -> int:
    """Writes the whole jurisdiction's workbook of a kind (one of KINDS) to a file; returns how many rows it has."""
    with opened(config) as database:
        return KINDS[what](database, profiles.load(config.profile), file, Clock()(), told)
