"""Groups and channels of the stand-in: albums, videos, a group that becomes another, and its chat on the page."""

import httpx
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from bot.sandbox import acts, media
from bot.sandbox.records import User
from bot.sandbox.stage import SampleGroup, Sandbox
from bot.sandbox.standin import standin
from bot.sandbox.world import World
from tests.bot.sandbox.conftest import Clock
from tests.pictures import picture

pytestmark = pytest.mark.anyio


async def test_an_album_mixes_photos_and_videos_only_and_counts_as_its_messages(
    world: World, zhang: User, bot: Bot
) -> None:
    group = world.add_group("工作群", zhang)
    photo = InputMediaPhoto(media.photo(world, picture("河"))[-1]["file_id"])
    video = InputMediaVideo(media.video(world, b"mp4")["file_id"])
    paper = InputMediaDocument(media.document(world, "a.pdf", b"%PDF")["file_id"])
    world.rates.enforced = True
    sent = await bot.send_media_group(group.id, [photo, video] * 5)
    assert {message.media_group_id for message in sent} == {sent[0].media_group_id}
    await bot.send_media_group(group.id, [paper] * 10)
    with pytest.raises(RetryAfter):
        await bot.send_video(group.id, video.media)
    with pytest.raises(BadRequest, match="can't be mixed"):
        await bot.send_media_group(zhang.id, [photo, paper])
    world.violations.clear()


async def test_a_group_that_became_a_supergroup_names_it_and_a_channel_knows_nobody(
    world: World, zhang: User, bot: Bot
) -> None:
    group = world.add_group("工作群", zhang)
    made = acts.upgrades_group(world, zhang, group)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "喂")
    assert moved.value.new_chat_id == made.id
    channel = world.add_group("公示", zhang, kind="channel")
    said = await bot.send_message(channel.id, "公示")
    assert (said.from_user, said.sender_chat and said.sender_chat.title) == (None, "公示")
    acts.puts_bot_out(world, zhang, channel)
    with pytest.raises(Forbidden, match="kicked from the channel chat"):
        await bot.send_message(channel.id, "公示")


async def test_a_group_stands_on_the_page_as_on_the_phone_of_one_of_its_people(
    world: World, clock: Clock, zhang: User, bot: Bot
) -> None:
    async def jump(_: object) -> None:
        """Nothing waits for the clock here."""

    group = world.add_group("工作群", zhang)
    stage = Sandbox([], dict, jump, clock, groups=[SampleGroup(group, zhang, "由张卫民发言")])
    button = InlineKeyboardMarkup([[InlineKeyboardButton("收到", callback_data="x")]])
    sent = await bot.send_message(group.id, "通知", reply_markup=button)
    transport = httpx.ASGITransport(standin(world, stage))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as page:
        await page.post("/sandbox/api/acts/say", json={"user": group.id, "text": "/group"})
        await page.post("/sandbox/api/acts/tap", json={"user": group.id, "message": sent.message_id, "data": "x"})
        told = (await page.get("/sandbox/api/news", params={"after": 0, "wait": 0})).json()
    assert [(each["id"], each["name"], each["group"]) for each in told["phones"]] == [(group.id, "工作群", True)]
    assert [(each["html"], each["sender"]) for each in told["messages"]] == [("通知", ""), ("/group", "张卫民")]
    assert [query.chat_id for query in world.queries.values()] == [group.id]
    assert [list(update)[1] for update in world.updates.waiting] == ["message", "callback_query"]
