"""Pages through typst, with the bot's own fonts; what is told is data, never markup."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from documents.drawing.fonts import SANS, SERIF

if TYPE_CHECKING:
    from typst import Fonts

SANS_NAME = "Noto Sans SC"


def pdf(source: str, told: Any) -> bytes:
    """A PDF of the typst source; `told` is JSON that the source reads by `json(bytes(sys.inputs.told))`."""
    pages = _made(source, told, "pdf", 144.0)
    return pages[0] if isinstance(pages, list) else pages


def pngs(source: str, told: Any, dots: float) -> tuple[bytes, ...]:
    """A PNG a page at so many dots an inch."""
    pages = _made(source, told, "png", dots)
    return tuple(pages) if isinstance(pages, list) else (pages,)


def _made(source: str, told: Any, form: Literal["pdf", "png"], dots: float) -> bytes | list[bytes]:
    import typst

    made = typst.compile(
        source.encode(),  # the source itself; a str would be a path
        root=str(Path(__file__).parent / "templates"),  # nothing outside can be read
        font_paths=cast(Any, _fonts()),  # its types confuse the fonts with the input
        format=form,
        ppi=dots,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
    )
    if made is None:
        raise RuntimeError("typst gave no pages")
    return made


@lru_cache(maxsize=1)
def _fonts() -> Fonts:
    """Reading the fonts takes longer than a page; once is enough."""
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in {Path(SANS).parent, Path(SERIF).parent}],
    )
