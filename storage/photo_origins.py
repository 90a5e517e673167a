"""Where a photo came from: who sent it when, for which issue or patrol."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from storage.models import Issue, Media, Person, Subject


class Origin(NamedTuple):
    """One photo's file and story; without an issue `number` is empty. A name of the public is not told."""

    file_id: str
    sent_at: datetime
    person: str
    issue_id: int | None
    number: str
    sha256: str | None = None


def origins(session: Session, media_id: int) -> Origin:
    """The story of a photo."""
    media = session.get_one(Media, media_id)
    person = session.get_one(Person, media.person_id)
    issue = session.get(Issue, media.subject_id) if media.subject is Subject.ISSUE else None
    name = person.name if person.on_roster else ""
    number = issue.number if issue else ""
    return Origin(media.file_id, media.sent_at, name, issue.id if issue else None, number, media.sha256)
