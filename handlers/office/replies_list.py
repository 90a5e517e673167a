"""Ready words 💬 常用语 as the office sees them: by act, each to be changed, taken away or brought back."""

from telegram import Update

from handlers import keyboards
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.office import pages, ready_words
from rules.issue_states import Act
from rules.refusals import Refusal
from rules.roles import Role
from storage.issues.telling import type_name
from storage.office import replies
from storage.office.replies import Ready
from storage.posts.desks import Seat

TAP = "reply"
PAGE = 10


async def open_replies(update: Update, context: Context) -> None:
    """Lists the acts that there are ready words for."""
    rows = [[(context.label(f"replies.{act}"), keyboards.data(TAP, "act", act, 0))] for act in replies.ACTS]
    await pages.turn(update, context, "replies/acts", keyboards.buttons(rows), office=seat_of(context).region_name)


async def back_to_acts(update: Update, context: Context, more: list[str]) -> None:
    """The same from a button."""
    await context.nod()
    await open_replies(update, context)


async def show_act(update: Update, context: Context, more: list[str]) -> None:
    """Lists the ready words of an act."""
    act, (start,) = act_of(more), ids(more[1:], 1)
    await context.nod()
    await list_act(update, context, act, start)


async def show_one(update: Update, context: Context, more: list[str]) -> None:
    """Shows one sentence, to be changed or taken away."""
    act, ready = await asked(context, more)
    await context.nod()
    keys = [(context.label(f"replies.{what}"), keyboards.data(TAP, what, act, more[1])) for what in ("edit", "remove")]
    back = [(context.label("replies.back"), keyboards.data(TAP, "act", act, 0))]
    told = {"words": ready.words, "type": type_words(context, ready.type)}
    await pages.turn(update, context, "replies/one", keyboards.buttons([keys, back]), **told)


async def remove(update: Update, context: Context, more: list[str]) -> None:
    """Takes a sentence away."""
    act, ready = await asked(context, more)
    await context.transact(replies.remove, context.by(), seat_of(context).region_id, act, ready)
    await context.nod()
    await list_act(update, context, act, 0)


async def bring_back(update: Update, context: Context, more: list[str]) -> None:
    """The sentences that came with the program stand again as they were."""
    act = act_of(more)
    await context.transact(replies.bring_back, context.by(), seat_of(context).region_id, act)
    await context.nod()
    await list_act(update, context, act, 0)


async def list_act(update: Update, context: Context, act: Act, start: int) -> None:
    """Says a page of the ready words of an act."""
    found = await _ready(context, act)
    start = start if start < len(found) else 0
    shown = found[start : start + PAGE]
    numbers = [
        (context.label("replies.nth", n=start + n), keyboards.data(TAP, "one", act, _ref(one)))
        for n, one in enumerate(shown, 1)
    ]
    turns = [
        (context.label(f"replies.{label}"), keyboards.data(TAP, "act", act, at))
        for label, at in (("earlier", start - PAGE), ("later", start + PAGE))
        if 0 <= at < len(found)
    ]
    acts = [(context.label(f"replies.{what}"), keyboards.data(TAP, what, act)) for what in ("add", "bring_back")]
    back = [(context.label("replies.acts"), keyboards.data(TAP, "acts"))]
    lines = [{"words": one.words, "type": type_words(context, one.type), "own": one.id is not None} for one in shown]
    told = {"title": context.label(f"replies.{act}"), "total": len(found), "shown": lines, "first": start + 1}
    rows = [*keyboards.in_rows(numbers, 5), turns, acts, back]
    await pages.turn(update, context, "replies/list", keyboards.buttons(row for row in rows if row), **told)


async def _ready(context: Context, act: Act) -> list[Ready]:
    shipped = ready_words.shipped(context, act)
    return await context.read(replies.of_office, seat_of(context).region_id, act, shipped)


async def asked(context: Context, more: list[str]) -> tuple[Act, Ready]:
    """The act and the sentence of a button; refuses one that is gone."""
    act = act_of(more)
    return act, found_in(await _ready(context, act), more[1] if len(more) > 1 else "")


def found_in(ready: list[Ready], ref: str) -> Ready:
    """The sentence that a button names; refuses one that is gone."""
    found = next((one for one in ready if _ref(one) == ref), None)
    if found is None:
        raise Refusal("refusal/button_too_old")
    return found


def _ref(one: Ready) -> str:
    return one.shipped if one.shipped is not None else str(one.id)


def act_of(more: list[str]) -> Act:
    """The act of a button."""
    if not more or more[0] not in set(replies.ACTS):
        raise Refusal("refusal/button_too_old")
    return Act(more[0])


def type_words(context: Context, code: str | None) -> str:
    """The name of a type; empty for any."""
    return type_name(context.profile, code) if code else ""


def seat_of(context: Context) -> Seat:
    """The office whose words they are."""
    seats = context.desk.seats_as(Role.OFFICE)
    if not seats:
        raise Refusal("refusal/not_your_role")
    return seats[0]
