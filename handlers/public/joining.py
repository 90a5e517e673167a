"""The office joins what the public handed in to an issue that is open already: one of those alike, or by its number."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, give_up, open_dialog
from handlers.issues.rights import ids
from handlers.public.reviewing import looked_at, next_keys
from handlers.wording import words
from rules.numbering import read_issue_number
from rules.refusals import Refusal
from storage import drafts
from storage.issues.telling import type_name
from storage.models import Draft
from storage.public import review

NAME = "public_join"
STEP = "which"


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Opens the question which issue it is the same as."""
    card, _ = await looked_at(context, more)
    draft = await open_dialog(context, NAME, STEP, submission_id=card.id)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Lists the open issues that are alike, and listens for a number."""
    card, by_hand = await looked_at(context, [str(draft.data["submission_id"])])
    found = await context.read(review.alike, by_hand, card)
    rows = [
        [(context.label("public.same_as", number=one.number, type=type_name(context.profile, one.type)),
          keyboards.data(NAME, "pick", draft.id, one.id))]
        for one in found
    ]  # fmt: skip
    rows.append([(context.label("public.leave_join"), keyboards.data(NAME, "leave", draft.id))])
    await ask(context, draft, "public/ask_join", keyboards.buttons(rows), number=card.number, found=len(found))


async def pick(update: Update, context: Context, draft: Draft) -> None:
    """One of the list."""
    assert update.callback_query is not None  # noqa: S101 - only taps come here
    _, issue_id = ids(keyboards.parts(update.callback_query.data or "")[2], 2)
    await context.nod()
    await _join(context, draft, issue_id)


async def hear_number(update: Update, context: Context, draft: Draft) -> None:
    """The number of the issue, as people write it."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    number = read_issue_number(words(update.effective_message).text, context.profile.number_prefix)
    if number is None:
        raise Refusal("refusal/no_such_open_issue")
    await _join(context, draft, await context.read(review.issue_with, number))


async def leave(update: Update, context: Context, draft: Draft) -> None:
    """Leaves it waiting."""
    await give_up(context, draft, "public/left_waiting")


async def _join(context: Context, draft: Draft, issue_id: int) -> None:
    card, by_hand = await looked_at(context, [str(draft.data["submission_id"])])

    def act(session: Session) -> str:
        drafts.close(session, draft.id)
        return review.join(session, by_hand, card.id, issue_id)

    into = await context.transact(act)
    await context.retire_buttons()
    await context.say("public/done_join", next_keys(context, issue_id), number=card.number, into=into)


DIALOG = Dialog(NAME, Action.REVIEW_PUBLIC, show, {STEP: {Heard.WORDS: hear_number}}, {"pick": pick, "leave": leave})
