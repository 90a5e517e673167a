"""What a self-audit came to: written down once a day, told to the county's office where it differs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from rules.profile import Profile
from rules.self_audit import MOST_NAMED, Difference, Fault
from storage.direct import run
from storage.measures.owed import offices_at
from storage.models import Delivery, SelfAudit, Urgency
from storage.once import insert_once
from storage.outbox import Tell, tell
from storage.posts.holders import people_at
from storage.self_audit import outbox_rows

_LAST = select(SelfAudit).order_by(SelfAudit.day.desc()).limit(1)
_DONE = select(SelfAudit.id).where(SelfAudit.day == bindparam("day", type_=SelfAudit.day.type))


@dataclass(frozen=True, slots=True)
class Found:
    """A comparison: how many warnings the records asked for, the differences, whom things did not reach."""

    day: date
    outbox_id: int
    expected: int
    differences: Sequence[Difference]
    undelivered: dict[Delivery, list[int]]

    def count(self, fault: Fault) -> int:
        """How many differences are of a kind."""
        return sum(one.fault is fault for one in self.differences)


def last(session: Session) -> SelfAudit | None:
    """The newest self-audit."""
    return session.scalar(_LAST)


def is_done(session: Session, day: date) -> bool:
    """Whether a day has its self-audit."""
    return run(session, _DONE, {"day": day}).first() is not None


def write(session: Session, at: datetime, profile: Profile, found: Found) -> int:
    """Writes the day's row and tells the office, once; returns how many notices are new. A second run adds nothing."""
    row = {
        "day": found.day,
        "at": at,
        "outbox_id": found.outbox_id,
        "expected": found.expected,
        **{fault.value: found.count(fault) for fault in Fault},
        "undelivered": {state.value: len(people) for state, people in found.undelivered.items()},
        "named": [[one.fault, one.word, one.person_id] for one in found.differences[:MOST_NAMED]],
    }
    if not insert_once(session, SelfAudit, [row]) or not found.differences:
        return 0
    return tell(session, at, _to_offices(session, profile, found))


def _to_offices(session: Session, profile: Profile, found: Found) -> list[Tell]:
    posts = [office.post_id for office in offices_at(session, profile.level)]
    values = _values(session, found)
    return [
        Tell("self_audit/differences", f"self_audit:{found.day}:{person}", person, values, Urgency.DAYTIME)
        for person in people_at(session, posts, found.day)
    ]


def _values(session: Session, found: Found) -> dict[str, object]:
    listed = found.differences[:MOST_NAMED]
    lost = {state: people[:MOST_NAMED] for state, people in found.undelivered.items()}
    concerned = {one.person_id or 0 for one in listed} | {person for each in lost.values() for person in each}
    names = outbox_rows.names(session, concerned)
    counts = Counter(one.fault for one in found.differences)
    return {
        "on": found.day.isoformat(),
        "expected": found.expected,
        "total": len(found.differences),
        "missing": counts[Fault.MISSING],
        "counts": [[fault.word, counts[fault]] for fault in Fault if counts[fault]],
        "lines": [[names.get(one.person_id or 0, ""), one.word, one.fault.word] for one in listed],
        "lost": [
            [state.value, len(found.undelivered[state]), [names.get(person, "") for person in people]]
            for state, people in lost.items()
        ],
    }
