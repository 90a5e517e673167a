import io
import re
import time
from collections.abc import Iterator

from lxml import etree
from PIL import Image

from documents.drawing.fonts import sans
from documents.tree.columns import column_height, columns
from documents.tree.drawing import DutyNode, duty_tree_pdf, duty_tree_pictures, duty_tree_svg
from documents.tree.rows import VACANT, WIDTH, Kind, Row, left_of, names, rows
from documents.tree.svg import Banner, sheet
from tests.documents.official.test_official_paper import ODD

SVG = "{http://www.w3.org/2000/svg}"


def village(name: str, ponds: int = 2, outfalls: int = 4) -> DutyNode:
    keepers = [DutyNode("塘长", ("李塘",), f"{name}{n}号塘") for n in range(ponds)]
    keepers += [DutyNode("口长", ("王口",) if n else (), f"{name}{n}号排口") for n in range(outfalls)]
    return DutyNode("村级河长", ("张大山",), name, tuple(keepers))


def township(name: str, villages: int = 6) -> DutyNode:
    reaches = ("璧南河", "梅江河")
    below = [tuple(village(f"{name}{n}村") for n in range(part, villages, 2)) for part in (0, 1)]
    chiefs = tuple(
        DutyNode("镇级河长", ("赵河",), f"{reach}{name}段", v) for reach, v in zip(reaches, below, strict=True)
    )
    return DutyNode("镇级总河长", ("陈书记", "周镇长"), name, chiefs)


def words_on(svg: bytes) -> list[str]:
    return [text.text or "" for text in etree.fromstring(svg).iter(f"{SVG}text")]


def boxes(svg: str) -> Iterator[tuple[float, float, float, float]]:
    """The room each text takes on a sheet of one column: left, top, right, bottom."""
    for text in etree.fromstring(svg.encode()).iter(f"{SVG}text"):
        at = text.getparent().get("transform")
        moved = [float(n) for n in re.findall(r"[\d.]+", at)] if at else [0.0, 0.0]
        size, wide = int(text.get("font-size")), sans(int(text.get("font-size"))).getlength(text.text or "")
        left = moved[0] + float(text.get("x")) - {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor")]
        foot = moved[1] + float(text.get("y"))
        yield left, foot - 0.86 * size, left + wide, foot + 0.1 * size


def test_every_post_and_person_stands_on_the_sheet_and_vacancies_are_said() -> None:
    words = words_on(duty_tree_svg(township("青杠街道")))
    assert words[:3] == [
        "青杠街道河长制责任体系",
        "镇级总河长 陈书记、周镇长",
        "镇级河长2 · 村级河长6 · 塘长12 · 口长24 · 空缺6",
    ]
    assert {"璧南河青杠街道段", "村级河长", "张大山", "李塘 青杠街道3村1号塘"} <= set(words)
    assert words.count(f"{VACANT} 青杠街道0村0号排口") == 1


def test_nothing_overlaps_and_nothing_leaves_its_column() -> None:
    long = DutyNode("村级河长兼网格员", ("欧阳建国" * 4, "司马河"), "很长的河段名称" * 8, (village("石河村", 9, 9),))
    branch = DutyNode("镇级河长", ("赵河",) * 9, "璧南河" * 20, (long, village("青桥村", 30, 30)))
    tree = DutyNode("镇级总河长", ("陈书记",), "青杠街道", (branch,))
    every = tuple(rows(branch))
    drawn = sheet(Banner("题", "总河长", "数"), [every], column_height(every))
    found = list(boxes(drawn))
    assert len(found) > 60
    assert all(left >= 40 and right <= 40 + WIDTH + 1 for left, _, right, _ in found)
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            beside = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert beside, (one, other)
    assert names(tree) == "陈书记"


def test_a_township_is_a_few_pictures_of_a_phones_width() -> None:
    sizes = [Image.open(io.BytesIO(each)).size for each in duty_tree_pictures(township("青杠街道", 12))]
    assert 1 < len(sizes) <= 10
    assert all(width == 1080 and height <= 1350 for width, height in sizes)


def test_a_small_tree_is_one_low_picture_with_ink_on_it() -> None:
    (only,) = duty_tree_pictures(DutyNode("总河长", ("陈书记",), "青杠街道", (village("石河村"),)))
    picture = Image.open(io.BytesIO(only)).convert("RGB")
    assert picture.size[1] < 700
    assert len(picture.getcolors(1 << 20) or ()) > 20


def test_what_is_cut_says_at_the_top_of_the_next_column_where_it_belongs() -> None:
    branch = tuple(rows(township("青杠街道", 12)))
    cut = columns([branch], 800)
    assert all(column_height(column) <= 800 for column in cut)
    kept = [row for column in cut for row in column if not row.again]
    assert kept == list(branch)
    for column in cut[1:]:
        first = next(row for row in column if not row.again)
        assert tuple(row for row in column if row.again) == tuple(row.repeated() for row in first.above)
        assert column[0].kind is Kind.HEAD
    assert not any(column[-1].leads for column in cut)


def test_the_rails_end_with_the_last_subordinate() -> None:
    branch = [row for row in rows(township("青杠街道", 4)) if row.depth == 1]
    assert [row.last for row in branch] == [False, True]
    below: list[Row] = [row for row in rows(township("青杠街道", 4)) if row.depth == 2]
    assert [row.rails for row in below] == [(True,), (True,), (False,), (False,)]
    assert left_of(2) > left_of(1)


def test_a_tree_too_large_for_the_phone_stops_at_an_album() -> None:
    tree = DutyNode("区级总河长", ("李明",), "璧山区", tuple(township(f"{n}镇", 12) for n in range(12)))
    assert len(duty_tree_pictures(tree)) == 10


def test_the_whole_district_is_a_poster_and_a_pdf_of_a_few_pages() -> None:
    tree = DutyNode("区级总河长", ("李明", "王伟"), "璧山区", tuple(township(f"第{n}镇", 24) for n in range(15)))
    began = time.perf_counter()
    poster, paper = duty_tree_svg(tree), duty_tree_pdf(tree)
    assert time.perf_counter() - began < 30
    width, height = (float(etree.fromstring(poster).get(side)) for side in ("width", "height"))
    assert 0.9 < width / height < 2.2
    pages = re.search(rb"/Type/Pages/Count (\d+)", paper)
    assert pages is not None
    assert 2 <= int(pages[1]) <= 20


def test_odd_names_and_an_empty_tree_are_drawn_too() -> None:
    odd = DutyNode(ODD, (ODD, "\x00"), ODD, (DutyNode(ODD, (ODD,), ODD, (DutyNode(ODD, (ODD,), ODD),)),))
    assert len(duty_tree_pictures(odd)) == 1
    etree.fromstring(duty_tree_svg(odd))
    assert duty_tree_pdf(DutyNode("总河长", (), "空区")).startswith(b"%PDF")
    assert "总河长 （空缺）" in words_on(duty_tree_svg(DutyNode("总河长", (), "空区")))
