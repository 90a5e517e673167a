"""Some points are laid."""

import pytest

from tests.point_making import Points, lay_points
from tests.river import River


@pytest.fixture
def laid(river: River) -> Points:
    return river.database.write_now(lay_points, river.county)
