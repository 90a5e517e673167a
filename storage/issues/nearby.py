"""Open issues around a place: perhaps the same one was reported already."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.geodesy import Place, box, metres
from rules.issue_states import OPEN, State
from storage.inspections.secrecy import released
from storage.models import Issue, Media, MediaKind, MediaUse, Subject

MOST = 3  # as many as fit into one glance at a phone


@dataclass(frozen=True, slots=True)
class NearIssue:
    """An open issue near a place; `photo` is the file id of its first photo, if it has one."""

    id: int
    number: str
    type: str
    state: State
    place: Place
    metres: float
    photo: str | None


def open_nearby(session: Session, place: Place, code: str, radius_m: float) -> list[NearIssue]:
    """Open issues of a type within `radius_m`, nearest first: first by the box, then by the metres."""
    around = box((place,), radius_m)
    rows = session.scalars(
        select(Issue).where(
            Issue.lat.between(around.south, around.north),
            Issue.lon.between(around.west, around.east),
            Issue.type == code,
            Issue.state.in_(OPEN),
            released(),
        )
    )
    found = [(metres(place, Place(row.lat or 0.0, row.lon or 0.0)), row) for row in rows]
    within = sorted((off, row.id, row) for off, row in found if off <= radius_m)
    return [_near(session, row, off) for off, _, row in within[:MOST]]


def still_open(session: Session, issue_ids: list[int], place: Place) -> list[NearIssue]:
    """Of the issues offered before, those that are still open, in the same order."""
    rows = {row.id: row for row in session.scalars(select(Issue).where(Issue.id.in_(issue_ids)))}
    listed = [rows[issue_id] for issue_id in issue_ids if issue_id in rows and rows[issue_id].state in OPEN]
    return [_near(session, row, metres(place, Place(row.lat or 0.0, row.lon or 0.0))) for row in listed]


def _near(session: Session, row: Issue, off: float) -> NearIssue:
    photo = session.scalar(
        select(Media.file_id)
        .where(
            Media.subject == Subject.ISSUE,
            Media.subject_id == row.id,
            Media.use == MediaUse.BEFORE,
            Media.kind == MediaKind.PHOTO,
        )
        .order_by(Media.sent_at, Media.message_id)
        .limit(1)
    )
    return NearIssue(row.id, row.number, row.type, row.state, Place(row.lat or 0.0, row.lon or 0.0), off, photo)
