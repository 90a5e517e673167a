"""What else happens to an issue in the tables: merged, transferred, supervised, looked at again; each once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules import profile as profiles
from rules.issue_states import State
from rules.issue_types import Severity
from rules.periods import Period, Span, span
from rules.refusals import Refusal
from rules.roles import Level
from rules.transfers import Outcome
from storage.audit import broken
from storage.database import Database
from storage.issues import merging, rectifications, supervising
from storage.issues.matters import Matter
from storage.ledger import figures
from storage.look_back import drawing, looking
from storage.look_back.drawing import Wanted
from storage.models import (
    AuditRow,
    Draft,
    Issue,
    IssueFollower,
    IssueStep,
    LookBackItem,
    Media,
    MediaUse,
    Notice,
    Subject,
    Supervision,
    Transfer,
)
from storage.transfers import answering, sending
from tests.county import County
from tests.issue_making import photographed, registered
from tests.ledger_making import in_hand
from tests.river import MONDAY_MORNING
from tests.transfer_making import BISHAN, MONDAY, dispatch, hand, seen, sent_out

OCTOBER = MONDAY_MORNING - timedelta(days=40)
Act = Callable[[Session], object]


def closed(session: Session, county: County, serial: int, **told: object) -> int:
    told = {"closed_at": OCTOBER, "done_at": OCTOBER} | told
    return in_hand(session, county, f"2026-{serial:04d}", date(2026, 10, 30), State.CLOSED, **told)


def wanted(county: County, region: str = "district") -> Wanted:
    return Wanted(county.regions[region], span(Period.MONTH, date(2026, 10, 1)))


# Each writes what must be there before and gives the act of one tap.
def _merge(session: Session, county: County) -> Act:
    first, second = registered(session, county), registered(session, county, "2026-0002", reporter="sun")
    button = seen(session, second)
    return lambda later: merging.merge(later, hand(county, "wang"), button, first, ["/"])


def _supervise(session: Session, county: County) -> Act:
    issue_id = in_hand(session, county, "2026-0001", date(2026, 11, 30), severity=Severity.MAJOR)
    button = seen(session, issue_id)
    return lambda later: supervising.supervise(later, hand(county, "chen"), button, date(2026, 12, 1), "限期清运")


def _refer(session: Session, county: County) -> Act:
    issue_id = in_hand(session, county, "2026-0001", date(2026, 11, 30))
    button = seen(session, issue_id)
    return lambda later: sending.refer(later, hand(county, "wang"), button, dispatch(county))


def _receive(session: Session, county: County) -> Act:
    transfer_id = sent_out(session, county)
    return lambda later: answering.receive(later, hand(county, "zhao"), transfer_id)


def _answer(session: Session, county: County) -> Act:
    transfer_id = sent_out(session, county)
    outcome = Outcome.NOT_FILED
    return lambda later: answering.answer(later, hand(county, "zhao"), transfer_id, outcome, "证据不足", 0)


def _answer_urge(session: Session, county: County) -> Act:
    issue_id = in_hand(session, county, "2026-0001", date(2026, 11, 30))
    button = seen(session, issue_id)
    rectifications.urge(session, hand(county, "wang"), button)
    return lambda later: rectifications.answer_urge(later, hand(county, "zhao"), button, "明天清完")


def _look(session: Session, county: County) -> Act:
    item = drawing.choose(session, hand(county, "ding"), closed(session, county, 1)).id
    return lambda later: looking.look(later, hand(county, "ding"), item, True, "很干净", 0)


def _draw(session: Session, county: County) -> Act:
    closed(session, county, 1)
    return lambda later: drawing.draw(later, hand(county, "chen"), wanted(county))


def stored(session: Session) -> list[int]:
    tables = (IssueStep, AuditRow, Notice, Transfer, Supervision, LookBackItem, IssueFollower)
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


@pytest.mark.parametrize("prepare", [_merge, _supervise, _refer, _receive, _answer, _answer_urge, _look, _draw])
def test_a_second_run_is_refused_and_leaves_nothing(
    database: Database, county: County, prepare: Callable[[Session, County], Act]
) -> None:
    act = database.write_now(lambda session: prepare(session, county))
    database.write_now(act)
    before = database.read_now(stored)
    with pytest.raises(Refusal):
        database.write_now(act)
    assert database.read_now(stored) == before
    assert database.read_now(lambda session: list(broken(session))) == []


def test_F2c_the_list_is_the_same_however_often_it_is_prepared_and_no_issue_is_drawn_twice(
    database: Database, county: County
) -> None:
    def draw_twice(session: Session) -> tuple[list[int], list[int]]:
        for serial in range(1, 31):
            closed(session, county, serial)
        closed(session, county, 31, closed_at=MONDAY_MORNING)  # not ripe
        closed(session, county, 32, region_id=county.regions["baiyun"])  # of the other township
        by_hand = hand(county, "chen")
        first, again = (drawing.prepared(session, by_hand, wanted(county, "dalu")) for _ in range(2))
        assert first == again
        assert len(first.pool) == 30
        drawn = [drawing.draw(session, by_hand, wanted(county, "dalu")) for _ in range(2)]
        lists = [[each.issue_id for each in looking.items(session, one.id)] for one in drawn]
        assert [list(drawing.drawn_anew(one)) for one in drawn] == lists
        assert lists[0] == list(first.taken)
        return lists[0], lists[1]

    one, other = database.write_now(draw_twice)
    assert (len(one), len(other), set(one) & set(other)) == (3, 3, set())


def test_F2c_the_relapse_rate_counts_what_was_looked_at_in_the_period(database: Database, county: County) -> None:
    def work(session: Session) -> figures.Figures:
        for serial, held in enumerate((True, True, False), start=1):
            row = drawing.choose(session, hand(county, "ding"), closed(session, county, serial))
            row.held, row.looked_at = held, MONDAY_MORNING
        early = drawing.choose(session, hand(county, "ding"), closed(session, county, 4))
        early.held, early.looked_at = False, OCTOBER
        session.flush()
        november = Span(date(2026, 11, 1), date(2026, 11, 30))
        return figures.figures(session, BISHAN, ["/"], Level.TOWNSHIP, november, MONDAY, lambda day: True)

    told = database.write_now(work)
    assert (told.total.looked_back, told.total.relapsed) == (3, 1)
    assert told.total.relapse_rate == pytest.approx(1 / 3)
    assert {line.name: line.relapsed for line in told.lines if line.looked_back} == {"大路街道": 1}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_F2c_a_relapse_goes_back_into_the_same_hands_where_the_profile_says_so(
    database: Database, county: County
) -> None:
    text = (Path(profiles.__file__).parent / "profiles" / "bishan.toml").read_text(encoding="utf-8")
    same_hands = profiles.read(text.replace('relapse = "verified"', 'relapse = "assigned"'), "mine.toml")

    def relapse(session: Session) -> Matter:
        item = drawing.choose(session, hand(county, "ding"), closed(session, county, 1)).id
        draft = _with_photo(session, county)
        return looking.look(session, hand(county, "ding", same_hands), item, False, "又堆了", draft)

    again = database.write_now(relapse).issue
    assert (again.state, again.assignee_post_id, again.closed_at) == (State.ASSIGNED, county.posts["zhao"], None)
    assert again.due_on is not None
    assert again.due_on > MONDAY


def _with_photo(session: Session, county: County) -> int:
    draft = Draft(chat_id=1, person_id=county.people["ding"], dialog="looking", step="collect", data={}, parked=False,
                  started_at=MONDAY_MORNING, updated_at=MONDAY_MORNING)  # fmt: skip
    session.add(draft)
    session.flush()
    media = session.get_one(Media, photographed(session, 1, county.people["ding"], "heap", MediaUse.LOOK_BACK))
    media.subject, media.subject_id = Subject.DRAFT, draft.id
    session.flush()
    return draft.id


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_F2c_who_did_the_work_does_not_look_at_it_again(database: Database, county: County) -> None:
    def look(session: Session) -> None:
        item = drawing.choose(session, hand(county, "ding"), closed(session, county, 1)).id
        looking.check(session, hand(county, "zhao"), item)

    with pytest.raises(Refusal, match="refusal/fixer_cannot_look_back"):
        database.write_now(look)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_L3_what_is_out_is_neither_merged_nor_sent_twice(database: Database, county: County) -> None:
    def out(session: Session) -> int:
        issue_id = registered(session, county, "2026-0002")
        session.get_one(Issue, issue_id).state = State.VERIFIED
        sending.refer(session, hand(county, "wang"), seen(session, issue_id), dispatch(county))
        session.get_one(Issue, issue_id).state = State.VERIFIED  # returned by whom it was assigned to meanwhile
        session.get_one(Issue, registered(session, county)).state = State.VERIFIED
        return issue_id

    issue_id = database.write_now(out)
    target = issue_id + 1
    by_hand = hand(county, "wang")
    with pytest.raises(Refusal, match="refusal/transfer_unanswered"):
        database.write_now(lambda session: merging.merge(session, by_hand, seen(session, issue_id), target, ["/"]))
    with pytest.raises(Refusal, match="refusal/transfer_unanswered"):
        database.write_now(lambda session: sending.refer(session, by_hand, seen(session, issue_id), dispatch(county)))
    nobody = replace(dispatch(county), post_id=county.posts["zhang"])
    with pytest.raises(Refusal, match="refusal/post_is_vacant"):
        database.write_now(lambda session: sending.refer(session, by_hand, seen(session, target), nobody))
