"""One step of an issue: in order, compare-and-set, recorded, told once to everybody concerned."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.issue_states import Act, State
from rules.profile import Profile
from rules.refusals import Refusal
from rules.workdays import IsWorkday
from storage import audit
from storage.audit import By
from storage.issues import telling
from storage.issues.matters import Matter, matter
from storage.models import Issue, IssueStep


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, on which calendar day, under which rules."""

    by: By
    profile: Profile
    today: date
    is_workday: IsWorkday


@dataclass(frozen=True, slots=True)
class Seen:
    """What the person had before their eyes: the issue, and the step that had brought it there (Turn.step_id)."""

    issue_id: int
    step_id: int


def read(session: Session, issue_id: int, today: date) -> Matter:
    """The issue as it stands; refuses a number that is none."""
    found = matter(session, issue_id, today)
    if found is None:
        raise Refusal("refusal/no_such_issue")
    return found


def hold(session: Session, issue_id: int) -> None:
    """Lets nobody else act on the issue until this transaction ends; for acts that leave its state as it is."""
    session.execute(select(Issue.id).where(Issue.id == issue_id).with_for_update())


def hold_all(session: Session, issue_ids: Collection[int]) -> None:
    """As `hold`, for acts on many: all of them before the first is written, in one order for everybody.

    Who held one and then waited for the chain of changes would wait for who has the chain and wants the issue."""
    session.execute(select(Issue.id).where(Issue.id.in_(issue_ids)).order_by(Issue.id).with_for_update())


def checked(session: Session, seen: Seen, act: Act, hand: Hand) -> Matter:
    """The issue as it stands, if it still stands as the person saw it and the act is in order; refuses else."""
    now = read(session, seen.issue_id, hand.today)
    if now.is_secret_to(hand.by.person_id):
        raise Refusal("refusal/no_such_issue")
    require_in_order(now, seen, act, hand.profile)
    return now


def require_in_order(now: Matter, seen: Seen, act: Act, profile: Profile) -> None:
    """Refuses an act that what is true now has no room for, and one on what the person has not seen."""
    try:
        profile.life.after(now.issue.state, act)
    except Refusal:
        raise moved_on(now, act) from None
    if now.turn.step_id != seen.step_id:
        raise moved_on(now, act)


def moved_on(now: Matter, act: Act) -> Refusal:
    """The answer to a late tap: what is true now, since when, by whom."""
    return Refusal(
        "refusal/issue_moved_on",
        number=now.issue.number,
        state=now.issue.state,
        act=act,
        turn=now.turn,
        assignee=now.assignee,
    )


def take_step(
    session: Session,
    hand: Hand,
    before: Matter,
    act: Act,
    words: str = "",
    until_on: date | None = None,
    *,
    to: State | None = None,
    **changes: Any,
) -> Matter:
    """Moves an issue that `checked` found in order; writes the step and the audit row, tells everybody once.

    `to`: where the profile's state could not be (nobody is there to have it in hand)."""
    state = to or hand.profile.life.after(before.issue.state, act)
    old = {"state": before.issue.state} | {key: getattr(before.issue, key) for key in changes}
    moved = session.execute(
        update(Issue)
        .where(Issue.id == before.issue.id, Issue.state == before.issue.state)
        .values(state=state, **changes)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount == 0:  # type: ignore[attr-defined]
        raise moved_on(read(session, before.issue.id, hand.today), act)
    step = _record(session, hand.by, before.issue.id, act, State(old["state"]), state, words, until_on)
    told = {"before": _json(old), "after": _json({"state": state} | changes), "words": words}
    audit.record(session, hand.by, act, "issue", before.issue.id, **told)
    after = read(session, before.issue.id, hand.today)
    telling.tell_step(session, hand.by, hand.profile, before, after, step)
    return after


def _record(
    session: Session, by: By, issue_id: int, act: Act, before: State, after: State, words: str, until_on: date | None
) -> IssueStep:
    step = IssueStep(
        issue_id=issue_id,
        act=act,
        before=before,
        after=after,
        person_id=by.person_id,
        post_id=by.post_id,
        at=by.at,
        words=words,
        until_on=until_on,
        update_id=by.update_id,
    )
    session.add(step)
    session.flush()
    return step


def _json(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in values.items()}
