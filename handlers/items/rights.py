"""Who sees which matters 重点事项 and may do what about one: one place for the check and for the buttons."""

from handlers.access import TABLE, Action, Scope, may
from rules.action_items import Deed, ItemKind, ItemState
from rules.refusals import Refusal
from rules.roles import Role
from storage.action_items.cards import ItemCard
from storage.action_items.lists import Sight
from storage.posts.desks import Desk, Seat

_OF_WATERS = (Role.RIVER_CHIEF, Role.LAKE_CHIEF, Role.LIAISON)
SHOWN = (Deed.PROGRESS, Deed.FINISH, Deed.CONFIRM, Deed.SEND_BACK, Deed.SOLVE)  # in the order of their buttons


def sight(desk: Desk) -> Sight:
    """What the person may see."""
    whole = TABLE[Action.SEE_ITEMS]
    return Sight(
        person_id=desk.person_id or 0,
        posts=tuple(seat.post_id for seat in desk.seats),
        regions=tuple(seat.region_path for seat in desk.seats if whole.get(seat.role) is Scope.REGION),
        waters=tuple(seat.water_path for seat in desk.seats_as(*_OF_WATERS) if seat.water_path),
    )


def require_sight(desk: Desk, card: ItemCard) -> None:
    """Refuses to open a matter to somebody whom it does not concern."""
    own, item = sight(desk), card.item
    sees = (
        item.reporter_id == own.person_id
        or item.owner_post_id in own.posts
        or item.decided_post_id in own.posts
        or card.region_path.startswith(own.regions or ("\0",))
        or card.water_path.startswith(own.waters or ("\0",))
    )
    if not sees:
        raise Refusal("refusal/not_your_matter")


def keeper(desk: Desk, region_path: str, water_path: str) -> Seat | None:
    """The seat by which the person keeps the key lists of a water or region: its office, or its liaison unit."""
    scopes = TABLE[Action.KEEP_KEY_LISTS]
    for seat in desk.seats:
        scope = scopes.get(seat.role)
        if scope is Scope.REGION and region_path.startswith(seat.region_path):
            return seat
        if scope is Scope.OWN and seat.water_path and water_path.startswith(seat.water_path):
            return seat
    return None


def deeds_now(desk: Desk, card: ItemCard) -> list[Deed]:
    """What this person may do about a matter as it stands."""
    return [deed for deed in SHOWN if _seat_for(desk, card, deed) is not None]


def acting_post(desk: Desk, card: ItemCard, deed: Deed) -> int | None:
    """The post for which the person does it (None: in person); refuses who may not, and what is out of order."""
    found = _seat_for(desk, card, deed)
    if found is None:
        raise Refusal("refusal/item_not_yours", state=card.entry.state)
    return found[0]


def _seat_for(desk: Desk, card: ItemCard, deed: Deed) -> tuple[int | None] | None:
    problem = card.entry.kind is ItemKind.KEY_PROBLEM
    if deed in (Deed.CONFIRM, Deed.SEND_BACK):
        return _confirmer(desk, card) if card.entry.state is ItemState.DONE else None
    if card.entry.state is not ItemState.OPEN or (deed is Deed.SOLVE) is not (problem and deed is not Deed.PROGRESS):
        return None
    seat = keeper(desk, card.region_path, card.water_path) if problem else desk.seat_of(card.item.owner_post_id)
    return (seat.post_id,) if seat else None


def _confirmer(desk: Desk, card: ItemCard) -> tuple[int | None] | None:
    """Who recorded or decided it, or the office; never who reported it finished."""
    if desk.person_id is None or desk.person_id == card.finisher_id:
        return None
    own = next((desk.seat_of(post) for post in (card.item.decided_post_id, card.item.reporter_post_id)
                if desk.seat_of(post)), None)  # fmt: skip
    office = next((seat for seat in desk.seats_as(Role.OFFICE) if card.region_path.startswith(seat.region_path)), None)
    seat = own or office
    if seat is not None:
        return (seat.post_id,)
    return (None,) if desk.person_id == card.item.reporter_id and may(desk, Action.SEE_ITEMS) else None
