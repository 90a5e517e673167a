import contextlib
import io
import struct
import zlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from documents import pictures
from documents.pictures import UnreadablePicture
from rules.geodesy import Place, metres
from rules.pictures import distance
from tests.documents.conftest import Photo


def exif(gps: dict[Any, Any] | None = None, taken: dict[Any, Any] | None = None, turned: int = 1) -> Image.Exif:
    data = Image.Exif()
    data[ExifTags.Base.Orientation] = turned
    data.get_ifd(ExifTags.IFD.GPSInfo).update(gps or {})
    data.get_ifd(ExifTags.IFD.Exif).update(taken or {})
    return data


def gps(lat: Any, lat_ref: Any, lon: Any, lon_ref: Any) -> dict[int, Any]:
    keys = ExifTags.GPS
    return {
        keys.GPSLatitude: lat,
        keys.GPSLatitudeRef: lat_ref,
        keys.GPSLongitude: lon,
        keys.GPSLongitudeRef: lon_ref,
    }


def png_that_claims(width: int, height: int) -> bytes:
    """A file of a few bytes whose header promises a picture of any size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_the_usual_formats_are_known_by_their_bytes(photo: Photo, form: str) -> None:
    assert pictures.looks(photo(320, 240, form)) == (form, 320, 240)
    assert pictures.looks_like_image(photo(320, 240, form))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"%PDF-1.7",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        png_that_claims(30_000, 30_000),
        png_that_claims(9_000, 9_000),
        png_that_claims(1, 1),
        b"\xff" * (pictures.LARGEST_FILE + 1),
    ],
    ids=["empty", "text", "pdf", "jpeg head", "png head", "bomb", "too large", "a dot", "huge file"],
)
def test_what_is_no_picture_or_not_safe_is_refused(content: bytes) -> None:
    assert not pictures.looks_like_image(content)
    with pytest.raises(UnreadablePicture):
        pictures.difference_hash(content)
    assert pictures.exif_place(content) is None
    assert pictures.exif_taken_at(content) is None


def test_a_photo_cut_short_on_its_way_is_refused_when_opened(photo: Photo) -> None:
    half = photo(800, 600)[:6000]
    with pytest.raises(UnreadablePicture):
        pictures.opened(half, 400)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL.TiffImagePlugin")
@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM"]))
def test_any_bytes_are_a_picture_or_refused(content: bytes, head: bytes) -> None:
    answer_or_refusal(head + content)


# Pillow mentions damaged EXIF in a warning and opens the photo all the same.
@pytest.mark.filterwarnings("ignore::UserWarning:PIL.TiffImagePlugin")
@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_photo_is_a_picture_or_refused(data: st.DataObject) -> None:
    target = io.BytesIO()
    marked = exif(gps((29.0, 35.0, 41.5), "N", (106.0, 12.0, 5.0), "E"))
    Image.effect_noise((64, 48), 60).save(target, "JPEG", exif=marked)
    content = bytearray(target.getvalue())
    for at in data.draw(st.lists(st.integers(0, 400), max_size=12)):
        content[at] = data.draw(st.integers(0, 255))
    answer_or_refusal(bytes(content))


def answer_or_refusal(content: bytes) -> None:
    assert isinstance(pictures.looks_like_image(content), bool)
    place = pictures.exif_place(content)
    assert place is None or (abs(place.lat) <= 90 and abs(place.lon) <= 180)
    taken = pictures.exif_taken_at(content)
    assert taken is None or taken.tzinfo is not None
    with contextlib.suppress(UnreadablePicture):
        assert 0 <= pictures.difference_hash(content) < 2**64


def test_a_photo_sent_smaller_and_recompressed_has_nearly_the_same_hash(photo: Photo) -> None:
    original, again = photo(1600, 1200), photo(640, 480, "JPEG", quality=40)
    assert distance(pictures.difference_hash(original), pictures.difference_hash(again)) <= 3


def test_a_different_picture_has_another_hash(photo: Photo) -> None:
    target = io.BytesIO()
    Image.radial_gradient("L").save(target, "PNG")
    assert distance(pictures.difference_hash(photo()), pictures.difference_hash(target.getvalue())) > 12


def test_a_photo_held_sideways_is_turned_upright(photo: Photo) -> None:
    assert pictures.opened(photo(800, 600, exif=exif(turned=6)), 400).size == (300, 400)


def test_a_clear_ground_becomes_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(target, "PNG")
    assert pictures.opened(target.getvalue(), 40).getpixel((5, 5)) == (255, 255, 255)


def test_the_camera_tells_where_the_photo_was_taken(photo: Photo) -> None:
    taken = photo(exif=exif(gps((29.0, 35.0, 41.5), "N", (106.0, 12.0, 5.0), "E")))
    place = pictures.exif_place(taken)
    assert place is not None
    assert metres(place, Place(29.594861, 106.201389)) < 1


def test_south_and_west_are_negative(photo: Photo) -> None:
    place = pictures.exif_place(photo(exif=exif(gps((33.0, 30.0, 0.0), "S", (70.0, 30.0, 0.0), "W"))))
    assert place == Place(-33.5, -70.5)


@pytest.mark.parametrize(
    "tags",
    [
        {},
        gps((0.0, 0.0, 0.0), "N", (0.0, 0.0, 0.0), "E"),
        gps((95.0, 0.0, 0.0), "N", (106.0, 0.0, 0.0), "E"),
        gps((29.0, 35.0), "N", (106.0, 0.0, 0.0), "E"),
        {ExifTags.GPS.GPSLatitude: (29.0, 35.0, 41.5)},
    ],
    ids=["none", "no fix yet", "beyond the pole", "no seconds", "half"],
)
def test_a_place_the_camera_cannot_mean_is_no_place(photo: Photo, tags: dict[int, Any]) -> None:
    assert pictures.exif_place(photo(exif=exif(tags))) is None


def test_the_camera_tells_when_the_photo_was_taken(photo: Photo) -> None:
    when = {ExifTags.Base.DateTimeOriginal: "2026:11:21 09:30:00"}
    assert pictures.exif_taken_at(photo(exif=exif(taken=when))) == datetime(2026, 11, 21, 1, 30, tzinfo=UTC)


def test_the_cameras_own_time_zone_is_believed(photo: Photo) -> None:
    when = {ExifTags.Base.DateTimeOriginal: "2026:11:21 09:30:00", ExifTags.Base.OffsetTimeOriginal: "+06:00"}
    there = timezone(timedelta(hours=6))
    assert pictures.exif_taken_at(photo(exif=exif(taken=when))) == datetime(2026, 11, 21, 9, 30, tzinfo=there)


@pytest.mark.parametrize("words", ["0000:00:00 00:00:00", "yesterday", "2026:13:41 09:30:00"])
def test_a_time_the_camera_cannot_mean_is_no_time(photo: Photo, words: str) -> None:
    assert pictures.exif_taken_at(photo(exif=exif(taken={ExifTags.Base.DateTimeOriginal: words}))) is None
