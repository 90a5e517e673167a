"""The way in by a command or by the words of a menu key: one look into a table, however many entries there are."""

from collections.abc import Mapping
from typing import Any

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler

from handlers.access import Action, Step, guarded
from handlers.context import Context


class Doors(BaseHandler[Update, Any, Any]):
    """Hears commands and menu words in private chats; anything else is for the handlers after it.

    A handler for each of them, as the library has it, costs half a millisecond an update with sixty entries.
    """

    def __init__(self, by_command: Mapping[str, Step], by_words: Mapping[str, Step]) -> None:
        super().__init__(guarded(Action.TALK, self._enter))
        self.by_command, self.by_words = by_command, by_words

    @property
    def commands(self) -> frozenset[str]:
        """The commands it hears, without the slash."""
        return frozenset(self.by_command)

    def check_update(self, update: object) -> bool:
        """Whether the update is a private message that opens one of the doors."""
        return isinstance(update, Update) and self._step(update) is not None

    async def _enter(self, update: Update, context: Context) -> None:
        step = self._step(update)
        assert step is not None  # noqa: S101 - check_update has said so
        await step(update, context)

    def _step(self, update: Update) -> Step | None:
        message = update.message
        if message is None or message.text is None or message.chat.type != ChatType.PRIVATE:
            return None
        command = _command(message)
        return self.by_words.get(message.text) if command is None else self.by_command.get(command)


def _command(message: Message) -> str | None:
    """The command a message begins with, in small letters; that of another bot is none of ours."""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    command, _, bot = (message.text or "")[1 : first.length].partition("@")
    return command.lower() if not bot or bot.lower() == message.get_bot().username.lower() else None
