"""Invented issues for a year of patrols: old ones mostly closed, young ones in every state, each with its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.deadlines import due_on
from rules.issue_states import BIRTH, Act, State, after
from rules.issue_types import IssueType
from rules.life import Life
from rules.numbering import issue_number
from rules.places import Place
from rules.profile import load
from rules.roles import Role
from storage.models import Appointment, Issue, PlaceBy, Post, Region, Source
from storage.roster.writer import fresh_ids

Row = dict[str, Any]
_WAYS = {
    State.REGISTERED: (Act.REGISTER,),
    State.VERIFIED: (Act.REGISTER, Act.VERIFY),
    State.ASSIGNED: (Act.REGISTER, Act.VERIFY, Act.ASSIGN),
    State.ACCEPTED: (Act.REGISTER, Act.VERIFY, Act.ASSIGN, Act.ACCEPT),
    State.DONE: (Act.REGISTER, Act.VERIFY, Act.ASSIGN, Act.ACCEPT, Act.SUBMIT),
    State.CLOSED: (Act.REGISTER, Act.VERIFY, Act.ASSIGN, Act.ACCEPT, Act.SUBMIT, Act.CONFIRM),
    State.INVALID: (Act.REGISTER, Act.REJECT),
    State.MERGED: (Act.REGISTER, Act.MERGE),
    State.WITHDRAWN: (Act.REGISTER, Act.WITHDRAW),
}
BY_REPORTER = frozenset({Act.REGISTER, Act.WITHDRAW})
BY_UNIT = frozenset({Act.ACCEPT, Act.SUBMIT})
_YOUNG_DAYS = 40
_YOUNG = dict.fromkeys(_WAYS, 1) | {State.CLOSED: 6, State.ACCEPTED: 4, State.ASSIGNED: 2}
_OLD = {State.CLOSED: 93, State.INVALID: 3, State.MERGED: 2, State.ACCEPTED: 2}


class Found(NamedTuple):
    """Something found on a patrol (its row, with the id), at a place of a water."""

    patrol: Row
    place: Place
    region_id: int
    water_name: str


class Holder(NamedTuple):
    """Somebody in a post."""

    post_id: int
    person_id: int


class Hands(NamedTuple):
    """The office and the units of a region."""

    office: Holder
    units: Sequence[Holder]


def issues_of(
    session: Session, dice: Random, found: Sequence[Found], year: int, today: date
) -> tuple[list[Row], list[Row]]:
    """Rows of issues and of their steps for what was found, in the order of their numbers."""
    hands, profile = hands_of_regions(session), load("bishan")
    end = datetime.combine(today, time.max, UTC)
    issues, steps = list[Row](), list[Row]()
    for serial, (number, each) in enumerate(zip(fresh_ids(session, Issue, len(found)), found, strict=True), start=1):
        kind, own = dice.choice(profile.issue_types), hands[each.region_id]
        old = (today - each.patrol["started_at"].date()).days > _YOUNG_DAYS
        odds = _OLD if old or not issues else _YOUNG
        state = dice.choices(list(odds), list(odds.values()))[0] if issues else State.CLOSED
        issue = issue_row(dice, number, issue_number(year, serial), each, kind)
        taken = _steps(dice, issue, _WAYS[state], own, kind, end, profile.life)
        if issue["state"] is State.MERGED:
            issue["merged_into_id"] = issues[-1]["id"]
        issues.append(issue)
        steps += taken
    return issues, steps


def issue_row(dice: Random, number: int, told: str, found: Found, kind: IssueType) -> Row:
    """The row of what was found, without a state yet; `told` is its number as people quote it."""
    patrol = found.patrol
    return {
        "id": number,
        "number": told,
        "state": None,
        "source": Source.PATROL,
        "type": kind.code,
        "severity": kind.severity,
        "words": f"{found.water_name}发现{kind.name}，范围约{dice.randrange(5, 200)}米。",
        "reporter_id": patrol["person_id"],
        "reporter_post_id": patrol["post_id"],
        "patrol_id": patrol["id"],
        "water_id": patrol["water_id"],
        "region_id": found.region_id,
        "lat": found.place.lat,
        "lon": found.place.lon,
        "place_by": PlaceBy.PIN,
        "reported_at": patrol["started_at"] + timedelta(minutes=5),
        "assignee_post_id": None,
        "requirement": "",
        "assigned_at": None,
        "due_on": None,
        "done_at": None,
        "closed_at": None,
        "merged_into_id": None,
    }


def _steps(
    dice: Random, issue: Row, way: Sequence[Act], hands: Hands, kind: IssueType, end: datetime, life: Life
) -> list[Row]:
    """The steps of a way as far as they come before `end`; leaves the issue in the state reached."""
    steps, at = list[Row](), issue["reported_at"]
    unit, reporter = dice.choice(hands.units), Holder(issue["reporter_post_id"], issue["reporter_id"])
    for act in way:
        if at > end:
            break
        who = reporter if act in BY_REPORTER else unit if act in BY_UNIT else hands.office
        steps.append(step(issue, act, at, who, unit, kind, life))
        at += timedelta(hours=dice.uniform(2, 72 if act is Act.ACCEPT else 20))
    return steps


def step(issue: Row, act: Act, at: datetime, who: Holder, unit: Holder, kind: IssueType, life: Life) -> Row:
    """Leads an issue on by one act of `who`; returns the row of the step."""
    before = issue["state"]
    issue["state"] = _led(life, before, act)
    _mark(issue, act, at, unit, kind)
    return {"issue_id": issue["id"], "act": act, "before": before, "after": issue["state"], "at": at} | who._asdict()


def _led(life: Life, state: State | None, act: Act) -> State:
    """The state that an act leads to."""
    if state is None or (state, act) in BIRTH:
        return after(state, act)
    return life.after(state, act)


def _mark(issue: Row, act: Act, at: datetime, unit: Holder, kind: IssueType) -> None:
    """What an act leaves on the issue's row besides its state."""
    if act is Act.ASSIGN:
        due = due_on(kind, kind.severity, at.astimezone(UTC).date(), lambda day: day.weekday() < 5)
        issue |= {"assignee_post_id": unit.post_id, "assigned_at": at, "due_on": due}
        issue["requirement"] = "请按时限整改到位并反馈整改后照片。"
    elif act is Act.SUBMIT:
        issue["done_at"] = at
    elif act is Act.CONFIRM:
        issue["closed_at"] = at


def hands_of_regions(session: Session) -> Mapping[int, Hands]:
    """By region: the office and units of the smallest region around it that has them."""
    offices, units = _held(session, Role.OFFICE), _held(session, Role.UNIT)
    hands = {}
    for number, path in session.execute(select(Region.id, Region.path)):
        around = [int(part) for part in reversed(path.strip("/").split("/"))]
        office = next(offices[region][0] for region in around if region in offices)
        hands[number] = Hands(office, next(units[region] for region in around if region in units))
    return hands


def _held(session: Session, role: Role) -> dict[int, list[Holder]]:
    held: dict[int, list[Holder]] = {}
    rows = session.execute(
        select(Post.region_id, Post.id, Appointment.person_id)
        .join(Appointment, Appointment.post_id == Post.id)
        .where(Post.role == role, Appointment.until_on.is_(None))
        .order_by(Post.id, Appointment.id)
    )
    for region, *holder in rows:
        held.setdefault(region, []).append(Holder(*holder))
    return held
