"""Campaigns: where they stand, which topics are offered, how the three rates are read."""

from datetime import date

import pytest

from rules import profile
from rules.campaigns import Rates, own_topics, read_rates, standing, topics
from rules.refusals import Refusal

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def test_a_campaign_runs_from_its_first_day_to_its_last_unless_it_is_closed() -> None:
    days = (date(2026, 10, 31), FIRST, LAST, date(2026, 12, 1))
    assert [standing(FIRST, LAST, False, day) for day in days] == ["ahead", "running", "running", "over"]
    assert standing(FIRST, LAST, True, FIRST) == "closed"


def test_the_campaigns_of_a_profile_come_before_its_tasks_and_the_rates_stand_beside_the_discharges() -> None:
    offered = topics(profile.load("bishan").issue_types)
    assert offered[:4] == ("三排", "三乱", "四乱", "三率")
    assert "水污染防治" in offered


@pytest.mark.parametrize(
    ("told", "rates"),
    [
        ("92 88.5 96", Rates(92, 88.5, 96)),
        ("92%，88.5%，96%", Rates(92, 88.5, 96)),
        ("９２、８８．５", Rates(92, 88.5, None)),
        ("处理率 88", Rates(None, 88, None)),
        ("处理达标率96 收集率 92", Rates(92, None, 96)),
    ],
)
def test_three_rates_are_read_in_their_order_or_by_name(told: str, rates: Rates) -> None:
    assert read_rates(told) == rates


@pytest.mark.parametrize("told", ["", "很好", "101", "92 88 96 70", "收集率 92 收集率 93", "1000"])
def test_what_is_no_rate_is_refused(told: str) -> None:
    with pytest.raises(Refusal, match="refusal/no_such_rate"):
        read_rates(told)


def test_own_topics_are_kept_once_each_and_bounded() -> None:
    assert own_topics("三排、农村污水 三排", ["三率"]) == ["三率", "三排", "农村污水"]
    assert len(own_topics(" ".join(f"主题{n}" for n in range(40)), [])) == 12
