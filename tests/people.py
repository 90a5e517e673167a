"""People who use the bot, for tests: they say, tap, photograph, walk, and hear what the bot answers.

A test's set-up builds the bot against the stand-in of Telegram and gives each person a `settle`: a coroutine
function that makes the bot fetch what waits and come to rest. Every act is posted, settled, and returns what the
person then sees: the bot's messages sent *or changed* since the person last looked, oldest change first.

    zhang = Person(world, world.add_user(101, "张卫民", "+8613900000101"), settle)
    heard = await zhang.starts()
    assert "请绑定" in heard[-1].text
    [card] = await zhang.taps("绑定手机号")          # inline or keyboard button, contact buttons included
    await zhang.sends_album([picture("垃圾"), picture("岸边")], "岸边有垃圾")
    await zhang.walks(line, minutes=20)              # a live location along the line, told every 30 seconds
    assert zhang.last.buttons == ["结束巡河", "暂停"]
    old = zhang.heard[0]
    await zhang.taps("确认", under=old)              # the button of an old message
    assert zhang.toasts[-1] == "这一步已经办过了"     # what answerCallbackQuery showed
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from itertools import pairwise

from bot.sandbox import acts
from bot.sandbox.live import LiveShare, Point
from bot.sandbox.records import Message, User
from bot.sandbox.walks import metres, steps
from bot.sandbox.world import World
from tests.heard import Heard, Screen, texts
from tests.pictures import picture

__all__ = ["Heard", "PassTime", "Person", "Settle", "picture", "texts"]

Settle = Callable[[], Awaitable[None]]
PassTime = Callable[[timedelta], None]


class Person(Screen):
    """Somebody with a phone. `pass_time` moves the test's clock on, for walks and waits."""

    def __init__(self, world: World, user: User, settle: Settle, pass_time: PassTime | None = None) -> None:
        super().__init__(world, user)
        self.settle = settle
        self.pass_time = pass_time
        self.share: LiveShare | None = None
        self._seen = 0

    async def starts(self, payload: str = "") -> list[Heard]:
        """Presses START, or opens a deep link with a payload."""
        acts.starts_with(self.world, self.user, payload)
        return await self.hears()

    async def says(self, text: str, *, reply_to: Heard | None = None) -> list[Heard]:
        """Writes a text or a command."""
        acts.says(self.world, self.user, text, reply_to=reply_to.id if reply_to else None)
        return await self.hears()

    async def taps(self, label: str, *, under: Heard | None = None, place: Point | None = None) -> list[Heard]:
        """Presses a button by its label: the newest such, or the one `under` an old message.

        `place` is what a button that asks for the place shares. A label that is nowhere fails with those that are.
        """
        if under is None:
            acts.taps_label(self.world, self.user, label, place=place)
        elif label in under.data:
            acts.taps(self.world, self.user, under.id, under.data[label])
        else:
            raise acts.NoSuchButton(f"{label!r} is not among {under.buttons}")
        return await self.hears()

    async def taps_data(self, under: Heard, data: str) -> list[Heard]:
        """Sends any callback data from under a message, as a changed client could."""
        acts.taps(self.world, self.user, under.id, data)
        return await self.hears()

    async def sends_photo(self, data: bytes, caption: str = "") -> list[Heard]:
        """Sends a picture as a photo (recompressed, EXIF gone)."""
        acts.sends_photo(self.world, self.user, data, caption)
        return await self.hears()

    async def sends_album(self, pictures: Sequence[bytes], caption: str = "") -> list[Heard]:
        """Sends several photos at once."""
        acts.sends_album(self.world, self.user, pictures, caption)
        return await self.hears()

    async def sends_file(self, name: str, data: bytes, caption: str = "") -> list[Heard]:
        """Sends a file as it is."""
        acts.sends_file(self.world, self.user, name, data, caption=caption)
        return await self.hears()

    async def sends_voice(self, data: bytes = b"OggS", seconds: int = 4) -> list[Heard]:
        """Sends a voice note."""
        acts.sends_voice(self.world, self.user, data, seconds)
        return await self.hears()

    async def sends_sticker(self, emoji: str = "👍") -> list[Heard]:
        """Sends a sticker."""
        acts.sends_sticker(self.world, self.user, emoji)
        return await self.hears()

    async def shares_contact(self, whose: User | None = None, *, phone: str | None = None) -> list[Heard]:
        """Shares the own contact, someone else's, or a card with a number that is no user of Telegram."""
        acts.shares_contact(self.world, self.user, whose, phone=phone)
        return await self.hears()

    async def shares_place(self, place: Point, accuracy: float | None = None) -> list[Heard]:
        """Shares a pin."""
        acts.shares_place(self.world, self.user, place, accuracy=accuracy)
        return await self.hears()

    async def shares_live(self, place: Point, period: int = 28_800, accuracy: float | None = None) -> list[Heard]:
        """Begins to share the live location; `walks` moves it, `stops_sharing` ends it."""
        self.share = acts.shares_live(self.world, self.user, place, period, accuracy)
        return await self.hears()

    async def walks(
        self,
        line: Sequence[Point],
        *,
        minutes: float | None = None,
        every: float = 30.0,
        accuracy: float = 10.0,
        settle_each: bool = False,
    ) -> list[Heard]:
        """Walks the line with the live location on (sharing it first if it isn't), telling the place `every` seconds.

        It takes `minutes`, or the time at 1.2 metres a second; `pass_time` moves the clock accordingly.
        """
        length = sum(metres(start, end) for start, end in pairwise(line))
        pace = length / (minutes * 60) if minutes else 1.2
        places = list(steps(line, max(pace * every, 0.5)))
        heard: list[Heard] = []
        if self.share is None:
            heard += await self.shares_live(places.pop(0), accuracy=accuracy)
        for place in places:
            self.waits(timedelta(seconds=every))
            self._sharing().moves_to(place, accuracy)
            if settle_each:
                heard += await self.hears()
        return heard + await self.hears()

    async def stops_sharing(self) -> list[Heard]:
        """Ends the live location."""
        self._sharing().stops()
        self.share = None
        return await self.hears()

    async def forwards(self, message: Message, *, hidden: bool = False) -> list[Heard]:
        """Forwards somebody's message (`world.chats[...].messages[...]`) to the bot."""
        acts.forwards(self.world, self.user, message, hidden=hidden)
        return await self.hears()

    async def edits(self, message: Message, text: str) -> list[Heard]:
        """Edits an own message."""
        acts.edits(self.world, self.user, message, text)
        return await self.hears()

    async def blocks_bot(self) -> None:
        """Blocks the bot."""
        acts.blocks_bot(self.world, self.user)
        await self.settle()

    async def unblocks(self) -> list[Heard]:
        """Unblocks the bot."""
        acts.unblocks(self.world, self.user)
        return await self.hears()

    async def hears(self) -> list[Heard]:
        """Lets the bot come to rest and looks at the phone."""
        await self.settle()
        return self.looks()

    def looks(self) -> list[Heard]:
        """What is new or changed on the phone since the last look."""
        news = [message for message in self._bot_messages() if message.revision > self._seen]
        self._seen = max([self._seen, *(message.revision for message in news)])
        return [self._as_heard(message) for message in sorted(news, key=lambda each: each.revision)]

    def waits(self, time: timedelta) -> None:
        """Lets time pass, where the test has a clock to move."""
        if self.pass_time is not None:
            self.pass_time(time)

    def _sharing(self) -> LiveShare:
        if self.share is None:
            raise ValueError(f"{self.user.first_name} shares no live location")
        return self.share
