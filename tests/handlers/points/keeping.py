"""What the tests of points and keepers look up."""

import io

from openpyxl import load_workbook

from tests.people import Heard
from tests.point_making import keeper_of
from tests.river import River

BY_THE_POND = (29.5950, 106.2208)


MENU = ["📷 上报问题", "📋 我的职责", "📥 待办", "📒 台账", "📊 数据", "👥 人员", "📌 查点位", "🌳 树状图",
        "🗂 我的上报", "⋯ 更多", "❓ 帮助"]  # fmt: skip


def kept_by(river: River, water_id: int) -> list[str]:
    with river.look() as session:
        return keeper_of(session, water_id, river.clock().date())


def filled(heard: Heard, keepers: dict[str, tuple[str, str]]) -> bytes:
    """The sheet that the bot handed over, with names and numbers written in."""
    book = load_workbook(io.BytesIO(heard.document or b""))
    page = book["点位管护人"]
    for row in page.iter_rows(min_row=2):
        if row[0].value in keepers:
            row[6].value, row[7].value = keepers[str(row[0].value)]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
