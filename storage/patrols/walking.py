"""A patrol 巡河 from its first step to its end or to being given up; each change is recorded."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from rules.geodesy import Place
from rules.refusals import Refusal
from storage import audit
from storage.audit import By
from storage.models import Patrol, PatrolMode, PatrolState
from storage.patrols import tracks
from storage.patrols.ending import end_forgotten, finish
from storage.patrols.reaches import Reach
from storage.patrols.resuming import resume_after_report
from storage.patrols.tracks import LivePoint

__all__ = [
    "GOING", "LONGEST_NOTE", "Told", "add_note", "add_place", "begin", "begin_without_place", "cancel", "end_forgotten",
    "enter_later", "finish", "going", "look_at_all", "mark_abnormal", "open_of", "pause", "resume",
    "resume_after_report",
]  # fmt: skip

GOING = (PatrolState.OPEN, PatrolState.PAUSED)
LONGEST_NOTE = 2_000
OK, ABNORMAL = "ok", "abnormal"

# Built once: every step of a patrol asks them.
_OPEN = (
    select(Patrol).where(Patrol.person_id == bindparam("person"), Patrol.state.in_(GOING)).order_by(Patrol.id).limit(1)
)
_LOCKED = (
    select(Patrol).where(Patrol.id == bindparam("patrol")).with_for_update().execution_options(populate_existing=True)
)


@dataclass(frozen=True, slots=True)
class Told:
    """A place as told: when, how exactly (metres), whether forwarded, and the live message it belongs to."""

    at: datetime
    place: Place
    accuracy: float | None = None
    forwarded: bool = False
    live: tuple[int, int] | None = None

    def as_json(self) -> list[Any]:
        """As a draft keeps it."""
        return [self.at.isoformat(), *self.place, self.accuracy, self.forwarded, self.live]

    @classmethod
    def from_json(cls, told: list[Any]) -> "Told":
        """As it was before `as_json`."""
        at, lat, lon, accuracy, forwarded, live = told
        return cls(datetime.fromisoformat(at), Place(lat, lon), accuracy, forwarded, tuple(live) if live else None)


def open_of(session: Session, person_id: int) -> Patrol | None:
    """The patrol somebody is on, paused ones included; there is at most one."""
    return session.scalars(_OPEN, {"person": person_id}).first()


def begin(session: Session, by: By, reach: Reach, told: Told) -> Patrol:
    """Begins a patrol with the place that was just told."""
    mode = PatrolMode.LIVE if told.live else PatrolMode.PIN
    patrol = _begin(session, by, reach, mode, min(told.at, by.at))
    _keep(session, patrol, told)
    return patrol


def begin_without_place(session: Session, by: By, reach: Reach) -> Patrol:
    """Begins a patrol where there is no signal 没有信号."""
    return _begin(session, by, reach, PatrolMode.NO_SIGNAL, by.at)


def enter_later(session: Session, by: By, reach: Reach, started_at: datetime, minutes: int) -> Patrol:
    """Enters a patrol that was walked before 补录, with its stated beginning and length."""
    patrol = _begin(session, by, reach, PatrolMode.LATER, started_at)
    patrol.ended_at = started_at + timedelta(minutes=minutes)
    session.flush()
    return patrol


def going(session: Session, patrol_id: int) -> Patrol:
    """The patrol, locked, while it still goes on; refuses once it is over."""
    patrol = session.scalars(_LOCKED, {"patrol": patrol_id}).one_or_none()
    if patrol is None or patrol.state not in GOING:
        raise Refusal("refusal/patrol_over", state=patrol.state.value if patrol else PatrolState.CANCELLED.value)
    return patrol


def add_place(session: Session, by: By, patrol_id: int, told: Told) -> Patrol:
    """A place more, or a live location shared on the way."""
    patrol = going(session, patrol_id)
    if told.live is not None:
        patrol.mode = PatrolMode.LIVE if patrol.mode is not PatrolMode.LATER else patrol.mode
    _keep(session, patrol, told)
    return patrol


def look_at_all(session: Session, by: By, patrol_id: int, codes: list[str], found: bool) -> Patrol:
    """Everything is as it should be; what was marked abnormal stays so once an issue was `found` for it."""
    patrol = going(session, patrol_id)
    kept = {code: told for code, told in patrol.looked.items() if found and told == ABNORMAL}
    return _look(session, by, patrol, dict.fromkeys(codes, OK) | kept)


def mark_abnormal(session: Session, by: By, patrol_id: int, code: str) -> Patrol:
    """One thing looked at is not as it should be."""
    patrol = going(session, patrol_id)
    return _look(session, by, patrol, patrol.looked | {code: ABNORMAL})


def add_note(session: Session, by: By, patrol_id: int, words: str) -> bool:
    """Adds words to the patrol's note; True if there was no room for all of them."""
    patrol = going(session, patrol_id)
    whole = f"{patrol.note}\n{words}".strip()
    patrol.note = whole[:LONGEST_NOTE]
    audit.record(session, by, "patrol_note", "patrol", patrol.id, words=words[:LONGEST_NOTE])
    return len(whole) > LONGEST_NOTE


def pause(session: Session, by: By, patrol_id: int) -> Patrol:
    """Stops the clock of the patrol; the live location is not recorded meanwhile."""
    patrol = going(session, patrol_id)
    if patrol.state is PatrolState.OPEN:
        patrol.state, patrol.paused_at = PatrolState.PAUSED, by.at
        audit.record(session, by, "patrol_pause", "patrol", patrol.id, before="open", after="paused")
    return patrol


def resume(session: Session, by: By, patrol_id: int) -> Patrol:
    """Goes on after a pause."""
    patrol = going(session, patrol_id)
    if patrol.paused_at is not None:
        patrol.pauses = [*patrol.pauses, [patrol.paused_at.isoformat(), by.at.isoformat()]]
        patrol.paused_seconds += round((by.at - patrol.paused_at).total_seconds())
        patrol.state, patrol.paused_at = PatrolState.OPEN, None
        audit.record(session, by, "patrol_resume", "patrol", patrol.id, before="paused", after="open")
    return patrol


def cancel(session: Session, by: By, patrol_id: int, reason: str) -> Patrol:
    """Gives a patrol up, with the reason; issues found on it stay."""
    patrol = going(session, patrol_id)
    before = patrol.state
    patrol.state, patrol.reason = PatrolState.CANCELLED, reason[:500]
    patrol.ended_at = patrol.ended_at or by.at
    audit.record(
        session, by, "patrol_cancel", "patrol", patrol.id, before=before, after=patrol.state, reason=patrol.reason
    )
    return patrol


def _begin(session: Session, by: By, reach: Reach, mode: PatrolMode, started_at: datetime) -> Patrol:
    assert by.person_id is not None  # noqa: S101 - nobody patrols for the bot
    if (other := open_of(session, by.person_id)) is not None:
        raise Refusal("refusal/patrol_already_open", since=other.started_at)
    patrol = Patrol(
        post_id=reach.post_id,
        person_id=by.person_id,
        delegated=reach.delegated,
        water_id=reach.water_id,
        state=PatrolState.OPEN,
        mode=mode,
        started_at=started_at,
        looked={},
        pauses=[],
        paused_seconds=0,
        note="",
    )
    session.add(patrol)
    session.flush()
    audit.record(
        session, by, "patrol_begin", "patrol", patrol.id, post_id=reach.post_id, water_id=reach.water_id,
        mode=mode, delegated=reach.delegated, started_at=started_at.isoformat(),
    )  # fmt: skip
    return patrol


def _keep(session: Session, patrol: Patrol, told: Told) -> None:
    at = max(told.at, patrol.started_at)
    if told.live is not None:
        patrol.live_chat_id, patrol.live_message_id = told.live
        session.flush()
        tracks.append_live(session, [LivePoint(*told.live, at, *told.place, told.accuracy)])
        return
    # One place that is the sender's own is worth more than all that were passed on.
    first = tracks.pins(session, patrol.id) == 0
    patrol.forwarded = told.forwarded and (first or patrol.forwarded)
    tracks.add_pin(session, patrol.id, at, told.place, told.accuracy)


def _look(session: Session, by: By, patrol: Patrol, looked: dict[str, Any]) -> Patrol:
    before, patrol.looked = patrol.looked, looked
    audit.record(session, by, "patrol_look", "patrol", patrol.id, before=before, after=looked)
    return patrol
