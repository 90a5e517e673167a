"""What chiefs and offices do around a naming notice 通报, and with a broadcast and a comparison beside it."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser.handset import Handset, leap

NUMBER = "璧河长办发〔2026〕1号"
TITLE = "关于2026年6月河长履职情况的通报"
NOTICE = "7月汛期将至，请各河长本周内完成一次汛前巡河。"


def leaps(phone: Handset, label: str) -> None:
    """Sets the page's clock forward and waits until it has arrived."""
    leap(phone.page, label)


def looks_at_the_draft(liang: Handset) -> None:
    """It lies on the office's desk on the first morning after the period."""
    liang.sees("今日提醒", f"{TITLE}已起草")
    liang.taps("看通报")
    liang.sees(TITLE, "起草中", "点名个人", "导语")


def asks_for_objections(liang: Handset) -> None:
    """Everybody named gets their own lines."""
    liang.taps("征求异议")
    liang.taps("确认征求异议")
    liang.sees("已把各自的情况发给", "异议期到 7月6日")


def begins_to_object(luo: Handset) -> None:
    """The chief reads the lines against him, and says what is not right."""
    luo.sees("拟在", "罗春山", "未完成巡河任务", "请核对")
    luo.taps("有异议")
    luo.sees("哪里不符")
    luo.writes("6月15日那周我巡了河，手机没信号没能登记，有照片为证。")
    luo.sees("哪里不符", "手机没信号")


def objects(luo: Handset) -> None:
    """With a photo; only the office sees it."""
    luo.sends_photos("正常河面")
    luo.sees("已收到照片、文件 1 份")
    luo.taps("提交异议")
    luo.sees("异议已提交")


def keeps_it(liang: Handset, luo: Handset) -> None:
    """The office answers, and says why."""
    liang.sees("罗春山", "提出异议", "附照片、文件 1 份")
    liang.taps("看异议")
    liang.taps("维持点名")
    liang.writes("6月共欠4次，补认一次后仍未完成。")
    liang.sees("维持对 罗春山 的点名")
    luo.sees("经核实，维持原内容", "补认一次")


def signs(liang: Handset) -> None:
    """Numbered as it is signed; the Word file is handed over."""
    liang.sees("异议期已满", "可以送签")
    liang.taps("看通报")
    liang.sees("异议期到 7月6日（周一），已满")
    liang.taps("送签")
    liang.sees("已送签")
    liang.taps("签发")
    liang.sees("编号：" + NUMBER)
    liang.taps("确认签发")
    liang.sees("已签发：", NUMBER)


def publishes(liang: Handset) -> None:
    """To whom the profile offers, counted first; and to the work group."""
    liang.taps("选择发送范围")
    liang.sees(NUMBER, "发给谁")
    liang.taps("工作群 1 个")
    liang.sees("还会发到工作群：璧山区河长制工作群")
    liang.taps("发送给")
    liang.sees("开始发送")


def downloads(phone: Handset, file: Path) -> None:
    """The paper as it came."""
    paper = phone.sees(NUMBER).get_by_role("link")
    with phone.page.expect_download() as waiting:
        paper.click()
    waiting.value.save_as(file)


def shows_the_work(liang: Handset) -> None:
    """晒工作: the towns side by side, as a picture to the group."""
    liang.key("更多")
    liang.key("履职考核")
    liang.key("问责措施")
    liang.taps("晒工作")
    liang.sees_picture("晒工作", "2026年6月", width=500)
    liang.taps("发到工作群")
    liang.sees("已发出：工作群 1 个")


def sends_a_notice(liang: Handset) -> None:
    """发通知 to the village chiefs."""
    liang.key("更多")
    liang.key("发通知")
    liang.taps("写通知")
    liang.writes(NOTICE)
    liang.taps("写好了，选收件人")
    for kind, name in (("级别", "村级"), ("职务", "河长")):
        liang.taps(kind)
        liang.taps(re.compile(f"^☐ {name}$"))
        liang.taps("选好了（1）")
    liang.taps("下一步（")
    liang.sees("发送前请核对", NOTICE, "172 人")


def is_sure(liang: Handset, luo: Handset) -> None:
    """Sent; one has answered when the office looks."""
    liang.taps(re.compile("^📤 发给"))
    luo.sees("通知", "汛期将至", NOTICE)
    luo.taps("收到")
    luo.sees("已回执")
    liang.key("更多")
    liang.key("发通知")
    liang.taps("1. 7月汛期")
    liang.taps("送达情况")
    liang.sees("应收", "收到 1")
