"""What is done about a matter: in order, compare-and-set, recorded, told once to everybody concerned."""

from datetime import date
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.action_items import Deed, ItemState, after
from rules.refusals import Refusal
from storage import audit, drafts, media, outbox
from storage.action_items.cards import ItemCard, card, last_step
from storage.action_items.recording import values
from storage.audit import By
from storage.models import ActionItem, ActionStep, Subject, Urgency
from storage.once import rows_changed
from storage.outbox import Tell
from storage.posts.naming import name_of

_ON_SIGHT = frozenset({Deed.CONFIRM, Deed.SEND_BACK})  # decided on what was seen: nothing may have come since

_STAMPS = {
    Deed.FINISH: {"done_at": True},
    Deed.SEND_BACK: {"done_at": False},
    Deed.CONFIRM: {"closed_at": True},
    Deed.SOLVE: {"closed_at": True},
}


def perform(
    session: Session, by: By, item_id: int, step_id: int, deed: Deed, words: str, today: date,
    draft_id: int | None = None,
) -> ItemCard:  # fmt: skip
    """Does it; media collected in the draft hang on the step. Refuses what is out of order or was overtaken."""
    item = session.get(ActionItem, item_id, populate_existing=True)
    if item is None:
        raise Refusal("refusal/button_too_old")
    before, state = item.state, after(item.kind, item.state, deed)
    draft = drafts.held(session, draft_id) if draft_id is not None else None
    if deed in _ON_SIGHT and last_step(session, item_id) != step_id:
        raise Refusal("refusal/item_moved_on", state=before)
    _move(session, by, item_id, before, deed, state)
    step = ActionStep(
        item_id=item_id, deed=deed, before=before, after=state, person_id=by.person_id,
        post_id=by.post_id, at=by.at, words=words, update_id=by.update_id,
    )  # fmt: skip
    session.add(step)
    session.flush()
    if draft is not None:
        media.move(session, (Subject.DRAFT, draft.id), (Subject.ACTION_STEP, step.id))
        session.delete(draft)
    told = {"before": before, "after": state, "words": words}
    audit.record(session, by, deed, "action_item", item_id, **told)
    session.flush()
    done = card(session, item_id, today)
    _tell(session, by, done, step)
    return done


def _move(session: Session, by: By, item_id: int, before: ItemState, deed: Deed, state: ItemState) -> None:
    stamps: dict[str, Any] = {column: by.at if now else None for column, now in _STAMPS.get(deed, {}).items()}
    moved = rows_changed(
        session,
        update(ActionItem).where(ActionItem.id == item_id, ActionItem.state == before).values(state=state, **stamps),
    )
    if not moved:
        raise Refusal("refusal/item_moved_on", state=before)


def _tell(session: Session, by: By, done: ItemCard, step: ActionStep) -> None:
    """The owner hears what is decided; who recorded it, the chief who decided it and the office hear the rest."""
    to_owner = step.deed in (Deed.CONFIRM, Deed.SEND_BACK)
    people = dict.fromkeys([*done.confirmers, *done.office])
    if to_owner:
        people = dict.fromkeys([*done.owners, *people])
    if step.deed is Deed.SOLVE and done.item.sent_at is not None:
        people |= dict.fromkeys(done.chiefs)
    told = values(done) | {"by": name_of(session, by.person_id), "words": step.words[:500], "photos": done.photos}
    outbox.tell(
        session,
        by.at,
        [
            Tell(
                kind=f"items/told_{step.deed}",
                key=f"item:{done.item.id}:{step.id}:{person}",
                person_id=person,
                values=told,
                urgency=_urgency(step.deed, person in done.owners),
                buttons=[[["items.open", f"items:open:{done.item.id}"]]],
            )
            for person in people
            if person != by.person_id
        ],
    )


def _urgency(deed: Deed, is_owner: bool) -> Urgency:
    """Who must act next hears it at once."""
    at_once = deed is Deed.FINISH or (deed is Deed.SEND_BACK and is_owner)
    return Urgency.NOW if at_once else Urgency.DAYTIME
