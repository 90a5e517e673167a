import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.datums import Datum, from_wgs84, to_wgs84
from rules.geodesy import Place, metres

IN_CHINA = st.builds(Place, st.floats(18, 53), st.floats(74, 134.9))


@given(IN_CHINA, st.sampled_from(Datum))
@settings(max_examples=30)
def test_there_and_back_is_the_same_place_to_a_decimetre(place: Place, datum: Datum) -> None:
    assert metres(to_wgs84(from_wgs84(place, datum), datum), place) < 0.1


@given(IN_CHINA)
@settings(max_examples=30)
def test_gcj02_lies_some_hundred_metres_away(place: Place) -> None:
    assert 10 < metres(from_wgs84(place, Datum.GCJ02), place) < 1200


@pytest.mark.parametrize(
    ("datum", "given_place", "lies_at"),
    [
        # Tiananmen, as it is commonly quoted in the three systems, to a few metres.
        (Datum.GCJ02, Place(39.908823, 116.397470), Place(39.907420, 116.391228)),
        (Datum.BD09, Place(39.915168, 116.403875), Place(39.907420, 116.391228)),
        (Datum.CGCS2000, Place(39.9, 116.4), Place(39.9, 116.4)),
        (Datum.WGS84, Place(39.9, 116.4), Place(39.9, 116.4)),
    ],
)
def test_a_place_of_another_system_is_brought_to_wgs84(datum: Datum, given_place: Place, lies_at: Place) -> None:
    assert metres(to_wgs84(given_place, datum), lies_at) < 5


@pytest.mark.parametrize("place", [Place(48.8584, 2.2945), Place(-33.86, 151.21), Place(60.0, 100.0)])
@pytest.mark.parametrize("datum", Datum)
def test_places_outside_china_stay_where_they_are(place: Place, datum: Datum) -> None:
    assert to_wgs84(place, datum) == from_wgs84(place, datum) == place
