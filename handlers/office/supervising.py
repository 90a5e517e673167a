"""Supervision by name 挂牌督办: until when and why; and taking it off before the issue is closed."""

from datetime import date, timedelta

from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, heard_words
from handlers.issues.reasons import Reasoned, begin_about, cancel, cancel_row, conclude, seen_in, still_warranted
from handlers.issues.rights import hand, ids, warranted
from handlers.wording import day_to_come
from rules.issue_states import Act
from rules.refusals import Refusal
from storage import drafts
from storage.issues import supervising
from storage.issues.matters import Matter
from storage.issues.steps import Seen
from storage.models import Draft

NAME = "supervising"
_OFFERED = (15, 30, 60)


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks until when; refuses at once what is not grave enough."""
    seen = Seen(*ids(more, 2))
    now, _ = await warranted(context, seen, Act.SUPERVISE)
    draft = await begin_about(context, NAME, "due", now, seen, place=now.place)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    told = {"number": draft.data["number"], "place": draft.data["place"], "due": draft.data.get("due")}
    rows: list[list[keyboards.Button]] = []
    if draft.step == "due":
        days = sorted({*_OFFERED, context.profile.supervision.days})
        rows = [
            [(context.label("supervising.days", days=each, due=context.today + timedelta(days=each)),
              keyboards.data(NAME, "days", draft.id, each))]
            for each in days
        ]  # fmt: skip
    await ask(context, draft, f"supervising/ask_{draft.step}", keyboards.buttons([*rows, cancel_row(context, draft)]),
              **told)  # fmt: skip


async def take_days(update: Update, context: Context, draft: Draft) -> None:
    """Takes the deadline from a button and asks why."""
    (days,) = ids(keyboards.tapped(update), 1)
    if draft.step != "due" or days not in {*_OFFERED, context.profile.supervision.days}:
        raise Refusal("refusal/button_too_old")
    await _take_due(context, draft, context.today + timedelta(days=days))
    await context.nod()
    await context.retire_buttons()


async def hear_day(update: Update, context: Context, draft: Draft) -> None:
    """Takes the deadline as typed and asks why."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    due = day_to_come(update.effective_message, context.today)
    await _take_due(context, draft, due)


async def hear_reason(update: Update, context: Context, draft: Draft) -> None:
    """Takes the reason and puts the mark on; everybody concerned and the superior hear of it."""
    said = await heard_words(update, context)
    _, warrant = await still_warranted(context, draft, Act.SUPERVISE)
    by_hand, due = hand(context, warrant), date.fromisoformat(draft.data["due"])
    done = await conclude(
        context, draft, lambda session: supervising.supervise(session, by_hand, seen_in(draft), due, said)
    )
    told = {"number": done.issue.number, "place": done.place, "assignee": done.assignee, "due": due}
    await context.say("supervising/done", keyboards.menu(context), **told)


async def _take_due(context: Context, draft: Draft, due: date) -> None:
    draft = await context.transact(drafts.hear, draft.id, context.now, "reason", due=due.isoformat())
    await show(context, draft)


async def _lifted(context: Context, done: Matter) -> None:
    await context.say("rectification/done_lift_supervision", keyboards.menu(context), number=done.issue.number)


DIALOG = Dialog(
    NAME,
    Action.SUPERVISE,
    show,
    {"due": {Heard.WORDS: hear_day}, "reason": {Heard.WORDS: hear_reason}},
    {"days": take_days, "cancel": cancel},
)
LIFTING = Reasoned(
    "lifting",
    Act.LIFT_SUPERVISION,
    Action.SUPERVISE,
    lambda session, by_hand, seen, _, reason: supervising.lift(session, by_hand, seen, reason),
    _lifted,
)
