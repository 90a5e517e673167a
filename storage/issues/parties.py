"""Whose matter an issue is, in three reads: who has it in hand, who reported, the office, the chiefs, who follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, and_, bindparam, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from rules.issue_states import Act
from rules.roles import CHIEFS, Level, Role
from storage.direct import run
from storage.models import Issue, IssueFollower, IssueStep, Post, Region, Unit, Water
from storage.posts.holders import Holder, holders, ids_of, people_of

_HANDS_ON = (Act.ACCEPT, Act.PROGRESS, Act.SUBMIT, Act.FIX_ON_SPOT)
_ISSUE = bindparam("issue_id", type_=Issue.id.type)
_OWN, _REGIONS = (bindparam(name, expanding=True, type_=Post.id.type) for name in ("own", "regions"))
_ACTED = select(IssueStep.post_id).where(IssueStep.issue_id == _ISSUE, IssueStep.post_id.is_not(None))
_BESIDE = aliased(Post)
_ON_THE_REACH = and_(_BESIDE.water_id == bindparam("water_id", type_=Post.id.type), _BESIDE.role.in_(CHIEFS))
_IN_CHARGE = and_(_BESIDE.region_id.in_(_REGIONS), _BESIDE.role == Role.OFFICE)
# An issue is read at every step of its life: these are built once (see storage/direct.py). One branch for each index.
_CONCERNED = union_all(
    select(_BESIDE.id).where(_BESIDE.id.in_(_OWN)),
    select(_BESIDE.id).where(_ON_THE_REACH),
    select(_BESIDE.id).where(_BESIDE.id.in_(_ACTED), _BESIDE.role == Role.OFFICE),
)
_POSTS = (
    select(
        Post.id, Post.role, Post.level, Post.region_id, Region.name, Water.name, Unit.name, Post.id.in_(_CONCERNED)
    )
    .join(Region, Region.id == Post.region_id)
    .outerjoin(Water, Water.id == Post.water_id)
    .outerjoin(Unit, Unit.id == Post.unit_id)
    .where(Post.id.in_(union_all(*_CONCERNED.selects, select(_BESIDE.id).where(_IN_CHARGE))))
    .order_by(Post.id)
)  # fmt: skip
_PEOPLE: CompoundSelect[Any] = union_all(
    select(literal("follows").label("as"), IssueFollower.person_id).where(IssueFollower.issue_id == _ISSUE),
    select(literal("worked"), IssueStep.person_id).where(
        IssueStep.issue_id == _ISSUE, IssueStep.act.in_(_HANDS_ON), IssueStep.person_id.is_not(None)
    ),
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post that has to do with an issue, or an office that may be in charge of it."""

    post_id: int
    role: Role
    level: Level
    region_id: int
    region: str
    water: str | None
    unit: str | None
    has_to_do: bool | None


@dataclass(frozen=True, slots=True)
class Parties:
    """Everybody whose matter it is, by id; `seat` has it in hand and `held_by` sit there."""

    seat: Seat | None
    held_by: tuple[Holder, ...]
    reporters: tuple[int, ...]
    followers: tuple[int, ...]
    worked: tuple[int, ...]
    office: tuple[int, ...]
    chiefs: tuple[int, ...]


def parties(session: Session, issue: Issue, region_path: str, today: date) -> Parties:
    """Reads them as they are on a day."""
    seats = _seats(session, issue, region_path)
    held = holders(session, seats, today)
    concerned = [seat for seat in seats.values() if seat.has_to_do]
    people: dict[str, list[int]] = {"follows": [], "worked": []}
    rows: Iterable[Any] = run(session, _PEOPLE, {"issue_id": issue.id})
    for part, person_id in rows:
        people[part].append(person_id)
    reporters = (holder.person_id for holder in held.get(issue.reporter_post_id or 0, ()))
    return Parties(
        seat=seats.get(issue.assignee_post_id or 0),
        held_by=held.get(issue.assignee_post_id or 0, ()),
        reporters=_once([issue.reporter_id, *reporters]),
        followers=tuple(people["follows"]),
        worked=tuple(people["worked"]),
        office=_office(region_path, seats.values(), concerned, held),
        chiefs=_chiefs(issue, concerned, held),
    )


def _seats(session: Session, issue: Issue, region_path: str) -> dict[int, Seat]:
    """Assignee, reporter, the chiefs of its reach, offices that acted, and the offices of its region and above."""
    own = [post for post in (issue.assignee_post_id, issue.reporter_post_id) if post is not None]
    asked = {"issue_id": issue.id, "own": own, "water_id": issue.water_id, "regions": ids_of(region_path)}
    rows: Iterable[Any] = run(session, _POSTS, asked)
    return {seat.post_id: seat for seat in (Seat(*row) for row in rows)}


def _office(
    region_path: str, seats: Iterable[Seat], concerned: Iterable[Seat], held: Mapping[int, tuple[Holder, ...]]
) -> tuple[int, ...]:
    """The manned office nearest to the region, then every other that acted."""
    offices = [seat for seat in seats if seat.role is Role.OFFICE]
    at = ([held.get(each.post_id, ()) for each in offices if each.region_id == above] for above in ids_of(region_path))
    near = next((people for people in map(people_of, at) if people), ())
    acted = people_of(held.get(seat.post_id, ()) for seat in concerned if seat.role is Role.OFFICE)
    return _once([*near, *acted])


def _chiefs(issue: Issue, concerned: Iterable[Seat], held: Mapping[int, tuple[Holder, ...]]) -> tuple[int, ...]:
    """The other chiefs of the reach; of a finding not yet assigned they hear nothing."""
    if issue.inspection_id is not None and issue.assigned_at is None:
        return ()
    acting = (issue.assignee_post_id, issue.reporter_post_id)
    others = (seat.post_id for seat in concerned if seat.role in CHIEFS and seat.post_id not in acting)
    return people_of(held.get(post, ()) for post in others)


def _once(people: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(people))
