"""「真的解决了吗？」: 👍 ends it with thanks; 👎 lies before the office at once, and asks what is still wrong."""

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards, received
from handlers.access import Action
from handlers.collecting import keep_piece
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, Taps, ask, ask_again, give_up
from handlers.issues.rights import ids
from rules.refusals import Refusal
from storage import drafts
from storage.models import Draft, MediaUse
from storage.public import solved

NAME = "unsolved"
STEP = "what"
TAPPED = "solved"


async def yes(update: Update, context: Context, more: list[str]) -> None:
    """It is solved; thanks."""
    number = await context.transact(solved.answer, context.by(), ids(more, 1)[0], True)
    await context.nod()
    await context.retire_buttons()
    await context.say("public/said_solved", keyboards.menu(context), number=number)


async def no(update: Update, context: Context, more: list[str]) -> None:
    """It is not: counted and before the office at once; words and photos may follow."""
    (answer_id,) = ids(more, 1)

    def keep(session: Session) -> Draft:
        number = solved.answer(session, context.by(), answer_id, False)
        told = {"answer_id": answer_id, "number": number}
        return drafts.begin(session, context.desk.chat_id, context.person_id, NAME, STEP, context.now, **told)

    draft = await context.transact(keep)
    await context.nod()
    await context.retire_buttons()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks what is still wrong, with what came so far."""
    await ask(context, draft, "public/ask_unsolved", _keys(context, draft), **_told(draft))


async def take(update: Update, context: Context, draft: Draft) -> None:
    """Keeps words or a photo and counts on the standing question."""
    draft = await keep_piece(update, context, draft, MediaUse.UNSOLVED, received.media)
    await ask_again(context, draft, "public/ask_unsolved", _keys(context, draft), **_told(draft))


async def send(update: Update, context: Context, draft: Draft) -> None:
    """Puts it beside the "no" that the office has."""
    if not any(draft.data.get(key) for key in ("shots", "voices", "words")):
        raise Refusal("refusal/nothing_to_report")

    def keep(session: Session) -> str:
        words = draft.data.get("words", "")
        number = solved.explain(session, context.by(), draft.data["answer_id"], draft.id, words)
        drafts.close(session, draft.id)
        return number

    number = await context.transact(keep)
    await context.nod()
    await context.retire_buttons()
    await context.say("public/said_unsolved", keyboards.menu(context), number=number)


async def leave(update: Update, context: Context, draft: Draft) -> None:
    """Nothing more to say; the "no" stands."""
    await give_up(context, draft, "public/said_unsolved", number=draft.data["number"])


def _keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    more = any(draft.data.get(key) for key in ("shots", "voices", "words"))
    act = "send" if more else "leave"
    return keyboards.buttons([[(context.label(f"public.unsolved_{act}"), keyboards.data(NAME, act, draft.id))]])


def _told(draft: Draft) -> dict[str, object]:
    data = draft.data
    shots, words = data.get("shots", 0) + data.get("voices", 0), data.get("words", "")
    return {"number": data["number"], "shots": shots, "words": words}


DIALOG = Dialog(
    NAME,
    Action.SEE_OWN_REPORTS,
    show,
    {STEP: dict.fromkeys((Heard.WORDS, Heard.PHOTO, Heard.FILE, Heard.VOICE, Heard.VIDEO), take)},
    {"send": send, "leave": leave},
)
TAPS = Taps(TAPPED, {"yes": (Action.SEE_OWN_REPORTS, yes), "no": (Action.SEE_OWN_REPORTS, no)})
