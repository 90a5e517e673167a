"""A notice that went out is corrected or withdrawn; a question about it is answered."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action, require_in
from handlers.broadcasts import rights
from handlers.broadcasts.board import button, say_card
from handlers.broadcasts.sending import decide
from handlers.campaigns.ending import conclude
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, give_up, open_dialog
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.wording import MOST, words
from rules import broadcasts as rule
from storage.broadcasts import cards, correcting, replying
from storage.models import Draft

CHANGE, ANSWER = "broadcast_change", "broadcast_answer"


async def begin_correcting(update: Update, context: Context, more: list[str]) -> None:
    """Asks for the new words."""
    await _begin(context, more, "correct")


async def begin_withdrawing(update: Update, context: Context, more: list[str]) -> None:
    """Asks why."""
    await _begin(context, more, "withdraw")


async def show(context: Context, draft: Draft) -> None:
    """Asks for the new words, or for the reason."""
    card = await context.read(cards.card, draft.data["broadcast_id"])
    keyboard = keyboards.buttons([[_drop(context, draft)]])
    await ask(context, draft, f"broadcast/ask_{draft.step}", keyboard, card=card)


async def correct(update: Update, context: Context, draft: Draft) -> None:
    """Puts the new words in the place of the old."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said = words(update.effective_message)
    rule.check_fields(said.text)
    card = await context.read(cards.card, draft.data["broadcast_id"])
    require_in(context.desk, Action.BROADCAST, card.path)

    def change(session: Session) -> None:
        by = context.by(card.office_post_id)
        correcting.correct(session, by, card.id, said.text, draft.data["revision"])

    await conclude(context, draft, change)
    await decide(context)
    await context.say("broadcast/correction_sent", keyboards.menu(context), card=card, cut=said.cut, most=MOST)
    await say_card(context, await context.read(cards.card, card.id))


async def withdraw(update: Update, context: Context, draft: Draft) -> None:
    """Takes it back."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said = words(update.effective_message)
    card = await context.read(cards.card, draft.data["broadcast_id"])
    require_in(context.desk, Action.BROADCAST, card.path)

    def take_back(session: Session) -> None:
        by = context.by(card.office_post_id)
        correcting.withdraw(session, by, card.id, said.text, draft.data["revision"])

    await conclude(context, draft, take_back)
    await decide(context)
    await context.say("broadcast/withdrawal_sent", keyboards.menu(context), card=card)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves it as it is."""
    await give_up(context, draft, "broadcast/left_as_it_is")


async def list_questions(update: Update, context: Context, more: list[str]) -> None:
    """The questions about a notice with their answers."""
    card = await rights.own(context, more)
    found = await context.read(cards.questions, card.id)
    await context.nod()
    rows = [[button(context, "answer", each.id, label="answer_to", who=each.who)] for each in found
            if each.answered_at is None]  # fmt: skip
    rows = [*rows[:8], [button(context, "open", card.id, label="to_card")]]
    await context.say("broadcast/questions", keyboards.buttons(rows), card=card, questions=found)


async def begin_answer(update: Update, context: Context, more: list[str]) -> None:
    """Asks for the answer to a question."""
    (question_id,) = ids(more, 1)
    card, question = await context.read(cards.of_question, question_id)
    require_in(context.desk, Action.BROADCAST, card.path)
    draft = await open_dialog(context, ANSWER, "answer", question_id=question.id)
    await context.nod()
    await show_answer(context, draft)


async def show_answer(context: Context, draft: Draft) -> None:
    """Says the question again."""
    card, question = await context.read(cards.of_question, draft.data["question_id"])
    keyboard = keyboards.buttons([[_drop(context, draft)]])
    await ask(context, draft, "broadcast/ask_answer", keyboard, card=card, question=question)


async def answer(update: Update, context: Context, draft: Draft) -> None:
    """Answers; the asker is told."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said = words(update.effective_message)
    card, question = await context.read(cards.of_question, draft.data["question_id"])
    require_in(context.desk, Action.BROADCAST, card.path)

    def keep(session: Session) -> str:
        return replying.answer(session, context.by(card.office_post_id), question.id, said.text)

    who = await conclude(context, draft, keep)
    await context.say("broadcast/answer_sent", keyboards.menu(context), who=who, cut=said.cut, most=MOST)


async def _begin(context: Context, more: list[str], step: str) -> None:
    card = await rights.own(context, more)
    known = {"broadcast_id": card.id, "revision": card.revision}
    draft = await open_dialog(context, CHANGE, step, **known)
    await context.nod()
    await show(context, draft)


def _drop(context: Context, draft: Draft) -> Button:
    return context.label("broadcast.drop"), keyboards.data(draft.dialog, "drop", draft.id)


CHANGING = Dialog(
    CHANGE,
    Action.BROADCAST,
    show,
    {"correct": {Heard.WORDS: correct}, "withdraw": {Heard.WORDS: withdraw}},
    {"drop": drop},
)
ANSWERING = Dialog(ANSWER, Action.BROADCAST, show_answer, {"answer": {Heard.WORDS: answer}}, {"drop": drop})
