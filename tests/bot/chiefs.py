"""Many village chiefs, each with a reach of their own, who go on by what they see, whatever happens to the bot."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from bot.sandbox import acts
from bot.sandbox.records import Message, Query, User
from bot.sandbox.world import World
from rules.geodesy import Place, length
from rules.roles import Level, Role
from storage.models import Appointment, Person, Post, Region, Water
from tests.people import picture

PATIENCE = 20.0  # seconds until somebody who hears nothing acts again: what was said is not lost, so that is rare
BREATH = 0.3  # seconds of quiet after which somebody acts again: an answer may be of several messages
SHARE_PHONE, SHARE_PLACE, PATROL = "📱 分享我的手机号", "📍 发送当前位置", "🚶 巡河"
# What is pressed when it is there, the first of them first.
IN_PATROL = ("✅ 全部正常，仍然结束", "仍然结束", "✅ 全部正常，结束", "✅ 全部正常", "🏁 结束巡河")
IN_REPORT = ("✅ 都不是，提交新问题", "✅ 提交", "水面漂浮物", "📌 就在")
PATROLLED = re.compile("巡河完成|的巡河已结束")
REPORTED = re.compile(r"(?:已登记，编号 |已提交：|✅ )(\d{4}-\d{4})")
TOO_OLD = ("这个按钮已过时", "这一步用不上")
PHOTOS = [picture("瓶子", size=(320, 240)), picture("岸边", size=(320, 240))]


def line_of(number: int) -> tuple[Place, ...]:
    """The reach of one chief: about half a kilometre, far from every other."""
    return tuple(Place(28.0 + 0.02 * number + 0.001 * n, 106.2) for n in range(6))


def found(session: Session, count: int) -> None:
    """A county of `count` village chiefs, on the roster and not yet bound."""
    region = Region(code="500120", name="璧山区", level=Level.COUNTY, path="/1/")
    session.add(region)
    session.flush()
    for number in range(count):
        line = line_of(number)
        water = Water(code=f"R{number}", name=f"{number}号河段", kind="河段", path=f"/{number + 1}/",
                      region_id=region.id, line=[list(point) for point in line], length_m=length(line),
                      south=line[0].lat, north=line[-1].lat, west=106.2, east=106.2)  # fmt: skip
        person = Person(name=f"河长{number}", phone=phone_of(number))
        session.add_all([water, person])
        session.flush()
        post = Post(key=str(number), role=Role.RIVER_CHIEF, level=Level.VILLAGE, region_id=region.id, water_id=water.id)
        session.add(post)
        session.flush()
        session.add(Appointment(post_id=post.id, person_id=person.id, from_on=date(2025, 1, 1)))


def phone_of(number: int) -> str:
    """Their number."""
    return f"+861391000{number:04d}"


@dataclass
class Chief:
    """One of them: binds the account, patrols once, reports once with two photos."""

    world: World
    number: int
    user: User
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    has_sent_photos: bool = False

    async def lives_through_the_day(self) -> None:
        """Returns when everything was confirmed in the chat."""
        await self._does(lambda: acts.starts_with(self.world, self.user))
        while not self._read(re.compile("已确认，|早已绑定")):
            await self._does(lambda: acts.shares_contact(self.world, self.user))
        while not self._read(PATROLLED):
            await self._does(self._patrols)
        while not self.reported:
            await self._does(self._reports)

    @property
    def reported(self) -> set[str]:
        """Numbers of issues that the chat says are registered."""
        found = [match for message in self._messages() for match in REPORTED.finditer(_words(message))]
        return {match[1] for match in found}

    @property
    def phone(self) -> list[str]:
        """What stands in the chat, both sides of it."""
        chat = self.world.chats[self.user.id]
        return [
            f"{'bot' if each.by_bot else 'me'}: {_words(each) or sorted(each.body)}" for each in chat.messages.values()
        ]

    async def _does(self, act: Callable[[], Query | Message | None]) -> None:
        """Waits for the answer: to a tap the button must also have stopped turning."""
        self.heard.clear()
        done = act()
        try:
            async with asyncio.timeout(PATIENCE):
                await self.heard.wait()
                while self.heard.is_set() or (isinstance(done, Query) and not done.answered):
                    self.heard.clear()
                    await asyncio.sleep(BREATH)
        except TimeoutError:
            return

    def _patrols(self) -> Query | Message | None:
        line = line_of(self.number)
        if pressed := self._presses_one_of(IN_PATROL, "/patrol"):
            return pressed
        labels = acts.labels(self.world.chats[self.user.id])
        if SHARE_PLACE in labels and self.number % 3 == 0:
            share = acts.shares_live(self.world, self.user, line[1])
            for place in line[2:4]:
                share.moves_to(place)
            return None
        if SHARE_PLACE in labels:
            return acts.shares_place(self.world, self.user, line[1])
        return acts.says(self.world, self.user, PATROL if PATROL in labels else "/patrol")

    def _reports(self) -> Query | Message | None:
        if not self.has_sent_photos:
            self.has_sent_photos = True
            return acts.sends_album(self.world, self.user, PHOTOS)[-1]
        return self._presses_one_of(IN_REPORT, "/report") or acts.says(self.world, self.user, "/report")

    def _presses_one_of(self, wanted: tuple[str, ...], else_says: str) -> Query | Message | None:
        """Presses the first wanted button of the newest message that has any; asks anew where the bot says so."""
        if _words(max(self._messages(), key=lambda message: message.revision)).startswith(TOO_OLD):
            return acts.says(self.world, self.user, else_says)
        asked = [message for message in self._messages() if "reply_markup" in message.body]
        if not asked:
            return None
        newest = max(asked, key=lambda message: message.revision)
        keys = [key for row in newest.body["reply_markup"]["inline_keyboard"] for key in row]
        for words in wanted:
            for key in keys:
                if key["text"].startswith(words):
                    return acts.taps(self.world, self.user, newest.id, key["callback_data"])
        return None

    def _read(self, pattern: re.Pattern[str]) -> bool:
        return any(pattern.search(_words(message)) for message in self._messages())

    def _messages(self) -> list[Message]:
        return [message for message in self.world.chats[self.user.id].messages.values() if message.by_bot]


def _words(message: Message) -> str:
    return str(message.body.get("text", message.body.get("caption", "")))
