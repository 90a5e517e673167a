"""The driver that every dialog test is written with, tried on a bot of a few lines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, Update

from bot.sandbox import acts
from bot.sandbox.records import User
from bot.sandbox.world import World
from tests.bot.sandbox.conftest import Clock
from tests.people import Person, picture

pytestmark = pytest.mark.anyio

LINE = [(29.59, 106.22), (29.60, 106.22), (29.60, 106.23)]


class Parrot:
    """A bot that says what it heard, changes a message when its button is tapped, and gives photos back."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.offset = 0
        self.moves = 0

    async def settle(self) -> None:
        """Fetches and answers until nothing waits."""
        while updates := await self.bot.get_updates(offset=self.offset):
            for update in updates:
                self.offset = update.update_id + 1
                await self.answer(update)

    async def answer(self, update: Update) -> None:
        if update.edited_message:
            self.moves += 1
        elif update.callback_query and update.callback_query.message:
            await update.callback_query.answer("已确认")
            await update.callback_query.edit_message_text("<i>已确认</i>", parse_mode="HTML")
        elif update.message and update.message.photo:
            await self.bot.send_photo(update.message.chat_id, update.message.photo[-1].file_id, caption="收到")
        elif update.message:
            await self.bot.send_message(
                update.message.chat_id,
                f"<b>听到</b>{update.message.text or ''}",
                "HTML",
                reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("确认", callback_data="ok")]]),
            )


@pytest.fixture
def parrot(bot: Bot) -> Parrot:
    return Parrot(bot)


@pytest.fixture
def person(world: World, zhang: User, parrot: Parrot, clock: Clock) -> Person:
    return Person(world, zhang, parrot.settle, clock.pass_time)


async def test_a_person_hears_what_is_new_and_what_changed(person: Person, world: World) -> None:
    [heard] = await person.says("在吗")
    assert (heard.text, heard.html, heard.buttons) == ("听到在吗", "<b>听到</b>在吗", ["确认"])
    [changed] = await person.taps("确认")
    assert (changed.id, changed.html, changed.buttons) == (heard.id, "<i>已确认</i>", [])
    assert person.toasts == ["已确认"]
    assert person.last.text == "已确认"
    assert await person.hears() == []
    assert world.violations == []


async def test_a_button_of_an_old_message_can_be_pressed(person: Person) -> None:
    [old] = await person.starts("board-7")
    assert old.text == "听到/start board-7"
    await person.says("二")
    [changed] = await person.taps("确认", under=old)
    assert changed.id == old.id
    with pytest.raises(acts.NoSuchButton):
        await person.taps("取消", under=old)


async def test_photos_and_files_come_back_as_bytes(person: Person) -> None:
    [photo] = await person.sends_photo(picture("河面"), "看")
    assert photo.photo is not None
    assert photo.photo.startswith(b"\xff\xd8")
    assert photo.text == "收到"
    assert len(await person.sends_album([picture("一"), picture("二")])) == 2
    assert len(await person.sends_file("a.xlsx", b"PK")) == 1


async def test_a_paper_of_the_bot_has_its_name_and_bytes(person: Person, bot: Bot) -> None:
    await bot.send_document(person.user.id, b"PK", filename="通报.docx", caption="请核")
    [paper] = await person.hears()
    assert (paper.document, paper.file_name, paper.text) == (b"PK", "通报.docx", "请核")
    assert paper.photo is None
    assert paper.place is None


async def test_a_walk_shares_the_place_as_it_goes_and_takes_its_time(
    person: Person, parrot: Parrot, clock: Clock
) -> None:
    before = clock.now
    await person.walks(LINE, minutes=20, every=60)
    assert parrot.moves == 20
    assert clock.now - before == timedelta(minutes=20)
    assert person.share is not None
    assert person.share.place == LINE[-1]
    await person.stops_sharing()
    with pytest.raises(ValueError, match="shares no live location"):
        await person.stops_sharing()


async def test_all_other_acts_are_heard(person: Person, world: World, bot: Bot) -> None:
    await bot.send_message(
        person.user.id,
        "请选",
        reply_markup=ReplyKeyboardMarkup([[KeyboardButton("位置", request_location=True), "帮助"]]),
    )
    [menu] = await person.hears()
    assert (menu.rows, menu.data, menu.links) == ([["位置", "帮助"]], {}, {})
    assert person.labels == ["位置", "帮助"]
    assert len(await person.taps("位置", place=LINE[0])) == 1
    assert len(await person.shares_contact()) == 1
    assert len(await person.shares_place(LINE[0], 12)) == 1
    assert len(await person.sends_voice()) == 1
    assert len(await person.sends_sticker()) == 1
    assert len(await person.forwards(person.said[0])) == 1
    await person.says("错")
    await person.edits(person.said[-1], "对")
    assert len(await person.taps_data(person.last, "anything")) == 1
    await person.blocks_bot()
    await person.unblocks()
    assert len(person.heard) == 8
    assert world.violations == []
