"""What a line of the ledger 台账 tells of an issue: who has it, until when, how far it is, who reviewed it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from rules.issue_states import OPEN, Act, State
from rules.issue_types import Severity
from rules.ledger_words import Show
from rules.roles import Level, post_word
from storage.direct import run
from storage.issues.marks import supervised
from storage.issues.matters import seat_words
from storage.models import Issue, IssueStep, Person, Post, Region, Source, Unit, Water
from storage.portions import portions
from storage.posts.holders import Holder, holders

A_CHUNK = 1_000
Row = tuple[Issue, str | None, str, str]  # with the names of water and region and the region's path

_TOLD = (Act.ASSIGN, Act.PROGRESS, Act.SUBMIT, Act.CONFIRM, Act.SEND_BACK, Act.GRANT_EXTENSION, Act.HOLD, Act.RELAPSE)


@dataclass(slots=True)
class Course:
    """What the steps of an issue tell. `first_due_on` is the day set when it was assigned last."""

    first_due_on: date | None = None
    extended_to: date | None = None
    progress: str = ""
    progress_at: datetime | None = None
    reviewed_by: str = ""
    reviewed_at: datetime | None = None
    review: Act | None = None
    looked_at: datetime | None = None
    look_back: Act | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One issue as the ledger has it. `type` is the profile's code; `unit` is empty while nobody has it in hand.

    `township` is the region of that level it lies in, or the region itself above that level.
    """

    id: int
    number: str
    source: Source
    state: State
    type: str
    severity: Severity
    words: str
    region: str
    township: str
    water: str
    lat: float | None
    lon: float | None
    unit: str
    people: tuple[str, ...]
    requirement: str
    reported_at: datetime
    due_on: date | None
    done_at: datetime | None
    closed_at: datetime | None
    merged_into: str = ""
    is_supervised: bool = False
    course: Course = field(default_factory=Course)

    @property
    def place(self) -> str:
        """Water or region in few words."""
        return self.water or self.region

    @property
    def is_open(self) -> bool:
        """Not settled yet, one way or another."""
        return self.state in OPEN

    def days_over(self, today: date) -> int:
        """By how many days the last day is gone while somebody has it in hand; 0 while there is time."""
        late = self.state in Show.OVERDUE.states and self.due_on is not None and self.due_on < today
        return (today - self.due_on).days if late and self.due_on else 0


_AS_STORED = (
    "id", "number", "source", "state", "type", "severity", "words", "lat", "lon", "requirement", "reported_at",
    "due_on", "done_at", "closed_at",
)  # fmt: skip
# Built once: every page of the ledger and of the queue asks them (see storage/direct.py).
_IDS = bindparam("ids", expanding=True, type_=Post.id.type)
_TOWNSHIPS = select(Region.id, Region.name).where(Region.id.in_(_IDS), Region.level == Level.TOWNSHIP)
_SEATS = (
    select(Post.id, Post.role, Post.level, Region.name, Water.name, Unit.name)
    .join(Region, Region.id == Post.region_id)
    .outerjoin(Water, Water.id == Post.water_id)
    .outerjoin(Unit, Unit.id == Post.unit_id)
    .where(Post.id.in_(_IDS))
)
_NUMBERS = select(Issue.id, Issue.number).where(Issue.id.in_(_IDS))
_STEPS = (
    select(
        IssueStep.issue_id, IssueStep.act, IssueStep.at, IssueStep.words, IssueStep.until_on,
        Person.name, Person.on_roster,
    )
    .outerjoin(Person, Person.id == IssueStep.person_id)
    .where(IssueStep.issue_id.in_(_IDS), IssueStep.act.in_(_TOLD))
    .order_by(IssueStep.id)
)  # fmt: skip


def entries(session: Session, rows: Sequence[Row], today: date) -> list[Entry]:
    """The lines for some issues, in their order: five statements or so for each thousand."""
    townships = _townships(session, {path for *_, path in rows})
    seats = _seats(session, {issue.assignee_post_id for issue, *_ in rows}, today)
    courses = _courses(session, [issue.id for issue, *_ in rows])
    targets = _numbers(session, {issue.merged_into_id for issue, *_ in rows})
    red = {each for some in portions([issue.id for issue, *_ in rows], A_CHUNK) for each in supervised(session, some)}
    return [
        Entry(
            **{column: getattr(issue, column) for column in _AS_STORED},
            region=region,
            township=townships.get(path, region),
            water=water or "",
            unit=seats.get(issue.assignee_post_id, ("", ()))[0],
            people=seats.get(issue.assignee_post_id, ("", ()))[1],
            merged_into=targets.get(issue.merged_into_id, ""),
            is_supervised=issue.id in red,
            course=courses.get(issue.id, Course()),
        )
        for issue, water, region, path in rows
    ]


def _townships(session: Session, paths: set[str]) -> dict[str, str]:
    """The name of the township that each path leads through."""
    ids = {path: [int(part) for part in path.strip("/").split("/") if part] for path in paths}
    asked = sorted({each for way in ids.values() for each in way})
    names: dict[int, str] = {}
    for some in portions(asked, A_CHUNK):
        names |= {row.id: row.name for row in run(session, _TOWNSHIPS, {"ids": some})}
    found = {path: next((names[each] for each in way if each in names), None) for path, way in ids.items()}
    return {path: name for path, name in found.items() if name is not None}


def _seats(
    session: Session, post_ids: Iterable[int | None], today: date
) -> dict[int | None, tuple[str, tuple[str, ...]]]:
    """How each post is called, and the names of who holds it."""
    found: dict[int | None, tuple[str, tuple[str, ...]]] = {}
    for some in portions(sorted({each for each in post_ids if each is not None}), A_CHUNK):
        held = holders(session, some, today)
        rows: Iterable[Any] = run(session, _SEATS, {"ids": some})
        for post_id, role, level, region, water, unit in rows:
            people: tuple[Holder, ...] = held.get(post_id, ())
            words = seat_words(role, post_word(role, level), region, water, unit, ())
            found[post_id] = (words, tuple(holder.name for holder in people))
    return found


def _numbers(session: Session, issue_ids: Iterable[int | None]) -> dict[int | None, str]:
    """The numbers of the issues that others were merged into."""
    asked = sorted({each for each in issue_ids if each is not None})
    rows = (run(session, _NUMBERS, {"ids": some}) for some in portions(asked, A_CHUNK))
    return {row.id: row.number for each in rows for row in each}


def _courses(session: Session, issue_ids: Sequence[int]) -> dict[int, Course]:
    found: dict[int, Course] = {}
    for some in portions(issue_ids, A_CHUNK):
        for step in run(session, _STEPS, {"ids": some}):
            # The name of a member of the public is nobody's business.
            _tell(found.setdefault(step.issue_id, Course()), step, step.name if step.on_roster else "")
    return found


def _tell(course: Course, step: Any, name: str) -> None:
    if step.act is Act.ASSIGN:
        course.first_due_on, course.extended_to = step.until_on, None
    elif step.act is Act.GRANT_EXTENSION:
        course.extended_to = step.until_on
    elif step.act in (Act.HOLD, Act.RELAPSE):
        course.looked_at, course.look_back = step.at, step.act
    elif step.act in (Act.PROGRESS, Act.SUBMIT):
        course.progress, course.progress_at = step.words or step.act.word, step.at
    else:
        course.reviewed_by, course.reviewed_at, course.review = name, step.at, step.act
        if step.act is Act.SEND_BACK and course.extended_to is not None:
            course.extended_to = step.until_on or course.extended_to
