"""知道了 and 稍后提醒 under a reminder, or under a message of several."""

from datetime import date, datetime

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Message, Update

from handlers import keyboards
from handlers.context import Context
from rules import snoozing
from rules.chains import Ended
from rules.profile import Profile
from rules.refusals import Refusal
from rules.snoozing import Later
from rules.workdays import IsWorkday
from storage.chains import answering, still
from storage.chains.answering import Asked, Reminder

SUBJECT = "reminding"


async def got(update: Update, context: Context, more: list[str]) -> None:
    """知道了: says until when it is due, and when others hear of it."""
    asked = await _asked(update, context, more)
    found = await _reminders(context, asked)
    fresh = await context.transact(answering.acknowledge, context.by(), [one.chain_id for one in found])
    await context.nod()
    await context.retire_buttons(_other_buttons(update))
    others = _others(context, found)
    await context.say("reminding/got", first=found[0], count=len(found), again=not fresh, others=others)


async def later(update: Update, context: Context, more: list[str]) -> None:
    """稍后提醒: offers when, as far as the rules allow; says how often it is still possible."""
    asked = await _asked(update, context, more)
    found = await _reminders(context, asked)
    choices, left = _choices(context, found), _left(context, found)
    others = _others(context, found)
    await context.nod()
    if not choices or not left:
        await context.say("reminding/no_later", left=left, first=found[0], others=others)
        return
    about = more or [str(_message_id(update))]
    row = [
        (_when(context, each, moment), keyboards.data(SUBJECT, "at" if more else "all_at", each, *about))
        for each, moment in choices.items()
    ]
    await context.say("reminding/when", keyboards.buttons([row]), left=left, count=len(found), others=others)


async def at(update: Update, context: Context, more: list[str]) -> None:
    """When one reminder is to be repeated."""
    if len(more) != 3:
        raise Refusal("refusal/button_too_old")
    await _put_off(context, more[0], [_one(more[1:])])


async def all_at(update: Update, context: Context, more: list[str]) -> None:
    """When the reminders of one message are to be repeated."""
    if len(more) != 2:
        raise Refusal("refusal/button_too_old")
    number = keyboards.number_in(more[1:])
    await _put_off(context, more[0], await context.read(answering.of_message, context.person_id, number))


async def _put_off(context: Context, when: str, asked: list[Asked]) -> None:
    found = await _reminders(context, asked)
    choices, left = _choices(context, found), _left(context, found)
    if when not in choices or not left:
        await context.nod()
        await context.retire_buttons()
        await context.say("reminding/no_later", left=left, first=found[0], others=_others(context, found))
        return
    moment = choices[Later(when)]
    open_ = {one.chain_id for one in found}
    chosen = [one for one in asked if one.chain_id in open_]
    await context.transact(answering.snooze, context.by(), chosen, moment, context.profile.reminding.snoozes)
    await context.nod()
    await context.retire_buttons()
    await context.say("reminding/put_off", at=moment, count=len(chosen), left=left - 1, others=_others(context, found))


async def _asked(update: Update, context: Context, more: list[str]) -> list[Asked]:
    """What the button is about: one chain, or all of its message."""
    if more:
        return [_one(more)]
    return await context.read(answering.of_message, context.person_id, _message_id(update))


async def _reminders(context: Context, asked: list[Asked]) -> list[Reminder]:
    """What still runs of it; refuses what was done meanwhile, and what is another's."""
    if not asked:
        raise Refusal("refusal/button_too_old")
    posts = [seat.post_id for seat in context.desk.seats]
    ids = [one.chain_id for one in asked]
    found = await context.read(answering.reminders, context.person_id, posts, ids)
    rules = context.profile, context.today, context.house.is_workday
    running = await context.read(_running, found, *rules)
    if not running:
        void = found[0].ended is Ended.VOID
        raise Refusal("refusal/reminder_ended", done=not void, matter=found[0].matter)
    return running


def _running(
    session: Session, found: list[Reminder], profile: Profile, today: date, is_workday: IsWorkday
) -> list[Reminder]:
    return [one for one in found if still.is_open(session, profile, today, is_workday, one.chain_id)]


def _choices(context: Context, found: list[Reminder]) -> dict[Later, datetime]:
    now = context.now.astimezone(context.house.zone)
    return snoozing.choices(now, _last_day(found, context.today), context.profile.quiet, context.house.is_workday)


def _when(context: Context, later: Later, moment: datetime) -> str:
    """今天下午, 明天上午, 3天后; the day itself where days off put it later."""
    days = (moment.date() - context.today).days
    if days == {Later.AFTERNOON: 0, Later.TOMORROW: 1, Later.IN_THREE_DAYS: 3}[later]:
        return context.label(f"reminding.{later}")
    return context.label("reminding.shifted", at=moment)


def _last_day(found: list[Reminder], today: date) -> date | None:
    """The first day to come on which others hear of any of it."""
    return min((one.others_on for one in found if one.others_on and one.others_on > today), default=None)


def _left(context: Context, found: list[Reminder]) -> int:
    return min(snoozing.left(context.profile.reminding, one.snoozes) for one in found)


def _others(context: Context, found: list[Reminder]) -> Reminder | None:
    """The matter that others hear of next."""
    ahead = [one for one in found if one.others_on is not None and one.others_on > context.today]
    return min(ahead, key=lambda one: one.others_on or one.due_on, default=None)


def _one(more: list[str]) -> Asked:
    if len(more) != 2:
        raise Refusal("refusal/button_too_old")
    return Asked(keyboards.number_in(more[:1]), more[1])


def _other_buttons(update: Update) -> InlineKeyboardMarkup | None:
    """What else the message offers: looking at the matter stays possible."""
    message = update.callback_query.message if update.callback_query else None
    markup = message.reply_markup if isinstance(message, Message) else None
    rows = [
        row
        for row in (markup.inline_keyboard if markup else ())
        if not any(str(key.callback_data).startswith(f"{SUBJECT}:") for key in row)
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def _message_id(update: Update) -> int:
    message = update.callback_query.message if update.callback_query else None
    return message.message_id if message else 0
