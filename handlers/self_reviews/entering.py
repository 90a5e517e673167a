"""Entering a problem: what, the remedy, which water, until when; one question at a time, each may be changed later."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, give_up, heard_words
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.self_reviews import mine, rights
from handlers.tapping import at_step
from handlers.wording import day_to_come
from rules.refusals import Refusal
from rules.self_reviews import ProblemState, Question, next_question
from storage import drafts
from storage.models import Draft
from storage.self_reviews import cards, entering
from storage.self_reviews.entering import NewProblem

NAME = "self_review_problem"
LATER = (15, 30, 60, 90)


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Opens it for a round; a problem half told there is gone on with."""
    (round_id,) = ids(more, 1)
    if not rights.is_chief(context.desk):
        raise Refusal("refusal/not_your_role")

    def opened(session: Session) -> Draft:
        chat_id, person_id = context.desk.chat_id, context.person_id
        begun = drafts.resume_about(session, chat_id, NAME, round_id=round_id, problem_id=None)
        return begun or drafts.begin(session, chat_id, person_id, NAME, Question.WORDS, context.now, round_id=round_id)

    draft = await context.transact(opened)
    await context.nod()
    await show(context, draft)


async def begin_change(update: Update, context: Context, more: list[str]) -> None:
    """Asks one question of a problem anew."""
    (problem_id,) = ids(more, 1)
    step = "".join(more[1:2])
    if step not in tuple(Question):
        raise Refusal("refusal/button_too_old")
    card = await context.read(cards.card, context.profile.self_review, problem_id, context.today)
    if card.sheet.person_id != context.desk.person_id or card.problem.state is not ProblemState.DRAFT:
        raise Refusal("refusal/self_review_handed_in")
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, NAME, step, context.now,
        round_id=card.round.id, problem_id=problem_id, words=card.problem.words, remedy=card.problem.remedy,
    )  # fmt: skip
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    told = {"words": draft.data.get("words", ""), "remedy": draft.data.get("remedy", "")}
    await ask(context, draft, f"self_reviews/ask_{draft.step}", _keys(context, draft), **told)


async def hear_words(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the problem or the remedy as written."""
    said = await heard_words(update, context)
    await _go_on(context, draft, **{Question(draft.step): said})


async def choose_water(update: Update, context: Context, draft: Draft) -> None:
    """Which of the own waters it is about; 0 is none."""
    (water_id,) = ids(keyboards.tapped(update), 1)
    if water_id and water_id not in _waters(context):
        raise Refusal("refusal/button_too_old")
    await _go_on(context, draft, **{Question.WATER: water_id})


async def choose_day(update: Update, context: Context, draft: Draft) -> None:
    """A day from a button."""
    (days,) = ids(keyboards.tapped(update), 1)
    if days not in LATER:
        raise Refusal("refusal/button_too_old")
    await _go_on(context, draft, **{Question.DUE: (context.today + timedelta(days=days)).isoformat()})


async def hear_day(update: Update, context: Context, draft: Draft) -> None:
    """The day as typed."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    due = day_to_come(update.effective_message, context.today)
    await _go_on(context, draft, **{Question.DUE: due.isoformat()})


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Enters nothing."""
    await give_up(context, draft, "self_reviews/dropped")


async def _go_on(context: Context, draft: Draft, **told: Any) -> None:
    """Keeps the answer and asks the next question; with the last one the problem stands on the sheet."""
    data = draft.data | told
    if not _waters(context):
        data.setdefault(Question.WATER, 0)
    following = None if data.get("problem_id") else next_question(data)
    if following is not None:
        draft = await context.transact(drafts.hear, draft.id, context.now, following, **told)
        await context.nod()
        await context.retire_buttons()
        await show(context, draft)
        return
    round_id = await context.transact(_kept, context, draft, data, set(told))
    await context.nod()
    await context.retire_buttons()
    await context.say("self_reviews/entered", keyboards.menu(context), changed=bool(data.get("problem_id")))
    await mine.say_mine(None, context, round_id)


def _kept(session: Session, context: Context, draft: Draft, data: dict[str, Any], told: set[str]) -> int:
    if data.get("problem_id"):
        answers = {key: date.fromisoformat(data[key]) if key == Question.DUE else data[key] for key in told}
        return entering.change(session, context.by(), draft.id, data["problem_id"], answers, context.today)
    new = NewProblem(
        data[Question.WORDS], data[Question.REMEDY], date.fromisoformat(data[Question.DUE]),
        data[Question.WATER] or None,
    )  # fmt: skip
    entering.enter(session, context.by(), draft.id, data["round_id"], new, context.today)
    return int(data["round_id"])


def _waters(context: Context) -> dict[int, str]:
    return {seat.water_id: seat.water_name or "" for seat in context.desk.seats if seat.water_id}


def _keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    rows: list[list[Button]] = []
    if draft.step == Question.WATER:
        rows = [[_tap(draft, "water", name, water_id)] for water_id, name in _waters(context).items()]
        rows.append([_tap(draft, "water", context.label("self_reviews.no_water"), 0)])
    elif draft.step == Question.DUE:
        days = [(each, context.today + timedelta(days=each)) for each in LATER]
        flat = [_tap(draft, "later", context.label("self_reviews.later", due=due), each) for each, due in days]
        rows = [list(row) for row in keyboards.in_rows(flat, 2)]
    return keyboards.buttons([*rows, [_tap(draft, "drop", context.label("self_reviews.drop"))]])


def _tap(draft: Draft, act: str, said: str, *more: object) -> Button:
    return said, keyboards.data(NAME, act, draft.id, *more)


DIALOG = Dialog(
    NAME,
    Action.SELF_REVIEW,
    show,
    {
        Question.WORDS: {Heard.WORDS: hear_words},
        Question.REMEDY: {Heard.WORDS: hear_words},
        Question.DUE: {Heard.WORDS: hear_day},
    },
    {
        "water": at_step(Question.WATER, hear=choose_water),
        "later": at_step(Question.DUE, hear=choose_day),
        "drop": drop,
    },
)
