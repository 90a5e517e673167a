"""The small county with its points, for the tests of points."""

import pytest
from sqlalchemy.orm import Session

from tests.county import County, Rows, found_county, written_down
from tests.databases import Maker
from tests.point_making import Points, lay_points
from tests.washing import Washed


@pytest.fixture(scope="module")
def with_points(sqlite_databases: Maker) -> tuple[County, Points, Rows]:
    """The small county with its points, founded once."""
    points: Points | None = None

    def found(session: Session) -> County:
        nonlocal points
        points = lay_points(session, made := found_county(session))
        return made

    county, rows = written_down(database := sqlite_databases(), found)
    database.close()
    assert points is not None
    return county, points, rows


@pytest.fixture
def county(database: Washed, with_points: tuple[County, Points, Rows]) -> County:
    database.lay(with_points[2])
    return with_points[0].copy()


@pytest.fixture
def laid(county: County, with_points: tuple[County, Points, Rows]) -> Points:
    return with_points[1]
