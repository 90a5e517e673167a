from datetime import date

import pytest

from rules import typed_spans
from rules.periods import Period, Span

TODAY = date(2026, 11, 23)
TABLE = [
    ("10月", Period.MONTH, (2026, 10, 1), (2026, 10, 31), ""),
    ("12月份 大路街道", Period.MONTH, (2025, 12, 1), (2025, 12, 31), "大路街道"),
    ("2026年3月", Period.MONTH, (2026, 3, 1), (2026, 3, 31), ""),
    ("三季度", Period.QUARTER, (2026, 7, 1), (2026, 9, 30), ""),
    ("璧南河去年第四季度", Period.QUARTER, (2025, 10, 1), (2025, 12, 31), "璧南河"),
    ("上半年", Period.HALF_YEAR, (2026, 1, 1), (2026, 6, 30), ""),
    ("2025年下半年", Period.HALF_YEAR, (2025, 7, 1), (2025, 12, 31), ""),
    ("去年", Period.YEAR, (2025, 1, 1), (2025, 12, 31), ""),
    ("2024年度", Period.YEAR, (2024, 1, 1), (2024, 12, 31), ""),
    ("上个月", Period.MONTH, (2026, 10, 1), (2026, 10, 31), ""),
    ("本周 青溪村", Period.WEEK, (2026, 11, 23), (2026, 11, 29), "青溪村"),
    ("10月1日到10月20日", None, (2026, 10, 1), (2026, 10, 20), ""),
    ("大路街道 2026-09-01至2026-10-20", None, (2026, 9, 1), (2026, 10, 20), "大路街道"),
    ("10.1-10.20", None, (2026, 10, 1), (2026, 10, 20), ""),
    ("２０２６年９月１日—９月３０日", None, (2026, 9, 1), (2026, 9, 30), ""),
    ("12月20日到1月10日", None, (2025, 12, 20), (2026, 1, 10), ""),
]


@pytest.mark.parametrize(("words", "period", "first", "last", "rest"), TABLE)
def test_what_is_typed_is_the_latest_such_time(
    words: str, period: Period | None, first: tuple[int, int, int], last: tuple[int, int, int], rest: str
) -> None:
    assert typed_spans.read(words, TODAY) == (period, Span(date(*first), date(*last)), rest)


@pytest.mark.parametrize("words", ["大路街道", "13月", "2月30日到3月1日", "", "=1+1"])
def test_what_names_no_time_has_none(words: str) -> None:
    assert typed_spans.read(words, TODAY).span is None


def test_days_the_wrong_way_round_are_told_as_they_are() -> None:
    told = typed_spans.read("2026年10月20日到2026年10月1日", TODAY)
    assert told.span is not None
    assert told.span.days == 0
