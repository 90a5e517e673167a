"""The office's first look at what the public handed in: into the ledger, joined to an issue, or turned down."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.geodesy import Place
from rules.issue_states import OPEN, Act, after
from rules.public_reports import Reception
from rules.refusals import Refusal
from storage import audit, media
from storage.audit import By
from storage.inspections.secrecy import released
from storage.issues import assigning, joining, nearby, notices
from storage.issues.steps import Hand, Seen
from storage.issues.telling import type_name
from storage.models import Issue, IssueStep, Source, Subject, Submission, Urgency
from storage.outbox import Tell, tell
from storage.public import submissions
from storage.public.cards import SubmissionCard

MOST_ALIKE = 4


def accept(session: Session, hand: Hand, submission_id: int, verified: bool) -> int:
    """受理: from now on it is an issue like any other, reported when it was handed in. Returns the issue's id.

    `verified`: the office knows already that it is true; else somebody has to look first.
    """
    told = submissions.decide(session, hand.by, submission_id, Reception.ACCEPTED)
    issue = _issue(told)
    session.add(issue)
    session.flush()
    told.issue_id = issue.id
    step = IssueStep(issue_id=issue.id, act=Act.REGISTER, before=None, after=issue.state, person_id=told.person_id,
                     at=told.submitted_at, update_id=hand.by.update_id)  # fmt: skip
    session.add(step)
    session.flush()
    media.move(session, (Subject.SUBMISSION, told.id), (Subject.ISSUE, issue.id))
    audit.record(session, hand.by, "register", "issue", issue.id, after={"number": issue.number, "source": "public"})
    photos = len(media.of(session, Subject.ISSUE, issue.id))
    notices.tell_chiefs(session, hand.by, issue, type_name(hand.profile, issue.type), hand.today, photos)
    if verified:
        assigning.verify(session, hand, Seen(issue.id, step.id))
    else:
        _tell(session, hand, told, "public/accepted")
    return issue.id


def join(session: Session, hand: Hand, submission_id: int, issue_id: int) -> str:
    """并入: it is the same as an open issue; its photos and words go there, the reporter hears of that one.

    Returns its number.
    """
    issue = session.get(Issue, issue_id, populate_existing=True)
    if issue is None or issue.state not in OPEN:
        raise Refusal("refusal/no_such_open_issue")
    told = submissions.decide(session, hand.by, submission_id, Reception.JOINED)
    told.issue_id = issue.id
    joining.follow(session, By(hand.by.at, told.person_id), issue, told.person_id, told.words)
    media.move(session, (Subject.SUBMISSION, told.id), (Subject.ISSUE, issue.id))
    audit.record(session, hand.by, "join", "issue", issue.id, words=told.words, submission=told.number)
    _tell(session, hand, told, "public/joined", into=issue.number)
    return issue.number


def turn_down(session: Session, hand: Hand, submission_id: int, reason: str) -> None:
    """不予受理, with a reason that the reporter is told politely."""
    told = submissions.decide(session, hand.by, submission_id, Reception.TURNED_DOWN, reason)
    _tell(session, hand, told, "public/turned_down", reason=reason)


def alike(session: Session, hand: Hand, told: SubmissionCard) -> list[Issue]:
    """Open issues it may be the same as: what the reporter said, then near ones, then others of its kind there."""
    issue_type = hand.profile.issue_type(told.type)
    near = []
    if told.lat is not None and told.lon is not None and issue_type is not None:
        place = Place(told.lat, told.lon)
        near = [one.id for one in nearby.open_nearby(session, place, told.type, issue_type.radius_m)]
    row = session.get_one(Submission, told.id)
    same = select(Issue.id).where(
        Issue.state.in_(OPEN), Issue.type == told.type, Issue.water_id == row.water_id, released()
    )
    there = session.scalars(same.order_by(Issue.id.desc()).limit(MOST_ALIKE)).all() if row.water_id else []
    ids = dict.fromkeys([*([told.joins_id] if told.joins_id else []), *near, *there])
    found = {each.id: each for each in session.scalars(select(Issue).where(Issue.id.in_(ids)))}
    return [found[each] for each in ids if found[each].state in OPEN][:MOST_ALIKE]


def issue_with(session: Session, number: str) -> int:
    """The open issue with a number; refuses what is none or is settled."""
    found = session.scalar(select(Issue).where(Issue.number == number, released()))
    if found is None or found.state not in OPEN:
        raise Refusal("refusal/no_such_open_issue")
    return found.id


def _issue(told: Submission) -> Issue:
    same = ("number", "type", "severity", "words", "water_id", "region_id", "lat", "lon", "place_by")
    return Issue(
        **{name: getattr(told, name) for name in same},
        source=Source.PUBLIC,
        state=after(None, Act.REGISTER),
        reporter_id=told.person_id,
        reported_at=told.submitted_at,
    )


def _tell(session: Session, hand: Hand, told: Submission, kind: str, **more: str) -> None:
    values = {"number": told.number, "type": type_name(hand.profile, told.type), "hotline": hand.profile.public.hotline}
    buttons = [[["public.see", f"public:see:{told.id}"]]]
    key = f"submission:{told.id}:{told.state}:{told.person_id}"
    tell(session, hand.by.at, [Tell(kind, key, told.person_id, values | more, Urgency.DAYTIME, buttons)])
