"""Who sees which problems of a self-review and may do what about one: one place for the check and the buttons."""

from handlers.access import Action
from handlers.office import scope
from rules.refusals import Refusal
from rules.roles import CHIEFS
from rules.self_reviews import ProblemDeed, ProblemState
from storage.posts.desks import Desk, Seat
from storage.self_reviews.cards import ProblemCard


def office_seats(desk: Desk) -> tuple[Seat, ...]:
    """The seats by which somebody keeps the self-reviews of a region."""
    return scope.seats(desk, Action.SELF_REVIEW)


def office_paths(desk: Desk) -> tuple[str, ...]:
    """The regions whose self-reviews the person keeps; refuses who keeps none."""
    return scope.paths(desk, Action.SELF_REVIEW)


def is_chief(desk: Desk) -> bool:
    """Whether the person may have a self-review of their own."""
    return bool(desk.seats_as(*CHIEFS))


def require_sight(desk: Desk, card: ProblemCard) -> None:
    """Refuses to open a problem to somebody whom it does not concern; a draft is the chief's own."""
    own = desk.person_id == card.sheet.person_id
    handed_in = card.problem.state is not ProblemState.DRAFT
    if own or (handed_in and (desk.person_id in (*card.owners, *card.confirmers) or _office(desk, card))):
        return
    raise Refusal("refusal/not_your_matter")


def deeds_now(desk: Desk, card: ProblemCard) -> list[ProblemDeed]:
    """What this person may do about a problem as it stands, in the order of the buttons."""
    if card.problem.state is ProblemState.OPEN:
        return [ProblemDeed.FINISH] if desk.person_id in card.owners else []
    if card.problem.state is ProblemState.DONE and desk.person_id != card.finisher_id:
        may = desk.person_id in card.confirmers
        return [ProblemDeed.CONFIRM, ProblemDeed.SEND_BACK] if may else []
    return []


def acting_post(desk: Desk, card: ProblemCard, deed: ProblemDeed) -> int | None:
    """The post for which the person does it (None: in person); refuses who may not, and what is out of order."""
    if deed not in deeds_now(desk, card):
        raise Refusal("refusal/self_review_moved_on", state=card.problem.state)
    if deed is ProblemDeed.FINISH:
        seat = desk.seat_of(card.sheet.post_id)
    else:
        seat = _office(desk, card) or next(iter(desk.seats_as(*CHIEFS)), None)
    return seat.post_id if seat else None


def may_enter(desk: Desk, card: ProblemCard) -> bool:
    """Whether this person may make an issue of the ledger of it: about a water, handed in, none made yet."""
    fit = card.problem.water_id and card.problem.issue_id is None and card.problem.state is not ProblemState.DRAFT
    return bool(fit) and _office(desk, card) is not None


def _office(desk: Desk, card: ProblemCard) -> Seat | None:
    return scope.seat_over(desk, Action.SELF_REVIEW, card.region_path)
