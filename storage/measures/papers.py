"""The papers of measures: notices and letters get the next number of their office; every file is kept as issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from rules.measures import Deed
from rules.papers import PaperKind, PaperRules, PaperState
from storage import audit, issued
from storage.audit import By
from storage.issued import Attached
from storage.measures import telling
from storage.measures.deeds import Done, perform
from storage.measures.interviews import batch
from storage.models import Measure, MeasurePaper, Paper
from storage.papers import signing
from storage.papers.signing import Make, Ready

NOTICE, RECORD, LETTER = "notice", "record", "letter"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A Word file made beforehand for the stamp to be expected, and how it is made for another."""

    ready: Ready
    make: Make


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paper to be numbered: of the office of which region, what it is called; `secret`: its file is not in the list
    of papers, which more people read than may read this.
    """

    kind: PaperKind
    region_id: int
    office_post_id: int
    title: str
    secret: bool = False


def notify(
    session: Session, by: By, rules: PaperRules, measure_id: int, paper: Numbered, prepared: Prepared, today: date
) -> list[Measure]:
    """约谈通知: numbered, sent with 收到 to everybody interviewed together; one paper for all of them."""
    met = batch(session, measure_id)
    for one in met:
        perform(session, by, Done(one.id, 0, Deed.NOTIFY), today, tell=False)
    file, number = _issue(session, by, rules, paper, prepared, today)
    for one in met:
        keep(session, by, one.id, NOTICE, number, file)
        telling.tell_notified(
            session, by, session.get_one(Measure, one.id, populate_existing=True), number, file, today
        )
    return met


def send_letter(
    session: Session,
    by: By,
    rules: PaperRules,
    one: Measure,
    paper: Numbered,
    prepared: Prepared,
    today: date,
) -> str:
    """线索移交函: numbered and kept; the office hands it over by its own ways."""
    file, number = _issue(session, by, rules, paper, prepared, today)
    keep(session, by, one.id, LETTER, number, file)
    return number


def keep(session: Session, by: By, measure_id: int, what: str, number: str, file: Attached) -> None:
    """Files a paper with its measure."""
    session.add(MeasurePaper(measure_id=measure_id, what=what, number=number, file_sha256=file.sha256,
                             file_name=file.name, at=by.at))  # fmt: skip
    session.flush()
    audit.record(session, by, f"file_{what}", "measure", measure_id, number=number, file=file.sha256)


def keep_record(session: Session, by: By, measure_ids: Sequence[int], content: bytes, name: str) -> None:
    """The Word file of 约谈记录: no number, it is a record."""
    file = issued.keep(session, content, name, by.at)
    for one in measure_ids:
        keep(session, by, one, RECORD, "", file)


def _issue(
    session: Session, by: By, rules: PaperRules, paper: Numbered, prepared: Prepared, today: date
) -> tuple[Attached, str]:
    post_id = signing.entitled(session, by, rules, paper.kind, paper.region_id, today)
    assert by.person_id is not None  # noqa: S101 - somebody sits in that post
    taken = signing.taken_stamp(session, rules, paper.region_id, paper.kind, today)
    stamp, content = prepared.ready.file_for(taken, prepared.make)
    file = issued.keep(session, content, f"{stamp.number}.docx", by.at)
    made = Paper(
        kind=paper.kind, state=PaperState.SIGNED, revision=0, region_id=paper.region_id,
        office_post_id=paper.office_post_id, title=paper.title[:200], words="", copies="",
        drafted_by_id=by.person_id, drafted_at=by.at, year=today.year, serial=stamp.serial,
        code=signing.letters_of(session, rules, paper.region_id, paper.kind),
        number=stamp.number, signed_by_id=by.person_id, signed_post_id=post_id, signed_at=by.at,
        file_sha256=None if paper.secret else file.sha256, file_name="" if paper.secret else file.name,
        audit_row=stamp.audit_row, audit_hash=stamp.audit_hash, reason="",
    )  # fmt: skip
    session.add(made)
    session.flush()
    audit.record(session, by, "sign", "paper", made.id, number=stamp.number, file=file.sha256)
    return file, stamp.number
