"""Requests are held against Telegram's limits, and refused in its words."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from telegram import Bot, InputMediaPhoto
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.sandbox import acts
from bot.sandbox.limits import UPLOAD_BYTES
from bot.sandbox.methods import METHODS
from bot.sandbox.records import Json, User
from bot.sandbox.standin import standin
from bot.sandbox.world import World
from tests.people import picture

pytestmark = pytest.mark.anyio


async def ask(world: World, method: str, **fields: Any) -> Json:
    """A request as no library would let it out, sent as JSON."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(standin(world)), base_url="http://t") as client:
        answer = await client.post(f"/bot{world.token}/{method}", json=fields)
    told: Json = answer.json()
    assert answer.status_code == (200 if told["ok"] else told["error_code"])
    return told


def inline(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


KEY = {"text": "是", "callback_data": "x"}

REFUSED: dict[str, tuple[Json, str]] = {
    "no text": ({}, "message text is empty"),
    "blank text": ({"text": " \n"}, "message text is empty"),
    "long text": ({"text": "河" * 4097}, "message is too long"),
    "astral text": ({"text": "𠔉" * 2049}, "message is too long"),
    "unknown field": ({"text": "x", "colour": "red"}, "sendMessage has no field colour"),
    "wrong type": ({"text": "x", "reply_markup": [1]}, "can't parse reply_markup as object"),
    "other markup": ({"text": "x", "parse_mode": "Markdown"}, "reads parse_mode HTML only"),
    "entity beyond the text": (
        {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
        "reaches beyond the text",
    ),
    "hundred and one entities": ({"text": "<b>x</b> " * 101, "parse_mode": "HTML"}, "more than 100 entities"),
    "long data": ({"text": "x", "reply_markup": inline([KEY | {"callback_data": "河" * 22}])}, "BUTTON_DATA_INVALID"),
    "no data": ({"text": "x", "reply_markup": inline([KEY | {"callback_data": ""}])}, "BUTTON_DATA_INVALID"),
    "no action": ({"text": "x", "reply_markup": inline([{"text": "是"}])}, "Text buttons are unallowed"),
    "two actions": ({"text": "x", "reply_markup": inline([KEY | {"url": "https://a.cn"}])}, "exactly one action"),
    "odd address": ({"text": "x", "reply_markup": inline([{"text": "是", "url": "a b"}])}, "BUTTON_URL_INVALID"),
    "no label": ({"text": "x", "reply_markup": inline([{"text": "", "callback_data": "x"}])}, "text is empty"),
    "nine in a row": ({"text": "x", "reply_markup": inline([KEY] * 9)}, "more than 8 buttons in a row"),
    "too many buttons": ({"text": "x", "reply_markup": inline(*([[KEY] * 8] * 13))}, "reply markup is too long"),
    "empty keyboard": ({"text": "x", "reply_markup": {"keyboard": []}}, "a reply keyboard without buttons"),
    "long placeholder": (
        {"text": "x", "reply_markup": {"keyboard": [["x"]], "input_field_placeholder": "河" * 65}},
        "input_field_placeholder must be 1-64 long",
    ),
    "no markup at all": ({"text": "x", "reply_markup": {"buttons": []}}, "object expected as reply markup"),
}


@pytest.mark.parametrize(("fields", "reason"), REFUSED.values(), ids=REFUSED)
async def test_a_message_that_breaks_a_limit_is_refused_and_noted(
    fields: Json, reason: str, world: World, zhang: User
) -> None:
    told = await ask(world, "sendMessage", chat_id=zhang.id, **fields)
    assert told["error_code"] == 400
    assert reason in told["description"]
    assert len(world.violations) == 1


UNREADABLE = {
    "<b>x": 'Can\'t find end tag corresponding to start tag "b"',
    "河<i>x</b>": 'Unmatched end tag, expected "</i>", found "</b>" at byte offset 7',
    "x</b>": "Unexpected end tag at byte offset 1",
    "<div>x</div>": 'Unsupported start tag "div" at byte offset 0',
    '<span class="red">x</span>': 'Unsupported start tag "span"',
    "3 < 5": "Unclosed start tag at byte offset 2",
    "<br/>": 'Unsupported start tag "br"',
}


@pytest.mark.parametrize("html", UNREADABLE)
async def test_markup_that_telegram_cannot_read_is_refused(html: str, world: World, zhang: User, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await bot.send_message(zhang.id, html, parse_mode="HTML")
    assert UNREADABLE[html] in world.violations[0]


async def test_the_length_is_counted_after_the_markup_is_read(world: World, zhang: User, bot: Bot) -> None:
    await bot.send_message(zhang.id, "<b>" + "&lt;" * 4096 + "</b>", parse_mode="HTML")
    await bot.send_photo(zhang.id, picture("x"), caption="<i>" + "河" * 1024 + "</i>", parse_mode="HTML")
    assert world.violations == []
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(zhang.id, picture("x"), caption="河" * 1025)


async def test_contact_and_place_may_be_asked_for_in_private_only(world: World, zhang: User) -> None:
    group = world.add_group("河长群", zhang)
    for wish, reason in (("request_contact", "phone number"), ("request_location", "location")):
        markup = {"keyboard": [[{"text": "给", wish: True}]]}
        assert (await ask(world, "sendMessage", chat_id=zhang.id, text="x", reply_markup=markup))["ok"]
        told = await ask(world, "sendMessage", chat_id=group.id, text="x", reply_markup=markup)
        assert told["description"] == f"Bad Request: {reason} can be requested in private chats only"


async def test_an_album_has_two_to_ten_pictures(world: World, zhang: User, bot: Bot) -> None:
    media = [InputMediaPhoto(picture("一"), caption="两张"), InputMediaPhoto(picture("二"))]
    sent = await bot.send_media_group(zhang.id, media)
    assert len({message.media_group_id for message in sent}) == 1
    for wrong in (media[:1], media * 6):
        with pytest.raises(BadRequest, match="2-10"):
            await bot.send_media_group(zhang.id, wrong)


async def test_what_is_no_picture_or_too_large_is_refused(world: World, zhang: User, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(zhang.id, b"no picture")
    with pytest.raises(BadRequest, match="Photo_invalid_dimensions"):
        await bot.send_photo(zhang.id, picture("线", size=(2100, 100)))
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.send_photo(zhang.id, bytes(11 * 2**20))
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.send_document(zhang.id, bytes(UPLOAD_BYTES + 1))
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(zhang.id, b"")


async def test_a_file_over_twenty_megabytes_cannot_be_fetched(world: World, zhang: User, bot: Bot) -> None:
    large = acts.sends_file(world, zhang, "录像.mp4", bytes(21 * 2**20))
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(large.body["document"]["file_id"])
    assert world.violations == []


async def test_an_unknown_method_is_answered_404_and_noted(world: World) -> None:
    told = await ask(world, "sendGift", chat_id=1)
    assert told["error_code"] == 404
    assert world.violations == ["sendGift: the stand-in knows no such method"]


async def test_a_wrong_token_is_refused(world: World) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(standin(world)), base_url="http://t") as client:
        assert (await client.get("/bot1:x/getMe")).status_code == 401
        assert (await client.get(f"/file/bot{world.token}/nothing.jpg")).status_code == 404
    with pytest.raises(InvalidToken):
        async with Bot("1:x", "http://t/bot", request=_in_process(world)):
            pass


def _in_process(world: World) -> Any:
    from telegram.request import HTTPXRequest

    return HTTPXRequest(httpx_kwargs={"transport": httpx.ASGITransport(standin(world))})


async def test_who_cannot_be_written_to_is_told_by_kind(world: World, zhang: User, li: User, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(999, "在吗")
    with pytest.raises(Forbidden, match="can't initiate conversation with a user"):
        await bot.send_message(li.id, "在吗")
    acts.blocks_bot(world, zhang)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(zhang.id, "在吗")
    acts.unblocks(world, zhang)
    acts.leaves_telegram(world, zhang)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(zhang.id, "在吗")
    assert world.violations == []
    assert len(world.refusals) == 4


async def test_without_checking_everything_goes(zhang: User, world: World, bot: Bot) -> None:
    world.strict = False
    await bot.send_message(zhang.id, "x" * 5000)
    assert world.violations == []


def test_the_table_names_every_method_that_is_carried_out() -> None:
    from bot.sandbox.carriers import CARRIERS

    assert set(METHODS) == {*CARRIERS, "getUpdates"}
