"""Delegating patrols 委托巡河: which post, whom (a contact card or one tap), from when until when."""

from datetime import date, timedelta

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action, require_post
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, Taps, ask, give_up, step_on
from handlers.keyboards import Button
from handlers.routes import Entry
from handlers.tapping import at_step, told_day
from rules.refusals import Refusal
from rules.roles import CHIEFS
from storage import drafts
from storage.models import Draft
from storage.posts import delegations
from storage.posts.desks import Seat

DAYS_AHEAD = (0, 1, 2, 3, 7)
LENGTHS = (1, 3, 7, 14, 30)  # days, both ends included


async def begin(update: Update, context: Context) -> None:
    """Shows what is delegated already and asks whom to ask this time."""
    seats = _seats(context)
    known = {"post_id": seats[0].post_id} if len(seats) == 1 else {}

    def open_(session: Session) -> Draft:
        chat_id, person_id = context.desk.chat_id, context.person_id
        return drafts.begin(session, chat_id, person_id, "delegation", "who" if known else "post", context.now, **known)

    draft = await context.transact(open_)
    await _show_given(context)
    await show(context, draft)


async def press_begin(update: Update, context: Context, more: list[str]) -> None:
    """The same from a button."""
    await begin(update, context)
    await context.nod()


async def show(context: Context, draft: Draft) -> None:
    """Asks what is not said yet."""
    rows = [*keyboards.in_rows(await _choices(context, draft), 2), [_button(context, draft, "drop")]]
    delegate_id = draft.data.get("delegate_id")
    colleague = await context.read(delegations.colleague, delegate_id) if delegate_id else None
    values = {"step": draft.step, "colleague": colleague, "from_on": draft.data.get("from_on")}
    await ask(context, draft, "delegation/ask", keyboards.buttons(rows), **values)


async def take_post(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the post and asks for the colleague."""
    post_id = keyboards.number_in(keyboards.tapped(update))
    require_post(context.desk, Action.DELEGATE, post_id)
    await _keep(context, draft, "who", post_id=post_id)


async def take_card(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the colleague whose contact card was shared, if the roster knows the number."""
    message = update.effective_message
    assert message is not None and message.contact is not None  # noqa: S101, PT018 - only cards come here
    colleague = await context.read(delegations.colleague_with, message.contact.phone_number)
    if colleague is None:
        await context.say("delegation/not_on_roster")
        await show(context, draft)
        return
    await _take(context, draft, colleague.person_id)


async def take_colleague(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the colleague who was tapped; asks from when."""
    person_id = keyboards.number_in(keyboards.tapped(update))
    await _take(context, draft, person_id)


async def take_first(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the first day and asks for the last."""
    first = told_day(update)
    if not context.today <= first <= context.today + timedelta(days=max(DAYS_AHEAD)):
        raise Refusal("refusal/button_too_old")
    await _keep(context, draft, "until", from_on=first.isoformat())


async def take_length(update: Update, context: Context, draft: Draft) -> None:
    """Delegates; the colleague is told."""
    days = keyboards.number_in(keyboards.tapped(update))
    seat = require_post(context.desk, Action.DELEGATE, draft.data["post_id"])
    first = max(context.today, date.fromisoformat(draft.data["from_on"]))
    last = first + timedelta(days=days - 1)

    def give(session: Session) -> delegations.Given:
        by = context.by(seat.post_id)
        delegation_id = delegations.give(session, by, seat.post_id, draft.data["delegate_id"], first, last)
        drafts.close(session, draft.id)
        return delegations.given(session, delegation_id)

    given = await context.transact(give)
    await context.nod()
    await context.retire_buttons()
    await context.say("delegation/given", keyboards.menu(context), given=given)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves without delegating."""
    await give_up(context, draft, "delegation/dropped")


async def withdraw(update: Update, context: Context, more: list[str]) -> None:
    """Takes a delegation back; the colleague is told."""
    given = await context.transact(delegations.withdraw, context.by(), keyboards.number_in(more), context.today)
    await context.nod()
    await context.retire_buttons()
    await context.say("delegation/withdrawn", given=given)


async def _show_given(context: Context) -> None:
    for given in await context.read(delegations.given_by, context.person_id, context.today):
        rows = [[(context.label("delegation.withdraw"), keyboards.data("delegations", "withdraw", given.id))]]
        await context.say("delegation/in_force", keyboards.buttons(rows), given=given)


async def _choices(context: Context, draft: Draft) -> list[Button]:
    if draft.step == "post":
        return [
            _button(context, draft, "post", seat.post_id, name=seat.water_name or seat.region_name)
            for seat in _seats(context)
        ]
    if draft.step == "who":
        found = await context.read(delegations.colleagues, draft.data["post_id"], context.today)
        return [_button(context, draft, "who", each.person_id, colleague=each) for each in found]
    if draft.step == "from":
        days = [context.today + timedelta(days=n) for n in DAYS_AHEAD]
        return [_button(context, draft, "from", day.isoformat(), day=day, n=(day - context.today).days) for day in days]
    first = date.fromisoformat(draft.data["from_on"])
    return [
        _button(context, draft, "until", days, days=days, last=first + timedelta(days=days - 1)) for days in LENGTHS
    ]


async def _take(context: Context, draft: Draft, person_id: int) -> None:
    if person_id == context.person_id:
        raise Refusal("refusal/delegate_to_oneself")
    if await context.read(delegations.colleague, person_id) is None:
        raise Refusal("refusal/button_too_old")
    await _keep(context, draft, "from", delegate_id=person_id)


async def _keep(context: Context, draft: Draft, step: str, **said: object) -> None:
    await show(context, await step_on(context, draft, step, **said))


def _seats(context: Context) -> list[Seat]:
    return list(context.desk.seats_as(*CHIEFS))


def _button(context: Context, draft: Draft, act: str, *more: object, **values: object) -> Button:
    return context.label(f"delegation.{act}", **values), keyboards.data("delegation", act, draft.id, *more)


DIALOG = Dialog(
    name="delegation",
    action=Action.DELEGATE,
    show=show,
    hears={"who": {Heard.CONTACT: take_card}},
    taps={
        "post": at_step("post", hear=take_post),
        "who": at_step("who", hear=take_colleague),
        "from": at_step("from", hear=take_first),
        "until": at_step("until", hear=take_length),
        "drop": drop,
    },
)
TAPS = Taps("delegations", {"begin": (Action.DELEGATE, press_begin), "withdraw": (Action.DELEGATE, withdraw)})
ENTRY = Entry("delegate", Action.DELEGATE, begin)
