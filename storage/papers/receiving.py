"""What addressees do with a paper: say that they have it 收到, and answer it 回执; and taking a paper back 撤回."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.papers import PaperKind, PaperState
from rules.refusals import Refusal
from storage import audit, media
from storage.audit import By
from storage.circulars import recording
from storage.models import Notice, Paper, PaperAddressee, Subject
from storage.papers import telling
from storage.papers.drafting import SeenPaper, change_state, moved_on
from storage.posts import desks


def own(session: Session, paper_id: int, person_id: int, today: date) -> tuple[Paper, list[PaperAddressee]]:
    """A paper that is in force and as whose addressee this person stands today; refuses anybody else."""
    paper = session.get(Paper, paper_id, populate_existing=True)
    if paper is None:
        raise Refusal("refusal/button_too_old")
    posts = {seat.post_id for seat in desks.seats(session, person_id, today)}
    rows = session.scalars(
        select(PaperAddressee)
        .where(PaperAddressee.paper_id == paper_id, PaperAddressee.post_id.in_(posts))
        .order_by(PaperAddressee.place)
        .execution_options(populate_existing=True)
    ).all()
    if not rows or paper.state not in (PaperState.SIGNED, PaperState.WITHDRAWN):  # of a draft nobody is told
        raise Refusal("refusal/not_your_matter")
    if paper.state is not PaperState.SIGNED:
        raise moved_on(session, paper_id)
    return paper, list(rows)


def receive(session: Session, by: By, paper_id: int, today: date) -> Paper:
    """收到; the first time counts, whoever of the post says it."""
    assert by.person_id is not None  # noqa: S101 - only people receive
    paper, rows = own(session, paper_id, by.person_id, today)
    fresh = [row for row in rows if row.received_at is None]
    for row in fresh:
        row.received_at, row.received_by_id = by.at, by.person_id
    told = Notice.key == telling.issued_key(paper_id, by.person_id)
    session.execute(update(Notice).where(told, Notice.acknowledged_at.is_(None)).values(acknowledged_at=by.at))
    if fresh:
        audit.record(session, by, "receive", "paper", paper.id, posts=[row.post_id for row in fresh])
    return paper


def reply(session: Session, by: By, paper_id: int, words: str, draft_id: int, today: date) -> Paper:
    """回执: the words, and what the draft collected of photos and files; the office is told. Answers once."""
    assert by.person_id is not None  # noqa: S101 - only people answer
    paper, rows = own(session, paper_id, by.person_id, today)
    # Whoever shares the post may answer at the same moment: one of them waits here.
    session.execute(select(Paper.id).where(Paper.id == paper_id).with_for_update())
    open_rows = [row for row in rows if row.replied_at is None]
    if not open_rows:
        raise Refusal("refusal/paper_answered", number=paper.number)
    brought = media.of(session, Subject.DRAFT, draft_id)
    if not words and not brought:
        raise Refusal("refusal/no_words")
    for row in open_rows:
        row.replied_at, row.replied_by_id, row.reply = by.at, by.person_id, words
        row.received_at, row.received_by_id = row.received_at or by.at, row.received_by_id or by.person_id
    media.move(session, (Subject.DRAFT, draft_id), (Subject.PAPER_REPLY, open_rows[0].id))
    session.flush()
    audit.record(session, by, "reply", "paper", paper.id, posts=[row.post_id for row in open_rows], words=words)
    telling.tell_replied(session, by, paper, open_rows, len(brought), today)
    return paper


def withdraw(session: Session, by: By, seen: SeenPaper, reason: str, today: date) -> Paper:
    """撤回 with a reason: the addressees are told, the number stays with it and is never given again."""
    values = {"reason": reason, "withdrawn_by_id": by.person_id, "withdrawn_at": by.at}
    paper = change_state(session, seen, frozenset({PaperState.SIGNED}), PaperState.WITHDRAWN, **values)
    audit.record(session, by, "withdraw", "paper", paper.id, words=reason)
    if paper.kind is PaperKind.CIRCULAR:
        recording.take_back(session, by, paper.id, reason)
    telling.tell_withdrawn(session, by, paper, today)
    return paper
