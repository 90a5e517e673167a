"""Points without a keeper get one, in chat or by a sheet."""

import io

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from storage.models import Appointment, AuditRow, Notice, Person
from tests.databases import ONE_DATABASE
from tests.handlers.points.keeping import MENU, filled, kept_by
from tests.point_making import AWAY, PUMP, SPOT, Points, keepers_phone
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]


async def test_B1b_an_office_sees_how_its_points_stand_and_lists_those_without_a_keeper(
    river: River, laid: Points
) -> None:
    [heard] = await river.wang.says("/points")
    assert heard.text == (
        "📌 点位｜大路街道\n共 4 个（塘 1，排口 1，泵站 1，点位 1），1 人管护\n"
        "⚠️ 没有管护人 2 个，其中原管护人任期已止 1 个\n\n发位置、点位名称或编号，即可查谁在管。"
    )
    [heard] = await river.wang.taps("⚠️ 没有管护人的点位（2）")
    assert heard.text == (
        "没有管护人的点位 2 个\n1. 青溪村提灌站｜⚠️ 原泵长唐满仓 10月31日（周六）止\n"
        "2. 青溪村养殖场｜⚠️ 从未指定\n\n发村名或点位名称可缩小范围，再把这些点位一并交给一人。"
    )
    assert heard.buttons == ["1. 青溪村提灌站", "2. 青溪村养殖场", "👤 把这 2 个交给一人", "📄 导出表格填写（2 个）"]
    await river.chen.says("/points")
    [heard] = await river.chen.taps("⚠️ 没有管护人的点位（3）")
    assert "3. 白云村二号排口｜⚠️ 从未指定" in heard.text


async def test_B1b_points_are_given_to_somebody_in_chat_and_the_keeper_is_told(river: River, laid: Points) -> None:
    tang = keepers_phone(river, "tang")
    await river.wang.says("/points")
    await river.wang.taps("⚠️ 没有管护人的点位（2）")
    [asked] = await river.wang.taps("👤 把这 2 个交给一人")
    assert asked.text.startswith("👤 2 个点位交给谁管护？\n· 青溪村提灌站\n· 青溪村养殖场")
    await river.restarted()
    [found] = await river.wang.says("唐满")
    assert found.buttons == ["唐满仓 199****0302", "✖️ 不指定了"]
    [preview] = await river.wang.taps("唐满仓 199****0302")
    assert preview.text == "👤 唐满仓 19900000302\n从今天起管护 2 个点位：\n· 青溪村提灌站\n· 青溪村养殖场"
    await river.restarted()
    heard = await river.wang.taps("✅ 指定（2 个点位）")
    assert (heard[-1].text, heard[-1].buttons) == ("✅ 已指定 唐满仓 管护 2 个点位，已通知本人。", MENU)
    assert kept_by(river, laid.waters[PUMP]) == kept_by(river, laid.waters[SPOT]) == ["唐满仓"]
    [told] = await tang.hears()
    assert told.text == (
        "📌 您有 2 个点位要管护\n· 青溪村提灌站\n· 青溪村养殖场\n\n点「🚶 巡河」就能巡点；看到问题随手拍照上报。"
    )
    [late] = await river.wang.taps_data(preview, preview.data["✅ 指定（2 个点位）"])
    assert late.text == "这个按钮已过时，情况已有变化。请看最新的消息，或从菜单重新进入。"
    with river.look() as session:
        assert session.scalar(select(func.count()).where(Notice.kind == "points/assigned")) == 1


async def test_B1b_somebody_new_comes_on_the_roster_by_name_and_number(river: River, laid: Points) -> None:
    await river.wang.says("/points")
    [card] = await river.wang.says("养殖场")
    await river.wang.taps("👤 指定管护人", under=card)
    [unknown] = await river.wang.says("王小明")
    assert unknown.text.startswith("名册里没有找到「王小明」。")
    [wrong] = await river.wang.says("王小明 19900000301")
    assert wrong.text == "号码 199****0301 在名册里是何小塘，您写的是「王小明」。请核对后重新发姓名和手机号。"
    [preview] = await river.wang.says("王小明 138 0013 8000".replace(" 0013 ", "0013"))
    assert preview.text.startswith("👤 王小明 13800138000（新人，将加入名册）\n从今天起管护 1 个点位：")
    heard = await river.wang.taps("✅ 指定（1 个点位）")
    assert heard[-1].text.startswith("✅ 已指定 王小明 管护 1 个点位。\n本人还没有绑定，请把下面的链接发给他")
    assert kept_by(river, laid.waters[SPOT]) == ["王小明"]
    with river.look() as session:
        person = session.scalars(select(Person).where(Person.phone == "+8613800138000")).one()
        assert person.on_roster
        acts = session.scalars(select(AuditRow.act).order_by(AuditRow.id.desc()).limit(2)).all()
        assert acts == ["appointment_begun", "person_enrolled"]


async def test_what_a_colleague_was_faster_with_is_left_and_said(river: River, laid: Points) -> None:
    for who in (river.wang, river.chen):
        await who.says("/points")
        [card] = await who.says("提灌站")
        await who.taps("👤 指定管护人", under=card)
        await who.says("何小塘")
        await who.taps("何小塘 199****0301")
    await river.chen.taps("✅ 指定（1 个点位）")
    heard = await river.wang.taps("✅ 指定（1 个点位）")
    assert heard[-1].text == "没有要指定的了。\n另有 1 个刚才已有人管，没有改动：青溪村提灌站"
    assert kept_by(river, laid.waters[PUMP]) == ["何小塘"]


async def test_an_office_gives_no_keeper_to_a_point_of_another_township(river: River, laid: Points) -> None:
    await river.wang.says("/points")
    [card] = await river.wang.says("P-101")
    assert card.buttons == ["📷 上报这里的问题", "🌳 在树状图里看"]
    await river.wang.taps_data(card, f"point:appoint:{laid.waters[AWAY]}")
    await river.wang.says("何小塘")
    await river.wang.taps("何小塘 199****0301")
    [refused] = (await river.wang.taps("✅ 指定（1 个点位）"))[-1:]
    assert refused.text == "这件事不在您负责的辖区内。"
    assert kept_by(river, laid.waters[AWAY]) == []


async def test_a_chief_who_forges_the_offices_buttons_changes_nothing(river: River, laid: Points) -> None:
    await river.zhang.says("/points")
    [heard] = await river.zhang.says("青溪村")
    for data in (f"point:appoint:{laid.waters[SPOT]}", "points_list:all:1", "points_list:show:1:1:0"):
        [told] = await river.zhang.taps_data(heard, data)
        assert told.text == "您目前的职务不办理这一项。如有出入，请联系河长办。"


async def test_B1b_a_sheet_is_handed_over_filled_in_and_gives_keepers_in_bulk(river: River, laid: Points) -> None:
    await river.wang.says("/points")
    await river.wang.taps("⚠️ 没有管护人的点位（2）")
    [sheet] = await river.wang.taps("📄 导出表格填写（2 个）")
    assert sheet.file_name == "没有管护人的点位_大路街道_20261123.xlsx"
    assert sheet.text == "没有管护人的点位 2 个。填上姓名和手机号，把文件发回来就行；没填的行不动。"
    page = load_workbook(io.BytesIO(sheet.document or b""))["点位管护人"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[1][:6] == ["P-003", "青溪村提灌站", "泵站", "青溪村", "璧南河青溪村段", "唐满仓（至2026-10-31）"]
    await river.wang.says("/menu")
    back = filled(sheet, {"P-003": ("何小塘", "19900000301"), "P-004": ("王小明", "13800138000")})
    [plan] = await river.wang.sends_file("填好的.xlsx", back)
    assert plan.text == "核对无误，导入后：\n· 2 个点位交给 2 人\n· 新加入名册 1 人：王小明"
    await river.restarted()
    heard = await river.wang.taps("✅ 导入")
    assert heard[-1].text == "✅ 已给 2 个点位指定管护人（2 人），已逐一通知。"
    assert (kept_by(river, laid.waters[PUMP]), kept_by(river, laid.waters[SPOT])) == (["何小塘"], ["王小明"])
    [again] = await river.wang.sends_file("填好的.xlsx", back)
    assert again.text == "表里没有要指定的：填了的 2 个点位都已有管护人。"


async def test_a_sheet_with_faults_is_refused_whole_by_row_and_column(river: River, laid: Points) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "点位管护人"
    page.append(["点位编码", "管护人姓名", "手机号"])
    page.append(["P-003", "何小塘", "19900000301"])
    page.append(["P-101", "何小塘", "19900000301"])
    target = io.BytesIO()
    book.save(target)
    [heard] = await river.wang.sends_file("管护人.xlsx", target.getvalue())
    assert heard.text == (
        "表格有 1 处要改，什么都没有导入：\n"
        "· 「点位管护人」表第3行「点位编码」列：编码“P-101”不是您辖区内的点位。\n改好后重新发来即可。"
    )
    assert kept_by(river, laid.waters[PUMP]) == []


async def test_the_roster_workbook_still_goes_to_the_roster(river: River, laid: Points) -> None:
    target = io.BytesIO()
    Workbook().save(target)
    heard = await river.chen.sends_file("花名册.xlsx", target.getvalue())
    assert heard[0].text == "已收到名册，正在核对……"


async def test_nobody_else_was_appointed_by_all_of_this(river: River, laid: Points) -> None:
    with river.look() as session:
        before = session.scalar(select(func.count()).select_from(Appointment))
    await river.wang.says("/points")
    await river.wang.taps("⚠️ 没有管护人的点位（2）")
    await river.wang.taps("👤 把这 2 个交给一人")
    await river.wang.taps("✖️ 不指定了")
    assert river.wang.last.text == "没有改动，点位的管护人照旧。"
    with river.look() as session:
        assert session.scalar(select(func.count()).select_from(Appointment)) == before
