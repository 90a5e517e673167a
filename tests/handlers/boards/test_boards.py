"""Sign boards: scanned by the public, put up, corrected, replaced after a succession, printed, kept by a sheet."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import select, update

from rules.sign_boards import BoardState
from storage.audit import By
from storage.boards import changes
from storage.boards.changes import Printed, Standing
from storage.models import Appointment, AuditRow, BoardPrint, Draft, Issue, Person, SignBoard, Submission, Water
from tests.county import phone_of
from tests.databases import ONE_DATABASE
from tests.handlers.public.reporting import hands_in, passer_by
from tests.handlers.rectifying import presses
from tests.people import picture
from tests.river import River

pytestmark = pytest.mark.anyio

TODAY = date(2026, 11, 23)
HOTLINE = "023-41410000"


def stands(
    river: River, code: str = "GSP-7", water: str = "lower", chief: str = "张卫民", place: str = "石桥头"
) -> int:
    """A board that an office has registered; returns its id."""
    county = river.county
    region = {"lower": "qingxi", "upper": "longmen", "brook": "baiyun"}[water]
    where = Standing(county.waters[water], county.regions[region], "石桥头", code, put_up_on=date(2023, 5, 1))
    printed = Printed(chief, "村党支部书记", "李建国", HOTLINE, "组织巡河", date(2025, 1, 1))
    return river.database.write_now(changes.put_up, By(river.clock()), where, printed, TODAY)


def prints(river: River, board_id: int) -> list[tuple[str, str, date | None]]:
    with river.look() as session:
        rows = session.scalars(select(BoardPrint).where(BoardPrint.board_id == board_id).order_by(BoardPrint.id))
        return [(row.chief, row.hotline, row.until_on) for row in rows]


def board(river: River, code: str = "GSP-7") -> SignBoard:
    with river.look() as session:
        return session.scalars(select(SignBoard).where(SignBoard.code == code)).one()


def succeeded(river: River) -> None:
    """张卫民 leaves; 吴新任 follows him on the reach."""

    def hand_over(session) -> None:  # type: ignore[no-untyped-def]
        person = Person(name="吴新任", phone=phone_of(700))
        session.add(person)
        session.flush()
        old = Appointment.person_id == river.county.people["zhang"]
        session.execute(update(Appointment).where(old).values(until_on=date(2026, 11, 20)))
        post = river.county.posts["zhang"]
        session.add(Appointment(post_id=post, person_id=person.id, title="新书记", from_on=date(2026, 11, 21)))

    river.database.write_now(hand_over)


async def test_F3b_the_code_of_a_board_says_who_is_the_chief_and_the_report_there_has_the_reach(river: River) -> None:
    board_id = stands(river)
    passer = await passer_by(river)
    [card, begun] = await passer.starts("b-GSP-7")
    assert card.text == (
        "🪧 璧南河青溪村段（青溪村）\n石桥头\n村级河长：张卫民，青溪村党支部书记\n村级河长：张大江，青溪村综合专干\n"
        "乡镇级河长：李建国\n监督电话：023-41410000\n\n"
        "看到垃圾、污水、乱占乱建，拍照发来就行；除河长办外，没有人知道是您反映的。"
    )
    assert phone_of(101)[3:] not in card.text
    assert begun.text.startswith("📷 上报问题")
    heard = await passer.sends_photo(picture("一"))
    assert heard[-1].buttons[0] == "📌 就在璧南河青溪村段"
    await passer.taps("📌 就在璧南河青溪村段")
    await passer.taps("污水直排")
    await passer.taps("✅ 提交")
    with river.look() as session:
        told = session.scalars(select(Submission)).one()
        assert (told.water_id, told.board_id) == (river.county.waters["lower"], board_id)


@ONE_DATABASE
@pytest.mark.parametrize("payload", ["b-GSP-99", "b-", "b-../x", "b-1 OR 1=1", "w-nothing"])
async def test_a_forged_or_unknown_code_is_answered_and_one_can_report_all_the_same(river: River, payload: str) -> None:
    passer = await passer_by(river)
    [answer] = await passer.starts(payload)
    assert answer.text.startswith("这个公示牌的二维码已经停用，或没有登记。")
    assert "📷 上报问题" in answer.buttons
    assert (await hands_in(river, passer)).startswith("✅ 收到了")


@ONE_DATABASE
async def test_a_removed_board_says_so_and_its_reach_can_still_be_reported(river: River) -> None:
    stands(river)
    await river.wang.says("/boards")
    await river.wang.says("GSP-7")
    await river.wang.taps("🗑 撤除")
    old = river.wang.heard[-2]
    done = await river.wang.taps("施工拆除")
    assert done[-1].text.startswith("🗑 GSP-7 已撤除（施工拆除）。")
    late = await river.wang.taps("⚠️ 要更换", under=old)
    assert late[-1].text == "这块公示牌刚才有人改过，现在是「已撤除」。请重新打开再操作。"
    assert board(river).state is BoardState.REMOVED

    passer = await passer_by(river)
    [card, begun] = await passer.starts("b-GSP-7")
    assert "这块公示牌已经撤除，河段照常有人管。" in card.text
    assert "监督电话：12345" in card.text
    assert begun.text.startswith("📷 上报问题")
    [told] = await river.zhang.starts("b-GSP-7")
    assert told.buttons == ["📷 上报这里的问题"]
    with river.look() as session:
        assert river.county.telegram["zhang"] not in session.scalars(select(Draft.chat_id)).all()
    back = await river.wang.taps("↩️ 恢复使用")
    assert back[-1].text == "↩️ GSP-7 恢复使用。"
    assert (board(river).state, board(river).removed_on) == (BoardState.UP, None)


async def test_F3b_after_a_succession_the_boards_to_be_replaced_are_listed_and_marked(river: River) -> None:
    first, _ = stands(river), stands(river, "GSP-8", "upper", "孙小河")
    await river.wang.says("/boards")
    assert "在用 2 块，没有要更换的" in river.wang.last.text
    succeeded(river)
    await river.wang.says("/boards")
    assert "在用 2 块，待更换 1 块\n· 大路街道：2 块，待更换 1" in river.wang.last.text
    await river.wang.taps("⚠️ 待更换（1）")
    assert river.wang.last.text.startswith(
        "⚠️ 待更换 1 块\n\n1. GSP-7 璧南河青溪村段，石桥头\n　张卫民已不在任；现任 吴新任、张大江"
    )
    [sheet] = await river.wang.taps("📄 待更换清单（Excel）")
    rows = list(load_workbook(io.BytesIO(sheet.document or b""))["待更换公示牌"].iter_rows(values_only=True))
    assert rows[1][0:4] == ("GSP-7", "大路街道", "璧南河青溪村段", "石桥头")
    assert rows[1][4:7] == ("张卫民已不在任", "张卫民", "吴新任、张大江")
    await river.wang.taps("1. GSP-7")
    done = await river.wang.taps("✅ 已换新牌")
    assert done[-1].text == "✅ GSP-7 已换新牌：河长 吴新任、张大江，今天更新。"
    assert prints(river, first) == [("张卫民", HOTLINE, TODAY), ("吴新任、张大江", HOTLINE, None)]
    await river.wang.says("/boards")
    assert "没有要更换的" in river.wang.last.text
    with river.look() as session:
        acts = session.scalars(select(AuditRow.act).where(AuditRow.subject == "sign_board")).all()
    assert acts == ["put_up", "put_up", "print_anew"]


@ONE_DATABASE
async def test_a_board_is_put_up_beside_it_and_its_hotline_corrected_but_never_to_a_private_number(
    river: River,
) -> None:
    await river.wang.says("/boards")
    await river.wang.taps("➕ 立一块新牌")
    assert "不在您负责的" in (await river.wang.shares_place((29.5965, 106.2340)))[-1].text
    await river.wang.shares_place((29.5951, 106.2201))
    [asked] = await river.wang.says("三社石桥头右岸")
    assert asked.text == (
        "请核对，没问题就立牌\n璧南河青溪村段｜三社石桥头右岸\n河长：张卫民、张大江（青溪村党支部书记、青溪村综合专干）\n"
        "上级河长：李建国\n监督电话：12345"
    )
    heard = await river.wang.taps("✅ 立牌")
    assert heard[-2].text.startswith("✅ 已登记，编号 GSP-0001。")
    await river.wang.taps("☎️ 改监督电话")
    assert (await river.wang.says("打给我"))[-1].text.startswith("这个号码打不通。")
    assert (await river.wang.says(phone_of(101)[3:]))[-1].text.startswith("这是花名册里某人的手机号。")
    heard = await river.wang.says("023-4141 9999")
    assert "监督电话：023-4141 9999" in heard[-1].text
    assert [row[1] for row in prints(river, 1)] == ["12345", "023-4141 9999"]
    [png] = await river.wang.taps("🖨 二维码")
    assert png.file_name == "公示牌二维码_GSP-0001.png"
    assert Image.open(io.BytesIO(png.document or b"")).size == (1200, 1560)


@ONE_DATABASE
async def test_the_codes_of_a_township_come_as_one_pdf(river: River) -> None:
    for serial, water in enumerate(("lower", "upper", "brook")):
        stands(river, f"GSP-{serial}", water)
    await river.chen.says("/boards")
    await river.chen.taps("🖨 打印二维码")
    assert sorted(river.chen.last.buttons) == ["大路街道（2）", "青杠街道（1）"]
    [pdf] = await river.chen.taps("大路街道（2）")
    assert (pdf.document or b"").startswith(b"%PDF")
    assert pdf.text == "🖨 大路街道 2 块公示牌的二维码，A4 一页六块。"
    assert "不在您负责的" in await presses(river.qian, "board:png:1")


@ONE_DATABASE
async def test_the_sheet_goes_out_and_comes_back_with_all_its_faults_at_once(river: River) -> None:
    board_id = stands(river)
    await river.wang.says("/boards")
    [sheet] = await river.wang.taps("📄 导出、批量导入")
    book = load_workbook(io.BytesIO(sheet.document or b""))
    page = book["公示牌"]
    columns = {str(cell.value): place for place, cell in enumerate(page[1], start=1)}

    def fill(row: int, **told: str) -> bytes:
        for heading, value in told.items():
            page.cell(row, columns[heading], value)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    new = {"编号": "GSP 9", "水体编码": "R02", "位置": "", "牌上河长": "孙小河", "监督电话": phone_of(101)[3:]}
    heard = await river.wang.sends_file("公示牌.xlsx", fill(3, **new))
    assert heard[-1].text.startswith("表格有 4 处要改，什么都没有导入：")
    for reason in ("不能印进二维码", "这一格必填", "不是您辖区内的水体", "某人的手机号"):
        assert reason in heard[-1].text
    good = {"编号": "GSP-9", "水体编码": "R01-1-2", "位置": "渡口", "牌上河长": "孙小河", "监督电话": HOTLINE}
    fill(2, 监督电话="023-41419999")
    [plan] = await river.wang.sends_file("公示牌.xlsx", fill(3, **good))
    assert plan.text.startswith("核对无误，导入后：\n· 新立 1 块，改 1 块")
    done = await river.wang.taps("✅ 导入")
    assert done[-1].text.startswith("✅ 公示牌已导入：新立 1 块，改 1 块。")
    assert [row[1:] for row in prints(river, board_id)] == [(HOTLINE, TODAY), ("023-41419999", None)]
    [again] = await river.wang.sends_file("公示牌.xlsx", fill(3, **good))
    assert again.text == "表里没有要改的：2 块与登记的一样。"
    with river.look() as session:
        assert session.scalars(select(SignBoard.state)).all() == [BoardState.UP, BoardState.UP]
        assert session.scalars(select(Issue)).all() == []
        assert session.get(Water, river.county.waters["upper"]) is not None
