"""One's own leave and what waits for one's answer; each with its buttons."""

from telegram import Update

from handlers import keyboards
from handlers.context import Context
from rules.absences import LeaveState
from rules.refusals import Refusal
from rules.roles import CHIEFS
from storage.leaves import asking, deciding, reading
from storage.leaves.reading import LeaveCard

TAPPED = "absence"


async def open_leave(update: Update, context: Context) -> None:
    """Shows what waits for an answer, then one's own."""
    rules = context.profile.leave
    waiting = await context.read(reading.waiting_for, rules, context.person_id, context.today)
    own = await context.read(reading.own, context.person_id, context.today)
    rows = [[(context.label("absence.named", card=card), keyboards.data(TAPPED, "open", card.id))] for card in waiting]
    rows += [
        [(context.label("absence.end", card=card), keyboards.data(TAPPED, "end", card.id))]
        for card in own if card.runs(context.today)
    ]  # fmt: skip
    chief = bool(context.desk.seats_as(*CHIEFS))
    if chief:
        rows.append([(context.label("absence.begin"), keyboards.data(TAPPED, "begin"))])
    await context.say(
        "absence/list", keyboards.buttons(rows[:10]) if rows else None, waiting=waiting, own=own, chief=chief,
        rules=rules, approvers=[each.word for each in sorted(rules.approvers)],
    )  # fmt: skip


async def open_card(update: Update, context: Context, more: list[str]) -> None:
    """One request, for whoever may answer it or asked it."""
    card = await seen(context, keyboards.number_in(more))
    await context.nod()
    rows = []
    if card.state is LeaveState.ASKED and card.person_id != context.person_id:
        rows = [
            [(context.label(f"absence.{act}"), keyboards.data(TAPPED, act, card.id)) for act in ("grant", "refuse")]
        ]
    await context.say("absence/card", keyboards.buttons(rows) if rows else None, card=card)


async def grant(update: Update, context: Context, more: list[str]) -> None:
    """Grants it; the chief is told."""
    leave = await context.transact(
        deciding.decide, context.by(), context.profile.leave, keyboards.number_in(more), True, "", context.today
    )
    await context.nod()
    await context.retire_buttons()
    await context.say("absence/granted", card=await context.read(reading.card, leave.id, context.today))


async def end(update: Update, context: Context, more: list[str]) -> None:
    """Takes a request back, or comes back sooner."""
    leave = await context.transact(asking.withdraw, context.by(), keyboards.number_in(more), context.today)
    await context.nod()
    await context.retire_buttons()
    await context.say("absence/ended", card=await context.read(reading.card, leave.id, context.today))


async def seen(context: Context, leave_id: int) -> LeaveCard:
    """A request of the person, or one the person may answer; refuses any other."""
    card = await context.read(reading.card, leave_id, context.today)
    if card is None:
        raise Refusal("refusal/button_too_old")
    approvers = await context.read(asking.approvers_of, context.profile.leave, card.person_id, context.today)
    if context.person_id not in (card.person_id, *approvers):
        raise Refusal("refusal/not_your_matter")
    return card
