"""What every test may ask for: a database of each kind, a small county, the whole program over HTTP, its people.

async def test_...(river: River) -> None:
    heard = await river.zhang.taps("🚶 巡河")
    ...
    with river.look() as session: ...          # a fresh session: only what was committed counts
    river = await river.restarted()            # the program is built anew on the same database and stand-in
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from rules.profile import Profile, load
from storage import schema
from storage.database import Database, open_database
from tests.county import County, Rows, written_down
from tests.databases import Maker, postgres_maker, sqlite_maker
from tests.homes import HOME, in_memory
from tests.river import River, flowing
from tests.washing import Laundry, Washed


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def shelf() -> Iterator[Path]:
    """Where SQLite files stand."""
    with TemporaryDirectory(prefix="sqlite-", dir=in_memory()) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def sqlite_databases(shelf: Path) -> Maker:
    (shelf / "several").mkdir()
    return sqlite_maker(shelf / "several")


@pytest.fixture(scope="session")
def migrated(shelf: Path) -> Path:
    """An empty SQLite file whose tables were made by the migrations, to be copied: they take longer than most tests."""
    file = shelf / "migrated.db"
    made = open_database(f"sqlite:///{file}")
    schema.upgrade(made.engine)
    made.close()
    return file


@pytest.fixture(scope="session")
def postgres_databases(pytestconfig: pytest.Config) -> Iterator[Maker]:
    yield from postgres_maker(pytestconfig.stash[HOME])


@pytest.fixture(scope="session")
def empty_sqlite(sqlite_databases: Maker) -> Iterator[Laundry]:
    """One SQLite file, emptied before each test."""
    laundry = Laundry(sqlite_databases().engine)
    yield laundry
    laundry.close()


@pytest.fixture(scope="session")
def empty_postgres(postgres_databases: Maker) -> Iterator[Laundry]:
    """One PostgreSQL database, emptied before each test."""
    laundry = Laundry(postgres_databases().engine)
    yield laundry
    laundry.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Washed]:
    """An empty database of each kind in turn."""
    make: Laundry = request.getfixturevalue("empty_sqlite" if request.param == "sqlite" else "empty_postgres")
    made = make()
    yield made
    made.close()


@pytest.fixture
def sqlite_database(empty_sqlite: Laundry) -> Iterator[Washed]:
    """An empty SQLite database, for what has nothing to do with the kind."""
    made = empty_sqlite()
    yield made
    made.close()


@pytest.fixture(scope="session")
def county_written_down(sqlite_databases: Maker) -> tuple[County, Rows]:
    """The county, founded once a session."""
    made = sqlite_databases()
    county = written_down(made)
    made.close()
    return county


@pytest.fixture(scope="session")
def profile() -> Profile:
    """The rules of 璧山."""
    return load("bishan")


@pytest.fixture
def county(database: Washed, county_written_down: tuple[County, Rows]) -> County:
    """A small county: one district, two towns, three villages, a river with its reaches, and their people."""
    founded, rows = county_written_down
    database.lay(rows)
    return founded.copy()


@pytest.fixture
async def river(database: Database, county: County, tmp_path: Path) -> AsyncIterator[River]:
    """The program over HTTP on the small county; everybody of the roster is bound, strangers are not."""
    async with flowing(database, county, tmp_path) as made:
        yield made
