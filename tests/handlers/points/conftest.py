"""Points are side ways: on SQLite, with some of them laid."""

import pytest

from storage.database import Database
from tests.point_making import Points, lay_points
from tests.river import River


@pytest.fixture
def laid(river: River) -> Points:
    return river.database.write_now(lay_points, river.county)


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """A side way, see `ONE_DATABASE`."""
    return sqlite_database
