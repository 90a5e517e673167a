"""A report being made: what a draft of the dialog 上报问题 has heard, and what is still missing.

Keys of `draft.data`, all optional: patrol_id, water_id, suggested_type (who opened it knows); source, inspection_id or
campaign_id, post_id (for which post), under (how what it is reported under is called), document and wanted_on (of a
superior's assignment), back (label key and callback data of the way back, where no dialog of that name waits, see
storage/reports/under.py); photos, after, voices, forwarded (how many); words, cut (words were too long); place
[lat, lon], place_by, place_words, where (a `Where`); far (a place in another county, not taken yet); exif [lat, lon,
taken at]; type, severity, on_the_spot, group; offered (ids of nearby open issues).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.geodesy import Place
from storage import drafts, media
from storage.audit import By
from storage.issues import nearby
from storage.media import Received
from storage.models import Draft, Media, MediaKind, MediaUse, Subject
from storage.posts import binding
from storage.reports.under import resume_what_it_was_under, stands_under

DIALOG = "report"
LONGEST_WORDS = 2_000
Radii = Mapping[str, float]


class Step(StrEnum):
    """The questions of a report; the first four follow from what is missing."""

    EVIDENCE = "photos"
    PLACE = "place"
    TYPE = "type"
    SUMMARY = "summary"
    FAR = "far"
    PLACE_WORDS = "place_words"
    PHOTOS = "change_photos"
    WORDS = "change_words"
    SEVERITY = "severity"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose report it is: the Telegram account, the chat, the name Telegram shows."""

    telegram_id: int
    chat_id: int
    name: str


def missing(data: Mapping[str, Any]) -> Step:
    """The next question: evidence, place, type, or nothing more."""
    if not has_evidence(data):
        return Step.EVIDENCE
    if not data.get("where"):
        return Step.PLACE
    return Step.SUMMARY if data.get("type") else Step.TYPE


def has_evidence(data: Mapping[str, Any]) -> bool:
    """Whether there is a photo, a voice or a word."""
    return bool(data.get("photos") or data.get("voices") or data.get("words"))


def open_report(session: Session, /, by: By, speaker: Speaker, **known: Any) -> Draft:
    """Opens a report; whoever is on no roster becomes a person by it. One that says nothing yet is replaced."""
    person_id = binding.as_public(session, by, speaker.telegram_id, speaker.chat_id, speaker.name)
    current = drafts.current(session, speaker.chat_id)
    if current is not None and current.dialog == DIALOG and _says_nothing(current):
        drafts.close(session, current.id)
    return drafts.begin(session, speaker.chat_id, person_id, DIALOG, missing(known), by.at, **known)


def open_with_photo(
    session: Session, /, by: By, speaker: Speaker, received: Received, radii: Radii, **told: Any
) -> Draft:
    """A photo out of the blue opens a report."""
    draft = open_report(session, by, speaker)
    return take_media(session, by, draft.id, received, radii, MediaUse.BEFORE, **told)


def hear(session: Session, /, at: datetime, draft_id: int, radii: Radii, step: str | None = None, **told: Any) -> Draft:
    """Keeps what was told and goes to `step`, else to what is missing; looks for open issues nearby."""
    draft = drafts.hear(session, draft_id, at, **told)
    draft.data = {**draft.data, "offered": _offered(session, draft.data, radii)}
    draft.step = step or missing(draft.data)
    session.flush()
    return draft


def take_media(
    session: Session, /, by: By, draft_id: int, received: Received, radii: Radii, use: MediaUse, **told: Any
) -> Draft:
    """Keeps a photo, video or voice of the report, with the words under it."""
    draft = session.get_one(Draft, draft_id)
    use = MediaUse.NOTE if received.kind is MediaKind.VOICE else use
    count = media.add(session, by, draft.person_id, received, Subject.DRAFT, draft_id, use)
    kind = {MediaUse.NOTE: "voices", MediaUse.AFTER: "after"}.get(use, "photos")
    forwarded = draft.data.get("forwarded", 0) + received.forwarded
    words = _added(draft, told.pop("words", ""))
    step = draft.step if draft.step in (Step.AFTER, Step.PHOTOS) else None
    return hear(session, by.at, draft_id, radii, step, **{kind: count}, forwarded=forwarded, **words, **told)


def take_words(session: Session, at: datetime, draft_id: int, words: str, radii: Radii) -> Draft:
    """Adds words to the report; at the step that changes them, they replace what was said."""
    draft = session.get_one(Draft, draft_id)
    if draft.step == Step.WORDS:
        return hear(session, at, draft_id, radii, **_bounded(words))
    return hear(session, at, draft_id, radii, **_added(draft, words))


def close(session: Session, draft: Draft) -> None:
    """The report has come to its end; the patrol, inspection or campaign it was made under goes on where it was."""
    drafts.close(session, draft.id)
    resume_what_it_was_under(session, draft.chat_id, draft.data)


def drop(session: Session, draft_id: int) -> None:
    """The person does not want to report after all; nothing is recorded."""
    draft = session.get(Draft, draft_id)
    if draft is not None:
        close(session, draft)


def clear_photos(session: Session, at: datetime, draft_id: int, radii: Radii) -> Draft:
    """Puts the photos of the report aside; they belong to nothing (subject id 0) and count for nothing."""
    session.execute(
        update(Media)
        .where(Media.subject == Subject.DRAFT, Media.subject_id == draft_id, Media.use == MediaUse.BEFORE)
        .values(subject_id=0)
    )
    return hear(session, at, draft_id, radii, Step.PHOTOS, photos=0, forwarded=0, exif=None)


def _offered(session: Session, data: Mapping[str, Any], radii: Radii) -> list[int]:
    code, place = data.get("type"), data.get("place")
    if not code or not place:
        return []
    return [near.id for near in nearby.open_nearby(session, Place(*place), code, radii.get(code, 0.0))]


def _added(draft: Draft, words: str) -> dict[str, Any]:
    if not words:
        return {}
    before = draft.data.get("words", "")
    return _bounded(f"{before}\n{words}" if before else words)


def _bounded(words: str) -> dict[str, Any]:
    return {"words": words[:LONGEST_WORDS], "cut": len(words) > LONGEST_WORDS}


def _says_nothing(draft: Draft) -> bool:
    told = draft.data
    return not (has_evidence(told) or told.get("where") or told.get("type") or stands_under(told))
