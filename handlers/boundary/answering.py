"""A side's answer, and the decision from above: one tap says which, words are welcome, one tap sends it."""

from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import TABLE, Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, give_up, open_dialog
from handlers.issues.rights import Warrant, hand, ids
from handlers.wording import words
from rules.boundary import Answer, CaseState
from rules.refusals import Refusal
from storage.boundary import answering, cases
from storage.boundary.cases import CaseView
from storage.models import Draft
from storage.posts.desks import Desk, Seat

NAME = "boundary_words"
MOST_WORDS = 500


async def begin_answer(update: Update, context: Context, more: list[str]) -> None:
    """A side says whose it is: asks for the reason; whoever of this side was first is named to the next."""
    case_id, region_id = ids(more, 2)
    if len(more) < len("abc") or more[2] not in set(Answer):
        raise Refusal("refusal/button_too_old")
    view = await context.read(cases.read, case_id)
    seat = _seat_of_side(context.desk, region_id)
    side = cases.side_of(view, region_id)
    if side.answer is not None:
        raise Refusal("refusal/side_answered", side=side)
    if view.case.state is not CaseState.ASKED:
        raise Refusal("refusal/boundary_over", view=view)
    choice = Answer(more[2])
    await _begin(context, view, seat, region_id, answer=choice, said=choice.word, own=side.name)


async def begin_decision(update: Update, context: Context, more: list[str]) -> None:
    """Who is above both says whose it is: asks for the reason."""
    case_id, region_id, jointly = ids(more, 3)
    view = await context.read(cases.read, case_id)
    if view.case.state is not CaseState.ESCALATED:
        raise Refusal("refusal/boundary_over", view=view)
    seat = _seat_above(context.desk, view)
    side = cases.side_of(view, region_id)
    said = context.label("boundary.said_jointly" if jointly else "boundary.said_one", name=side.name)
    await _begin(context, view, seat, region_id, jointly=bool(jointly), said=said, own="")


async def show(context: Context, draft: Draft) -> None:
    """Asks for words, or to send without."""
    data = draft.data
    rows = [[(context.label(f"boundary.{act}"), keyboards.data(NAME, act, draft.id))] for act in ("send", "cancel")]
    await ask(context, draft, "boundary/ask_words", keyboards.buttons(rows), number=data["number"], said=data["said"],
              own=data["own"])  # fmt: skip


async def hear(update: Update, context: Context, draft: Draft) -> None:
    """Sends it with these words."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = words(update.effective_message).text
    if len(told) > MOST_WORDS:
        await context.say("rectification/words_cut", most=MOST_WORDS)
    await _send(context, draft, told[:MOST_WORDS])


async def send(update: Update, context: Context, draft: Draft) -> None:
    """Sends it without words."""
    await _send(context, draft, "")


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Says nothing yet; the clock goes on."""
    await give_up(context, draft, "boundary/not_said", number=draft.data["number"])


async def _begin(context: Context, view: CaseView, seat: Seat, region_id: int, **told: Any) -> None:
    draft = await open_dialog(
        context, NAME, "words",
        case_id=view.case.id, region_id=region_id, post_id=seat.post_id, number=view.issue.number, **told,
    )  # fmt: skip
    await context.nod()
    await show(context, draft)


async def _send(context: Context, draft: Draft, told: str) -> None:
    data = draft.data
    by_hand, where = hand(context, Warrant(data["post_id"], True)), (data["case_id"], data["region_id"])
    if "answer" in data:
        _seat_of_side(context.desk, data["region_id"])
    else:
        _seat_above(context.desk, await context.read(cases.read, data["case_id"]))

    def act(session: Session) -> CaseView:
        if "answer" in data:
            return answering.answer(session, by_hand, draft.id, *where, Answer(data["answer"]), told)
        return answering.decide(session, by_hand, draft.id, *where, data["jointly"], told)

    view = await context.transact(act)
    await context.nod()
    await context.retire_buttons()
    await context.say("boundary/said", keyboards.menu(context), view=view, said=data["said"])


def _seat_of_side(desk: Desk, region_id: int) -> Seat:
    """The seat that answers for a side: one of its own, not of a region above."""
    roles = TABLE[Action.ANSWER_BOUNDARY]
    for seat in desk.seats:
        if seat.role in roles and seat.region_id == region_id:
            return seat
    raise Refusal("refusal/not_your_region")


def _seat_above(desk: Desk, view: CaseView) -> Seat:
    roles = TABLE[Action.ANSWER_BOUNDARY]
    for seat in desk.seats:
        if seat.role in roles and view.above_path.startswith(seat.region_path):
            return seat
    raise Refusal("refusal/not_your_region")


DIALOG = Dialog(NAME, Action.ANSWER_BOUNDARY, show, {"words": {Heard.WORDS: hear}}, {"send": send, "cancel": cancel})
