"""Whether what a reminder is about is still to be done: the chain itself learns it at night, a button asks at once."""

from datetime import date

from sqlalchemy import Exists, exists, select
from sqlalchemy.orm import Session

from rules.action_items import ItemState
from rules.issue_states import State
from rules.profile import Profile
from rules.quotas import StandingState, Yardstick
from rules.transfers import Outcome
from rules.warnings import Matter
from rules.workdays import IsWorkday
from storage.models import ActionItem, Issue, PaperAddressee, ReminderChain, Transfer
from storage.posts import duties

_OWED = (State.ASSIGNED, State.ACCEPTED)
_FINAL = (Outcome.NOT_FILED, Outcome.RESULT)


def is_open(session: Session, profile: Profile, today: date, is_workday: IsWorkday, chain_id: int) -> bool:
    """Whether it is not done, and still due on the day that the chain was about."""
    chain = session.get_one(ReminderChain, chain_id)
    if chain.ended_at is not None:
        return False
    if chain.matter is Matter.PATROL:
        return _is_owed(session, profile, today, is_workday, chain)
    return bool(session.scalar(select(_waits(chain))))


def _is_owed(
    session: Session, profile: Profile, today: date, is_workday: IsWorkday, chain: ReminderChain
) -> bool:  # fmt: skip
    measures = [Yardstick(quota, min(chain.due_on, today), is_workday, today) for quota in profile.quotas]
    people = [] if chain.person_id is None else [chain.person_id]
    owed = duties.owed_by(session, profile, people, today, measures)
    return any(
        duty.standing.state is not StandingState.MET
        and duty.standing.due_on == chain.due_on
        and duty.seats[0].post_id == chain.post_id
        for duty in owed
    )


def _waits(chain: ReminderChain) -> Exists:
    subject, due_on = chain.subject_id, chain.due_on
    match chain.matter:
        case Matter.RECTIFICATION:
            return exists().where(Issue.id == subject, Issue.state.in_(_OWED), Issue.due_on == due_on)
        case Matter.ITEM:
            is_open = ActionItem.state == ItemState.OPEN
            return exists().where(ActionItem.id == subject, is_open, ActionItem.due_on == due_on)
        case Matter.TRANSFER:
            waits = Transfer.outcome.is_(None) | Transfer.outcome.not_in(_FINAL)
            return exists().where(Transfer.id == subject, waits, Transfer.due_on == due_on)
        case _:
            addressed = PaperAddressee.post_id == chain.post_id
            return exists().where(PaperAddressee.paper_id == subject, addressed, PaperAddressee.replied_at.is_(None))
