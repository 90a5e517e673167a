"""Whom an issue goes to, who has it in hand, and what waits for the office."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.issue_states import State
from rules.refusals import Refusal
from storage.database import Database
from storage.issues import assigning, candidates, extensions, rectifications, tasks
from storage.issues.steps import read
from storage.ledger import queue
from storage.ledger.queue import Waiting
from storage.models import Appointment, Issue
from tests.county import County
from tests.issue_making import many, registered
from tests.storage.issues.rectifying import MONDAY, assigned, hand, step, told
from tests.transfer_making import seen


def test_urging_is_once_a_day(database: Database, county: County) -> None:
    issue_id = assigned(database, county)
    step(database, county, issue_id, "wang", rectifications.urge)
    with pytest.raises(Refusal, match="urged_today"):
        step(database, county, issue_id, "chen", rectifications.urge)
    tomorrow = hand(county, "wang", timedelta(days=1))
    database.write_now(lambda s: rectifications.urge(s, tomorrow, seen(s, issue_id)))
    assert told(database, "told_urge") == {"赵铁军", "张卫民", "张大江"}


def test_the_successor_in_the_post_has_it_in_hand(database: Database, county: County) -> None:
    issue_id = assigned(database, county)

    def hand_over(session: Session) -> None:
        post = county.posts["zhao"]
        session.execute(update(Appointment).where(Appointment.post_id == post).values(until_on=date(2026, 11, 22)))
        session.add(Appointment(post_id=post, person_id=county.people["sun"], title="", from_on=MONDAY))

    database.write_now(hand_over)
    now = database.read_now(read, issue_id, MONDAY)
    assert now.assignee == "大路街道环卫所（孙小河）"
    assert now.assignees == (county.people["sun"],)
    [task] = database.read_now(tasks.tasks, [county.posts["zhao"]])
    assert (task.number, task.state, task.due_on) == ("2026-0001", State.ASSIGNED, date(2026, 11, 27))


def test_a_vacant_post_or_a_day_gone_by_is_not_assigned(database: Database, county: County) -> None:
    issue_id = database.write_now(registered, county)
    step(database, county, issue_id, "wang", assigning.verify)
    with pytest.raises(Refusal, match="due_in_the_past"):
        step(database, county, issue_id, "wang", assigning.assign, county.posts["zhao"], date(2026, 11, 22), "清运")
    with pytest.raises(Refusal, match="post_is_vacant"):
        step(database, county, issue_id, "wang", assigning.assign, 4040, date(2026, 11, 27), "清运")


def test_fitting_units_come_first_then_the_chief_of_the_reach(database: Database, county: County) -> None:
    issue_id = database.write_now(registered, county)
    with Session(database.engine) as session:
        issue = session.get_one(Issue, issue_id)
        found = candidates.suggested(session, issue, "/", MONDAY)
        assert [one.seat for one in found[:2]] == ["大路街道环卫所（赵铁军）", "璧南河青溪村段村级河长（张卫民）"]
        assert [one.fitting for one in found[:2]] == [True, False]
        assert all(one.bound for one in found)
        [li] = candidates.named(session, issue, "/", "李建国", MONDAY)
        assert li.post_id == county.posts["li"]
        assert candidates.named(session, issue, "/", "100%", MONDAY) == []


def test_an_office_assigns_only_within_its_region(database: Database, county: County) -> None:
    issue_id = database.write_now(registered, county)
    with Session(database.engine) as session:
        path = read(session, issue_id, MONDAY).region_path  # of the village
        dalu = "/".join(path.split("/")[:3]) + "/"
        assert not candidates.may_assign_to(session, county.posts["bai"], dalu)
        assert candidates.may_assign_to(session, county.posts["zhao"], dalu)
        assert not candidates.may_assign_to(session, county.posts["wang"], dalu)  # an office rectifies nothing


def test_the_queue_groups_counts_and_pages_oldest_first_within_the_regions(database: Database, county: County) -> None:
    ids = database.write_now(many, county, 7)
    elsewhere = database.write_now(lambda s: registered(s, county, "2026-0100", "bai", water="brook", region="baiyun"))
    with Session(database.engine) as session:
        dalu = session.get_one(Issue, ids[0]).region_id
        village = read(session, ids[0], MONDAY).region_path
        town = village.removesuffix(f"{dalu}/")
        assert queue.counted(session, (town,), MONDAY)[Waiting.VERIFY] == 7
        assert queue.counted(session, ("/",), MONDAY)[Waiting.VERIFY] == 8
        first = queue.page(session, Waiting.VERIFY, (town,), MONDAY)
        rest = queue.page(session, Waiting.VERIFY, (town,), MONDAY, offset=5)
        assert [item.id for item in [*first, *rest]] == ids
        assert elsewhere not in ids
        assert queue.counted(session, (), MONDAY)[Waiting.VERIFY] == 0


def test_returned_overdue_and_asked_extensions_stand_in_groups_of_their_own(database: Database, county: County) -> None:
    issue_id = assigned(database, county)
    step(database, county, issue_id, "zhao", extensions.ask, date(2026, 12, 4), "路断了")
    counts = database.read_now(queue.counted, ("/",), date(2026, 11, 28))
    assert (counts[Waiting.EXTENSION], counts[Waiting.OVERDUE], counts[Waiting.ASSIGN]) == (1, 1, 0)
    step(database, county, issue_id, "zhao", rectifications.give_back, "不归我们")
    counts = database.read_now(queue.counted, ("/",), date(2026, 11, 28))
    assert {kind for kind, count in counts.items() if count} == {Waiting.RETURNED}
    assert database.read_now(queue.next_waiting, Waiting.ASSIGN, ("/",), MONDAY, issue_id) is None
