"""A paper before it is signed: saved as drafted, given back for changes, dropped. Nothing of it has a number yet."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from rules.issue_states import OPEN
from rules.papers import LONGEST_TITLE, UNSIGNED, PaperKind, PaperState, may_be_signed
from rules.profile import Profile
from rules.refusals import Refusal
from storage import audit
from storage.audit import By
from storage.inspections.secrecy import released
from storage.models import Issue, Paper, PaperAddressee, PaperIssue, Region
from storage.papers import addressing, telling


@dataclass(frozen=True, slots=True)
class Draft:
    """What an office wants to say: `issues` and `posts` (addressees) are ids in the order of the paper.

    `copies` 抄送 are units in words: they get the paper by the office's own ways.
    """

    kind: PaperKind
    title: str
    words: str
    due_on: date | None
    issues: tuple[int, ...]
    posts: tuple[int, ...]
    copies: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """The chief office that drafts: its region with path, and the post of who drafts."""

    region_id: int
    path: str
    post_id: int


@dataclass(frozen=True, slots=True)
class SeenPaper:
    """What the person had before their eyes: the paper in this revision."""

    paper_id: int
    revision: int


def save(
    session: Session, by: By, profile: Profile, office: Office, told: Draft, today: date, seen: SeenPaper | None = None
) -> Paper:
    """Saves a new paper, or a changed one in its place; refuses what could not be signed either."""
    may_be_signed(told.kind, told.issues, told.posts, told.due_on, told.words, today)
    check_issues(session, told.issues, office.path)
    path = office.path if told.kind.needs_issues else "/"
    found = addressing.of_posts(session, profile.paper, told.posts, path, today)
    if len(found) < len(told.posts):
        raise Refusal("refusal/post_is_vacant")
    paper = _row(session, by, office, told, seen)
    _rewrite(session, paper, told, found)
    audit.record(session, by, "draft", "paper", paper.id, after=_told(told))
    telling.tell_signers(session, by, profile, paper, today)
    return paper


def give_back(session: Session, by: By, seen: SeenPaper, reason: str) -> Paper:
    """退回修改, with a reason that who drafted it is told."""
    paper = change_state(session, seen, frozenset({PaperState.DRAFT}), PaperState.RETURNED, reason=reason)
    audit.record(session, by, "give_back", "paper", paper.id, words=reason)
    telling.tell_returned(session, by, paper)
    return paper


def drop(session: Session, by: By, seen: SeenPaper) -> Paper:
    """作废: what was never signed is laid aside."""
    paper = change_state(session, seen, UNSIGNED, PaperState.DROPPED)
    telling.take_back(session, paper.id)
    audit.record(session, by, "drop", "paper", paper.id)
    return paper


def change_state(
    session: Session, seen: SeenPaper, allowed: frozenset[PaperState], state: PaperState, **values: object
) -> Paper:
    """Compare-and-set: the paper as it was seen, in one of the states allowed; refuses what has moved on since."""
    own = (Paper.id == seen.paper_id) & (Paper.revision == seen.revision) & Paper.state.in_(allowed)
    statement = update(Paper).where(own).values(state=state, revision=Paper.revision + 1, **values)
    changed = session.execute(statement.returning(Paper.id), execution_options={"synchronize_session": False})
    if changed.scalar() is None:
        raise moved_on(session, seen.paper_id)
    return session.get_one(Paper, seen.paper_id, populate_existing=True)


def moved_on(session: Session, paper_id: int) -> Refusal:
    """The answer to who comes too late: what is true of the paper now."""
    paper = session.get(Paper, paper_id, populate_existing=True)
    if paper is None:
        return Refusal("refusal/button_too_old")
    return Refusal("refusal/paper_moved_on", state=paper.state, number=paper.number, title=paper.title)


def check_issues(session: Session, issue_ids: tuple[int, ...], path: str) -> None:
    """Refuses issues outside the office's region, and those that are settled by now."""
    rows = session.execute(
        select(Issue.id, Issue.number, Issue.state, Region.path)
        .join(Region, Region.id == Issue.region_id)
        .where(Issue.id.in_(issue_ids), released())
        .order_by(Issue.number)
    ).all()
    if len(rows) < len(issue_ids) or not all(row.path.startswith(path) for row in rows):
        raise Refusal("refusal/not_your_region")
    if settled := [row.number for row in rows if row.state not in OPEN]:
        raise Refusal("refusal/paper_issue_settled", numbers=settled)


def _row(session: Session, by: By, office: Office, told: Draft, seen: SeenPaper | None) -> Paper:
    assert by.person_id is not None  # noqa: S101 - only people draft
    values = {"kind": told.kind, "title": told.title[:LONGEST_TITLE], "words": told.words, "due_on": told.due_on,
              "copies": told.copies}  # fmt: skip
    if seen is not None:
        return change_state(session, seen, UNSIGNED, PaperState.DRAFT, reason="", **values)
    paper = Paper(
        **values,
        state=PaperState.DRAFT,
        revision=0,
        region_id=office.region_id,
        office_post_id=office.post_id,
        drafted_by_id=by.person_id,
        drafted_at=by.at,
    )
    session.add(paper)
    session.flush()
    return paper


def _rewrite(session: Session, paper: Paper, told: Draft, found: list[addressing.Addressee]) -> None:
    session.execute(delete(PaperIssue).where(PaperIssue.paper_id == paper.id))
    session.execute(delete(PaperAddressee).where(PaperAddressee.paper_id == paper.id))
    session.add_all(PaperIssue(paper_id=paper.id, issue_id=each, place=n) for n, each in enumerate(told.issues))
    session.add_all(
        PaperAddressee(paper_id=paper.id, post_id=each.post_id, name=each.name, place=n) for n, each in enumerate(found)
    )
    session.flush()


def _told(told: Draft) -> dict[str, object]:
    due_on = told.due_on.isoformat() if told.due_on else None
    return {"kind": told.kind, "title": told.title, "words": told.words, "due_on": due_on,
            "issues": list(told.issues), "posts": list(told.posts), "copies": told.copies}  # fmt: skip
