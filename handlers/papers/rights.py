"""For which office somebody drafts, what they may sign, which papers they may see."""

from handlers.access import Action, granted, may, regions_of, require
from handlers.context import Context
from handlers.issues.rights import ids
from rules.papers import PaperState
from rules.refusals import Refusal
from rules.roles import Role
from storage.papers import cards, signing
from storage.papers.cards import PaperCard
from storage.papers.drafting import Office, SeenPaper
from storage.posts.desks import Desk, Seat


def office(desk: Desk, post_id: int | None = None) -> Office:
    """The office of the post, or of the largest region somebody drafts for; refuses who drafts for none."""
    require(desk, Action.DRAFT_PAPER)
    seats = sorted(desk.seats_as(Role.OFFICE), key=lambda seat: len(seat.region_path))
    seat = next((seat for seat in seats if post_id in (None, seat.post_id)), None)
    if seat is None:
        raise Refusal("refusal/not_your_region")
    return Office(seat.region_id, seat.region_path, seat.post_id)


def seat_to_sign(context: Context, card: PaperCard) -> Seat | None:
    """The seat by which this person signs the paper, or takes it back; None if they don't."""
    if not may(context.desk, Action.SIGN_PAPER):
        return None
    return signing.seat_to_sign(context.desk.seats, context.profile.paper, card.kind, card.region_id)


def drafts_for(context: Context, card: PaperCard) -> bool:
    """Whether this person sits in the office that drafted it."""
    seats = context.desk.seats_as(Role.OFFICE)
    return any(seat.region_id == card.region_id for seat in seats)


def is_receiver(context: Context, card: PaperCard) -> bool:
    """Whether this person holds the post of an addressee."""
    return any(context.desk.seat_of(one.post_id) for one in card.receivers)


def houses(desk: Desk) -> frozenset[int]:
    """The regions whose drafts this person sees, as their office or as who signs there: nobody above does."""
    return frozenset(seat.region_id for seat in desk.seats if granted(seat, Action.SIGN_PAPER))


async def visible(context: Context, paper_id: int) -> PaperCard:
    """The paper, for its office, who signs it, and once it is out for the offices above and its addressees."""
    card = await context.read(cards.paper_card, paper_id, context.today)
    is_out = card.state in (PaperState.SIGNED, PaperState.WITHDRAWN)
    if not is_out and card.region_id not in houses(context.desk):
        raise Refusal("refusal/not_your_matter")
    paths = regions_of(context.desk, Action.SEE_PAPERS) if may(context.desk, Action.SEE_PAPERS) else ()
    if any(card.region_path.startswith(path) for path in paths) or seat_to_sign(context, card):
        return card
    if is_out and is_receiver(context, card):
        return card
    raise Refusal("refusal/not_your_matter")


async def seen_paper(context: Context, more: list[str]) -> tuple[PaperCard, SeenPaper]:
    """The paper of callback data "<id>:<revision>"; refuses one that has changed since."""
    paper_id, revision = ids(more, 2)
    card = await visible(context, paper_id)
    if card.revision != revision:
        raise Refusal("refusal/paper_moved_on", state=card.state, number=card.number, title=card.title)
    return card, SeenPaper(paper_id, revision)
