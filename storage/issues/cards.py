"""One issue in full, as everybody concerned is shown it; and the lines of a person's own reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, case, func, select
from sqlalchemy.orm import Session, aliased

from rules.issue_states import Act, State
from rules.issue_types import Severity
from storage.direct import run
from storage.issues import marks
from storage.issues.matters import seat_name
from storage.models import (
    PICTURES,
    Issue,
    IssueFollower,
    IssueOrigin,
    IssueStep,
    Media,
    MediaKind,
    MediaUse,
    Person,
    PlaceBy,
    Region,
    Source,
    Subject,
    Supervision,
    Water,
)


@dataclass(frozen=True, slots=True)
class CardStep:
    """One step of an issue's way. `name` is empty for a member of the public and for the bot."""

    act: Act
    before: State | None
    after: State
    at: datetime
    name: str
    words: str
    until_on: date | None


@dataclass(frozen=True, slots=True)
class IssueCard:
    """An issue with everything that is shown of it. `type` is the profile's code; names are ready to read.

    `reporter` is empty for a member of the public: their name is nobody's business. `additions` are the words of
    those who joined instead of reporting again. `photos_*` count pictures, `voices` voice notes, `files` documents.
    """

    id: int
    number: str
    type: str
    severity: Severity
    state: State
    source: Source
    words: str
    on_the_spot: bool
    water: str
    region: str
    region_path: str
    lat: float | None
    lon: float | None
    place_by: PlaceBy
    photos_before: int
    photos_after: int
    voices: int
    files: int
    reporter: str
    reporter_id: int
    reporter_post_id: int | None
    followers: int
    additions: tuple[str, ...]
    assignee: str
    assignee_post_id: int | None
    requirement: str
    reported_at: datetime
    assigned_at: datetime | None
    due_on: date | None
    done_at: datetime | None
    closed_at: datetime | None
    merged_into: str
    patrol_id: int | None
    steps: tuple[CardStep, ...]
    document: str = ""  # the superior's paper, or the indicators that failed
    wanted_on: date | None = None
    supervised_until: date | None = None  # 挂牌督办
    merged: tuple[str, ...] = ()  # the numbers of the issues that went into this one

    @property
    def place(self) -> str:
        """Water and region in few words: 璧南河青溪村段, or 白云村·白云溪."""
        if not self.water:
            return self.region
        return self.water if self.region in self.water else f"{self.region}·{self.water}"


_AS_STORED = (
    "id", "number", "type", "severity", "state", "source", "words", "on_the_spot", "lat", "lon", "place_by",
    "reporter_id", "reporter_post_id", "assignee_post_id", "requirement", "reported_at", "assigned_at", "due_on",
    "done_at", "closed_at", "patrol_id",
)  # fmt: skip


# A card is shown at every step: its statements are built once (see storage/direct.py).
_ISSUE: BindParameter[int] = bindparam("issue_id")
_Other = aliased(Issue)
_NAMED = (
    select(
        Issue,
        Region.name, Region.path, func.coalesce(Water.name, ""),
        Person.name, Person.on_roster,
        func.coalesce(_Other.number, ""), func.coalesce(IssueOrigin.document, ""), IssueOrigin.wanted_on,
        select(Supervision.due_on)
        .where(Supervision.issue_id == Issue.id, Supervision.lifted_at.is_(None))
        .limit(1).scalar_subquery(),
    )
    .join(Region, Region.id == Issue.region_id)
    .join(Person, Person.id == Issue.reporter_id)
    .outerjoin(Water, Water.id == Issue.water_id)
    .outerjoin(_Other, _Other.id == Issue.merged_into_id)
    .outerjoin(IssueOrigin, IssueOrigin.issue_id == Issue.id)
    .where(Issue.id == _ISSUE)
    .execution_options(populate_existing=True)
)  # fmt: skip
_COUNTS = (
    select(Media.use, Media.kind, func.count())
    .where(Media.subject == Subject.ISSUE, Media.subject_id == _ISSUE)
    .group_by(Media.use, Media.kind)
)
_JOINED = select(IssueFollower.words).where(IssueFollower.issue_id == _ISSUE)
_WAY = (
    select(
        IssueStep.act, IssueStep.before, IssueStep.after, IssueStep.at,
        case((Person.on_roster, Person.name), else_=""), IssueStep.words, IssueStep.until_on,
    )
    .outerjoin(Person, Person.id == IssueStep.person_id)
    .where(IssueStep.issue_id == _ISSUE)
    .order_by(IssueStep.id)
)  # fmt: skip


def issue_card(session: Session, issue_id: int, today: date | None = None) -> IssueCard | None:
    """One issue in full; None if there is none. With `today`, the assignee is named with who holds the post."""
    named = session.execute(_NAMED, {"issue_id": issue_id}).one_or_none()
    if named is None:
        return None
    issue, region, region_path, water, reporter, on_roster, merged_into, document, wanted_on, supervised_until = named
    joined = run(session, _JOINED, {"issue_id": issue_id}).scalars().all()
    way: Iterable[Any] = run(session, _WAY, {"issue_id": issue_id})
    return IssueCard(
        **{column: getattr(issue, column) for column in _AS_STORED},
        **_counted(session, issue_id),
        water=water,
        region=region,
        region_path=region_path,
        reporter=reporter if on_roster else "",  # the public stays unnamed
        followers=len(joined),
        additions=tuple(words for words in joined if words),
        assignee=seat_name(session, issue.assignee_post_id, today),
        merged_into=merged_into,
        steps=tuple(CardStep(*step) for step in way),
        document=document,
        wanted_on=wanted_on,
        supervised_until=supervised_until,
        merged=tuple(number for _, number in marks.merged(session, issue_id)),
    )


def _counted(session: Session, issue_id: int) -> dict[str, Any]:
    """How many pictures before and after, voices and files there are."""
    rows: Iterable[Any] = run(session, _COUNTS, {"issue_id": issue_id})
    there = {(use, kind): count for use, kind, count in rows}
    return {
        "photos_before": sum(there.get((MediaUse.BEFORE, kind), 0) for kind in PICTURES),
        "photos_after": sum(there.get((MediaUse.AFTER, kind), 0) for kind in PICTURES),
        "voices": there.get((MediaUse.NOTE, MediaKind.VOICE), 0),
        "files": there.get((MediaUse.NOTE, MediaKind.FILE), 0),
    }
