"""The way of an issue in the tables: order, compare-and-set, steps, audit, who is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.issue_states import Act, State
from rules.refusals import Refusal
from storage import audit
from storage.database import Database
from storage.issues import assigning, extensions, rectifications, reviews
from storage.ledger import queue
from storage.ledger.queue import Waiting
from storage.models import AuditRow, Extension, Issue, IssueStep, Notice
from tests.county import County
from tests.issue_making import followed, registered
from tests.river import MONDAY_MORNING
from tests.storage.issues.rectifying import (
    MONDAY,
    assigned,
    hand,
    state_of,
    step,
    submitted,
    told,
)
from tests.transfer_making import seen


def test_every_step_of_the_way_is_recorded_with_who_when_why_and_in_the_audit_chain(
    database: Database, county: County
) -> None:
    issue_id = submitted(database, county)
    step(database, county, issue_id, "wang", reviews.confirm, True)
    with Session(database.engine) as session:
        steps = session.scalars(select(IssueStep).where(IssueStep.issue_id == issue_id).order_by(IssueStep.id)).all()
        assert [(one.act, one.after) for one in steps] == [
            (Act.REGISTER, State.REGISTERED),
            (Act.VERIFY, State.VERIFIED),
            (Act.ASSIGN, State.ASSIGNED),
            (Act.ACCEPT, State.ACCEPTED),
            (Act.SUBMIT, State.DONE),
            (Act.CONFIRM, State.CLOSED),
        ]
        last = steps[-1]
        assert (last.person_id, last.post_id, last.update_id) == (county.people["wang"], county.posts["wang"], 7)
        assert steps[2].words == "清运干净"
        assert steps[2].until_on == date(2026, 11, 27)
        acts = session.scalars(select(AuditRow.act).where(AuditRow.subject == "issue").order_by(AuditRow.id)).all()
        assert acts == ["verify", "assign", "accept", "submit", "confirm"]
        assert list(audit.broken(session)) == []
        assert session.get_one(Issue, issue_id).closed_at == MONDAY_MORNING


def test_a_wrong_order_is_refused_with_what_is_true_now(database: Database, county: County) -> None:
    issue_id = assigned(database, county)
    with pytest.raises(Refusal) as refused:
        step(database, county, issue_id, "wang", assigning.verify)
    assert refused.value.text == "refusal/issue_moved_on"
    assert refused.value.values["state"] == State.ASSIGNED
    assert state_of(database, issue_id) is State.ASSIGNED


def test_a_button_of_an_earlier_round_is_refused_though_the_state_is_the_same(
    database: Database, county: County
) -> None:
    issue_id = assigned(database, county)
    first_round = database.read_now(seen, issue_id)
    step(database, county, issue_id, "zhao", rectifications.give_back, "不归我们")
    step(database, county, issue_id, "wang", assigning.assign, county.posts["li"], date(2026, 11, 30), "清运")
    with pytest.raises(Refusal, match="issue_moved_on"):
        database.write_now(lambda session: rectifications.accept(session, hand(county, "li"), first_round))
    assert state_of(database, issue_id) is State.ASSIGNED


def test_two_offices_verify_at_once_and_one_of_them_is_told_so(database: Database, county: County) -> None:
    issue_id = database.write_now(registered, county)
    before = database.read_now(seen, issue_id)
    database.write_now(lambda session: assigning.verify(session, hand(county, "wang"), before))
    with pytest.raises(Refusal) as refused:
        database.write_now(lambda session: assigning.verify(session, hand(county, "chen"), before))
    turn = refused.value.values["turn"]
    assert turn.name == "王晓梅"  # type: ignore[attr-defined]
    with Session(database.engine) as session:
        assert len(session.scalars(select(IssueStep).where(IssueStep.act == Act.VERIFY)).all()) == 1


def test_of_two_who_act_in_the_same_moment_one_is_refused(database: Database, county: County) -> None:
    issue_id = assigned(database, county)
    before = database.read_now(seen, issue_id)

    def once(act: Callable[[Session], object]) -> str:
        try:
            database.write_now(act)
        except Refusal as refusal:
            return refusal.text
        return "done"

    def asks(session: Session) -> object:
        return extensions.ask(session, hand(county, "zhao"), before, date(2026, 12, 4), "路断了")

    def urges(session: Session) -> object:
        return rectifications.urge(session, hand(county, "wang"), before)

    def accepts(session: Session) -> object:
        return rectifications.accept(session, hand(county, "zhao"), before)

    with ThreadPoolExecutor(4) as together:
        for act, refusal in ((asks, "extension_asked_already"), (urges, "urged_today"), (accepts, "issue_moved_on")):
            answers = sorted(together.map(once, [act] * 4))
            assert answers == ["done", *[f"refusal/{refusal}"] * 3]


def test_everyone_concerned_hears_a_step_once_and_the_actor_does_not(database: Database, county: County) -> None:
    issue_id = database.write_now(registered, county)
    database.write_now(followed, issue_id, county.people["bai"])
    step(database, county, issue_id, "wang", assigning.verify)
    assert told(database, "told_verify") == {"张卫民", "张大江", "白云生"}
    step(database, county, issue_id, "wang", assigning.assign, county.posts["zhao"], date(2026, 11, 27), "清运")
    assert told(database, "told_assign") == {"张卫民", "张大江", "白云生", "赵铁军"}
    step(database, county, issue_id, "zhao", rectifications.accept)
    assert told(database, "told_accept") == {"张卫民", "张大江", "白云生", "王晓梅"}
    with Session(database.engine) as session:
        keys = session.scalars(select(Notice.key)).all()
        assert len(keys) == len(set(keys)) == 11


def test_the_county_office_that_assigned_hears_that_it_was_handed_back(database: Database, county: County) -> None:
    issue_id = database.write_now(registered, county)
    step(database, county, issue_id, "wang", assigning.verify)
    step(database, county, issue_id, "chen", assigning.assign, county.posts["zhao"], date(2026, 11, 27), "清运")
    step(database, county, issue_id, "zhao", rectifications.give_back, "不在我们的责任区域")
    assert told(database, "told_return") == {"张卫民", "张大江", "王晓梅", "陈志远"}
    with Session(database.engine) as session:
        issue = session.get_one(Issue, issue_id)
        assert (issue.state, issue.assignee_post_id, issue.due_on) == (State.VERIFIED, None, None)


def test_not_ours_may_be_said_within_the_hours_of_the_profile_and_not_after(database: Database, county: County) -> None:
    issue_id = assigned(database, county)
    late = hand(county, "zhao", timedelta(hours=24, minutes=1))
    with pytest.raises(Refusal) as refused:
        database.write_now(lambda s: rectifications.give_back(s, late, seen(s, issue_id), "不归我们"))
    assert refused.value.text == "refusal/too_late_to_return"
    assert refused.value.values["until"] == MONDAY_MORNING + timedelta(hours=24)
    in_time = hand(county, "zhao", timedelta(hours=24))
    database.write_now(lambda s: rectifications.give_back(s, in_time, seen(s, issue_id), "不归我们"))
    assert state_of(database, issue_id) is State.VERIFIED


def test_an_extension_has_an_end_is_answered_once_and_moves_the_due_date(database: Database, county: County) -> None:
    issue_id = assigned(database, county)
    until = date(2026, 12, 4)
    step(database, county, issue_id, "zhao", extensions.ask, until, "路断了")
    with pytest.raises(Refusal, match="extension_asked_already"):
        step(database, county, issue_id, "zhao", extensions.ask, until, "路断了")
    with Session(database.engine) as session:
        extension_id = session.scalars(select(Extension.id)).one()
    step(database, county, issue_id, "wang", extensions.answer, extension_id, True)
    with pytest.raises(Refusal, match="extension_answered"):
        step(database, county, issue_id, "chen", extensions.answer, extension_id, False)
    with Session(database.engine) as session:
        assert session.get_one(Issue, issue_id).due_on == until
    with pytest.raises(Refusal, match="no_more_extensions"):
        step(database, county, issue_id, "zhao", extensions.ask, date(2026, 12, 8), "还没修好")


def test_an_extension_is_as_long_as_the_profile_allows(database: Database, county: County) -> None:
    issue_id = assigned(database, county)
    the_due_date_itself, ten_working_days, eleven = date(2026, 11, 27), date(2026, 12, 11), date(2026, 12, 14)
    for until in (the_due_date_itself, eleven):
        with pytest.raises(Refusal, match="extension_too_long"):
            step(database, county, issue_id, "zhao", extensions.ask, until, "路断了")
        assert told(database, "told_ask_extension") == set()
    step(database, county, issue_id, "zhao", extensions.ask, ten_working_days, "路断了")
    filed_by = {"李建国", "陈志远"}
    assert told(database, "told_ask_extension") == {"王晓梅", "张卫民", "张大江"} | filed_by


def test_handing_in_settles_an_extension_that_waits(database: Database, county: County) -> None:
    issue_id = assigned(database, county)
    step(database, county, issue_id, "zhao", rectifications.accept)
    step(database, county, issue_id, "zhao", extensions.ask, date(2026, 12, 4), "路断了")
    with pytest.raises(Refusal, match="no_after_photo"):
        step(database, county, issue_id, "zhao", rectifications.submit, "清完了", 55)
    step(database, county, issue_id, "zhao", rectifications.report_progress, "快了", 55)
    database.write_now(lambda session: extensions.let_drop(session, hand(county, "zhao").by, issue_id))
    assert database.read_now(queue.counted, ("/",), MONDAY)[Waiting.EXTENSION] == 0


def test_the_fixer_never_closes_alone_not_even_as_the_reporter(database: Database, county: County) -> None:
    issue_id = submitted(database, county)
    with pytest.raises(Refusal, match="fixer_cannot_confirm"):
        step(database, county, issue_id, "zhao", reviews.confirm, True)
    with pytest.raises(Refusal, match="not_yours_to_confirm"):
        step(database, county, issue_id, "sun", reviews.confirm, False)
    step(database, county, issue_id, "zhang", reviews.confirm, False)
    assert state_of(database, issue_id) is State.CLOSED


def test_the_days_of_the_review_are_not_the_assignees(database: Database, county: County) -> None:
    issue_id = submitted(database, county)
    friday = hand(county, "wang", timedelta(days=4))
    database.write_now(lambda s: reviews.send_back(s, friday, seen(s, issue_id), True, "还有残渣"))
    with Session(database.engine) as session:
        issue = session.get_one(Issue, issue_id)
        assert (issue.state, issue.due_on, issue.done_at) == (State.ACCEPTED, date(2026, 12, 1), None)


def test_what_an_office_put_right_on_the_spot_goes_to_whose_duty_it_is_when_sent_back(
    database: Database, county: County
) -> None:
    issue_id = database.write_now(lambda session: registered(session, county, reporter="qian"))
    database.write_now(
        lambda s: s.execute(
            update(Issue)
            .where(Issue.id == issue_id)
            .values(state=State.DONE, done_at=MONDAY_MORNING, assignee_post_id=county.posts["qian"])
        )
    )
    step(database, county, issue_id, "wang", reviews.send_back, True, "还有残渣")
    with Session(database.engine) as session:
        issue = session.get_one(Issue, issue_id)
        assert issue.assignee_post_id == county.posts["zhao"]
        assert issue.due_on == date(2026, 11, 25)
