"""One issue in full, as everybody concerned is shown it; and the lines of a person's own reports."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.issue_states import Act, State
from rules.issue_types import Severity
from storage.issues import marks, origins
from storage.issues.matters import seat_name
from storage.models import (
    PICTURES,
    Issue,
    IssueFollower,
    IssueStep,
    Media,
    MediaKind,
    MediaUse,
    Person,
    PlaceBy,
    Region,
    Source,
    Subject,
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


def issue_card(session: Session, issue_id: int, today: date | None = None) -> IssueCard | None:
    """One issue in full; None if there is none. With `today`, the assignee is named with who holds the post."""
    issue = session.get(Issue, issue_id, populate_existing=True)
    if issue is None:
        return None
    joined = session.scalars(select(IssueFollower.words).where(IssueFollower.issue_id == issue_id)).all()
    return IssueCard(
        **{column: getattr(issue, column) for column in _AS_STORED},
        **_named(session, issue),
        photos_before=_count(session, issue_id, MediaUse.BEFORE, PICTURES),
        photos_after=_count(session, issue_id, MediaUse.AFTER, PICTURES),
        voices=_count(session, issue_id, MediaUse.NOTE, (MediaKind.VOICE,)),
        files=_count(session, issue_id, MediaUse.NOTE, (MediaKind.FILE,)),
        followers=len(joined),
        additions=tuple(words for words in joined if words),
        assignee=seat_name(session, issue.assignee_post_id, today),
        steps=_steps(session, issue_id),
        supervised_until=marks.supervised_until(session, issue_id),
        merged=tuple(number for _, number in marks.merged(session, issue_id)),
    )


def _named(session: Session, issue: Issue) -> dict[str, Any]:
    """What the card says by name where the row has an id; the public stays unnamed."""
    region = session.get_one(Region, issue.region_id)
    water = session.get(Water, issue.water_id) if issue.water_id else None
    reporter = session.get_one(Person, issue.reporter_id)
    merged = session.get(Issue, issue.merged_into_id) if issue.merged_into_id else None
    origin = origins.origin_of(session, issue.id)
    return {
        "water": water.name if water else "",
        "region": region.name,
        "region_path": region.path,
        "reporter": reporter.name if reporter.on_roster else "",
        "merged_into": merged.number if merged else "",
        "document": origin.document if origin else "",
        "wanted_on": origin.wanted_on if origin else None,
    }


def _count(session: Session, issue_id: int, use: MediaUse, kinds: tuple[MediaKind, ...]) -> int:
    rows = select(func.count()).where(
        Media.subject == Subject.ISSUE, Media.subject_id == issue_id, Media.use == use, Media.kind.in_(kinds)
    )
    return session.scalar(rows) or 0


def _steps(session: Session, issue_id: int) -> tuple[CardStep, ...]:
    rows = session.execute(
        select(IssueStep, Person.name, Person.on_roster)
        .outerjoin(Person, Person.id == IssueStep.person_id)
        .where(IssueStep.issue_id == issue_id)
        .order_by(IssueStep.id)
    )
    return tuple(
        CardStep(
            act=step.act,
            before=step.before,
            after=step.after,
            at=step.at,
            name=name if on_roster else "",
            words=step.words,
            until_on=step.until_on,
        )
        for step, name, on_roster in rows
    )
