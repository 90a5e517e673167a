"""Who hears of a paper: who may sign it, its addressees with the file, the office that issued it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.papers import PaperKind, PaperRules
from rules.profile import Profile
from storage import notices, outbox
from storage.audit import By
from storage.issued import Attached
from storage.models import Delivery, Notice, Paper, PaperAddressee, PaperIssue, Region, Urgency
from storage.outbox import Tell
from storage.posts.holders import people_at, posts_of
from storage.posts.naming import name_of

MOST_WORDS = 300  # of a paper's or a reply's words in a notice


def issued_key(paper_id: int, person_id: int) -> str:
    """The key of the notice that brings a paper to a person."""
    return f"paper:{paper_id}:issued:{person_id}"


def group_key(paper_id: int, group_id: int) -> str:
    """The key of the notice that brings a paper to a group."""
    return f"paper:{paper_id}:group:{group_id}"


def tell_signers(session: Session, by: By, profile: Profile, paper: Paper, today: date) -> None:
    """Who may sign it, unless the one who drafted it may."""
    people = signers(session, profile.paper, paper.kind, paper.region_id, today)
    if by.person_id in people:
        return
    values = _values(session, paper) | {"by": name_of(session, by.person_id)}
    key = f"paper:{paper.id}:to_sign:{paper.revision}"
    buttons = [[["papers.open", f"paper:open:{paper.id}"]]]
    outbox.tell(
        session,
        by.at,
        [Tell("papers/to_sign", f"{key}:{person}", person, values, buttons=buttons) for person in people],
    )


def signers(session: Session, rules: PaperRules, kind: PaperKind, region_id: int, today: date) -> list[int]:
    """The people who may sign a kind of paper of the office of a region on a day."""
    found: dict[int, None] = {}
    for role in sorted(rules.signers_of(kind)):
        posts = posts_of(session, role, {region_id}).get(region_id, [])
        found |= dict.fromkeys(people_at(session, posts, today))
    return list(found)


def tell_returned(session: Session, by: By, paper: Paper) -> None:
    """Who drafted it."""
    values = _values(session, paper) | {"by": name_of(session, by.person_id), "reason": paper.reason[:MOST_WORDS]}
    key = f"paper:{paper.id}:returned:{paper.revision}:{paper.drafted_by_id}"
    buttons = [[["papers.open", f"paper:open:{paper.id}"]]]
    if paper.drafted_by_id != by.person_id:
        outbox.tell(session, by.at, [Tell("papers/returned", key, paper.drafted_by_id, values, buttons=buttons)])


def tell_issued(session: Session, by: By, profile: Profile, paper: Paper, file: Attached, today: date) -> None:
    """The addressees, each once with the file and 「收到」; whoever holds the post on the day."""
    values = _values(session, paper) | {
        "issuer": profile.paper.issuer(session.get_one(Region, paper.region_id).name).name,
        "signer": name_of(session, by.person_id),
    }
    buttons = [
        [["papers.received", f"paper:got:{paper.id}"], ["papers.reply", f"paper:reply:{paper.id}"]],
    ]
    people = _receivers(session, paper.id, today)
    news = [
        Tell("papers/issued", issued_key(paper.id, person), person, values, Urgency.NOW, buttons, file=file)
        for person in people
    ]
    outbox.tell(session, by.at, news)


def tell_replied(
    session: Session, by: By, paper: Paper, rows: Sequence[PaperAddressee], brought: int, today: date
) -> None:
    """The office that issued it, and who drafted it."""
    values = _values(session, paper) | {
        "unit": "、".join(row.name for row in rows),
        "by": name_of(session, by.person_id),
        "reply": rows[0].reply[:MOST_WORDS],
        "brought": brought,
    }
    key = f"paper:{paper.id}:replied:{rows[0].id}"
    buttons = [[["papers.open", f"paper:open:{paper.id}"]]]
    people = [person for person in office_of(session, paper, today) if person != by.person_id]
    news = [Tell("papers/replied", f"{key}:{person}", person, values, Urgency.DAYTIME, buttons) for person in people]
    outbox.tell(session, by.at, news)


def tell_withdrawn(session: Session, by: By, paper: Paper, today: date) -> None:
    """Whoever was told of it; where it did not go out yet, it does not go out at all."""
    about = Notice.key.startswith(f"paper:{paper.id}:issued:", autoescape=True)
    told = session.execute(select(Notice.person_id, Notice.state).where(about)).all()
    in_groups = Notice.key.startswith(group_key(paper.id, 0).removesuffix("0"), autoescape=True)
    outbox.retract(session, by.at, session.scalars(select(Notice.key).where(in_groups)).all())
    take_back(session, paper.id)
    values = _values(session, paper) | {"reason": paper.reason[:MOST_WORDS], "by": name_of(session, by.person_id)}
    news = [
        Tell("papers/withdrawn", f"paper:{paper.id}:withdrawn:{row.person_id}", row.person_id, values)
        for row in told
        if row.state is not Delivery.WAITING and row.person_id != by.person_id
    ]
    outbox.tell(session, by.at, news)


def take_back(session: Session, paper_id: int) -> None:
    """Whatever of a paper still waits to be told is true no more."""
    about = Notice.key.startswith(f"paper:{paper_id}:", autoescape=True) & (Notice.state == Delivery.WAITING)
    notices.withdraw(session, session.scalars(select(Notice.key).where(about)).all())


def office_of(session: Session, paper: Paper, today: date) -> list[int]:
    """Who sits today at the post that drafted it; who drafted it first, if still there."""
    people = people_at(session, [paper.office_post_id], today)
    return sorted(people, key=lambda person: person != paper.drafted_by_id)


def _receivers(session: Session, paper_id: int, today: date) -> tuple[int, ...]:
    posts = session.scalars(select(PaperAddressee.post_id).where(PaperAddressee.paper_id == paper_id)).all()
    return people_at(session, posts, today)


def _values(session: Session, paper: Paper) -> dict[str, Any]:
    issues = session.scalars(select(PaperIssue.issue_id).where(PaperIssue.paper_id == paper.id)).all()
    return {
        "kind": paper.kind.word,
        "number": paper.number,
        "title": paper.title,
        "words": paper.words[:MOST_WORDS],
        "due_on": paper.due_on.isoformat() if paper.due_on else None,
        "issues": len(issues),
    }
