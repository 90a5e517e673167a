"""Where the clock bar leads."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.sandbox.leaps import SHANGHAI, Leap, landing

LEAPS = [
    (Leap.HOUR, "2026-11-22 09:00", "2026-11-22 10:00"),
    (Leap.TOMORROW, "2026-12-31 23:59", "2027-01-01 09:00"),
    (Leap.TOMORROW, "2026-11-22 00:10", "2026-11-23 09:00"),
    (Leap.WEEKEND, "2026-11-16 09:00", "2026-11-22 18:00"),
    (Leap.WEEKEND, "2026-11-22 18:00", "2026-11-29 18:00"),
    (Leap.QUARTER_END, "2026-11-22 09:00", "2026-12-31 18:00"),
    (Leap.QUARTER_END, "2026-12-31 18:00", "2027-03-31 18:00"),
    (Leap.QUARTER_END, "2027-06-30 09:00", "2027-06-30 18:00"),
    (Leap.NEXT_QUARTER, "2026-12-31 18:00", "2027-01-01 09:00"),
    (Leap.NEXT_QUARTER, "2027-01-01 08:00", "2027-04-01 09:00"),
]


@pytest.mark.parametrize(("leap", "now", "lands"), LEAPS)
def test_a_leap_leads_to_the_next_such_time(leap: Leap, now: str, lands: str) -> None:
    here = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)
    assert landing(leap, here) == datetime.fromisoformat(lands).replace(tzinfo=SHANGHAI)
