"""A small county with a bot that says back what it heard, served for a browser from a thread of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import uvicorn
from telegram import (
    Bot,
    BotCommand,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.sandbox.stage import SamplePerson, Sandbox
from bot.sandbox.standin import standin
from bot.sandbox.world import World

MENU = ReplyKeyboardMarkup(
    [
        ["巡河", "上报问题"],
        [KeyboardButton("分享手机号", request_contact=True), KeyboardButton("发位置", request_location=True)],
    ],
    resize_keyboard=True,
    input_field_placeholder="点下面的按钮",
)

PEOPLE = (
    (101, "张卫民", "村级河长 · 青杠村", "+8613900000101", "每周巡河一次。点「开始」，再分享手机号绑定。"),
    (102, "李秀英", "镇河长办 · 青杠镇", "+8613900000102", "分派问题、督办整改、看台账。"),
    (103, "王建国", "责任单位 · 镇环保站", "+8613900000103", "收到交办后整改，拍照回复。"),
    (104, "陈静", "群众", "+8613900000104", "扫公示牌二维码，反映河里的问题。"),
)


def county() -> dict[str, Any]:
    """Two townships, a river and two reaches."""
    river = [[106.20, 29.62], [106.21, 29.605], [106.222, 29.60], [106.23, 29.585], [106.245, 29.58], [106.25, 29.565]]
    west = [[106.18, 29.56], [106.225, 29.56], [106.22, 29.63], [106.18, 29.63], [106.18, 29.56]]
    east = [[106.225, 29.56], [106.27, 29.56], [106.27, 29.63], [106.22, 29.63], [106.225, 29.56]]
    return {
        "type": "FeatureCollection",
        "features": [
            _feature("region", "青杠镇", "Polygon", [west]),
            _feature("region", "来凤镇", "Polygon", [east]),
            _feature("river", "璧南河", "LineString", river),
            _feature("reach", "璧南河青杠村段", "LineString", river[:3], [101]),
            _feature("reach", "璧南河来凤段", "LineString", river[2:], []),
        ],
    }


def _feature(kind: str, name: str, shape: str, where: list[Any], people: list[int] | None = None) -> dict[str, Any]:
    told = {"kind": kind, "name": name} | ({"people": people} if people is not None else {})
    return {"type": "Feature", "properties": told, "geometry": {"type": shape, "coordinates": where}}


class Parrot:
    """The stand-in, its page and the bot; `address` is where a browser finds them."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
        self.world = World(lambda: self.now)
        self.jumps: list[datetime] = []
        self.heard: list[Message] = []
        self.moves = 0
        self._listening = socket.socket(proto=socket.IPPROTO_TCP)  # named, as in `launch`, against Nagle's 40 ms
        self._listening.bind(("127.0.0.1", 0))
        self._listening.listen()  # from here on a page can be asked for, and waits until the server runs
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}/"
        people = [
            SamplePerson(self.world.add_user(number, name, phone), name, role, phone, hint)
            for number, name, role, phone, hint in PEOPLE
        ]
        sandbox = Sandbox(people, county, self.jump, lambda: self.now, self.pass_time)
        self.app = standin(self.world, sandbox)
        config = uvicorn.Config(self.app, log_level="critical", lifespan="off", ws="none", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=asyncio.run, args=[self._run()], daemon=True)

    def __enter__(self) -> Parrot:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = self._server.force_exit = True

    def wait_gone(self) -> None:
        """Until its thread has ended, which takes a server a fifth of a second of sleep."""
        self._thread.join(10)

    async def jump(self, to: datetime) -> None:
        self.now = to
        self.jumps.append(to)
        await self.bot.send_message(101, f"<b>提醒</b>：现在是 {to:%m月%d日 %H:%M}。", "HTML")

    def pass_time(self, time: timedelta) -> None:
        self.now += time

    async def _run(self) -> None:
        transport = httpx.ASGITransport(self.app)
        request = HTTPXRequest(httpx_kwargs={"transport": transport})
        polling = HTTPXRequest(httpx_kwargs={"transport": transport})
        self.bot = Bot(self.world.token, "http://t/bot", "http://t/file/bot", request, polling)
        async with self.bot:
            answering = asyncio.create_task(self._answer_all())
            await self._server.serve([self._listening])
            answering.cancel()

    async def _answer_all(self) -> None:
        await self.bot.set_my_commands([BotCommand("patrol", "开始巡河"), BotCommand("help", "帮助")])
        offset = 0
        while True:
            try:
                updates = await self.bot.get_updates(offset=offset, timeout=30)
                for update in updates:
                    offset = update.update_id + 1
                    await self._answer(update.message, update.callback_query)
                    self.moves += update.edited_message is not None
            except TelegramError:
                await asyncio.sleep(0.1)

    async def _answer(self, message: Message | None, query: CallbackQuery | None) -> None:
        if query is not None and isinstance(query.message, Message):
            await query.answer("已选「全部正常」", show_alert=query.data == "alert")
            await query.edit_message_text("<b>巡河记录</b>\n河段 璧南河青杠村段\n结果 <u>全部正常</u>", "HTML")
        if message is None:
            return
        self.heard.append(message)
        if message.text == "/start":
            await message.reply_html(
                "<b>张河长，您好。</b>\n本周还差 <b>1</b> 次巡河。发 /help 看帮助。", reply_markup=MENU
            )
        elif message.text == "巡河":
            keys = [
                [
                    InlineKeyboardButton("全部正常", callback_data="ok"),
                    InlineKeyboardButton("有异常", callback_data="alert"),
                ],
                [InlineKeyboardButton("查看制度", url="https://example.org/")],
            ]
            await message.reply_html("请看这 <b>6</b> 项。", reply_markup=InlineKeyboardMarkup(keys))
        elif message.text == "通报":
            await message.reply_document(b"PK" * 9000, filename="2026年第四季度通报.docx", caption="请核对。")
        elif message.photo:
            await message.reply_photo(
                message.photo[-1].file_id, caption="收到照片，编号 <b>2026-0412</b>", parse_mode="HTML"
            )
        elif message.location and not message.location.live_period:
            await message.reply_html("位置在 <b>璧南河青杠村段</b>，离河 12 米。")
        elif message.contact:
            await message.reply_html(f"已绑定 {message.contact.phone_number}")
        elif message.text and not message.location:
            await message.reply_html(f"听到：{message.text_html}")
