from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rules.evidence import Grade, PatrolFacts
from rules.roles import Level, Role
from rules.validity import Missing, ValidPatrol, Verdict, What, in_force, judge

NINE = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
RULE = ValidPatrol(
    frozenset({Level.VILLAGE}),
    frozenset({Role.RIVER_CHIEF}),
    min_minutes=30,
    min_metres=2000,
    min_share=0.5,
    grade_at_least=Grade.B,
    min_gap_hours=96,
)
GOOD = PatrolFacts(NINE, NINE + timedelta(minutes=30), fixes_count=60, live=True, metres=2000, share=0.5, off_share=0.0)


def test_a_patrol_that_just_meets_everything_counts() -> None:
    assert judge(RULE, GOOD, NINE - timedelta(hours=96)) == Verdict(True, ())
    assert judge(RULE, GOOD, None).counts


def test_everything_that_is_short_is_told_at_once() -> None:
    facts = replace(GOOD, ended_at=NINE + timedelta(minutes=12), metres=1680.0, share=0.4)
    verdict = judge(RULE, facts, NINE - timedelta(hours=90))
    assert verdict == Verdict(
        False,
        (
            Missing(What.MINUTES, 12, 30),
            Missing(What.METRES, 1680, 2000),
            Missing(What.SHARE, 0.4, 0.5),
            Missing(What.GAP, 90, 96),
        ),
    )
    assert [missing.what.mendable for missing in verdict.missing] == [True, True, True, False]


def test_without_a_track_metres_and_share_are_asked_only_where_the_rule_insists() -> None:
    with_a_pin = replace(GOOD, live=False, fixes_count=0, metres=0.0, share=None, pins=1)
    assert judge(RULE, with_a_pin, None).counts
    insisting = replace(RULE, only_if_tracked=False)
    assert judge(insisting, with_a_pin, None).missing == (Missing(What.METRES, 0, 2000),)


def test_weak_evidence_is_told_with_both_grades() -> None:
    with_photos = replace(GOOD, live=False, fixes_count=0, photos=3)
    assert judge(RULE, with_photos, None).missing == (Missing(What.GRADE, Grade.C, Grade.B),)


def test_a_reach_without_a_line_has_no_share_to_fall_short_of() -> None:
    assert judge(RULE, replace(GOOD, share=None, off_share=None), None).counts


def test_where_nothing_is_asked_every_patrol_counts() -> None:
    assert judge(None, PatrolFacts(NINE, NINE), None) == Verdict(True, ())


def test_the_rule_is_that_of_the_post_and_the_day() -> None:
    old = replace(RULE, valid_to=date(2025, 12, 31))
    new = replace(RULE, min_minutes=10, valid_from=date(2026, 1, 1))
    assert in_force((old, new), Role.RIVER_CHIEF, Level.VILLAGE, date(2025, 12, 31)) is old
    assert in_force((old, new), Role.RIVER_CHIEF, Level.VILLAGE, date(2026, 1, 1)) is new
    assert in_force((old, new), Role.RIVER_CHIEF, Level.COUNTY, date(2026, 1, 1)) is None


def test_everything_that_can_be_missing_has_a_word() -> None:
    assert [what.word for what in What] == ["巡河时长", "巡河里程", "河段覆盖", "证据等级", "间隔时间"]
