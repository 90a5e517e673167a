"""Messages are changed, deleted and answered as Telegram lets a bot do it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest

from bot.sandbox import acts
from bot.sandbox.records import User
from bot.sandbox.world import World
from tests.bot.sandbox.conftest import Clock
from tests.people import picture

pytestmark = pytest.mark.anyio

YES = InlineKeyboardMarkup([[InlineKeyboardButton("是", callback_data="yes")]])


async def test_an_edit_without_buttons_takes_them_away(world: World, zhang: User, bot: Bot) -> None:
    sent = await bot.send_message(zhang.id, "结束吗？", reply_markup=YES)
    edited = await sent.edit_text("<b>已结束</b>", parse_mode="HTML")
    assert isinstance(edited, Message)
    assert edited.text_html == "<b>已结束</b>"
    assert edited.reply_markup is None
    assert edited.edit_date is not None


async def test_an_edit_that_changes_nothing_is_refused(world: World, zhang: User, bot: Bot) -> None:
    sent = await bot.send_message(zhang.id, "一", reply_markup=YES)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("一", reply_markup=YES)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_reply_markup(YES)
    assert world.violations == []


async def test_only_what_is_there_can_be_edited(world: World, zhang: User, bot: Bot) -> None:
    sent = await bot.send_message(zhang.id, "一")
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("二", zhang.id, 999)
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await sent.edit_caption("二")
    photo = await bot.send_photo(zhang.id, picture("一"))
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await photo.edit_text("二")
    theirs = acts.says(world, zhang, "我的")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("二", zhang.id, theirs.id)


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(world: World, zhang: User, bot: Bot) -> None:
    sent = await bot.send_message(zhang.id, "请选", reply_markup=ReplyKeyboardMarkup([["巡河"]]))
    with pytest.raises(BadRequest, match="reply keyboard"):
        await sent.edit_text("二")
    assert world.violations


async def test_the_reply_keyboard_stays_until_it_is_taken_away(world: World, zhang: User, bot: Bot) -> None:
    chat = world.chats[zhang.id]
    await bot.send_message(zhang.id, "请选", reply_markup=ReplyKeyboardMarkup([["巡河", "帮助"]]))
    await bot.send_message(zhang.id, "还在")
    assert acts.labels(chat) == ["巡河", "帮助"]
    await bot.send_message(zhang.id, "收起", reply_markup=ReplyKeyboardRemove())
    assert acts.labels(chat) == []


async def test_a_photo_is_exchanged_with_its_caption(world: World, zhang: User, bot: Bot) -> None:
    sent = await bot.send_photo(zhang.id, picture("前"), caption="前")
    edited = await sent.edit_media(InputMediaPhoto(picture("后"), caption="后"), reply_markup=YES)
    assert isinstance(edited, Message)
    assert edited.caption == "后"
    assert edited.photo[-1].file_unique_id != sent.photo[-1].file_unique_id
    paper = await sent.edit_media(InputMediaDocument(b"PK", filename="通报.docx"))
    assert isinstance(paper, Message)
    assert not paper.photo
    assert paper.document is not None
    assert paper.document.file_name == "通报.docx"


async def test_a_photo_seen_before_is_sent_again_by_its_id(world: World, zhang: User, bot: Bot) -> None:
    theirs = acts.sends_photo(world, zhang, picture("排口"))
    again = await bot.send_photo(zhang.id, theirs.body["photo"][-1]["file_id"], caption="原图")
    assert [size.file_id for size in again.photo] == [size["file_id"] for size in theirs.body["photo"]]
    with pytest.raises(BadRequest, match="Can't use file of this type"):
        await bot.send_document(zhang.id, theirs.body["photo"][-1]["file_id"])
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_photo(zhang.id, "nonsense")


async def test_messages_are_deleted_within_two_days(world: World, zhang: User, bot: Bot, clock: Clock) -> None:
    first = await bot.send_message(zhang.id, "一")
    second = await bot.send_message(zhang.id, "二")
    theirs = acts.says(world, zhang, "三")
    assert await first.delete()
    assert await bot.delete_message(zhang.id, theirs.id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await first.delete()
    clock.pass_time(timedelta(hours=49))
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await second.delete()


async def test_a_press_is_answered_once_and_in_time(world: World, zhang: User, bot: Bot, clock: Clock) -> None:
    sent = await bot.send_message(zhang.id, "结束吗？", reply_markup=YES)
    first = acts.taps(world, zhang, sent.message_id, "yes")
    second = acts.taps(world, zhang, sent.message_id, "yes")
    assert await bot.answer_callback_query(first.id, "好", show_alert=True)
    assert (first.shown, first.alert) == ("好", True)
    clock.pass_time(timedelta(minutes=1))
    for late in (first.id, second.id, "nonsense"):
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(late)


async def test_answers_and_copies_point_at_what_they_repeat(world: World, zhang: User, bot: Bot) -> None:
    theirs = acts.says(world, zhang, "岸边有垃圾")
    answer = await bot.send_message(zhang.id, "收到", reply_to_message_id=theirs.id)
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "岸边有垃圾"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(zhang.id, "收到", reply_to_message_id=999)
    forwarded = await bot.forward_message(zhang.id, zhang.id, theirs.id)
    assert forwarded.forward_origin is not None
    copied = await bot.copy_message(zhang.id, zhang.id, theirs.id)
    assert world.chats[zhang.id].messages[copied.message_id].body["text"] == "岸边有垃圾"


async def test_the_bots_own_live_location_moves_and_stops(world: World, zhang: User, bot: Bot) -> None:
    sent = await bot.send_location(zhang.id, 29.59, 106.22, live_period=600)
    moved = await sent.edit_live_location(29.6, 106.3)
    assert isinstance(moved, Message)
    assert moved.location is not None
    assert moved.location.latitude == 29.6
    stopped = await sent.stop_live_location()
    assert isinstance(stopped, Message)
    assert stopped.location is not None
    assert stopped.location.live_period is None
