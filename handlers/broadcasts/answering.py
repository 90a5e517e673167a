"""What a recipient does with a notice: 收到, 已办, a question to the office."""

from collections.abc import Callable

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.campaigns.ending import conclude
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, Taps, ask, give_up, open_dialog
from handlers.issues.rights import ids
from handlers.wording import MOST, words
from rules.broadcasts import BroadcastState
from rules.refusals import Refusal
from storage.audit import By
from storage.broadcasts import replying
from storage.broadcasts.replying import Received
from storage.broadcasts.wording import TRIAL
from storage.models import Draft

NAME, ASK = "notice", "notice_question"


async def acknowledge(update: Update, context: Context, more: list[str]) -> None:
    """收到."""
    await _answer(context, more, replying.acknowledge, "got")


async def finish(update: Update, context: Context, more: list[str]) -> None:
    """已办."""
    await _answer(context, more, replying.finish, "finished")


async def begin_question(update: Update, context: Context, more: list[str]) -> None:
    """Asks what is unclear."""
    recipient_id = await _recipient(context, more)
    if recipient_id == TRIAL:
        return
    known = await _known(context, recipient_id)
    if known.state is BroadcastState.WITHDRAWN:
        raise Refusal("refusal/broadcast_withdrawn", title=known.title)
    draft = await open_dialog(context, ASK, "question", recipient_id=recipient_id)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks for the question."""
    known = await _known(context, draft.data["recipient_id"])
    keyboard = keyboards.buttons([[(context.label("broadcast.drop"), keyboards.data(ASK, "drop", draft.id))]])
    await ask(context, draft, "broadcast/ask_question", keyboard, known=known)


async def take_question(update: Update, context: Context, draft: Draft) -> None:
    """Puts the question to the office."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said, by, today = words(update.effective_message), context.by(), context.today
    known = await conclude(
        context, draft, lambda session: replying.ask(session, by, draft.data["recipient_id"], said.text, today)
    )
    await context.say("broadcast/question_sent", keyboards.menu(context), known=known, cut=said.cut, most=MOST)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Asks nothing."""
    await give_up(context, draft, "broadcast/left_as_it_is")


async def _answer(
    context: Context, more: list[str], act: Callable[[Session, By, int], tuple[Received, bool]], said: str
) -> None:
    """Keeps an answer of one tap and thanks for it; said a second time, a toast tells so."""
    recipient_id = await _recipient(context, more)
    if recipient_id == TRIAL:
        return
    known, is_first = await context.transact(act, context.by(), recipient_id)
    await (context.nod() if is_first else context.nod(f"broadcast/{said}_before", known=known))
    if is_first:
        await context.say(f"broadcast/{said}", known=known)


async def _recipient(context: Context, more: list[str]) -> int:
    """The recipient's row of a button; of a trial it is said that nothing is counted."""
    (recipient_id,) = ids(more, 1)
    if recipient_id == TRIAL:
        await context.nod("broadcast/only_a_trial")
    return recipient_id


async def _known(context: Context, recipient_id: int) -> Received:
    if context.desk.person_id is None:
        raise Refusal("refusal/not_your_matter")
    return await context.read(replying.received, recipient_id, context.desk.person_id)


ASKING = Dialog(ASK, Action.RECEIVE_NOTICE, show, {"question": {Heard.WORDS: take_question}}, {"drop": drop})
TAPS = Taps(
    NAME,
    {
        "got": (Action.RECEIVE_NOTICE, acknowledge),
        "done": (Action.RECEIVE_NOTICE, finish),
        "ask": (Action.RECEIVE_NOTICE, begin_question),
    },
)
