"""A ledger for tests: issues of the small county in every part of their way."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from rules.issue_states import Act, State
from storage.direct import run
from storage.models import Issue, IssueStep, Source
from tests.county import County
from tests.issue_making import registered

TODAY = date(2026, 11, 23)
TENTH = datetime(2026, 11, 10, 2, tzinfo=UTC)
ELEVENTH = datetime(2026, 11, 11, 2, tzinfo=UTC)
TWENTIETH = datetime(2026, 11, 20, 2, tzinfo=UTC)
# Below the ORM and built once, as in tests/issue_making.py.
_STATE = select(Issue.state).where(Issue.id == bindparam("issue_id"))
_TURNED = update(Issue).where(Issue.id == bindparam("told")).values(turned_at=bindparam("at"))
_INSERT_STEP = insert(IssueStep)


def put(session: Session, /, county: County, number: str, state: State = State.REGISTERED, **told: Any) -> int:
    """An issue in a state; `told` are columns, or for `registered` (reporter, water, region, issue_type, at)."""
    turned_at = told.pop("turned_at", None)
    asked: dict[str, Any] = {"at": TENTH, "state": state} | told
    issue_id = registered(session, county, number, **asked)
    if turned_at is not None:  # after its first step, which says when it turned to what it is
        run(session, _TURNED, {"told": issue_id, "at": turned_at})
    return issue_id


def in_hand(
    session: Session, county: County, number: str, due_on: date, state: State = State.ACCEPTED, **told: Any
) -> int:
    """An issue that 赵铁军's unit (大路街道环卫所) has in hand until a day."""
    made = put(session, county, number, state, **{
        "assignee_post_id": county.posts["zhao"], "assigned_at": ELEVENTH, "due_on": due_on,
        "requirement": "清运干净",
    } | told)  # fmt: skip
    step(session, county, made, Act.ASSIGN, "wang", until_on=due_on)
    return made


def step(session: Session, county: County, issue_id: int, act: Act, by: str, words: str = "", **told: Any) -> None:
    """A step on record that leaves the state as it is."""
    state = run(session, _STATE, {"issue_id": issue_id}).scalar_one()
    row = {"issue_id": issue_id, "act": act, "person_id": county.people[by], "post_id": None, "words": words}
    row |= {"at": ELEVENTH, "before": state, "after": state, "until_on": None}
    run(session, _INSERT_STEP, row | told)


def small_ledger(session: Session, county: County) -> None:
    """Six issues: one of each that an office asks for most."""
    in_hand(session, county, "2026-0401", date(2026, 11, 30))
    in_hand(session, county, "2026-0402", date(2026, 11, 20), State.ASSIGNED, words="左岸有菜地")
    in_hand(session, county, "2026-0403", date(2026, 11, 12))
    put(session, county, "2026-0404", region="baiyun", water="brook", reporter="bai", at=ELEVENTH)
    in_hand(session, county, "2026-0405", date(2026, 11, 15), State.CLOSED, closed_at=TWENTIETH,
            done_at=ELEVENTH, turned_at=TWENTIETH)  # fmt: skip
    put(session, county, "2026-0406", State.INVALID, source=Source.PUBLIC, issue_type="construction")
