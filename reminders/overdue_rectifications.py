"""Rectifications whose deadline nears, has come, has passed: 整改提醒."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from reminders import telling
from reminders.telling import stages_today
from rules.profile import Profile
from rules.roles import CHIEFS, post_word
from rules.warnings import Matter, Stage
from rules.workdays import IsWorkday
from storage.issues import assignments
from storage.issues.assignments import Assignment
from storage.models import Urgency
from storage.outbox import Tell
from storage.posts.holders import Holder, holders, offices
from storage.posts.superiors import chiefs_of, superiors

SUBJECT = "rectification_warning"
ISSUES_A_CHUNK = 1_000


class _People(NamedTuple):
    """Who is concerned, by post, by region and by issue."""

    assignees: Mapping[int, Sequence[Holder]]
    offices: Mapping[int, Sequence[Holder]]
    superiors: Mapping[int, Sequence[Holder]]


def warn(session: Session, profile: Profile, now: datetime, is_workday: IsWorkday) -> int:
    """Records one warning an issue, deadline, stage and person; returns how many are new."""
    return telling.record(warnings, SUBJECT, session, profile, now, is_workday)


def warnings(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[list[Tell]]:
    """Every warning about rectifications that is true today, some at a time."""
    plan = profile.warning_plan(Matter.RECTIFICATION, today)
    last = 0
    while plan is not None and (rows := assignments.with_deadline(session, last, ISSUES_A_CHUNK)):
        staged = [(row, one) for row in rows for one in stages_today(plan, row.due_on, today, is_workday)]
        people = _people(session, [row for row, _ in staged], today)
        yield [notice for row, one in staged for notice in _about(profile, people, row, one)]
        last = rows[-1].issue_id


def _people(session: Session, rows: Sequence[Assignment], today: date) -> _People:
    above = superiors(session, {row.post_id for row in rows if row.role in CHIEFS}, today)
    on_water = {(row.water_id, row.level) for row in rows if row.role not in CHIEFS and row.water_id}
    chiefs = chiefs_of(session, on_water, today)
    return _People(
        holders(session, {row.post_id for row in rows}, today),
        offices(session, {row.region_id for row in rows}, today),
        {
            row.issue_id: above.get(row.post_id, ())
            if row.role in CHIEFS
            else chiefs.get((row.water_id or 0, row.level), ())
            for row in rows
        },
    )


def _about(profile: Profile, people: _People, row: Assignment, one: Stage) -> Iterator[Tell]:
    """To who must rectify (a vacant post's matters: to the office); in the end to the office and the superior."""
    assignees, office = people.assignees.get(row.post_id, ()), people.offices.get(row.region_id, ())
    own = {person.person_id for person in assignees}
    others = dict.fromkeys(person.person_id for person in (*office, *people.superiors[row.issue_id]))
    if one is Stage.SUPERIOR:
        addressed = [person for person in others if person not in own]
    else:
        addressed = list(own) or [person.person_id for person in office]
    for person in addressed:
        yield _tell(profile, row, one, person, assignees)


def _tell(profile: Profile, row: Assignment, one: Stage, person_id: int, assignees: Sequence[Holder]) -> Tell:
    type_ = profile.issue_type(row.type)
    return Tell(
        kind=f"{SUBJECT}/{one}",
        key=f"{SUBJECT}:{one}:{row.issue_id}:{row.due_on}:{person_id}",
        person_id=person_id,
        values={
            "number": row.number,
            "type": type_.name if type_ else row.type,
            "severity": row.severity.word,
            "state": row.state.word,
            "place": row.water or row.region,
            "due_on": row.due_on.isoformat(),
            "assignee": row.unit or post_word(row.role, row.level),
            "people": [person.name for person in assignees],
        },
        urgency=Urgency.DIGEST if one is Stage.BEFORE else Urgency.DAYTIME,
        buttons=[[("rectification_warning.open", f"issue:open:{row.issue_id}")]],
    )
