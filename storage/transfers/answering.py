"""What the department does with a transfer: receipt 收到, case filed or not 立案, result 处理结果; and what is out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, false, or_, select, update
from sqlalchemy.orm import Session

from rules.issue_states import Act
from rules.refusals import Refusal
from rules.transfers import Outcome
from storage import audit, media
from storage.issues.matters import Matter, seat_name
from storage.issues.steps import Hand, hold, read, take_step
from storage.models import Issue, Region, Subject, Transfer, Water
from storage.once import rows_changed

_FINAL = (Outcome.NOT_FILED, Outcome.RESULT)


@dataclass(frozen=True, slots=True)
class Sent:
    """A transfer with its issue in a few words. `department` names its people where they are asked for."""

    transfer: Transfer
    number: str
    type: str
    place: str
    region_id: int
    department: str

    @property
    def is_settled(self) -> bool:
        """The last word has come."""
        return self.transfer.outcome in _FINAL

    def days_over(self, today: date) -> int:
        """By how many days an answer or result is late."""
        return 0 if self.is_settled else max(0, (today - self.transfer.due_on).days)


# Built once: reminders and self-audit ask each morning.
_SENT = (
    select(Transfer, Issue.number, Issue.type, Water.name, Region.name, Region.id)
    .join(Issue, Issue.id == Transfer.issue_id)
    .join(Region, Region.id == Issue.region_id)
    .outerjoin(Water, Water.id == Issue.water_id)
    .order_by(Transfer.due_on, Transfer.id)
    .execution_options(populate_existing=True)
)
_OUTSTANDING = _SENT.where(or_(Transfer.outcome.is_(None), Transfer.outcome.not_in(_FINAL)))


def sent(session: Session, transfer_id: int, today: date) -> Sent:
    """One transfer; refuses a number that is none."""
    found = _told(session, _SENT.where(Transfer.id == transfer_id))
    if not found:
        raise Refusal("refusal/button_too_old")
    return found[0]


def outstanding(session: Session, regions: Sequence[str], post_ids: Sequence[int], today: date) -> list[Sent]:
    """What still waits for a last word: in an office's regions, or at these posts of a department."""
    inside = or_(false(), *(Region.path.startswith(path) for path in regions))
    return _told(session, _OUTSTANDING.where(or_(inside, Transfer.post_id.in_(post_ids))))


def all_outstanding(session: Session) -> list[Sent]:
    """The same of everybody."""
    return _told(session, _OUTSTANDING)


def of_issue(session: Session, issue_id: int, today: date) -> list[Sent]:
    """All transfers of an issue, oldest first."""
    return _told(session, _SENT.where(Transfer.issue_id == issue_id))


def receive(session: Session, hand: Hand, transfer_id: int) -> Matter:
    """收到, once; the office hears it."""
    one, before = _held(session, hand, transfer_id)
    received = rows_changed(
        session,
        update(Transfer)
        .where(Transfer.id == transfer_id, Transfer.received_at.is_(None))
        .values(received_at=hand.by.at, received_by_id=hand.by.person_id),
    )
    if not received:
        raise Refusal("refusal/transfer_received", number=one.number, at=one.transfer.received_at)
    return take_step(session, hand, before, Act.RECEIVE_TRANSFER, one.department)


def check(session: Session, hand: Hand, transfer_id: int, outcome: Outcome | None = None) -> Sent:
    """Refuses an answer to what was answered to the end already, and a second 立案."""
    one = sent(session, transfer_id, hand.today)
    now = one.transfer.outcome
    if now in _FINAL or (now is not None and outcome is Outcome.FILED):
        raise Refusal("refusal/transfer_answered", number=one.number, outcome=now.word, at=one.transfer.answered_at)
    return one


def answer(session: Session, hand: Hand, transfer_id: int, outcome: Outcome, words: str, draft_id: int) -> Matter:
    """立案 (its result is then due), 不予立案 or 处理结果 (the issue goes on), with what the draft collected."""
    _, before = _held(session, hand, transfer_id)
    one = check(session, hand, transfer_id, outcome)
    old = one.transfer.outcome
    due = hand.profile.transfer.result_due(hand.today) if outcome is Outcome.FILED else one.transfer.due_on
    same = Transfer.outcome.is_(None) if old is None else Transfer.outcome == old
    answered = rows_changed(
        session,
        update(Transfer)
        .where(Transfer.id == transfer_id, same)
        .values(outcome=outcome, answer=words, answered_at=hand.by.at, answered_by_id=hand.by.person_id, due_on=due),
    )
    if not answered:
        check(session, hand, transfer_id, outcome)
    media.move(session, (Subject.DRAFT, draft_id), (Subject.ISSUE, before.issue.id))
    change = {"before": old, "after": outcome, "words": words, "due_on": due.isoformat()}
    audit.record(session, hand.by, "answer_transfer", "transfer", transfer_id, **change)
    act = Act.FILE_CASE if outcome is Outcome.FILED else Act.ANSWER_TRANSFER
    # Put back for review at once, it counts as done today.
    ends = hand.profile.life.after(before.issue.state, act) is not before.issue.state
    done: dict[str, Any] = {"done_at": hand.by.at} if ends else {}
    said = f"{one.department}：{outcome.word}。{words}"
    return take_step(session, hand, before, act, said, due if outcome is Outcome.FILED else None, **done)


def _held(session: Session, hand: Hand, transfer_id: int) -> tuple[Sent, Matter]:
    issue_id = session.scalar(select(Transfer.issue_id).where(Transfer.id == transfer_id))
    if issue_id is None:
        raise Refusal("refusal/button_too_old")
    hold(session, issue_id)
    return sent(session, transfer_id, hand.today), read(session, issue_id, hand.today)


def _told(session: Session, wanted: Select[*tuple[Any, ...]]) -> list[Sent]:
    rows = session.execute(wanted).all()
    names = {row[0].post_id: seat_name(session, row[0].post_id, None) for row in rows}
    return [
        Sent(transfer, number, type_, water or region, region_id, names[transfer.post_id])
        for transfer, number, type_, water, region, region_id in rows
    ]
