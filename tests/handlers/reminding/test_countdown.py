"""考核倒计时 on demand: one's own, and an office's sheet of who lacks what."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from storage.models import Account
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import presses
from tests.reminders.records import assigned
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]


async def test_L23_a_chief_sees_what_is_lacking_and_the_office_takes_the_sheet(river: River) -> None:
    began = update(Account).values(bound_at=datetime(2026, 11, 17, tzinfo=UTC))  # no week before could be recorded
    river.database.write_now(lambda session: session.execute(began))
    river.database.write_now(assigned, river.county, "2026-0009", "zhang", date(2026, 11, 20))
    [mine] = await river.zhang.says("/countdown")
    assert mine.text == (
        "⏳ 距年度河长制考核还有 27 天（12月20日 周日）\n"
        "您还差：\n"
        "· 巡河：璧南河青溪村段，11月23日—29日还差 1 次，11月29日（周日）前\n"
        "· 整改：2026-0009，期限11月20日（周五），已逾期\n"
        "\n"
        "⏳ 距季度考核还有 38 天（12月31日 周四）\n"
        "您还差：\n"
        "· 巡河：璧南河青溪村段，11月23日—29日还差 1 次，11月29日（周日）前\n"
        "· 整改：2026-0009，期限11月20日（周五），已逾期"
    )
    [none] = await river.zhao.says("/countdown")
    assert none.text == "⏳ 目前没有涉及您的考核安排。"

    [office] = await river.wang.says("/countdown")
    assert office.buttons == ["📄 年度河长制考核：谁还差什么", "📄 季度考核：谁还差什么"]
    [sheet] = await river.wang.taps("📄 季度考核：谁还差什么")
    assert sheet.file_name == "季度考核还差什么（截至2026年11月23日）.xlsx"
    assert sheet.text.startswith("📄 季度考核（12月31日 周四）：4 人，其中 4 人还有欠缺")
    names = [row[1].value for row in load_workbook(BytesIO(sheet.document or b""))["还差什么"].iter_rows(min_row=3)]
    assert set(names) == {"张卫民", "孙小河", "张大江", "李建国"}  # 大路街道 and its villages, nobody else's
    assert (await presses(river.wang, "reminding:sheet:0:2020-01-01")).startswith("这次考核已经过去")
    assert (await presses(river.zhang, office.data["📄 季度考核：谁还差什么"])).startswith("您目前的职务不办理")
