"""The patrol dialog's position: which reach, which place, and from then on the open patrol itself."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from rules.profile import Profile
from rules.refusals import Refusal
from storage import drafts, waters
from storage.audit import By
from storage.models import Draft, Patrol
from storage.patrols import walking
from storage.patrols.facts import Judged
from storage.patrols.reaches import Reach, reaches_of, require_reach
from storage.patrols.resuming import DIALOG
from storage.patrols.walking import Told

P = ParamSpec("P")
T = TypeVar("T")

FAR = 2_000.0  # metres; nobody who walks the reach is that far off, whatever the phone's error
BESIDE = 300.0  # metres; within these one may be meant to be at the reach
REPORT, REPORT_STEP = "report", "photos"


class Far(NamedTuple):
    """A place that cannot be on the reach, with the own reach nearest to it if that is another one."""

    metres: float
    nearer: Reach | None
    nearer_metres: float


def begin(session: Session, by: By, chat_id: int, day: date) -> tuple[Draft, Reach | None]:
    """Shows the open patrol if there is one, else begins with the only reach, for which the place is asked, or the
    choice of one."""
    assert by.person_id is not None  # noqa: S101 - access.require refuses strangers before
    patrol = walking.open_of(session, by.person_id)
    if patrol is not None:
        return _draft_of(session, by, chat_id, patrol), None
    _forget_unbegun(session, chat_id)
    reaches = reaches_of(session, by.person_id, day)
    if not reaches:
        raise Refusal("refusal/no_reach")
    if len(reaches) == 1:
        return drafts.begin(session, chat_id, by.person_id, DIALOG, "place", by.at, **_key(reaches[0])), reaches[0]
    return drafts.begin(session, chat_id, by.person_id, DIALOG, "reach", by.at), None


def choose(session: Session, by: By, draft: Draft, day: date, post_id: int, water_id: int) -> Draft:
    """Keeps the reach; a place that was told before counts for it."""
    reach = require_reach(session, draft.person_id, day, post_id, water_id)
    told = draft.data.get("told")
    chosen = drafts.hear(session, draft.id, by.at, "place", told=None, far=None, **_key(reach))
    return chosen if told is None else take_place(session, by, chosen, day, Told.from_json(told), sure=True)


def take_place(session: Session, by: By, draft: Draft, day: date, told: Told, *, sure: bool = False) -> Draft:
    """Begins the patrol at a place; one far from the reach is asked about first, unless the chief is `sure`."""
    if (patrol_id := draft.data.get("patrol_id")) is not None:
        walking.add_place(session, by, patrol_id, told)
        return drafts.hear(session, draft.id, by.at)
    reach = _reach(session, draft, day) or _nearest_reach(session, draft.person_id, day, told)
    if reach is None:
        return drafts.hear(session, draft.id, by.at, told=told.as_json())
    far = None if sure else far_from(session, draft.person_id, day, reach, told)
    if far is not None:
        return drafts.hear(session, draft.id, by.at, "far", told=told.as_json(), far=_far(far), **_key(reach))
    return _look(session, by, draft, walking.begin(session, by, reach, told), reach)


def begin_without_place(session: Session, by: By, draft: Draft, day: date) -> Draft:
    """Begins the patrol though no place can be sent."""
    reach = _chosen(session, draft, day)
    return _look(session, by, draft, walking.begin_without_place(session, by, reach), reach)


def enter_later(session: Session, by: By, draft: Draft, started_at: datetime, minutes: int, day: date) -> Draft:
    """Begins to enter a patrol of before; `day` is the day it was walked: the post must have been held then."""
    reach = _chosen(session, draft, day)
    return _look(session, by, draft, walking.enter_later(session, by, reach, started_at, minutes), reach)


def turn_to(session: Session, by: By, draft: Draft, step: str, /, **told: Any) -> Draft:
    """Turns to another question of the dialog, keeping what was told for it."""
    return drafts.hear(session, draft.id, by.at, step, **told)


def on_the_way(
    session: Session,
    by: By,
    draft: Draft,
    act: Callable[Concatenate[Session, By, int, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Does something to the open patrol; whatever was being asked besides (why give up?) is no more."""
    done = act(session, by, draft.data["patrol_id"], *args, **kwargs)
    drafts.hear(session, draft.id, by.at, "look")
    return done


def report_abnormal(session: Session, by: By, draft: Draft, chat_id: int, code: str, issue_type: str | None) -> Draft:
    """Marks one thing as abnormal and opens an issue report on it; the patrol's dialog waits meanwhile."""
    patrol = walking.mark_abnormal(session, by, draft.data["patrol_id"], code)
    drafts.hear(session, draft.id, by.at, "look")
    return drafts.begin(
        session, chat_id, draft.person_id, REPORT, REPORT_STEP, by.at,
        patrol_id=patrol.id, water_id=patrol.water_id, suggested_type=issue_type,
    )  # fmt: skip


def finish(session: Session, by: By, profile: Profile, draft: Draft) -> tuple[Draft, Judged]:
    """Ends the patrol; the draft stays until its card was said (`drafts.close`)."""
    judged = walking.finish(session, by, profile, draft.data["patrol_id"])
    return drafts.hear(session, draft.id, by.at, "done"), judged


def finish_all_well(session: Session, by: By, profile: Profile, draft: Draft, codes: list[str]) -> tuple[Draft, Judged]:
    """Everything is as it should be, and the patrol ends."""
    walking.look_at_all(session, by, draft.data["patrol_id"], codes, found=True)
    return finish(session, by, profile, draft)


def cancel(session: Session, by: By, draft: Draft, reason: str) -> Patrol:
    """Gives the patrol up and leaves its dialog."""
    patrol = walking.cancel(session, by, draft.data["patrol_id"], reason)
    drafts.close(session, draft.id)
    return patrol


def far_from(session: Session, person_id: int, day: date, reach: Reach, told: Told) -> Far | None:
    """How far a place is off the reach: if too far to be on it, or if it lies at another own reach."""
    off = waters.off(told.place, waters.lines_of(session, reach.water_id))
    if off is None or off <= BESIDE:
        return None
    others = {each.water_id: each for each in reversed(reaches_of(session, person_id, day))}
    nearest = waters.nearest_of(session, told.place, others)
    if nearest is not None and nearest.water_id != reach.water_id and nearest.metres <= BESIDE:
        return Far(off, others[nearest.water_id], nearest.metres)
    return Far(off, None, off) if off > FAR else None


def _draft_of(session: Session, by: By, chat_id: int, patrol: Patrol) -> Draft:
    known = walking.resume_after_report(session, chat_id, patrol.id)
    if known is not None:
        return known if known.step == "look" else drafts.hear(session, known.id, by.at, "look")
    data = {"post_id": patrol.post_id, "water_id": patrol.water_id, "patrol_id": patrol.id}
    return drafts.begin(session, chat_id, patrol.person_id, DIALOG, "look", by.at, **data)


def _forget_unbegun(session: Session, chat_id: int) -> None:
    # Nothing was told there but perhaps the reach: begun anew, it is chosen anew.
    for draft in drafts.of_dialog(session, chat_id, DIALOG):
        drafts.close(session, draft.id)


def _look(session: Session, by: By, draft: Draft, patrol: Patrol, reach: Reach) -> Draft:
    return drafts.hear(session, draft.id, by.at, "look", patrol_id=patrol.id, told=None, far=None, **_key(reach))


def _reach(session: Session, draft: Draft, day: date) -> Reach | None:
    return _chosen(session, draft, day) if "water_id" in draft.data else None


def _chosen(session: Session, draft: Draft, day: date) -> Reach:
    return require_reach(session, draft.person_id, day, draft.data["post_id"], draft.data["water_id"])


def _nearest_reach(session: Session, person_id: int, day: date, told: Told) -> Reach | None:
    reaches = {reach.water_id: reach for reach in reversed(reaches_of(session, person_id, day))}
    nearest = waters.nearest_of(session, told.place, reaches)
    return reaches[nearest.water_id] if nearest else None


def _key(reach: Reach) -> dict[str, Any]:
    return {"post_id": reach.post_id, "water_id": reach.water_id}


def _far(far: Far) -> dict[str, Any]:
    nearer = far.nearer
    return {
        "metres": far.metres,
        "nearer": [nearer.post_id, nearer.water_id, nearer.water_name, far.nearer_metres] if nearer else None,
    }
