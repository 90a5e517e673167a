"""What people have acknowledged 知道了: a record of their own act. Reads only."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from storage.direct import run
from storage.models import ReminderChain
from storage.portions import portions

_KNOWN = select(ReminderChain.key).where(
    ReminderChain.key.in_(bindparam("keys", expanding=True)), ReminderChain.acknowledged_at.is_not(None)
)


def acknowledged(session: Session, keys: Iterable[str]) -> set[str]:
    """The matters among these whose reminders were acknowledged."""
    found = set[str]()
    for some in portions(sorted(set(keys))):
        found.update(run(session, _KNOWN, {"keys": some}).scalars())
    return found
