"""A committee member gives an opinion 社情民意: words or a voice, with photos and files; handed in with one tap.

Keys of `draft.data`: campaign_id and name (of the campaign, if it is under one), words, cut, voices and files (how
many).
"""

from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards, received
from handlers.access import Action, require
from handlers.campaigns.ending import conclude
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, ask_again, give_up
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.wording import MOST, bounded, joined, words
from rules.refusals import Refusal
from storage import drafts, media
from storage.campaigns import opinions, taking_part
from storage.models import Draft, MediaKind, MediaUse, Subject

NAME = "opinion_new"
STEP = "words"
MOST_FILES = 20


async def begin_under(update: Update, context: Context, more: list[str]) -> None:
    """An opinion under a campaign."""
    (campaign_id,) = ids(more, 1)
    campaign = await context.read(taking_part.running, campaign_id, context.person_id, context.today)
    await _begin(context, campaign_id=campaign.id, name=campaign.name)


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """An opinion by itself."""
    await _begin(context, campaign_id=None, name="")


async def show(context: Context, draft: Draft, *, again: bool = False) -> None:
    """Asks for the words, and says what has come so far."""
    rows = [[_button(context, draft, "submit")]] if opinions.has_said(draft.data) else []
    rows.append([_button(context, draft, "drop")])
    say = ask_again if again else ask
    await say(context, draft, "opinion/ask_words", keyboards.buttons(rows), data=draft.data, most=MOST)


async def hear_words(update: Update, context: Context, draft: Draft) -> None:
    """Adds what was written."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    words(update.effective_message)  # refuses blanks
    said = _added(draft, update.effective_message.text or "")
    await show(context, await context.transact(drafts.hear, draft.id, context.now, **said))


async def take_file(update: Update, context: Context, draft: Draft) -> None:
    """Keeps a photo, a voice or a document with the words under it; the standing question counts it."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only messages come here
    got, said = received.material(message), _added(draft, message.caption or "")

    def keep(session: Session) -> Draft:
        if draft.data.get("files", 0) + draft.data.get("voices", 0) >= MOST_FILES:
            raise Refusal("refusal/too_many_files", most=MOST_FILES)
        count = media.add(session, context.by(), draft.person_id, got, Subject.DRAFT, draft.id, MediaUse.NOTE)
        voices = sum(one.kind is MediaKind.VOICE for one in media.of(session, Subject.DRAFT, draft.id))
        return drafts.hear(session, draft.id, context.now, files=count - voices, voices=voices, **said)

    await show(context, await context.transact(keep), again=True)


async def submit(update: Update, context: Context, draft: Draft) -> None:
    """Hands it in; the office is told."""
    by, today = context.by(), context.today
    await conclude(context, draft, lambda session: opinions.submit(session, by, draft.id, today))
    await context.nod()
    await context.retire_buttons()
    await context.say("opinion/submitted", keyboards.menu(context))


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves without handing anything in."""
    await give_up(context, draft, "opinion/dropped")


async def _begin(context: Context, **known: Any) -> None:
    require(context.desk, Action.TAKE_PART)
    chat_id, person_id = context.desk.chat_id, context.person_id
    said = known | {"words": "", "cut": False, "files": 0, "voices": 0}
    draft = await context.transact(drafts.begin, chat_id, person_id, NAME, STEP, context.now, **said)
    await context.nod()
    await show(context, draft)


def _added(draft: Draft, raw: str) -> dict[str, Any]:
    more = bounded(raw)
    if not more.text:
        return {}
    whole = joined(draft.data.get("words", ""), more.text)
    return {"words": whole.text, "cut": whole.cut or more.cut}


def _button(context: Context, draft: Draft, act: str) -> Button:
    return context.label(f"opinion.{act}"), keyboards.data(NAME, act, draft.id)


_FILES = dict.fromkeys((Heard.PHOTO, Heard.FILE, Heard.WORKBOOK, Heard.VOICE), take_file)
DIALOG = Dialog(
    NAME, Action.TAKE_PART, show, {STEP: {Heard.WORDS: hear_words} | _FILES}, {"submit": submit, "drop": drop}
)
