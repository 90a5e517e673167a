"""Where a place belongs: the own reach, the nearest water, the own region, another county."""

from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.geodesy import Place
from storage import places
from storage.database import Database
from storage.models import Water
from storage.places import Own, Where
from tests.county import County

BESIDE_LOWER = Place(29.5951, 106.2210)
WHERE_REACHES_MEET = Place(29.6001, 106.2201)
BESIDE_BROOK = Place(29.5964, 106.2331)
FIVE_KM_WEST = Place(29.5950, 106.1680)
CHENGDU = Place(30.66, 104.06)


def own(session: Session, county: County, water: str, region: str) -> Own:
    return Own((session.get_one(Water, county.waters[water]).path,), county.regions[region])


def belonging(database: Database, county: County, place: Place, water: str = "", region: str = "") -> Where:
    def look(session: Session) -> Where:
        return places.belonging(session, place, own(session, county, water, region) if water else Own())

    return database.read_now(look)


def test_a_place_belongs_to_the_nearest_reach_and_its_village(database: Database, county: County) -> None:
    where = belonging(database, county, BESIDE_LOWER)

    assert (where.water_id, where.region_id) == (county.waters["lower"], county.regions["qingxi"])
    assert (where.name, where.region, where.outside) == ("璧南河青溪村段", "青溪村", False)
    assert where.metres is not None
    assert 50 < where.metres < 120


def test_where_reaches_meet_it_is_the_chiefs_own(database: Database, county: County) -> None:
    assert belonging(database, county, WHERE_REACHES_MEET, "lower", "qingxi").water_id == county.waters["lower"]
    assert belonging(database, county, WHERE_REACHES_MEET, "upper", "longmen").water_id == county.waters["upper"]


def test_a_chief_of_a_whole_river_gets_the_reach_not_the_river(database: Database, county: County) -> None:
    where = belonging(database, county, BESIDE_LOWER, "river", "district")

    assert (where.water_id, where.region_id) == (county.waters["lower"], county.regions["qingxi"])


def test_the_own_reach_does_not_draw_in_what_is_clearly_on_another(database: Database, county: County) -> None:
    assert belonging(database, county, BESIDE_BROOK, "lower", "qingxi").water_id == county.waters["brook"]


def test_far_from_every_water_but_inside_it_is_the_own_region(database: Database, county: County) -> None:
    where = belonging(database, county, FIVE_KM_WEST, "brook", "baiyun")

    assert (where.water_id, where.region_id, where.outside) == (None, county.regions["baiyun"], False)
    assert where.metres is not None
    assert 4_900 < where.metres < 5_200
    stranger = belonging(database, county, FIVE_KM_WEST)
    assert stranger.region_id == county.regions["qingxi"]


def test_another_county_is_outside_and_belongs_to_nobody(database: Database, county: County) -> None:
    where = belonging(database, county, CHENGDU, "lower", "qingxi")

    assert (where.outside, where.region_id, where.water_id) == (True, None, None)
    assert where.metres is not None
    assert 230_000 < where.metres < 245_000


def test_a_removed_water_is_nobodys(database: Database, county: County) -> None:
    def remove(session: Session) -> None:
        session.execute(update(Water).where(Water.code == "R02").values(removed_on=date(2026, 1, 1)))

    database.write_now(remove)

    assert belonging(database, county, BESIDE_BROOK).name != "白云溪"
    assert database.read_now(places.on_reach, county.waters["brook"]) is None
    assert database.read_now(places.water_by_code, "R02") is None


def test_where_no_water_has_a_line_it_is_the_own_region_else_the_whole_county(
    database: Database, county: County
) -> None:
    def forget_lines(session: Session) -> None:
        session.execute(update(Water).values(line=None, south=None, north=None, west=None, east=None))

    database.write_now(forget_lines)

    assert belonging(database, county, CHENGDU, "lower", "qingxi").region_id == county.regions["qingxi"]
    assert belonging(database, county, CHENGDU).region_id == county.regions["district"]
