"""Which notice somebody may see, work on, sign; the buttons' data."""

from handlers import keyboards
from handlers.access import Action, may, regions_of
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.papers.rights import houses
from rules.circulars import CircularState
from rules.refusals import Refusal
from rules.roles import Role
from storage.circulars import cards
from storage.circulars.cards import CircularCard
from storage.circulars.changing import SeenCircular
from storage.circulars.signing import Rules
from storage.papers import signing
from storage.posts.desks import Seat

NAME = "circular"


def button(context: Context, act: str, *more: object, **values: object) -> Button:
    """A button under a notice."""
    return context.label(f"circulars.{act}", **values), keyboards.data(NAME, act, *more)


def office_seat(context: Context, card: CircularCard) -> Seat | None:
    """The seat in the very office that issues it; None if this person has none."""
    seats = context.desk.seats_as(Role.OFFICE)
    return next((seat for seat in seats if seat.region_id == card.circular.region_id), None)


def issuing_seat(context: Context) -> Seat | None:
    """The seat in the office that issues notices, that of the profile's level; None if this person has none."""
    seats = context.desk.seats_as(Role.OFFICE)
    return next((seat for seat in seats if seat.level is context.profile.level), None)


def seat_to_sign(context: Context, card: CircularCard) -> Seat | None:
    """The seat by which this person signs it; None if they don't."""
    if not may(context.desk, Action.SIGN_PAPER):
        return None
    kind = card.circular.form.paper
    return signing.seat_to_sign(context.desk.seats, context.profile.paper, kind, card.circular.region_id)


async def visible(context: Context, circular_id: int) -> CircularCard:
    """The notice, for its office and who signs it; once published for everybody above and around."""
    card = await context.read(cards.card, context.profile, circular_id)
    if card.circular.region_id in houses(context.desk):
        return card
    is_out = card.circular.state is CircularState.PUBLISHED
    if is_out and any(card.region_path.startswith(each) for each in regions_of(context.desk, Action.SEE_PAPERS)):
        return card
    raise Refusal("refusal/not_your_matter")


async def seen(context: Context, more: list[str]) -> tuple[CircularCard, SeenCircular]:
    """The notice of callback data "<id>:<revision>", for its office; refuses one that has changed since."""
    circular_id, revision = ids(more, 2)
    card = await visible(context, circular_id)
    if office_seat(context, card) is None:
        raise Refusal("refusal/not_your_matter")
    check(card, revision)
    return card, SeenCircular(circular_id, revision)


def check(card: CircularCard, revision: int) -> None:
    """Refuses a button that was made for an earlier revision."""
    if card.circular.revision != revision:
        raise Refusal("refusal/circular_moved_on", title=card.title, state=card.circular.state)


def by_rules(context: Context, card: CircularCard) -> Rules:
    """By what a notice is worked on today."""
    return Rules(context.profile, card.rule, context.today, context.house.is_workday)
