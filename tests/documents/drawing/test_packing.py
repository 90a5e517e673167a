import io

from PIL import Image, ImageDraw

from documents.drawing.packing import packed


def test_white_paper_stays_white_and_flat_colours_stay_what_they_are() -> None:
    sheet = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(sheet)
    draw.ellipse((50, 50, 150, 150), "#c62828")
    draw.rectangle((200, 40, 202, 260), "#1565c0")  # no wider than a line on a map
    draw.line((0, 280, 400, 280), "#009e73", 1)
    content = packed(sheet, dots=300)
    small = Image.open(io.BytesIO(content))
    assert (small.format, small.mode, small.size) == ("PNG", "P", (400, 300))
    assert round(small.info["dpi"][0]) == 300
    shown = small.convert("RGB")
    for place, colour in (
        ((10, 10), "white"),
        ((100, 100), "#c62828"),
        ((201, 150), "#1565c0"),
        ((300, 280), "#009e73"),
    ):
        drawn, wanted = shown.getpixel(place), Image.new("RGB", (1, 1), colour).getpixel((0, 0))
        assert isinstance(drawn, tuple)
        assert isinstance(wanted, tuple)
        assert max(abs(a - b) for a, b in zip(drawn, wanted, strict=True)) <= (0 if colour == "white" else 8), place
