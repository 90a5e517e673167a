"""What the office changes on a notice: the first paragraph, who is named; each compare-and-set."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules import circulars as rules
from rules.circular_words import title
from rules.circulars import CircularState, NameState, Whom
from rules.periods import Span
from rules.refusals import Refusal
from storage import audit
from storage.audit import By
from storage.circulars.places import Subject
from storage.models import Circular, CircularName

OPEN_TO_CHANGE = frozenset({CircularState.DRAFT, CircularState.RETURNED})
LONGEST_LEAD = 2_000


@dataclass(frozen=True, slots=True)
class SeenCircular:
    """What the person had before their eyes: the notice in this revision."""

    circular_id: int
    revision: int


def rewrite_lead(session: Session, by: By, seen: SeenCircular, words: str) -> Circular:
    """The first paragraph in the office's own words."""
    before = session.get_one(Circular, seen.circular_id).lead
    circular = change_state(session, seen, OPEN_TO_CHANGE, None, lead=words[:LONGEST_LEAD])
    audit.record(session, by, "reword", "circular", circular.id, before=before, after=words[:LONGEST_LEAD])
    return circular


def add(session: Session, by: By, seen: SeenCircular, subject: Subject, seat: str, reason: str,
        post_id: int | None = None) -> CircularName:  # fmt: skip
    """Names somebody by hand, with a reason; only while nobody has been asked. Who was taken off comes back."""
    circular = change_state(session, seen, frozenset({CircularState.DRAFT}), None)
    own = (CircularName.circular_id == circular.id) & (CircularName.subject == subject.key)
    row = session.scalar(select(CircularName).where(own))
    line = {"ground": rules.Ground.BY_HAND.value, "said": "", "text": reason, "count": 1,
            "issues": [], "rule": ""}  # fmt: skip
    if row is None:
        row = CircularName(
            circular_id=circular.id, subject=subject.key, whom=Whom.PERSON if subject.person_id else Whom.UNIT,
            person_id=subject.person_id, unit_id=subject.unit_id, region_id=subject.region_id, post_id=post_id,
            name=subject.name, seat=seat, lines=[line], by_hand=True,
        )  # fmt: skip
        session.add(row)
    elif row.state is NameState.NAMED:
        raise Refusal("refusal/circular_named_already", name=row.name)
    row.state, row.reason, row.decided_by_id = NameState.NAMED, reason, by.person_id
    session.flush()
    audit.record(session, by, "add", "circular", circular.id, name=row.name, reason=reason)
    return row


def take_off(session: Session, by: By, seen: SeenCircular, name_id: int, reason: str) -> CircularName:
    """Takes somebody off the draft, with a reason that stays on record."""
    circular = change_state(session, seen, OPEN_TO_CHANGE, None)
    row = own_name(session, circular.id, name_id)
    row.state, row.reason, row.decided_by_id = NameState.OFF, reason, by.person_id
    session.flush()
    audit.record(session, by, "take_off", "circular", circular.id, name=row.name, reason=reason)
    return row


def change_state(
    session: Session, seen: SeenCircular, allowed: frozenset[CircularState], state: CircularState | None,
    **values: object,
) -> Circular:  # fmt: skip
    """Compare-and-set: the notice as it was seen, in one of the states allowed; refuses what has moved on since."""
    own = (Circular.id == seen.circular_id) & (Circular.revision == seen.revision) & Circular.state.in_(allowed)
    told = values | ({"state": state} if state is not None else {})
    statement = update(Circular).where(own).values(revision=Circular.revision + 1, **told).returning(Circular.id)
    if session.execute(statement, execution_options={"synchronize_session": False}).scalar() is None:
        now = session.get(Circular, seen.circular_id, populate_existing=True)
        if now is None:
            raise Refusal("refusal/button_too_old")
        raise moved_on(now)
    return session.get_one(Circular, seen.circular_id, populate_existing=True)


def moved_on(now: Circular) -> Refusal:
    """The answer to who comes too late: how it stands now."""
    return Refusal("refusal/circular_moved_on", title=title(now.form, now.period, span_of(now)), state=now.state)


def span_of(circular: Circular) -> Span:
    """Its days."""
    return Span(circular.first, circular.last)


def names_of(session: Session, circular_id: int) -> list[CircularName]:
    """Everybody on it, taken off and struck ones too, in the order of the paper."""
    rows = select(CircularName).where(CircularName.circular_id == circular_id)
    return list(session.scalars(rows.order_by(CircularName.whom.desc(), CircularName.id)))


def own_name(session: Session, circular_id: int, name_id: int) -> CircularName:
    """One of them, still named; refuses who is not."""
    row = session.get(CircularName, name_id, populate_existing=True)
    if row is None or row.circular_id != circular_id:
        raise Refusal("refusal/button_too_old")
    if row.state is not NameState.NAMED:
        raise Refusal("refusal/circular_not_named", name=row.name)
    return row
