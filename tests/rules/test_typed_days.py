"""Days as people type them."""

from datetime import date

import pytest

from rules.typed_days import typed_day

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12月5日", date(2026, 12, 5)),
        ("12月5号前", date(2026, 12, 5)),
        ("１２．５", date(2026, 12, 5)),
        ("12/5", date(2026, 12, 5)),
        ("2026-12-05", date(2026, 12, 5)),
        ("2027年1月5日", date(2027, 1, 5)),
        ("1月5日", date(2027, 1, 5)),  # in November that is next year's
        ("11月1日", date(2026, 11, 1)),  # gone by: said to the person, not moved to next year
        ("今天", MONDAY),
        ("后天", date(2026, 11, 25)),
        ("昨天", date(2026, 11, 22)),
        ("十二月二十五日", date(2026, 12, 25)),
        ("周一", MONDAY),
        ("周日", date(2026, 11, 29)),
        ("下周三", date(2026, 12, 2)),
        ("本周五前", date(2026, 11, 27)),
        ("5天", date(2026, 11, 28)),
        ("2月30日", None),
        ("13月1日", None),
        ("尽快", None),
        ("", None),
        ("99999999", None),
    ],
)
def test_a_day_is_read_as_it_was_meant(typed: str, meant: date | None) -> None:
    assert typed_day(typed, MONDAY) == meant
