"""The papers of measures: notices and letters get the next number of their office; every file is kept as issued."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
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
from storage.models import Measure, MeasurePaper, Paper, Region, Serial
from storage.papers.signing import Stamp, seat_to_sign
from storage.posts import desks
from storage.serials import next_serial

NOTICE, RECORD, LETTER = "notice", "record", "letter"
Make = Callable[[Stamp], bytes]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A Word file made beforehand for the stamp to be expected, and how it is made for another."""

    stamp: Stamp
    content: bytes
    make: Make

    def file_for(self, stamp: Stamp) -> tuple[Stamp, bytes]:
        """The file that was made, where its number is still free; else one made anew."""
        if (self.stamp.serial, self.stamp.number) == (stamp.serial, stamp.number):
            return self.stamp, self.content
        return stamp, self.make(stamp)


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


def expected(session: Session, rules: PaperRules, kind: PaperKind, region_id: int, today: date) -> Stamp:
    """The stamp that a paper of a kind would get now. Reads only."""
    letters = _letters(session, rules, kind, region_id)
    last = session.scalar(select(Serial.last).where(Serial.kind == _series(letters), Serial.year == today.year))
    return _stamp(session, letters, (last or 0) + 1, today)


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
    seats = desks.seats(session, by.person_id or 0, today)
    seat = seat_to_sign(seats, rules, paper.kind, paper.region_id)
    if seat is None or by.person_id is None:
        raise Refusal("refusal/paper_not_yours_to_sign", kind=paper.kind)
    letters = _letters(session, rules, paper.kind, paper.region_id)
    serial = next_serial(session, _series(letters), today.year)
    stamp, content = prepared.file_for(_stamp(session, letters, serial, today))
    file = issued.keep(session, content, f"{stamp.number}.docx", by.at)
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


def _letters(session: Session, rules: PaperRules, kind: PaperKind, region_id: int) -> str:
    return code(rules.issuer(session.get_one(Region, region_id).name), kind)[:64]


def _series(letters: str) -> str:
    return f"paper:{letters}"[:32]


def _stamp(session: Session, letters: str, serial: int, today: date) -> Stamp:
    row, chained = audit.head(session)
    return Stamp(serial, paper_number(letters, today.year, serial), row, chained, today)
