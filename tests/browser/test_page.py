"""The page of the sandbox in a real browser: what a visitor does and sees."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.parrot import Parrot
from tests.people import picture


def zhangs(page: Page) -> Locator:
    """The phone of village chief Zhang."""
    return page.locator("#phone-101")


def begin(page: Page) -> Locator:
    phone = zhangs(page)
    phone.get_by_role("button", name="开始", exact=True).click()
    phone.get_by_text("张河长，您好。").wait_for()
    return phone


def attach(page: Page, what: str) -> None:
    zhangs(page).get_by_role("button", name="发照片、文件、位置").click()
    page.get_by_role("button", name=what, exact=True).click()


def test_a_desktop_shows_every_phone_and_a_first_dialog_goes_by_taps_alone(desktop: Page) -> None:
    every_phone_is_shown_with_who_it_is(desktop)
    phone = begin(desktop)
    a_dialog_goes_by_taps_alone(phone)
    an_alert_is_a_dialog(desktop, phone)
    the_page_goes_on_where_it_was_after_a_reload(desktop)


def every_phone_is_shown_with_who_it_is(desktop: Page) -> None:
    expect(desktop.locator(".phone:visible")).to_have_count(4)
    expect(desktop.get_by_role("region", name="张卫民（村级河长 · 青杠村）的手机")).to_be_visible()
    expect(zhangs(desktop).get_by_role("heading")).to_have_text("张卫民")
    expect(zhangs(desktop)).to_contain_text("每周巡河一次")
    expect(desktop.get_by_role("group", name="时间")).to_contain_text("2026-11-22 周日 09:00")


def a_dialog_goes_by_taps_alone(phone: Locator) -> None:
    expect(phone.locator(".words b").first).to_have_text("张河长，您好。")
    phone.get_by_role("button", name="巡河", exact=True).click()
    expect(phone.get_by_role("link", name="查看制度")).to_have_attribute("href", "https://example.org/")
    phone.get_by_role("button", name="全部正常").click()
    expect(phone.get_by_role("status")).to_have_text("已选「全部正常」")
    expect(phone.get_by_text("巡河记录")).to_be_visible()
    expect(phone.get_by_role("button", name="全部正常")).to_have_count(0)
    expect(phone.locator(".message").last.locator(".meta")).to_contain_text("已改")


def an_alert_is_a_dialog(desktop: Page, phone: Locator) -> None:
    phone.get_by_role("button", name="巡河", exact=True).click()
    phone.get_by_role("button", name="有异常").click()
    expect(desktop.get_by_role("dialog")).to_contain_text("已选「全部正常」")
    desktop.get_by_role("button", name="知道了").click()
    expect(desktop.get_by_role("dialog")).to_have_count(0)


def the_page_goes_on_where_it_was_after_a_reload(desktop: Page) -> None:
    desktop.reload()
    expect(zhangs(desktop).get_by_text("张河长，您好。")).to_be_visible()
    expect(zhangs(desktop).get_by_role("button", name="上报问题")).to_be_visible()


def test_words_are_typed_commands_tapped_and_papers_downloaded(desktop: Page, tmp_path: Path) -> None:
    phone = begin(desktop)
    words_are_typed_and_commands_are_tapped(phone)
    a_paper_is_downloaded_under_its_name(desktop, phone, tmp_path)


def words_are_typed_and_commands_are_tapped(phone: Locator) -> None:
    box = phone.get_by_role("textbox", name="张卫民要说的话")
    box.fill("岸边<b>有人</b>倒土")
    box.press("Enter")
    expect(phone.get_by_text("听到：岸边<b>有人</b>倒土")).to_be_visible()
    phone.get_by_role("button", name="/help").click()
    expect(phone.get_by_text("听到：/help")).to_be_visible()
    phone.get_by_role("button", name="命令菜单").click()
    phone.get_by_role("button", name="/patrol 开始巡河").click()
    expect(phone.get_by_text("听到：/patrol")).to_be_visible()


def a_paper_is_downloaded_under_its_name(desktop: Page, phone: Locator, tmp_path: Path) -> None:
    phone.get_by_role("textbox").fill("通报")
    phone.get_by_role("button", name="发送", exact=True).click()
    with desktop.expect_download() as waiting:
        phone.get_by_role("link", name="2026年第四季度通报.docx").click()
    assert waiting.value.suggested_filename == "2026年第四季度通报.docx"
    waiting.value.save_as(tmp_path / "paper")
    assert (tmp_path / "paper").read_bytes() == b"PK" * 9000


def test_photos_numbers_cards_and_files_are_sent(desktop: Page, parrot: Parrot) -> None:
    phone = begin(desktop)
    sample_photos_and_own_ones_go_as_one_album(desktop, phone, parrot)
    the_contact_key_asks_first_and_then_shares(desktop, phone)
    somebody_elses_card_can_be_sent(desktop, phone, parrot)
    any_file_can_be_sent(desktop, phone)


def sample_photos_and_own_ones_go_as_one_album(desktop: Page, phone: Locator, parrot: Parrot) -> None:
    attach(desktop, "照片")
    desktop.get_by_role("button", name="水面垃圾").click()
    desktop.get_by_role("button", name="排水口").click()
    own = FilePayload(name="岸边.jpg", mimeType="image/jpeg", buffer=picture("岸边"))
    desktop.get_by_label("从本机选照片").set_input_files([own])
    desktop.get_by_label("附言").fill("三处")
    desktop.get_by_role("button", name="发送 3 张").click()
    expect(phone.locator(".mine .pictures img")).to_have_count(3)
    expect(phone.locator(".mine .pictures")).to_have_count(1)
    expect(phone.get_by_text("收到照片").last).to_be_visible()
    assert len({message.media_group_id for message in parrot.heard if message.photo}) == 1
    phone.locator(".mine .pictures button").first.click()
    expect(desktop.get_by_role("img", name="照片大图")).to_be_visible()
    desktop.get_by_role("button", name="关闭照片").click()


def the_contact_key_asks_first_and_then_shares(desktop: Page, phone: Locator) -> None:
    phone.get_by_role("button", name="分享手机号").click()
    expect(desktop.get_by_role("dialog")).to_contain_text("+8613900000101")
    desktop.get_by_role("dialog").get_by_role("button", name="发送").click()
    expect(phone.get_by_text("已绑定 +8613900000101")).to_be_visible()


def somebody_elses_card_can_be_sent(desktop: Page, phone: Locator, parrot: Parrot) -> None:
    attach(desktop, "名片")
    desktop.get_by_role("dialog").get_by_role("button", name="李秀英").click()
    expect(phone.get_by_text("已绑定 +8613900000102")).to_be_visible()
    assert [message.contact.user_id for message in parrot.heard if message.contact] == [101, 102]


def any_file_can_be_sent(desktop: Page, phone: Locator) -> None:
    with desktop.expect_file_chooser() as chooser:
        attach(desktop, "文件")
    roster = FilePayload(name="名册.xlsx", mimeType="application/octet-stream", buffer=b"PK")
    chooser.value.set_files(roster)
    expect(phone.get_by_role("link", name="名册.xlsx")).to_be_visible()


def test_the_map_is_moved_and_a_place_is_chosen_on_it(desktop: Page, parrot: Parrot) -> None:
    phone = begin(desktop)
    phone.get_by_role("button", name="巡河", exact=True).click()
    attach(desktop, "位置")
    every_control_has_a_name(desktop)
    the_map_is_moved_and_enlarged_without_choosing(desktop)
    desktop.get_by_role("button", name="取消").click()
    a_place_is_chosen_on_the_map(desktop, phone, parrot)


def every_control_has_a_name(desktop: Page) -> None:
    nameless = desktop.evaluate(
        """[...document.querySelectorAll("button, a, input, select, textarea, dialog")]
             .filter((each) => !(each.getAttribute("aria-label") || each.getAttribute("aria-labelledby")
               || each.textContent.trim() || each.labels?.length))
             .map((each) => each.outerHTML)"""
    )
    assert nameless == []


def the_map_is_moved_and_enlarged_without_choosing(desktop: Page) -> None:
    box = desktop.get_by_role("img", name="河湖地图")
    before = box.get_attribute("viewBox")
    desktop.get_by_role("button", name="放大").click()
    zoomed = box.get_attribute("viewBox")
    where = box.bounding_box()
    assert where is not None
    desktop.mouse.move(where["x"] + 200, where["y"] + 150)
    desktop.mouse.down()
    desktop.mouse.move(where["x"] + 260, where["y"] + 190, steps=4)
    desktop.mouse.up()
    assert len({before, zoomed, box.get_attribute("viewBox")}) == 3
    expect(desktop.get_by_role("button", name="发送这个位置")).to_be_disabled()


def a_place_is_chosen_on_the_map(desktop: Page, phone: Locator, parrot: Parrot) -> None:
    phone.get_by_role("button", name="发位置", exact=True).click()
    send = desktop.get_by_role("button", name="发送这个位置")
    expect(send).to_be_disabled()
    desktop.get_by_role("img", name="河湖地图").click(position={"x": 260, "y": 180})
    expect(desktop.get_by_text("北纬 29.6")).to_be_visible()
    desktop.get_by_role("button", name="在璧南河青杠村段").click()
    send.click()
    expect(phone.get_by_text("离河 12 米")).to_be_visible()
    [place] = [message.location for message in parrot.heard if message.location]
    assert (round(place.latitude, 4), round(place.longitude, 4)) == (29.605, 106.21)


def test_the_clock_goes_on_with_a_walk_and_leaps(desktop: Page, parrot: Parrot) -> None:
    phone = begin(desktop)
    a_walk_moves_the_live_location_and_the_clock(desktop, phone, parrot)
    the_clock_leaps_and_what_was_due_arrives(desktop, phone)


def a_walk_moves_the_live_location_and_the_clock(desktop: Page, phone: Locator, parrot: Parrot) -> None:
    attach(desktop, "走一段河")
    expect(desktop.get_by_label("走哪一段")).to_contain_text("璧南河青杠村段（3.2 公里）")
    desktop.get_by_text("三成").click()
    desktop.get_by_role("button", name="开始走").click()
    expect(phone.get_by_text("正在沿河行走，共享实时位置")).to_be_visible()
    expect(phone.get_by_text("实时位置共享中")).to_be_visible()
    expect(desktop.get_by_role("group", name="时间")).to_contain_text(re.compile("09:(0[2-9]|[123])"))
    phone.get_by_role("button", name="停止共享").click()
    expect(phone.get_by_text("实时位置已结束")).to_be_visible()
    assert parrot.moves >= 2


def the_clock_leaps_and_what_was_due_arrives(desktop: Page, phone: Locator) -> None:
    desktop.get_by_role("button", name="到季末").click()
    expect(phone.get_by_text("现在是 12月31日 18:00。")).to_be_visible()
    expect(desktop.get_by_role("group", name="时间")).to_contain_text("2026-12-31 周四 18:00")
    expect(phone.get_by_text("12月31日 周四")).to_be_visible()


def test_a_broken_line_and_a_blocked_bot_are_got_over(desktop: Page) -> None:
    phone = begin(desktop)
    troubles_with_the_line_are_switched_and_shown(desktop, phone)
    who_blocks_the_bot_can_come_back(desktop, phone)


def troubles_with_the_line_are_switched_and_shown(desktop: Page, phone: Locator) -> None:
    desktop.get_by_role("button", name="线路正常").click()
    desktop.get_by_role("button", name="断网").click()
    phone.get_by_role("textbox").fill("在吗")
    phone.get_by_role("textbox").press("Enter")
    expect(phone.get_by_text("在吗", exact=True)).to_be_visible()
    desktop.get_by_role("button", name="断网").click()
    expect(phone.get_by_text("听到：在吗")).to_have_count(0)
    desktop.get_by_role("button", name="正常 线路通畅").click()
    expect(phone.get_by_text("听到：在吗")).to_be_visible()


def who_blocks_the_bot_can_come_back(desktop: Page, phone: Locator) -> None:
    phone.get_by_role("button", name="张卫民的更多操作").click()
    desktop.get_by_role("dialog").get_by_role("button", name="屏蔽").click()
    phone.get_by_role("button", name="解除屏蔽").click()
    expect(phone.get_by_role("textbox")).to_be_visible()


def test_a_pocket_fits_a_thumb_and_shows_one_phone_at_a_time(pocket: Page) -> None:
    phone = begin(pocket)
    nothing_is_wider_than_a_pocket_or_too_small_for_a_thumb(pocket, phone)
    one_phone_is_shown_at_a_time_and_the_unread_are_counted(pocket)


def nothing_is_wider_than_a_pocket_or_too_small_for_a_thumb(pocket: Page, phone: Locator) -> None:
    phone.get_by_role("button", name="巡河", exact=True).click()
    phone.get_by_role("button", name="全部正常").wait_for()
    assert pocket.evaluate("document.documentElement.scrollWidth") == 390
    small = pocket.evaluate(
        """[...document.querySelectorAll("button:not(.command), .inline a, textarea")]
             .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 44)
             .map((each) => each.outerHTML)"""
    )
    assert small == []


def one_phone_is_shown_at_a_time_and_the_unread_are_counted(pocket: Page) -> None:
    expect(pocket.locator(".phone:visible")).to_have_count(1)
    pocket.get_by_role("button", name="李秀英").click()
    expect(zhangs(pocket)).to_be_hidden()
    expect(pocket.locator("#phone-102")).to_be_visible()
    pocket.get_by_role("button", name="到明天").click()
    unread = pocket.get_by_role("navigation").get_by_label("1 条新消息")
    expect(unread).to_be_visible()
    pocket.get_by_role("navigation").get_by_role("button", name="张卫民").click()
    expect(zhangs(pocket).get_by_text("提醒")).to_be_visible()
    expect(unread).to_be_hidden()
