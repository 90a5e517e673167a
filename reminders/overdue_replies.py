"""Answers 回执 to papers 公文 that are due or missing: to who owes them, then to the office that waits for them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from reminders import telling
from reminders.telling import stages_today
from rules.profile import Profile
from rules.warnings import Matter, Stage
from rules.workdays import IsWorkday
from storage.models import Urgency
from storage.outbox import Tell
from storage.papers import unanswered
from storage.papers.unanswered import Unanswered
from storage.posts.holders import Holder, holders

SUBJECT = "paper_warning"
PAPERS_A_CHUNK = 500
MOST_NAMES = 10

_Held = Mapping[int, Sequence[Holder]]


def warn(session: Session, profile: Profile, now: datetime, is_workday: IsWorkday) -> int:
    """Records one warning a paper, deadline, stage and person; returns how many are new."""
    return telling.record(warnings, SUBJECT, session, profile, now, is_workday)


def warnings(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[list[Tell]]:
    """Every warning about answers that is true today, by the days of the plan for rectification, some at a time."""
    plan = profile.warning_plan(Matter.RECTIFICATION, today)
    last = 0
    while plan is not None and (rows := unanswered.with_deadline(session, last, PAPERS_A_CHUNK)):
        staged = [(row, one) for row in rows for one in stages_today(plan, row.due_on, today, is_workday)]
        posts = {post for row, _ in staged for post in (row.office_post_id, *(post for post, _ in row.late))}
        held = holders(session, posts, today)
        yield [notice for row, one in staged for notice in _about(held, row, one)]
        last = rows[-1].paper_id


def _about(held: _Held, row: Unanswered, one: Stage) -> Iterator[Tell]:
    if one is Stage.SUPERIOR:
        return  # the office knows since the day after
    owing = dict.fromkeys(holder.person_id for post, _ in row.late for holder in held.get(post, ()))
    kind = "overdue" if one is Stage.OVERDUE else "before"
    for person in owing:
        yield _tell(row, one, kind, person, Urgency.DIGEST if one is Stage.BEFORE else Urgency.DAYTIME)
    if one is Stage.OVERDUE:
        for holder in held.get(row.office_post_id, ()):
            yield _tell(row, one, "unanswered", holder.person_id, Urgency.DAYTIME)


def _tell(row: Unanswered, one: Stage, kind: str, person_id: int, urgency: Urgency) -> Tell:
    act = "open" if kind == "unanswered" else "reply"
    values: dict[str, Any] = {
        "kind": row.kind,
        "number": row.number,
        "title": row.title,
        "due_on": row.due_on.isoformat(),
        "late": len(row.late),
        "names": [name for _, name in row.late[:MOST_NAMES]],
    }
    return Tell(
        kind=f"{SUBJECT}/{kind}",
        key=f"{SUBJECT}:{one}:{row.paper_id}:{row.due_on}:{kind}:{person_id}",
        person_id=person_id,
        values=values,
        urgency=urgency,
        buttons=[[(f"papers.{act}", f"paper:{act}:{row.paper_id}")]],
    )
