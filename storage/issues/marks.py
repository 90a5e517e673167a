"""What hangs on an issue beside its state: the supervision, the transfer that is out, an urging nobody answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from rules.issue_states import Act
from rules.transfers import Outcome
from storage.direct import run
from storage.models import Extension, Issue, IssueStep, Supervision, Transfer
from storage.posts.holders import holders

_FINAL = (Outcome.NOT_FILED, Outcome.RESULT)
_SETTLES = (Act.URGE, Act.ANSWER_URGE, Act.ASSIGN, Act.RETURN, Act.PROGRESS, Act.SUBMIT)

# Asked at every step of every matter: built once (see storage/direct.py).
_ISSUE: BindParameter[int] = bindparam("issue_id")
_HANGING = select(
    select(func.max(Supervision.id))
    .where(Supervision.issue_id == _ISSUE, Supervision.lifted_at.is_(None))
    .scalar_subquery(),
    select(func.max(Transfer.id)).where(Transfer.issue_id == _ISSUE).scalar_subquery(),
    # Whoever reports progress after an urging has answered it too.
    select(IssueStep.act)
    .where(IssueStep.issue_id == _ISSUE, IssueStep.act.in_(_SETTLES))
    .order_by(IssueStep.id.desc())
    .limit(1)
    .scalar_subquery(),
    select(Issue.id).where(Issue.merged_into_id == _ISSUE).exists(),
    select(Extension.id).where(Extension.issue_id == _ISSUE).exists(),
)
_MERGED = select(Issue.id, Issue.number).where(Issue.merged_into_id == _ISSUE).order_by(Issue.id)


@dataclass(frozen=True, slots=True)
class Marks:
    """`transfer` is the one whose last word is still out; `departments` are the people of every one there was.

    `merged` are the issues that went into this one 并案, id and number. `has_extensions`: more time was asked for once.
    """

    supervision: Supervision | None = None
    transfer: Transfer | None = None
    departments: tuple[int, ...] = ()
    is_urged: bool = False
    merged: tuple[tuple[int, str], ...] = ()
    has_extensions: bool = False


def marks(session: Session, issue_id: int, today: date) -> Marks:
    """Reads them for one issue."""
    row = run(session, _HANGING, {"issue_id": issue_id}).one()
    supervision_id, transfer_id, last, has_others, has_extensions = tuple(row)
    supervision = session.get(Supervision, supervision_id, populate_existing=True) if supervision_id else None
    sent = _transfers(session, issue_id) if transfer_id else []
    held = holders(session, {each.post_id for each in sent}, today) if sent else {}
    return Marks(
        supervision,
        next((each for each in sent if each.outcome not in _FINAL), None),
        tuple(holder.person_id for people in held.values() for holder in people),
        last == Act.URGE,
        merged(session, issue_id) if has_others else (),
        bool(has_extensions),
    )


def supervised(session: Session, issue_ids: Iterable[int]) -> frozenset[int]:
    """Those of the issues that are supervised by name."""
    asked = set(issue_ids)
    rows = select(Supervision.issue_id).where(Supervision.issue_id.in_(asked), Supervision.lifted_at.is_(None))
    return frozenset(session.scalars(rows)) if asked else frozenset()


def merged(session: Session, issue_id: int) -> tuple[tuple[int, str], ...]:
    """The issues that went into this one 并案, id and number, oldest first."""
    return tuple((row.id, row.number) for row in run(session, _MERGED, {"issue_id": issue_id}))


def _transfers(session: Session, issue_id: int) -> list[Transfer]:
    rows = select(Transfer).where(Transfer.issue_id == issue_id).order_by(Transfer.id.desc())
    return list(session.scalars(rows.execution_options(populate_existing=True)))
