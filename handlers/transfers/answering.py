"""The department's side of a transfer 移交: receipt, then 立案, 不予立案 or 处理结果 in words, pictures and files."""

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards, received
from handlers.access import Action, require_post
from handlers.collecting import KINDS, collect, pieces
from handlers.context import Context
from handlers.dialogs import Dialog, ask, ask_again
from handlers.issues.reasons import cancel, cancel_row, conclude
from handlers.issues.rights import Warrant, hand, ids
from handlers.wording import MOST, joined
from rules.refusals import Refusal
from rules.transfers import Outcome
from storage import drafts
from storage.issues.settling import open_about
from storage.issues.steps import Hand
from storage.models import Draft, MediaUse
from storage.transfers import answering

NAME = "transfer_answer"


async def receive(update: Update, context: Context, more: list[str]) -> None:
    """收到: the office hears that the department has it."""
    (transfer_id,) = ids(more, 1)
    by_hand = await _hand(context, transfer_id)
    done = await context.transact(answering.receive, by_hand, transfer_id)
    await context.nod()
    await context.retire_buttons()
    out = done.marks.transfer
    rows = [[(context.label("transfer.answer"), keyboards.data("transfer", "answer", transfer_id))]]
    await context.say("transfer/received", keyboards.buttons(rows), number=done.issue.number,
                      due=out.due_on if out else None)  # fmt: skip


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks what the answer is."""
    (transfer_id,) = ids(more, 1)
    by_hand = await _hand(context, transfer_id)
    draft = await context.transact(_opened, by_hand, context.desk.chat_id, transfer_id)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    await ask(context, draft, f"transfer/ask_{draft.step}", _keys(context, draft), **_told(draft))


async def choose(update: Update, context: Context, draft: Draft) -> None:
    """Takes the outcome and asks for its words."""
    outcome = _tapped(update)
    await _hand(context, draft.data["transfer_id"])
    draft = await context.transact(drafts.hear, draft.id, context.now, "answer", outcome=outcome)
    await context.nod()
    await ask_again(context, draft, f"transfer/ask_{draft.step}", _keys(context, draft), **_told(draft))


async def take(update: Update, context: Context, draft: Draft) -> None:
    """Keeps words, a picture or a file of the answer, and counts on the standing question."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only messages come here
    brought = received.proof(message) if message.text is None else None
    said = joined(draft.data.get("words", ""), message.text or message.caption or "")
    by, speaker = context.by(), context.person_id
    draft = await context.transact(collect, by, draft.id, speaker, brought, MediaUse.ANSWER, said.text)
    if said.cut:
        await context.say("rectification/words_cut", most=MOST)
    await ask_again(context, draft, f"transfer/ask_{draft.step}", _keys(context, draft), **_told(draft))


async def send(update: Update, context: Context, draft: Draft) -> None:
    """答复: the office hears it at once."""
    words, outcome = draft.data.get("words", ""), draft.data.get("outcome")
    if outcome is None:
        raise Refusal("refusal/button_too_old")
    if not words:
        raise Refusal("refusal/answer_needs_words")
    transfer_id = draft.data["transfer_id"]
    by_hand = await _hand(context, transfer_id)
    done = await conclude(
        context,
        draft,
        lambda session: answering.answer(session, by_hand, transfer_id, Outcome(outcome), words, draft.id),
    )
    await context.nod()
    await context.retire_buttons()
    out = done.marks.transfer
    told = {"number": done.issue.number, "outcome": Outcome(outcome), "due": out.due_on if out else None}
    await context.say("transfer/done_answer", keyboards.menu(context), **told)


async def _hand(context: Context, transfer_id: int) -> Hand:
    one = await context.read(answering.sent, transfer_id, context.today)
    return hand(context, Warrant(require_post(context.desk, Action.RECTIFY, one.transfer.post_id).post_id, False))


def _opened(session: Session, by_hand: Hand, chat_id: int, transfer_id: int) -> Draft:
    one = answering.check(session, by_hand, transfer_id)
    filed = one.transfer.outcome is not None
    told = {"issue_id": one.transfer.issue_id, "number": one.number, "transfer_id": transfer_id, "filed": filed}
    return open_about(session, chat_id, by_hand.by.person_id or 0, NAME, "outcome", by_hand.by.at, **told)


def _tapped(update: Update) -> Outcome:
    said = "".join(keyboards.tapped(update)[-1:])
    if said not in set(Outcome):
        raise Refusal("refusal/button_too_old")
    return Outcome(said)


def _keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    if draft.step == "outcome":
        offered = [each for each in Outcome if not (draft.data["filed"] and each is not Outcome.RESULT)]
        rows = [[(each.word, keyboards.data(NAME, "outcome", draft.id, each))] for each in offered]
    else:
        rows = [[(context.label("transfer.send_answer"), keyboards.data(NAME, "send", draft.id))]]
    return keyboards.buttons([*rows, cancel_row(context, draft)])


def _told(draft: Draft) -> dict[str, object]:
    data = draft.data
    outcome = Outcome(data["outcome"]) if data.get("outcome") else None
    return {
        "number": data["number"],
        "outcome": outcome,
        **pieces(draft),
    }


DIALOG = Dialog(
    NAME,
    Action.RECTIFY,
    show,
    {"answer": dict.fromkeys(KINDS, take)},
    {"outcome": choose, "send": send, "cancel": cancel},
)
