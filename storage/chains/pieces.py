"""What one look at some matters brings: notices to tell, chains that begin, change or end; written in one go."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.chains import Ended
from rules.warnings import Matter
from storage import outbox
from storage.models import ReminderChain
from storage.once import insert_once
from storage.outbox import Tell
from storage.portions import portions


@dataclass(frozen=True, slots=True)
class Beginning:
    """A chain that begins."""

    key: str
    matter: Matter
    due_on: date
    snapshot: dict[str, Any]
    subject_id: int | None
    post_id: int | None
    person_id: int | None


class Piece(list[Tell]):
    """The notices themselves; beside them what becomes of the chains whose steps they are."""

    def __init__(self, notices: Iterable[Tell] = ()) -> None:
        super().__init__(notices)
        self.begun: list[Beginning] = []
        self.ids: dict[str, int] = {}  # of the chains that run already, by key
        self.own: dict[str, tuple[str, str]] = {}  # the key of a person's own reminder → key of its chain, step
        self.changes: dict[int, list[Any]] = {}  # by chain: all there are now
        self.overtaken: list[int] = []  # chains put off whose next step has come
        self.ended: dict[Ended, list[int]] = {}

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        return bool(len(self) or self.begun or self.changes or self.overtaken or self.ended)


def write(session: Session, at: datetime, piece: Piece) -> int:
    """Writes chains and notices; returns how many notices are new. A second time changes nothing."""
    ids = piece.ids | _begin(session, at, piece.begun)
    for chain_id, changes in piece.changes.items():
        session.execute(update(ReminderChain).where(ReminderChain.id == chain_id).values(changes=changes))
    _change(session, piece.overtaken, snoozed_until=None, snoozed_by_id=None, snoozed_step=None)
    for ended, chains in piece.ended.items():
        _change(session, chains, ended_at=at, ended=ended, snoozed_until=None)
    return outbox.tell(session, at, [_answerable(notice, ids, piece.own.get(notice.key)) for notice in piece])


def _begin(session: Session, at: datetime, begun: Collection[Beginning]) -> dict[str, int]:
    """The ids of the chains, by key; one that had ended goes on (a patrol that counts no more)."""
    rows: list[dict[str, Any]] = [
        {
            "key": one.key,
            "matter": one.matter,
            "due_on": one.due_on,
            "snapshot": one.snapshot,
            "changes": [],
            "subject_id": one.subject_id,
            "post_id": one.post_id,
            "person_id": one.person_id,
            "begun_at": at,
            "snoozes": 0,
        }
        for one in begun
    ]
    insert_once(session, ReminderChain, rows)
    found: dict[str, int] = {}
    for keys in portions(sorted(one.key for one in begun)):
        some = ReminderChain.key.in_(keys)
        again = update(ReminderChain).where(some, ReminderChain.ended_at.is_not(None))
        session.execute(again.values(ended_at=None, ended=None), execution_options={"synchronize_session": False})
        known = session.execute(select(ReminderChain.key, ReminderChain.id).where(some))
        found.update({row.key: row.id for row in known})
    return found


def _change(session: Session, ids: Collection[int], **values: Any) -> None:
    for some in portions(sorted(ids)):
        own = ReminderChain.id.in_(some) & ReminderChain.ended_at.is_(None)
        statement = update(ReminderChain).where(own).values(**values)
        session.execute(statement, execution_options={"synchronize_session": False})


def _answerable(notice: Tell, ids: Mapping[str, int], own: tuple[str, str] | None) -> Tell:
    """A person's own reminder can be acknowledged and put off."""
    if own is None:
        return notice
    key, step = own
    about = f"{ids[key]}:{step}"
    answers = [["reminding.got", f"reminding:got:{about}"], ["reminding.later", f"reminding:later:{about}"]]
    return replace(notice, buttons=[*notice.buttons, answers])
