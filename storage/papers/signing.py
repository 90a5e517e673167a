"""Signing 签发: number, file, state and delivery in one transaction, or none of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.papers import PaperKind, PaperRules, PaperState, code, may_be_signed, paper_number
from rules.profile import Profile
from rules.refusals import Refusal
from storage import audit, issued
from storage.audit import By
from storage.models import Paper, PaperAddressee, PaperIssue, Region, Serial
from storage.papers import telling
from storage.papers.drafting import SeenPaper, change_state, check_issues
from storage.posts import desks
from storage.posts.desks import Seat
from storage.serials import next_serial

_SERIES = 32  # letters of a kind of serial


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is printed on a paper when it is issued: its number, and the head of the audit chain (row, hash)."""

    serial: int
    number: str
    audit_row: int
    audit_hash: str
    day: date

    @property
    def audit_head(self) -> str:
        """The head as it is printed; `audit.holds` knows it again."""
        return f"{self.audit_row}-{self.audit_hash[:16]}"


Make = Callable[[Stamp], bytes]


@dataclass(frozen=True, slots=True)
class Ready:
    """A Word file made beforehand for the stamp that was to be expected."""

    stamp: Stamp
    content: bytes

    def file_for(self, stamp: Stamp, make: Make) -> tuple[Stamp, bytes]:
        """The file that was made, where its number is still free; else one made anew."""
        if (self.stamp.serial, self.stamp.number) == (stamp.serial, stamp.number):
            return self.stamp, self.content
        return stamp, make(stamp)


def seat_to_sign(seats: Iterable[Seat], rules: PaperRules, kind: PaperKind, region_id: int) -> Seat | None:
    """The seat by which somebody signs a kind of the office of a region: a paper is signed in its own house."""
    roles = rules.signers_of(kind)
    return next((seat for seat in seats if seat.region_id == region_id and seat.role in roles), None)


def expected(session: Session, rules: PaperRules, paper_id: int, today: date) -> Stamp:
    """The stamp the paper would get now. Reads only."""
    paper = session.get_one(Paper, paper_id)
    return next_stamp(session, rules, paper.region_id, paper.kind, today)


def sign(session: Session, by: By, profile: Profile, today: date, seen: SeenPaper, ready: Ready, make: Make) -> Paper:
    """Gives the next number, keeps the Word file as issued and sends it to the addressees.

    `ready` was made before, so that nobody waits for it; where its number is gone meanwhile, `make` is asked again.
    """
    paper = change_state(session, seen, frozenset({PaperState.DRAFT}), PaperState.SIGNED)
    paper.signed_post_id = entitled(session, by, profile.paper, paper.kind, paper.region_id, today)
    _check(session, paper, today)
    taken = taken_stamp(session, profile.paper, paper.region_id, paper.kind, today)
    stamp, content = ready.file_for(taken, make)
    file = issued.keep(session, content, f"{stamp.number}.docx", by.at)
    paper.code = letters_of(session, profile.paper, paper.region_id, paper.kind)
    paper.year, paper.serial, paper.number = today.year, stamp.serial, stamp.number
    paper.signed_by_id, paper.signed_at = by.person_id, by.at
    paper.file_sha256, paper.file_name = file.sha256, file.name
    paper.audit_row, paper.audit_hash = stamp.audit_row, stamp.audit_hash
    session.flush()
    audit.record(session, by, "sign", "paper", paper.id, number=stamp.number, file=file.sha256)
    telling.take_back(session, paper.id)
    telling.tell_issued(session, by, profile, paper, file, today)
    return paper


def entitled(session: Session, by: By, rules: PaperRules, kind: PaperKind, region_id: int, today: date) -> int:
    """The post that signs, read anew: who has left since the message was sent signs nothing any more."""
    seat = seat_to_sign(desks.seats(session, by.person_id or 0, today), rules, kind, region_id)
    if seat is None:
        raise Refusal("refusal/paper_not_yours_to_sign", kind=kind)
    return seat.post_id


def _check(session: Session, paper: Paper, today: date) -> None:
    issues = tuple(session.scalars(select(PaperIssue.issue_id).where(PaperIssue.paper_id == paper.id)))
    posts = session.scalars(select(PaperAddressee.post_id).where(PaperAddressee.paper_id == paper.id)).all()
    may_be_signed(paper.kind, issues, posts, paper.due_on, paper.words, today)
    check_issues(session, issues, session.get_one(Region, paper.region_id).path)


def letters_of(session: Session, rules: PaperRules, region_id: int, kind: PaperKind) -> str:
    """The letters of the numbers 机关代字 that the office of a region gives papers of a kind."""
    return code(rules.issuer(session.get_one(Region, region_id).name), kind)[:64]


def next_stamp(session: Session, rules: PaperRules, region_id: int, kind: PaperKind, today: date) -> Stamp:
    """The stamp that a paper of this office and kind would get now. Reads only."""
    letters = letters_of(session, rules, region_id, kind)
    asked = select(Serial.last).where(Serial.kind == _series(letters), Serial.year == today.year)
    return _stamp(session, letters, (session.scalar(asked) or 0) + 1, today)


def taken_stamp(session: Session, rules: PaperRules, region_id: int, kind: PaperKind, today: date) -> Stamp:
    """Takes the next number of the series, which no other paper gets."""
    letters = letters_of(session, rules, region_id, kind)
    return _stamp(session, letters, next_serial(session, _series(letters), today.year), today)


def _series(letters: str) -> str:
    return f"paper:{letters}"[:_SERIES]


def _stamp(session: Session, letters: str, serial: int, today: date) -> Stamp:
    row, chained = audit.head(session)
    return Stamp(serial, paper_number(letters, today.year, serial), row, chained, today)
