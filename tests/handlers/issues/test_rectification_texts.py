"""What people hear of each step reads well in every part, whole and as one line of a digest."""

from zoneinfo import ZoneInfo

import pytest

from bot.texts import Texts
from rules.issue_states import Act
from storage.issues.telling import Part

TOLD = (
    Act.VERIFY, Act.REJECT, Act.ASSIGN, Act.ACCEPT, Act.RETURN, Act.ASK_EXTENSION, Act.GRANT_EXTENSION,
    Act.REFUSE_EXTENSION, Act.PROGRESS, Act.URGE, Act.SUBMIT, Act.CONFIRM, Act.SEND_BACK, Act.ANSWER_URGE, Act.MERGE,
    Act.TAKE_IN, Act.REFER, Act.RECEIVE_TRANSFER, Act.FILE_CASE, Act.ANSWER_TRANSFER, Act.SUPERVISE,
    Act.LIFT_SUPERVISION, Act.HOLD, Act.RELAPSE,
)  # fmt: skip
VALUES = {
    "number": "2026-0412",
    "type": "乱堆 & <乱倒>",
    "severity": "一般",
    "place": "璧南河青溪村段",
    "state": "整改中",
    "by": "王晓梅",
    "words": "还有<b>残渣</b>",
    "assignee": "大路街道环卫所（赵铁军）",
    "requirement": "清运干净",
    "due_on": "2026-11-27",
    "until_on": "2026-12-04",
    "return_hours": 24,
    "lifted": True,
}
TEXTS = Texts(ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize("part", list(Part))
@pytest.mark.parametrize("act", TOLD)
def test_every_step_has_words_for_every_part(act: Act, part: Part) -> None:
    told = TEXTS.render(f"rectification/told_{act}", **VALUES, part=part)
    assert "2026-0412" in told
    assert "乱堆 &amp; &lt;乱倒&gt;" in told
    assert "None" not in told
    assert "\n\n\n" not in told


@pytest.mark.parametrize("act", TOLD)
def test_every_step_fits_on_one_line_of_a_digest(act: Act) -> None:
    line = TEXTS.render(f"rectification/_told_{act}_line", **VALUES, part=Part.CHIEF)
    assert line.startswith("<b>2026-0412</b> 璧南河青溪村段：")
    assert "\n" not in line
    assert len(line) < 120


def test_the_public_name_of_who_acted_is_not_told() -> None:
    told = TEXTS.render("rectification/told_confirm", **(VALUES | {"by": ""}), part=Part.ASSIGNEE)
    assert told.startswith("🏁 交您承办的问题 <b>2026-0412</b> 已由 上报人 复核销号。")
