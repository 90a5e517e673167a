"""The lease on the database: who has it works, who has not stands by and takes it when it runs out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.models import Lease

_ONLY = 1
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def take(session: Session, holder: str, now: datetime, lasts: timedelta, gone: Callable[[str], bool]) -> str | None:
    """Takes the lease, or renews it, for so long; returns who has it if somebody else does.

    `gone` knows of a holder that it has died, so that a program that was killed and started again need not wait.
    """
    now = _moment(session, now)
    held = session.scalar(select(Lease).where(Lease.id == _ONLY).with_for_update())
    if held is None:
        session.add(Lease(id=_ONLY, holder=holder, until=now + lasts))
        session.flush()  # two that begin together: one meets the other's row
        return None
    if held.holder != holder:
        if held.until > now and not gone(held.holder):
            return held.holder
        held.holder, held.turn = holder, held.turn + 1
    held.until = now + lasts
    return None


def give_up(session: Session, holder: str) -> None:
    """Lets go of the lease, so that who stands by takes it at once."""
    own = update(Lease).where(Lease.id == _ONLY, Lease.holder == holder)
    session.execute(own.values(until=_LONG_AGO), execution_options={"synchronize_session": False})


def _moment(session: Session, now: datetime) -> datetime:
    """Now by the clock that both see: two machines need not agree on theirs if the server has one of its own."""
    if session.get_bind().dialect.name != "postgresql":
        return now
    told = session.scalar(select(func.clock_timestamp()))
    assert isinstance(told, datetime)  # noqa: S101 - a server always knows what time it is
    return told
