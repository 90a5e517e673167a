"""Where a person stands: any dialog can be left, resumed and dropped, on every step, whatever comes in between."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.sandbox import acts
from bot.texts import Texts
from handlers.rooms import DIALOGS
from storage.models import Draft
from tests.databases import ONE_DATABASE
from tests.people import picture
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]

WATER = picture("水面")
MENU = "张卫民，您好。\n· 青溪村党支部书记｜璧南河青溪村段\n\n请从下方菜单选择。"


def drafts(river: River) -> list[tuple[str, bool]]:
    with river.look() as session:
        return [(draft.dialog, draft.parked) for draft in session.scalars(select(Draft).order_by(Draft.id))]


async def test_the_menu_names_the_posts_and_offers_what_the_role_may_do(river: River) -> None:
    [menu] = await river.zhang.says("/menu")
    assert menu.text == MENU
    assert menu.rows[:2] == [["🚶 巡河", "📷 上报问题"], ["🛠 整改任务", "📋 我的职责"]]
    [start] = await river.zhang.starts()
    assert start.text == MENU


async def test_help_says_only_what_concerns_the_role(river: River) -> None:
    [chiefs] = await river.zhang.says("/help")
    [units] = await river.zhao.says("/help")
    assert "巡河：" in chiefs.text
    assert "巡河：" not in units.text
    assert "整改任务：" in units.text


async def test_help_names_what_stands_behind_more_for_the_role(river: River) -> None:
    [chiefs] = await river.zhang.says("/help")
    [offices] = await river.wang.says("/help")
    assert "⋯ 更多里还有：📓 巡河日志、🎯 重点事项、📬 收到公文、📑 履职考核。" in chiefs.text
    assert "📑 履职考核里有：📋 履职清单、🪞 对照检查、⏳ 考核倒计时" in chiefs.text
    assert "🗣 群众反映、📝 登记问题、📄 公文督办" in offices.text


async def test_an_offices_second_page_is_no_taller_than_a_phone(river: River) -> None:
    [offices] = await river.wang.says("/more")
    [chiefs] = await river.zhang.says("/more")
    assert (len(offices.rows), max(map(len, offices.rows))) == (6, 3)
    assert chiefs.rows == [["📓 巡河日志", "🎯 重点事项"], ["📬 收到公文", "📑 履职考核"], ["⬅️ 返回菜单"]]
    for page in (await river.wang.says("/conduct"), await river.zhang.says("/conduct")):
        assert page[0].buttons[0] == "📋 履职清单"
        assert len(page[0].rows) <= 6


def test_every_dialog_that_can_be_left_unfinished_has_a_name_to_be_offered_by() -> None:
    named = Texts(ZoneInfo("Asia/Shanghai")).labels("dialog")
    assert [dialog.name for dialog in DIALOGS if not dialog.lookup and dialog.name not in named] == []


async def test_a_dialog_is_left_and_resumed_where_it_was(river: River) -> None:
    asked = (await river.zhang.sends_photo(WATER))[-1]
    left, offered = await river.zhang.says("/leave")
    assert left.text == "⏸「上报问题」已放在一边，说过的都在。"
    assert offered.text == "未完成：上报问题（11月23日 09:30）"
    assert drafts(river) == [("report", True)]
    heard = await river.zhang.taps("▶️ 接着填")
    assert heard[-1].buttons == asked.buttons
    assert drafts(river) == [("report", False)]


async def test_a_dialog_is_dropped_only_when_its_owner_says_so(river: River) -> None:
    await river.zhang.sends_photo(WATER)
    _, offered = await river.zhang.says("/leave")
    data = offered.data["🗑 不要了"]
    await river.li.sends_photo(picture("岸边"))
    _, of_li = await river.li.says("/leave")
    heard = await river.li.taps_data(of_li, data)
    assert heard[-1].text == "这一份已经办完或不在了。菜单在下方。"
    assert drafts(river) == [("report", True)] * 2
    heard = await river.zhang.taps("🗑 不要了")
    assert "已丢弃，没有留下记录。" in [one.text for one in heard]
    assert drafts(river) == [("report", True)]


async def test_what_was_dropped_cannot_be_resumed_by_an_old_button(river: River) -> None:
    await river.zhang.sends_photo(WATER)
    _, offered = await river.zhang.says("/leave")
    data = offered.data
    await river.zhang.taps("🗑 不要了")
    heard = await river.zhang.taps_data(offered, data["▶️ 接着填"])
    assert "这一份已经办完或不在了。菜单在下方。" in [one.text for one in heard]


async def test_leaving_when_nothing_was_begun_shows_the_menu(river: River) -> None:
    [menu] = await river.zhang.says("/leave")
    assert menu.text == MENU


async def test_the_menu_in_the_middle_of_a_dialog_changes_nothing(river: River) -> None:
    await river.zhang.sends_photo(WATER)
    await river.zhang.says("/menu")
    assert drafts(river) == [("report", False)]
    heard = await river.zhang.sends_photo(picture("岸边"))
    assert heard[-1].text.startswith("已收到 2 张照片。")


async def test_another_dialog_in_the_middle_parks_the_first(river: River) -> None:
    await river.zhang.sends_photo(WATER)
    await river.zhang.says("/patrol")
    assert drafts(river)[0] == ("report", True)
    heard = await river.zhang.says("/menu")
    assert "未完成：上报问题（11月23日 09:30）" in [one.text for one in heard]


async def test_an_unknown_command_in_the_middle_is_no_answer_to_the_question(river: River) -> None:
    await river.zhang.sends_photo(WATER)
    heard = await river.zhang.says("/nonsense")
    assert heard != []
    assert drafts(river) == [("report", False)]
    with river.look() as session:
        assert "/nonsense" not in str(session.scalars(select(Draft)).one().data)


async def test_an_edit_changes_no_record_and_says_so(river: River) -> None:
    await river.zhang.sends_photo(WATER)
    await river.zhang.says("岸边有垃圾")
    with river.look() as session:
        before = session.scalars(select(Draft)).one().data
    [told] = await river.zhang.edits(river.zhang.said[-1], "没有垃圾")
    assert told.text == "修改已发出的消息不会改变记录。要改，请重新发送这一条。"
    with river.look() as session:
        assert session.scalars(select(Draft)).one().data == before


async def test_an_edit_outside_of_any_dialog_is_nobodys_matter(river: River) -> None:
    await river.zhang.says("你好")
    assert await river.zhang.edits(river.zhang.said[-1], "您好") == []


async def test_a_sticker_in_the_middle_is_answered_and_the_question_stands(river: River) -> None:
    asked = (await river.zhang.sends_photo(WATER))[-1]
    heard = await river.zhang.sends_sticker()
    assert heard[0].text == "这一步用不上您刚发的内容，前面说的都还在。"
    assert heard[-1].buttons == asked.buttons
    assert drafts(river) == [("report", False)]


async def test_words_and_stickers_out_of_the_blue_show_the_menu(river: River) -> None:
    assert (await river.zhang.says("你好"))[0].text == MENU
    assert (await river.zhang.sends_sticker())[0].text == MENU


async def test_in_a_group_nothing_is_recorded(river: River) -> None:
    group = river.world.add_group("青溪村河长群", river.zhang.user)
    for words in ("/patrol", "/patrol@river_chief_bot", "/start"):
        acts.says(river.world, river.zhang.user, words, chat=group)
        await river.settle()
    said = [message.body["text"] for message in group.messages.values() if message.by_bot]
    assert said == ["巡河、上报请点我的头像私聊办理，群里不记录履职。"] * 3
    assert drafts(river) == []


async def test_the_bot_added_to_a_group_says_once_what_it_is_for_and_then_keeps_quiet(river: River) -> None:
    group = river.world.add_group("青溪村河长群", river.zhang.user)
    acts.adds_bot(river.world, river.zhang.user, group)
    acts.says(river.world, river.zhang.user, "大家下午好", chat=group)
    await river.settle()
    [hello] = [str(message.body["text"]) for message in group.messages.values() if message.by_bot]
    assert hello.startswith("大家好，我是河长助手。")


async def test_every_step_survives_a_restart(river: River) -> None:
    asked = (await river.zhang.sends_photo(WATER))[-1]
    await river.restarted()
    heard = await river.zhang.says("/report")
    assert heard[-1].buttons == asked.buttons
    assert drafts(river) == [("report", False)]


async def test_a_button_of_another_age_is_answered(river: River) -> None:
    asked = (await river.zhang.sends_photo(WATER))[-1]
    for data in ("nonsense", "a:b:c", "report:submit:999999", "draft:resume:999999", "draft:drop", "draft:resume:x"):
        heard = await river.zhang.taps_data(asked, data)
        assert heard[-1].text in (
            "这个按钮已过时，情况已有变化。请看最新的消息，或从菜单重新进入。",
            "这一份已经办完或不在了。菜单在下方。",
        ), data
