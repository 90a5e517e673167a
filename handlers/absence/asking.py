"""A chief asks for leave: from when, until when, who walks meanwhile (where the profile wants it), why.

Keys of `draft.data`: from_on, until_on, delegate_id.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action, require_post
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, give_up, open_dialog, step_on
from handlers.keyboards import Button
from handlers.tapping import at_step, told_day
from handlers.wording import day_in, words
from rules.absences import WhileAway, may_ask
from rules.periods import Span
from rules.refusals import Refusal
from rules.roles import CHIEFS
from storage import drafts
from storage.leaves import asking, reading
from storage.models import Draft
from storage.posts import delegations

NAME = "absence_request"
LENGTHS = (1, 3, 5, 7, 14, 30)  # days, both ends included


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks from when."""
    seats = context.desk.seats_as(*CHIEFS)
    if not seats:
        raise Refusal("refusal/not_your_role")
    require_post(context.desk, Action.TAKE_LEAVE, seats[0].post_id)
    draft = await open_dialog(context, NAME, "from", post_id=seats[0].post_id)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks what is not said yet."""
    rows = [*await _rows(context, draft), [_button(context, draft, "drop")]]
    await ask(context, draft, "absence/ask", keyboards.buttons(rows), step=draft.step, data=draft.data)


async def take_day(update: Update, context: Context, draft: Draft) -> None:
    """A day from a button."""
    await _keep_day(context, draft, told_day(update))


async def hear_day(update: Update, context: Context, draft: Draft) -> None:
    """A day as typed."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    await _keep_day(context, draft, day_in(update.effective_message, context.today))


async def take_delegate(update: Update, context: Context, draft: Draft) -> None:
    """Keeps who walks meanwhile."""
    person_id = keyboards.number_in(keyboards.tapped(update))
    if person_id == context.person_id or await context.read(delegations.colleague, person_id) is None:
        raise Refusal("refusal/button_too_old")
    await _keep(context, draft, "reason", delegate_id=person_id)


async def take_card(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the colleague whose contact card was shared, if the roster knows the number."""
    message = update.effective_message
    assert message is not None and message.contact is not None  # noqa: S101, PT018 - only cards come here
    colleague = await context.read(delegations.colleague_with, message.contact.phone_number)
    if colleague is None or colleague.person_id == context.person_id:
        await context.say("delegation/not_on_roster")
        await show(context, draft)
        return
    await _keep(context, draft, "reason", delegate_id=colleague.person_id)


async def hear_reason(update: Update, context: Context, draft: Draft) -> None:
    """Asks for the leave; whoever may grant it is told."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    data, reason = draft.data, words(update.effective_message).text
    days = Span(date.fromisoformat(data["from_on"]), date.fromisoformat(data["until_on"]))
    wanted = asking.Wanted(days, reason, data.get("delegate_id"))

    def ask_(session: Session) -> int:
        drafts.close(session, draft.id)
        return asking.ask(session, context.by(data["post_id"]), context.profile.leave, wanted, context.today).id

    leave_id = await context.transact(ask_)
    card = await context.read(reading.card, leave_id, context.today)
    rules = context.profile.leave
    await context.say("absence/handed_in", keyboards.menu(context), card=card,
                      approvers=[each.word for each in sorted(rules.approvers)])  # fmt: skip


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves without asking."""
    await give_up(context, draft, "absence/dropped")


async def _keep_day(context: Context, draft: Draft, day: date) -> None:
    rules = context.profile.leave
    if draft.step == "from":
        may_ask(rules, Span(day, day), context.today)
        await _keep(context, draft, "until", from_on=day.isoformat())
        return
    first = date.fromisoformat(draft.data["from_on"])
    if day < first:
        raise Refusal("refusal/leave_ends_before_it_begins")
    may_ask(rules, Span(first, day), context.today)
    delegated = rules.while_away is WhileAway.DELEGATE
    await _keep(context, draft, "delegate" if delegated else "reason", until_on=day.isoformat())


async def _keep(context: Context, draft: Draft, step: str, **said: object) -> None:
    await show(context, await step_on(context, draft, step, **said))


async def _rows(context: Context, draft: Draft) -> list[list[Button]]:
    named: list[Button] = []
    if draft.step == "from":
        days = [context.today + timedelta(days=n) for n in range(4)]
        named = [_button(context, draft, "from", day.isoformat(), n=n, day=day) for n, day in enumerate(days)]
    elif draft.step == "until":
        first = date.fromisoformat(draft.data["from_on"])
        lasts = [(n, first + timedelta(days=n - 1)) for n in LENGTHS if n <= context.profile.leave.longest_days]
        named = [_button(context, draft, "until", last.isoformat(), days=n, last=last) for n, last in lasts]
    elif draft.step == "delegate":
        found = await context.read(delegations.colleagues, draft.data["post_id"], context.today)
        named = [_button(context, draft, "delegate", each.person_id, colleague=each) for each in found]
    return [list(row) for row in keyboards.in_rows(named, 2)]


def _button(context: Context, draft: Draft, act: str, *more: Any, **values: object) -> Button:
    return context.label(f"absence.{act}", **values), keyboards.data(NAME, act, draft.id, *more)


DIALOG = Dialog(
    NAME,
    Action.TAKE_LEAVE,
    show,
    {
        "from": {Heard.WORDS: hear_day},
        "until": {Heard.WORDS: hear_day},
        "delegate": {Heard.CONTACT: take_card},
        "reason": {Heard.WORDS: hear_reason},
    },
    {
        "from": at_step("from", hear=take_day),
        "until": at_step("until", hear=take_day),
        "delegate": at_step("delegate", hear=take_delegate),
        "drop": drop,
    },
)
