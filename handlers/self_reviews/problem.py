"""One problem of a self-review: its card with what this person may do; what needs no words is done by one tap."""

from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.issues.view import show_pictures
from handlers.keyboards import Button
from handlers.report import dialog as report
from handlers.report.hearing import speaker
from handlers.self_reviews import mine, rights
from handlers.self_reviews.mine import NAME
from rules.refusals import Refusal
from rules.self_reviews import ProblemDeed, ProblemState, Question
from rules.sources import Source
from storage import places
from storage.models import Draft, MediaKind, PlaceBy
from storage.reports import making
from storage.self_reviews import cards, deeds, entering, linking
from storage.self_reviews.cards import ProblemCard


async def seen(context: Context, problem_id: int) -> ProblemCard:
    """The problem, if it concerns this person."""
    card = await context.read(cards.card, context.profile.self_review, problem_id, context.today)
    rights.require_sight(context.desk, card)
    return card


async def open_problem(update: Update, context: Context, more: list[str]) -> None:
    """Shows a problem."""
    card = await seen(context, ids(more, 1)[0])
    await context.nod()
    await say_card(context, card)


async def say_card(context: Context, card: ProblemCard) -> None:
    """Everything told of a problem, with the buttons this person may press now."""
    number = card.problem.id
    rows: list[list[Button]] = []
    if card.problem.state is ProblemState.DRAFT:
        flat = [_key(context, f"change_{each}", "change", number, each) for each in Question]
        rows = [list(row) for row in keyboards.in_rows(flat, 2)] + [[_key(context, "remove", "remove", number)]]
    acts = rights.deeds_now(context.desk, card)
    rows += [[_key(context, str(deed), deed, number, card.step_id) for deed in acts]] if acts else []
    if rights.may_enter(context.desk, card):
        rows.append([_key(context, "to_ledger", "to_ledger", number)])
    if card.problem.issue_id:
        words = context.label("self_reviews.issue", number=card.number)
        rows.append([(words, keyboards.data("issue", "open", card.problem.issue_id))])
    if card.photos:
        words = context.label("self_reviews.photos", count=card.photos)
        rows.append([(words, keyboards.data(NAME, "photos", number))])
    if card.sheet.person_id == context.desk.person_id:
        rows.append([_key(context, "look_again", "mine", card.round.id)])
    await context.say("self_reviews/card", keyboards.buttons(rows) if rows else None, card=card, today=context.today)


async def show_photos(update: Update, context: Context, more: list[str]) -> None:
    """The photos that came with what was done, the newest first."""
    card = await seen(context, ids(more, 1)[0])
    await context.nod()
    sent = [one for one in await context.read(cards.photos, card.problem.id) if one.kind is MediaKind.PHOTO]
    await show_pictures(context, sent)


async def remove(update: Update, context: Context, more: list[str]) -> None:
    """Takes a problem out that is not handed in."""
    (problem_id,) = ids(more, 1)
    round_id = await context.transact(entering.remove, context.by(), problem_id)
    await context.nod("self_reviews/removed")
    await context.retire_buttons()
    await mine.say_mine(None, context, round_id)


async def confirm(update: Update, context: Context, more: list[str]) -> None:
    """确认整改: the problem is settled and its chief told."""
    problem_id, step_id = ids(more, 2)
    card = await seen(context, problem_id)
    by = context.by(rights.acting_post(context.desk, card, ProblemDeed.CONFIRM))
    rules = context.profile.self_review
    done = await context.transact(deeds.perform, by, rules, problem_id, step_id, ProblemDeed.CONFIRM, "", context.today)
    await context.nod()
    await context.retire_buttons()
    await context.say("self_reviews/done_confirm", keyboards.menu(context), card=done)


async def to_ledger(update: Update, context: Context, more: list[str]) -> None:
    """Opens a report of the problem, its words and water filled in: once sent, it is an issue of the ledger."""
    card = await seen(context, ids(more, 1)[0])
    if not rights.may_enter(context.desk, card):
        raise Refusal("refusal/self_review_moved_on", state=card.problem.state)
    water_id = card.problem.water_id
    where = await context.read(places.on_reach, water_id) if water_id else None
    known: dict[str, Any] = {
        "source": Source.SELF_REVIEW.value,
        "words": card.problem.words,
        "under": context.label("self_reviews.under", card=card),
        linking.KEY: card.problem.id,
    }
    if where is not None:
        known |= {"where": asdict(where), "place": None, "place_by": PlaceBy.REACH.value, "place_words": ""}

    def opened(session: Session) -> Draft:
        return making.open_report(session, context.by(), speaker(update, context), **known)

    draft = await context.transact(opened)
    await context.nod()
    await report.show(context, draft)


def _key(context: Context, label: str, act: str, *more: object) -> Button:
    return context.label(f"self_reviews.{label}"), keyboards.data(NAME, act, *more)
