"""Which notices an office may touch: those of its region and below."""

from handlers.access import Action, regions_of, require_in
from handlers.context import Context
from handlers.issues.rights import ids
from storage.broadcasts import cards
from storage.broadcasts.cards import Card
from storage.posts.desks import Desk


def regions(desk: Desk) -> tuple[str, ...]:
    """The regions whose notices the person sees."""
    return regions_of(desk, Action.BROADCAST)


async def own(context: Context, more: list[str]) -> Card:
    """The notice of a button; refuses that of another region."""
    (broadcast_id,) = ids(more, 1)
    return _allowed(context, await context.read(cards.card, broadcast_id))


async def of_round(context: Context, round_id: int) -> Card:
    """The notice of a round; refuses that of another region."""
    return _allowed(context, await context.read(cards.of_round, round_id))


def _allowed(context: Context, card: Card) -> Card:
    require_in(context.desk, Action.BROADCAST, card.path)
    return card
