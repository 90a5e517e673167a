"""Two who do the same at the same moment: one of them does it, the other is told what is true now."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules import profile as profiles
from rules.boundary import Answer, CaseState
from rules.issue_states import Act, State
from rules.refusals import Refusal
from storage import drafts
from storage.audit import By
from storage.boundary import answering, asking
from storage.database import Database
from storage.exports import jobs
from storage.exports.jobs import Wanted
from storage.issues import reviews
from storage.issues.steps import Hand, Seen, read
from storage.models import (
    AuditRow,
    BoundaryCase,
    BoundarySide,
    Export,
    ExportState,
    IssueStep,
    Notice,
    Region,
    Supervision,
)
from storage.office import bulk
from storage.office.bulk import Order, Seat
from tests.county import County
from tests.issue_making import registered
from tests.ledger_making import put
from tests.river import MONDAY_MORNING
from tests.rules.calendar_of_2026 import is_workday
from tests.transfer_making import MONDAY

POSTGRES = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
BISHAN = profiles.load("bishan")


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What each gives that is begun in the same moment; the name of a refusal where it was refused."""
    line = Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> object:
        line.wait()
        try:
            return deed()
        except Refusal as refusal:
            return refusal.text

    with ThreadPoolExecutor(len(deeds)) as hands:
        return list(hands.map(one, deeds))


def hand(county: County, key: str) -> Hand:
    by = county.by(key, MONDAY_MORNING)
    return Hand(by, BISHAN, MONDAY, is_workday)


def in_bulk(database: Database, county: County, key: str, issues: list[Seen]) -> Callable[[], object]:
    """An office assigns what it has looked at to 环卫所; how many it did, and why not the others."""

    def deed(session: Session) -> tuple[int, set[str]]:
        seats = [Seat(session.get_one(Region, county.regions["district"]).path, county.posts[key])]
        order = Order(Act.ASSIGN, county.posts["zhao"], words="清运干净")
        outcome = bulk.carry_out(session, hand(county, key), order, seats, issues)
        return len(outcome.done), {each.why for each in outcome.skipped}

    return lambda: database.write_now(deed)


@POSTGRES
def test_two_offices_assign_the_same_issues_in_bulk_and_each_issue_is_assigned_once(
    database: Database, county: County
) -> None:
    def lay(session: Session) -> list[Seen]:
        made = [put(session, county, f"2026-{n:04d}", State.VERIFIED) for n in range(1, 9)]
        return [Seen(issue_id, read(session, issue_id, MONDAY).turn.step_id) for issue_id in made]

    seen = database.write_now(lay)
    told = at_once(in_bulk(database, county, "wang", seen), in_bulk(database, county, "chen", seen[::-1]))
    assert sorted(told, key=str) == [(0, {"refusal/issue_moved_on"}), (8, set())]
    with Session(database.engine) as session:
        assert session.scalar(select(func.count()).where(IssueStep.act == Act.ASSIGN)) == 8
        to_zhao = (Notice.kind == "bulk/told") & (Notice.person_id == county.people["zhao"])
        assert session.scalar(select(func.count()).where(to_zhao)) == 1


def case(session: Session, county: County) -> int:
    """大路街道 and 青杠街道 are asked whose an issue is."""
    issue_id, wang = registered(session, county), county.people["wang"]
    both = [county.regions["dalu"], county.regions["qinggang"]]
    draft = drafts.begin(session, wang, wang, "boundary_asking", "sides", MONDAY_MORNING)
    return asking.put(session, hand(county, "wang"), draft.id, issue_id, both).case.id


def answers(
    database: Database, county: County, key: str, side: str, case_id: int, told: Answer
) -> Callable[[], object]:
    """Somebody answers for a side."""

    def deed(session: Session) -> CaseState:
        person = county.people[key]
        draft = drafts.begin(session, person, person, "boundary_words", "words", MONDAY_MORNING)
        side_id = county.regions[side]
        return answering.answer(session, hand(county, key), draft.id, case_id, side_id, told, "").case.state

    return lambda: database.write_now(deed)


@POSTGRES
def test_two_answer_for_the_same_side_and_the_first_answer_stands(database: Database, county: County) -> None:
    asked = database.write_now(case, county)
    told = at_once(*(answers(database, county, who, "dalu", asked, Answer.OURS) for who in ("wang", "li")))
    assert sorted(map(str, told)) == ["asked", "refusal/side_answered"]
    with Session(database.engine) as session:
        assert session.scalar(select(func.count()).where(BoundarySide.answer.is_not(None))) == 1


@POSTGRES
def test_both_sides_answer_at_once_while_the_clock_runs_out_and_the_case_is_settled_once(
    database: Database, county: County
) -> None:
    asked = database.write_now(case, county)
    late = MONDAY_MORNING + timedelta(days=9)
    told = at_once(
        answers(database, county, "wang", "dalu", asked, Answer.NOT_OURS),
        answers(database, county, "qian", "qinggang", asked, Answer.NOT_OURS),
        lambda: database.write_now(answering.escalate_silent, BISHAN, late),
    )
    assert set(map(str, told)) <= {"0", "1", "asked", "escalated", "refusal/boundary_over"}
    with Session(database.engine) as session:
        assert session.scalars(select(BoundaryCase.state)).one() is CaseState.ESCALATED
        up = Notice.kind == "boundary/told_went_up"
        keys = list(session.scalars(select(Notice.key).where(up)))
        assert len(keys) == len(set(keys))
        assert session.scalar(select(func.count()).where(AuditRow.act == "escalate_boundary")) == 1


@POSTGRES
def test_two_take_the_same_export_and_one_makes_it(database: Database, county: County) -> None:
    by = By(MONDAY_MORNING, county.people["chen"])
    assert database.write_now(jobs.ask, by, Wanted("ledger", 1, {}, {}, "台账.xlsx", 5))
    told = at_once(*[lambda: database.write_now(jobs.claim, MONDAY_MORNING)] * 4)
    assert sum(job is not None for job in told) == 1
    with Session(database.engine) as session:
        job = session.scalars(select(Export)).one()
        assert (job.state, job.attempts) == (ExportState.RUNNING, 1)


@POSTGRES
def test_two_close_what_is_supervised_and_it_is_closed_and_lifted_once(database: Database, county: County) -> None:
    def lay(session: Session) -> Seen:
        made = put(session, county, "2026-0001", State.DONE, assignee_post_id=county.posts["zhao"])
        session.add(Supervision(issue_id=made, reason="限期", due_on=MONDAY, put_at=MONDAY_MORNING,
                                put_by_id=county.people["chen"]))  # fmt: skip
        session.flush()
        return Seen(made, read(session, made, MONDAY).turn.step_id)

    seen = database.write_now(lay)

    def closes(who: str) -> Callable[[], object]:
        return lambda: database.write_now(reviews.confirm, hand(county, who), seen, True).issue.state

    told = at_once(closes("wang"), closes("chen"))
    assert sorted(map(str, told)) == ["closed", "refusal/issue_moved_on"]
    with Session(database.engine) as session:
        assert session.scalar(select(func.count()).where(AuditRow.act == Act.LIFT_SUPERVISION)) == 1
