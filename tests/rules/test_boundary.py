"""What two answers about an issue on a boundary come to; the profile's clock."""

from pathlib import Path

import pytest

from rules import profile
from rules.boundary import Answer, Outcome, disagree, outcome
from rules.profile import ProfileError, load, read

PROFILE = Path(profile.__file__).parent / "profiles" / "bishan.toml"
OURS, NOT, JOINT = Answer.OURS, Answer.NOT_OURS, Answer.JOINTLY


@pytest.mark.parametrize(
    ("first", "second", "agreed"),
    [
        (OURS, NOT, Outcome(0, False)),
        (NOT, OURS, Outcome(1, False)),
        (JOINT, JOINT, Outcome(0, True)),
        (OURS, JOINT, Outcome(0, True)),
        (JOINT, OURS, Outcome(1, True)),
        (OURS, OURS, None),
        (NOT, NOT, None),
        (JOINT, NOT, None),
        (NOT, JOINT, None),
    ],
)
def test_two_answers_agree_or_go_one_level_up(first: Answer, second: Answer, agreed: Outcome | None) -> None:
    assert outcome(first, second) == agreed
    assert disagree(first, second) is (agreed is None)


def test_one_answer_decides_nothing() -> None:
    assert outcome(OURS, None) is None
    assert not disagree(OURS, None)


def test_a_clock_of_no_hours_or_of_months_is_refused_with_its_line() -> None:
    assert load("bishan").boundary.answer_hours == 48
    text = PROFILE.read_text(encoding="utf-8")
    for wrong, said in (("0", "不能小于1"), ("9999", "不能大于720"), ('"两天"', "应当是整数")):
        with pytest.raises(ProfileError) as refused:
            read(text.replace("answer_hours = 48", f"answer_hours = {wrong}"), "x.toml")
        [problem] = refused.value.problems
        assert said in problem.reason
        assert text.splitlines()[problem.line - 1].startswith("answer_hours")
    before, _, after = text.partition("[boundary]")
    without = before + after[after.index("\n[") :] if "\n[" in after else before
    assert read(without, "x.toml").boundary.answer_hours == 48
