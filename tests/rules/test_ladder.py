"""The ladder of measures as profiles have it, and how each kind goes on."""

from datetime import date
from pathlib import Path

import pytest

from rules import ladder, promises
from rules.ladder import MeasureRules, cycle
from rules.measure_lives import after, first_state, possible
from rules.measures import Deed, MeasureKind, MeasureState
from rules.profile import ProfileError, load, read
from rules.refusals import Refusal

FENGJIE = (Path(ladder.__file__).parent / "profiles" / "fengjie.toml").read_text(encoding="utf-8")


def test_L20_the_order_of_the_rungs_is_each_profiles_own() -> None:
    said = {name: [rung.kind.word for rung in load(name).ladder.rungs] for name in ("fengjie", "leshan", "bishan")}
    assert said["leshan"][:3] == ["提示", "通报", "约谈"]
    assert said["fengjie"][:3] == ["督办", "通报", "约谈"]
    assert {"约谈", "晒工作", "书面检讨"} <= set(said["bishan"])
    assert [each[-1] for each in said.values()] == ["问责线索移交"] * 3


@pytest.mark.parametrize(
    ("before", "wrong", "reason"),
    [
        ('next = ["clues"]', 'next = ["supervision"]', "措施绕了一圈：督办 → 通报 → 约谈 → 督办"),
        ('next = ["clues"]', 'next = ["arrest"]', "“next”里的“arrest”不可用"),
        ('next = ["clues"]', 'next = ["prompt"]', "“约谈”的下一步“提示”没有对应的 [[measure]]"),
        ('ordered_by = ["chief_office", "general_chief"]', 'ordered_by = ["mayor"]', "“ordered_by”里的“mayor”不可用"),
        ('ordered_by = ["chief_office", "general_chief"]', 'ordered_by = ["public"]', "“群众”不能提出问责措施"),
        ('kind = "self_criticism"', 'kind = "circular"', "“通报”写了两遍"),
        ('measure = "clues"', 'measure = "prompt"', "建议的措施“提示”没有对应的 [[measure]]"),
    ],
)
def test_a_ladder_that_contradicts_itself_is_refused_with_line_and_reason(before: str, wrong: str, reason: str) -> None:
    assert before in FENGJIE
    text = FENGJIE.replace(before, wrong, 1)
    with pytest.raises(ProfileError) as refused:
        read(text, "mine.toml")
    problem = next(each for each in refused.value.problems if reason in each.reason)
    assert problem.line > 0


def test_a_cycle_is_found_wherever_it_begins() -> None:
    up = (MeasureRules(MeasureKind.PROMPT, (MeasureKind.CIRCULAR,)), MeasureRules(MeasureKind.CIRCULAR))
    assert cycle(up) == ()
    assert cycle((*up[:1], MeasureRules(MeasureKind.CIRCULAR, (MeasureKind.CIRCULAR,))))[0] is MeasureKind.CIRCULAR


def test_F5b_an_interview_goes_on_in_order_only() -> None:
    kind, state = MeasureKind.INTERVIEW, first_state(MeasureKind.INTERVIEW, True, False)
    for deed in (Deed.AGREE, Deed.NOTIFY, Deed.RECORD, Deed.ANSWER, Deed.SEND_BACK, Deed.ANSWER, Deed.ACCEPT):
        assert deed in possible(kind, state)
        state = after(kind, state, deed)
    assert state is MeasureState.CLOSED
    for wrong in (MeasureState.REQUESTED, MeasureState.CLOSED):
        with pytest.raises(Refusal):
            after(kind, wrong, Deed.RECORD)


def test_a_promise_has_its_day_at_the_end_of_its_line() -> None:
    today = date(2026, 11, 23)
    told = ["1. 补齐巡河任务，12月20日前", "清完垃圾（2026-12-10）", "三天内封堵排口 3天内", "加强管护", "", "12月1日"]
    found = promises.read(told, today)
    assert found.understood == (
        ("补齐巡河任务", date(2026, 12, 20)),
        ("清完垃圾", date(2026, 12, 10)),
        ("三天内封堵排口", date(2026, 11, 26)),
    )
    assert found.unclear == ("加强管护", "12月1日")
