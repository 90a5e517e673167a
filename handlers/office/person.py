"""One person before an office: who they are, bound or not; letting the account go asks twice."""

from collections.abc import Sequence
from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, regions_of, require_in
from handlers.context import Context
from handlers.dialogs import Taps
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages
from handlers.patrol_log.listing import log_button
from rules import invitations
from rules.refusals import Refusal
from storage.posts import people
from storage.posts.people import Card, Found

NAME = "person"


async def open_person(context: Context, person_id: int) -> tuple[dict[str, Any], InlineKeyboardMarkup | None]:
    """What is said of a person, the button to their patrols, and one to let the account go where this office may."""
    card = await _card(context, person_id)
    values = {"card": card, "link": invitations.link(context.bot.username, person_id)}
    rows = [[log_button(context, card.id)]]
    if card.account_id is not None and _may_unbind(context, card):
        rows.append([(context.label("people.unbind"), keyboards.data(NAME, "unbind", card.id, card.account_id))])
    return values, keyboards.buttons(rows)


def person_buttons(context: Context, found: Sequence[Found], first: int) -> list[Button]:
    """A button for each who was found."""
    return [
        (context.label("people.person", n=n, name=one.name), keyboards.data(NAME, "open", one.id))
        for n, one in enumerate(found, start=first)
    ]


async def show_person(update: Update, context: Context, more: list[str]) -> None:
    """Shows a person of the list."""
    (person_id,) = ids(more, 1)
    await context.nod()
    values, keyboard = await open_person(context, person_id)
    await context.say("people/card", keyboard, **values)


async def ask_unbind(update: Update, context: Context, more: list[str]) -> None:
    """Asks whether to let the account go, and says what that means."""
    card, account_id = await _asked(context, more)
    await context.nod()
    rows = [
        [(context.label("people.unbind_yes"), keyboards.data(NAME, "unbind_yes", card.id, account_id))],
        [(context.label("people.unbind_no"), keyboards.data(NAME, "unbind_no", card.id, account_id))],
    ]
    await pages.turn(update, context, "people/ask_unbind", keyboards.buttons(rows), card=card)


async def unbind(update: Update, context: Context, more: list[str]) -> None:
    """Lets the account go, recorded; the person may bind another."""
    card, account_id = await _asked(context, more)
    await context.transact(people.let_go, context.by(), card.id, account_id)
    await context.nod()
    link = invitations.link(context.bot.username, card.id)
    await pages.turn(update, context, "people/unbound", card=card, link=link)


async def keep(update: Update, context: Context, more: list[str]) -> None:
    """Leaves the account as it is and shows the person again."""
    card, _ = await _asked(context, more)
    await context.nod()
    values, keyboard = await open_person(context, card.id)
    await pages.turn(update, context, "people/card", keyboard, **values)


async def _card(context: Context, person_id: int) -> Card:
    regions = regions_of(context.desk, Action.SEE_PEOPLE)
    return await context.read(people.card, person_id, regions, context.today)


async def _asked(context: Context, more: list[str]) -> tuple[Card, int]:
    """The person and the account that the button was made for; refuses who may not, and what has changed."""
    person_id, account_id = ids(more, 2)
    card = await _card(context, person_id)
    if card.account_id != account_id:
        raise Refusal("refusal/binding_has_changed")
    for seat in card.seats:
        require_in(context.desk, Action.UNBIND, seat.region_path)
    return card, account_id


def _may_unbind(context: Context, card: Card) -> bool:
    """A township's office does not decide about somebody who also holds a post above it or elsewhere."""
    own = regions_of(context.desk, Action.UNBIND)
    return all(any(seat.region_path.startswith(path) for path in own) for seat in card.seats)


TAPS = Taps(
    NAME,
    {
        "open": (Action.SEE_PEOPLE, show_person),
        "unbind": (Action.UNBIND, ask_unbind),
        "unbind_yes": (Action.UNBIND, unbind),
        "unbind_no": (Action.UNBIND, keep),
    },
)
