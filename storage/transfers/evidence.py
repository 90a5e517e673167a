"""What goes with a transfer: the issue, its course, its pictures with who, when, and their prints. Reads only."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.refusals import Refusal
from storage import audit
from storage.issues.cards import IssueCard, issue_card
from storage.models import PICTURES, Media, Person, Subject


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture or file as received; `name` is empty for a member of the public: their name goes to nobody."""

    media: Media
    name: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """An issue as it is handed over; `audit_head` is the newest link of the chain of changes at that moment."""

    card: IssueCard
    shots: tuple[Shot, ...]
    audit_head: str
    others: tuple[Shot, ...] = ()  # voices, videos and documents: named by their prints


def evidence(session: Session, issue_id: int, today: date) -> Evidence:
    """Everything on file about an issue; refuses a number that is none."""
    card = issue_card(session, issue_id, today)
    if card is None:
        raise Refusal("refusal/no_such_issue")
    rows = session.execute(
        select(Media, Person.name, Person.on_roster)
        .join(Person, Person.id == Media.person_id)
        .where(Media.subject == Subject.ISSUE, Media.subject_id == issue_id)
        .order_by(Media.sent_at, Media.message_id)
    )
    kept = [Shot(media, name if on_roster else "") for media, name, on_roster in rows]
    shots = tuple(one for one in kept if one.media.kind in PICTURES)
    others = tuple(one for one in kept if one.media.kind not in PICTURES)
    return Evidence(card, shots, audit.head(session)[1], others)
