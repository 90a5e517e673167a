"""What is done to a measure: in order, compare-and-set, recorded, told once to the other side."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.measure_lives import after
from rules.measures import Deed, MeasureKind, MeasureState
from rules.refusals import Refusal
from storage import audit, drafts, media
from storage.audit import By
from storage.measures import telling
from storage.measures.cards import MeasureCard, card, last_step
from storage.models import Commitment, Draft, Measure, MeasureStep, Subject
from storage.once import rows_changed

_ON_SIGHT = frozenset({Deed.ACCEPT, Deed.SEND_BACK, Deed.FAIL})  # decided on what was seen: nothing may have come since

_QUIET = frozenset({Deed.RECEIVE, Deed.SIGN, Deed.RECEIPT, Deed.OUTCOME})  # what the office files for itself


@dataclass(frozen=True, slots=True)
class Done:
    """What is done: to which measure as it was seen (`step_id`, its newest step), in which words.

    `draft_id`: the dialog whose photos and files hang on the step and which is then closed. `changes` are columns.
    """

    measure_id: int
    step_id: int
    deed: Deed
    words: str = ""
    draft_id: int | None = None
    changes: dict[str, Any] = field(default_factory=dict)


def perform(session: Session, by: By, done: Done, today: date, tell: bool = True) -> MeasureCard:
    """Does it; refuses what is out of order or was overtaken."""
    measure = session.get(Measure, done.measure_id, populate_existing=True)
    if measure is None:
        raise Refusal("refusal/button_too_old")
    before, state = measure.state, after(measure.kind, measure.state, done.deed)
    draft = drafts.held(session, done.draft_id) if done.draft_id is not None else None
    if done.deed in _ON_SIGHT and last_step(session, measure.id) != done.step_id:
        raise Refusal("refusal/measure_moved_on", kind=measure.kind, state=before)
    _may_close(session, measure, done.deed)
    _move(session, measure, state, _stamps(measure, done, by) | done.changes)
    step = MeasureStep(measure_id=measure.id, deed=done.deed, before=before, after=state, person_id=by.person_id,
                       post_id=by.post_id, at=by.at, words=done.words, update_id=by.update_id)  # fmt: skip
    session.add(step)
    session.flush()
    brought = _hung(session, draft, step.id)
    audit.record(session, by, done.deed, "measure", measure.id, before=before, after=state, words=done.words)
    made = card(session, measure.id, today)
    if tell and done.deed not in _QUIET:
        telling.tell_step(session, by, made.measure, step, today, brought)
    return made


def _move(session: Session, measure: Measure, state: MeasureState, changes: dict[str, Any]) -> None:
    moved = rows_changed(
        session,
        update(Measure).where(Measure.id == measure.id, Measure.state == measure.state).values(state=state, **changes),
    )
    if not moved:
        raise Refusal("refusal/measure_moved_on", kind=measure.kind, state=measure.state)


def _stamps(measure: Measure, done: Done, by: By) -> dict[str, Any]:
    if done.deed in (Deed.RECEIVE, Deed.RECEIPT):
        return {"received_at": measure.received_at or by.at}
    if done.deed is Deed.ANSWER:
        return {"answered_at": by.at, "answers": Measure.answers + 1, "received_at": measure.received_at or by.at}
    if done.deed in (Deed.ACCEPT, Deed.FAIL, Deed.CANCEL, Deed.OUTCOME, Deed.DECLINE):
        return {"closed_at": by.at}
    return {}


def _may_close(session: Session, measure: Measure, deed: Deed) -> None:
    """复核 passes only where everything that was promised is carried out."""
    if deed is Deed.ACCEPT and measure.kind is MeasureKind.INTERVIEW:
        open_ones = session.query(Commitment).filter_by(measure_id=measure.id, done_at=None).count()
        if open_ones:
            raise Refusal("refusal/commitments_open", count=open_ones)


def _hung(session: Session, draft: Draft | None, step_id: int) -> int:
    if draft is None:
        return 0
    brought = len(media.of(session, Subject.DRAFT, draft.id))
    media.move(session, (Subject.DRAFT, draft.id), (Subject.MEASURE_STEP, step_id))
    session.delete(draft)
    session.flush()
    return brought
