"""约谈记录: filled in field by field, looked at, kept as Word; what was promised is followed from then on."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from documents.measures import papers as drawn
from documents.measures.papers import RecordFacts
from handlers import keyboards
from handlers.access import Action
from handlers.collecting import keep_piece, pieces
from handlers.context import Context, aside
from handlers.dialogs import Dialog, Heard, ask, ask_again, give_up
from handlers.issues.rights import ids
from handlers.measures import notifying, rights
from handlers.measures.card import say_card
from handlers.wording import MOST, words
from rules import promises
from rules.measures import Deed
from rules.refusals import Refusal
from storage import audit, drafts
from storage.measures import cards, interviews, papers
from storage.measures.interviews import Minutes
from storage.models import Draft, MediaUse

NAME = "measure_record"
FIELDS = ("held", "place", "host", "recorder", "attendees", "problems", "explanation", "requirements", "promised")
_ONE_LINE = frozenset({"held", "place", "host", "recorder"})
_MAY_BE_EMPTY = frozenset({"attendees", "explanation", "promised"})
_LONGEST = 200


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks the first field; what is known already is offered."""
    found = await rights.visible(context, ids(more, 1)[0])
    by = rights.acting_post(context.desk, found, Deed.RECORD)
    measure = found.measure
    issuer = await context.read(
        notifying.frame_of, measure.region_id, context.person_id, context.profile.paper, context.today
    )
    held = min(measure.meet_at, context.now) if measure.meet_at else None  # what is held is never yet to come
    offered = {
        "held": drawn.moment_words(held, context.house.zone), "place": measure.place,
        "host": found.superior or issuer.issuer, "recorder": context.desk.name, "problems": measure.reason,
    }  # fmt: skip
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, NAME, FIELDS[0], context.now, measure_id=measure.id,
        post_id=by, subjects=list(found.together) or [measure.subject], offered=offered,
    )  # fmt: skip
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks the current field, or shows the whole."""
    template = "measures/preview_record" if draft.step == "preview" else "measures/ask_field"
    await ask(context, draft, template, _keys(context, draft), **_told(draft))


async def hear(update: Update, context: Context, draft: Draft) -> None:
    """Takes the field as typed and asks the next; promises without a day are asked for again."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = words(update.effective_message).text[: _LONGEST if draft.step in _ONE_LINE else MOST]
    if draft.step == "promised":
        unclear = promises.read(told.splitlines(), context.today).unclear
        if unclear:
            raise Refusal("refusal/promise_without_day", line=unclear[0][:60])
    await _next(context, draft, told)


async def take_offered(update: Update, context: Context, draft: Draft) -> None:
    """Takes what is known already, or leaves the field empty where it may be."""
    step = "".join(keyboards.tapped(update)[-1:])
    offered = draft.data["offered"].get(draft.step, "")
    if step != draft.step or (not offered and draft.step not in _MAY_BE_EMPTY):
        raise Refusal("refusal/button_too_old")
    await context.nod()
    await context.retire_buttons()
    await _next(context, draft, offered)


async def take_page(update: Update, context: Context, draft: Draft) -> None:
    """Keeps a photo of the signed page with the record."""
    draft = await keep_piece(update, context, draft, MediaUse.ANSWER)
    await ask_again(context, draft, "measures/preview_record", _keys(context, draft), **_told(draft))


async def change(update: Update, context: Context, draft: Draft) -> None:
    """Back to one field; the others stay as they are."""
    step = "".join(keyboards.tapped(update)[-1:])
    if step not in FIELDS:
        raise Refusal("refusal/button_too_old")
    draft = await context.transact(drafts.hear, draft.id, context.now, step)
    await context.nod()
    await show(context, draft)


async def keep(update: Update, context: Context, draft: Draft) -> None:
    """存为约谈记录: Word file, promises followed, who was interviewed hears it."""
    found = await rights.visible(context, draft.data["measure_id"])
    by = context.by(rights.acting_post(context.desk, found, Deed.RECORD))
    minutes, ladder, today = _minutes(draft, context.today), context.profile.ladder, context.today
    frame = await context.read(notifying.frame_of, found.measure.region_id, context.person_id, context.profile.paper,
                               today)  # fmt: skip
    stamp = await context.read(audit.stamp)
    facts = _facts(draft, found, minutes)
    content = await aside(drawn.record, drawn.Frame(frame.issuer, "", today, stamp), facts)
    name, is_workday = context.label("measures.record_file", day=today), context.house.is_workday

    def write_down(session: Session) -> None:
        made = interviews.record(session, by, ladder, found.measure.id, draft.id, minutes, today, is_workday)
        papers.keep_record(session, by, [each.measure.id for each in made], content, name)

    await context.transact(write_down)
    await context.nod()
    await context.retire_buttons()
    done = await context.read(cards.card, found.measure.id, today)
    await notifying.hand_over_last(context, done)
    await say_card(context, done)


async def leave(update: Update, context: Context, draft: Draft) -> None:
    """Keeps nothing."""
    await give_up(context, draft, "measures/left")


async def _next(context: Context, draft: Draft, told: str) -> None:
    data = draft.data | {draft.step: told}
    step = next((each for each in FIELDS if each not in data), "preview")
    draft = await context.transact(drafts.hear, draft.id, context.now, step, **{draft.step: told})
    await show(context, draft)


def _minutes(draft: Draft, today: date) -> Minutes:
    if any(each not in draft.data for each in FIELDS):
        raise Refusal("refusal/button_too_old")
    told: dict[str, Any] = {each: draft.data[each] for each in FIELDS[:-1]}
    return Minutes(**told, promised=promises.read(draft.data["promised"].splitlines(), today).understood)


def _facts(draft: Draft, found: cards.MeasureCard, minutes: Minutes) -> RecordFacts:
    number = next((paper.number for paper in found.papers if paper.what == papers.NOTICE), "")
    return RecordFacts(draft.data["subjects"], found.measure.reason, minutes, number)


def _keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    leaving = [(context.label("measures.leave"), keyboards.data(NAME, "leave", draft.id))]
    if draft.step == "preview":
        fields = [(context.label(f"measures.field_{each}"), keyboards.data(NAME, "change", draft.id, each))
                  for each in FIELDS]  # fmt: skip
        keeping = [(context.label("measures.keep_record"), keyboards.data(NAME, "keep", draft.id))]
        return keyboards.buttons([keeping, *keyboards.in_rows(fields, 3), leaving])
    offered = draft.data.get(draft.step) or draft.data["offered"].get(draft.step, "")
    rows = []
    if offered or draft.step in _MAY_BE_EMPTY:
        label = "measures.as_offered" if draft.data["offered"].get(draft.step) else "measures.nothing"
        rows.append([(context.label(label), keyboards.data(NAME, "offered", draft.id, draft.step))])
    return keyboards.buttons([*rows, leaving])


def _told(draft: Draft) -> dict[str, Any]:
    told = {each: draft.data.get(each, "") for each in FIELDS}
    return {"field": draft.step, "offered": draft.data["offered"].get(draft.step, ""), "told": told,
            "subjects": draft.data["subjects"], "shots": pieces(draft)["shots"],
            "number": FIELDS.index(draft.step) + 1 if draft.step in FIELDS else 0, "of": len(FIELDS)}  # fmt: skip


DIALOG = Dialog(
    NAME,
    Action.ORDER_MEASURE,
    show,
    {each: {Heard.WORDS: hear} for each in FIELDS} | {"preview": dict.fromkeys((Heard.PHOTO, Heard.FILE), take_page)},
    {"offered": take_offered, "change": change, "keep": keep, "leave": leave},
)
