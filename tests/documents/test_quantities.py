from datetime import UTC, datetime, timedelta

import pytest

from documents.pictures import SHANGHAI
from documents.quantities import length_words, minutes_words, share_words, span_words


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "0米"),
        (860.4, "860米"),
        (999.4, "999米"),
        (999.6, "1.00公里"),
        (2345, "2.35公里"),
        (123_456, "123公里"),
    ],
)
def test_lengths(metres: float, words: str) -> None:
    assert length_words(metres) == words


@pytest.mark.parametrize(
    ("minutes", "words"), [(0.9, "0分钟"), (42.9, "42分钟"), (60, "1小时"), (65.5, "1小时5分"), (1500, "25小时")]
)
def test_minutes_begun_are_not_counted(minutes: float, words: str) -> None:
    assert minutes_words(minutes) == words


@pytest.mark.parametrize(("share", "words"), [(None, "—"), (0, "0%"), (0.29, "29%"), (0.999, "99%"), (1.0, "100%")])
def test_all_of_the_reach_means_all_of_it(share: float | None, words: str) -> None:
    assert share_words(share) == words


def test_the_time_is_that_of_the_place() -> None:
    began = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    assert span_words(began, began + timedelta(minutes=42), SHANGHAI) == "2026年11月21日 星期六　00:30—01:12"


def test_a_patrol_over_midnight_names_both_days() -> None:
    began = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
    assert span_words(began, began + timedelta(hours=1), SHANGHAI) == "2026年11月21日 星期六　23:30—11月22日00:30"
