"""What recipients do with a notice: 收到, 已办, 有疑问; and what the office answers."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from rules.broadcasts import BroadcastState
from rules.refusals import Refusal
from storage import audit
from storage.audit import By
from storage.broadcasts.wording import office_name, title_of
from storage.models import Broadcast, BroadcastQuestion, BroadcastRecipient, BroadcastRound, Region
from storage.outbox import Tell, tell
from storage.posts.holders import office_people

MOST_IN_NOTICE = 300
MOST_QUESTIONS = 20


@dataclass(frozen=True, slots=True)
class Received:
    """A notice as one recipient has it."""

    id: int
    broadcast_id: int
    title: str
    office: str
    state: BroadcastState
    wants_done: bool
    due_on: date | None
    acknowledged_at: datetime | None
    done_at: datetime | None
    region_path: str


def received(session: Session, recipient_id: int, person_id: int) -> Received:
    """The notice that somebody got; refuses anybody else."""
    return _received(session, *_own(session, recipient_id, person_id))


def acknowledge(session: Session, by: By, recipient_id: int) -> tuple[Received, bool]:
    """收到; the first time counts. Also whether it was the first time."""
    return _mark(session, by, recipient_id, "acknowledged_at")


def finish(session: Session, by: By, recipient_id: int) -> tuple[Received, bool]:
    """已办, which says 收到 as well."""
    return _mark(session, by, recipient_id, "done_at")


def ask(session: Session, by: By, recipient_id: int, words: str, today: date) -> Received:
    """Puts a question; who wrote the notice is told, or who sits in the office now."""
    own, row, opened = _own(session, recipient_id, by.person_id)
    asked = select(func.count()).select_from(BroadcastQuestion).where(BroadcastQuestion.recipient_id == own.id)
    if (session.scalar(asked) or 0) >= MOST_QUESTIONS:
        raise Refusal("refusal/broadcast_too_many_questions", most=MOST_QUESTIONS)
    question = BroadcastQuestion(recipient_id=own.id, words=words, asked_at=by.at)
    session.add(question)
    session.flush()
    _see(session, own, by.at)
    audit.record(session, by, "ask_about_broadcast", "broadcast", row.id, question_id=question.id, words=words)
    values = {"title": title_of(row), "who": own.name, "post": own.post, "words": words[:MOST_IN_NOTICE]}
    buttons = [[["broadcast.answer", f"broadcasts:answer:{question.id}"]]]
    tell(session, by.at, [
        Tell("broadcast/asked", f"broadcast:question:{question.id}:{person}", person, values, buttons=buttons)
        for person in _office(session, row, today)
    ])  # fmt: skip
    return _received(session, own, row, opened)


def answer(session: Session, by: By, question_id: int, words: str) -> str:
    """Answers a question once; the asker is told. Returns the asker's name."""
    own = (BroadcastQuestion.id == question_id, BroadcastQuestion.answered_at.is_(None))
    values = {"answer": words, "answered_at": by.at, "answered_by_id": by.person_id}
    moved = update(BroadcastQuestion).where(*own).values(**values).returning(BroadcastQuestion.id)
    if session.scalar(moved, execution_options={"synchronize_session": False}) is None:
        raise Refusal("refusal/broadcast_question_answered")
    question = session.get_one(BroadcastQuestion, question_id, populate_existing=True)
    asker = session.get_one(BroadcastRecipient, question.recipient_id)
    row, _ = _of(session, asker)
    audit.record(session, by, "answer_about_broadcast", "broadcast", row.id, question_id=question.id, words=words)
    told = {"title": title_of(row), "office": office_name(session, row.office_post_id),
            "question": question.words[:MOST_IN_NOTICE], "answer": words}  # fmt: skip
    buttons = [[["broadcast.ask_again", f"notice:ask:{asker.id}"]]]
    if asker.person_id is not None:
        key = f"broadcast:answer:{question.id}"
        tell(session, by.at, [Tell("broadcast/answered", key, asker.person_id, told, buttons=buttons)])
    return asker.name


def _mark(session: Session, by: By, recipient_id: int, what: str) -> tuple[Received, bool]:
    own, row, opened = _own(session, recipient_id, by.person_id)
    if row.state is BroadcastState.WITHDRAWN:
        raise Refusal("refusal/broadcast_withdrawn", title=title_of(row))
    column: ColumnElement[datetime | None] = getattr(BroadcastRecipient, what)
    marked = update(BroadcastRecipient).where(BroadcastRecipient.id == own.id, column.is_(None)).values({what: by.at})
    done = session.scalar(marked.returning(BroadcastRecipient.id), execution_options={"synchronize_session": False})
    session.refresh(own)
    if done is not None:
        own.acknowledged_at = own.acknowledged_at or by.at
        _see(session, own, by.at)
        act = "finish_broadcast" if what == "done_at" else "acknowledge_broadcast"
        audit.record(session, by, act, "broadcast", row.id, recipient_id=own.id)
    return _received(session, own, row, opened), done is not None


def _see(session: Session, own: BroadcastRecipient, at: datetime) -> None:
    """Whoever presses or asks has had it before their eyes; Telegram itself tells a bot nothing of that."""
    own.seen_at = own.seen_at or at
    session.flush()


def _own(
    session: Session, recipient_id: int, person_id: int | None
) -> tuple[BroadcastRecipient, Broadcast, BroadcastRound]:
    own = session.get(BroadcastRecipient, recipient_id)
    if own is None or own.person_id is None or own.person_id != person_id:
        raise Refusal("refusal/not_your_matter")
    return own, *_of(session, own)


def _of(session: Session, own: BroadcastRecipient) -> tuple[Broadcast, BroadcastRound]:
    opened = session.get_one(BroadcastRound, own.round_id)
    return session.get_one(Broadcast, opened.broadcast_id), opened


def _received(session: Session, own: BroadcastRecipient, row: Broadcast, opened: BroadcastRound) -> Received:
    path = session.get_one(Region, row.region_id).path
    office = office_name(session, row.office_post_id)
    return Received(own.id, row.id, title_of(row), office, row.state, row.wants_done, opened.due_on,
                    own.acknowledged_at, own.done_at, path)  # fmt: skip


def _office(session: Session, row: Broadcast, today: date) -> tuple[int, ...]:
    """Who wrote it while they sit in that office, else all who do."""
    seated = office_people(session, row.region_id, today)
    if row.author_id in seated or not seated:
        return (row.author_id,)
    return seated
