"""The last question before a notice goes out: a trial to oneself, the names, the switches, the yes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from documents.broadcasts.names_sheet import names_sheet
from handlers import keyboards
from handlers.access import Action, require_in
from handlers.broadcasts.asking import chosen, held_until, show
from handlers.context import Context, aside
from handlers.dialogs import Hear, step_on
from rules.periods import Period
from rules.refusals import Refusal
from storage import drafts, media, outbox
from storage.broadcasts import deciding, seats, writing
from storage.broadcasts.wording import KIND, TRIAL, Wording, office_name
from storage.broadcasts.writing import Wanted, enclosures
from storage.models import Draft, Region, Subject
from storage.outbox import Tell

SWITCHES = ("wants_receipt", "wants_done", "urgent")


async def switch(update: Update, context: Context, draft: Draft) -> None:
    """收到, 已办, 紧急: on or off."""
    key = keyboards.word_tapped(update)
    if key not in SWITCHES:
        raise Refusal("refusal/button_too_old")
    said: dict[str, Any] = {key: not draft.data[key]}
    draft = await context.transact(drafts.hear, draft.id, context.now, **said)
    await context.nod()
    await show(context, draft, again=True)


async def go_to(update: Update, context: Context, draft: Draft) -> None:
    """To the question that the button is named after."""
    act = keyboards.parts(update.callback_query.data or "")[1] if update.callback_query else ""
    await show(context, await step_on(context, draft, _QUESTIONS[act]))


async def try_out(update: Update, context: Context, draft: Draft) -> None:
    """Sends it to oneself the way everybody will get it; nothing is counted."""
    key = f"broadcast:trial:{draft.id}:{context.update_id}"
    person_id = context.person_id

    def tell_oneself(session: Session) -> None:
        path = session.get_one(Region, draft.data["region_id"]).path
        [own] = seats.by_id(session, [person_id], Region.path.startswith(path), path, context.today)
        word = _wording(session, draft)
        notice = Tell(KIND, key, person_id, word.values(own.fields) | {"trial": True}, buttons=word.buttons(TRIAL),
                      enclosures=word.files)  # fmt: skip
        outbox.tell(session, context.now, [notice])

    await context.transact(tell_oneself)
    await context.nod("broadcast/trial_sent")


async def hand_over_names(update: Update, context: Context, draft: Draft) -> None:
    """Everybody who will get it, as a sheet."""
    await context.nod()
    asked = (chosen(draft), draft.data["path"], context.today, 0, None)
    people = await context.house.database.read_at_leisure(seats.addressed, *asked)
    content = await aside(names_sheet, people)
    name = context.label("broadcast.names_file", day=context.today)
    await context.hand_over(content, name, "broadcast/names", count=len(people))


async def send(update: Update, context: Context, draft: Draft) -> None:
    """Puts it on its way; what is due now is decided at once, piece by piece."""
    require_in(context.desk, Action.BROADCAST, draft.data["path"])
    wanted = _wanted(context, draft)
    await context.transact(writing.put_on_its_way, context.by(wanted.office_post_id), wanted, draft.id, context.today)
    await context.nod()
    await context.retire_buttons()
    if not draft.data["at"]:
        await decide(context)
    reach_at = datetime.fromisoformat(draft.data["at"]) if draft.data["at"] else None
    said = {"at": reach_at, "every": wanted.every, "until_on": wanted.until_on, "held": held_until(context, draft)}
    await context.say("broadcast/on_its_way", keyboards.menu(context), **said)


async def decide(context: Context) -> None:
    """Decides what is due in short transactions; a stop in between is taken up by the calendar."""
    house = context.house
    while await house.database.transact(deciding.step, context.profile, context.now, house.is_workday):
        house.wake_delivery()


def _wanted(context: Context, draft: Draft) -> Wanted:
    data = draft.data
    at = datetime.fromisoformat(data["at"]) if data["at"] else context.now
    if data["at"] and at <= context.now:
        raise Refusal("refusal/broadcast_moment_gone", at=at)
    due = date.fromisoformat(data["due_on"]) if data["due_on"] else None
    first = at.astimezone(context.house.zone).date()
    if due is not None and due < first:
        raise Refusal("refusal/broadcast_due_before_it", due=due)
    until = date.fromisoformat(data["until_on"]) if data["until_on"] else None
    if until is not None and until < first:
        raise Refusal("refusal/broadcast_ends_before_it", until=until)
    more: dict[str, Any] = {key: data[key] for key in SWITCHES}
    return Wanted(
        data["region_id"], data["post_id"], data["words"], chosen(draft), at, **more,
        due_days=(due - first).days if due and (data["wants_receipt"] or data["wants_done"]) else None,
        every=Period(data["every"]) if data["every"] else None,
        until_on=until,
    )  # fmt: skip


def _wording(session: Session, draft: Draft) -> Wording:
    data = draft.data
    due_on = date.fromisoformat(data["due_on"]) if data["due_on"] else None
    files = enclosures(media.of(session, Subject.DRAFT, draft.id))
    asked = (data["words"], data["wants_receipt"], data["wants_done"], due_on, None)
    return Wording(TRIAL, office_name(session, data["post_id"]), *asked, files)


_QUESTIONS = {"due": "due", "when": "when", "repeat": "every"}
IN_CONFIRM: dict[str, Hear] = {
    "switch": switch,
    "trial": try_out,
    "names": hand_over_names,
    "send": send,
    **dict.fromkeys(_QUESTIONS, go_to),
}
