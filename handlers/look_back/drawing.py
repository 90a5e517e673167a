"""Drawing a list for look-back 回头看: closed when, where, of what kind; how many, by which seed; then it is fixed."""

from datetime import date
from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, require_in
from handlers.context import Context
from handlers.dialogs import Dialog, ask, ask_again, give_up, open_dialog
from handlers.issues.rights import Warrant, hand, ids
from handlers.look_back import listing
from handlers.look_back.choices import choices, first_choice
from rules import periods
from rules.issue_types import Severity
from rules.periods import Period, Span
from rules.refusals import Refusal
from storage import drafts
from storage.issues.steps import Hand
from storage.issues.telling import type_name
from storage.look_back import drawing, looking, regions
from storage.look_back.drawing import Wanted
from storage.models import Draft

NAME = "drawing"
_STEPS = ("period", "region", "type", "severity")


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Shows what would be drawn of the last month that is ripe, with everything that can be changed."""
    told = first_choice(context)
    draft = await open_dialog(context, NAME, "preview", **told)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    template, keys, told = await _question(context, draft)
    await ask(context, draft, template, keys, **told)


async def ask_for(update: Update, context: Context, draft: Draft) -> None:
    """Goes to a question, from the preview and back."""
    step = keyboards.word_tapped(update)
    if step not in (*_STEPS, "preview"):
        raise Refusal("refusal/button_too_old")
    await _go_on(context, await context.transact(drafts.hear, draft.id, context.now, step))


async def take(update: Update, context: Context, draft: Draft) -> None:
    """Takes an answer by its number among those offered."""
    offered = await choices(context, draft.step)
    (number,) = ids(keyboards.tapped(update), 1)
    if number >= len(offered):
        raise Refusal("refusal/button_too_old")
    told = offered[number].told
    await _go_on(context, await context.transact(drafts.hear, draft.id, context.now, "preview", **told))


async def draw(update: Update, context: Context, draft: Draft) -> None:
    """抽取: the list is fixed and shown."""
    if draft.step != "preview":
        raise Refusal("refusal/button_too_old")
    by_hand, wanted = await _by_hand(context, draft), _wanted(draft)
    round_id = await context.transact(_drawn, by_hand, wanted, draft.id)
    await context.nod()
    await context.retire_buttons()
    path = await context.read(regions.path_of, wanted.region_id)
    found = await context.read(looking.one_round, [path], round_id)
    items = await context.read(looking.items, round_id)
    shown = [{"item": each, "type": type_name(context.profile, each.type)} for each in items[: listing.PAGE]]
    keys = listing.round_keys(context, items, round_id, 0)
    await context.say("look_back/drawn", keys, found=found, shown=shown, start=0)


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Leaves it; nothing was drawn."""
    await give_up(context, draft, "look_back/not_drawn")


def _drawn(session: Any, by_hand: Hand, wanted: Wanted, draft_id: int) -> int:
    made = drawing.draw(session, by_hand, wanted)
    drafts.close(session, draft_id)
    return made.id


async def _go_on(context: Context, draft: Draft) -> None:
    await context.nod()
    template, keys, told = await _question(context, draft)
    await ask_again(context, draft, template, keys, **told)


async def _question(context: Context, draft: Draft) -> tuple[str, InlineKeyboardMarkup, dict[str, Any]]:
    if draft.step != "preview":
        offered = await choices(context, draft.step)
        flat = [(each.words, keyboards.data(NAME, "take", draft.id, n)) for n, each in enumerate(offered)]
        back = (context.label("look_back.back"), keyboards.data(NAME, "ask", draft.id, "preview"))
        return f"look_back/ask_{draft.step}", keyboards.buttons([*keyboards.in_rows(flat, 2), [back]]), {}
    wanted = _wanted(draft)
    found = await context.read(drawing.prepared, await _by_hand(context, draft), wanted)
    changes = [(context.label(f"look_back.{step}"), keyboards.data(NAME, "ask", draft.id, step)) for step in _STEPS]
    take_key = (context.label("look_back.take", count=len(found.taken)), keyboards.data(NAME, "draw", draft.id))
    rows = [*([[take_key]] if found.taken else []), *keyboards.in_rows(changes, 2)]
    rows.append([(context.label("look_back.cancel"), keyboards.data(NAME, "cancel", draft.id))])
    told = {
        "found": found,
        "rules": context.profile.look_back,
        "period": periods.name(Period(draft.data["period"]), wanted.closed),
        "region": await context.read(regions.name_of, wanted.region_id),
        "type": type_name(context.profile, draft.data["type"]) if draft.data["type"] else "",
        "severities": [each.word for each in wanted.severities],
    }
    return "look_back/preview", keyboards.buttons(rows), told


async def _by_hand(context: Context, draft: Draft) -> Hand:
    path = await context.read(regions.path_of, draft.data["region_id"])
    return hand(context, Warrant(require_in(context.desk, Action.DECIDE_ISSUE, path).post_id, True))


def _wanted(draft: Draft) -> Wanted:
    told = draft.data
    closed = Span(date.fromisoformat(told["first"]), date.fromisoformat(told["last"]))
    types = (told["type"],) if told["type"] else ()
    return Wanted(told["region_id"], closed, types, tuple(Severity(each) for each in told["severities"]))


DIALOG = Dialog(NAME, Action.DECIDE_ISSUE, show, {}, {"ask": ask_for, "take": take, "draw": draw, "cancel": cancel})
