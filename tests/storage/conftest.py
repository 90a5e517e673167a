"""What the tests of the records may ask for besides."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from storage.database import Database
from tests.county import County


@pytest.fixture
def session(database: Database, county: County) -> Iterator[Session]:
    """On the small county; nothing of it is committed."""
    with Session(database.engine) as session:
        yield session
