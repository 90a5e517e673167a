"""Choosing to whom a notice goes: by kind, or everybody."""

from typing import Any

from telegram import Update

from handlers import keyboards
from handlers.broadcasts.asking import chosen, show
from handlers.context import Context
from handlers.dialogs import Hear
from handlers.wording import words
from rules.ledger_words import visible
from rules.refusals import Refusal
from storage import drafts
from storage.broadcasts import audience, offers
from storage.broadcasts.audience import Audience
from storage.models import Draft


async def open_kind(update: Update, context: Context, draft: Draft) -> None:
    """Shows what there is of one kind."""
    kind = keyboards.word_tapped(update)
    if kind not in offers.KINDS:
        raise Refusal("refusal/button_too_old")
    await _keep(context, draft, "pick", kind=kind, search="", offset=0)


async def everybody(update: Update, context: Context, draft: Draft) -> None:
    """Everybody who serves, or not."""
    own = chosen(draft)
    await _keep(context, draft, "audience", audience=draft.data["audience"] | {"everybody": not own.everybody})


async def nobody(update: Update, context: Context, draft: Draft) -> None:
    """Begins anew with nothing chosen."""
    await _keep(context, draft, "audience", audience=Audience().as_json())


async def pick(update: Update, context: Context, draft: Draft) -> None:
    """Takes one of those offered, or leaves it out again."""
    value, kind = keyboards.word_tapped(update), draft.data["kind"]
    path, search = draft.data["path"], draft.data["search"]
    found = await context.read(offers.offers, kind, path, search, context.today)
    one = next((each.value for each in found if str(each.value) == value), None)
    if one is None:
        raise Refusal("refusal/button_too_old")
    taken = list(draft.data["audience"][kind])
    now = [each for each in taken if each != one] if one in taken else [*taken, one]
    await _keep(context, draft, "pick", audience=draft.data["audience"] | {kind: now})


async def turn(update: Update, context: Context, draft: Draft) -> None:
    """Another page."""
    await _keep(context, draft, "pick", offset=keyboards.number_in(keyboards.tapped(update)))


async def picked(update: Update, context: Context, draft: Draft) -> None:
    """Back to all the conditions."""
    await _keep(context, draft, "audience", search="", offset=0)


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Looks for a name among what is offered."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said = visible(words(update.effective_message).text)[:40]
    draft = await context.transact(drafts.hear, draft.id, context.now, search=said, offset=0)
    await show(context, draft)


async def check_somebody(context: Context, draft: Draft) -> None:
    """Refuses an audience of nobody."""
    own = chosen(draft)
    reach = await context.read(audience.reach, own, draft.data["path"], context.today)
    audience.check_somebody(reach.total, own.groups)


async def _keep(context: Context, draft: Draft, step: str, **said: Any) -> None:
    draft = await context.transact(drafts.hear, draft.id, context.now, step, **said)
    await context.nod()
    await show(context, draft, again=True)


IN_AUDIENCE: dict[str, Hear] = {"kind": open_kind, "everybody": everybody, "nobody": nobody}
IN_PICK: dict[str, Hear] = {"pick": pick, "page": turn, "picked": picked}
