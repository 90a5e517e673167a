"""What is true of an issue now: its state and since which step, who has it in hand, who is concerned."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from rules.issue_states import Act
from rules.roles import Role, post_word
from storage.direct import run
from storage.inspections.routing import handed_to
from storage.inspections.secrecy import inspector_of
from storage.issues.marks import Marks, marks
from storage.issues.parties import Seat, parties
from storage.models import Extension, Issue, IssueStep, Person, Post, Region, Unit, Water
from storage.posts.holders import Holder, holders

_ISSUE = bindparam("issue_id", type_=Issue.id.type)
# An issue is read at every step of its life, twice: these are built once (see storage/direct.py).
_WHERE = (
    select(Issue, Region.name, Region.path, Water.name)
    .join(Region, Region.id == Issue.region_id)
    .outerjoin(Water, Water.id == Issue.water_id)
    .where(Issue.id == _ISSUE)
    .execution_options(populate_existing=True)
)
_TURN = (
    select(IssueStep.id, IssueStep.act, IssueStep.at, Person.name, Person.on_roster, IssueStep.words)
    .outerjoin(Person, Person.id == IssueStep.person_id)
    .where(IssueStep.issue_id == _ISSUE, or_(IssueStep.before.is_(None), IssueStep.before != IssueStep.after))
    .order_by(IssueStep.id.desc())
    .limit(1)
)
_EXTENSIONS = select(Extension.id, Extension.granted, Extension.asked_at).where(Extension.issue_id == _ISSUE)
_SEAT = (
    select(Post.role, Post.level, Region.name, Water.name, Unit.name)
    .join(Region, Region.id == Post.region_id)
    .outerjoin(Water, Water.id == Post.water_id)
    .outerjoin(Unit, Unit.id == Post.unit_id)
    .where(Post.id == bindparam("post_id", type_=Post.id.type))
)


@dataclass(frozen=True, slots=True)
class Turn:
    """The step that brought an issue into its state. `step_id` 0: none is on record. A public name is empty."""

    step_id: int
    act: Act
    at: datetime | None
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Matter:
    """One issue as it stands. Ids of people; `fixers` did the work or hold the post that must.

    `chiefs` of the reach have no part in what an inspection found until the office assigns it: the inspected chief is
    not told before (clause F2a). `handed`: the department and the liaison unit that were given it to know (L15).
    `inspector` is who alone may see it while the inspection that found it goes on (storage/inspections/secrecy.py).
    """

    issue: Issue
    region_path: str
    place: str
    turn: Turn
    assignee: str
    assignees: tuple[int, ...]
    fixers: frozenset[int]
    reporters: tuple[int, ...]
    followers: tuple[int, ...]
    office: tuple[int, ...]
    chiefs: tuple[int, ...]
    handed: tuple[int, ...]
    pending: Extension | None
    granted: int
    marks: Marks = field(default_factory=Marks)
    inspector: int | None = None

    def is_secret_to(self, person_id: int | None) -> bool:
        """Whether nothing of it may be shown to this person yet, nor done by them."""
        return self.inspector is not None and self.inspector != person_id


def matter(session: Session, issue_id: int, today: date) -> Matter | None:
    """Reads an issue with everybody whose matter it is on a day; None if there is no such issue."""
    found = session.execute(_WHERE, {"issue_id": issue_id}).one_or_none()
    if found is None:
        return None
    issue, region, path, water = found
    concerned = parties(session, issue, path, today)
    mine = tuple(holder.person_id for holder in concerned.held_by)
    hanging = marks(session, issue_id, today)
    pending, granted = _extensions(session, issue) if hanging.has_extensions else (None, 0)
    return Matter(
        issue=issue,
        region_path=path,
        place=f"{region}·{water}" if water and region not in water else water or region,
        turn=turn(session, issue_id),
        assignee=_words(concerned.seat, concerned.held_by),
        assignees=mine,
        fixers=frozenset((*mine, *concerned.worked)),
        reporters=concerned.reporters,
        followers=concerned.followers,
        office=concerned.office,
        chiefs=concerned.chiefs,
        handed=handed_to(session, issue_id, today) if issue.inspection_id else (),
        pending=pending,
        granted=granted,
        marks=hanging,
        inspector=inspector_of(session, issue),
    )


def turn(session: Session, issue_id: int) -> Turn:
    """The step that brought the issue to where it stands."""
    row = run(session, _TURN, {"issue_id": issue_id}).first()
    if row is None:
        return Turn(0, Act.REGISTER, None, "", "")
    return Turn(row.id, row.act, row.at, row.name if row.on_roster else "", row.words)


def _extensions(session: Session, issue: Issue) -> tuple[Extension | None, int]:
    """The extension that waits for the office's answer; how many the present assignment has had."""
    rows = run(session, _EXTENSIONS, {"issue_id": issue.id}).all()
    waiting = next((row.id for row in rows if row.granted is None), None)
    since = issue.assigned_at
    granted = sum(1 for row in rows if row.granted and (since is None or row.asked_at >= since))
    return session.get(Extension, waiting) if waiting else None, granted


def seat_name(session: Session, post_id: int | None, today: date | None) -> str:
    """A post as one says it: 大路街道环卫所（赵铁军）, with its holders where a day is given; empty without a post."""
    row = run(session, _SEAT, {"post_id": post_id}).first() if post_id else None
    if row is None or post_id is None:
        return ""
    role, level, region, water, unit = tuple(row)
    people = holders(session, [post_id], today).get(post_id, ()) if today else ()
    return seat_words(role, post_word(role, level), region, water, unit, people)


def _words(seat: Seat | None, people: Iterable[Holder]) -> str:
    if seat is None:
        return ""
    return seat_words(seat.role, post_word(seat.role, seat.level), seat.region, seat.water, seat.unit, people)


def seat_words(
    role: Role, word: str, region: str, water: str | None, unit: str | None, people: Iterable[Holder]
) -> str:
    """The words for a seat from its parts: 璧南河村级河长, but 大路街道河长办: a region says its level itself."""
    names = "、".join(holder.name for holder in people)
    seat = f"{water}{word}" if water else f"{region}{role.word}"
    seat = unit if role is Role.UNIT and unit else seat
    return f"{seat}（{names}）" if names else seat
