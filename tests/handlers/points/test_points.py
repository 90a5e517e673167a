"""Who keeps this point: by a place, a name, a QR code; points without a keeper get one; keepers go round: over HTTP."""

import io

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from rules.evidence import Grade
from storage.database import Database
from storage.models import Appointment, AuditRow, Issue, Notice, Patrol, Person, Water
from tests.people import Heard, picture
from tests.point_making import AWAY, OUTFALL, POND, PUMP, SPOT, Points, keeper_of, keepers_phone, lay_points
from tests.river import River

pytestmark = pytest.mark.anyio

BY_THE_POND = (29.5950, 106.2208)
MENU = ["📷 上报问题", "📋 我的职责", "📥 待办", "📒 台账", "📊 数据", "👥 人员", "📌 查点位", "🌳 树状图",
        "🗂 我的上报", "⋯ 更多", "❓ 帮助"]  # fmt: skip


@pytest.fixture
def laid(river: River) -> Points:
    return river.database.write_now(lay_points, river.county)


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


async def test_B1b_a_shared_place_is_answered_in_one_message_with_map_distance_keeper_and_phone(
    river: River, laid: Points
) -> None:
    [asked] = await river.zhang.says("/points")
    assert asked.text == (
        "📌 这里谁在管？\n点下方「📍 发送当前位置」，看最近的几个点位由谁管护；\n"
        "或者直接发点位名称、编号，如「白云村 排口」。"
    )
    [heard] = await river.zhang.taps("📍 发送当前位置", place=BY_THE_POND)
    assert heard.photo
    assert heard.text == (
        "📌 最近的 5 个点位\n\n1. 青溪村山坪塘（塘）22 米\n塘长 何小塘 19900000301\n\n"
        "2. 青溪村一号排口（排口）115 米\n口长 何小塘 19900000301\n\n"
        "3. 青溪村养殖场（点位）396 米\n⚠️ 没有点长，可找村级河长 张卫民\n\n"
        "4. 青溪村提灌站（泵站）449 米\n⚠️ 没有泵长，可找村级河长 张卫民\n\n"
        "5. 白云村二号排口（排口）1.3 公里\n⚠️ 没有口长，可找村级河长 白云生"
    )
    assert heard.buttons[0] == "1. 青溪村山坪塘"


@pytest.mark.parametrize("words", ["山坪塘", "P-001", "p-001", "w-P-001", "https://t.me/river_bot?start=w-P-001"])
async def test_B1b_a_name_a_number_or_a_scanned_code_is_answered_in_one_message(
    river: River, laid: Points, words: str
) -> None:
    await river.wang.says("/points")
    [heard] = await river.wang.says(words)
    assert heard.text == (
        "📌 青溪村山坪塘\n塘｜编号 P-001\n青溪村｜璧南河青溪村段\n\n"
        "塘长：何小塘 19900000301\n上级：村级河长 张卫民 19900000101"
    )


async def test_B1b_the_qr_code_says_to_the_public_who_keeps_it_with_the_number_masked(
    river: River, laid: Points
) -> None:
    visitor = river.stranger()
    await visitor.hears()
    [heard] = await visitor.starts("w-P-001")
    assert heard.text == (
        "📌 青溪村山坪塘\n塘｜编号 P-001\n青溪村｜璧南河青溪村段\n\n"
        "塘长：何小塘 199****0301\n上级：村级河长 张卫民 199****0101"
    )
    assert heard.buttons == ["📷 上报这里的问题", "🌳 在树状图里看"]
    await visitor.taps("📷 上报这里的问题")
    await visitor.sends_photo(picture("塘边垃圾"), "塘边有垃圾")
    assert "青溪村山坪塘" in str(visitor.last.buttons)


async def test_the_public_asks_by_place_and_sees_no_whole_number(river: River, laid: Points) -> None:
    visitor = river.stranger()
    await visitor.says("/points")
    [heard] = await visitor.shares_place(BY_THE_POND)
    assert "何小塘 199****0301" in heard.text
    assert "19900000301" not in heard.html
    [heard] = await visitor.says("排口")
    assert heard.text.startswith("「排口」找到 2 个\n1. 青溪村一号排口｜何小塘\n2. 白云村二号排口｜⚠️ 从未指定")
    [card] = await visitor.taps("1. 青溪村一号排口")
    assert "口长：何小塘 199****0301" in card.text


@pytest.mark.parametrize(
    ("who", "whole"),
    [("zhang", True), ("li", True), ("zhou", True), ("gu", True), ("ding", True), ("wang", True), ("chen", True),
     ("bai", False), ("qian", False), ("sun", False), ("zhao", False)],
)  # fmt: skip
async def test_whole_numbers_are_for_the_office_of_the_region_and_the_chiefs_above(
    river: River, laid: Points, who: str, whole: bool
) -> None:
    person = getattr(river, who)
    await person.says("/points")
    [heard] = await person.says("P-001")
    assert ("19900000301" in heard.text) is whole
    assert ("199****0301" in heard.text) is not whole


async def test_a_code_of_a_removed_point_is_said_to_be_out_of_use(river: River, laid: Points) -> None:
    [heard] = await river.zhang.starts("w-P-001")
    river.database.write_now(lambda session: setattr(session.get(Water, laid.waters[POND]), "removed_on",
                                                     river.clock().date()))  # fmt: skip
    [late] = await river.zhang.taps("📷 上报这里的问题", under=heard)
    assert late.text == "这个点位已经从名册中撤销。请重新查一次。"
    [gone] = await river.zhang.starts("w-P-001")
    assert gone.text == "这个公示牌的二维码已经停用，或没有登记。您可以直接发照片上报，我们按位置找到河段。"


async def test_what_is_nowhere_is_said_and_the_question_stands(river: River, laid: Points) -> None:
    await river.zhang.says("/points")
    [heard] = await river.zhang.shares_place((31.0, 108.0))
    assert heard.text == "10 公里内没有登记的点位。请核对位置，或发点位名称、编号来查。"
    [heard] = await river.zhang.says("没有这个")
    assert heard.text == "没有找到「没有这个」。\n请只写名称中的几个字，或编号的一部分；也可以发位置。"
    await river.restarted()
    [heard] = await river.zhang.says("P-002")
    assert heard.text.startswith("📌 青溪村一号排口")


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


async def test_B1b_a_keeper_goes_round_a_point_in_four_acts_and_the_month_is_done(river: River, laid: Points) -> None:
    he = keepers_phone(river, "he")
    [which] = await he.says("/patrol")
    assert which.text == "🚶 巡哪个点位？\n点一个；或者直接发位置，自动选最近的。"
    [going] = await he.shares_place(BY_THE_POND)
    assert going.text.startswith("🚶 青溪村山坪塘 巡点中\n11月23日 09:30 开始，0 分钟\n📍 位置已记，离点位 22 米")
    assert "4. 塘坝、放水设施损坏" in going.text  # a pond's own list, not the village chief's
    assert "一河一策" not in going.text
    await he.taps("✅ 全部正常")
    heard = await he.taps("🏁 结束巡河")
    card = next(one for one in heard if "巡点完成" in one.text)
    assert "✅ 计入有效巡点" in card.text
    assert "2026年11月：应巡 1 次，已巡 1 次，已完成" in card.text
    assert "覆盖" not in card.text
    assert heard[-1].photo
    with river.look() as session:
        patrol = session.scalars(select(Patrol)).one()
        assert (patrol.post_id, patrol.water_id) == (laid.posts[POND], laid.waters[POND])
        assert (patrol.grade, patrol.counts, patrol.share) == (Grade.B, True, None)
        assert patrol.looked == dict.fromkeys(("pond_water", "pond_surface", "pond_bank", "pond_works"), "ok")


async def test_B1b_what_is_wrong_at_an_outfall_opens_a_report_of_its_kind(river: River, laid: Points) -> None:
    he = keepers_phone(river, "he")
    await he.says("/patrol")
    await he.taps("青溪村一号排口")
    [far] = await he.shares_place((29.70, 106.30))
    assert "不在点位。" in far.text
    await he.taps("就按这个位置记录")
    assert "2. 晴天出水" in he.last.text
    await he.taps("⚠️ 2")
    await he.sends_photo(picture("排口出水"), "连晴一周仍在流")
    await he.taps("📌 就在青溪村一号排口")
    await he.taps("排污口异常、超标排放")  # what the outfall's list suggests stands first
    await he.taps("✅ 提交")
    with river.look() as session:
        issue = session.scalars(select(Issue)).one()
        assert (issue.type, issue.water_id) == ("over_limit_discharge", laid.waters[OUTFALL])


async def test_an_issue_at_a_point_is_the_points(river: River, laid: Points) -> None:
    he = keepers_phone(river, "he")
    [card] = await he.starts("w-P-002")
    await he.taps("📷 上报这里的问题", under=card)
    await he.sends_photo(picture("排口污水"), "排口有污水")
    await he.taps("📌 就在青溪村一号排口")
    await he.taps("污水直排")
    await he.taps("✅ 提交")
    with river.look() as session:
        water = session.scalar(select(Issue.water_id))
    assert water == laid.waters[OUTFALL]


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


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """A side way: the main ones (patrol, report, rectification, queue, ledger, binding) run on both databases."""
    return sqlite_database
