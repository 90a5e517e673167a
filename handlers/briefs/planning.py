"""Planning a patrol 计划巡河: which water (and whose patrol), which day; done with the day."""

from datetime import date, timedelta
from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, granted
from handlers.briefs.plans import plan_keys
from handlers.briefs.rights import gathers, seat_for
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, ask_again, give_up, look_for, open_dialog
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.wording import day_to_come
from rules.refusals import Refusal
from storage import drafts
from storage.briefs import planning
from storage.briefs.planning import MOST, Choice
from storage.models import Draft

NAME = "patrol_plan"
_SEARCHED = 200  # looked through for the one that was tapped


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks which water; goes on to the day where there is only one."""
    found = await _choices(context, "")
    known = _told(found[0]) if len(found) == 1 else {}
    draft = await open_dialog(context, NAME, "day" if known else "water", search="", **known)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    values, keys = await _question(context, draft)
    await ask(context, draft, f"brief/ask_{draft.step}", keys, **values)


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Looks for a water, or a chief, by name."""
    await show(context, await look_for(update, context, draft))


async def choose(update: Update, context: Context, draft: Draft) -> None:
    """Takes the water and asks for the day."""
    post_id, water_id = ids(keyboards.tapped(update), 2)
    found = await _choices(context, draft.data["search"], _SEARCHED)
    chosen = next((each for each in found if (each.post_id, each.water_id) == (post_id, water_id)), None)
    if chosen is None:
        raise Refusal("refusal/button_too_old")
    draft = await context.transact(drafts.hear, draft.id, context.now, "day", **_told(chosen))
    await context.nod()
    values, keys = await _question(context, draft)
    await ask_again(context, draft, "brief/ask_day", keys, **values)


async def tap_day(update: Update, context: Context, draft: Draft) -> None:
    """Plans it for one of the days offered."""
    (days,) = ids(keyboards.tapped(update), 1)
    await context.nod()
    await _plan(context, draft, context.today + timedelta(days=min(days, 366)))


async def hear_day(update: Update, context: Context, draft: Draft) -> None:
    """Plans it for a day that was typed."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    await _plan(context, draft, day_to_come(update.effective_message, context.today))


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Plans nothing."""
    await give_up(context, draft, "brief/not_planned")


async def _plan(context: Context, draft: Draft, patrol_on: date) -> None:
    data = draft.data
    if "post_id" not in data:
        raise Refusal("refusal/button_too_old")
    choice = Choice(data["post_id"], data["water_id"], data["words"])
    rules, is_workday = context.profile.brief, context.house.is_workday
    card = await context.transact(
        planning.plan, context.by(), draft.id, choice, patrol_on, rules, is_workday, context.today
    )
    await context.retire_buttons()
    seat = seat_for(context.desk, card)
    keys = plan_keys(context, card, seat) if seat else None
    days = {"gather": rules.gather_from(patrol_on, is_workday), "send": rules.send_on(patrol_on, is_workday)}
    mine = seat is not None and not gathers(seat, card)
    await context.say("brief/planned", keys, card=card, days=days, mine=mine, today=context.today)


async def _question(context: Context, draft: Draft) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    data = draft.data
    rows: list[list[Button]] = []
    if draft.step == "water":
        found = await _choices(context, data["search"])
        rows = [[_tap(draft, "choose", one.words[:60], one.post_id, one.water_id)] for one in found]
    else:
        offered = [(days, context.today + timedelta(days=days)) for days in _days_ahead(context)]
        taps = [_tap(draft, "day", context.label("brief.day", day=day), days) for days, day in offered]
        rows = [list(row) for row in keyboards.in_rows(taps, 2)]
    values = {"search": data["search"], "choices": len(rows), "words": data.get("words", "")}
    return values, keyboards.buttons([*rows, [_tap(draft, "drop", context.label("brief.drop"))]])


def _days_ahead(context: Context) -> list[int]:
    """The next working days after the brief's own lead, four of them."""
    lead = context.profile.brief.gather_days
    days = (lead + n for n in range(1, 30))
    return [n for n in days if context.house.is_workday(context.today + timedelta(days=n))][:4]


async def _choices(context: Context, told: str, limit: int = MOST) -> list[Choice]:
    seats = [seat for seat in context.desk.seats if granted(seat, Action.SEE_BRIEFS)]
    return await context.read(planning.choices, seats, context.profile.brief, told, context.today, limit)


def _told(chosen: Choice) -> dict[str, Any]:
    return {"post_id": chosen.post_id, "water_id": chosen.water_id, "words": chosen.words}


def _tap(draft: Draft, act: str, label: str, *more: object) -> Button:
    return label, keyboards.data(NAME, act, draft.id, *more)


DIALOG = Dialog(
    NAME,
    Action.SEE_BRIEFS,
    show,
    {"water": {Heard.WORDS: search}, "day": {Heard.WORDS: hear_day}},
    {"choose": choose, "day": tap_day, "drop": drop},
)
