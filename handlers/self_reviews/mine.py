"""A chief's own self-review: the sheet of a round with its problems, handed in together."""

from telegram import Update

from handlers import keyboards
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages
from handlers.self_reviews import rights
from rules.refusals import Refusal
from storage.models import SelfReviewRound
from storage.self_reviews import entering, rounds

NAME = "self_review"


async def say_mine(update: Update | None, context: Context, round_id: int = 0) -> None:
    """Shows a round with the own problems, the newest where none is named; without an update as a new message."""
    mine = await context.read(rounds.of_person, context.person_id, context.today)
    chosen = next((one for one in mine if one.id == round_id), mine[0] if mine else None)
    if chosen is None:
        back = [[_key(context, "office_view", "office", 0)]] if rights.office_seats(context.desk) else []
        await context.say("self_reviews/none", keyboards.buttons(back) if back else None)
        return
    await say_sheet(update, context, chosen, mine)


async def say_sheet(update: Update | None, context: Context, one: SelfReviewRound, mine: list[SelfReviewRound]) -> None:
    """Says one round of a chief, in the message of the button where there is one."""
    sheet = await context.read(entering.sheet_of, one.id, context.person_id)
    problems = await context.read(entering.problems, sheet.id) if sheet else []
    handed_in = sheet.handed_in_at if sheet else None
    rows: list[list[Button]] = [[_key(context, "add", "add", one.id)]] if not handed_in else []
    if not handed_in:
        hand_in = "hand_in" if problems else "nothing_found"
        words = context.label(f"self_reviews.{hand_in}", count=len(problems))
        rows.append([(words, keyboards.data(NAME, "ask_hand_in", one.id, len(problems)))])
    numbers = [
        (context.label("self_reviews.nth", n=n), keyboards.data(NAME, "open", each.id))
        for n, each in enumerate(problems, 1)
    ]
    rows += [list(row) for row in keyboards.in_rows(numbers, 6)]
    rows += [[_round(context, other)] for other in mine if other.id != one.id][:4]
    if rights.office_seats(context.desk):
        rows.append([_key(context, "office_view", "office", 0)])
    told = {"round": one, "problems": problems, "handed_in_at": handed_in, "today": context.today}
    await pages.turn(update, context, "self_reviews/mine", keyboards.buttons(rows), **told)


async def open_mine(update: Update, context: Context, more: list[str]) -> None:
    """The own sheet of a round, from a notice or another round."""
    (round_id,) = ids(more, 1)
    await context.nod()
    await say_mine(update, context, round_id)


async def ask_hand_in(update: Update, context: Context, more: list[str]) -> None:
    """What handing in means, before it is done."""
    round_id, seen = ids(more, 2)
    await context.nod()
    rows = [
        [(context.label("self_reviews.hand_in_now"), keyboards.data(NAME, "hand_in", round_id, seen))],
        [_key(context, "look_again", "mine", round_id)],
    ]
    await context.say("self_reviews/confirm_hand_in", keyboards.buttons(rows), count=seen)


async def hand_in(update: Update, context: Context, more: list[str]) -> None:
    """Hands in: from now on the problems are followed up."""
    round_id, seen = ids(more, 2)
    if not rights.is_chief(context.desk):
        raise Refusal("refusal/not_your_role")
    count = await context.transact(entering.hand_in, context.by(), round_id, seen, context.today)
    await context.nod()
    await context.retire_buttons()
    await context.say("self_reviews/handed_in", keyboards.menu(context), count=count)


def _round(context: Context, one: SelfReviewRound) -> Button:
    return context.label("self_reviews.other_round", one=one), keyboards.data(NAME, "mine", one.id)


def _key(context: Context, label: str, act: str, *more: object) -> Button:
    return context.label(f"self_reviews.{label}"), keyboards.data(NAME, act, *more)
