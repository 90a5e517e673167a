"""The fields of a notice, what it is called; moments as typed; when a repeated notice comes round again."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from rules.broadcasts import check_fields, filled, title
from rules.periods import Period
from rules.refusals import Refusal
from rules.typed_moments import next_round, typed_moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
ZHANG = {"姓名": "张卫民", "职务": "支书", "地区": "青溪村", "河段": "璧南河"}


def at(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "fields", "unclosed"),
    [
        ("{{ 电话 }}和{{姓名}}", ["电话"], []),
        ("{{ 姓名.__class__ }}", ["姓名.__class__"], []),
        ("{{ 姓名", [], ["{{ 姓名"]),
        ("｛｛密码｝｝", ["密码"], []),
        ("{{}}", [""], []),
    ],
)
def test_a_field_that_nobody_can_fill_in_is_refused_by_name(text: str, fields: list[str], unclosed: list[str]) -> None:
    with pytest.raises(Refusal, match="refusal/broadcast_unknown_field") as refused:
        check_fields(text)
    assert (refused.value.values["fields"], refused.value.values["unclosed"]) == (fields, unclosed)


def test_what_is_typed_is_never_run_as_a_template() -> None:
    text = "{{ 姓名 }}（{{职务}}，｛｛ 地区 ｝｝）{% for x in y %}{# 注 #}<b>{单}</b>"
    check_fields(text)
    assert filled(text, ZHANG) == "张卫民（支书，青溪村）{% for x in y %}{# 注 #}<b>{单}</b>"
    assert filled("{姓名}、｛ 河段 ｝、{电话}", ZHANG) == "张卫民、璧南河、{电话}"
    assert filled("{{姓名}}", {"姓名": "{{职务}}"}) == "{{职务}}"


def test_a_notice_is_called_by_its_first_line() -> None:
    assert title("\n关于冬季清漂的通知\n各镇街：") == "关于冬季清漂的通知"
    assert title("长" * 60) == "长" * 29 + "…"
    assert title("{{ 姓名 }}同志：\n请于周五前完成{河段}清漂。") == "请于周五前完成清漂"
    assert title("各位河长：明天检查，请提前巡一遍。") == "明天检查，请提前巡一遍"
    assert title("各镇街要重视") == "各镇街要重视"
    assert title("  ") == ""


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("明天9点", "2026-11-24T09:00"),
        ("明天下午3点半", "2026-11-24T15:30"),
        ("12月5日 14:30", "2026-12-05T14:30"),
        ("2027-1-8 8:05", "2027-01-08T08:05"),
        ("1月8日上午８点", "2027-01-08T08:00"),
        ("后天晚上8点10分", "2026-11-25T20:10"),
        ("中午12点", "2026-11-23T12:00"),
        ("8:00", "2026-11-24T08:00"),
        ("今晚十一点", "2026-11-23T23:00"),
        ("明早八点半", "2026-11-24T08:30"),
        ("下周一上午九点", "2026-11-30T09:00"),
        ("十二月二十五日下午三点二十分", "2026-12-25T15:20"),
        ("10：00", "2026-11-23T10:00"),
        ("25:00", None),
        ("明天", None),
        ("随便", None),
        ("2月30日 9:00", None),
    ],
)
def test_a_moment_is_understood_as_typed(text: str, moment: str | None) -> None:
    assert typed_moment(text, at("2026-11-23T09:30")) == (at(moment) if moment else None)


@pytest.mark.parametrize(
    ("first", "every", "after", "expected"),
    [
        ("2026-11-23T09:00", Period.DAY, "2026-11-23T09:00", "2026-11-24T09:00"),
        ("2026-11-23T09:00", Period.WEEK, "2026-12-20T08:00", "2026-12-21T09:00"),
        ("2027-01-31T09:00", Period.MONTH, "2027-01-31T09:00", "2027-02-28T09:00"),
        ("2027-01-31T09:00", Period.MONTH, "2027-02-28T09:00", "2027-03-31T09:00"),
        ("2027-11-30T09:00", Period.QUARTER, "2027-11-30T09:00", "2028-02-29T09:00"),
        ("2026-11-23T09:00", Period.YEAR, "2028-11-23T08:59", "2028-11-23T09:00"),
        ("2026-11-23T09:00", None, "2026-11-23T09:00", None),
        ("2028-12-01T09:00", Period.MONTH, "2028-12-05T09:00", None),
    ],
)
def test_a_repeated_notice_comes_round_on_its_day(
    first: str, every: Period | None, after: str, expected: str | None
) -> None:
    moment = next_round(at(first), every, at(after), date(2028, 12, 31))
    assert moment == (at(expected) if expected else None)
