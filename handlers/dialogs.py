"""How a dialog hears: the draft row says where the person is, a table says which step hears what.

The position follows from the data, so a dialog goes on after any restart, on every step, with nothing retyped.
"""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from telegram import InlineKeyboardMarkup, Message, Update

from handlers import keyboards, received
from handlers.access import Action, require
from handlers.context import Context
from handlers.wording import MOST, words
from storage import drafts
from storage.models import Draft

Hear = Callable[[Update, Context, Draft], Coroutine[Any, Any, None]]
Show = Callable[[Context, Draft], Coroutine[Any, Any, None]]
LONGEST_SOUGHT = 30  # signs of a name that is looked for


class Heard(StrEnum):
    """What a person can send in the middle of a dialog."""

    WORDS = "words"
    PHOTO = "photo"
    FILE = "file"
    WORKBOOK = "workbook"
    VOICE = "voice"
    VIDEO = "video"
    PLACE = "place"
    LIVE = "live"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True)
class Dialog:
    """One dialog: who may lead it, how it asks, what each step hears, what each button does.

    `show` says the question of the draft's current step, also after a crash or when the dialog is resumed.
    `hears[step][Heard]`; the step "*" stands for every step. `taps[act]` for callback data "<name>:<act>:...".
    A `lookup` fills nothing in: it is never offered as unfinished, and what it cannot hear may open something else.
    """

    name: str
    action: Action
    show: Show
    hears: Mapping[str, Mapping[Heard, Hear]]
    taps: Mapping[str, Hear] = field(default_factory=dict)
    lookup: bool = False

    def hearer(self, step: str, heard: Heard) -> Hear | None:
        """The function that hears this at this step."""
        here = self.hears.get(step, {})
        return here.get(heard) or self.hears.get("*", {}).get(heard)


def kind_of(message: Message) -> Heard:
    """What a message is, for a dialog."""
    if message.text is not None:
        return Heard.WORDS
    if message.photo:
        return Heard.PHOTO
    if message.location is not None:
        return Heard.LIVE if message.location.live_period else Heard.PLACE
    if message.voice or message.audio:
        return Heard.VOICE
    if message.video or message.video_note:
        return Heard.VIDEO
    if message.contact:
        return Heard.CONTACT
    if message.venue:
        return Heard.PLACE
    if message.document is not None:
        return Heard.WORKBOOK if (message.document.file_name or "").lower().endswith(".xlsx") else Heard.FILE
    return Heard.OTHER


async def hear(dialog: Dialog, update: Update, context: Context, draft: Draft) -> None:
    """Hands what was said to the current step; says again what is asked if the step cannot use it."""
    require(context.desk, dialog.action)
    message = update.effective_message
    assert message is not None  # noqa: S101 - only messages come here
    hearer = dialog.hearer(draft.step, kind_of(message))
    if hearer is None:
        await context.say("dialog/cannot_use_this")
        await dialog.show(context, draft)
    else:
        await hearer(update, context, draft)
        await say_unshown(context, message)


async def heard_words(update: Update, context: Context) -> str:
    """The words that came, as many as are kept; says so where they were cut. Refuses blanks."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    said = words(update.effective_message)
    if said.cut:
        await context.say("rectification/words_cut", most=MOST)
    return said.text


async def say_unshown(context: Context, message: Message) -> None:
    """Of a picture file that nobody can look at here: that it is kept, and what to send besides."""
    if form := received.unshown(message):
        await context.say("dialog/kept_as_file", form=form)


async def ask(
    context: Context, draft: Draft, template: str, /, keyboard: InlineKeyboardMarkup | None = None, **values: object
) -> None:
    """Asks the current question as a new message and remembers which, so that `ask_again` can change it."""
    message = await context.say(template, keyboard, **values)
    context.house.afterwards.asked(context.desk.chat_id, draft.id, message.message_id)


async def ask_again(
    context: Context, draft: Draft, template: str, /, keyboard: InlineKeyboardMarkup | None = None, **values: object
) -> None:
    """Changes the question that stands there already (a photo more, a type chosen); asks anew if it is gone."""
    if draft.prompt_id is None or not await context.correct(draft.prompt_id, template, keyboard, **values):
        await ask(context, draft, template, keyboard, **values)


Press = Callable[[Update, Context, list[str]], Coroutine[Any, Any, None]]


@dataclass(frozen=True)
class Taps:
    """Buttons under messages that no draft stands behind: callback data "<subject>:<act>:…"."""

    subject: str
    acts: Mapping[str, tuple[Action, Press]]


async def open_dialog(context: Context, dialog: str, step: str, /, **known: Any) -> Draft:
    """Opens a dialog with what is known so far; the one that the chat was in, if any, is put aside."""
    chat_id, person_id = context.desk.chat_id, context.person_id
    return await context.transact(drafts.begin, chat_id, person_id, dialog, step, context.now, **known)


async def step_on(context: Context, draft: Draft, step: str | None, /, **said: Any) -> Draft:
    """Keeps what was said and leaves the question behind: its buttons stop turning and are taken away."""
    draft = await context.transact(drafts.hear, draft.id, context.now, step, **said)
    await context.nod()
    await context.retire_buttons()
    return draft


async def look_for(update: Update, context: Context, draft: Draft, **also: Any) -> Draft:
    """Keeps the name that was said as what is looked for (`search` of the draft)."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    sought = words(update.effective_message).text[:LONGEST_SOUGHT]
    return await context.transact(drafts.hear, draft.id, context.now, search=sought, **also)


async def let_go(context: Context, draft: Draft) -> None:
    """Closes the dialog that a tap ends: its buttons stop turning and are taken away."""
    await context.transact(drafts.close, draft.id)
    await context.nod()
    await context.retire_buttons()


async def give_up(context: Context, draft: Draft, template: str, /, **told: Any) -> None:
    """Leaves a dialog with nothing done; says so, with the menu."""
    await let_go(context, draft)
    await context.say(template, keyboards.menu(context), **told)
