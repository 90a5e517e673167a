"""Lines of waters: joined, near a place, beside a reach."""

from sqlalchemy.orm import Session

from rules.geodesy import Place
from storage import waters
from storage.database import Database
from tests.county import BROOK, LOWER, UPPER, County


def test_reaches_join_into_one_line_in_whatever_order_and_direction() -> None:
    assert waters.joined([UPPER, LOWER]) == (*LOWER, *UPPER)
    assert waters.joined([LOWER, UPPER[::-1]]) == (*LOWER, *UPPER)
    assert waters.joined([LOWER]) == LOWER


def test_reaches_apart_are_no_line() -> None:
    assert waters.joined([LOWER, BROOK]) is None
    assert waters.joined([]) is None


def test_a_river_without_a_line_has_those_of_its_reaches(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        assert waters.lines_of(session, county.waters["river"]) == (LOWER, UPPER)
        assert waters.lines_of(session, county.waters["lower"]) == (LOWER,)
        assert waters.line_to_walk(session, county.waters["dalu_reach"]) == (*LOWER, *UPPER)


def test_what_is_near_a_place_comes_with_its_distance(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        [first, second] = waters.near(session, Place(29.5990, 106.2202), 500)
        assert (first.name, second.name) == ("璧南河青溪村段", "璧南河龙门村段")
        assert first.metres < second.metres < 150
        assert waters.near(session, Place(29.7, 106.5), 500) == []


def test_the_nearest_of_some_waters_is_found(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        chosen = [county.waters["river"], county.waters["brook"]]
        near = waters.nearest_of(session, BROOK[4], chosen)
        assert near is not None
        assert (near.name, round(near.metres)) == ("白云溪", 0)


def test_beside_a_reach_lie_others_but_neither_its_river_nor_its_parts(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        assert {name for name, _ in waters.neighbours(session, county.waters["lower"])} == {"璧南河龙门村段", "白云溪"}
        assert {name for name, _ in waters.neighbours(session, county.waters["river"])} == {"白云溪"}
