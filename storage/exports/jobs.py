"""Exports in their course: each is taken up again until it is made, and told once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from storage import audit, issued, outbox
from storage.audit import By
from storage.direct import run
from storage.models import Export, ExportState, IssuedFile, Notice
from storage.outbox import Tell

MOST_ATTEMPTS = 3  # what stops the program three times is not tried for ever
KEPT_FOR = timedelta(days=7)  # the file stays in the chat; what it held is on record by its hash
_BUSY = (ExportState.WAITING, ExportState.RUNNING)
# Asked at every start and after every update: built once (see storage/direct.py).
_ANEW = update(Export).where(Export.state == ExportState.RUNNING).values(state=ExportState.WAITING)
_WAITING = select(exists().where(Export.state == ExportState.WAITING))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants: the kind, the filter as JSON, words for the messages, the name of the file."""

    kind: str
    chat_id: int
    asked: Mapping[str, Any]
    words: Mapping[str, Any]
    file_name: str
    rows: int


def ask(session: Session, by: By, wanted: Wanted) -> bool:
    """Notes an export; False if the very same one is on its way to this person already."""
    rows = select(Export).where(Export.person_id == by.person_id, Export.state.in_(_BUSY), Export.kind == wanted.kind)
    if any(job.asked == wanted.asked for job in session.scalars(rows)):
        return False
    job = Export(kind=wanted.kind, person_id=by.person_id, chat_id=wanted.chat_id, asked=dict(wanted.asked),
                 words=dict(wanted.words), file_name=wanted.file_name, rows_total=wanted.rows,
                 asked_at=by.at)  # fmt: skip
    session.add(job)
    session.flush()
    audit.record(session, by, "ask_export", "export", job.id, kind=wanted.kind, asked=job.asked, rows=wanted.rows)
    return True


def recover(session: Session) -> None:
    """After a start: what was in the making is made from the beginning."""
    run(session, _ANEW, {})


def waiting(session: Session) -> bool:
    """Whether anything is to be made."""
    return bool(run(session, _WAITING, {}).scalar())


def claim(session: Session, at: datetime) -> Export | None:
    """Takes the oldest that waits; one that was taken too often is given up and its person told."""
    rows = select(Export).where(Export.state == ExportState.WAITING).order_by(Export.id).limit(1)
    job = session.scalar(rows.with_for_update())
    if job is None:
        return None
    job.attempts += 1
    job.rows_done = 0
    job.state = ExportState.RUNNING
    if job.attempts > MOST_ATTEMPTS:
        fail(session, job.id, at, job.fault or "stopped the program", "exports/failed")
    return job


def tell(session: Session, job_id: int, at: datetime) -> bool:
    """Notes that the person is told now that it is being prepared; False if that was done before."""
    first = update(Export).where(Export.id == job_id, Export.told_at.is_(None)).values(told_at=at)
    return bool(session.execute(first).rowcount)  # type: ignore[attr-defined]


def note_message(session: Session, job_id: int, message_id: int) -> None:
    """Which message says how far it is."""
    session.execute(update(Export).where(Export.id == job_id).values(message_id=message_id))


def progress(session: Session, job_id: int, rows_done: int) -> None:
    """How far it is."""
    session.execute(update(Export).where(Export.id == job_id).values(rows_done=rows_done))


def wait_again(session: Session, job_id: int, fault: str) -> None:
    """Something stood in its way that may pass (a full disk, a database that did not answer)."""
    told = {"state": ExportState.WAITING, "fault": fault[:500]}
    session.execute(update(Export).where(Export.id == job_id, Export.state == ExportState.RUNNING).values(told))


def finish(session: Session, job_id: int, content: bytes, rows: int, at: datetime) -> None:
    """The file is made: it goes to who asked for it, in this very transaction, and once."""
    job = session.get_one(Export, job_id)
    if job.state is not ExportState.RUNNING:
        return
    file = issued.keep(session, content, job.file_name, at)
    job.state, job.ended_at, job.rows_done = ExportState.MADE, at, rows
    job.sha256, job.size, job.fault = file.sha256, len(content), ""
    values = {**job.words, "count": rows}
    outbox.tell(session, at, [Tell("exports/ready", _key(job.id), job.person_id, values, file=file)])
    audit.record(session, By(at, job.person_id), "export", "export", job.id, rows=rows, sha256=file.sha256)


def fail(session: Session, job_id: int, at: datetime, fault: str, kind: str) -> None:
    """It cannot be made; the person is told what to do instead (`kind` is the template)."""
    job = session.get_one(Export, job_id)
    job.state, job.ended_at, job.fault = ExportState.FAILED, at, fault[:500]
    outbox.tell(session, at, [Tell(kind, _key(job.id), job.person_id, {**job.words, "count": job.rows_total})])


def forget_files(session: Session, now: datetime) -> int:
    """Lets go of the bytes of files handed over a while ago; hash, size and filter stay on record."""
    kept = select(Export.id, Export.sha256).join(IssuedFile, IssuedFile.sha256 == Export.sha256)
    old = kept.where(Export.ended_at < now - KEPT_FOR)
    gone = 0
    for job_id, sha256 in session.execute(old).all():
        session.execute(update(Notice).where(Notice.key == _key(job_id)).values(file_sha256=None))
        if not session.scalar(select(exists().where(Notice.file_sha256 == sha256))):
            done = session.execute(delete(IssuedFile).where(IssuedFile.sha256 == sha256))
            gone += done.rowcount  # type: ignore[attr-defined]
    return gone


def _key(job_id: int) -> str:
    return f"export:{job_id}"
