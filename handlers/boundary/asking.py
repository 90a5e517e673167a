"""Putting an issue to both sides: the other side chosen, a look at it, one tap asks both."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, require_in
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, ask_again, give_up, look_for, open_dialog
from handlers.issues.rights import Warrant, hand, ids, matter_of
from handlers.keyboards import Button
from rules.refusals import Refusal
from storage import drafts
from storage.boundary import asking, sides
from storage.models import Draft

DIALOG_NAME = "boundary_asking"


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks for the other side; the own one is known where the issue was registered in a township."""
    (issue_id,) = ids(more, 1)
    now = await matter_of(context, issue_id)
    seat = require_in(context.desk, Action.DECIDE_ISSUE, now.region_path)
    await context.read(asking.require_open, now.issue)
    own = await context.read(sides.first, now.issue)
    draft = await open_dialog(
        context, DIALOG_NAME, "side",
        issue_id=issue_id, number=now.issue.number, place=now.place, post_id=seat.post_id,
        sides=[own.id] if own else [], search="",
    )  # fmt: skip
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks for a side, or shows the whole."""
    values, keys = await _question(context, draft)
    await ask(context, draft, f"boundary/ask_{draft.step}", keys, **values)


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Looks for a side by name."""
    await show(context, await look_for(update, context, draft))


async def choose(update: Update, context: Context, draft: Draft) -> None:
    """Takes a side; with two of them the whole is shown."""
    (region_id,) = ids(keyboards.tapped(update), 1)
    now = await matter_of(context, draft.data["issue_id"])
    offered = await context.read(sides.candidates, now.issue, draft.data["sides"], draft.data["search"])
    if region_id not in [one.id for one in offered] or draft.step != "side":
        raise Refusal("refusal/button_too_old")
    chosen = [*draft.data["sides"], region_id]
    step = "preview" if len(chosen) == len("ab") else "side"
    draft = await context.transact(drafts.hear, draft.id, context.now, step, sides=chosen, search="")
    await context.nod()
    await _show_again(context, draft)


async def begin_anew(update: Update, context: Context, draft: Draft) -> None:
    """Forgets the sides: both are chosen."""
    draft = await context.transact(drafts.hear, draft.id, context.now, "side", sides=[], search="")
    await context.nod()
    await _show_again(context, draft)


async def put(update: Update, context: Context, draft: Draft) -> None:
    """Asks both sides at once."""
    data = draft.data
    now = await matter_of(context, data["issue_id"])
    require_in(context.desk, Action.DECIDE_ISSUE, now.region_path)
    if draft.step != "preview":
        raise Refusal("refusal/button_too_old")
    by_hand = hand(context, Warrant(data["post_id"], True))
    view = await context.transact(asking.put, by_hand, draft.id, data["issue_id"], data["sides"])
    await context.nod()
    await context.retire_buttons()
    await context.say("boundary/put", keyboards.menu(context), view=view)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Asks nobody."""
    await give_up(context, draft, "boundary/dropped", number=draft.data["number"])


async def _show_again(context: Context, draft: Draft) -> None:
    values, keys = await _question(context, draft)
    await ask_again(context, draft, f"boundary/ask_{draft.step}", keys, **values)


async def _question(context: Context, draft: Draft) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    data = draft.data
    chosen = await context.read(sides.named, data["sides"])
    values: dict[str, Any] = {name: data[name] for name in ("number", "place", "search")}
    values |= {"chosen": [one.name for one in chosen], "hours": context.profile.boundary.answer_hours}
    drop_key = _tap(context, draft, "drop")
    if draft.step == "preview":
        people = await context.read(sides.contacts, data["sides"], context.today)
        values["people"] = [[each.name for each in people.get(one.id, ())] for one in chosen]
        rows = [[_tap(context, draft, "put")], [_tap(context, draft, "anew"), drop_key]]
        return values, keyboards.buttons(rows)
    now = await matter_of(context, data["issue_id"])
    found = await context.read(sides.candidates, now.issue, data["sides"], data["search"])
    keys: list[Button] = [(one.name, keyboards.data(DIALOG_NAME, "side", draft.id, one.id)) for one in found]
    values["found"] = len(found)
    return values, keyboards.buttons([*keyboards.in_rows(keys, 2), [drop_key]])


def _tap(context: Context, draft: Draft, act: str) -> Button:
    return context.label(f"boundary.{act}"), keyboards.data(DIALOG_NAME, act, draft.id)


DIALOG = Dialog(
    DIALOG_NAME,
    Action.DECIDE_ISSUE,
    show,
    {"side": {Heard.WORDS: search}},
    {"side": choose, "anew": begin_anew, "put": put, "drop": drop},
)
