"""Somebody of the public hands in a report: it has its number at once and waits for the office's first look."""

from typing import Any

from handlers import keyboards
from handlers.context import Context
from handlers.keyboards import data
from storage.issues.registering import Ledger
from storage.models import Draft
from storage.public import cards, submissions, welcome

SUBJECT = "public"


async def require_welcome(context: Context) -> None:
    """Refuses who is blocked or has handed in too much of late, before they have told everything for nothing."""
    if context.desk.on_roster or context.desk.person_id is None:
        return
    away = await context.read(welcome.turned_away, context.desk.person_id, context.profile.public, context.now)
    if away is not None:
        raise away


async def hand_in(context: Context, draft: Draft, ledger: Ledger, joins_id: int | None = None) -> dict[str, Any]:
    """Keeps the report and settles its question; returns what `public/handed_in` says. `joins_id`: "this is it"."""
    rules = context.profile.public
    done = await context.transact(submissions.hand_in, context.by(), draft.id, ledger, rules, joins_id)
    card = await context.read(cards.card, done)
    if draft.prompt_id is not None:
        rows = [[(context.label(f"public.{act}"), data(SUBJECT, act, card.id)) for act in ("see", "withdraw")]]
        await context.correct(draft.prompt_id, "public/submitted", keyboards.buttons(rows), number=card.number)
    return {"card": card, "type_name": ledger.type_name, "hotline": rules.hotline}
