"""The self-audit finds what is missing, not due, stuck; it tells the county's office once, nothing if all is well."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.texts import Texts
from reminders import overdue_rectifications
from reminders.self_audit.nightly import audit_once
from rules.issue_states import State
from rules.profile import Profile
from rules.self_audit import Told, said_twice
from storage import audit, outbox
from storage.audit import By
from storage.database import Database
from storage.models import Delivery, Issue, Notice, SelfAudit, Urgency
from storage.outbox import Tell
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.reminders.records import SHANGHAI, assigned, at
from tests.rules.calendar_of_2026 import is_workday

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def warned(database: Database, county: County, profile: Profile) -> Database:
    """赵铁军 must rectify two issues by today; both warnings are written."""
    for number in ("〔2026〕1号", "〔2026〕2号"):
        database.write_now(assigned, county, number, "zhao", TUESDAY)
    database.write_now(overdue_rectifications.warn, profile, at(TUESDAY, 7, 30), is_workday)
    return database


def _audited(database: Database, profile: Profile, day: date = TUESDAY) -> tuple[int, SelfAudit]:
    told = database.read_now(audit_once, database, _only_rectifications(profile), at(day, 7, 58), is_workday)
    return told, database.read_now(lambda session: session.scalars(select(SelfAudit).where(SelfAudit.day == day)).one())


def _only_rectifications(profile: Profile) -> Profile:
    return replace(profile, quotas=(), assessments=(), duty_reports=())


def _differences(database: Database) -> list[Notice]:
    rows = select(Notice).where(Notice.kind == "self_audit/differences")
    return list(database.read_now(lambda session: session.scalars(rows).all()))


@ONE_DATABASE
def test_where_all_is_well_nothing_is_said(warned: Database, profile: Profile) -> None:
    told, found = _audited(warned, profile)
    assert (told, found.difference, found.expected) == (0, 0, 2)
    assert _differences(warned) == []


def test_a_warning_that_was_never_written_one_that_is_not_due_and_one_that_lies_are_told_to_the_county_once(
    warned: Database, county: County, profile: Profile
) -> None:
    first, _ = warned.read_now(lambda session: session.scalars(select(Notice.key).order_by(Notice.id)).all())
    warned.write_now(lambda session: session.execute(delete(Notice).where(Notice.key == first)))
    undue = Tell("rectification_warning/due", f"rectification_warning:due:99:{TUESDAY}:1", county.people["sun"])
    old = Tell("story/news", "old", county.people["bai"], urgency=Urgency.DAYTIME)
    warned.write_now(outbox.tell, at(TUESDAY, 7, 40), [undue])
    warned.write_now(outbox.tell, at(TUESDAY - timedelta(days=3)), [old])

    told, found = _audited(warned, profile)
    assert (told, found.missing, found.undue, found.stuck) == (1, 1, 1, 1)
    assert _audited(warned, profile)[0] == 0  # the second run of a day
    [notice] = _differences(warned)
    assert notice.person_id == county.people["chen"]
    assert notice.values["lines"] == [
        ["赵铁军", "整改提醒", "漏发"],
        ["孙小河", "整改提醒", "不该发"],
        ["白云生", "通知", "没发出去"],
    ]
    said = Texts(SHANGHAI).render(notice.kind, **notice.values)
    assert said.startswith("🔎 <b>提醒自查</b>｜11月24日（周二）：3 处与记录对不上")
    assert "• 赵铁军：整改提醒漏发" in said


@ONE_DATABASE
def test_what_was_handed_in_after_the_warning_was_written_is_no_fault(warned: Database, profile: Profile) -> None:
    def hand_in(session: Session) -> None:
        issue = session.scalars(select(Issue).order_by(Issue.id).limit(1)).one()
        issue.state = State.DONE
        audit.record(session, By(at(TUESDAY, 7, 50)), "hand_in", "issue", issue.id)

    warned.write_now(hand_in)
    assert _audited(warned, profile)[1].difference == 0


@ONE_DATABASE
def test_whom_it_did_not_reach_is_named_with_the_reason(warned: Database, county: County, profile: Profile) -> None:
    rows = warned.read_now(lambda session: session.scalars(select(Notice.key).order_by(Notice.id)).all())
    for key, state in zip(rows, (Delivery.FAILED, Delivery.UNBOUND), strict=True):
        warned.write_now(lambda s, k=key, st=state: s.execute(update(Notice).where(Notice.key == k).values(state=st)))  # type: ignore[misc]
    lost = Tell("story/news", "old", county.people["bai"])
    warned.write_now(outbox.tell, at(TUESDAY - timedelta(days=3)), [lost])

    told, found = _audited(warned, profile)
    assert (told, found.undelivered) == (1, {"failed": 1, "unbound": 1})
    [notice] = _differences(warned)
    said = Texts(SHANGHAI).render(notice.kind, **notice.values)
    assert "• 发送失败 1 人：赵铁军" in said
    assert "• 尚未绑定 1 人：赵铁军" in said


def test_a_patrol_told_twice_in_the_same_words_is_found_whatever_day_it_is_due_by() -> None:
    key = "patrol_warning:due:river_chief-village-7:1-week-2026-11-16-2026-11-{}:7"
    same = [Told(key.format(day), 7, "巡河") for day in (21, 22)]
    other = Told("patrol_warning:due:river_chief-village-7:1-week-2026-11-23-2026-11-29:7", 7, "巡河")
    assert said_twice([*same, other]) == [same[1]]
