"""The objection window 异议期: opened by the office, each named agrees or objects, the office keeps or strikes."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from rules.circulars import CircularRule, CircularState, Ground, NameState
from rules.profile import Profile
from rules.refusals import Refusal
from rules.workdays import IsWorkday, add_workdays
from storage import audit, media
from storage.audit import By
from storage.circulars import telling
from storage.circulars.changing import SeenCircular, change_state, moved_on, names_of, own_name
from storage.circulars.speaking import speakers
from storage.models import Circular, CircularName, Subject


class Answers(NamedTuple):
    """How those named answered: how many are named, agreed, objected, and objections not answered yet."""

    named: int
    agreed: int
    objected: int
    waiting: int

    @property
    def all_in(self) -> bool:
        """Whether everybody has answered and every objection was."""
        return self.agreed + self.objected >= self.named and not self.waiting


def open_window(
    session: Session, by: By, profile: Profile, rule: CircularRule, seen: SeenCircular, today: date,
    is_workday: IsWorkday,
) -> Circular:  # fmt: skip
    """征求异议: everybody named is told what would be said of them, and may object until the end of a working day."""
    until = add_workdays(today, rule.objection_days, is_workday)
    circular = change_state(session, seen, frozenset({CircularState.DRAFT}), CircularState.OBJECTIONS,
                            opened_at=by.at, object_until=until)  # fmt: skip
    named = [row for row in names_of(session, circular.id) if row.state is NameState.NAMED]
    telling.tell_named(session, by, profile, circular, named, today)
    audit.record(session, by, "open_window", "circular", circular.id, named=len(named), until=until.isoformat())
    return circular


def own(session: Session, name_id: int, person_id: int, today: date) -> tuple[Circular, CircularName]:
    """The name that this person speaks for, while the window is open; refuses else. Reads only."""
    row = session.get(CircularName, name_id, populate_existing=True)
    if row is None or person_id not in speakers(session, [row], today)[row.id]:
        raise Refusal("refusal/not_your_matter")
    circular = session.get_one(Circular, row.circular_id, populate_existing=True)
    if row.state is not NameState.NAMED:
        raise Refusal("refusal/circular_not_named", name=row.name)
    if circular.state is not CircularState.OBJECTIONS or (circular.object_until and today > circular.object_until):
        raise Refusal("refusal/circular_window_over", until=circular.object_until)
    return circular, row


def agree(session: Session, by: By, name_id: int, today: date) -> CircularName:
    """无异议; a second tap changes nothing, an objection stays one."""
    _, row = own(session, name_id, by.person_id or 0, today)
    _speak(session, row, agreed_at=by.at, spoke_id=by.person_id)
    audit.record(session, by, "agree", "circular", row.circular_id, name=row.name)
    return row


def object_to(session: Session, by: By, name_id: int, words: str, draft_id: int, today: date) -> CircularName:
    """有异议: words, with the photos and files that gathered in the draft; the office hears it at once."""
    circular, row = own(session, name_id, by.person_id or 0, today)
    _speak(session, row, objected_at=by.at, objection=words, spoke_id=by.person_id, agreed_at=None)
    brought = len(media.of(session, Subject.DRAFT, draft_id))
    media.move(session, (Subject.DRAFT, draft_id), (Subject.CIRCULAR_NAME, row.id))
    audit.record(session, by, "object", "circular", row.circular_id, name=row.name, words=words)
    telling.tell_objected(session, by, circular, row, brought, today)
    return row


def answer(
    session: Session, by: By, name_id: int, keep: bool, words: str, today: date, part: int | None = None
) -> CircularName:
    """维持 or 撤下, with a reason that those concerned hear. Only what was objected to, and once.

    `part`: the place of the one finding among several that is struck while the others are kept.
    """
    row = session.get(CircularName, name_id, populate_existing=True)
    if row is None:
        raise Refusal("refusal/button_too_old")
    circular = session.get_one(Circular, row.circular_id, populate_existing=True)
    if circular.state is not CircularState.OBJECTIONS:
        raise moved_on(circular)
    waits = (CircularName.id == name_id) & CircularName.objected_at.is_not(None) & CircularName.answered_at.is_(None)
    values = {"answered_at": by.at, "answer": words, "decided_by_id": by.person_id}
    if not keep:
        values |= {"state": NameState.STRUCK, "reason": words} if part is None else _without(row, part)
    if not _changed(session, update(CircularName).where(waits).values(**values)):
        raise Refusal("refusal/circular_answered", name=row.name)
    row = session.get_one(CircularName, name_id, populate_existing=True)
    struck = row.reason if part is not None else ""
    audit.record(session, by, "keep" if keep else "strike", "circular", circular.id, name=row.name, words=words,
                 struck=struck)  # fmt: skip
    telling.tell_answered(session, by, circular, row, today, struck)
    return row


def strike(session: Session, by: By, seen: SeenCircular, name_id: int, reason: str, today: date) -> CircularName:
    """撤下 of the office's own accord while the window is open: they hear it too."""
    circular = change_state(session, seen, frozenset({CircularState.OBJECTIONS}), None)
    row = own_name(session, circular.id, name_id)
    row.state, row.reason, row.answer, row.answered_at = NameState.STRUCK, reason, reason, by.at
    row.decided_by_id = by.person_id
    session.flush()
    audit.record(session, by, "strike", "circular", circular.id, name=row.name, words=reason)
    telling.tell_answered(session, by, circular, row, today)
    return row


def answers(rows: Iterable[CircularName]) -> Answers:
    """How those who stand named, and those struck after an objection, answered."""
    named = [row for row in rows if row.state is NameState.NAMED]
    waiting = sum(row.objected_at is not None and row.answered_at is None for row in named)
    return Answers(len(named), sum(row.agreed_at is not None for row in named),
                   sum(row.objected_at is not None for row in named), waiting)  # fmt: skip


def windows_over(session: Session, today: date) -> Sequence[Circular]:
    """The notices whose window is over."""
    over = (Circular.state == CircularState.OBJECTIONS) & (Circular.object_until < today)
    return session.scalars(select(Circular).where(over).order_by(Circular.id)).all()


def waiting(session: Session, circular_id: int) -> int:
    """How many objections wait for an answer."""
    open_ = (CircularName.circular_id == circular_id) & (CircularName.state == NameState.NAMED)
    open_ &= CircularName.objected_at.is_not(None) & CircularName.answered_at.is_(None)
    return session.scalar(select(func.count()).where(open_)) or 0


def _without(row: CircularName, part: int) -> dict[str, Any]:
    """One finding struck, the others kept; points go only for patrols."""
    if len(row.lines) < 2 or part >= len(row.lines):
        raise Refusal("refusal/button_too_old")
    gone = row.lines[part]
    kept = [line for place, line in enumerate(row.lines) if place != part]
    points = 0.0 if gone["ground"] == Ground.PATROLS else row.points
    return {
        "lines": kept,
        "points": points,
        "reason": f"{gone['said']}：{gone['text']}" if gone["said"] else gone["text"],
    }


def _speak(session: Session, row: CircularName, **values: object) -> None:
    silent = (CircularName.id == row.id) & CircularName.objected_at.is_(None)
    silent &= CircularName.state == NameState.NAMED
    if not _changed(session, update(CircularName).where(silent).values(**values)):
        raise Refusal("refusal/circular_objected", name=row.name)
    session.refresh(row)


def _changed(session: Session, statement: object) -> bool:
    done = session.execute(statement, execution_options={"synchronize_session": False})  # type: ignore[call-overload]
    return bool(done.rowcount)
