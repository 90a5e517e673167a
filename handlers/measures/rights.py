"""Who sees which measures 问责措施 and may do what about one: one place for the check and for the buttons."""

from handlers.access import TABLE, Action, Scope
from handlers.context import Context
from rules.measure_lives import possible
from rules.measures import HIDDEN, SUBJECTS_DEEDS, SUPERIORS_DEEDS, Deed, MeasureKind, MeasureState
from rules.refusals import Refusal
from rules.roles import Role
from storage.measures import cards
from storage.measures.cards import MeasureCard
from storage.measures.lists import Sight
from storage.models import Measure
from storage.posts.desks import Desk, Seat
from storage.steps import Told

NAME = "measure"
LIST = "measures"
_BEFORE_NOTICE = frozenset({Deed.ORDER, Deed.AGREE, Deed.DECLINE, Deed.DELEGATE})


def sight(desk: Desk) -> Sight:
    """What the person may see."""
    whole = TABLE[Action.SEE_MEASURES]
    return Sight(
        person_id=desk.person_id or 0,
        posts=tuple(seat.post_id for seat in desk.seats),
        regions=tuple(seat.region_path for seat in desk.seats if whole.get(seat.role) is Scope.REGION),
        offices=tuple(seat.region_id for seat in desk.seats_as(Role.OFFICE)),
    )


def oversees(desk: Desk, card: MeasureCard) -> bool:
    """Whether the measure is of a region the person answers for and about somebody else.

    Clues 问责线索 are seen by nobody but the office that keeps them and the post that ordered them (clause L21).
    """
    measure, sees = card.measure, sight(desk)
    if not card.region_path.startswith(sees.regions) or _is_own(desk, measure):
        return False
    keeps = measure.region_id in sees.offices or desk.seat_of(measure.ordered_post_id) is not None
    return keeps or measure.kind is not MeasureKind.CLUES


def is_subject(desk: Desk, card: MeasureCard) -> bool:
    """Whether it is about this person, and they were told of it."""
    if desk.person_id not in card.subjects or card.measure.state in HIDDEN:
        return False  # of clues nobody is the subject, see storage/measures/telling.py
    told = {step.deed for step in card.steps}
    return card.measure.kind is not MeasureKind.INTERVIEW or Deed.NOTIFY in told


async def visible(context: Context, measure_id: int) -> MeasureCard:
    """The measure, if it concerns this person; refuses to open it to anybody else."""
    card = await context.read(cards.card, measure_id, context.today)
    desk = context.desk
    asked = not _is_own(desk, card.measure) and desk.seat_of(card.measure.superior_post_id) is not None
    if not (oversees(desk, card) or is_subject(desk, card) or asked):
        raise Refusal("refusal/not_your_matter")
    return card


def office_seat(desk: Desk, region_path: str) -> Seat | None:
    """The seat by which the person keeps the measures of a region: its chief office, or one above."""
    return next((seat for seat in desk.seats_as(Role.OFFICE) if region_path.startswith(seat.region_path)), None)


def deeds_now(desk: Desk, card: MeasureCard) -> list[Deed]:
    """What this person may do about a measure as it stands."""
    return [deed for deed in possible(card.measure.kind, card.measure.state) if _seat(desk, card, deed) is not None]


def acting_post(desk: Desk, card: MeasureCard, deed: Deed) -> int | None:
    """The post for which the person does it (None: in person); refuses who may not, and what is out of order."""
    if deed not in possible(card.measure.kind, card.measure.state):
        raise Refusal("refusal/measure_moved_on", kind=card.measure.kind, state=card.measure.state)
    found = _seat(desk, card, deed)
    if found is None:
        raise Refusal("refusal/superior_not_you" if deed in SUPERIORS_DEEDS else "refusal/not_your_matter")
    return found[0]


def steps_for(desk: Desk, card: MeasureCard) -> list[Told[Deed]]:
    """The steps somebody may read: who it is about does not read what went on before the notice."""
    if is_subject(desk, card):
        return [step for step in card.steps if step.deed not in _BEFORE_NOTICE]
    return list(card.steps)


def _is_own(desk: Desk, measure: Measure) -> bool:
    """Whether it is about this person, or about the unit of their post."""
    if measure.person_id is not None:
        return measure.person_id == desk.person_id
    return desk.seat_of(measure.post_id) is not None


def _seat(desk: Desk, card: MeasureCard, deed: Deed) -> tuple[int | None] | None:
    measure = card.measure
    if deed in SUPERIORS_DEEDS and measure.state is MeasureState.REQUESTED and not _is_own(desk, measure):
        seat = desk.seat_of(measure.superior_post_id)
        return (seat.post_id,) if seat else None
    if deed in SUBJECTS_DEEDS:
        if not is_subject(desk, card) or (deed is Deed.RECEIVE and measure.received_at is not None):
            return None
        own = desk.seat_of(measure.post_id)
        return (own.post_id if own else None,)
    office = office_seat(desk, card.region_path)
    return (office.post_id,) if office and not _is_own(desk, measure) else None
