"""What is true of an issue now: its state and since which step, who has it in hand, who is concerned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ScalarSelect, func, or_, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.expression import SQLColumnExpression

from rules.issue_states import Act
from rules.roles import CHIEFS, Role, post_word
from storage.holders import Holder, holders, offices
from storage.models import Extension, Issue, IssueFollower, IssueStep, Person, Post, Region, Unit, Water

_HANDS_ON = (Act.ACCEPT, Act.PROGRESS, Act.SUBMIT, Act.FIX_ON_SPOT)


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
    """One issue as it stands. Ids of people; `fixers` did the work or hold the post that must."""

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
    pending: Extension | None
    granted: int


def matter(session: Session, issue_id: int, today: date) -> Matter | None:
    """Reads an issue with everybody whose matter it is on a day; None if there is no such issue."""
    issue = session.get(Issue, issue_id, populate_existing=True)
    if issue is None:
        return None
    region = session.get_one(Region, issue.region_id)
    water = session.get(Water, issue.water_id) if issue.water_id else None
    posts = _posts(session, issue)
    held = holders(session, posts, today)
    mine = _people(held.get(issue.assignee_post_id or 0, ()))
    return Matter(
        issue=issue,
        region_path=region.path,
        place=f"{region.name}·{water.name}" if water and region.name not in water.name else (water or region).name,
        turn=turn(session, issue_id),
        assignee=seat_name(session, issue.assignee_post_id, today),
        assignees=mine,
        fixers=frozenset(mine) | _hands_on(session, issue_id),
        reporters=_once([issue.reporter_id, *_people(held.get(issue.reporter_post_id or 0, ()))]),
        followers=tuple(session.scalars(select(IssueFollower.person_id).where(IssueFollower.issue_id == issue_id))),
        office=_office(session, issue, posts, held, today),
        chiefs=_once(
            person
            for post, role in posts.items()
            if role in CHIEFS and post not in (issue.assignee_post_id, issue.reporter_post_id)
            for person in _people(held.get(post, ()))
        ),
        pending=pending_extension(session, issue_id),
        granted=extensions_granted(session, issue),
    )


def turn(session: Session, issue_id: int) -> Turn:
    """The step that brought the issue to where it stands."""
    row = session.execute(
        select(IssueStep.id, IssueStep.act, IssueStep.at, Person.name, Person.on_roster, IssueStep.words)
        .outerjoin(Person, Person.id == IssueStep.person_id)
        .where(IssueStep.id == last_turn(issue_id))
    ).first()
    if row is None:
        return Turn(0, Act.REGISTER, None, "", "")
    return Turn(row.id, row.act, row.at, row.name if row.on_roster else "", row.words)


def last_turn(issue_id: int | SQLColumnExpression[int]) -> ScalarSelect[int | None]:
    """The id of the newest step that changed the state of an issue (a subquery of its own table alias)."""
    step = aliased(IssueStep)
    moved = or_(step.before.is_(None), step.before != step.after)
    newest = select(func.max(step.id)).where(step.issue_id == issue_id, moved)
    return newest.correlate(Issue).scalar_subquery()


def pending_extension(session: Session, issue_id: int) -> Extension | None:
    """The extension that waits for the office's answer."""
    return session.scalar(select(Extension).where(Extension.issue_id == issue_id, Extension.granted.is_(None)).limit(1))


def extensions_granted(session: Session, issue: Issue) -> int:
    """How many extensions the present assignment has had."""
    rows = select(func.count()).where(Extension.issue_id == issue.id, Extension.granted.is_(True))
    if issue.assigned_at is not None:
        rows = rows.where(Extension.asked_at >= issue.assigned_at)
    return session.scalar(rows) or 0


def seat_name(session: Session, post_id: int | None, today: date | None) -> str:
    """A post as one says it: 大路街道环卫所（赵铁军）, with its holders where a day is given; empty without a post."""
    row = session.execute(
        select(Post.role, Post.level, Region.name, Water.name, Unit.name)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(Post.id == post_id)
    ).first()
    if row is None:
        return ""
    role, level, region, water, unit = row
    people = holders(session, [post_id or 0], today).get(post_id or 0, ()) if today else ()
    return seat_words(role, post_word(role, level), region, water, unit, people)


def seat_words(
    role: Role, word: str, region: str, water: str | None, unit: str | None, people: Iterable[Holder]
) -> str:
    """The words for a seat from its parts."""
    names = "、".join(holder.name for holder in people)
    seat = unit if role is Role.UNIT and unit else f"{water or region}{word}"
    return f"{seat}（{names}）" if names else seat


def _posts(session: Session, issue: Issue) -> dict[int, Role]:
    """The posts that have to do with it: assignee, reporter, the chiefs of its reach, offices that acted."""
    own = [post for post in (issue.assignee_post_id, issue.reporter_post_id) if post is not None]
    acted = select(IssueStep.post_id).where(IssueStep.issue_id == issue.id, IssueStep.post_id.is_not(None))
    on_reach = (Post.water_id == issue.water_id) & Post.role.in_(CHIEFS)
    in_office = Post.id.in_(acted) & (Post.role == Role.OFFICE)
    rows = session.execute(select(Post.id, Post.role).where(or_(Post.id.in_(own), on_reach, in_office)))
    return {row.id: row.role for row in rows}


def _office(
    session: Session, issue: Issue, posts: dict[int, Role], held: dict[int, tuple[Holder, ...]], today: date
) -> tuple[int, ...]:
    near = offices(session, [issue.region_id], today).get(issue.region_id, ())
    acted = [post for post, role in posts.items() if role is Role.OFFICE]
    return _once([*_people(near), *(person for post in acted for person in _people(held.get(post, ())))])


def _hands_on(session: Session, issue_id: int) -> set[int]:
    rows = select(IssueStep.person_id).where(IssueStep.issue_id == issue_id, IssueStep.act.in_(_HANDS_ON))
    return {person for person in session.scalars(rows) if person is not None}


def _people(found: Iterable[Holder]) -> tuple[int, ...]:
    return tuple(holder.person_id for holder in found)


def _once(people: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(people))
