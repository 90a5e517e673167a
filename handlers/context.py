"""What every step gets: who speaks, the one seam to storage, texts to say, the moment it is."""

import asyncio
from collections.abc import Callable, Collection
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Message, ReplyKeyboardMarkup, Update
from telegram.error import BadRequest
from telegram.ext import Application, CallbackContext, ExtBot

from handlers.house import House, Keeper, Speech
from handlers.wording import plain
from rules.profile import Profile
from storage import inbox, media, outbox
from storage.audit import By
from storage.inbox import Replayed
from storage.posts import desks
from storage.posts.desks import Desk

P = ParamSpec("P")
T = TypeVar("T")
Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | None


class Context(CallbackContext[ExtBot[int], dict[Any, Any], dict[Any, Any], House]):
    """One update in the hands of one step."""

    def __init__(self, application: "Application[Any, Any, Any, Any, Any, Any]", chat_id: int | None = None,
                 user_id: int | None = None) -> None:  # fmt: skip
        super().__init__(application, chat_id, user_id)
        self.arrived: Update | None = None
        self.desk = Desk(user_id or 0, chat_id or 0)
        self.now = self.house.clock()
        self._applied = False

    @classmethod
    def from_update(cls, update: object, application: Any) -> "Context":
        """Built by the library for each update."""
        context = super().from_update(update, application)
        context.arrived = update if isinstance(update, Update) else None
        return context

    async def refresh_data(self) -> None:
        """Called by the library before the first handler; raises Replayed if a crash lost only the answer."""
        if (
            self.arrived is not None
            and self.arrived.edited_message is not None
            and self.arrived.edited_message.location
        ):
            return  # a step of a walk: nobody is answered
        if self.house.heard_before(self.update_id) and await self.read(inbox.was_applied, self.update_id):
            raise Replayed(self.update_id)
        await self.read_desk()

    async def read_desk(self) -> None:
        """Reads who speaks and where they stand."""
        if self._user_id is not None and self._chat_id is not None:
            if self.house.afterwards.waits_for(self._chat_id):
                await self.house.catch_up()
            self.desk = await self.read(desks.desk, self._user_id, self._chat_id, self.today)

    @property
    def house(self) -> House:
        """What the program gives the handlers."""
        return self.bot_data

    @property
    def profile(self) -> Profile:
        """The jurisdiction's rules."""
        return self.house.profile

    @property
    def today(self) -> date:
        """The calendar day here."""
        return self.now.astimezone(self.house.zone).date()

    @property
    def person_id(self) -> int:
        """The person who speaks; only steps behind a role may ask."""
        assert self.desk.person_id is not None  # noqa: S101 - access.require refuses strangers before
        return self.desk.person_id

    @property
    def update_id(self) -> int:
        """The update in hand."""
        return self.arrived.update_id if self.arrived else 0

    def by(self, post_id: int | None = None) -> By:
        """Whose hand, for the records."""
        return By(self.now, self.desk.person_id, post_id, self.arrived.update_id if self.arrived else None)

    async def read(self, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs one storage function that only reads."""
        return await self.house.database.read(look, *args, **kwargs)

    async def transact(self, act: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs one storage function in one transaction, at most one an update.

        The update is marked as applied in the same transaction: after a crash it is not applied again (Replayed).
        """
        assert not self._applied, "one update, one transaction"  # noqa: S101
        self._applied = True
        result, left = await self.house.database.transact(self._apply, lambda session: act(session, *args, **kwargs))
        if outbox.TOLD in left:
            self.house.wake_delivery()
        if media.RECEIVED in left:
            self.house.keeper.wake()
        return result

    def _apply(self, session: Session, act: Callable[[Session], T]) -> tuple[T, Collection[Any]]:
        if self.arrived is not None:
            inbox.apply_once(session, self.arrived.update_id, self.now)
        return act(session), session.info

    def label(self, key: str, /, **values: Any) -> str:
        """The words on a button."""
        return self.house.speech.label(key, **values)

    def text(self, template: str, /, **values: Any) -> str:
        """A message, with what every message may name."""
        return self.house.speech.render(template, **values)

    async def say(self, template: str, /, keyboard: Keyboard = None, **values: Any) -> Message:
        """Answers the person with one text."""
        return await self.bot.send_message(
            self.desk.chat_id, self.text(template, **values), parse_mode="HTML", reply_markup=keyboard
        )

    async def show_picture(self, picture: bytes, template: str, /, keyboard: Keyboard = None, **values: Any) -> Message:
        """Answers with a picture and its caption."""
        caption = self.text(template, **values)
        return await self.bot.send_photo(
            self.desk.chat_id, picture, caption=caption, parse_mode="HTML", reply_markup=keyboard
        )

    async def hand_over(self, content: bytes, filename: str, template: str, /, **values: Any) -> Message:
        """Answers with a file and its caption."""
        return await self.bot.send_document(
            self.desk.chat_id,
            content,
            filename=filename,
            caption=self.text(template, **values),
            parse_mode="HTML",
        )

    async def correct(
        self, message_id: int, template: str, /, keyboard: InlineKeyboardMarkup | None = None, **values: Any
    ) -> bool:
        """Changes a message the bot said before; False if it cannot be changed any more (say it anew then)."""
        try:
            await self.bot.edit_message_text(
                self.text(template, **values),
                self.desk.chat_id,
                message_id,
                parse_mode="HTML",
                reply_markup=keyboard,
            )
        except BadRequest as error:
            return "not modified" in error.message
        return True

    async def nod(self, template: str | None = None, /, **values: Any) -> None:
        """Answers a tap, so that its button stops turning; a tap that is too old is no fault."""
        query = self.arrived.callback_query if self.arrived else None
        if query is None:
            return
        try:
            await query.answer(plain(self.text(template, **values))[:200] if template else None)
        except BadRequest as error:
            if "query" not in error.message.lower():
                raise

    async def retire_buttons(self, keep: InlineKeyboardMarkup | None = None) -> None:
        """Takes the buttons off the message that was tapped, but those to keep: what they asked is settled."""
        message = self.arrived.callback_query.message if self.arrived and self.arrived.callback_query else None
        if message is None:
            return
        try:
            await self.bot.edit_message_reply_markup(self.desk.chat_id, message.message_id, reply_markup=keep)
        except BadRequest as error:
            if (
                "not modified" not in error.message
                and "not found" not in error.message
                and "can't be edited" not in error.message
            ):
                raise


async def aside(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs slow work (a picture, a workbook) on a thread, so that other people's answers do not wait."""
    return await asyncio.to_thread(work, *args, **kwargs)


__all__ = ["Context", "House", "Keeper", "Keyboard", "Speech", "aside"]
