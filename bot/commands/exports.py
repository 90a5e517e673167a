"""`export`: what an office takes with it as a workbook, straight from the database."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.commands.opening import opened
from bot.config import Config
from documents.ledger_rows import ledger_rows
from documents.ledger_sheet import ledger_sheet
from rules import profile as profiles
from rules.profile import Profile
from storage import ledger
from storage.database import Database
from storage.ledger import Asked


def _ledger(database: Database, profile: Profile, file: Path) -> int:
    today = Clock()().astimezone(ZoneInfo(profile.timezone)).date()
    rows = ledger_rows(database.read_now(ledger.every, Asked(("/",), today)), profile)
    file.write_bytes(ledger_sheet(rows, today, profile.region))
    return len(rows)


KINDS: dict[str, Callable[[Database, Profile, Path], int]] = {"ledger": _ledger}


def write(config: Config, what: str, file: Path) -> int:
    """Writes the whole jurisdiction's workbook of a kind (one of KINDS) to a file; returns how many rows it has."""
    with opened(config) as database:
        return KINDS[what](database, profiles.load(config.profile), file)
