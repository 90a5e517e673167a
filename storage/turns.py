"""Who is to hear next, and what: the statements that whatever is told goes through, built once (storage/direct.py).

Addressees are one number: people above zero, groups below.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, distinct, func, or_, select, update

from storage.direct import as_written
from storage.models import Account, Delivery, Notice, Urgency

_TO = func.coalesce(Notice.person_id, -Notice.group_id)
_NOW, _SINCE = (bindparam(name, type_=Notice.not_before.type) for name in ("now", "since"))
_IDS, _PEOPLE, _GROUPS, _BUSY = (
    bindparam(name, expanding=True, type_=Notice.id.type) for name in ("ids", "people", "groups", "busy")
)
_WAITS = Notice.state == as_written(Delivery.WAITING)
_RIPE = and_(_WAITS, Notice.not_before <= _NOW)
_DIGEST = Notice.urgency == Urgency.DIGEST
_URGENT = and_(_RIPE, Notice.urgency == Urgency.NOW)
FRESH = Notice.not_before <= Notice.created_at  # a digest row that was not given its morning yet
_REST = and_(_RIPE, or_(Notice.urgency == Urgency.DAYTIME, and_(_DIGEST, ~FRESH)))


def _next(turn: ColumnElement[bool], *, groups: bool) -> Select[Any]:
    rows = select(_TO).where(turn, _TO.not_in(_BUSY)).order_by(Notice.not_before, Notice.id).limit(bindparam("most"))
    return rows if groups else rows.where(Notice.person_id.is_not(None))


def _rows(*turns: ColumnElement[bool], groups: bool) -> Select[Any]:
    own = Notice.person_id.in_(_PEOPLE)
    to = or_(own, Notice.group_id.in_(_GROUPS)) if groups else own
    return select(Notice).where(to, or_(*turns)).order_by(Notice.created_at, Notice.id)


# By whether it is no quiet hour, then by whether groups are among them.
ADDRESSEES: dict[bool, dict[bool, tuple[Select[Any], ...]]] = {
    True: {groups: (_next(_URGENT, groups=groups), _next(_REST, groups=groups)) for groups in (True, False)},
    False: {groups: (_next(_URGENT, groups=groups),) for groups in (True, False)},
}
ROWS = {
    True: {groups: _rows(_URGENT, _REST, groups=groups) for groups in (True, False)},
    False: {groups: _rows(_URGENT, groups=groups) for groups in (True, False)},
}
TO_BE_PUT_OFF = select(Notice.id).where(_RIPE, _DIGEST, FRESH).limit(1)
CHATS = select(Account.person_id, Account.chat_id, Account.blocked_at).where(
    Account.person_id.in_(_PEOPLE), Account.unbound_at.is_(None)
)
HEARD = (
    select(Notice.person_id, func.count(distinct(Notice.message_id)).label("messages"))
    .where(Notice.person_id.in_(_PEOPLE), Notice.sent_at >= _SINCE)
    .group_by(Notice.person_id)
)
TAKE = update(Notice).where(Notice.id.in_(_IDS), _WAITS).values(state=Delivery.SENDING, attempts=0).returning(Notice.id)
