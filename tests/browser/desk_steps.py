"""The day at the desks: an inspection, two assignments at once, a slip that goes out."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from tests.browser.handset import Handset

REACH = "璧南河白云村段"


CITIZENS, NUMBER, FOUND = "2026-0001", "2026-0002", "2026-0003"


SLIP = "璧河长办发〔2026〕1号"


def inspects_unannounced(jiang: Handset) -> None:
    """Goes there without a word, finds sewage, says how the chief's work was found; then those concerned hear."""
    jiang.binds()
    jiang.key("更多")
    jiang.key("督查")
    jiang.taps("开始督查")
    jiang.taps("暗访")
    jiang.writes(REACH)
    jiang.sees("发照片、位置或写几句")
    jiang.taps("上报发现的问题")
    jiang.sends_photos("岸边堆放")
    jiang.taps("就在" + REACH)
    jiang.taps("四乱")
    jiang.taps("乱堆")
    jiang.taps("✅ 提交")
    jiang.sees("发现问题 1 个")
    jiang.taps("结束督查")
    jiang.taps("巡：基本到位")
    jiang.taps("查：不到位")
    jiang.taps("确认结束")
    jiang.sees(FOUND + " 去向", "属地：")


def draws_up_two_assignments_at_once(su: Handset) -> None:
    """The citizen's, verified by now, and the inspector's; what counts for each stands in the preview."""
    su.key("待办")
    su.taps("待核实 1")
    su.taps(CITIZENS)
    su.taps("核实属实")
    su.sees(CITIZENS, "已核实")
    su.key("待办")
    su.taps("待交办 2")
    su.taps("一起交办（2 件）")
    su.sees("一起交办 2 件", CITIZENS, FOUND)


def assigns_both(su: Handset, he: Handset) -> None:
    """One tap for both."""
    su.taps("确认交办 2 件")
    su.sees("已交办 2 件")
    he.sees("新的整改任务", FOUND)


def a_slip_goes_out(liang: Handset, he: Handset, file: Path) -> None:
    """Drafted from the ledger, numbered as it is signed off; the unit has the Word file and says 收到."""
    liang.key("更多")
    liang.key("公文督办")
    liang.taps("拟文")
    liang.taps("📌 督办单")
    liang.taps(FOUND)
    liang.taps("选好了（1 个）")
    liang.sees("督办单（稿）", FOUND)
    liang.taps("存稿送签")
    liang.taps("✍️ 签发")
    liang.taps("确认签发")
    liang.sees(SLIP, "已签发")
    paper = he.sees(f"{SLIP}.docx").get_by_role("link")
    with he.page.expect_download() as waiting:
        paper.click()
    waiting.value.save_as(file)
    assert SLIP in "\n".join(each.text for each in Document(str(file)).paragraphs)
    he.taps("收到")
