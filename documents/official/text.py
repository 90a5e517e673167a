"""Words as an official paper 公文 can hold them: no control signs, whole lines, numbers and dates by the standard."""

from __future__ import annotations

import re
from datetime import date

LONGEST_LINE = 2_000  # letters; what a person may say in the chat at most
LONGEST_TEXT = 50_000  # letters of one block of a body
# What XML 1.0 cannot hold, and signs that turn the direction of the line.
_UNKEEPABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\u202a-\u202e\u2066-\u2069]")
_BEYOND = re.compile("[\ufffe\uffff]")
_BRACKETS = re.compile(r"[\[(（【〔﹝［](?P<year>\d{4})[\])）】〕﹞］]")
_DIGITS = "〇一二三四五六七八九"


def clean(text: str, most: int = LONGEST_LINE) -> str:
    """The text on one line, without what a Word file cannot hold, at most `most` letters, then 「…」."""
    return _bounded(" ".join(_kept(text).split()), most)


def paragraphs(text: str, most: int = LONGEST_TEXT) -> tuple[str, ...]:
    """The lines of the text that say something, each clean."""
    lines = (" ".join(line.split()) for line in _bounded(_kept(text), most).splitlines())
    return tuple(line for line in lines if line)


def paper_number(code: str, year: int, serial: int) -> str:
    """The number of a paper 发文字号, 奉河长办发〔2026〕7号: hexagonal brackets, no leading zero (7.2.5)."""
    return f"{clean(code)}〔{year:04d}〕{serial}号"


def with_hexagonal_brackets(number: str) -> str:
    """A number typed with other brackets as the standard wants it: 乐总河长办发(2023)7号 becomes 〔2023〕."""
    return _BRACKETS.sub(r"〔\g<year>〕", clean(number))


def day_words(day: date) -> str:
    """2026年11月2日: Arabic digits, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def counted(number: int) -> str:
    """1 to 99 as headings count: 一, 十, 十二, 二十, 九十九; other numbers in Arabic digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones else "")


def ended(text: str, sign: str) -> str:
    """The text with exactly this sign at its end, whatever stop stood there; empty stays empty."""
    bare = text.rstrip("：:。.；;，, ")
    return bare + sign if bare else ""


def _kept(text: str) -> str:
    return _BEYOND.sub("", _UNKEEPABLE.sub("", text))


def _bounded(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
