"""The rest of a quarter in one leap, and the naming notice after it, in a real browser; it draws pictures as well."""

from __future__ import annotations

import re
from pathlib import Path

from docx import Document
from playwright.sync_api import Browser, Page, expect

from bot.sandbox.county_cast import Part
from tests.browser import quarter_steps as steps
from tests.browser.handset import GroupPhone, Handset
from tests.browser.snapshots import Snapshots
from tests.browser.trial import Trial

BEGIN = "2026-05-31T08:40:00"  # a month before the quarter ends
TALL = 1140
GROUP = "璧山区河长制工作群"


def test_F5a_a_quarter_in_one_leap_from_the_first_reminder_to_the_published_notice(
    chromium: Browser, page: Page, trial: Trial, snapshots: Snapshots, tmp_path: Path
) -> None:
    luo, tian, zheng = (Handset(page, part) for part in (Part.VILLAGE_CHIEF, Part.CHIEF_OF_TWO, Part.TOWN_CHIEF))
    liang, group = Handset(page, Part.DISTRICT_OFFICE), GroupPhone(page, GROUP)
    for one in (luo, tian, zheng, liang):
        one.binds()
    group.taps("设为工作群")
    group.sees("已由梁思远设为璧山区的工作群")

    leaps_to_the_next_quarter(luo, zheng)
    steps.looks_at_the_draft(liang)
    snapshots.phone(chromium, trial.address, "梁思远", "circular", height=TALL)
    steps.asks_for_objections(liang)
    steps.begins_to_object(luo)
    snapshots.phone(chromium, trial.address, "罗春山", "objection", height=TALL)
    steps.objects(luo)
    steps.keeps_it(liang, luo)
    steps.leaps(liang, "到本周末")
    for _ in range(2):
        steps.leaps(liang, "到明天")
    steps.signs(liang)
    steps.publishes(liang)
    luo.sees(steps.NUMBER, "点名通报", "其中有您")
    steps.downloads(luo, tmp_path / "circular.docx")
    snapshots.paper(tmp_path / "circular.docx", "circular_paper")
    assert steps.TITLE in "".join(each.text for each in Document(str(tmp_path / "circular.docx")).paragraphs)
    group.sees(steps.NUMBER)
    steps.shows_the_work(liang)
    group.sees_picture("河长制工作晒一晒", width=500)
    snapshots.phone(chromium, trial.address, GROUP, "work_display", height=1240)
    steps.sends_a_notice(liang)
    snapshots.phone(chromium, trial.address, "梁思远", "broadcast")
    steps.is_sure(liang, luo)
    assert "Traceback" not in trial.log


def leaps_to_the_next_quarter(luo: Handset, zheng: Handset) -> None:
    """A month without a patrol: reminders and warnings, folded where there are several; others patrol meanwhile."""
    steps.leaps(luo, "到下季首日")
    expect(luo.dialog).to_contain_text(re.compile(r"过去 31 天里，全区其他河长巡河 [\d,]{3,} 次，发现问题 \d\d 个"))
    luo.chooses("知道了")
    luo.sees("巡河提醒", "6月22日—28日应巡 1 次")
    luo.sees("巡河逾期", "6月8日—14日应巡 1 次，实巡 0 次，少 1 次")
    lack = "应巡 1 次，实巡 0 次"
    zheng.sees("今日提醒", "6月15日—21日未完成巡河 2 人", f"罗春山：{lack}", f"田小满：{lack}")
    assert luo.screen.locator(".message").count() < 20
