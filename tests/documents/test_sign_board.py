import io
import re
import time

import pytest
import segno
from PIL import Image

from documents.sign_board import HEIGHT, SIDE, SignBoard, link, sign_board, sign_boards
from tests.documents.official.test_official_paper import ODD

BOARD = SignBoard("bn-003", "璧南河青杠段", "璧-003", "璧山区青杠街道", "023-41410000")
BOT = "RiverChiefBot"


def code_on(picture: Image.Image) -> list[list[int]]:
    """The modules of the code as a camera would see them: the dark square between white margins, row by row."""
    grey = picture.convert("L").crop((0, 300, SIDE, 1200)).point(lambda value: 255 * (value < 128))
    box = grey.getbbox()
    assert box is not None
    code = grey.crop(box)
    size = segno.make_qr(link(BOT, BOARD.code), error="q", boost_error=False).symbol_size(border=0)[0]
    step = code.width / size
    middle = [int((place + 0.5) * step) for place in range(int(size))]
    return [[1 if code.getpixel((x, y)) else 0 for x in middle] for y in middle]


def test_the_code_opens_the_bot_at_this_water() -> None:
    assert link(BOT, "bn-003") == "https://t.me/RiverChiefBot?start=w-bn-003"
    picture = Image.open(io.BytesIO(sign_board(BOARD, BOT)))
    made = segno.make_qr("https://t.me/RiverChiefBot?start=w-bn-003", error="q", boost_error=False)
    assert code_on(picture) == [list(row) for row in made.matrix]


def test_a_board_prints_at_300_dots_an_inch_with_its_quiet_zone() -> None:
    picture = Image.open(io.BytesIO(sign_board(BOARD, BOT)))
    assert (picture.format, picture.size) == ("PNG", (SIDE, HEIGHT))
    assert round(picture.info["dpi"][0]) == 300
    rows = picture.convert("L").crop((0, 300, SIDE, 1200)).point(lambda value: 255 * (value < 128)).getbbox()
    module = 900 // (len(code_on(picture)) + 8)
    assert rows is not None
    assert rows[1] >= 4 * module - 1


@pytest.mark.parametrize("code", ["", "bn 003", "璧", "a" * 63, "a&b", "../x"])
def test_a_code_that_telegram_would_not_take_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="Telegram"):
        link(BOT, code)
    with pytest.raises(ValueError, match="Telegram"):
        sign_boards([SignBoard(code, "河")], BOT)


@pytest.mark.parametrize("bot", ["", "a", "bot name", "bot?x=", "机器人"])
def test_a_bot_that_cannot_be_named_so_is_refused(bot: str) -> None:
    with pytest.raises(ValueError, match="Telegram"):
        link(bot, "bn-003")


def test_long_and_odd_names_stay_on_the_board() -> None:
    for name in ("梁滩河白市驿镇海龙村与含谷镇交界河段" * 5, ODD, "", "😀"):
        picture = Image.open(io.BytesIO(sign_board(SignBoard("bn-003", name, ODD, ODD, ODD), BOT)))
        edges = [picture.convert("L").crop(box) for box in ((0, 1200, 6, HEIGHT), (SIDE - 6, 1200, SIDE, HEIGHT))]
        assert all(edge.getextrema() == (255, 255) for edge in edges)


def test_many_boards_are_six_a_page_and_none_is_refused() -> None:
    began = time.perf_counter()
    content = sign_boards([SignBoard(f"w{n}", ODD if n % 5 == 0 else f"河{n}", str(n)) for n in range(43)], BOT)
    assert time.perf_counter() - began < 20
    assert re.search(rb"/Type/Pages/Count 8\b", content)
    with pytest.raises(ValueError, match="boards"):
        sign_boards([], BOT)
