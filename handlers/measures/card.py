"""One measure 问责措施: its card with what this person may do; what needs no words is done by one tap."""

from telegram import Update

from handlers import keyboards
from handlers.context import Context
from handlers.evidence.originals import send_original
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.measures import rights
from handlers.measures.rights import NAME
from rules.measures import Deed, MeasureKind, MeasureState
from rules.refusals import Refusal
from storage import issued
from storage.measures import cards, deeds
from storage.measures.cards import MeasureCard
from storage.measures.deeds import Done
from storage.models import Commitment

MOST_SHOWN = 10
MOST_ISSUES = 6
_BY_PROMISE = Deed.FULFIL  # its button stands with each promise


async def open_measure(update: Update, context: Context, more: list[str]) -> None:
    """Shows a measure."""
    card = await rights.visible(context, ids(more, 1)[0])
    await context.nod()
    await say_card(context, card)


async def say_card(context: Context, card: MeasureCard) -> None:
    """Everything told of a measure, with the buttons this person may press now."""
    rows = [row for row in _rows(context, card) if row]
    steps = rights.steps_for(context.desk, card)[-8:]
    about_me = rights.is_subject(context.desk, card)
    keys = keyboards.buttons(rows) if rows else None
    await context.say("measures/card", keys, card=card, steps=steps, about_me=about_me, today=context.today)


async def show_files(update: Update, context: Context, more: list[str]) -> None:
    """Sends the photos and files that came with it, as they came."""
    card = await rights.visible(context, ids(more, 1)[0])
    await context.nod()
    for one in (await context.read(cards.shown, card.measure.id))[:MOST_SHOWN]:
        await send_original(context, one)


async def show_paper(update: Update, context: Context, more: list[str]) -> None:
    """Hands over a paper of it as it was issued, byte for byte."""
    measure_id, paper_id = ids(more, 2)
    card = await rights.visible(context, measure_id)
    paper = next((each for each in card.papers if each.id == paper_id), None)
    if paper is None:
        raise Refusal("refusal/button_too_old")
    await context.nod()
    content = await context.read(issued.content, paper.file_sha256)
    await context.hand_over(content, paper.file_name, "measures/original", paper=paper, card=card)


async def receive(update: Update, context: Context, more: list[str]) -> None:
    """收到: the first time counts."""
    card = await rights.visible(context, ids(more, 1)[0])
    if rights.is_subject(context.desk, card) and card.measure.received_at is not None:
        await context.nod()
        await say_card(context, card)
        return
    await _do(context, card, 0, Deed.RECEIVE)


async def accept(update: Update, context: Context, more: list[str]) -> None:
    """复核通过: who it is about hears it."""
    measure_id, step_id = ids(more, 2)
    await _do(context, await rights.visible(context, measure_id), step_id, Deed.ACCEPT)


async def _do(context: Context, card: MeasureCard, step_id: int, deed: Deed) -> None:
    by = context.by(rights.acting_post(context.desk, card, deed))
    done = await context.transact(deeds.perform, by, Done(card.measure.id, step_id, deed), context.today)
    await context.nod()
    await context.retire_buttons()
    await context.say("measures/done", keyboards.menu(context), deed=deed, card=done)
    await say_card(context, done)


def _rows(context: Context, card: MeasureCard) -> list[list[Button]]:
    allowed = rights.deeds_now(context.desk, card)
    too_early = card.measure.state is MeasureState.OPEN and not _late(context, card)
    hidden = {_BY_PROMISE, Deed.FAIL} if too_early else {_BY_PROMISE}
    flat = [_deed(context, card, deed) for deed in allowed if deed not in hidden]
    if card.measure.state is MeasureState.REQUESTED and rights.office_seat(context.desk, card.region_path):
        flat.append(_key(context, "another", card.measure.id))
    rows = [list(row) for row in keyboards.in_rows(flat, 2)]
    if _BY_PROMISE in allowed:
        rows += [[_promise(context, card, each)] for each in card.commitments if each.done_at is None]
    files = [_key(context, "files", card.measure.id, count=card.shown)] if card.shown else []
    papers = [(context.label(f"measures.paper_{one.what}"), keyboards.data(NAME, "paper", card.measure.id, one.id))
              for one in card.papers]  # fmt: skip
    issues = [(number, keyboards.data("issue", "open", issue_id)) for issue_id, number in card.issues[:MOST_ISSUES]]
    shown = [*keyboards.in_rows([*papers, *files], 2), *keyboards.in_rows(issues, 3)]
    return [*rows, *(list(row) for row in shown), _next(context, card)]


def _next(context: Context, card: MeasureCard) -> list[Button]:
    """The next rungs, where this one was not carried out: an office orders them."""
    measure = card.measure
    rung = context.profile.ladder.rung(measure.kind)
    if not (_late(context, card) or measure.state is MeasureState.FAILED) or rung is None:
        return []
    if rights.office_seat(context.desk, card.region_path) is None:
        return []
    return [(context.label("measures.next", word=kind.word), keyboards.data(NAME, "next", measure.id, kind))
            for kind in rung.next[:3]]  # fmt: skip


def _late(context: Context, card: MeasureCard) -> bool:
    """Whether its day is over and nothing came; before that nobody can have failed."""
    due_on = card.measure.due_on
    return card.measure.state is MeasureState.OPEN and due_on is not None and due_on < context.today


def _promise(context: Context, card: MeasureCard, one: Commitment) -> Button:
    words = context.label("measures.fulfil", words=one.words[:18])
    return words, keyboards.data(NAME, "fulfil", card.measure.id, one.id)


def _deed(context: Context, card: MeasureCard, deed: Deed) -> Button:
    measure = card.measure
    act = "got" if deed is Deed.RECEIVE else deed
    label = "measures.set_meeting" if (deed, measure.state) == (Deed.AGREE, MeasureState.AGREED) else f"measures.{act}"
    words = context.label(label, answer=measure.kind.answer, interview=measure.kind is MeasureKind.INTERVIEW)
    return words, keyboards.data(NAME, act, measure.id, card.step_id)


def _key(context: Context, act: str, measure_id: int, **told: object) -> Button:
    return context.label(f"measures.{act}", **told), keyboards.data(NAME, act, measure_id)
