"""The public holidays around which these tests turn, as the State Council announced them for 2026."""

from datetime import date, timedelta

_OFF = {
    *(date(2026, 1, 1) + timedelta(days=n) for n in range(3)),
    *(date(2026, 2, 15) + timedelta(days=n) for n in range(9)),  # Spring Festival
    *(date(2026, 10, 1) + timedelta(days=n) for n in range(7)),
}
_MADE_UP = {date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 9, 20), date(2026, 10, 10)}


def is_workday(day: date) -> bool:
    """Whether offices are open."""
    return day in _MADE_UP or (day.weekday() < 5 and day not in _OFF)
