"""Acts on an issue that need a reason: one tap on a ready one, or own words; asked the same way each time."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, heard_words
from handlers.issues.rights import Warrant, hand, ids, warranted
from handlers.office import ready_words
from rules.issue_states import Act
from rules.refusals import Refusal
from storage.issues.matters import Matter
from storage.issues.settling import leave, open_about, settle
from storage.issues.steps import Hand, Seen
from storage.models import Draft

Perform = Callable[[Session, Hand, Seen, Warrant, str], Matter]


@dataclass(frozen=True)
class Reasoned:
    """An act with a reason: the dialog's name, who may lead it, what storage does, what is said after it.

    `plain` is the label of the button that does it without words; none where a reason must be given.
    """

    name: str
    act: Act
    action: Action
    perform: Perform
    answer: Callable[[Context, Matter], Coroutine[Any, Any, None]]
    plain: str = ""

    def dialog(self) -> Dialog:
        """The dialog that asks for the reason."""
        hears = {"reason": {Heard.WORDS: self.hear_words}}
        taps = {"ready": self.take_ready, "plain": self.take_none, "cancel": cancel}
        return Dialog(self.name, self.action, self.show, hears, taps)

    async def begin(self, update: Update, context: Context, more: list[str]) -> None:
        """The tap that opens the dialog."""
        seen = Seen(*ids(more, 2))
        now, _ = await warranted(context, seen, self.act)
        ready = await ready_words.for_issue(context, now, self.act)
        draft = await begin_about(context, self.name, "reason", now, seen, ready=ready)
        await context.nod()
        await self.show(context, draft)

    async def show(self, context: Context, draft: Draft) -> None:
        """Asks why."""
        template = f"rectification/ask_{self.act}_reason"
        await ask(context, draft, template, self._keys(context, draft), number=draft.data["number"])

    async def hear_words(self, update: Update, context: Context, draft: Draft) -> None:
        """Takes the reason in the person's own words."""
        await self._finish(context, draft, await heard_words(update, context))

    async def take_ready(self, update: Update, context: Context, draft: Draft) -> None:
        """Takes a ready reason by its tap."""
        (number,) = ids(keyboards.tapped(update), 1)
        ready = self._ready(context, draft)
        if number >= len(ready):
            raise Refusal("refusal/button_too_old")
        await self._finish(context, draft, ready[number])

    async def take_none(self, update: Update, context: Context, draft: Draft) -> None:
        """Does it without words, where that is offered."""
        if not self.plain:
            raise Refusal("refusal/button_too_old")
        await self._finish(context, draft, "")

    async def _finish(self, context: Context, draft: Draft, reason: str) -> None:
        _, warrant = await still_warranted(context, draft, self.act)
        by_hand, seen = hand(context, warrant), seen_in(draft)
        done = await conclude(context, draft, lambda session: self.perform(session, by_hand, seen, warrant, reason))
        await context.nod()
        await context.retire_buttons()
        await self.answer(context, done)

    def _keys(self, context: Context, draft: Draft) -> InlineKeyboardMarkup:
        ready = enumerate(self._ready(context, draft))
        rows = [[(words, keyboards.data(self.name, "ready", draft.id, number))] for number, words in ready]
        if self.plain:
            rows.append([(context.label(self.plain), keyboards.data(self.name, "plain", draft.id))])
        return keyboards.buttons([*rows, cancel_row(context, draft)])

    def _ready(self, context: Context, draft: Draft) -> list[str]:
        """As they were when they were offered: the office may change its own meanwhile."""
        ready: list[str] = draft.data.get("ready") or list(context.house.speech.labels(self.name).values())
        return ready


async def begin_about(context: Context, dialog: str, step: str, now: Matter, seen: Seen, **data: object) -> Draft:
    """Opens a dialog about an issue as it stands; what the chat was in is parked."""
    told = {"issue_id": seen.issue_id, "since": seen.step_id, "number": now.issue.number} | data
    return await context.transact(
        open_about, context.desk.chat_id, context.person_id, dialog, step, context.now, **told
    )


def seen_in(draft: Draft) -> Seen:
    """What the person had before their eyes when the dialog began."""
    return Seen(draft.data["issue_id"], draft.data["since"])


async def still_warranted(context: Context, draft: Draft, act: Act) -> tuple[Matter, Warrant]:
    """As `warranted`; if the world went on without this dialog, it is closed with the answer why."""
    try:
        return await warranted(context, seen_in(draft), act)
    except Refusal as refusal:
        await context.transact(leave, draft.id)
        context.desk = replace(context.desk, draft=None)
        raise refusal from None


async def conclude(context: Context, draft: Draft, act: Callable[[Session], Matter]) -> Matter:
    """Does what the dialog was for and closes it."""
    done = await context.transact(settle, draft.id, act)
    if isinstance(done, Refusal):
        context.desk = replace(context.desk, draft=None)
        raise done
    return done


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the dialog; the issue stays as it is."""
    await context.transact(leave, draft.id)
    await context.nod()
    await context.retire_buttons()
    await context.say("rectification/cancelled", keyboards.menu(context), number=draft.data["number"])


def cancel_row(context: Context, draft: Draft) -> list[keyboards.Button]:
    """The way out, under every question."""
    return [(context.label("rectification.cancel"), keyboards.data(draft.dialog, "cancel", draft.id))]
