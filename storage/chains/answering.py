"""What people answer to a reminder: 知道了, 稍后提醒; late buttons meet what is true now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from rules.chains import Ended, Target
from rules.refusals import Refusal
from rules.warnings import Matter
from storage import audit
from storage.audit import By
from storage.models import Notice, ReminderChain

_BUTTON = "reminding:got:"


class Asked(NamedTuple):
    """What a button is about: a chain and the step at which it was made."""

    chain_id: int
    step: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """One chain as its person sees it. `others_on` is the day on which others hear of it, `others` who."""

    chain_id: int
    matter: Matter
    due_on: date
    ended: Ended | None
    acknowledged_at: datetime | None
    snoozes: int
    snoozed_until: datetime | None
    others_on: date | None
    others: tuple[Target, ...]


def reminders(session: Session, person_id: int, post_ids: Sequence[int], chain_ids: Sequence[int]) -> list[Reminder]:
    """These chains; refuses what is nobody's, or another's."""
    own = or_(ReminderChain.person_id == person_id, ReminderChain.person_id.is_(None) & _at(post_ids))
    rows = session.scalars(
        select(ReminderChain).where(ReminderChain.id.in_(chain_ids), own).order_by(ReminderChain.due_on)
    )
    found = [_reminder(row) for row in rows]
    if not found or len(found) < len(set(chain_ids)):
        raise Refusal("refusal/not_your_matter")
    return found


def of_message(session: Session, person_id: int, message_id: int) -> list[Asked]:
    """The chains that a message of several reminders told this person of."""
    rows = session.scalars(
        select(Notice.buttons).where(Notice.person_id == person_id, Notice.message_id == message_id).order_by(Notice.id)
    )
    data = [button[1] for buttons in rows for row in buttons for button in row]
    parts = [told.removeprefix(_BUTTON).split(":") for told in data if told.startswith(_BUTTON)]
    return [Asked(int(chain_id), step) for chain_id, step in parts]


def acknowledge(session: Session, by: By, chain_ids: Sequence[int]) -> int:
    """知道了: the first time counts; what was put off is not repeated. Returns how many it was new for."""
    fresh = 0
    for chain_id in chain_ids:
        one = _runs(chain_id) & ReminderChain.acknowledged_at.is_(None)
        if _change(session, one, acknowledged_at=by.at, acknowledged_by_id=by.person_id, snoozed_until=None):
            audit.record(session, by, "acknowledge_reminder", "reminder", chain_id)
            fresh += 1
    return fresh


def snooze(session: Session, by: By, asked: Sequence[Asked], until: datetime, most: int) -> int:
    """稍后提醒, at most so many times a matter; what goes to others is not put off. Returns how many it holds for."""
    done = 0
    for chain_id, step in asked:
        one = _runs(chain_id) & (ReminderChain.snoozes < most)
        values = {"snoozes": ReminderChain.snoozes + 1, "snoozed_by_id": by.person_id, "snoozed_step": step[:20]}
        if _change(session, one, snoozed_until=until, acknowledged_at=None, **values):
            audit.record(session, by, "snooze_reminder", "reminder", chain_id, until=until.isoformat())
            done += 1
    return done


def _reminder(row: ReminderChain) -> Reminder:
    others = [step for step in row.snapshot["steps"] if set(step["to"]) - {Target.OWN.value}]
    after = [step for step in others if date.fromisoformat(step["on"]) > row.due_on]
    first = after[0] if after else None
    return Reminder(
        row.id, row.matter, row.due_on, row.ended, row.acknowledged_at, row.snoozes, row.snoozed_until,
        date.fromisoformat(first["on"]) if first else None,
        tuple(Target(to) for to in first["to"] if to != Target.OWN) if first else (),
    )  # fmt: skip


def _runs(chain_id: int) -> ColumnElement[bool]:
    return (ReminderChain.id == chain_id) & ReminderChain.ended_at.is_(None)


def _at(post_ids: Sequence[int]) -> ColumnElement[bool]:
    return ReminderChain.post_id.in_(post_ids)


def _change(session: Session, condition: ColumnElement[bool], **values: object) -> bool:
    statement = update(ReminderChain).where(condition).values(**values)
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return bool(done.rowcount)  # type: ignore[attr-defined]
