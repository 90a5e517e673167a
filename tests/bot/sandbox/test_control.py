"""What the page asks of the sandbox, without a browser."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from telegram import Bot, BotCommand
from telegram.error import NetworkError, RetryAfter

from bot.sandbox import acts
from bot.sandbox.records import Json, User
from bot.sandbox.stage import SamplePerson, Sandbox
from bot.sandbox.standin import standin
from bot.sandbox.walking import STEPS, Walks
from bot.sandbox.world import World
from tests.bot.sandbox.conftest import Clock
from tests.people import picture

# The library warns of what `retry_after` will be in its next major version.
pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2:telegram.warnings.PTBDeprecationWarning")


class Stage:
    """A page's view of the world: two phones, a map with one reach, a clock that notes its jumps."""

    def __init__(self, world: World, clock: Clock, *users: User) -> None:
        self.world = world
        self.clock = clock
        self.jumps: list[datetime] = []
        people = [SamplePerson(user, user.first_name, "村级河长", user.phone or "", "点「开始」") for user in users]
        self.sandbox = Sandbox(people, lambda: {"type": "FeatureCollection", "features": []}, self.jump, clock)
        self.app = standin(world, self.sandbox)

    async def jump(self, to: datetime) -> None:
        self.clock.now = to
        self.jumps.append(to)


@pytest.fixture
def stage(world: World, clock: Clock, zhang: User, li: User) -> Stage:
    return Stage(world, clock, zhang, li)


@pytest.fixture
async def page(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(stage.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
        yield client


async def news(page: httpx.AsyncClient, after: int = 0, wait: float = 0) -> Json:
    told: Json = (await page.get("/sandbox/api/news", params={"after": after, "wait": wait})).json()
    return told


async def do(page: httpx.AsyncClient, act: str, **fields: Any) -> Json:
    told: Json = (await page.post(f"/sandbox/api/acts/{act}", json=fields)).json()
    return told


async def test_the_page_itself_is_served(page: httpx.AsyncClient) -> None:
    assert (await page.get("/")).headers["location"] == "/sandbox/"
    for name in ("", "app.js", "phone.js", "style.css"):
        assert (await page.get(f"/sandbox/{name}")).status_code == 200
    assert (await page.get("/sandbox/api/map")).json()["type"] == "FeatureCollection"


async def test_news_begin_with_everything_and_go_on_with_what_changed(
    page: httpx.AsyncClient, world: World, zhang: User, bot: Bot
) -> None:
    await bot.set_my_commands([BotCommand("help", "帮助")])
    first = await news(page)
    assert [phone["name"] for phone in first["phones"]] == ["张卫民", "李镇长"]
    assert [phone["started"] for phone in first["phones"]] == [True, False]
    assert first["phones"][0]["commands"] == [{"command": "help", "description": "帮助"}]
    assert [message["html"] for message in first["messages"]] == ["/start"]
    sent = await bot.send_message(zhang.id, "<b>好</b> &lt;", "HTML")
    second = await news(page, first["revision"])
    assert [(message["html"], message["mine"]) for message in second["messages"]] == [("<b>好</b> &lt;", False)]
    await sent.delete()
    third = await news(page, second["revision"])
    assert [(message["id"], message["deleted"]) for message in third["messages"]] == [(sent.message_id, True)]


async def test_news_tell_again_of_a_phone_only_when_it_looks_otherwise(
    page: httpx.AsyncClient, world: World, zhang: User, li: User
) -> None:
    first = await news(page)
    acts.says(world, zhang, "在吗")
    second = await news(page, first["revision"])
    acts.starts_with(world, li)
    third = await news(page, second["revision"])
    acts.blocks_bot(world, zhang)
    fourth = await news(page, third["revision"])
    assert [[phone["name"] for phone in told["phones"]] for told in (first, second, third, fourth)] == [
        ["张卫民", "李镇长"],
        [],
        ["李镇长"],
        ["张卫民"],
    ]
    reopened = await news(page)
    assert [(phone["started"], phone["blocked"]) for phone in reopened["phones"]] == [(True, True), (True, False)]


async def test_news_wait_until_there_are_some(page: httpx.AsyncClient, world: World, zhang: User) -> None:
    first = await news(page)
    waiting = asyncio.create_task(news(page, first["revision"], 20))
    await asyncio.sleep(0)
    acts.says(world, zhang, "在吗")
    async with asyncio.timeout(5):
        told = await waiting
    assert [message["html"] for message in told["messages"]] == ["在吗"]
    assert (await news(page, told["revision"], 0.01))["messages"] == []


async def test_nobody_waits_for_news_of_a_world_that_ends(page: httpx.AsyncClient, world: World) -> None:
    waiting = asyncio.create_task(news(page, world.revision, 20))
    await asyncio.sleep(0)
    world.close()
    async with asyncio.timeout(5):
        assert (await waiting)["messages"] == []
        assert (await news(page, world.revision, 20))["messages"] == []


async def test_a_dangerous_link_is_shown_as_plain_words(page: httpx.AsyncClient, zhang: User, bot: Bot) -> None:
    await bot.send_message(zhang.id, '<a href="javascript:alert(1)">一</a><a href="https://a.cn">二</a>', "HTML")
    told = await news(page)
    assert told["messages"][-1]["html"] == '一<a href="https://a.cn">二</a>'


async def test_people_do_on_the_page_what_they_do_in_telegram(
    page: httpx.AsyncClient, world: World, zhang: User, li: User, bot: Bot
) -> None:
    keys: Any = {"inline_keyboard": [[{"text": "是", "callback_data": "yes"}]]}
    sent = await bot.send_message(zhang.id, "结束吗？", reply_markup=keys)
    deeds: dict[str, dict[str, Any]] = {
        "start": {"payload": "board-7"},
        "say": {"text": "河面有垃圾"},
        "tap": {"message": sent.message_id, "data": "yes"},
        "contact": {},
        "place": {"lat": 29.59, "lon": 106.22},
        "voice": {},
        "sticker": {},
    }
    for act, fields in deeds.items():
        assert (await do(page, act, user=zhang.id, **fields)) == {"ok": True}
    assert (await do(page, "contact", user=zhang.id, whose=li.id)) == {"ok": True}
    updates = await bot.get_updates()
    messages = [update.message for update in updates if update.message]
    assert [message.text for message in messages if message.text] == ["/start board-7", "河面有垃圾"]
    assert [message.contact.user_id for message in messages if message.contact] == [zhang.id, li.id]
    assert [update.callback_query.data for update in updates if update.callback_query] == ["yes"]


async def test_photos_and_files_come_from_the_page(
    page: httpx.AsyncClient, world: World, zhang: User, bot: Bot
) -> None:
    files = [("files", (f"{number}.jpg", picture(str(number)), "image/jpeg")) for number in range(3)]
    fields = {"user": str(zhang.id), "caption": "三张"}
    assert (await page.post("/sandbox/api/acts/photos", data=fields, files=files)).json() == {"ok": True}
    assert (await page.post("/sandbox/api/acts/photos", data={"user": "101"}, files=files[:1])).json() == {"ok": True}
    paper = [("files", ("名册.xlsx", b"PK", "application/octet-stream"))]
    assert (await page.post("/sandbox/api/acts/file", data=fields, files=paper)).json() == {"ok": True}
    messages = [update.message for update in await bot.get_updates() if update.message]
    assert len({message.media_group_id for message in messages[:3]}) == 1
    assert messages[3].media_group_id is None
    assert messages[4].document is not None
    told = await news(page)
    shown = await page.get(f"/sandbox/api/files/{told['messages'][-1]['document']['file']}")
    assert shown.content == b"PK"
    assert shown.headers["content-disposition"] == "attachment; filename*=UTF-8''%E5%90%8D%E5%86%8C.xlsx"
    photo = await page.get(f"/sandbox/api/files/{told['messages'][1]['photo']['file']}")
    assert photo.headers["content-type"] == "image/jpeg"
    assert (await page.get("/sandbox/api/files/nothing")).status_code == 404


async def test_what_cannot_be_done_is_said(page: httpx.AsyncClient, world: World, zhang: User) -> None:
    broken = [("files", ("a.jpg", b"no picture", "image/jpeg"))]
    answer = await page.post("/sandbox/api/acts/photos", data={"user": "101"}, files=broken)
    assert answer.status_code == 400
    assert "IMAGE_PROCESS_FAILED" in answer.json()["reason"]
    assert (await page.post("/sandbox/api/acts/fly", json={"user": 101})).status_code == 404
    assert (await do(page, "block", user=zhang.id)) == {"ok": True}
    assert "unblock" in (await do(page, "say", user=zhang.id, text="在吗"))["reason"]
    assert (await do(page, "unblock", user=zhang.id)) == {"ok": True}


async def test_answers_to_presses_are_news_once(page: httpx.AsyncClient, world: World, zhang: User, bot: Bot) -> None:
    keys: Any = {"inline_keyboard": [[{"text": "是", "callback_data": "yes"}]]}
    sent = await bot.send_message(zhang.id, "结束吗？", reply_markup=keys)
    before = (await news(page))["revision"]
    query = acts.taps(world, zhang, sent.message_id, "yes")
    await bot.answer_callback_query(query.id, "已结束", show_alert=True)
    told = await news(page, before)
    assert told["toasts"] == [{"id": query.id, "chat": zhang.id, "text": "已结束", "alert": True}]
    assert (await news(page, told["revision"]))["toasts"] == []


async def test_the_clock_leaps_forward_only(page: httpx.AsyncClient, stage: Stage) -> None:
    told = (await page.post("/sandbox/api/clock", json={"leap": "tomorrow"})).json()
    assert told["now"] == "2026-11-23T09:00:00+08:00"
    await page.post("/sandbox/api/clock", json={"to": "2026-12-01T09:00:00+08:00"})
    assert len(stage.jumps) == 2
    for wrong in ("2026-11-01T09:00:00+08:00", "2027-01-01T09:00:00"):
        answer = await page.post("/sandbox/api/clock", json={"to": wrong})
        assert (answer.status_code, answer.json()["reason"]) == (400, "时间只能往后拨")


async def test_troubles_are_switched_one_at_a_time(
    page: httpx.AsyncClient, world: World, zhang: User, bot: Bot
) -> None:
    for trouble, error in (("offline", NetworkError), ("too_many", RetryAfter)):
        told = (await page.post("/sandbox/api/trouble", json={"trouble": trouble})).json()
        assert told["now"] == trouble
        with pytest.raises(error):
            await bot.send_message(zhang.id, "一")
    assert (await news(page))["trouble"] == {"now": "too_many", "left": 2}
    await page.post("/sandbox/api/trouble", json={"trouble": "weak"})
    assert world.faults.latency > 1
    await page.post("/sandbox/api/trouble", json={"trouble": "none"})
    assert world.faults.latency == 0
    assert await bot.send_message(zhang.id, "二")


async def test_the_429_trouble_ends_by_itself(page: httpx.AsyncClient, world: World, zhang: User, bot: Bot) -> None:
    await page.post("/sandbox/api/trouble", json={"trouble": "too_many"})
    for _ in range(3):
        with pytest.raises(RetryAfter):
            await bot.send_message(zhang.id, "一")
    assert (await news(page))["trouble"] == {"now": "none", "left": 0}


async def test_a_walk_tells_thirty_places_and_takes_its_minutes(
    stage: Stage, world: World, zhang: User, bot: Bot, clock: Clock
) -> None:
    walks = Walks(world, stage.sandbox, pause=0.0)
    before = clock.now
    walks.start(zhang, [(29.59, 106.22), (29.60, 106.22)], minutes=30)
    assert walks.of(zhang.id) == {"sharing": True, "walking": True}
    await walks.arrival(zhang)
    assert clock.now - before == timedelta(minutes=30)
    walks.stop(zhang)
    assert walks.of(zhang.id) == {"sharing": False, "walking": False}
    edits = [update.edited_message for update in await bot.get_updates() if update.edited_message]
    assert len(edits) == STEPS + 1
    last = edits[-1].location
    assert last is not None
    assert (last.latitude, last.live_period) == (29.60, None)


async def test_a_walk_is_begun_and_ended_on_the_page(
    page: httpx.AsyncClient, world: World, zhang: User, bot: Bot
) -> None:
    line = [[29.59, 106.22], [29.60, 106.22]]
    assert (await do(page, "walk", user=zhang.id, line=line, minutes=10)) == {"ok": True}
    assert (await news(page))["phones"][0]["sharing"] is True
    assert (await do(page, "stop", user=zhang.id)) == {"ok": True}
    assert (await news(page))["phones"][0]["sharing"] is False
