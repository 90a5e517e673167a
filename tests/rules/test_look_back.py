"""Clause F2c: whoever draws the list anew from the same issues and seed gets the same list."""

from datetime import date

import pytest

from rules.issue_types import Severity
from rules.look_back import LookBackRules, drawn
from rules.profile import load
from rules.refusals import Refusal

RULES = LookBackRules(30, 0.1, 2, "{region}:{first}:{last}")
SEED = RULES.seed_for("500120", date(2026, 10, 1), date(2026, 10, 31))


def test_F2c_the_sample_is_the_same_whenever_and_by_whomever_it_is_drawn() -> None:
    assert SEED == "500120:2026-10-01:2026-10-31"
    first = drawn(range(1, 101), 10, SEED)
    assert first == drawn(reversed(range(1, 101)), 10, SEED)
    # Written down once: Python's generator must not change under us.
    assert first == (7, 12, 22, 48, 52, 64, 73, 74, 79, 81)
    assert drawn(range(1, 101), 10, "500120:2026-09-01:2026-09-30") != first


def test_every_issue_has_the_same_chance() -> None:
    times = [0] * 20
    for month in range(2_000):
        for each in drawn(range(20), 2, f"{month}"):
            times[each] += 1
    assert 150 < min(times) <= max(times) < 250


@pytest.mark.parametrize(("pool", "count"), [(0, 0), (1, 1), (2, 2), (19, 2), (20, 2), (21, 3), (30, 3), (1_523, 153)])
def test_the_share_is_rounded_up_and_never_below_the_least(pool: int, count: int) -> None:
    assert RULES.count(pool) == count
    assert len(drawn(range(pool), RULES.count(pool), SEED)) == count


def test_what_was_closed_thirty_days_ago_is_ripe() -> None:
    assert RULES.ripe_until(date(2026, 11, 23)) == date(2026, 10, 24)


def test_only_what_is_grave_is_supervised_by_name() -> None:
    rules = load("bishan").supervision
    rules.may_supervise("2026-0001", Severity.MAJOR)
    with pytest.raises(Refusal, match="refusal/not_grave_enough"):
        rules.may_supervise("2026-0001", Severity.GENERAL)
    assert rules.due_on(date(2026, 11, 23)) == date(2026, 12, 23)
