"""Rectifications whose deadline nears, has come, has passed: 整改提醒."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from reminders import telling
from reminders.course import Case, Course, above_on
from reminders.lots import Listed
from rules.chains import ChainToday, DueStep, Target
from rules.profile import Profile
from rules.roles import CHIEFS, post_word
from rules.warnings import Matter, Stage
from rules.workdays import IsWorkday
from storage.chains.pieces import Piece
from storage.issues import assignments
from storage.issues.assignments import Assignment
from storage.models import Urgency
from storage.outbox import Tell
from storage.posts.holders import Holder, holders, liaisons, offices
from storage.posts.superiors import chiefs_of, superiors

SUBJECT = "rectification_warning"
ISSUES_A_CHUNK = 1_000


class _People(NamedTuple):
    """Who is concerned, by post, by region and by issue."""

    assignees: Mapping[int, Sequence[Holder]]
    offices: Mapping[int, Sequence[Holder]]
    superiors: Mapping[int, Sequence[Holder]]
    liaisons: Mapping[int, Sequence[Holder]]


def warn(session: Session, profile: Profile, now: datetime, is_workday: IsWorkday) -> int:
    """Records one warning an issue, deadline, step and person; returns how many are new."""
    return telling.record(warnings, SUBJECT, session, profile, now, is_workday)


def warnings(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[Piece]:
    """Every warning about rectifications that is true today, some at a time."""
    return _ISSUES.all(_course(session, profile, today), profile, is_workday)


def of_issues(
    session: Session, profile: Profile, today: date, is_workday: IsWorkday, issue_ids: Collection[int]
) -> Iterator[Piece]:
    """The same for some issues only."""
    return _ISSUES.of(issue_ids, _course(session, profile, today), profile, is_workday)


def _course(session: Session, profile: Profile, today: date) -> Course:
    def word(case: Case, due: DueStep, holder: Holder) -> Tell:
        return _tell(profile, today, case, due, holder)

    return Course(session, Matter.RECTIFICATION, today, word)


def _cases(session: Session, rows: Sequence[Assignment], chain: ChainToday, today: date) -> Iterator[Case]:
    """What a vacant post must rectify goes to the office."""
    begun = [row for row in rows if chain.has_begun(row.due_on)]
    people = _people(session, begun, today)
    for row in begun:
        own, office = people.assignees.get(row.post_id, ()), people.offices.get(row.region_id, ())
        stand = {
            Target.OWN: own or office,
            Target.LIAISON: people.liaisons.get(row.water_id or 0, ()),
            Target.SUPERIOR: people.superiors[row.issue_id],
            Target.OFFICE: office,
        }
        yield Case(f"rectification:{row.issue_id}:{row.due_on}", chain.chain, row.due_on, chain.due(row.due_on), stand,
                   (row, own), row.issue_id, row.post_id, is_vacant=not own)  # fmt: skip


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
        liaisons(session, {row.water_id for row in rows if row.water_id}, today),
    )


def _tell(profile: Profile, today: date, case: Case, due: DueStep, holder: Holder) -> Tell:
    row, assignees = case.row
    type_ = profile.issue_type(row.type)
    stage = due.step.stage if due.to is Target.OWN else Stage.SUPERIOR
    return Tell(
        kind=f"{SUBJECT}/{stage}",
        key=f"{SUBJECT}:{due.step.name}:{row.issue_id}:{row.due_on}:{holder.person_id}",
        person_id=holder.person_id,
        values={
            "number": row.number,
            "type": type_.name if type_ else row.type,
            "severity": row.severity.word,
            "state": row.state.word,
            "place": row.water or row.region,
            "due_on": row.due_on.isoformat(),
            "assignee": row.unit or post_word(row.role, row.level),
            "people": [person.name for person in assignees],
            "late": today > row.due_on,
            "above": above_on(case, today)["above"],
        },
        urgency=Urgency.DIGEST if due.step.stage is Stage.BEFORE else Urgency.DAYTIME,
        buttons=[[("rectification_warning.open", f"issue:open:{row.issue_id}")]],
    )


_ISSUES = Listed(assignments.with_deadline, lambda row: row.issue_id, _cases, ISSUES_A_CHUNK)
