from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.quiet import QuietHours, earliest, next_digest, within_budget
from tests.rules.calendar_of_2026 import is_workday

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHTS = QuietHours(time(20), time(8), workdays_only=False)
WORKDAYS = QuietHours(time(20), time(8), workdays_only=True)
NAP = QuietHours(time(12), time(14), workdays_only=False)
NEVER = QuietHours(time(0), time(0), workdays_only=False)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("quiet", "now", "sent"),
    [
        (NIGHTS, "2026-11-20 07:59:59", "2026-11-20 08:00:00"),
        (NIGHTS, "2026-11-20 08:00:00", "2026-11-20 08:00:00"),
        (NIGHTS, "2026-11-20 19:59:59", "2026-11-20 19:59:59"),
        (NIGHTS, "2026-11-20 20:00:00", "2026-11-21 08:00:00"),
        (NIGHTS, "2026-12-31 23:59:59", "2027-01-01 08:00:00"),
        (NIGHTS, "2028-02-28 21:00:00", "2028-02-29 08:00:00"),
        (WORKDAYS, "2026-11-20 20:00:00", "2026-11-23 08:00:00"),  # Friday evening to Monday
        (WORKDAYS, "2026-11-22 10:00:00", "2026-11-23 08:00:00"),
        (WORKDAYS, "2026-02-14 20:30:00", "2026-02-24 08:00:00"),  # the Spring Festival
        (WORKDAYS, "2026-02-28 10:00:00", "2026-02-28 10:00:00"),  # a Saturday made up
        (NAP, "2026-11-20 12:30:00", "2026-11-20 14:00:00"),
        (NAP, "2026-11-20 23:00:00", "2026-11-20 23:00:00"),
        (NEVER, "2026-11-22 03:00:00", "2026-11-22 03:00:00"),
    ],
)
def test_the_earliest_moment_to_speak(quiet: QuietHours, now: str, sent: str) -> None:
    assert earliest(local(now), quiet, is_workday) == local(sent)


@pytest.mark.parametrize(
    ("quiet", "now", "digest"),
    [
        (NIGHTS, "2026-11-20 07:00:00", "2026-11-20 08:00:00"),
        (NIGHTS, "2026-11-20 08:00:00", "2026-11-21 08:00:00"),
        (WORKDAYS, "2026-11-20 09:00:00", "2026-11-23 08:00:00"),
        (WORKDAYS, "2026-02-14 09:00:00", "2026-02-24 08:00:00"),
    ],
)
def test_the_next_morning_digest(quiet: QuietHours, now: str, digest: str) -> None:
    assert next_digest(local(now), quiet, is_workday) == local(digest)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)), st.sampled_from([NIGHTS, WORKDAYS, NAP, NEVER]))  # noqa: DTZ001
@settings(max_examples=30)
def test_waiting_is_enough_and_never_needed_twice(naive: datetime, quiet: QuietHours) -> None:
    now = naive.replace(tzinfo=SHANGHAI)
    moment = earliest(now, quiet, is_workday)
    assert moment >= now
    assert earliest(moment, quiet, is_workday) == moment


def test_a_person_has_a_daily_budget() -> None:
    assert within_budget(2, QuietHours(daily_budget=3))
    assert not within_budget(3, QuietHours(daily_budget=3))
