"""Issue numbers that a person can quote by telephone."""

import re
import unicodedata

_BETWEEN = re.compile(r"[\s,，、;；]+")
_SPOKEN = re.compile(r"(?P<prefix>[^\d\s]*?)[\s\-—–]*(?P<year>20\d\d)[\s\-—–年第]*(?P<serial>\d{1,6})号?")


def issue_number(year: int, serial: int, prefix: str = "") -> str:
    """The number of the year's n-th issue: 2026-0412, or 奉2026-0412 with a prefix."""
    return f"{prefix}{year}-{serial:04d}"


def read_issue_number(text: str, prefix: str = "") -> str | None:
    """The number that a person typed ("2026 412", "２０２６－０４１２", "2026年第412号") in its one form.

    None if it is none.
    """
    match = _SPOKEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None or match["prefix"] not in ("", prefix):
        return None
    return issue_number(int(match["year"]), int(match["serial"]), prefix)


def issue_numbers_in(text: str, prefix: str = "", most: int = 20) -> list[str]:
    """Every number that a person typed, parted by blanks or commas; each once, not more than `most`."""
    read = (read_issue_number(part, prefix) for part in _BETWEEN.split(text.strip()))
    return list(dict.fromkeys(number for number in read if number))[:most]
