"""Everything that people do reaches the bot in a form that python-telegram-bot reads whole."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from PIL import Image
from telegram import Bot, MessageOriginHiddenUser, MessageOriginUser, Update

from bot.sandbox import acts
from bot.sandbox.records import User
from bot.sandbox.world import World
from tests.bot.sandbox.conftest import Clock
from tests.people import picture

pytestmark = pytest.mark.anyio

HERE = (29.59, 106.22)


async def fetch(bot: Bot) -> list[Update]:
    """What waits, each update also read twice over: what was understood is what was said."""
    updates = list(await bot.get_updates())
    for update in updates:
        assert not update.api_kwargs
        for part in (update.message, update.edited_message):
            assert part is None or not part.api_kwargs
    return updates


EVERY_ACT: dict[str, Callable[[World, User], object]] = {
    "text": lambda world, user: acts.says(world, user, "河面有垃圾"),
    "command": lambda world, user: acts.says(world, user, "/patrol"),
    "photo": lambda world, user: acts.sends_photo(world, user, picture("河面"), "看"),
    "album": lambda world, user: acts.sends_album(world, user, [picture("一"), picture("二")], "两张"),
    "file": lambda world, user: acts.sends_file(world, user, "名册.xlsx", b"PK", caption="名册"),
    "voice": lambda world, user: acts.sends_voice(world, user),
    "sticker": lambda world, user: acts.sends_sticker(world, user),
    "contact": lambda world, user: acts.shares_contact(world, user),
    "place": lambda world, user: acts.shares_place(world, user, HERE, accuracy=12),
    "live location": lambda world, user: acts.shares_live(world, user, HERE).moves_to((29.6, 106.2), 8, 90),
    "end of a live location": lambda world, user: acts.shares_live(world, user, HERE).stops(),
    "forward": lambda world, user: acts.forwards(world, user, acts.says(world, user, "原话")),
    "hidden forward": lambda world, user: acts.forwards(world, user, acts.says(world, user, "原话"), hidden=True),
    "edit": lambda world, user: acts.edits(world, user, acts.says(world, user, "错"), "对"),
    "block": lambda world, user: acts.blocks_bot(world, user),
    "unblock": lambda world, user: acts.unblocks(world, user),
    "bot in a group": lambda world, user: acts.adds_bot(world, user, world.add_group("河长群", user)),
}


@pytest.mark.parametrize("act", EVERY_ACT.values(), ids=EVERY_ACT)
async def test_the_library_understands_every_act(
    act: Callable[[World, User], object], world: World, zhang: User, bot: Bot
) -> None:
    act(world, zhang)
    updates = await fetch(bot)
    assert updates
    for update in updates:
        assert update.effective_user is not None
        assert update.effective_user.id == zhang.id
        assert update.to_dict()


async def test_a_command_is_marked_where_it_stands(world: World, zhang: User, bot: Bot) -> None:
    acts.says(world, zhang, "𠔉 /x 请 /help@river_chief_bot")
    [update] = await fetch(bot)
    assert update.message is not None
    found = update.message.parse_entities(["bot_command"])
    assert list(found.values()) == ["/x", "/help@river_chief_bot"]


async def test_an_edited_text_comes_as_an_edit(world: World, zhang: User, bot: Bot, clock: Clock) -> None:
    message = acts.says(world, zhang, "错")
    clock.pass_time(timedelta(minutes=1))
    acts.edits(world, zhang, message, "对")
    first, second = await fetch(bot)
    assert first.message is not None
    assert first.message.text == "错"
    assert second.edited_message is not None
    assert second.edited_message.text == "对"
    assert second.edited_message.edit_date == clock.now


async def test_a_tapped_button_tells_its_message_and_data(world: World, zhang: User, bot: Bot) -> None:
    keyboard = {"inline_keyboard": [[{"text": "是", "callback_data": "patrol:yes:1"}]]}
    await bot.send_message(zhang.id, "结束吗？", reply_markup=keyboard)  # type: ignore[arg-type]
    acts.taps_label(world, zhang, "是")
    [update] = await fetch(bot)
    assert update.callback_query is not None
    assert update.callback_query.data == "patrol:yes:1"
    assert update.callback_query.message is not None
    assert await bot.answer_callback_query(update.callback_query.id, "好")
    assert [query.shown for query in world.queries.values()] == ["好"]


async def test_keys_of_the_reply_keyboard_ask_for_contact_and_place(world: World, zhang: User, bot: Bot) -> None:
    keys = [[{"text": "手机", "request_contact": True}, {"text": "位置", "request_location": True}, "帮助"]]
    await bot.send_message(zhang.id, "请选", reply_markup={"keyboard": keys})  # type: ignore[arg-type]
    acts.taps_label(world, zhang, "手机")
    acts.taps_label(world, zhang, "位置", place=HERE)
    acts.taps_label(world, zhang, "帮助")
    contact, place, words = [update.message for update in await fetch(bot)]
    assert contact is not None
    assert contact.contact is not None
    assert (contact.contact.user_id, contact.contact.phone_number) == (101, "+8613900000101")
    assert place is not None
    assert place.location is not None
    assert words is not None
    assert words.text == "帮助"


async def test_a_label_that_is_not_there_is_told_with_those_that_are(world: World, zhang: User, bot: Bot) -> None:
    await bot.send_message(zhang.id, "请选", reply_markup={"keyboard": [["巡河"]]})  # type: ignore[arg-type]
    with pytest.raises(acts.NoSuchButton, match="'结束' is not among \\['巡河'\\]"):
        acts.taps_label(world, zhang, "结束")


async def test_someone_elses_card_carries_their_id(world: World, zhang: User, li: User, bot: Bot) -> None:
    acts.shares_contact(world, zhang, li)
    acts.shares_contact(world, zhang, phone="+8613700000000")
    theirs, nobodys = [update.message for update in await fetch(bot)]
    assert theirs is not None
    assert theirs.contact is not None
    assert theirs.contact.user_id == li.id
    assert nobodys is not None
    assert nobodys.contact is not None
    assert nobodys.contact.user_id is None


async def test_a_photo_loses_its_exif_and_comes_in_sizes(world: World, zhang: User, bot: Bot) -> None:
    acts.sends_photo(world, zhang, picture("排污口", place=HERE, size=(1600, 1200)))
    [update] = await fetch(bot)
    assert update.message is not None
    sides = [(size.width, size.height) for size in update.message.photo]
    assert sides == [(90, 68), (320, 240), (800, 600), (1280, 960)]
    data = bytes(await (await update.message.photo[-1].get_file()).download_as_bytearray())
    with Image.open(io.BytesIO(data)) as image:
        assert not image.getexif()
        assert image.size == (1280, 960)


async def test_a_file_keeps_its_bytes_and_so_its_exif(world: World, zhang: User, bot: Bot) -> None:
    original = picture("排污口", place=HERE)
    acts.sends_file(world, zhang, "IMG_1.jpg", original)
    [update] = await fetch(bot)
    assert update.message is not None
    assert update.message.document is not None
    assert update.message.document.mime_type == "image/jpeg"
    data = bytes(await (await update.message.document.get_file()).download_as_bytearray())
    assert data == original
    with Image.open(io.BytesIO(data)) as image:
        gps = image.getexif().get_ifd(0x8825)
    assert gps[1] == "N"
    assert float(gps[2][0]) == 29


async def test_an_album_shares_its_number_and_its_caption_stands_on_the_first(
    world: World, zhang: User, bot: Bot
) -> None:
    acts.sends_album(world, zhang, [picture("一"), picture("二"), picture("三")], "三张")
    messages = [update.message for update in await fetch(bot)]
    assert len({message.media_group_id for message in messages if message}) == 1
    assert [message.caption for message in messages if message] == ["三张", None, None]


async def test_a_live_location_moves_by_edits_and_ends_without_a_period(world: World, zhang: User, bot: Bot) -> None:
    share = acts.shares_live(world, zhang, HERE, 3600)
    share.moves_to((29.6, 106.3), 15)
    share.stops()
    started, moved, ended = await fetch(bot)
    assert started.message is not None
    assert started.message.location is not None
    assert moved.edited_message is not None
    assert moved.edited_message.location is not None
    assert moved.edited_message.location.horizontal_accuracy == 15
    assert moved.edited_message.message_id == started.message.message_id
    assert ended.edited_message is not None
    assert ended.edited_message.location is not None
    assert ended.edited_message.location.live_period is None
    with pytest.raises(ValueError, match="ended"):
        share.moves_to(HERE)


async def test_a_forward_tells_its_origin(world: World, zhang: User, li: User, bot: Bot) -> None:
    theirs = acts.sends_photo(world, li, picture("上游"))
    world.updates.waiting.clear()
    acts.forwards(world, zhang, theirs)
    acts.forwards(world, zhang, theirs, hidden=True)
    origins = [update.message.forward_origin for update in await fetch(bot) if update.message]
    assert isinstance(origins[0], MessageOriginUser)
    assert origins[0].sender_user.id == li.id
    assert isinstance(origins[1], MessageOriginHiddenUser)


async def test_who_blocked_the_bot_says_nothing_until_unblocking(world: World, zhang: User) -> None:
    acts.blocks_bot(world, zhang)
    with pytest.raises(ValueError, match="unblock"):
        acts.says(world, zhang, "在吗")
    acts.unblocks(world, zhang)
    assert acts.says(world, zhang, "在吗")


async def test_in_a_group_the_bot_hears_commands_and_answers_only(world: World, zhang: User, bot: Bot) -> None:
    group = world.add_group("河长群", zhang)
    acts.says(world, zhang, "早", chat=group)
    acts.says(world, zhang, "/help", chat=group)
    own = await bot.send_message(group.id, "大家好")
    acts.says(world, zhang, "收到", chat=group, reply_to=own.message_id)
    texts = [update.message.text for update in await fetch(bot) if update.message]
    assert texts == ["/help", "收到"]
