"""The QR code of a sign board 公示牌: a PNG to print, and a PDF of many to cut out."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import segno
from PIL import Image, ImageDraw

from documents import typst_pages
from documents.drawing.fonts import legible, length, sans, shortened, wrapped
from documents.drawing.packing import packed

SIDE, HEIGHT = 1200, 1560  # pixels: 102 x 132 mm at 300 dots an inch
MOST_BOARDS = 5_000
_DOTS = 300
_INK, _BLUE = "#1b2a41", "#0f4c75"
_CODE = 900  # pixels for the code with its quiet zone
_QUIET = 4  # modules around the code that must stay white (ISO/IEC 18004)
# What Telegram takes: names of bots, and 64 signs after start=.
_BOT = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,30}[A-Za-z0-9]")
_WATER_CODE = re.compile(r"[A-Za-z0-9_-]{1,62}")
INVITATION = "随手拍问题　一起护河"
HOW = "扫码上报，办理进度及时告诉您"


@dataclass(frozen=True)
class SignBoard:
    """A board: what the link names, its water's name and number as people read them, where it stands.

    `mark` says what `code` is of: "b-" a board of its own, "w-" a water or point.
    """

    code: str
    water: str
    number: str = ""
    region: str = ""
    hotline: str = ""
    mark: str = "w-"


def link(bot: str, code: str, mark: str = "w-") -> str:
    """What the code says: opens the bot at this water or board. Raises ValueError for what Telegram would not take."""
    if not _BOT.fullmatch(bot) or not _WATER_CODE.fullmatch(code):
        raise ValueError(f"not a link that Telegram takes: {bot!r}, {code!r}")
    return f"https://t.me/{bot}?start={mark}{code}"


def sign_board(board: SignBoard, bot: str) -> bytes:
    """A PNG at 300 dots an inch: the water's name, the code, its number, what it is for."""
    sheet = Image.new("RGB", (SIDE, HEIGHT), "white")
    draw = ImageDraw.Draw(sheet)
    _name(draw, board)
    code = _code(board, bot)
    sheet.paste(code, ((SIDE - code.width) // 2, 300 + (_CODE - code.height) // 2))
    _below(draw, board)
    return packed(sheet, 16, _DOTS)


def sign_boards(boards: Sequence[SignBoard], bot: str) -> bytes:
    """A PDF on A4, six boards a page with marks to cut along. Raises ValueError for none or too many."""
    if not 0 < len(boards) <= MOST_BOARDS:
        raise ValueError(f"{len(boards)} boards, 1 to {MOST_BOARDS} fit")
    told = {"invitation": INVITATION, "how": HOW, "boards": [_told(board, bot) for board in boards]}
    return typst_pages.pdf(_PAGES, told)


def _made(board: SignBoard, bot: str) -> segno.QRCode:
    # Q mends a quarter of the code: boards stand outdoors.
    return segno.make_qr(link(bot, board.code, board.mark), error="q", boost_error=False)


def _code(board: SignBoard, bot: str) -> Image.Image:
    """Whole pixels a module, so that its edges stay sharp."""
    made = _made(board, bot)
    target = io.BytesIO()
    scale = _CODE // made.symbol_size(border=_QUIET)[0]
    made.save(target, kind="png", scale=scale, border=_QUIET)
    target.seek(0)
    return Image.open(target).convert("RGB")


def _name(draw: ImageDraw.ImageDraw, board: SignBoard) -> None:
    draw.rectangle((0, 0, SIDE, 280), fill=_BLUE)
    size = next((size for size in (104, 84, 68) if length(legible(board.water), size) <= SIDE - 80), 58)
    lines = wrapped(board.water, size, SIDE - 80, 2) or ("",)
    region = shortened(board.region, 46, SIDE - 80)
    top = 110 if region else 140
    for place, line in enumerate(lines):
        middle = top + (place - (len(lines) - 1) / 2) * size * 1.2
        draw.text((SIDE / 2, middle), line, "white", sans(size), anchor="mm", stroke_width=0.8)
    draw.text((SIDE / 2, 232), region, "white", sans(46), anchor="mm")


def _below(draw: ImageDraw.ImageDraw, board: SignBoard) -> None:
    number = f"编号 {board.number}" if legible(board.number) else ""
    hotline = f"监督电话 {board.hotline}" if legible(board.hotline) else ""
    lines = (
        (INVITATION, 76, _BLUE, 0.8),
        (HOW, 46, _INK, 0.0),
        ("　".join(filter(None, (number, hotline))), 46, _INK, 0.0),
    )
    top = 1255
    for words, size, colour, bold in lines:
        line = shortened(words, size, SIDE - 60)
        draw.text((SIDE / 2, top), line, colour, sans(size), anchor="mm", stroke_width=bold)
        top += 98


def _told(board: SignBoard, bot: str) -> dict[str, Any]:
    target = io.BytesIO()
    _made(board, bot).save(target, kind="svg", border=_QUIET, xmldecl=False, svgns=True, nl=False)
    words = {name: shortened(getattr(board, name), 20, 600) for name in ("water", "number", "region", "hotline")}
    return words | {"svg": target.getvalue().decode(), "size": _size(words["water"])}


def _size(name: str) -> float:
    """Points at which the name fits the 82 mm of its field."""
    return min(20.0, 20 * 82 / 25.4 * 72 / max(1.0, length(name, 20)))


_PAGES = f"""
#let told = json(bytes(sys.inputs.told))
#set page(paper: "a4", margin: (x: 12mm, y: 12mm))
#set text(font: "{typst_pages.SANS_NAME}", lang: "zh", region: "cn", size: 10pt, fill: rgb("{_INK}"))
#set par(leading: 0.45em, spacing: 0.7em)
#let board(b) = box(width: 100%, height: 100%, stroke: (paint: luma(180), thickness: 0.4pt, dash: "dashed"), {{
  set align(center)
  block(width: 100%, height: 17mm, fill: rgb("{_BLUE}"), inset: 2mm, spacing: 0pt, align(horizon, {{
    text(size: b.size * 1pt, fill: white, b.water)
    if b.region != "" {{ linebreak(); text(size: 9pt, fill: white, b.region) }}
  }}))
  v(1.5mm, weak: true)
  image(bytes(b.svg), format: "svg", height: 51mm)
  v(1.5mm, weak: true)
  text(size: 15pt, fill: rgb("{_BLUE}"), told.invitation)
  parbreak()
  text(size: 9.5pt, told.how)
  parbreak()
  let lines = (if b.number != "" {{ "编号 " + b.number }}, if b.hotline != "" {{ "监督电话 " + b.hotline }})
  text(size: 9.5pt, lines.filter(l => l != none).join("　"))
}})
#grid(columns: (93mm, 93mm), rows: (91mm,), ..told.boards.map(board))
"""
