from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.periods import Period, Span, following, name, preceding, span

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
PERIODS = st.sampled_from(Period)


@pytest.mark.parametrize(
    ("period", "day", "first", "last", "called"),
    [
        (Period.DAY, "2026-11-22", "2026-11-22", "2026-11-22", "11月22日"),
        (Period.WORKDAY, "2026-11-23", "2026-11-23", "2026-11-23", "11月23日"),
        (Period.WEEK, "2026-11-22", "2026-11-16", "2026-11-22", "11月16日—22日"),
        (Period.WEEK, "2026-11-23", "2026-11-23", "2026-11-29", "11月23日—29日"),
        (Period.WEEK, "2026-12-01", "2026-11-30", "2026-12-06", "11月30日—12月6日"),
        (Period.WEEK, "2027-01-01", "2026-12-28", "2027-01-03", "2026年12月28日—2027年1月3日"),
        (Period.TEN_DAYS, "2026-11-10", "2026-11-01", "2026-11-10", "11月上旬"),
        (Period.TEN_DAYS, "2026-11-11", "2026-11-11", "2026-11-20", "11月中旬"),
        (Period.TEN_DAYS, "2026-11-30", "2026-11-21", "2026-11-30", "11月下旬"),
        (Period.TEN_DAYS, "2028-02-29", "2028-02-21", "2028-02-29", "2月下旬"),
        (Period.TEN_DAYS, "2026-02-28", "2026-02-21", "2026-02-28", "2月下旬"),
        (Period.MONTH, "2028-02-29", "2028-02-01", "2028-02-29", "2028年2月"),
        (Period.MONTH, "2026-02-28", "2026-02-01", "2026-02-28", "2026年2月"),
        (Period.MONTH, "2026-12-31", "2026-12-01", "2026-12-31", "2026年12月"),
        (Period.QUARTER, "2026-03-31", "2026-01-01", "2026-03-31", "2026年第一季度"),
        (Period.QUARTER, "2026-04-01", "2026-04-01", "2026-06-30", "2026年第二季度"),
        (Period.QUARTER, "2026-09-30", "2026-07-01", "2026-09-30", "2026年第三季度"),
        (Period.QUARTER, "2026-12-31", "2026-10-01", "2026-12-31", "2026年第四季度"),
        (Period.HALF_YEAR, "2026-06-30", "2026-01-01", "2026-06-30", "2026年上半年"),
        (Period.HALF_YEAR, "2026-07-01", "2026-07-01", "2026-12-31", "2026年下半年"),
        (Period.YEAR, "2028-02-29", "2028-01-01", "2028-12-31", "2028年"),
    ],
)
def test_a_period_has_its_days_and_its_name(period: Period, day: str, first: str, last: str, called: str) -> None:
    found = span(period, date.fromisoformat(day))
    assert found == Span(date.fromisoformat(first), date.fromisoformat(last))
    assert name(period, found) == called


@pytest.mark.parametrize(
    ("moment_utc", "quarter"),
    [
        ("2026-12-31T15:59:59+00:00", "2026年第四季度"),  # 23:59:59 in Shanghai
        ("2026-12-31T16:00:00+00:00", "2027年第一季度"),  # midnight in Shanghai
    ],
)
def test_a_quarter_ends_at_midnight_in_shanghai(moment_utc: str, quarter: str) -> None:
    day = datetime.fromisoformat(moment_utc).astimezone(ZoneInfo("Asia/Shanghai")).date()
    assert name(Period.QUARTER, span(Period.QUARTER, day)) == quarter


@given(PERIODS, DAYS)
@settings(max_examples=30)
def test_periods_follow_one_another_without_a_gap(period: Period, day: date) -> None:
    found = span(period, day)
    assert found.holds(day)
    assert following(period, found).first == found.last + timedelta(days=1)
    assert preceding(period, following(period, found)) == found
    assert span(period, found.first) == span(period, found.last) == found


def test_spans_that_do_not_meet_have_nothing_in_common() -> None:
    november = span(Period.MONTH, date(2026, 11, 5))
    assert november.common(following(Period.MONTH, november)).days == 0
    assert november.common(span(Period.YEAR, date(2026, 1, 1))) == november
    assert november.days == 30
