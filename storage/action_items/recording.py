"""Recording a matter: checked, numbered among a river's problems, its owner told at once."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.action_items import ItemKind, ItemState
from rules.refusals import Refusal
from storage import audit, drafts, outbox
from storage.action_items.cards import ItemCard, card
from storage.audit import By
from storage.models import ActionItem, Patrol, PatrolState, Urgency
from storage.outbox import Tell
from storage.posts.holders import holders

MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class NewItem:
    """A matter as it was told. `decided_post_id` follows from the patrol."""

    kind: ItemKind
    title: str
    region_id: int
    water_id: int | None = None
    owner_post_id: int | None = None
    patrol_id: int | None = None
    due_on: date | None = None


def record(session: Session, by: By, draft_id: int, new: NewItem, today: date) -> ItemCard:
    """Puts it on the list and closes the draft; refuses a vacant owner, a day gone by, a patrol that is not over."""
    draft = drafts.held(session, draft_id)
    _check(session, new, today)
    patrol = _patrol(session, new.patrol_id)
    item = ActionItem(
        **asdict(new),
        state=ItemState.OPEN,
        decided_post_id=patrol.post_id if patrol else None,
        reporter_id=by.person_id or draft.person_id,
        reporter_post_id=by.post_id,
        rank=_next_rank(session, new),
        recorded_at=by.at,
    )
    session.add(item)
    session.delete(draft)
    session.flush()
    told = asdict(new) | {"due_on": new.due_on.isoformat() if new.due_on else None}
    audit.record(session, by, "record", "action_item", item.id, after=told)
    made = card(session, item.id, today)
    _tell_owner(session, by, made)
    return made


def values(told: ItemCard) -> dict[str, Any]:
    """What every notice about a matter may name."""
    entry = told.entry
    return {
        "kind": entry.kind.word,
        "title": entry.title[:MOST_WORDS],
        "place": entry.place,
        "owner": entry.owner,
        "decided": entry.decided,
        "due_on": entry.due_on.isoformat() if entry.due_on else None,
    }


def _check(session: Session, new: NewItem, today: date) -> None:
    if new.due_on is not None and new.due_on < today:
        raise Refusal("refusal/due_in_the_past", due=new.due_on)
    if new.owner_post_id is not None and not holders(session, [new.owner_post_id], today):
        raise Refusal("refusal/post_is_vacant")


def _patrol(session: Session, patrol_id: int | None) -> Patrol | None:
    if patrol_id is None:
        return None
    patrol = session.get(Patrol, patrol_id)
    if patrol is None or patrol.state is not PatrolState.FINISHED:
        raise Refusal("refusal/patrol_not_finished")
    return patrol


def _next_rank(session: Session, new: NewItem) -> int:
    if new.kind is not ItemKind.KEY_PROBLEM:
        return 0
    ranks = select(func.max(ActionItem.rank)).where(
        ActionItem.kind == ItemKind.KEY_PROBLEM, ActionItem.water_id == new.water_id
    )
    return (session.scalar(ranks) or 0) + 1


def _tell_owner(session: Session, by: By, made: ItemCard) -> None:
    notices = [
        Tell(
            kind="items/told_recorded",
            key=f"item:{made.item.id}:recorded:{person}",
            person_id=person,
            values=values(made) | {"by": made.reporter},
            urgency=Urgency.NOW,
            buttons=[[["items.report", f"items:open:{made.item.id}"]]],
        )
        for person in made.owners
        if person != by.person_id
    ]
    outbox.tell(session, by.at, notices)
