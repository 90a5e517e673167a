"""Opening the database for a command, with its tables brought up to date."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.config import Config
from storage import schema
from storage.database import Database, open_database


@contextmanager
def opened(config: Config) -> Iterator[Database]:
    """The database of the settings; closed at the end."""
    database = open_database(config.database)
    try:
        schema.upgrade(database.engine)
        yield database
    finally:
        database.close()
