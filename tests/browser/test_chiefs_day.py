"""A whole day, by taps alone, in a real browser on the real sandbox; it also draws the pictures of README."""

from __future__ import annotations

import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from bot.sandbox.county_cast import Part
from tests.browser.desk_steps import (
    CITIZENS,
    NUMBER,
    REACH,
    a_slip_goes_out,
    assigns_both,
    draws_up_two_assignments_at_once,
    inspects_unannounced,
)
from tests.browser.handset import Handset, leap
from tests.browser.snapshots import Snapshots
from tests.browser.trial import Trial

BEGIN = "2026-12-07T08:40:00"  # a Monday
TALL = 1140


def test_a_chiefs_day_from_the_first_tap_to_the_superiors_warning(
    chromium: Browser, page: Page, trial: Trial, snapshots: Snapshots, tmp_path: Path
) -> None:
    luo, tian, zheng = (Handset(page, part) for part in (Part.VILLAGE_CHIEF, Part.CHIEF_OF_TWO, Part.TOWN_CHIEF))
    su, liang = (Handset(page, part) for part in (Part.TOWN_OFFICE, Part.DISTRICT_OFFICE))
    he, zhou, jiang = (Handset(page, part) for part in (Part.UNIT, Part.CITIZEN, Part.INSPECTOR))

    sets_out(luo)
    for other in (tian, zheng, su, liang, he):
        other.binds()
    a_citizen_reports_in_bad_weather(zhou)
    takes_in_what_the_citizen_reported(su, zhou)
    comes_back(luo)
    snapshots.phone(chromium, trial.address, "罗春山", "patrol", height=TALL)
    reports(luo)
    snapshots.phone(chromium, trial.address, "罗春山", "report", height=TALL)
    draws_up_an_assignment(su)
    snapshots.phone(chromium, trial.address, "苏映雪", "office")
    assigns(su)
    passes(page)
    rectifies(he)
    passes(page)
    look_where_they_stand([tian, zheng], liang)
    snapshots.desk(page, "sandbox")
    looks_at_both_sides(luo)
    snapshots.phone(chromium, trial.address, "罗春山", "rectification", height=TALL)
    confirms(luo, su)
    downloads_the_ledger(su, tmp_path / "ledger.xlsx")
    the_week_ends_without_a_patrol(tian, zheng)
    snapshots.phone(chromium, trial.address, "郑维川", "warning")
    inspects_unannounced(jiang)
    snapshots.phone(chromium, trial.address, "江一鸣", "inspection")
    draws_up_two_assignments_at_once(su)
    snapshots.phone(chromium, trial.address, "苏映雪", "bulk")
    assigns_both(su, he)
    a_slip_goes_out(liang, he, tmp_path / "slip.docx")
    fits_into_a_pocket(page)
    assert "Traceback" not in trial.log


def sets_out(luo: Handset) -> None:
    """Binds his account, and begins a patrol by walking off along his reach."""
    luo.binds()
    luo.key("巡河")
    luo.sees(REACH, "发送当前位置")
    luo.walks()
    luo.sees(REACH, "巡河中")


def comes_back(luo: Handset) -> None:
    """Everything in order, done: four acts in all, and the walk is whole though the line was broken meanwhile."""
    luo.screen.get_by_text("正在共享实时位置").wait_for(timeout=40_000)
    luo.taps("全部正常")
    luo.sees("查看情况已记")
    luo.taps("结束巡河")
    luo.sees("巡河完成", re.compile("3[5-7] 分钟"), "覆盖河段 100%", "A 级", "计入有效巡河", "应巡 1 次，已巡 1 次")
    luo.sees_picture(REACH, "12月7日")
    luo.taps("停止共享")


def reports(luo: Handset) -> None:
    """Six acts with an album and a place of the map."""
    luo.key("上报问题")
    luo.sees("请发照片")
    luo.sends_photos("岸边堆放", "水面垃圾")
    luo.sees("已收到 2 张照片")
    luo.points_at(REACH)
    luo.taps("保洁")
    luo.taps("河岸、河道垃圾")
    luo.sees("请核对", REACH, "2 张")
    luo.taps("✅ 提交")
    luo.sees("已登记，编号 " + NUMBER, "河岸、河道垃圾", REACH)


def a_citizen_reports_in_bad_weather(zhou: Handset) -> None:
    """The line breaks in the middle: what was told then is kept, and answered once it is whole again."""
    zhou.starts()
    zhou.key("上报问题")
    zhou.sees("请发照片")
    line(zhou.page, "断网")
    zhou.sends_photos("水色发绿")
    line(zhou.page, "正常")
    zhou.sees("已收到 1 张照片")
    zhou.points_on_the_map(right=30, up=60)
    zhou.sees("已收到 1 张照片", "📍", "是什么问题")
    zhou.taps("水体异色")
    line(zhou.page, "429")
    zhou.taps("✅ 提交")
    zhou.sees("收到了，编号 " + CITIZENS, "水体异色")
    line(zhou.page, "正常")


def line(page: Page, state: str) -> None:
    """Makes the bot's line to Telegram so."""
    page.locator("#line").click()
    page.locator("dialog[open] button", has_text=re.compile(f"^{state}")).click()
    expect(page.locator("dialog[open]")).to_have_count(0)


def takes_in_what_the_citizen_reported(su: Handset, zhou: Handset) -> None:
    """From the queue, while the chief is still on his way."""
    su.key("待办")
    su.taps("群众待审 1")
    su.taps(CITIZENS)
    su.sees(CITIZENS, "仅河长办可见：上报人 周晓雨")
    su.taps("受理，去核实")
    zhou.sees(CITIZENS, "受理")


def draws_up_an_assignment(su: Handset) -> None:
    """From the queue: verify the chief's, choose the unit that is offered first."""
    su.key("待办")
    su.taps("待核实 2")
    su.taps(NUMBER)
    su.taps("核实属实")
    su.sees(NUMBER, "已核实")
    su.taps("📤 交办")
    su.taps("⭐ 青杠街道环卫所（何清源）")
    su.sees("交办单", "期限：12月9日（周三）前", "要求：")


def assigns(su: Handset) -> None:
    """One more tap."""
    su.taps("确认交办")
    su.sees(NUMBER, "已交办", "青杠街道环卫所（何清源）")


def passes(page: Page) -> None:
    """An hour goes by."""
    leap(page, "过一小时")


def rectifies(he: Handset) -> None:
    """Accepts, cleans up, shows it."""
    he.sees("新的整改任务", NUMBER)
    he.taps("签收")
    he.sees("已签收", NUMBER)
    he.taps("提交整改")
    he.sends_photos("清理之后", "正常河面")
    he.sees("已收到")
    he.taps("提交复核")
    he.sees("已提交复核", NUMBER)


def look_where_they_stand(chiefs: list[Handset], office: Handset) -> None:
    """What each chief owes this week or month; the district's figures."""
    for chief in chiefs:
        chief.key("我的职责")
        chief.sees(f"{chief.person.name}，您的职责", "应巡 1 次，已巡 0 次")
    office.key("数据")
    office.sees("璧山区", "发现 2，交办 1")


def looks_at_both_sides(luo: Handset) -> None:
    """What the reporter saw, and what is there now, on one picture."""
    luo.sees("已整改", NUMBER)
    luo.taps("前后对比")
    luo.sees_picture("整改前后对比", NUMBER)


def confirms(luo: Handset, su: Handset) -> None:
    """The reporter strikes it off; the office, a moment too late, is told so."""
    luo.taps("复核销号")
    luo.sees("已复核销号", NUMBER)
    su.taps("复核销号")
    su.sees(NUMBER, "现在是「已销号」", "罗春山复核销号")


def downloads_the_ledger(su: Handset, file: Path) -> None:
    """What an office puts on its desk."""
    su.key("台账")
    su.taps("全部 2")
    su.sees(NUMBER, CITIZENS)
    su.taps("导出 Excel（2 件）")
    paper = su.sees("整改台账").get_by_role("link")
    with su.page.expect_download() as waiting:
        paper.click()
    assert waiting.value.suggested_filename == "整改台账_青杠街道_20261207.xlsx"
    waiting.value.save_as(file)
    cells = [[cell.value for cell in row] for row in load_workbook(file).worksheets[0].rows]
    [row] = [row for row in cells if NUMBER in row]
    assert REACH in row
    assert "销号" in str(row)


def the_week_ends_without_a_patrol(tian: Handset, zheng: Handset) -> None:
    """A reminder before the week is over, a warning after it, and three days later the superior hears."""
    leap(tian.page, "到本周末")
    tian.sees("今日提醒", "12月7日—13日还差 1 次巡河")
    leap(tian.page, "到明天")
    tian.sees("巡河逾期", "璧南河青竹村段", "少 1 次")
    for day in ("12-15", "12-16"):
        leap(tian.page, "到明天")
        expect(tian.page.locator(".clock")).to_contain_text(day)
    zheng.sees("下级河长巡河未完成", "田小满", "12月7日—13日应巡 1 次，实巡 0 次")


def fits_into_a_pocket(page: Page) -> None:
    """The same page, loaded anew as wide as a phone after all that was said: nothing is cut off at the side."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    for owner in ("罗春山", "苏映雪", "何清源", "郑维川"):
        page.locator("nav").get_by_role("button", name=owner).click()
        shown = page.locator(".phone:visible")
        expect(shown.get_by_role("heading")).to_have_text(owner)
        log = shown.get_by_role("log")
        assert log.evaluate("(list) => list.scrollWidth <= list.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
