"""Joining an issue that is open already, instead of reporting the same thing again."""

from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.issue_states import OPEN
from rules.refusals import Refusal
from storage import audit, media
from storage.audit import By
from storage.issues import notices
from storage.models import Draft, Issue, IssueFollower, Subject
from storage.reports import making


def join(session: Session, by: By, draft_id: int, issue_id: int, type_name: str, today: date) -> int:
    """Adds what a draft tells to an open issue; its person hears what becomes of it. Returns the issue's id."""
    draft = session.get_one(Draft, draft_id)
    issue = session.get_one(Issue, issue_id, populate_existing=True)
    if issue.state not in OPEN:
        raise Refusal("refusal/issue_not_open", number=issue.number, state=issue.state)
    words = draft.data.get("words", "")
    follow(session, by, issue, draft.person_id, words)
    media.move(session, (Subject.DRAFT, draft_id), (Subject.ISSUE, issue.id))
    making.close(session, draft)
    audit.record(session, by, "join", "issue", issue.id, words=words)
    if not draft.data.get("inspection_id"):  # nobody hears that an inspection is under way
        notices.tell_joined(session, by, issue, type_name, words, today)
    return issue.id


def follow(session: Session, by: By, issue: Issue, person_id: int, words: str) -> None:
    """Somebody saw it too: their words stand beside the report, and they hear what becomes of it."""
    joining = by.person_id or person_id
    if joining == issue.reporter_id:
        # Who reported it only adds to their own report.
        longer = f"{issue.words}\n{words}".strip()
        session.execute(update(Issue).where(Issue.id == issue.id).values(words=longer))
        return
    follower = session.get(IssueFollower, (issue.id, joining))
    if follower is None:
        session.add(IssueFollower(issue_id=issue.id, person_id=joining, joined_at=by.at, words=words))
    else:
        follower.words = f"{follower.words}\n{words}".strip()
    session.flush()
