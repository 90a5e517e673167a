from documents.drawing import colours
from documents.drawing.canvas import Canvas, Rect, picture
from documents.drawing.names import thinned, water_names
from documents.drawing.view import view_of
from documents.patrols.map import NamedLine
from rules.geodesy import Line, Place

SHEET = Rect(0, 0, 600, 600)
STREAM = tuple(Place(29.6 + i * 0.001, 106.2) for i in range(10))


def names_on(*waters: NamedLine, own: Line = ()) -> int:
    """How many bytes the picture of the names takes: more names, more bytes."""
    view = view_of(STREAM, SHEET, 60)

    def draw(canvas: Canvas) -> None:
        canvas.box(SHEET, colours.LAND)
        water_names(canvas, waters, view, view.line(own))

    return len(picture(600, 600, draw))


def test_a_name_is_written_at_its_water() -> None:
    assert names_on(NamedLine("板桥溪", STREAM)) > names_on() + 300


def test_a_water_out_of_sight_or_without_a_name_has_none() -> None:
    far = tuple(Place(place.lat + 1, place.lon) for place in STREAM)
    assert names_on(NamedLine("板桥溪", far), NamedLine("", STREAM), NamedLine("塘", ())) == names_on()


def test_a_name_that_would_lie_on_the_chiefs_own_reach_is_left_out() -> None:
    assert names_on(NamedLine("板桥溪", STREAM), own=STREAM) == names_on()


def test_names_do_not_cover_one_another() -> None:
    short = STREAM[4:6]
    once, twice = (
        names_on(NamedLine("板桥溪", short)),
        names_on(NamedLine("板桥溪", short), NamedLine("清水溪", short[:1])),
    )
    assert once == twice


def test_a_long_line_is_looked_at_in_eighty_places() -> None:
    assert 80 <= len(thinned(STREAM * 1000)) <= 81
    assert thinned(STREAM) == STREAM
