"""The responsibility tree 树状图: general chief, district, town and village chiefs, keepers of points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from documents import typst_pages
from documents.drawing.fonts import legible
from documents.official.text import clean
from documents.tree.columns import Column, column_height, columns, evenly
from documents.tree.rows import VACANT, WIDTH, Row, names, rows
from documents.tree.svg import GUTTER, MARGIN, Banner, sheet, sheet_width

PHONE_HEIGHT = 1350  # pixels at most; 1080 wide
MOST_PAGES = 10  # an album on the phone holds no more; larger trees are for the PDF
MOST_NODES = 60_000
_PRINT_COLUMNS = 4  # on A3 across
_A3 = 400 / 277  # width by height of what is printed, millimetres
_POSTER = 1.414
_DOTS = 96.0  # a pixel of the SVG is a pixel of the picture


@dataclass(frozen=True)
class DutyNode:
    """A post: its name (县级河长), who holds it (nobody: vacant), for what (a region, a water, a point), who
    answers to it. A node without post and people is a mere heading, e.g. a township.
    """

    post: str
    people: tuple[str, ...] = ()
    charge: str = ""
    children: tuple[DutyNode, ...] = ()


@lru_cache(maxsize=8)  # the same one is often asked for again
def duty_tree_pictures(tree: DutyNode, title: str = "") -> tuple[bytes, ...]:
    """PNGs 1080 pixels wide, at most 1350 high, at most ten, for the phone; the last says what is left out."""
    first = _banner(tree, title)
    room = PHONE_HEIGHT - 2.0 * MARGIN
    branches = _branches(tree)
    pages = _paged(branches, room - first.height)
    shown = pages[:MOST_PAGES]
    sheets = []
    for number, page in enumerate(shown, start=1):
        banner = _of_page(first, number, len(pages), len(shown))
        sheets.append(sheet(banner, [page], column_height(page)))
    return tuple(picture for each in sheets for picture in typst_pages.pngs(_PAGE, {"sheets": [each]}, _DOTS))


@lru_cache(maxsize=1)  # some megabytes
def duty_tree_svg(tree: DutyNode, title: str = "") -> bytes:
    """The whole tree on one sheet as SVG, in as many columns as give it the shape of a poster."""
    branches = _branches(tree)
    banner = _banner(tree, title)
    filled = evenly(branches, _POSTER, WIDTH + GUTTER, banner.height)
    return sheet(banner, filled, max(map(column_height, filled), default=0.0)).encode()


@lru_cache(maxsize=1)
def duty_tree_pdf(tree: DutyNode, title: str = "") -> bytes:
    """The whole tree as a PDF on A3 lying across, four columns a page."""
    first = _banner(tree, title)
    height = sheet_width(_PRINT_COLUMNS) / _A3 - 2 * MARGIN - first.height
    every = columns(_branches(tree), height) or [()]
    pages = [every[at : at + _PRINT_COLUMNS] for at in range(0, len(every), _PRINT_COLUMNS)]
    sheets = []
    for number, page in enumerate(pages, start=1):
        filled = [*page, *[()] * (_PRINT_COLUMNS - len(page))]
        sheets.append(sheet(_of_page(first, number, len(pages), len(pages)), filled, height))
    return typst_pages.pdf(_A3_PAGES, {"sheets": sheets})


def _branches(tree: DutyNode) -> list[tuple[Row, ...]]:
    """A branch a child of the root. Raises ValueError for a tree too large to draw."""
    if sum(1 for _ in _nodes(tree)) > MOST_NODES:
        raise ValueError(f"more than {MOST_NODES} posts")
    return [tuple(rows(child)) for child in tree.children]


def _paged(branches: Sequence[tuple[Row, ...]], height: float) -> list[Column]:
    return columns(branches, height) or [()]


def _banner(tree: DutyNode, title: str) -> Banner:
    chiefs = "　".join(filter(None, (legible(tree.post), names(tree)))) if tree.post or tree.people else ""
    return Banner(clean(title or f"{tree.charge}河长制责任体系"), chiefs, _counts(tree))


def _counts(tree: DutyNode) -> str:
    """How many posts of each kind below the root, vacant ones apart."""
    below = [node for node in _nodes(tree) if node is not tree and node.post]
    counted = Counter(legible(node.post) for node in below)
    vacant = sum(names(node) == VACANT for node in below)
    words = [f"{post}{number}" for post, number in counted.most_common()]
    return " · ".join([*sorted(words, key=lambda word: _order(tree, word)), *([f"空缺{vacant}"] if vacant else [])])


def _order(tree: DutyNode, word: str) -> int:
    """Posts in the order in which the tree names them."""
    posts = dict.fromkeys(legible(node.post) for node in _nodes(tree))
    return next((place for place, post in enumerate(posts) if post and word.rstrip("0123456789") == post), 0)


def _of_page(first: Banner, number: int, pages: int, shown: int) -> Banner:
    page = "" if pages == 1 else f"{number}/{pages}"
    if number == shown < pages:
        page += f"　其余{pages - shown}页见PDF"
    return Banner(first.title, first.chiefs, first.counts, page)


def _nodes(tree: DutyNode) -> Iterator[DutyNode]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


_SHEETS = f"""
#let told = json(bytes(sys.inputs.told))
#set text(font: "{typst_pages.SANS_NAME}")
"""
_PAGE = f"""{_SHEETS}
#set page(width: auto, height: auto, margin: 0pt)
#for sheet in told.sheets {{ image(bytes(sheet), format: "svg") }}
"""
_A3_PAGES = f"""{_SHEETS}
#set page(width: 420mm, height: 297mm, margin: 10mm)
#for sheet in told.sheets {{ image(bytes(sheet), format: "svg", width: 100%) }}
"""
