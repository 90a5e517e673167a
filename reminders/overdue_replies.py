"""Answers 回执 to papers 公文 that are due or missing: to who owes them, then to the office that waits for them."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from reminders import telling
from reminders.course import Case, Course
from reminders.lots import Listed
from rules.chains import ChainToday, DueStep, Target
from rules.profile import Profile
from rules.warnings import Matter, Stage
from rules.workdays import IsWorkday
from storage.chains.pieces import Piece
from storage.models import Urgency
from storage.outbox import Tell
from storage.papers import unanswered
from storage.papers.unanswered import Unanswered
from storage.posts.holders import Holder, holders
from storage.posts.superiors import superiors

SUBJECT = "paper_warning"
PAPERS_A_CHUNK = 500
MOST_NAMES = 10


def warn(session: Session, profile: Profile, now: datetime, is_workday: IsWorkday) -> int:
    """Records one warning a paper, deadline, step and person; returns how many are new."""
    return telling.record(warnings, SUBJECT, session, profile, now, is_workday)


def warnings(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[Piece]:
    """Every warning about answers that is true today, some at a time."""
    return _PAPERS.all(Course(session, Matter.REPLY, today, _tell), profile, is_workday)


def of_papers(
    session: Session, profile: Profile, today: date, is_workday: IsWorkday, paper_ids: Collection[int]
) -> Iterator[Piece]:
    """The same for some papers only."""
    return _PAPERS.of(paper_ids, Course(session, Matter.REPLY, today, _tell), profile, is_workday)


def _cases(session: Session, rows: Sequence[Unanswered], chain: ChainToday, today: date) -> Iterator[Case]:
    """One for each post that owes an answer."""
    begun = [row for row in rows if chain.has_begun(row.due_on)]
    posts = {post for row in begun for post, _ in row.late}
    held = holders(session, posts | {row.office_post_id for row in begun}, today)
    above = superiors(session, posts, today) if any(Target.SUPERIOR in step.to for step in chain.chain.steps) else {}
    for row in begun:
        for post, _ in row.late:
            people = {
                Target.OWN: held.get(post, ()),
                Target.SUPERIOR: above.get(post, ()),
                Target.OFFICE: held.get(row.office_post_id, ()),
            }
            key = f"reply:{row.paper_id}:{post}:{row.due_on}"
            yield Case(key, chain.chain, row.due_on, chain.due(row.due_on), people, row, row.paper_id, post)


def _tell(case: Case, due: DueStep, holder: Holder) -> Tell:
    """The office, and who stands above, hear it once a paper, with the names of all that owe an answer."""
    row: Unanswered = case.row
    stage, is_own = due.step.stage, due.to is Target.OWN
    kind = ("before" if stage in (Stage.BEFORE, Stage.DUE) else "overdue") if is_own else "unanswered"
    act = "reply" if is_own else "open"
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
        key=f"{SUBJECT}:{due.step.name}:{row.paper_id}:{row.due_on}:{kind}:{holder.person_id}",
        person_id=holder.person_id,
        values=values,
        urgency=Urgency.DIGEST if stage is Stage.BEFORE else Urgency.DAYTIME,
        buttons=[[(f"papers.{act}", f"paper:{act}:{row.paper_id}")]],
    )


# One that has answered is done, whether the paper waits for others or not.
_PAPERS = Listed(unanswered.with_deadline, lambda row: row.paper_id, _cases, PAPERS_A_CHUNK, one_chain=False)
