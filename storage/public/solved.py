"""「真的解决了吗？」 asked after closing 销号 of whoever of the public reported it; "no" goes to the office."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.refusals import Refusal
from storage import audit, entries, media
from storage.audit import By
from storage.models import Issue, MediaUse, OfficeEntry, Person, Region, SolvedAnswer, Subject, Water
from storage.once import insert_once, rows_changed

KIND = "public_not_solved"


def of_public(session: Session, people: Iterable[int]) -> set[int]:
    """Those of the people who are on no roster."""
    return set(session.scalars(select(Person.id).where(Person.id.in_(set(people)), ~Person.on_roster)))


def ask(session: Session, issue_id: int, step_id: int, person_id: int, at: datetime) -> int:
    """Notes that a person is asked about a closing step, once. Returns the question's id."""
    row = {"issue_id": issue_id, "step_id": step_id, "person_id": person_id, "asked_at": at, "words": ""}
    insert_once(session, SolvedAnswer, [row])
    return session.scalars(
        select(SolvedAnswer.id).where(SolvedAnswer.step_id == step_id, SolvedAnswer.person_id == person_id)
    ).one()


def asked_of(session: Session, answer_id: int, person_id: int | None) -> tuple[SolvedAnswer, str]:
    """The question put to this person and the issue's number; refuses anybody else."""
    row = session.get(SolvedAnswer, answer_id, populate_existing=True)
    if row is None or row.person_id != person_id:
        raise Refusal("refusal/not_your_report")
    return row, session.get_one(Issue, row.issue_id).number


def answer(session: Session, by: By, answer_id: int, solved: bool) -> str:
    """Keeps the answer, the first one; "no" waits before the office at once. Returns the issue's number."""
    row, number = asked_of(session, answer_id, by.person_id)
    kept = rows_changed(
        session,
        update(SolvedAnswer)
        .where(SolvedAnswer.id == answer_id, SolvedAnswer.answered_at.is_(None))
        .values(solved=solved, answered_at=by.at),
    )
    if not kept:
        raise Refusal("refusal/solved_answered", number=number)
    audit.record(session, by, "say_solved" if solved else "say_not_solved", "issue", row.issue_id)
    if not solved:
        issue = session.get_one(Issue, row.issue_id)
        water = session.get(Water, issue.water_id) if issue.water_id else None
        place = water.name if water else session.get_one(Region, issue.region_id).name
        values = {"issue_id": issue.id, "number": number, "place": place, "words": "", "photos": 0}
        entries.note(session, KIND, _key(answer_id), by.at, issue.region_id, **values)
    return number


def explain(session: Session, by: By, answer_id: int, draft_id: int, words: str) -> str:
    """What is not solved, in words and photos, beside the entry that the office has. Returns the issue's number."""
    row, number = asked_of(session, answer_id, by.person_id)
    row.words = words
    shown = len(media.of(session, Subject.DRAFT, draft_id, MediaUse.UNSOLVED))
    media.move(session, (Subject.DRAFT, draft_id), (Subject.ISSUE, row.issue_id))
    entry = session.scalars(select(OfficeEntry).where(OfficeEntry.key == _key(answer_id))).one()
    entry.values = entry.values | {"words": words, "photos": shown}
    audit.record(session, by, "explain_not_solved", "issue", row.issue_id, words=words, photos=shown)
    return number


def was_denied(session: Session, issue: Issue) -> bool:
    """Whether a reporter of the public said after the last closing 销号 that it was not solved."""
    said = select(SolvedAnswer.id).where(SolvedAnswer.issue_id == issue.id, SolvedAnswer.solved.is_(False))
    return session.scalar(said.where(SolvedAnswer.asked_at >= issue.closed_at).limit(1)) is not None


def _key(answer_id: int) -> str:
    return f"not_solved:{answer_id}"
