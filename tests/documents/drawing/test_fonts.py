import pytest

from documents.drawing.fonts import SANS, SERIF, legible, sans, shortened, wrapped


def test_both_fonts_come_with_the_package() -> None:
    assert SANS.endswith("NotoSansSC-Regular.otf")
    assert SERIF.endswith("NotoSerifSC-Regular.otf")


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("璧南河溇水滃江䢺港", "璧南河溇水滃江䢺港"),  # rare characters of river names have their glyphs
        ("第一行\n第二行\t完", "第一行 第二行 完"),
        ("垃圾😀堆放", "垃圾堆放"),
        ("名\U00030000字", "名□字"),
        ("a\x00\u200db\ud800", "ab"),
        ("", ""),
    ],
)
def test_what_the_font_cannot_draw_does_not_reach_the_picture(told: str, read: str) -> None:
    assert legible(told) == read


def test_a_name_that_fits_is_left_alone() -> None:
    assert shortened("璧南河青杠段", 30, 400) == "璧南河青杠段"


@pytest.mark.parametrize("name", ["璧南河青杠街道白云湖段" * 300, "W" * 4096, "i" * 50])
def test_a_long_name_is_cut_to_its_room(name: str) -> None:
    short = shortened(name, 30, 300)
    assert short.endswith("…")
    assert name.startswith(short[:-1])
    assert 240 < sans(30).getlength(short) <= 300


def test_no_room_at_all_leaves_the_ellipsis() -> None:
    assert shortened("璧南河", 30, 1) == "…"


def test_a_title_breaks_into_lines_and_the_last_is_cut() -> None:
    assert wrapped("璧南河青杠街道白云湖段全线", 30, 150, 2) == ("璧南河青杠", "街道白云…")
    assert wrapped("璧南河", 30, 150, 2) == ("璧南河",)
    assert wrapped("", 30, 150, 2) == ()
