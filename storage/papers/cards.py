"""A paper in full: what stands on it, how far its issues are, who received and answered it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.issue_states import State
from rules.papers import PaperKind, PaperState
from rules.refusals import Refusal
from storage.ledger import entries
from storage.ledger.entries import Entry
from storage.models import Issue, Media, Paper, PaperAddressee, PaperIssue, Person, Region, Subject, Water
from storage.posts.naming import name_of


@dataclass(frozen=True, slots=True)
class Receiver:
    """An addressee: the printed name, when it was received and answered, by whom, with how many photos and files."""

    id: int
    post_id: int
    name: str
    received_at: datetime | None
    replied_at: datetime | None
    replied_by: str
    reply: str
    brought: int


@dataclass(frozen=True, slots=True)
class PaperCard:
    """One paper. `drafter` and `signer` are names; `issues` as the ledger has them now."""

    id: int
    kind: PaperKind
    state: PaperState
    revision: int
    region_id: int
    region: str
    region_path: str
    office_post_id: int
    number: str | None
    title: str
    words: str
    copies: str
    due_on: date | None
    drafter: str
    drafter_id: int
    signer: str
    signed_at: datetime | None
    file_sha256: str | None
    file_name: str
    reason: str
    issues: tuple[Entry, ...]
    receivers: tuple[Receiver, ...]

    @property
    def closed(self) -> int:
        """How many of its issues are closed 销号."""
        return sum(entry.state is State.CLOSED for entry in self.issues)

    @property
    def received(self) -> int:
        """How many addressees have said 收到."""
        return sum(one.received_at is not None for one in self.receivers)

    @property
    def replied(self) -> int:
        """How many addressees have answered."""
        return sum(one.replied_at is not None for one in self.receivers)

    def late(self, today: date) -> tuple[Receiver, ...]:
        """Who has not answered though the day is gone."""
        gone = self.state is PaperState.SIGNED and self.due_on is not None and self.due_on < today
        return tuple(one for one in self.receivers if gone and one.replied_at is None)


_AS_STORED = (
    "id", "kind", "state", "revision", "region_id", "office_post_id", "number", "title", "words", "copies", "due_on",
    "signed_at", "file_sha256", "file_name", "reason",
)  # fmt: skip


def paper_card(session: Session, paper_id: int, today: date) -> PaperCard:
    """One paper; refuses a number that is none."""
    paper = session.get(Paper, paper_id, populate_existing=True)
    if paper is None:
        raise Refusal("refusal/button_too_old")
    region = session.get_one(Region, paper.region_id)
    numbers = session.scalars(
        select(PaperIssue.issue_id).where(PaperIssue.paper_id == paper_id).order_by(PaperIssue.place)
    ).all()
    return PaperCard(
        **{column: getattr(paper, column) for column in _AS_STORED},
        region=region.name,
        region_path=region.path,
        drafter=name_of(session, paper.drafted_by_id),
        drafter_id=paper.drafted_by_id,
        signer=name_of(session, paper.signed_by_id),
        issues=tuple(issues_of(session, numbers, today)),
        receivers=tuple(_receivers(session, paper_id)),
    )


def issues_of(session: Session, issue_ids: Sequence[int], today: date) -> list[Entry]:
    """These issues as the ledger has them, in their order."""
    rows = session.execute(
        select(Issue, Water.name, Region.name, Region.path)
        .join(Region, Region.id == Issue.region_id)
        .outerjoin(Water, Water.id == Issue.water_id)
        .where(Issue.id.in_(issue_ids))
    ).all()
    found = {entry.id: entry for entry in entries.entries(session, rows, today)}
    return [found[each] for each in issue_ids if each in found]


def _receivers(session: Session, paper_id: int) -> list[Receiver]:
    brought = (
        select(func.count())
        .where(Media.subject == Subject.PAPER_REPLY, Media.subject_id == PaperAddressee.id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(PaperAddressee, Person.name, brought)
        .outerjoin(Person, Person.id == PaperAddressee.replied_by_id)
        .where(PaperAddressee.paper_id == paper_id)
        .order_by(PaperAddressee.place)
    )
    return [
        Receiver(row.id, row.post_id, row.name, row.received_at, row.replied_at, name or "", row.reply, count)
        for row, name, count in rows
    ]
