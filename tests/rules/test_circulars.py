"""Rules of naming notices 通报: periods, thresholds, points, words, what a profile may say."""

from datetime import date
from pathlib import Path

import pytest

from rules import circular_words, circulars
from rules.circulars import CircularRule, Form, Ground, NamingRule, Whom
from rules.periods import Period, Span
from rules.profile import Profile, ProfileError, load, read

SHIPPED = Path(circulars.__file__).parent / "profiles" / "fengjie.toml"


@pytest.mark.parametrize(
    ("today", "periods"),
    [
        (date(2026, 10, 1), ["2026-07-01", "2026-01-01"]),
        (date(2026, 7, 1), ["2026-04-01", "2026-01-01"]),
        (date(2024, 2, 29), ["2023-10-01", "2023-07-01"]),
        (date(2023, 1, 1), []),  # the rule did not hold yet on the last day of 2022
        (date(2023, 4, 1), ["2023-01-01"]),
    ],
)
def test_what_is_due_is_the_last_period_of_each_rule(today: date, periods: list[str]) -> None:
    found = circulars.due(load("fengjie").circulars, today)
    assert [span.first.isoformat() for _, span in found] == periods


def test_a_period_gone_by_is_judged_by_the_rule_of_its_time() -> None:
    old = CircularRule(Form.CIRCULAR, Period.MONTH, objection_days=1, valid_to=date(2026, 3, 31))
    new = CircularRule(Form.CIRCULAR, Period.MONTH, objection_days=9, valid_from=date(2026, 4, 1))
    for day, rule in ((date(2026, 3, 31), old), (date(2026, 4, 30), new), (date(2022, 12, 31), None)):
        assert circulars.in_force((old, new), Form.CIRCULAR, Period.MONTH, day) is rule
    assert circular_words.fingerprint(old) != circular_words.fingerprint(new)


def test_thresholds_points_and_shares() -> None:
    low = NamingRule(Whom.UNIT, Ground.PATROLS, 3, 0.8)
    assert [low.holds(3, 79, 100), low.holds(2, 0, 100), low.holds(3, 80, 100)] == [True, False, False]
    letter = CircularRule(Form.LETTER, Period.HALF_YEAR, deduct_each=0.5, deduct_most=5)
    assert [letter.points(missing) for missing in (1, 3, 10, 26)] == [0.5, 1.5, 5, 5]
    assert [circular_words.rate(*pair) for pair in ((996, 1000), (5, 4), (0, 0), (0, 3))] == ["99%", "100%", "—", "0%"]
    assert circular_words.patrols_said(13, 9, 12) == (
        "应巡13次，按期完成9次，完成率69%，欠4次（另有3次不在所欠周期内，不抵顶）"
    )
    numbers = [f"2026-{n:04d}" for n in range(8)]
    assert circular_words.counted_said(Ground.OVERDUE, numbers).endswith("8件：" + "、".join(numbers[:6]) + "等")
    summer = Span(date(2026, 7, 1), date(2026, 9, 30))
    assert circular_words.title(Form.CIRCULAR, Period.QUARTER, summer) == "关于2026年第三季度河长履职情况的通报"


def test_each_shipped_profile_has_its_own_rhythm() -> None:
    def rhythm(profile: Profile) -> list[tuple[str, str]]:
        return [(rule.form.value, rule.period.value) for rule in profile.circulars]

    assert rhythm(load("fengjie")) == [("circular", "quarter"), ("letter", "half_year")]
    assert rhythm(load("bishan")) == [("circular", "month")]
    assert rhythm(load("leshan")) == [("circular", "half_year")]


@pytest.mark.parametrize(
    ("said", "instead", "reason"),
    [
        ('period = "quarter"\nlevels = ["county", "township"', 'period = "week"\nlevels = ["county", "township"',
         "“period”可用的有：month、quarter、half_year"),
        ('ground = "overdue"', 'ground = "by_hand"', "“ground”可用的有：overdue、patrols、relapsed、unanswered"),
        ("below = 0.8", "below = 80", "“below”是完成率，0 到 1 之间，只用于 patrols"),
        ("deduct_most = 5.0", "deduct_most = 0.1", "“deduct_most”（最多扣）不能小于“deduct_each”（每少一次扣）"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_refused_with_line_and_reason(said: str, instead: str, reason: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    place = text.index(said, text.index("[[circular]]"))
    wrong = text[:place] + text[place:].replace(said, instead, 1)
    with pytest.raises(ProfileError) as refused:
        read(wrong, "fengjie.toml")
    [problem] = refused.value.problems
    assert problem.reason == reason
    assert problem.line > text[:place].count("\n")
