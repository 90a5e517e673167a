"""What people have acknowledged 知道了: a record of their own act. Reads only."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from storage.direct import run
from storage.models import ReminderChain

_KEYS_A_STATEMENT = 5_000
_KNOWN = select(ReminderChain.key).where(
    ReminderChain.key.in_(bindparam("keys", expanding=True)), ReminderChain.acknowledged_at.is_not(None)
)


def acknowledged(session: Session, keys: Iterable[str]) -> set[str]:
    """The matters among these whose reminders were acknowledged."""
    listed, found = sorted(set(keys)), set[str]()
    for start in range(0, len(listed), _KEYS_A_STATEMENT):
        found.update(run(session, _KNOWN, {"keys": listed[start : start + _KEYS_A_STATEMENT]}).scalars())
    return found
