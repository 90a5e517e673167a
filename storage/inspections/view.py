"""An inspection as its messages tell it: where, by whom, what was found, how the chief's work stands on record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from rules.inspections import Mark, Side
from rules.issue_states import State
from rules.roles import CHIEFS
from storage import media
from storage.inspections.going import name_of
from storage.issues.matters import seat_name
from storage.models import (
    FindingRoute,
    Inspection,
    Issue,
    Media,
    MediaKind,
    Patrol,
    PatrolState,
    Person,
    Post,
    Receiver,
    Region,
    Subject,
    Water,
)

LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Finding:
    """One issue found. `type` is the profile's code; `routes` are (as what, seat)."""

    id: int
    number: str
    type: str
    state: State
    routes: tuple[tuple[Receiver, str], ...]


@dataclass(frozen=True, slots=True)
class Work:
    """What the records say of the chiefs' work here in the last 30 days: 巡, 查, 治."""

    patrols: int
    found: int
    closed: int


@dataclass(frozen=True, slots=True)
class InspectionView:
    """One inspection. `seat` is who inspects for which post."""

    inspection: Inspection
    name: str
    region_path: str
    seat: str
    person: str
    photos: int
    voices: int
    findings: tuple[Finding, ...]
    work: Work

    @property
    def marks(self) -> tuple[tuple[Side, Mark], ...]:
        """How the chief's work was found, as far as it was judged."""
        given = ((side, getattr(self.inspection, side)) for side in Side)
        return tuple((side, found) for side, found in given if found is not None)


def view(session: Session, inspection_id: int, today: date) -> InspectionView | None:
    """Everything that is said of an inspection; None if there is none."""
    inspection = session.get(Inspection, inspection_id, populate_existing=True)
    if inspection is None:
        return None
    kept = media.of(session, Subject.INSPECTION, inspection_id)
    voices = sum(one.kind is MediaKind.VOICE for one in kept)
    return InspectionView(
        inspection=inspection,
        name=name_of(session, inspection),
        region_path=session.get_one(Region, inspection.region_id).path,
        seat=seat_name(session, inspection.post_id, None),
        person=session.get_one(Person, inspection.person_id).name,
        photos=len(kept) - voices,
        voices=voices,
        findings=_findings(session, inspection_id, today),
        work=_work(session, inspection, inspection.ended_at or inspection.started_at),
    )


def photos(session: Session, inspection_id: int) -> list[Media]:
    """The photos of an inspection as they were sent."""
    return [one for one in media.of(session, Subject.INSPECTION, inspection_id) if one.kind is MediaKind.PHOTO]


def _findings(session: Session, inspection_id: int, today: date) -> tuple[Finding, ...]:
    found = (Issue.inspection_id == inspection_id) & (Issue.state != State.WITHDRAWN)
    rows = session.scalars(select(Issue).where(found).order_by(Issue.id)).all()
    routes = session.execute(
        select(FindingRoute.issue_id, FindingRoute.receiver, FindingRoute.post_id)
        .where(FindingRoute.issue_id.in_([row.id for row in rows]))
        .order_by(FindingRoute.post_id)
    ).all()
    names = {post: seat_name(session, post, today) for post in {route.post_id for route in routes}}

    def of(issue_id: int) -> Iterable[tuple[Receiver, str]]:
        return ((one.receiver, names[one.post_id]) for one in routes if one.issue_id == issue_id)

    order = list(Receiver).index
    return tuple(
        Finding(row.id, row.number, row.type, row.state, tuple(sorted(of(row.id), key=lambda one: order(one[0]))))
        for row in rows
    )


def _work(session: Session, inspection: Inspection, until: datetime) -> Work:
    """Of the water with all that lies below it, else of the region."""
    since = until - LOOKED_BACK
    if inspection.water_id is not None:
        path = session.get_one(Water, inspection.water_id).path
        waters = select(Water.id).where(Water.path.startswith(path))
        posts, here = select(Post.id).where(Post.water_id.in_(waters)), Issue.water_id.in_(waters)
    else:
        path = session.get_one(Region, inspection.region_id).path
        regions = select(Region.id).where(Region.path.startswith(path))
        posts, here = select(Post.id).where(Post.region_id.in_(regions)), Issue.region_id.in_(regions)
    chiefs = posts.where(Post.role.in_(CHIEFS))
    walked = select(func.count()).where(
        Patrol.post_id.in_(chiefs),
        Patrol.state.in_((PatrolState.FINISHED, PatrolState.LAPSED)),
        Patrol.counts.is_(True),
        Patrol.started_at >= since,
        Patrol.started_at <= until,
    )
    by_chiefs = or_(Issue.patrol_id.is_not(None), Issue.reporter_post_id.in_(chiefs))
    found = session.execute(
        select(func.count(), func.sum(case((Issue.state == State.CLOSED, 1), else_=0))).where(
            here, by_chiefs, Issue.reported_at >= since, Issue.reported_at <= until
        )
    ).one()
    return Work(session.scalar(walked) or 0, found[0], found[1] or 0)
