"""The papers of measures: notices and letters get the next number of their office; every file is kept as issued."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from rules.measures import Deed
from rules.papers import PaperKind, PaperRules, PaperState, code, paper_number
from rules.refusals import Refusal
from storage import audit, issued
from storage.audit import By
from storage.issued import Attached
from storage.measures import telling
from storage.measures.deeds import Done, perform
from storage.measures.interviews import batch
from storage.models import Measure, MeasurePaper, Paper, Region
from storage.papers.signing import Stamp, seat_to_sign
from storage.posts import desks
from storage.serials import next_serial

NOTICE, RECORD, LETTER = "notice", "record", "letter"
Make = Callable[[Stamp], bytes]


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
    session: Session, by: By, rules: PaperRules, measure_id: int, paper: Numbered, make: Make, today: date
) -> list[Measure]:
    """约谈通知: numbered, sent with 收到 to everybody interviewed together; one paper for all of them."""
    met = batch(session, measure_id)
    for one in met:
        perform(session, by, Done(one.id, 0, Deed.NOTIFY), today, tell=False)
    file, number = _issue(session, by, rules, paper, make, today)
    for one in met:
        keep(session, by, one.id, NOTICE, number, file)
        telling.tell_notified(
            session, by, session.get_one(Measure, one.id, populate_existing=True), number, file, today
        )
    return met


def send_letter(
    session: Session, by: By, rules: PaperRules, measures: Sequence[Measure], paper: Numbered, make: Make, today: date
) -> str:
    """线索移交函: numbered and kept; the office hands it over by its own ways."""
    file, number = _issue(session, by, rules, paper, make, today)
    for one in measures:
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
    session: Session, by: By, rules: PaperRules, paper: Numbered, make: Make, today: date
) -> tuple[Attached, str]:
    seats = desks.seats(session, by.person_id or 0, today)
    seat = seat_to_sign(seats, rules, paper.kind, paper.region_id)
    if seat is None or by.person_id is None:
        raise Refusal("refusal/paper_not_yours_to_sign", kind=paper.kind)
    letters = code(rules.issuer(session.get_one(Region, paper.region_id).name), paper.kind)[:64]
    serial = next_serial(session, f"paper:{letters}"[:32], today.year)
    row, chained = audit.head(session)
    stamp = Stamp(serial, paper_number(letters, today.year, serial), row, chained, today)
    file = issued.keep(session, make(stamp), f"{stamp.number}.docx", by.at)
    made = Paper(
        kind=paper.kind, state=PaperState.SIGNED, revision=0, region_id=paper.region_id,
        office_post_id=paper.office_post_id, title=paper.title[:200], words="", copies="",
        drafted_by_id=by.person_id, drafted_at=by.at, code=letters, year=today.year, serial=serial,
        number=stamp.number, signed_by_id=by.person_id, signed_post_id=seat.post_id, signed_at=by.at,
        file_sha256=None if paper.secret else file.sha256, file_name="" if paper.secret else file.name,
        audit_row=stamp.audit_row, audit_hash=stamp.audit_hash, reason="",
    )  # fmt: skip
    session.add(made)
    session.flush()
    audit.record(session, by, "sign", "paper", made.id, number=stamp.number, file=file.sha256)
    return file, stamp.number
