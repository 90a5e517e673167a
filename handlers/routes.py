"""The one ordered list of handlers. Order matters: live edits, edits, groups, commands, menu, buttons, the rest."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from handlers import keyboards, live
from handlers.access import Action, Step, guarded, require
from handlers.context import Context, Speech
from handlers.dialogs import Dialog, Heard, Taps, hear, kind_of, say_unshown
from handlers.doors import Doors
from handlers.groups import membership, taking
from handlers.posts import registration
from handlers.standing import Standing
from rules.refusals import Refusal
from storage.patrols.tracks import LivePoint

Handler = BaseHandler[Any, Any, Any]


@dataclass(frozen=True)
class Entry:
    """One way into the program: an entry of the menu and a command of the same meaning."""

    key: str
    action: Action
    step: Step

    @cached_property
    def guarded(self) -> Step:
        """The step behind its row of the access table."""
        return guarded(self.action, self.step)


@dataclass(frozen=True)
class Rooms:
    """Everything that hears: entries, dialogs, buttons, and what may come without being asked for."""

    entries: tuple[Entry, ...]
    dialogs: Mapping[str, Dialog]
    taps: Mapping[str, Taps]
    openers: Mapping[Heard, Entry]
    start: Step
    standing: Standing


class Front:
    """Sends what a person says to the right place."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    async def tapped(self, update: Update, context: Context) -> None:
        """A button was pressed; one whose message is about a dialog left long ago is answered, not obeyed."""
        query = update.callback_query
        assert query is not None  # noqa: S101 - only taps come here
        try:
            subject, act, more = keyboards.parts(query.data or "")
        except ValueError:
            raise Refusal("refusal/button_too_old") from None
        if subject in self._rooms.dialogs:
            await self._tapped_in_dialog(update, context, self._rooms.dialogs[subject], act, more)
        elif subject in self._rooms.taps and act in self._rooms.taps[subject].acts:
            action, press = self._rooms.taps[subject].acts[act]
            require(context.desk, action)
            await press(update, context, more)
        else:
            raise Refusal("refusal/button_too_old")

    async def _tapped_in_dialog(
        self, update: Update, context: Context, dialog: Dialog, act: str, more: list[str]
    ) -> None:
        draft = context.desk.draft
        step = dialog.taps.get(act)
        if draft is None or draft.dialog != dialog.name or not more or more[0] != str(draft.id) or step is None:
            raise Refusal("refusal/button_too_old")
        require(context.desk, dialog.action)
        await step(update, context, draft)

    async def heard(self, update: Update, context: Context) -> None:
        """Something was said: the dialog in progress hears it, else it opens one, else the menu is shown."""
        draft = context.desk.draft
        message = update.effective_message
        assert message is not None  # noqa: S101 - only messages come here
        opener = self._rooms.openers.get(kind_of(message))
        if draft is not None and draft.dialog in self._rooms.dialogs:
            dialog = self._rooms.dialogs[draft.dialog]
            if opener is None or not dialog.lookup or dialog.hearer(draft.step, kind_of(message)) is not None:
                await hear(dialog, update, context, draft)
                return
        if opener is None:
            await self._rooms.standing.menu(update, context)
            return
        require(context.desk, opener.action)
        await opener.step(update, context)
        await say_unshown(context, message)


async def in_group(update: Update, context: Context) -> None:
    """Asks to talk in private: records of duty are not made in a group."""
    await context.say("standing/private_only")


async def edited(update: Update, context: Context) -> None:
    """An edit changes nothing that was told; says so where somebody is in the middle of something."""
    if context.desk.draft is not None:
        await context.say("dialog/edit_not_taken")


def handlers(rooms: Rooms, speech: Speech, append: Callable[[LivePoint], Awaitable[None]]) -> list[Handler]:
    """All handlers in their order; each stands behind the access table."""
    front = Front(rooms)
    message = filters.UpdateType.MESSAGE
    labels = speech.labels("menu")
    listed: list[Handler] = [
        MessageHandler(live.IS_LIVE_EDIT, guarded(Action.TALK, live.hearing(append))),
        MessageHandler(filters.UpdateType.EDITED, guarded(Action.TALK, edited)),
        ChatMemberHandler(guarded(Action.TALK, membership.membership)),
        MessageHandler(message & filters.StatusUpdate.NEW_CHAT_TITLE, guarded(Action.TALK, membership.renamed)),
        MessageHandler(message & filters.StatusUpdate.MIGRATE, guarded(Action.TALK, membership.upgraded)),
        CommandHandler("group", guarded(Action.TALK, taking.by_command), filters=message & ~filters.ChatType.PRIVATE),
        MessageHandler(message & ~filters.ChatType.PRIVATE & filters.COMMAND, guarded(Action.TALK, in_group)),
        CommandHandler("start", guarded(Action.TALK, rooms.start), filters=message & filters.ChatType.PRIVATE),
    ]
    steps = {entry.key: entry.guarded for entry in rooms.entries}
    listed.append(Doors(steps, {labels[key]: step for key, step in steps.items() if key in labels}))
    listed.append(CallbackQueryHandler(guarded(Action.TALK, front.tapped)))
    listed.append(
        MessageHandler(
            message & filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL, guarded(Action.TALK, front.heard)
        )
    )
    return listed


__all__ = ["Entry", "Front", "Rooms", "handlers", "registration"]
