"""Sign boards 公示牌: their codes, what a QR code's payload says, whether what is printed is still true."""

import re
from collections.abc import Collection
from enum import StrEnum

MARK = "b-"  # the payload of a deep link: this board; "w-" is a water's own code
LONGEST_CODE = 32
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
_BETWEEN = re.compile(r"[、，,;；/|\n]+")
_TITLE = re.compile(r"[（(].*?[)）]")
_HOTLINE = re.compile(r"[0-9][0-9 \-转]{2,29}")


class BoardState(StrEnum):
    """Where a board stands in its life."""

    UP = "up"
    TO_REPLACE = "to_replace"
    REMOVED = "removed"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _WORDS[self]


_WORDS = {BoardState.UP: "在用", BoardState.TO_REPLACE: "待更换", BoardState.REMOVED: "已撤除"}


def is_code(text: str) -> bool:
    """Whether a board may bear this code: it stands in a link, which takes letters, digits, - and _ only."""
    return _CODE.fullmatch(text) is not None


def is_hotline(text: str) -> bool:
    """Whether it is a number that one can dial: 023-41410000, 12345, 023-4141 0000转8."""
    return _HOTLINE.fullmatch(text) is not None


def names_on(printed: str) -> tuple[str, ...]:
    """The people a board names: 「张 卫民（书记）、李建国」 are 张卫民 and 李建国; a two-letter name may be spaced."""
    parts = (re.sub(r"\s+", "", _TITLE.sub("", part)) for part in _BETWEEN.split(printed))
    return tuple(dict.fromkeys(part for part in parts if part))


def gone(chief: str, superior: str, own: Collection[str], serving: Collection[str]) -> tuple[str, ...]:
    """Who is printed and holds that office no longer.

    `own` are the chiefs of the very water, `serving` all chiefs along it and above it. A board that names several
    levels is right while all of them serve; one that names nobody of its own water is wrong where there is somebody.
    """
    printed = names_on(chief)
    left = [name for name in (*printed, *names_on(superior)) if name not in serving]
    if not left and own and printed and not set(printed) & set(own):
        return printed
    return tuple(dict.fromkeys(left))
