"""What the page lets people do: each act by its name, with the fields that it takes."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox import acts
from bot.sandbox.records import Chat, User
from bot.sandbox.stage import Sandbox
from bot.sandbox.walking import Walks
from bot.sandbox.world import World

Asked = dict[str, Any]


class Hands:
    """The people's hands on their phones. `asked["user"]` is whose; other fields as each act says."""

    def __init__(self, world: World, sandbox: Sandbox, walks: Walks) -> None:
        self.world = world
        self.sandbox = sandbox
        self.walks = walks

    async def read(self, request: Request) -> Asked:
        """The fields of a request: JSON, or a form whose files come under `files` as (name, bytes)."""
        if not request.headers.get("content-type", "").startswith("multipart/form-data"):
            found: Asked = json.loads(await request.body())
            return found
        asked: Asked = {"files": []}
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    asked["files"].append((value.filename or "file", await value.read()))
                else:
                    asked[name] = value
        return asked

    def user(self, asked: Asked) -> User:
        """Whose phone it is."""
        return self.world.users[int(asked["user"])]

    def at(self, asked: Asked) -> tuple[User, Chat | None]:
        """Who acts, and in which group, if it is not the own chat with the bot."""
        group = next((each for each in self.sandbox.groups if each.chat.id == int(asked["user"])), None)
        return (group.viewer, group.chat) if group else (self.user(asked), None)

    async def start(self, asked: Asked) -> None:
        """Presses START; `payload` is a deep link's."""
        acts.starts_with(self.world, self.user(asked), asked.get("payload", ""))

    async def say(self, asked: Asked) -> None:
        """Writes `text`."""
        user, chat = self.at(asked)
        acts.says(self.world, user, asked["text"], chat=chat)

    async def tap(self, asked: Asked) -> None:
        """Presses the inline button with `data` under `message`."""
        user, chat = self.at(asked)
        acts.taps(self.world, user, int(asked["message"]), asked["data"], chat=chat)

    async def photos(self, asked: Asked) -> None:
        """Sends `files` as photos, as an album where there are several, with `caption`."""
        pictures, caption = [data for _, data in asked["files"]], asked.get("caption", "")
        if len(pictures) == 1:
            acts.sends_photo(self.world, self.user(asked), pictures[0], caption)
        else:
            acts.sends_album(self.world, self.user(asked), pictures[:10], caption)

    async def file(self, asked: Asked) -> None:
        """Sends each of `files` as a document."""
        for name, data in asked["files"]:
            acts.sends_file(self.world, self.user(asked), name, data, caption=asked.get("caption", ""))

    async def contact(self, asked: Asked) -> None:
        """Shares the own contact, or the card of the person `whose`."""
        whose = self.world.users[int(asked["whose"])] if "whose" in asked else None
        acts.shares_contact(self.world, self.user(asked), whose)

    async def place(self, asked: Asked) -> None:
        """Shares a pin at `lat`, `lon`."""
        acts.shares_place(self.world, self.user(asked), (float(asked["lat"]), float(asked["lon"])))

    async def walk(self, asked: Asked) -> None:
        """Walks `line` ([[lat, lon], ...]) in `minutes` of the clock, the live location on."""
        line = [(float(lat), float(lon)) for lat, lon in asked["line"]]
        self.walks.start(self.user(asked), line, float(asked.get("minutes", 30)))

    async def stop(self, asked: Asked) -> None:
        """Ends the walk and the live location."""
        self.walks.stop(self.user(asked))

    async def voice(self, asked: Asked) -> None:
        """Sends a voice note of a few seconds."""
        acts.sends_voice(self.world, self.user(asked))

    async def sticker(self, asked: Asked) -> None:
        """Sends a sticker."""
        acts.sends_sticker(self.world, self.user(asked))

    async def block(self, asked: Asked) -> None:
        """Blocks the bot, or puts it out of the group."""
        user, chat = self.at(asked)
        acts.puts_bot_out(self.world, user, chat) if chat else acts.blocks_bot(self.world, user)

    async def unblock(self, asked: Asked) -> None:
        """Unblocks the bot, or lets it into the group again."""
        user, chat = self.at(asked)
        acts.adds_bot(self.world, user, chat) if chat else acts.unblocks(self.world, user)


HANDS: dict[str, Callable[[Hands, Asked], Awaitable[None]]] = {
    name: getattr(Hands, name)
    for name in (
        "start", "say", "tap", "photos", "file", "contact", "place", "walk", "stop", "voice", "sticker", "block",
        "unblock",
    )
}  # fmt: skip
