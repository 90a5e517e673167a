"""`backup` and `restore`."""

from collections.abc import Callable
from pathlib import Path
from zipfile import BadZipFile

from bot.clock import Clock
from bot.commands.opening import opened
from bot.config import Config
from storage import backup
from storage.backup import NotABackup, NotEmpty

FAULTS = (NotEmpty, NotABackup, BadZipFile)
Told = Callable[[int, int], None]


def save(config: Config, file: Path, told: Told) -> int:
    """Writes the backup from one snapshot of the database; returns its number of rows."""
    with opened(config) as database:
        return database.read_now(backup.save, config.media_dir, file, Clock()(), told)


def restore(config: Config, file: Path, told: Told) -> int:
    """Restores into an empty database; raises one of FAULTS and changes nothing otherwise."""
    with opened(config) as database:
        return database.write_now(backup.restore, config.media_dir, file, told)
