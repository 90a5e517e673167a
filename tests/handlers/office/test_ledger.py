"""An office looks into the ledger 台账: over HTTP, from what is typed to what is read back."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.issue_states import State
from storage.models import Draft, Issue
from tests.databases import ONE_DATABASE
from tests.ledger_making import in_hand, put, small_ledger
from tests.people import picture
from tests.river import River

pytestmark = pytest.mark.anyio

OPENED = """<b>台账｜全部未销号</b>
璧山区共 4 件，其中超期 2 件

1. <b>2026-0403</b> 乱堆｜璧南河青溪村段
整改中｜大路街道环卫所｜限 11月12日（周四）｜⚠️ 超期 11 天

2. <b>2026-0402</b> 乱堆｜璧南河青溪村段
待签收｜大路街道环卫所｜限 11月20日（周五）｜⚠️ 超期 3 天

3. <b>2026-0401</b> 乱堆｜璧南河青溪村段
整改中｜大路街道环卫所｜限 11月30日（周一）

4. <b>2026-0404</b> 乱堆｜白云溪
待核实

点编号看详情。
直接发编号、河流、单位、姓名或状态，即可查找，如「璧南河 待核实」。"""


@pytest.fixture
def ledger(river: River) -> River:
    river.database.write_now(small_ledger, river.county)
    return river


async def test_the_ledger_opens_with_what_is_open_oldest_due_first(ledger: River) -> None:
    await ledger.chen.says("/menu")
    [heard] = await ledger.chen.taps("📒 台账")
    assert heard.html == OPENED
    assert heard.rows == [
        ["2026-0403", "2026-0402", "2026-0401"],
        ["2026-0404"],
        ["● 全部未销号 4", "超期 2", "待核实 1"],
        ["待签收 1", "整改中 2", "已销号 1"],
        ["全部 6"],
        ["📄 导出 Excel（4 件）", "🖼 带照片"],
    ]


async def test_what_is_typed_is_looked_for_in_all_of_the_ledger(ledger: River) -> None:
    await ledger.chen.says("/ledger")
    [heard] = await ledger.chen.says("2026年第405号")
    assert "<b>台账｜全部</b>｜「2026年第405号」\n璧山区共 1 件" in heard.html
    assert heard.rows[0] == ["2026-0405"]
    [heard] = await ledger.chen.says("璧南河 整改中")
    assert heard.text.startswith("台账｜整改中｜「璧南河 整改中」\n璧山区共 2 件\n")
    [heard] = await ledger.chen.says("环卫所 超期")
    assert heard.rows[0] == ["2026-0403", "2026-0402"]
    [heard] = await ledger.chen.says("李_国%")
    assert heard.text == "台账｜全部｜「李_国%」\n璧山区没有找到。\n请核对编号，或只写河流、单位、姓名中的一两个字。"
    assert "📄" not in "".join(heard.buttons)


@ONE_DATABASE
async def test_one_tap_narrows_down_and_the_words_stay(ledger: River) -> None:
    await ledger.chen.says("/ledger")
    [before] = await ledger.chen.says("白云溪")
    [heard] = await ledger.chen.taps("已销号 0")
    assert heard.id == before.id
    assert heard.text.endswith("璧山区没有找到。\n换个状态看看：其他状态有 1 件。")
    [heard] = await ledger.chen.taps("✖ 清除查找词")
    assert heard.html == OPENED


async def test_pages_turn_on_the_same_message(ledger: River) -> None:
    ledger.database.write_now(lambda session: [put(session, ledger.county, f"2026-05{n:02d}") for n in range(6)])
    [first] = await ledger.chen.says("/ledger")
    [second] = await ledger.chen.taps("下一页 ▶")
    assert second.id == first.id
    assert "（第 2/2 页）" in second.text
    assert [row for row in second.rows if "上一页" in row[0]] == [["◀ 上一页"]]
    [again] = await ledger.chen.taps("◀ 上一页")
    assert again.html == first.html


async def test_the_workbook_has_exactly_what_the_list_shows(ledger: River) -> None:
    await ledger.chen.says("/ledger")
    await ledger.chen.says("璧南河 超期")
    [heard] = await ledger.chen.taps("📄 导出 Excel（2 件）")
    assert heard.file_name == "整改台账_璧山区_20261123.xlsx"
    told = "璧山区，共 2 件，与列表一致；另附按镇街、类别、状态、来源的统计。"
    assert heard.text == f"台账｜超期｜「璧南河 超期」\n{told}"
    page = load_workbook(io.BytesIO(heard.document or b""))["整改台账"]
    assert page["A1"].value == "璧山区河湖问题整改台账（截至2026年11月23日）"
    titles = [cell.value for cell in page[2]]
    rows = [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in page.iter_rows(min_row=3)]
    assert [(row["编号"], row["逾期"], row["所属镇街"]) for row in rows] == [
        ("2026-0403", "逾期", "大路街道"),
        ("2026-0402", "逾期", "大路街道"),
    ]
    assert rows[1]["问题"] == "左岸有菜地"
    assert (rows[0]["责任单位"], rows[0]["责任人"], rows[0]["措施"]) == ("大路街道环卫所", "赵铁军", "清运干净")
    assert rows[0]["位置"] == "青溪村（东经106.22000°，北纬29.59500°）"


@ONE_DATABASE
async def test_a_workbook_of_nothing_is_not_made(ledger: River) -> None:
    [heard] = await ledger.chen.says("/ledger")
    with ledger.look() as session:
        for issue in session.scalars(select(Issue)):
            issue.state = State.CLOSED
        session.commit()
    [heard] = await ledger.chen.taps("📄 导出 Excel（4 件）", under=heard)
    assert heard.text == "这个条件下没有问题，没有可导出的。换个状态或清除查找词再导出。"


@ONE_DATABASE
async def test_a_township_finds_nothing_of_its_neighbour(ledger: River) -> None:
    [heard] = await ledger.qian.says("/ledger")
    assert heard.rows[0] == ["2026-0404"]
    [heard] = await ledger.qian.says("2026-0401")
    assert heard.text.startswith("台账｜全部｜「2026-0401」\n青杠街道没有找到。")
    [heard] = await ledger.qian.says("璧南河")
    assert "青杠街道没有找到" in heard.text


@ONE_DATABASE
async def test_who_may_not_see_the_ledger_is_told_so(ledger: River) -> None:
    [opened] = await ledger.chen.says("/ledger")
    for person in (ledger.zhang, ledger.zhao):
        [heard] = await person.says("/ledger")
        assert heard.text == "您目前的职务不办理这一项。如有出入，请联系河长办。"
        for label in ("📄 导出 Excel（4 件）", "超期 2"):
            [again] = await person.taps_data(heard, opened.data[label])
            assert (again.text, again.document) == (heard.text, None)
    heard = (await ledger.stranger().says("/ledger"))[-1]
    assert "分享我的手机号" in heard.text


@ONE_DATABASE
async def test_a_button_of_somebody_elses_list_shows_nothing(ledger: River) -> None:
    [opened] = await ledger.chen.says("/ledger")
    [own] = await ledger.qian.says("/ledger")
    marks = [f"ledger_list:at:2:open:6:{each}" for each in ("", "n", "x1.1", "n1.1:1", "nzzzzzzzzzzz.1", "n0.1")]
    for data in (opened.data["📄 导出 Excel（4 件）"], "ledger_list:show:1", "ledger_list:excel:1:x", *marks,
                 "ledger_list:show:99999999999999:open:0", "ledger_list:clear:x"):  # fmt: skip
        [heard] = await ledger.qian.taps_data(own, data)
        assert heard.text.startswith("这个按钮已过时")


@ONE_DATABASE
async def test_general_chief_and_inspector_see_it_too(ledger: River) -> None:
    for person in (ledger.gu, ledger.ding):
        [heard] = await person.says("/ledger")
        assert heard.html == OPENED
        heard = (await person.taps("2026-0402"))[-1]
        assert "2026-0402" in heard.text


@ONE_DATABASE
async def test_looking_something_up_keeps_nobody_from_anything_else(ledger: River) -> None:
    await ledger.chen.says("/ledger")
    news = await ledger.chen.sends_photo(picture("岸边垃圾"))
    assert not any("用不上" in each.text for each in news)
    with ledger.look() as session:
        assert [draft.dialog for draft in session.scalars(select(Draft).where(~Draft.parked))] == ["report"]
    news = await ledger.chen.says("/menu")
    assert not any("台账" in each.text for each in news)
    [heard] = await ledger.chen.says("/ledger")
    assert heard.html == OPENED
    with ledger.look() as session:
        assert [draft.dialog for draft in session.scalars(select(Draft).order_by(Draft.id))] == ["report", "ledger"]


@ONE_DATABASE
async def test_the_list_goes_on_after_a_restart(ledger: River) -> None:
    await ledger.chen.says("/ledger")
    await ledger.chen.says("璧南河")
    await ledger.restarted()
    [heard] = await ledger.chen.taps("超期 2")
    assert heard.text.startswith("台账｜超期｜「璧南河」\n璧山区共 2 件\n")
    [heard] = await ledger.chen.says("白云溪")
    assert heard.rows[0] == ["2026-0404"]


@ONE_DATABASE
async def test_the_longest_list_fits_into_a_message(ledger: River) -> None:
    def crowd(session: Session) -> None:
        for n in range(8):
            in_hand(session, ledger.county, f"2026-06{n:02d}", date(2026, 1, 1), words="垃圾" * 1000)

    ledger.database.write_now(crowd)
    [heard] = await ledger.chen.says("/ledger")
    assert len(heard.text) < 4096
    heard_long = await ledger.chen.says("璧" * 4096)
    assert heard_long[-1].text.startswith("台账｜全部｜「璧璧")
