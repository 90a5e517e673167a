"""A notice is corrected or withdrawn: what was told is changed piece by piece, and told anew where it cannot be."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from rules import broadcasts as rule
from rules.broadcasts import BroadcastState
from rules.refusals import Refusal
from storage import audit, outbox
from storage.audit import By
from storage.broadcasts import seats
from storage.broadcasts.audience import Audience, seat_condition
from storage.broadcasts.wording import CHASE, CHASED, office_name, title_of
from storage.models import (
    Broadcast,
    BroadcastRecipient,
    BroadcastRound,
    Correction,
    Delivery,
    Notice,
    Region,
)
from storage.outbox import Tell

PEOPLE_A_PIECE = 300
_LOOKED_AFTER = timedelta(days=3)  # so long it is watched whether Telegram took a correction
_STANDING = (Delivery.WAITING, Delivery.SENDING, Delivery.SENT)
_Told = tuple[BroadcastRecipient, Notice]


def correct(session: Session, by: By, broadcast_id: int, words: str, revision: int) -> None:
    """Other words for a notice; refuses if somebody changed it meanwhile, or it was withdrawn."""
    rule.check_content(words, ())
    rule.check_fields(words)
    before = session.get_one(Broadcast, broadcast_id).words
    _change(session, broadcast_id, revision, words=words, corrected_at=by.at)
    audit.record(session, by, "correct_broadcast", "broadcast", broadcast_id, before=before, after=words)


def withdraw(session: Session, by: By, broadcast_id: int, reason: str, revision: int) -> None:
    """Takes a notice back and says why; whatever of it was still to come does not."""
    told = {"state": BroadcastState.WITHDRAWN, "withdrawn_at": by.at, "next_at": None, "reason": reason}
    _change(session, broadcast_id, revision, **told)
    audit.record(session, by, "withdraw_broadcast", "broadcast", broadcast_id, reason=reason)


def cancel(session: Session, by: By, broadcast_id: int) -> None:
    """Nothing more of it goes out; what did go out stays."""
    own = (Broadcast.id == broadcast_id, Broadcast.state == BroadcastState.SCHEDULED)
    sent = session.scalar(select(BroadcastRound.id).where(BroadcastRound.broadcast_id == broadcast_id).limit(1))
    state = BroadcastState.CANCELLED if sent is None else BroadcastState.SENT
    moved = update(Broadcast).where(*own).values(state=state, next_at=None).returning(Broadcast.id)
    if session.scalar(moved, execution_options={"synchronize_session": False}) is None:
        raise Refusal("refusal/broadcast_moved_on")
    audit.record(session, by, "cancel_broadcast", "broadcast", broadcast_id)


def step(session: Session, now: datetime) -> bool:
    """Does one piece of a correction; False: nothing is to be corrected."""
    behind = select(BroadcastRound, Broadcast).join(Broadcast, Broadcast.id == BroadcastRound.broadcast_id)
    found = session.execute(behind.where(BroadcastRound.revision < Broadcast.revision).limit(1)).first()
    if found is None:
        return _tell_where_impossible(session, now)
    opened, row = found
    rows = _rows(session, BroadcastRecipient.round_id == opened.id, BroadcastRecipient.id > opened.correct_cursor)
    words, again = _words(session, row, opened, rows), _reminders(session, rows)
    keys = {each.key: one.person_id or 0 for one, own in rows for each in (own, *again.get(own.key, ()))}
    _tell(session, now, row, words, [pair for pair in rows if _wants_a_message(row, *pair)])
    if row.state is BroadcastState.WITHDRAWN:
        outbox.retract(session, now, keys)
    else:
        _amend(session, now, row, keys, words)
    opened.correct_cursor = rows[-1][0].id if rows else 0
    if len(rows) < PEOPLE_A_PIECE:
        opened.revision, opened.correct_cursor = row.revision, 0
    return True


def _change(session: Session, broadcast_id: int, revision: int, **values: object) -> None:
    own = (Broadcast.id == broadcast_id, Broadcast.revision == revision, Broadcast.state != BroadcastState.WITHDRAWN)
    moved = update(Broadcast).where(*own).values(revision=revision + 1, **values).returning(Broadcast.id)
    if session.scalar(moved, execution_options={"synchronize_session": False}) is None:
        raise Refusal("refusal/broadcast_moved_on")
    session.execute(
        update(BroadcastRound).where(BroadcastRound.broadcast_id == broadcast_id).values(correct_cursor=0),
        execution_options={"synchronize_session": False},
    )
    session.expire_all()


def _rows(session: Session, *conditions: object) -> list[_Told]:
    rows = select(BroadcastRecipient, Notice).join(Notice, Notice.key == BroadcastRecipient.notice_key)
    rows = rows.where(*conditions).order_by(BroadcastRecipient.id).limit(PEOPLE_A_PIECE)  # type: ignore[arg-type]
    return [(one, notice) for one, notice in session.execute(rows)]


def _reminders(session: Session, rows: Sequence[_Told]) -> dict[str, list[Notice]]:
    """The reminders that said the notice again, by its key."""
    people = [one.person_id for one, _ in rows if one.person_id is not None]
    found: dict[str, list[Notice]] = {}
    for notice in session.scalars(select(Notice).where(Notice.person_id.in_(people), Notice.kind == CHASED)):
        found.setdefault(notice.key.split(CHASE)[0], []).append(notice)
    return found


def _amend(
    session: Session, now: datetime, row: Broadcast, notices: Mapping[str, int], words: Mapping[int, str]
) -> None:
    """Gives each the own words where they differ from one to another, then lets the delivery change them all."""
    changed = {"corrected_at": now.isoformat()}
    if not words:
        outbox.amend(session, now, notices, {"words": row.words, **changed})
        return
    for notice in session.scalars(select(Notice).where(Notice.key.in_(notices), Notice.state.in_(_STANDING))):
        notice.values = {**notice.values, "words": words.get(notices[notice.key], row.words)}
    outbox.amend(session, now, notices, changed)


def _words(session: Session, row: Broadcast, opened: BroadcastRound, rows: Sequence[_Told]) -> dict[int, str]:
    """The words for each person, where they differ from one to another."""
    if not rule.fields_in(row.words):
        return {}
    path = session.get_one(Region, row.region_id).path
    people = [one.person_id for one, _ in rows if one.person_id is not None]
    wanted = seat_condition(session, Audience.of(row.audience), path)
    found = seats.by_id(session, people, wanted, path, opened.begun_at.date())
    return {each.person_id: rule.filled(row.words, each.fields) for each in found}


def _wants_a_message(row: Broadcast, one: BroadcastRecipient, notice: Notice) -> bool:
    """An edit makes no sound: who has answered would never look again. What may have arrived cannot be edited.

    What somebody asked about does not vanish from their phone without a word.
    """
    is_known = one.seen_at if row.state is BroadcastState.WITHDRAWN else one.acknowledged_at
    return notice.state is Delivery.UNKNOWN or is_known is not None


def _tell_where_impossible(session: Session, now: datetime) -> bool:
    lately = or_(Broadcast.corrected_at > now - _LOOKED_AFTER, Broadcast.withdrawn_at > now - _LOOKED_AFTER)
    rounds = select(BroadcastRound.id, Broadcast.id).join(Broadcast, Broadcast.id == BroadcastRound.broadcast_id)
    for round_id, broadcast_id in session.execute(rounds.where(lately)).all():
        opened, row = session.get_one(BroadcastRound, round_id), session.get_one(Broadcast, broadcast_id)
        late = BroadcastRecipient.revision < row.revision
        refused = Notice.correction == Correction.IMPOSSIBLE
        found = _rows(session, BroadcastRecipient.round_id == round_id, late, refused)
        if found:
            _tell(session, now, row, _words(session, row, opened, found), found)
            return True
    return False


def _tell(session: Session, now: datetime, row: Broadcast, words: Mapping[int, str], rows: Sequence[_Told]) -> None:
    is_gone = row.state is BroadcastState.WITHDRAWN
    kind = "broadcast/withdrawn" if is_gone else "broadcast/corrected"
    office = office_name(session, row.office_post_id)
    notices = []
    for one, notice in rows:
        values = {"title": title_of(row), "office": office, "reason": row.reason,
                  "words": words.get(one.person_id or 0, row.words)}  # fmt: skip
        key = f"{notice.key}:{row.revision}"
        notices.append(Tell(kind, key, one.person_id, values, group_id=one.group_id))
        one.revision = row.revision
    outbox.tell(session, now, notices)
