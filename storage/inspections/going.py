"""An inspection in the making: opened, begun at a spot, photos, places and words on the way, given up."""

from enum import StrEnum
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.geodesy import Place
from rules.inspections import BODY_OF, Mark, Side, Way
from rules.refusals import Refusal
from storage import audit, drafts, media
from storage.audit import By
from storage.inspections.spots import WATER, Spot
from storage.media import Received
from storage.models import Draft, Inspection, Issue, Media, MediaKind, MediaUse, Region, Subject, Water
from storage.posts.desks import Seat

DIALOG = "inspection"
LONGEST = 2_000  # letters of the conclusion


class Step(StrEnum):
    """The steps: for which post, announced or not, where, on the way, how the chief's work was found."""

    POST = "post"
    WAY = "way"
    WHERE = "where"
    GOING = "going"
    ENDING = "ending"


def open_dialog(session: Session, by: By, chat_id: int, post_ids: list[int]) -> Draft:
    """Goes on with the inspection that is under way, else begins to ask; several posts are asked for first."""
    assert by.person_id is not None  # noqa: S101 - access.require refuses strangers before
    under_way = session.scalar(
        select(Inspection.id).where(Inspection.person_id == by.person_id, Inspection.ended_at.is_(None)).limit(1)
    )
    for draft in drafts.of_dialog(session, chat_id, DIALOG):
        if draft.data.get("inspection_id") == under_way:
            return drafts.resume(session, chat_id, draft.id) or draft
        drafts.close(session, draft.id)
    if under_way is not None:
        return drafts.begin(session, chat_id, by.person_id, DIALOG, Step.GOING, by.at, inspection_id=under_way)
    told = {"post_id": post_ids[0]} if len(post_ids) == 1 else {}
    step = Step.WAY if told else Step.POST
    return drafts.begin(session, chat_id, by.person_id, DIALOG, step, by.at, **told)


def begin(session: Session, by: By, draft_id: int, seat: Seat, spot: Spot, place: Place | None) -> Draft:
    """Begins the inspection: from now on findings may be reported under it. Nobody is told."""
    draft = session.get_one(Draft, draft_id)
    assert by.person_id is not None  # noqa: S101 - access.require refuses strangers before
    water = session.get_one(Water, spot.id) if spot.kind == WATER else None
    inspection = Inspection(
        body=BODY_OF[seat.role],
        way=Way(draft.data["way"]),
        person_id=by.person_id,
        post_id=seat.post_id,
        water_id=water.id if water else None,
        region_id=water.region_id if water else spot.id,
        places=[_heard(by, place)] if place else [],
        started_at=by.at,
    )
    session.add(inspection)
    session.flush()
    told = {"way": inspection.way, "body": inspection.body, "water_id": inspection.water_id}
    audit.record(session, by, "begin", "inspection", inspection.id, after=told | {"region_id": inspection.region_id})
    return drafts.hear(session, draft_id, by.at, Step.GOING, inspection_id=inspection.id, spots=None)


def under_way(session: Session, inspection_id: int) -> Inspection:
    """The inspection, which must not have ended."""
    found = session.scalar(
        select(Inspection).where(Inspection.id == inspection_id, Inspection.ended_at.is_(None)).with_for_update()
    )
    if found is None:
        raise Refusal("refusal/inspection_over")
    return found


def take_media(session: Session, by: By, draft: Draft, received: Received, caption: str) -> None:
    """Keeps a photo, film or voice of the inspection, with the words under it."""
    inspection = under_way(session, draft.data["inspection_id"])
    use = MediaUse.NOTE if received.kind is MediaKind.VOICE else MediaUse.PATROL
    media.add(session, by, draft.person_id, received, Subject.INSPECTION, inspection.id, use)
    if caption:
        _add_words(inspection, caption)
    drafts.hear(session, draft.id, by.at)


def take_place(session: Session, by: By, draft: Draft, place: Place) -> None:
    """Keeps where the inspector is."""
    inspection = under_way(session, draft.data["inspection_id"])
    inspection.places = [*inspection.places, _heard(by, place)]
    drafts.hear(session, draft.id, by.at)


def take_words(session: Session, by: By, draft: Draft, words: str) -> bool:
    """Adds to the conclusion; True if that became longer than is kept."""
    inspection = under_way(session, draft.data["inspection_id"])
    drafts.hear(session, draft.id, by.at)
    return _add_words(inspection, words)


def mark(session: Session, by: By, draft: Draft, side: Side, given: Mark) -> None:
    """Keeps how one side of the chief's work was found; the same mark again takes it back."""
    inspection = under_way(session, draft.data["inspection_id"])
    setattr(inspection, side, None if getattr(inspection, side) is given else given)
    drafts.hear(session, draft.id, by.at, Step.ENDING)


def give_up(session: Session, by: By, draft: Draft) -> None:
    """Begun by mistake: leaves no inspection. Refuses once something was found under it."""
    inspection = under_way(session, draft.data["inspection_id"])
    if session.scalar(select(Issue.id).where(Issue.inspection_id == inspection.id).limit(1)) is not None:
        raise Refusal("refusal/inspection_has_findings")
    of_it = (Media.subject == Subject.INSPECTION) & (Media.subject_id == inspection.id)
    session.execute(update(Media).where(of_it).values(subject_id=0))
    session.delete(inspection)
    audit.record(session, by, "give_up", "inspection", inspection.id)
    drafts.close(session, draft.id)


def name_of(session: Session, inspection: Inspection) -> str:
    """What is inspected: the water, else the region."""
    water = session.get(Water, inspection.water_id) if inspection.water_id else None
    return water.name if water else session.get_one(Region, inspection.region_id).name


def _add_words(inspection: Inspection, words: str) -> bool:
    whole = f"{inspection.conclusion}\n{words}".strip()
    inspection.conclusion = whole[:LONGEST]
    return len(whole) > LONGEST


def _heard(by: By, place: Place) -> list[Any]:
    return [by.at.isoformat(), place.lat, place.lon]
