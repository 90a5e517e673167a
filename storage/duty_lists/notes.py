"""What a holder adds to an item that no other record shows: a meeting, a lesson; a short note, a photo or two."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.refusals import Refusal
from storage import audit, drafts, media
from storage.audit import By
from storage.models import DutyNote, Media, MediaKind, Person, Subject
from storage.once import rows_changed

MOST_SHOWN = 5


class Note(NamedTuple):
    """One note as it is shown; `photos` are so many."""

    id: int
    person_id: int
    name: str
    done_on: date
    words: str
    photos: int
    at: datetime


class NewNote(NamedTuple):
    """A note as it was told."""

    post_id: int
    year: int
    code: str
    done_on: date
    words: str


def add(session: Session, by: By, draft_id: int, new: NewNote) -> int:
    """Keeps a note with what the draft collected; returns its number."""
    draft = drafts.held(session, draft_id)
    note = DutyNote(**new._asdict(), person_id=by.person_id or draft.person_id, at=by.at)
    session.add(note)
    session.flush()
    media.move(session, (Subject.DRAFT, draft_id), (Subject.DUTY_NOTE, note.id))
    session.delete(draft)
    session.flush()
    told = new._asdict() | {"done_on": new.done_on.isoformat()}
    audit.record(session, by, "add_note", "duty_note", note.id, after=told)
    return note.id


def take_back(session: Session, by: By, note_id: int, person_id: int) -> DutyNote:
    """The writer takes a note out of the count; its words and photos stay in the records."""
    done = rows_changed(
        session,
        update(DutyNote)
        .where(DutyNote.id == note_id, DutyNote.person_id == person_id, DutyNote.taken_back_at.is_(None))
        .values(taken_back_at=by.at),
    )
    if not done:
        raise Refusal("refusal/button_too_old")
    audit.record(session, by, "take_back_note", "duty_note", note_id)
    return session.get_one(DutyNote, note_id, populate_existing=True)


def notes_of(session: Session, post_ids: list[int], year: int, code: str) -> list[Note]:
    """The notes to an item of these posts that count, newest first."""
    rows = session.execute(
        select(DutyNote, Person.name)
        .join(Person, Person.id == DutyNote.person_id)
        .where(DutyNote.post_id.in_(post_ids), DutyNote.year == year, DutyNote.code == code,
               DutyNote.taken_back_at.is_(None))
        .order_by(DutyNote.done_on.desc(), DutyNote.id.desc())
    ).all()  # fmt: skip
    photos = _photos(session, [note.id for note, _ in rows])
    return [
        Note(note.id, note.person_id, name, note.done_on, note.words, photos.get(note.id, 0), note.at)
        for note, name in rows
    ]


def photos(session: Session, post_ids: list[int], year: int, code: str) -> list[Media]:
    """The photos with the notes to an item that count, newest first."""
    ids = [note.id for note in notes_of(session, post_ids, year, code) if note.photos]
    rows = select(Media).where(
        Media.subject == Subject.DUTY_NOTE, Media.subject_id.in_(ids), Media.kind == MediaKind.PHOTO
    )
    return list(session.scalars(rows.order_by(Media.subject_id.desc(), Media.id)))


def _photos(session: Session, ids: list[int]) -> dict[int, int]:
    rows = session.scalars(
        select(Media.subject_id).where(Media.subject == Subject.DUTY_NOTE, Media.subject_id.in_(ids))
    ).all()
    return {each: rows.count(each) for each in set(rows)}
