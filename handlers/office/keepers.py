"""An office gives points their keeper 管护人: whom, which points, yes; somebody new comes on the roster by it."""

from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, give_up, open_dialog, step_on
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.wording import words
from rules import invitations, ledger_words
from rules.refusals import Refusal
from storage import drafts
from storage.models import Draft
from storage.points import cards
from storage.points import people as keeper_people
from storage.points.appointing import Appointed, Task, appoint
from storage.points.people import Told
from storage.posts import people

NAME = "keeper"
WHO, CONFIRM = "who", "confirm"
MOST = 200  # points at once in chat; a sheet takes any number
NAMED = 8


async def begin(context: Context, water_ids: list[int]) -> None:
    """Asks who shall keep these points; refuses when there are none left."""
    if not water_ids:
        raise Refusal("refusal/all_points_kept")
    draft = await open_dialog(context, NAME, WHO, points=water_ids)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks for the keeper, or for the yes."""
    asked = draft.data["points"]
    listed = await context.read(cards.points, asked[:NAMED], context.today)
    values: dict[str, Any] = {"names": [point.name for point in listed], "count": len(asked)}
    if draft.step == CONFIRM:
        rows = [[_button(context, draft, "confirm", count=len(asked))],
                [_button(context, draft, "again"), _button(context, draft, "drop")]]  # fmt: skip
        await ask(context, draft, "points/preview", keyboards.buttons(rows), **values, who=_who(draft),
                  new=draft.data["person_id"] is None)  # fmt: skip
    else:
        await ask(context, draft, "points/ask_keeper", keyboards.buttons([[_button(context, draft, "drop")]]), **values)


async def hear_who(update: Update, context: Context, draft: Draft) -> None:
    """A name or a number on the roster; name and number together also of somebody new."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said = ledger_words.visible(words(update.effective_message).text)
    told = keeper_people.told(said)
    if told is not None:
        person_id = await context.read(keeper_people.known, told)
        await _choose(context, draft, told, person_id)
        return
    regions = regions_of(context.desk, Action.APPOINT_KEEPER)
    found, total = await context.read(people.find, regions, said, context.today)
    rows = [
        [(context.label("points.person", name=one.name, phone=one.phone or ""),
          keyboards.data(NAME, "pick", draft.id, one.id))]
        for one in found
    ]  # fmt: skip
    rows.append([_button(context, draft, "drop")])
    await ask(context, draft, "points/candidates", keyboards.buttons(rows), words=said, total=total, shown=len(found))


async def pick(update: Update, context: Context, draft: Draft) -> None:
    """Takes somebody of the list."""
    assert update.callback_query is not None  # noqa: S101 - only taps come here
    _, person_id = ids(keyboards.parts(update.callback_query.data or "")[2], 2)
    regions = regions_of(context.desk, Action.APPOINT_KEEPER)
    card = await context.read(people.card, person_id, regions, context.today)
    await context.nod()
    await _choose(context, draft, Told(card.name, card.phone or ""), card.id)


async def again(update: Update, context: Context, draft: Draft) -> None:
    """Asks for another keeper."""
    await show(context, await step_on(context, draft, WHO))


async def confirm(update: Update, context: Context, draft: Draft) -> None:
    """Appoints, recorded and told to the keeper; what somebody keeps meanwhile is left and said."""
    if draft.step != CONFIRM:
        raise Refusal("refusal/button_too_old")
    regions = regions_of(context.desk, Action.APPOINT_KEEPER)

    def carry_out(session: Session) -> tuple[Appointed, int]:
        drafts.close(session, draft.id)
        person_id = draft.data["person_id"] or keeper_people.enrol(session, context.by(), _who(draft))
        tasks = [Task(water_id, person_id) for water_id in draft.data["points"]]
        return appoint(session, context.by(), regions, tasks, context.today), person_id

    done, person_id = await context.transact(carry_out)
    card = await context.read(people.card, person_id, regions, context.today)
    link = invitations.link(context.bot.username, person_id) if card.account_id is None else ""
    await context.nod()
    await context.retire_buttons()
    await context.say("points/appointed", keyboards.menu(context), done=done, who=_who(draft), link=link)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the points as they are."""
    await give_up(context, draft, "points/not_appointed")


async def _choose(context: Context, draft: Draft, who: Told, person_id: int | None) -> None:
    told = {"name": who.name, "phone": who.phone, "person_id": person_id}
    await show(context, await context.transact(drafts.hear, draft.id, context.now, CONFIRM, **told))


def _who(draft: Draft) -> Told:
    return Told(draft.data["name"], draft.data["phone"])


def _button(context: Context, draft: Draft, act: str, **values: object) -> Button:
    return context.label(f"points.keeper_{act}", **values), keyboards.data(NAME, act, draft.id)


DIALOG = Dialog(
    NAME,
    Action.APPOINT_KEEPER,
    show,
    {"*": {Heard.WORDS: hear_who}},
    {"pick": pick, "again": again, "confirm": confirm, "drop": drop},
)
