"""What somebody of the public handed in, as they see it: how it stands, taking it back while it waits."""

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.issues.view import show_issue
from handlers.keyboards import Button, data
from handlers.public.handing_in import SUBJECT
from rules.public_reports import Reception
from rules.refusals import Refusal
from storage.issues.telling import type_name
from storage.public import cards, submissions
from storage.public.cards import SubmissionCard


async def see(update: Update, context: Context, more: list[str]) -> None:
    """Shows one report: as the issue that it has become, else how it stands."""
    card = await _own(context, more)
    await context.nod()
    if card.issue_id is not None:
        await show_issue(context, card.issue_id)
        return
    await context.say("public/own", _keys(context, card), card=card, type_name=type_name(context.profile, card.type),
                      hotline=context.profile.public.hotline)  # fmt: skip


async def withdraw(update: Update, context: Context, more: list[str]) -> None:
    """Takes it back while nobody has decided on it."""
    card = await _own(context, more)
    number = await context.transact(submissions.withdraw, context.by(), card.id)
    await context.nod()
    await context.retire_buttons()
    await context.say("public/withdrawn", keyboards.menu(context), number=number)


async def buttons(context: Context) -> list[list[Button]]:
    """A row for each report that is no issue yet, for the list of the own reports."""
    if context.desk.person_id is None or context.desk.on_roster:
        return []
    found = await context.read(cards.own, context.desk.person_id)
    return [[(f"{card.number} · {card.state.word}", data(SUBJECT, "see", card.id))] for card in found]


async def _own(context: Context, more: list[str]) -> SubmissionCard:
    (submission_id,) = ids(more, 1)
    card = await context.read(cards.card, submission_id)
    if card.person_id != context.desk.person_id:
        raise Refusal("refusal/not_your_report")
    return card


def _keys(context: Context, card: SubmissionCard) -> InlineKeyboardMarkup | None:
    if card.state is not Reception.WAITING:
        return None
    return keyboards.buttons([[(context.label("public.withdraw"), data(SUBJECT, "withdraw", card.id))]])
