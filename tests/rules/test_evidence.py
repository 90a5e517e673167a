from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.evidence import Grade, PatrolFacts, grade

NINE = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def patrol(
    live: bool = False,
    fixes_count: int = 0,
    off_share: float | None = None,
    pins: int = 0,
    photos: int = 0,
    forwarded: bool = False,
    entered_later: bool = False,
    no_signal: bool = False,
) -> PatrolFacts:
    return PatrolFacts(
        NINE,
        NINE + timedelta(minutes=30),
        fixes_count=fixes_count,
        live=live,
        pins=pins,
        photos=photos,
        forwarded=forwarded,
        entered_later=entered_later,
        no_signal=no_signal,
        off_share=off_share,
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (patrol(live=True, fixes_count=60, off_share=0.1), Grade.A),
        (patrol(live=True, fixes_count=60), Grade.A),  # a reach without a line
        (patrol(live=True, fixes_count=60, off_share=0.1, photos=1, forwarded=True), Grade.A),
        (patrol(live=True, fixes_count=60, off_share=0.9), Grade.B),  # mostly elsewhere
        (patrol(live=True, fixes_count=1, pins=1), Grade.B),  # the map was opened once
        (patrol(live=True, fixes_count=1), Grade.D),
        (patrol(pins=2, photos=3), Grade.B),
        (patrol(pins=1, forwarded=True), Grade.C),
        (patrol(photos=2), Grade.C),
        (patrol(photos=2, forwarded=True), Grade.D),
        (patrol(pins=1, no_signal=True), Grade.C),  # sent when the signal came back, from wherever
        (patrol(photos=1, no_signal=True), Grade.C),
        (patrol(no_signal=True), Grade.D),
        (patrol(), Grade.D),
        (patrol(live=True, fixes_count=60, pins=1, photos=9, entered_later=True), Grade.D),
    ],
)
def test_evidence_has_its_grade(facts: PatrolFacts, expected: Grade) -> None:
    assert grade(facts) is expected


def test_grades_are_ordered_and_named() -> None:
    assert Grade.A.at_least(Grade.B)
    assert Grade.B.at_least(Grade.B)
    assert not Grade.D.at_least(Grade.C)
    assert [each.word for each in Grade] == ["实时轨迹", "现场定位", "现场照片", "补录或纸质记录"]


def test_pauses_are_no_minutes_on_patrol() -> None:
    facts = PatrolFacts(NINE, NINE + timedelta(minutes=50), paused=timedelta(minutes=20))
    assert facts.minutes == 30
    assert PatrolFacts(NINE, NINE, paused=timedelta(minutes=1)).minutes == 0
