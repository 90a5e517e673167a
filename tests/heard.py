"""What a person sees: a message of the bot, and the whole chat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.sandbox import acts
from bot.sandbox.live import Point
from bot.sandbox.markup import render
from bot.sandbox.records import Json, Message, User
from bot.sandbox.world import World


@dataclass(frozen=True)
class Heard:
    """One message of the bot as a person sees it, as it was when they looked."""

    world: World
    body: Json
    markup: Json | None

    @property
    def id(self) -> int:
        """Its number in the chat."""
        return int(self.body["message_id"])

    @property
    def text(self) -> str:
        """Its words without markup: the text, or the caption."""
        return str(self.body.get("text", self.body.get("caption", "")))

    @property
    def html(self) -> str:
        """Its words as Telegram HTML, escaped, as the bot meant them."""
        return render(self.text, self.body.get("entities") or self.body.get("caption_entities") or [])

    @property
    def rows(self) -> list[list[str]]:
        """Labels by row: of the inline keyboard, else of the reply keyboard that came with the message."""
        inline = self.body.get("reply_markup", {}).get("inline_keyboard")
        keyboard = inline or (self.markup or {}).get("keyboard", [])
        return [[key["text"] if isinstance(key, dict) else key for key in row] for row in keyboard]

    @property
    def buttons(self) -> list[str]:
        """All labels, row after row."""
        return [label for row in self.rows for label in row]

    @property
    def data(self) -> dict[str, str]:
        """Callback data by label."""
        rows = self.body.get("reply_markup", {}).get("inline_keyboard", [])
        return {key["text"]: key["callback_data"] for row in rows for key in row if "callback_data" in key}

    @property
    def links(self) -> dict[str, str]:
        """Addresses by label, of buttons that open one."""
        rows = self.body.get("reply_markup", {}).get("inline_keyboard", [])
        return {key["text"]: key["url"] for row in rows for key in row if "url" in key}

    @property
    def photo(self) -> bytes | None:
        """The largest size of its photo."""
        sizes = self.body.get("photo")
        return self.world.files[sizes[-1]["file_id"]].data if sizes else None

    @property
    def document(self) -> bytes | None:
        """The bytes of its file."""
        document = self.body.get("document")
        return self.world.files[document["file_id"]].data if document else None

    @property
    def file_name(self) -> str | None:
        """The name of its file."""
        document = self.body.get("document")
        return str(document["file_name"]) if document else None

    @property
    def place(self) -> Point | None:
        """Latitude and longitude of its pin."""
        pin = self.body.get("location")
        return (pin["latitude"], pin["longitude"]) if pin else None

    @property
    def album(self) -> str | None:
        """What the photos of one album share."""
        return self.body.get("media_group_id")


def texts(heard: Iterable[Heard]) -> str:
    """The words of several messages, one below the other."""
    return "\n".join(each.text for each in heard)


class Screen:
    """A person's chat with the bot, as it stands now."""

    def __init__(self, world: World, user: User) -> None:
        self.world = world
        self.user = user

    @property
    def heard(self) -> list[Heard]:
        """All messages of the bot that are in the chat now, in order, as they read now."""
        return [self._as_heard(message) for message in self._bot_messages()]

    @property
    def last(self) -> Heard:
        """The message that the bot sent or changed last."""
        return self._as_heard(max(self._bot_messages(), key=lambda message: message.revision))

    @property
    def said(self) -> list[Message]:
        """The person's own messages, to be edited or forwarded."""
        return [each for each in self.world.chats[self.user.id].messages.values() if not each.by_bot]

    @property
    def toasts(self) -> list[str]:
        """What the answers to button presses showed at the top of the screen, oldest first."""
        return [query.shown for query in self.world.queries.values() if query.user_id == self.user.id and query.shown]

    @property
    def labels(self) -> list[str]:
        """Every label that could be pressed now."""
        return acts.labels(self.world.chats[self.user.id])

    def _bot_messages(self) -> list[Message]:
        return [each for each in self.world.chats[self.user.id].messages.values() if each.by_bot]

    def _as_heard(self, message: Message) -> Heard:
        return Heard(self.world, message.body, message.markup)
