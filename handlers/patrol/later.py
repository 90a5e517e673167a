"""A patrol entered later 补录: the day, the hour and the length, each by one button."""

from datetime import date, datetime, time, timedelta

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.context import Context
from handlers.dialogs import ask_again
from handlers.patrol import going
from handlers.patrol.going import button
from rules.refusals import Refusal
from storage.models import Draft
from storage.patrols import drafts

FIRST_HOUR, LAST_HOUR = 6, 20
MINUTES = (15, 30, 60, 90, 120, 180)


async def begin(update: Update, context: Context, draft: Draft) -> None:
    """Asks on which day it was walked."""
    draft = await context.transact(drafts.turn_to, context.by(), draft, "later", day=None, hour=None)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks what is not said yet: the day, then the hour, then how long."""
    day, hour = draft.data.get("day"), draft.data.get("hour")
    values = {"day": day, "hour": hour, "days": context.profile.patrol.late_entry_days}
    await ask_again(context, draft, "patrol/later", _keyboard(context, draft, day, hour), **values)


async def take_day(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the day and asks for the hour."""
    [day] = keyboards.tapped(update)
    if date.fromisoformat(day) not in _days(context):
        raise Refusal("refusal/too_late_to_enter", days=context.profile.patrol.late_entry_days)
    draft = await context.transact(drafts.turn_to, context.by(), draft, "later", day=day)
    await context.nod()
    await show(context, draft)


async def take_hour(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the hour and asks how long it took."""
    [hour] = keyboards.tapped(update)
    draft = await context.transact(drafts.turn_to, context.by(), draft, "later", hour=int(hour))
    await context.nod()
    await show(context, draft)


async def take_minutes(update: Update, context: Context, draft: Draft) -> None:
    """Enters the patrol and asks what was seen."""
    [minutes] = map(int, keyboards.tapped(update))
    if not draft.data.get("day") or draft.data.get("hour") is None:
        raise Refusal("refusal/button_too_old")
    day = date.fromisoformat(draft.data["day"])
    started_at = _moment(context, day, draft.data["hour"])
    if day not in _days(context) or started_at + timedelta(minutes=minutes) > context.now:
        raise Refusal("refusal/too_late_to_enter", days=context.profile.patrol.late_entry_days)
    by = context.by(draft.data["post_id"])
    draft = await context.transact(drafts.enter_later, by, draft, started_at, minutes, day)
    await context.nod()
    await going.refresh(context, draft)


def _keyboard(context: Context, draft: Draft, day: str | None, hour: int | None) -> InlineKeyboardMarkup:
    back = [button(context, draft, "back")]
    if day is None:
        words = context.house.speech.label
        days = [
            (words("patrol.day", day=each), keyboards.data("patrol", "day", draft.id, each.isoformat()))
            for each in _days(context)
            if _hours(context, each)
        ]
        return keyboards.buttons([*keyboards.in_rows(days, 2), back])
    on = date.fromisoformat(day)
    if hour is None:
        hours = [button(context, draft, "hour", each, hour=each) for each in _hours(context, on)]
        return keyboards.buttons([*keyboards.in_rows(hours, 4), back])
    gone = (context.now - _moment(context, on, hour)).total_seconds() / 60
    lengths = [button(context, draft, "minutes", each, minutes=each) for each in MINUTES if each <= gone]
    return keyboards.buttons([*keyboards.in_rows(lengths, 3), back])


def _days(context: Context) -> list[date]:
    return [context.today - timedelta(days=n) for n in range(context.profile.patrol.late_entry_days + 1)]


def _hours(context: Context, day: date) -> list[int]:
    """The hours after which the shortest patrol is over by now."""
    latest = context.now - timedelta(minutes=MINUTES[0])
    return [hour for hour in range(FIRST_HOUR, LAST_HOUR + 1) if _moment(context, day, hour) <= latest]


def _moment(context: Context, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), context.house.zone)
