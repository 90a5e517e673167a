"""What a person reported: the list 我的上报, withdrawing, putting words right while nobody has dealt with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.orm import Session

from rules.issue_states import Act, State, after
from rules.refusals import Refusal
from storage import audit, drafts
from storage.audit import By
from storage.issues import notices
from storage.issues.cards import IssueCard
from storage.models import Draft, Issue, IssueFollower, IssueStep, Region, Water
from storage.once import rows_changed

# Long enough to notice a slip, short enough that the office need not wait; no source gives a number.
AUTHOR_MAY = timedelta(hours=1)
AMENDING = "amend"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of a list of issues; `joined`: reported by somebody else, joined by this person."""

    id: int
    number: str
    type: str
    state: State
    place: str
    reported_at: datetime
    joined: bool


def my_reports(session: Session, person_id: int, offset: int = 0, limit: int = 8) -> tuple[list[ReportLine], int]:
    """What a person reported or joined, newest first, and how many there are in all."""
    mine = _mine(person_id)
    rows = session.execute(
        select(Issue, Water.name, Region.name)
        .outerjoin(Water, Water.id == Issue.water_id)
        .join(Region, Region.id == Issue.region_id)
        .where(mine)
        .order_by(Issue.reported_at.desc(), Issue.id.desc())
        .offset(offset)
        .limit(limit)
    )
    lines = [
        ReportLine(
            issue.id, issue.number, issue.type, issue.state, water or region, issue.reported_at,
            issue.reporter_id != person_id,
        )
        for issue, water, region in rows
    ]  # fmt: skip
    return lines, session.scalar(select(func.count()).select_from(Issue).where(mine)) or 0


def is_mine(session: Session, person_id: int, issue_id: int) -> bool:
    """Whether a person reported or joined an issue."""
    return session.scalar(select(Issue.id).where(Issue.id == issue_id, _mine(person_id))) is not None


def require_author(issue: Issue | IssueCard, person_id: int | None, now: datetime) -> None:
    """Refuses who did not report it, once somebody has dealt with it, and after the hour."""
    if issue.reporter_id != person_id:
        raise Refusal("refusal/not_your_report")
    if issue.state is not State.REGISTERED and not (issue.on_the_spot and issue.state is State.DONE):
        raise Refusal("refusal/report_dealt_with", number=issue.number, state=issue.state)
    until = issue.reported_at + AUTHOR_MAY
    if now > until:
        raise Refusal("refusal/too_late_to_change", number=issue.number, until=until)


def withdraw(session: Session, by: By, issue_id: int) -> str:
    """The author takes a report back within the hour, while nobody has dealt with it. Returns its number."""
    issue = _own_untouched(session, by, issue_id)
    _change(session, issue, state=after(issue.state, Act.WITHDRAW))
    session.add(
        IssueStep(
            issue_id=issue_id,
            act=Act.WITHDRAW,
            before=State.REGISTERED,
            after=State.WITHDRAWN,
            person_id=by.person_id,
            post_id=issue.reporter_post_id,
            at=by.at,
            update_id=by.update_id,
        )
    )
    audit.record(session, by, "withdraw", "issue", issue_id, before=State.REGISTERED, after=State.WITHDRAWN)
    notices.tell_withdrawn(session, by, issue)
    return issue.number


def amend_words(session: Session, by: By, issue_id: int, words: str) -> None:
    """The author puts the words of a report right within the hour, while nobody has dealt with it."""
    issue = _own_untouched(session, by, issue_id)
    before = issue.words
    _change(session, issue, words=words)
    audit.record(session, by, "amend_words", "issue", issue_id, before=before, after=words)


def begin_amending(session: Session, chat_id: int, person_id: int, at: datetime, issue_id: int) -> Draft:
    """Opens the dialog that asks for the words as they should read."""
    return drafts.begin(session, chat_id, person_id, AMENDING, "words", at, issue_id=issue_id)


def finish_amending(session: Session, by: By, draft_id: int, words: str) -> Refusal | None:
    """Puts the words right and closes the dialog; one that came too late closes it too, and says why."""
    draft = session.get_one(Draft, draft_id)
    drafts.close(session, draft_id)
    try:
        amend_words(session, by, draft.data["issue_id"], words)
    except Refusal as refusal:
        return refusal
    return None


def _mine(person_id: int) -> ColumnElement[bool]:
    joined = exists().where(IssueFollower.issue_id == Issue.id, IssueFollower.person_id == person_id)
    return (Issue.reporter_id == person_id) | joined


def _own_untouched(session: Session, by: By, issue_id: int) -> Issue:
    issue = session.get(Issue, issue_id, populate_existing=True)
    if issue is None:
        raise Refusal("refusal/not_your_report")
    require_author(issue, by.person_id, by.at)
    return issue


def _change(session: Session, issue: Issue, **values: object) -> None:
    """Compare-and-set: only while the issue is in the state that was read."""
    changed = rows_changed(
        session,
        update(Issue).where(Issue.id == issue.id, Issue.state == issue.state).values(**values),
    )
    if not changed:
        raise Refusal("refusal/report_dealt_with", number=issue.number, state=issue.state)
