"""Notices as an office sees them: the list, one of them with its rounds, the questions. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.broadcasts import BroadcastState
from rules.periods import Period
from rules.refusals import Refusal
from storage.broadcasts.audience import Audience
from storage.broadcasts.wording import office_name, title_of
from storage.ledger.listing import inside
from storage.models import (
    Broadcast,
    BroadcastQuestion,
    BroadcastRecipient,
    BroadcastRound,
    Media,
    Person,
    Region,
    Subject,
)
from storage.posts.naming import name_of

PAGE = 6
MOST_QUESTIONS = 30


@dataclass(frozen=True, slots=True)
class Card:
    """A notice. `round_id` to `recipients` are of one time it went out (None: not yet), the `rounds`-th."""

    id: int
    title: str
    words: str
    office: str
    office_post_id: int
    author: str
    path: str
    state: BroadcastState
    audience: Audience
    urgent: bool
    wants_receipt: bool
    wants_done: bool
    next_at: datetime | None
    every: Period | None
    until_on: date | None
    files: int
    revision: int
    corrected_at: datetime | None
    withdrawn_at: datetime | None
    reason: str
    rounds: int
    round_id: int | None
    sent_at: datetime | None
    due_on: date | None
    earlier_round_id: int | None
    recipients: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer, if it has one."""

    id: int
    who: str
    post: str
    words: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: str


def listed(session: Session, regions: Sequence[str], offset: int = 0) -> tuple[list[Card], int, int]:
    """A page of the regions' notices, what is still to go out first, then the newest; how many; how many to go out."""
    own = select(Broadcast.id).join(Region, Region.id == Broadcast.region_id).where(inside(regions))
    total = session.scalar(select(func.count()).select_from(own.subquery())) or 0
    ahead = own.where(Broadcast.state == BroadcastState.SCHEDULED)
    waiting = session.scalar(select(func.count()).select_from(ahead.subquery())) or 0
    order = (Broadcast.next_at.is_(None), Broadcast.next_at, Broadcast.id.desc())
    rows = session.scalars(own.order_by(*order).offset(max(0, offset)).limit(PAGE)).all()
    return [card(session, broadcast_id) for broadcast_id in rows], total, waiting


def card(session: Session, broadcast_id: int, round_id: int | None = None) -> Card:
    """One notice as it went out last, or in a certain round; refuses a number that is none."""
    row = session.get(Broadcast, broadcast_id)
    if row is None:
        raise Refusal("refusal/button_too_old")
    rounds = session.scalars(
        select(BroadcastRound).where(BroadcastRound.broadcast_id == row.id).order_by(BroadcastRound.id.desc())
    ).all()
    place = next((n for n, each in enumerate(rounds) if each.id == round_id), 0)
    both: list[BroadcastRound | None] = [*rounds[place : place + 2], None, None]
    last, before = both[:2]
    files = select(func.count(Media.id)).where(Media.subject == Subject.BROADCAST, Media.subject_id == row.id)
    people = select(func.count(BroadcastRecipient.id)).where(BroadcastRecipient.round_id == (last.id if last else 0))
    return Card(
        row.id, title_of(row), row.words, office_name(session, row.office_post_id), row.office_post_id,
        session.get_one(Person, row.author_id).name, session.get_one(Region, row.region_id).path, row.state,
        Audience.of(row.audience), row.urgent, row.wants_receipt, row.wants_done, row.next_at, row.every, row.until_on,
        session.scalar(files) or 0, row.revision, row.corrected_at, row.withdrawn_at, row.reason, len(rounds) - place,
        last.id if last else None, last.begun_at if last else None, last.due_on if last else None,
        before.id if before else None, session.scalar(people) or 0,
    )  # fmt: skip


def of_round(session: Session, round_id: int) -> Card:
    """The notice of a round."""
    opened = session.get(BroadcastRound, round_id)
    if opened is None:
        raise Refusal("refusal/button_too_old")
    return card(session, opened.broadcast_id, round_id)


def questions(session: Session, broadcast_id: int) -> list[Question]:
    """The newest questions about a notice, those without an answer first."""
    rows = (
        select(BroadcastQuestion, BroadcastRecipient.name, BroadcastRecipient.post, Person.name)
        .join(BroadcastRecipient, BroadcastRecipient.id == BroadcastQuestion.recipient_id)
        .join(BroadcastRound, BroadcastRound.id == BroadcastRecipient.round_id)
        .outerjoin(Person, Person.id == BroadcastQuestion.answered_by_id)
        .where(BroadcastRound.broadcast_id == broadcast_id)
        .order_by(BroadcastQuestion.answered_at.is_not(None), BroadcastQuestion.id.desc())
        .limit(MOST_QUESTIONS)
    )
    return [
        Question(row.id, who, post, row.words, row.asked_at, row.answer, row.answered_at, by or "")
        for row, who, post, by in session.execute(rows)
    ]


def of_question(session: Session, question_id: int) -> tuple[Card, Question]:
    """A question and the notice it is about; refuses a number that is none."""
    row = session.get(BroadcastQuestion, question_id)
    if row is None:
        raise Refusal("refusal/button_too_old")
    asker = session.get_one(BroadcastRecipient, row.recipient_id)
    told = Question(row.id, asker.name, asker.post, row.words, row.asked_at, row.answer, row.answered_at,
                    name_of(session, row.answered_by_id))  # fmt: skip
    return of_round(session, asker.round_id), told
