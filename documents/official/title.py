"""Where a title is broken into lines: words kept whole, lines of like length (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

from functools import cache
from unicodedata import east_asian_width

from documents.official.text import clean

WIDEST = 19.0  # letters of 22 points on the 156 mm of a line, one kept free
_MOST = 120  # letters that are weighed; a longer title is broken by the word processor
_AFTER = frozenset("》、，；：）」”")
_NEVER_BEFORE = frozenset("》、，；：）」”。？！的了")
_NEVER_AFTER = frozenset("《（「“〔")
_BEFORE = ("关于", "的通知", "的通报", "的函", "的报告", "的请示", "督办", "和", "与", "及", "等")


def title_lines(title: str, widest: float = WIDEST) -> tuple[str, ...]:
    """The lines of a title; lines that the writer broke stay as they are broken."""
    written = [line for line in (clean(line) for line in title.splitlines()) if line]
    if len(written) != 1 or len(written[0]) > _MOST:
        return tuple(written)
    words = written[0]
    lines = max(1, int(-(-width(words) // widest)))
    broken = _broken(words, lines, widest)
    # Half letters may leave a line half a letter too wide where two lines would just have held the title.
    too_wide = any(width(line) > widest for line in broken)
    return tuple(_broken(words, lines + 1, widest) if too_wide else broken)


def width(words: str) -> float:
    """Width in whole Chinese letters; Latin letters and digits take half of one."""
    return sum(1.0 if east_asian_width(sign) in "WFA" else 0.5 for sign in words)


def _broken(words: str, lines: int, widest: float) -> list[str]:
    """The breaks that cost least: uneven lines cost by the square, a break within a word by the rules below."""
    even = width(words) / lines

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            rest = width(words[start:])
            return _uneven(rest, even) + (1e9 if rest > widest else 0.0), (len(words),)
        choices = []
        for end in range(start + 1, len(words) - left + 2):
            length = width(words[start:end])
            if length > widest:
                break
            cost, ends = best(end, left - 1)
            choices.append((cost + _uneven(length, even) + _harm(words, end), (end, *ends)))
        return min(choices, default=(float("inf"), (len(words),)))

    cost, ends = best(0, lines)
    if cost == float("inf"):
        return [words]
    return [words[start:end].strip() for start, end in zip((0, *ends), ends, strict=False)]


def _uneven(length: float, even: float) -> float:
    return (length - even) ** 2


def _harm(words: str, at: int) -> float:
    """What a break before `at` costs."""
    before, after = words[at - 1], words[at]
    if after in _NEVER_BEFORE or before in _NEVER_AFTER or _one_word(before, after):
        return 400.0
    if before in _AFTER or after == "《" or any(words.startswith(word, at) for word in _BEFORE):
        return 0.0
    inside = words[:at].count("《") > words[:at].count("》")
    return 60.0 if inside else 25.0


def _one_word(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
