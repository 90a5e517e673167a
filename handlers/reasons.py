"""Acts on an issue that need a reason: one tap on a ready one, or own words; asked the same way each time."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, Press, ask
from handlers.rectification_rights import Warrant, hand, ids, warranted
from handlers.wording import MOST, words
from rules.issue_states import Act
from rules.refusals import Refusal
from storage.issue_steps import Hand, Seen
from storage.matters import Matter
from storage.models import Draft
from storage.settling import leave, open_about, settle

Perform = Callable[[Session, Hand, Seen, Warrant, str], Matter]


@dataclass(frozen=True)
class Reasoned:
    """An act with a reason: the dialog's name, who may lead it, what storage does, what is said after it."""

    name: str
    act: Act
    action: Action
    perform: Perform
    answer: Callable[[Context, Matter], "object"]


def reasoning(reasoned: Reasoned) -> tuple[Dialog, Press]:
    """The dialog that asks for the reason, and the tap that opens it."""

    async def begin(update: Update, context: Context, more: list[str]) -> None:
        """Asks why."""
        seen = Seen(*ids(more, 2))
        now, _ = await warranted(context, seen, reasoned.act)
        draft = await begin_about(context, reasoned.name, "reason", now, seen)
        await context.nod()
        await show(context, draft)

    async def show(context: Context, draft: Draft) -> None:
        template = f"rectification/ask_{reasoned.act}_reason"
        await ask(context, draft, template, _keys(context, reasoned, draft), number=draft.data["number"])

    async def hear_words(update: Update, context: Context, draft: Draft) -> None:
        """Takes the reason in the person's own words."""
        assert update.effective_message is not None  # noqa: S101 - only messages come here
        said = words(update.effective_message)
        if said.cut:
            await context.say("rectification/words_cut", most=MOST)
        await finish(context, draft, said.text)

    async def take_ready(update: Update, context: Context, draft: Draft) -> None:
        """Takes a ready reason by its tap."""
        (number,) = ids(_told(update)[3:], 1)
        ready = _ready(context, reasoned)
        if number >= len(ready):
            raise Refusal("refusal/button_too_old")
        await finish(context, draft, ready[number])

    async def finish(context: Context, draft: Draft, reason: str) -> None:
        seen = seen_in(draft)
        _, warrant = await still_warranted(context, draft, reasoned.act)
        done = await conclude(
            context, draft, lambda session: reasoned.perform(session, hand(context, warrant), seen, warrant, reason)
        )
        await context.nod()
        await context.retire_buttons()
        await reasoned.answer(context, done)  # type: ignore[misc]

    hears = {"reason": {Heard.WORDS: hear_words}}
    taps = {"ready": take_ready, "cancel": cancel}
    return Dialog(reasoned.name, reasoned.action, show, hears, taps), begin


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


def _keys(context: Context, reasoned: Reasoned, draft: Draft) -> InlineKeyboardMarkup:
    ready = enumerate(_ready(context, reasoned))
    rows = [[(words, keyboards.data(reasoned.name, "ready", draft.id, number))] for number, words in ready]
    return keyboards.buttons([*rows, cancel_row(context, draft)])


def _ready(context: Context, reasoned: Reasoned) -> list[str]:
    return list(context.house.speech.labels(f"{reasoned.name}").values())


def _told(update: Update) -> list[str]:
    assert update.callback_query is not None  # noqa: S101 - only taps come here
    return (update.callback_query.data or "").split(":")
