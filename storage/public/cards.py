"""A report by the public as it is shown: to the office with who handed it in, to the reporter as it stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.issue_types import Severity
from rules.public_reports import Reception
from rules.refusals import Refusal
from storage import media
from storage.models import (
    PICTURES,
    Issue,
    MediaKind,
    Person,
    PlaceBy,
    Region,
    SignBoard,
    Subject,
    Submission,
    Water,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SubmissionCard:
    """A report by the public with what is shown of it. `reporter` is for the office's eyes only.

    `joins` is the issue the reporter took for the same, `became` the one it became or was joined to (numbers).
    """

    id: int
    number: str
    state: Reception
    type: str
    severity: Severity
    words: str
    place: str
    place_by: PlaceBy
    region_path: str
    lat: float | None
    lon: float | None
    board: str
    photos: int
    voices: int
    reporter: str
    person_id: int
    earlier: int
    refused: int
    joins_id: int | None
    joins: str
    issue_id: int | None
    became: str
    reason: str
    submitted_at: datetime
    decided_at: datetime | None


def card(session: Session, submission_id: int) -> SubmissionCard:
    """One report as it stands; refuses a number that is none."""
    row = session.get(Submission, submission_id, populate_existing=True)
    if row is None:
        raise Refusal("refusal/button_too_old")
    kept = ("id", "number", "state", "type", "severity", "words", "place_by", "lat", "lon", "person_id", "joins_id",
            "issue_id", "reason", "submitted_at", "decided_at")  # fmt: skip
    region, water = session.get_one(Region, row.region_id), session.get(Water, row.water_id) if row.water_id else None
    board = session.get(SignBoard, row.board_id) if row.board_id else None
    pictures = media.of(session, Subject.SUBMISSION, row.id)
    return SubmissionCard(
        **{name: getattr(row, name) for name in kept},
        place=water.name if water else region.name,
        region_path=region.path,
        board=board.code if board else "",
        photos=sum(one.kind in PICTURES for one in pictures),
        voices=sum(one.kind is MediaKind.VOICE for one in pictures),
        reporter=session.get_one(Person, row.person_id).name,
        earlier=_count(session, row.person_id) - 1,
        refused=_count(session, row.person_id, Reception.TURNED_DOWN),
        joins=_number(session, row.joins_id),
        became=_number(session, row.issue_id),
    )


def by_number(session: Session, number: str) -> int | None:
    """The id of the report with a number, for who rings up and quotes it."""
    return session.scalar(select(Submission.id).where(Submission.number == number))


def own(session: Session, person_id: int, limit: int = 5) -> list[SubmissionCard]:
    """What a person handed in that is no issue: it waits, was turned down or taken back; newest first."""
    rows = select(Submission.id).where(Submission.person_id == person_id, Submission.issue_id.is_(None))
    return [card(session, each) for each in session.scalars(rows.order_by(Submission.id.desc()).limit(limit))]


def _count(session: Session, person_id: int, state: Reception | None = None) -> int:
    rows = select(func.count()).select_from(Submission).where(Submission.person_id == person_id)
    return session.scalar(rows if state is None else rows.where(Submission.state == state)) or 0


def _number(session: Session, issue_id: int | None) -> str:
    return session.get_one(Issue, issue_id).number if issue_id else ""
