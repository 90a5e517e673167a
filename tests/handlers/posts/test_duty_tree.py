"""The responsibility tree, browsed in chat from the general chief down to a point and up again: over HTTP."""

import io
from datetime import date

import pytest
from PIL import Image
from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.roles import Level
from storage.models import Appointment, Region, Water
from tests.databases import ONE_DATABASE
from tests.point_making import Points, lay_points
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]

GONE = "名册已经更新，这一处不在了。请重新打开「🌳 树状图」。"


@pytest.fixture
def laid(river: River) -> Points:
    return river.database.write_now(lay_points, river.county)


async def test_B1a_the_tree_is_browsed_from_the_general_chief_down_to_a_point(river: River, laid: Points) -> None:
    await river.gu.says("/menu")
    [district] = await river.gu.taps("🌳 树状图")
    assert district.text == (
        "🌳 璧山区\n总河长：顾正（区委书记）\n县级河长：周明｜璧南河\n河长：县级 1 人，乡镇级 1 人，村级 4 人\n"
        "点位 5 个，1 人管护，⚠️ 3 个没有管护人\n下辖 2 个，按钮括号内是河长人数："
    )
    assert district.buttons == [
        "🌊 璧南河",
        "🏢 河长办和部门（1）",
        "大路街道（4）",
        "青杠街道（1）",
        "📌 点位 5 个（缺 3）",
        "📄 打印版 PDF",
        "🗺 大图 SVG",
    ]
    [town] = await river.gu.taps("大路街道（4）")
    assert town.id == district.id  # the same message, changed
    assert town.text == (
        "🌳 璧山区 › 大路街道\n乡镇级河长：李建国｜璧南河大路段\n河长：乡镇级 1 人，村级 3 人\n"
        "点位 4 个，1 人管护，⚠️ 2 个没有管护人\n下辖 2 个，按钮括号内是河长人数："
    )
    [village] = await river.gu.taps("青溪村（2）")
    assert village.text.startswith("🌳 璧山区 › 大路街道 › 青溪村\n村级河长：张卫民｜璧南河青溪村段\n")
    [reach] = await river.gu.taps("🌊 璧南河青溪村段")
    assert reach.text == (
        "🌳 璧南河 › 璧南河大路段 › 璧南河青溪村段\n所在：青溪村\n村级河长：张卫民（青溪村党支部书记）\n"
        "村级河长：张大江（青溪村综合专干）\n点位 4 个，1 人管护，⚠️ 2 个没有管护人"
    )
    [points] = await river.gu.taps("📌 点位 4 个（缺 2）")
    assert points.text == (
        "🌳 璧南河 › 璧南河大路段 › 璧南河青溪村段\n点位 4 个，⚠️ 2 个没有管护人，排在前面：\n"
        "1. 青溪村提灌站｜⚠️ 空缺\n2. 青溪村养殖场｜⚠️ 空缺\n3. 青溪村山坪塘｜塘长 何小塘\n4. 青溪村一号排口｜口长 何小塘"
    )
    [card] = await river.gu.taps("3. 青溪村山坪塘")
    assert card.text.startswith("📌 青溪村山坪塘\n塘｜编号 P-001\n")


async def test_B1a_the_breadcrumb_leads_up_again(river: River, laid: Points) -> None:
    [village] = await river.zhang.says("/tree")
    assert village.text.startswith("🌳 璧山区 › 大路街道 › 青溪村\n")
    [reach] = await river.zhang.taps("🌊 璧南河青溪村段")
    assert reach.buttons == ["📌 点位 4 个（缺 2）", "⬆️ 璧南河大路段", "⬆️ 青溪村"]
    [stretch] = await river.zhang.taps("⬆️ 璧南河大路段")
    assert stretch.text.startswith(
        "🌳 璧南河 › 璧南河大路段\n所在：大路街道\n乡镇级河长：李建国（大路街道办事处主任）\n"
    )
    assert stretch.buttons[:2] == ["璧南河青溪村段（2）", "璧南河龙门村段（2）"]
    [town] = await river.zhang.taps("⬆️ 大路街道")
    [district] = await river.zhang.taps("⬆️ 璧山区")
    assert (town.id, district.text[:5]) == (district.id, "🌳 璧山区")


async def test_B1a_the_office_and_the_units_behind_the_chiefs_are_listed(river: River) -> None:
    await river.li.says("/tree")
    [heard] = await river.li.taps("🏢 河长办和部门（2）")
    assert heard.text == (
        "🌳 璧山区 › 大路街道\n河长办、联络员单位和责任单位：\n"
        "1. 大路街道｜河长办｜王晓梅\n2. 大路街道环卫所｜责任单位｜赵铁军"
    )


async def test_a_visitor_begins_at_the_top_and_sees_no_number(river: River, laid: Points) -> None:
    visitor = river.stranger()
    await visitor.hears()
    [heard] = await visitor.says("/tree")
    assert heard.text.startswith("🌳 璧山区\n总河长：顾正")
    await visitor.taps("📌 点位 5 个（缺 3）")
    [card] = await visitor.taps("4. 青溪村山坪塘")
    assert "199****0301" in card.text


async def test_a_vacant_post_is_shown_as_vacant(river: River) -> None:
    ended = update(Appointment).where(Appointment.person_id == river.county.people["li"])
    river.database.write_now(lambda session: session.execute(ended.values(until_on=date(2026, 11, 22))))
    await river.gu.says("/tree")
    [town] = await river.gu.taps("大路街道（3）")
    assert town.text.startswith("🌳 璧山区 › 大路街道\n河长：村级 3 人\n")
    [reach] = await river.gu.taps_data(town, f"tree:w:{river.county.waters['dalu_reach']}:0")
    assert "乡镇级河长：⚠️ 空缺" in reach.text


async def test_many_villages_are_turned_page_by_page(river: River) -> None:
    def settle(session: Session) -> None:
        town = session.get_one(Region, river.county.regions["qinggang"])
        for number in range(20):
            village = Region(
                code=f"V{number:02d}", name=f"第{number + 1}村", level=Level.VILLAGE, parent_id=town.id, path=""
            )
            session.add(village)
            session.flush()
            village.path = f"{town.path}{village.id}/"

    river.database.write_now(settle)
    await river.gu.says("/tree")
    [first] = await river.gu.taps("青杠街道（1）")
    assert ("下一页 ▶" in first.buttons, "◀ 上一页" in first.buttons) == (True, False)
    [second] = await river.gu.taps("下一页 ▶")
    assert ("第20村" in second.buttons, "◀ 上一页" in second.buttons, "下一页 ▶" in second.buttons) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize("data", ["tree:r:9999:0", "tree:w:9999:0", "tree:p:9999:0", "tree:c:9999:0", "tree:s:9999:0"])
async def test_a_place_that_is_no_more_is_said_to_be_gone(river: River, data: str) -> None:
    [heard] = await river.gu.says("/tree")
    [told] = await river.gu.taps_data(heard, data)
    assert told.text == GONE


@pytest.mark.parametrize("data", ["tree:r:x:0", "tree:w", "tree:r:1:-1", "tree:z:1:0", f"tree:r:{2**40}:0"])
async def test_a_forged_button_is_refused(river: River, data: str) -> None:
    [heard] = await river.gu.says("/tree")
    [told] = await river.gu.taps_data(heard, data)
    assert told.text == "这个按钮已过时，情况已有变化。请看最新的消息，或从菜单重新进入。"


async def test_a_removed_reach_leaves_the_tree(river: River) -> None:
    [heard] = await river.zhang.says("/tree")
    gone = update(Water).where(Water.id == river.county.waters["lower"]).values(removed_on=date(2026, 11, 1))
    river.database.write_now(lambda session: session.execute(gone))
    [told] = await river.zhang.taps("🌊 璧南河青溪村段", under=heard)
    assert told.text == GONE


async def test_B1a_the_tree_of_a_town_is_drawn_as_a_picture_with_everybody_on_it(river: River, laid: Points) -> None:
    [town] = await river.li.says("/tree")
    assert {"🖼 画成图", "📄 打印版 PDF", "🗺 大图 SVG"} <= set(town.buttons)
    heard = await river.li.taps("🖼 画成图")
    picture = Image.open(io.BytesIO(heard[-1].photo or b""))
    assert picture.size[0] == 1080
    assert "大路街道河长制责任树状图，2026年11月23日" in heard[-1].text
    [poster] = await river.li.taps("🗺 大图 SVG")
    assert poster.file_name == "大路街道河长制树状图_20261123.svg"
    drawn = (poster.document or b"").decode()
    for word in ("璧南河大路段", "李建国", "张卫民、张大江", "何小塘", "（空缺）", "青溪村养殖场"):
        assert word in drawn, word


async def test_B1a_the_tree_of_the_whole_district_is_a_file_for_who_is_on_the_roster(
    river: River, laid: Points
) -> None:
    [district] = await river.gu.says("/tree")
    assert "🖼 画成图" not in district.buttons
    [paper] = await river.gu.taps("📄 打印版 PDF")
    assert (paper.document or b"").startswith(b"%PDF")
    stranger = river.stranger()
    await stranger.says("/tree")
    assert "📄 打印版 PDF" not in stranger.last.buttons
    [told] = await stranger.taps_data(stranger.last, district.data["📄 打印版 PDF"])
    assert told.document is None
    [old] = await stranger.taps_data(stranger.last, district.data["📄 打印版 PDF"].replace("f:", "d:"))
    assert old.photo is None
