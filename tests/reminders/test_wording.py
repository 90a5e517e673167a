"""How warnings read, whole and in one line; each is one of the templates, and none is too long for Telegram."""

import pytest
from telegram import InlineKeyboardButton

from bot.texts import Texts
from reminders.answers import together
from rules.warnings import Stage
from tests.reminders.records import SHANGHAI

TEXTS = Texts(SHANGHAI)
PATROL = {
    "name": "张卫民",
    "post": "村级河长",
    "region": "青溪村",
    "places": ["璧南河青溪村段"],
    "period": "11月16日—22日",
    "required": 1,
    "done": 0,
    "missing": 1,
    "due_on": "2026-11-22",
    "late_entry_days": 3,
    "enter_until": "2026-11-25",
    "superior_on": "2026-11-25",
    "above": ["上级河长"],
    "to": "superior",
    "late": True,
}
RECTIFICATION = {
    "number": "璧2026-0412",
    "type": "乱堆",
    "severity": "一般",
    "state": "整改中",
    "place": "璧南河青溪村段",
    "due_on": "2026-11-24",
    "assignee": "大路街道环卫所",
    "people": ["赵铁军"],
    "late": True,
    "above": ["上级河长", "河长办"],
}


def test_an_overdue_patrol_says_what_is_missing_what_can_still_be_done_and_what_follows() -> None:
    assert TEXTS.render("patrol_warning/overdue", **PATROL) == (
        "❗ <b>巡河逾期</b>｜璧南河青溪村段\n"
        "11月16日—22日应巡 1 次，实巡 0 次，少 <b>1 次</b>，11月22日（周日）已截止。\n"
        "当时巡过、没来得及登记的，11月25日（周三）之前（含当天）可以补录：点「🚶 巡河」，选「补录」。\n"
        "11月25日（周三）早上仍未补上的，将告知上级河长。"
    )


def test_what_cannot_be_mended_any_more_is_not_promised() -> None:
    late = PATROL | {"enter_until": None, "superior_on": None}

    assert TEXTS.render("patrol_warning/overdue", **late) == (
        "❗ <b>巡河逾期</b>｜璧南河青溪村段\n"
        "11月16日—22日应巡 1 次，实巡 0 次，少 <b>1 次</b>，11月22日（周日）已截止。"
    )


def test_folded_the_answers_stand_once_and_other_buttons_stay() -> None:
    rows = [("got", "reminding:got:7"), ("sheet", "reminding:sheet:0:2026-12-31"), ("got", "reminding:got:8")]
    folded = together(([InlineKeyboardButton(row[0], callback_data=row[1])] for row in rows), lambda key: key)
    assert [[key.callback_data for key in row] for row in folded] == [
        ["reminding:got", "reminding:later"],
        ["reminding:sheet:0:2026-12-31"],
    ]


def test_the_office_reads_who_must_rectify_and_until_when_it_was_due() -> None:
    assert TEXTS.render("rectification_warning/superior", **RECTIFICATION) == (
        "📣 <b>整改逾期未办结</b>｜璧2026-0412\n\n"
        "乱堆（一般），璧南河青溪村段。\n"
        "承办：大路街道环卫所（赵铁军）\n"
        "期限是11月24日（周二），现在仍是「整改中」。请您过问。"
    )


def test_of_many_waters_the_first_three_are_named() -> None:
    places = [f"第{n}段" for n in range(1, 41)]

    line = TEXTS.render("patrol_warning/_before_line", **PATROL | {"places": places})

    assert line == "🔔 第1段、第2段、第3段等40处：11月16日—22日还差 1 次巡河，11月22日（周日）截止"


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize(("subject", "values"), [("patrol_warning", PATROL), ("rectification_warning", RECTIFICATION)])
def test_every_stage_has_its_words_and_its_one_line(stage: Stage, subject: str, values: dict[str, object]) -> None:
    whole, line = TEXTS.render(f"{subject}/{stage}", **values), TEXTS.render(f"{subject}/_{stage}_line", **values)

    assert "璧南河青溪村段" in whole
    assert "璧南河青溪村段" in line
    assert "\n" not in line
    assert len(whole) < 400
