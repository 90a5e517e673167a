"""What every test may ask for: a database of each kind, a small county, the whole program over HTTP, its people.

async def test_...(river: River) -> None:
    heard = await river.zhang.taps("🚶 巡河")
    ...
    with river.look() as session: ...          # a fresh session: only what was committed counts
    river = await river.restarted()            # the program is built anew on the same database and stand-in
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.database import Database, open_database
from tests.county import County, found_county
from tests.databases import Maker, postgres_maker, sqlite_maker, wash
from tests.river import River, flowing


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    return sqlite_maker(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[Maker]:
    yield from postgres_maker()


@pytest.fixture(scope="session")
def postgres_url(postgres_databases: Maker) -> str:
    """One PostgreSQL database, washed before each test."""
    made = postgres_databases()
    made.close()
    return made.engine.url.render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database of each kind in turn."""
    if request.param == "sqlite":
        made: Database = request.getfixturevalue("sqlite_databases")()
    else:
        made = open_database(request.getfixturevalue("postgres_url"))
        wash(made)
    yield made
    made.close()


@pytest.fixture
def sqlite_database(sqlite_databases: Maker) -> Iterator[Database]:
    """An empty SQLite database, for what has nothing to do with the kind."""
    made = sqlite_databases()
    yield made
    made.close()


@pytest.fixture
def county(database: Database) -> County:
    """A small county: one district, two towns, three villages, a river with its reaches, and their people."""
    return database.write_now(found_county)


@pytest.fixture
async def river(database: Database, county: County, tmp_path: Path) -> AsyncIterator[River]:
    """The program over HTTP on the small county; everybody of the roster is bound, strangers are not."""
    async with flowing(database, county, tmp_path) as made:
        yield made
