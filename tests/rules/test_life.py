"""The life of an issue as an office writes it: what cannot be lived is refused with its line and the reason."""

from pathlib import Path

import pytest

from rules.issue_states import Act, State
from rules.profile import ProfileError, load, read
from rules.refusals import Refusal

BISHAN = (Path(__file__).parents[2] / "rules" / "profiles" / "bishan.toml").read_text(encoding="utf-8")
LINES = BISHAN.splitlines()


def line_of(words: str) -> int:
    return next(number for number, line in enumerate(LINES, 1) if line.startswith(words))


def spoilt(old: str, new: str) -> str:
    assert old in BISHAN
    return BISHAN.replace(old, new, 1)


BROKEN = [
    ('{ verify = "verified"', '{ verfy = "verified"', "registered = ", "不认识“verfy”，是不是“verify”？"),
    ("verified = { assign", "verifed = { assign", "verified = ", "不认识“verifed”，是不是“verified”？"),
    ('accept = "accepted"', 'accept = "acepted"', "assigned = ", "“accept”里的“acepted”不可用"),
    ('confirm = "closed"', 'confirm = "done"', "done = ", "“复核销号”之后只能是“已销号”，不能是“待复核”"),
    ('{ submit = "done"', '{ submit = "closed"', "accepted = ", "“提交整改”之后只能是“待复核”，不能是“已销号”"),
    ('urge = "assigned"', 'urge = "accepted"', "assigned = ", "“催办”之后状态不变，不能是“整改中”"),
    ('{ confirm = "closed", ', "{ ", "[life]", "从“待核实”走不到“已销号”，问题永远办不完"),
    ('{ confirm = "closed", ', '{ verify = "verified", confirm = "closed", ', "done = ", "“待复核”时不能“核实”"),
    ('{ submit = "done", ', "{ ", "accepted = ", "走到“整改中”就走不到“已销号”了"),
    (
        'referred = { assign = "assigned", answer_transfer = "done" }',
        "referred = { }",
        "referred = ",
        "走到“已移交”就走不到“已销号”了",
    ),
    (
        'referred = { assign = "assigned", answer_transfer = "done" }',
        'referred = { assign = "assigned" }',
        "referred = ",
        "可以“移交”，“已移交”时却没有“答复移交”",
    ),
    ('refer = "referred", ', "", "referred = ", "没有哪一步走到“已移交”，这一行不起作用"),
    ('refer = "accepted"', 'refer = "assigned"', "accepted = ", "“整改中”时“移交”，之后不能是“待签收”"),
    (
        'grant_extension = "accepted", ',
        "",
        "accepted = ",
        "可以“申请延期”，“整改中”时却没有“同意延期”",
    ),
    ('anywhere = ["supervise"', 'anywhere = ["close"', "anywhere = ", "“anywhere”里的“close”不可用"),
    ('anywhere = ["supervise"', 'anywhere = ["confirm"', "anywhere = ", "“anywhere”里只能有：supervise"),
    ('severities = ["serious", "major"]', "severities = []", "severities = ", "“severities”不能为空"),
    ("share = 0.1", "share = 10", "share = ", "“share”是抽取的比例，应大于 0，最多 1"),
    ('seed = "{region}:{first}:{last}"', 'seed = "{today}"', "seed = ", "“seed”里只能用 {region}、{first}、{last}"),
    ("answer_days = 7", "answer_days = 0", "answer_days = ", "“answer_days”不能小于1"),
]


@pytest.mark.parametrize(("old", "new", "at", "reason"), BROKEN)
def test_a_life_that_cannot_be_lived_is_refused_with_line_and_reason(old: str, new: str, at: str, reason: str) -> None:
    with pytest.raises(ProfileError) as refused:
        read(spoilt(old, new), "mine.toml")
    found = [(each.line, each.reason) for each in refused.value.problems]
    assert [each for each in found if each[0] == line_of(at) and each[1].startswith(reason)], found


def test_what_an_office_leaves_out_cannot_be_done() -> None:
    life = read(spoilt('return = "verified", ', ""), "mine.toml").life
    with pytest.raises(Refusal, match="refusal/wrong_order"):
        life.after(State.ASSIGNED, Act.RETURN)
    assert load("bishan").life.after(State.ASSIGNED, Act.RETURN) is State.VERIFIED


def test_a_relapse_may_go_back_into_the_same_hands_where_the_office_says_so() -> None:
    life = read(spoilt('relapse = "verified"', 'relapse = "assigned"'), "mine.toml").life
    assert life.after(State.CLOSED, Act.RELAPSE) is State.ASSIGNED


def test_a_duplicate_may_be_merged_later_where_the_office_says_so() -> None:
    life = read(spoilt('{ accept = "accepted", ', '{ accept = "accepted", merge = "merged", '), "mine.toml").life
    assert life.after(State.ASSIGNED, Act.MERGE) is State.MERGED
    with pytest.raises(Refusal):
        load("bishan").life.after(State.ASSIGNED, Act.MERGE)
