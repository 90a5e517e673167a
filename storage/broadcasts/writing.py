"""An office puts a notice on its way: kept with its files, to go out now, at a moment, or again and again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from rules import broadcasts as rule
from rules.broadcasts import BroadcastState
from rules.periods import Period
from rules.refusals import Refusal
from storage import audit, drafts, media
from storage.audit import By
from storage.broadcasts.audience import Audience, check_somebody, reach
from storage.models import Broadcast, Media, MediaKind, Region, Subject

_FORMS = {MediaKind.PHOTO: "photo", MediaKind.VIDEO: "video", MediaKind.VOICE: "voice"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A notice as an office wants it; `at` is when it goes out first, `due_days` later 收到 is due."""

    region_id: int
    office_post_id: int
    words: str
    audience: Audience
    at: datetime
    urgent: bool = False
    wants_receipt: bool = True
    wants_done: bool = False
    due_days: int | None = None
    every: Period | None = None
    until_on: date | None = None


def put_on_its_way(session: Session, by: By, wanted: Wanted, draft_id: int, today: date) -> int:
    """Keeps the notice with the files of its draft, which ends; returns its id. It goes out when its moment comes.

    Refuses one that says nothing, has strange fields, or is for nobody.
    """
    files = media.of(session, Subject.DRAFT, draft_id)
    check(session, wanted, files, today)
    assert by.person_id is not None  # noqa: S101 - only an office sends notices
    row = Broadcast(
        region_id=wanted.region_id, office_post_id=wanted.office_post_id, author_id=by.person_id, words=wanted.words,
        audience=wanted.audience.as_json(), urgent=wanted.urgent, wants_receipt=wanted.wants_receipt,
        wants_done=wanted.wants_done, due_days=wanted.due_days, state=BroadcastState.SCHEDULED, first_at=wanted.at,
        next_at=wanted.at, every=wanted.every, until_on=wanted.until_on, written_at=by.at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    media.move(session, (Subject.DRAFT, draft_id), (Subject.BROADCAST, row.id))
    drafts.close(session, draft_id)
    told = {"words": row.words, "audience": row.audience, "at": wanted.at.isoformat(), "files": len(files),
            "every": wanted.every, "until_on": wanted.until_on and wanted.until_on.isoformat()}  # fmt: skip
    audit.record(session, by, "write_broadcast", "broadcast", row.id, after=told)
    return row.id


def check(session: Session, wanted: Wanted, files: Sequence[Media], today: date) -> None:
    """Refuses what cannot go out."""
    rule.check_content(wanted.words, files)
    rule.check_fields(wanted.words)
    path = session.get_one(Region, wanted.region_id).path
    check_somebody(reach(session, wanted.audience, path, today).total, wanted.audience.groups)
    if wanted.audience.groups and rule.fields_in(wanted.words):
        raise Refusal("refusal/broadcast_fields_in_group")


def enclosures(files: Sequence[Media]) -> list[dict[str, str]]:
    """The files as the delivery sends them."""
    return [{"kind": _FORMS.get(one.kind, "document"), "file_id": one.file_id} for one in files]
