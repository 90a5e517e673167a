"""When a post changes hands: the successor is told what goes with it, the predecessor that it is handed over."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.audit import By
from storage.models import Patrol, PatrolState, Person, Post, Urgency
from storage.outbox import Tell, tell
from storage.roster.plan import Plan


def announce(session: Session, by: By, plan: Plan) -> int:
    """Writes one notice to each successor and predecessor of the plan, for the day of the change; once each."""
    if not plan.handovers:
        return 0
    phones = {phone for hand in plan.handovers for phone in (hand.from_phone, hand.to_phone)}
    known = session.execute(select(Person.phone, Person.id).where(Person.phone.in_(phones)))
    people = {phone: person_id for phone, person_id in known if phone is not None}
    last = _last_patrols(session, [hand.key for hand in plan.handovers])
    notices: list[Tell] = []
    for hand in plan.handovers:
        not_before = by.at + max(hand.on - plan.today, timedelta())
        told = {
            "post": hand.post,
            "on": hand.on.isoformat(),
            "open_issues": hand.open_issues,
            "last_patrol": last.get(hand.key),
        }
        key = f"succession:{hand.key}:{hand.on.isoformat()}"
        notices += [
            Tell("succession/taken_over", f"{key}:to", people[hand.to_phone], {**told, "before": hand.from_name},
                 Urgency.DAYTIME, not_before=not_before),
            Tell("succession/handed_over", f"{key}:from", people[hand.from_phone], {**told, "after": hand.to_name},
                 Urgency.DAYTIME, not_before=not_before),
        ]  # fmt: skip
    return tell(session, by.at, notices)


def _last_patrols(session: Session, keys: list[str]) -> dict[str, str]:
    rows = session.execute(
        select(Post.key, func.max(Patrol.started_at))
        .join(Patrol, Patrol.post_id == Post.id)
        .where(Post.key.in_(keys), Patrol.state.in_((PatrolState.FINISHED, PatrolState.LAPSED)))
        .group_by(Post.key)
    )
    return {key: started_at.isoformat() for key, started_at in rows}
