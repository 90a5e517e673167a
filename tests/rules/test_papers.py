"""Papers by rule: numbers as the standard has them, titles, who signs, what the profile may say."""

from pathlib import Path

import pytest

from rules.papers import Issuer, PaperKind, PaperRules, code, paper_number, title
from rules.profile import ProfileError, load, read
from rules.roles import Role

BISHAN = (Path(__file__).parents[2] / "rules" / "profiles" / "bishan.toml").read_text(encoding="utf-8")


def test_a_number_has_hexagonal_brackets_the_year_in_full_and_no_leading_zero() -> None:
    fengjie = load("fengjie").paper.issuer("奉节县")
    assert paper_number(code(fengjie, PaperKind.SUPERVISION), 2026, 7) == "奉河长办发〔2026〕7号"
    assert paper_number(code(fengjie, PaperKind.LETTER), 2026, 7) == "奉河长办函〔2026〕7号"
    assert PaperRules().issuer("朱衣镇") == Issuer("朱衣镇", "朱衣镇河长办", "朱衣镇河长办公室")


@pytest.mark.parametrize(
    ("kind", "places", "types", "words"),
    [
        (PaperKind.SUPERVISION, ["朱衣河"], ["乱堆：垃圾、渣土"], "关于朱衣河乱堆问题整改的督办单"),
        (PaperKind.ASSIGNMENT, ["朱衣河"] * 3, ["乱堆", "乱建", "乱堆"], "关于朱衣河乱堆等3个问题办理的交办单"),
        (PaperKind.PROMPT, ["朱衣河", "梅溪河"], ["乱堆", "乱堆"], "关于乱堆2个问题及时处理的提示单"),
        (PaperKind.LETTER, ["朱衣河"], ["污水直排"], "关于商请办理朱衣河污水直排问题的函"),
        (PaperKind.LETTER, [], [], ""),
    ],
)
def test_a_title_says_what_it_is_about(kind: PaperKind, places: list[str], types: list[str], words: str) -> None:
    assert title(kind, places, types) == words


def test_a_profile_without_papers_goes_on_and_the_office_signs() -> None:
    bare = read(
        BISHAN[: BISHAN.index("[paper]")] + BISHAN[BISHAN.index("[[paper.office]]") :].partition("\n\n")[2], "x"
    )
    assert bare.paper.signers_of(PaperKind.LETTER) == {Role.OFFICE}


@pytest.mark.parametrize(
    ("said", "wrong", "complaint"),
    [
        ('letter = ["chief_office"]', 'letter = ["mayor"]', "里的“mayor”不可用"),
        ("reply_days = 15", "reply_days = 0", "不能小于1"),
        ('short = "璧河长办"', 'short = "璧河长办〔2026〕"', "不带括号和空格"),
    ],
)
def test_a_wrong_rule_is_named_with_its_line(said: str, wrong: str, complaint: str) -> None:
    with pytest.raises(ProfileError) as error:
        read(BISHAN.replace(said, wrong), "x")
    [problem] = error.value.problems
    assert complaint in problem.reason
    assert problem.line > 300
