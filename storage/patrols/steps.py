"""Steps of the patrol dialog that bring back what is to be said next: one transaction serves a step."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from rules.profile import Profile
from storage import drafts
from storage.audit import By
from storage.models import Draft
from storage.patrols import drafts as patrol_drafts
from storage.patrols import records as patrol_records
from storage.patrols import view as patrol_view
from storage.patrols import walking
from storage.patrols.reaches import Reach, reaches_of
from storage.patrols.view import PatrolView
from storage.patrols.walking import Told

DONE = "done"


def begin(session: Session, by: By, chat_id: int, day: date) -> tuple[Draft, Reach | None]:
    """Begins or goes on; with the reach for which the place is asked next."""
    return patrol_drafts.begin(session, by, chat_id, day)


def reach_of(session: Session, draft: Draft, day: date) -> Reach | None:
    """The reach that was chosen, if it still is the person's."""
    key = (draft.data.get("post_id"), draft.data.get("water_id"))
    reaches = reaches_of(session, draft.person_id, day)
    return next((each for each in reaches if (each.post_id, each.water_id) == key), None)


def take_place(
    session: Session, by: By, profile: Profile, draft: Draft, day: date, told: Told
) -> tuple[Draft, PatrolView | None]:
    """Keeps the place; with where the patrol stands, once it is begun."""
    draft = patrol_drafts.take_place(session, by, draft, day, told)
    if draft.step != "look":
        return draft, None
    return draft, patrol_view.view(session, profile, draft.data["patrol_id"], by.at)


def all_well(session: Session, by: By, profile: Profile, draft: Draft) -> PatrolView:
    """Notes that everything is as it should be; what an issue was found for stays abnormal."""
    patrol = walking.going(session, draft.data["patrol_id"])
    records = patrol_records.read(session, patrol.id)
    codes = [thing.code for thing in profile.things_to_look(records.level, role=records.role)]
    by = replace(by, post_id=patrol.post_id)
    walking.look_at_all(session, by, patrol.id, codes, found=bool(records.found))
    drafts.hear(session, draft.id, by.at, "look")
    return patrol_view.view_by(records, profile, patrol, by.at)


def end(session: Session, by: By, profile: Profile, draft: Draft) -> tuple[Draft, PatrolView]:
    """Ends the patrol (the draft is then at `DONE`), unless something is missing that can still be mended."""
    patrol = walking.going(session, draft.data["patrol_id"])
    view = patrol_view.view_of(session, profile, patrol, by.at)
    if view.judged.mendable or not view.anything_looked_at:
        return patrol_drafts.turn_to(session, by, draft, "look"), view
    draft, judged = patrol_drafts.finish(session, by, profile, draft)
    return draft, replace(view, judged=judged)
