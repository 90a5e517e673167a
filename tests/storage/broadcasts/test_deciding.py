"""To whom a notice goes, and that each gets it once, whatever happens in between."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.broadcasts import BroadcastState
from rules.periods import Period
from rules.profile import Profile
from rules.refusals import Refusal
from storage import drafts
from storage.audit import By
from storage.broadcasts import cards, chasing, correcting, deciding, lists, replying, seats, writing
from storage.broadcasts.audience import Audience
from storage.broadcasts.writing import Wanted
from storage.database import Database
from storage.models import (
    Broadcast,
    BroadcastRecipient,
    BroadcastRound,
    Correction,
    Delivery,
    Group,
    GroupKind,
    Notice,
    Region,
)
from tests.county import FOUNDED, County
from tests.databases import ONE_DATABASE
from tests.river import MONDAY_MORNING
from tests.rules.calendar_of_2026 import is_workday

TODAY = date(2026, 11, 23)
WHOLE: dict[str, Any] = {"everybody": True}


def by(county: County, who: str = "chen", at: datetime = MONDAY_MORNING) -> By:
    return county.by(who, at)


def put(database: Database, county: County, audience: dict[str, Any], who: str = "chen", **told: Any) -> int:
    """Somebody's office puts a notice on its way; returns its id."""

    def write(session: Session) -> int:
        draft = drafts.begin(session, 9, county.people[who], "broadcast", "confirm", MONDAY_MORNING)
        region = "district" if who == "chen" else "dalu"
        known = {"words": "请值守", "at": MONDAY_MORNING, **told}
        wanted = Wanted(county.regions[region], county.posts[who], audience=Audience.of(audience), **known)
        return writing.put_on_its_way(session, by(county, who), wanted, draft.id, TODAY)

    return database.write_now(write)


def decides(database: Database, profile: Profile, now: datetime = MONDAY_MORNING, most: int = 500) -> int:
    """As the calendar does; returns in how many pieces."""
    pieces = 0
    while database.write_now(deciding.step, profile, now, is_workday, most):
        pieces += 1
    return pieces


def told(database: Database) -> list[Notice]:
    return database.read_now(lambda session: list(session.scalars(select(Notice).order_by(Notice.id))))


def row(database: Database, broadcast_id: int) -> Broadcast:
    return database.read_now(lambda session: session.get_one(Broadcast, broadcast_id))


def names(county: County, *people: int | None) -> set[str]:
    keys = {person_id: key for key, person_id in county.people.items()}
    return {keys[person_id] for person_id in people if person_id is not None}


@ONE_DATABASE
def test_conditions_of_one_kind_are_any_and_kinds_are_all(database: Database, county: County) -> None:
    places = {"dalu": county.regions["dalu"], "reach": county.waters["dalu_reach"]}
    kept = database.write_now(
        lambda session: lists.keep(session, by(county), county.regions["district"], "值守", lists.match(
            session, "/1/", ["王晓梅", "199 0000 0103", "大路街道环卫所", "没有此人"], TODAY))
    )  # fmt: skip
    cases: list[tuple[dict[str, Any], str]] = [
        ({}, ""),
        ({"levels": ["village"]}, "zhang sun bai zhang2"),
        ({"levels": ["village"], "regions": [places["dalu"]]}, "zhang sun zhang2"),
        ({"roles": ["chief_office", "inspector"]}, "wang qian chen ding"),
        ({"waters": [places["reach"]]}, "li zhang sun zhang2"),
        ({"waters": [places["reach"]], "levels": ["township", "county"]}, "li"),
        ({"lists": [kept]}, "wang bai zhao"),
        ({"lists": [kept], "roles": ["general_chief"]}, "wang bai zhao gu"),
        (WHOLE, "zhang sun bai li wang qian chen zhao zhou gu ding zhang2"),
    ]
    path = database.read_now(lambda session: session.get_one(Region, county.regions["district"]).path)
    for asked, expected in cases:
        found = database.read_now(seats.addressed, Audience.of(asked), path, TODAY, 0, None)
        assert names(county, *(one.person_id for one in found)) == set(expected.split()), asked


@ONE_DATABASE
def test_a_list_says_which_lines_it_could_not_use(database: Database, county: County) -> None:
    found = database.read_now(lists.match, "/1/2/", ["张卫民", "白云生", "青溪村党支部书记", "  "], TODAY)
    assert names(county, *found.people) == {"zhang"}
    assert (found.posts, found.unknown) == ((county.posts["zhang"],), ("白云生", "  "))
    with pytest.raises(Refusal, match="refusal/broadcast_list_unreadable"):
        lists.lines_of(b"no workbook")


def test_a_stop_in_the_middle_loses_nobody_and_tells_nobody_twice(
    database: Database, county: County, profile: Profile
) -> None:
    broadcast_id = put(database, county, WHOLE)
    database.write_now(deciding.step, profile, MONDAY_MORNING, is_workday, 5)
    with Session(database.engine) as killed:
        assert deciding.step(killed, profile, MONDAY_MORNING, is_workday, 5)
        killed.flush()
        killed.rollback()
    assert len(told(database)) == 5
    assert decides(database, profile, most=5) == 2
    assert decides(database, profile) == 0
    everybody = [notice.person_id for notice in told(database)]
    assert len(everybody) == len(set(everybody)) == 12
    assert row(database, broadcast_id).state is BroadcastState.SENT


@ONE_DATABASE
def test_a_township_office_reaches_nobody_beyond_its_region(
    database: Database, county: County, profile: Profile
) -> None:
    put(database, county, WHOLE, "wang")
    decides(database, profile)
    reached = names(county, *(notice.person_id for notice in told(database)))
    assert reached == {"zhang", "sun", "zhang2", "li", "wang", "zhao"}
    with pytest.raises(Refusal, match="refusal/broadcast_to_nobody"):
        put(database, county, {"regions": [county.regions["qinggang"]]}, "wang")


@ONE_DATABASE
def test_a_repeated_notice_goes_out_once_each_time_and_once_after_an_outage(
    database: Database, county: County, profile: Profile
) -> None:
    village = {"regions": [county.regions["baiyun"]]}
    told_daily: dict[str, Any] = {"every": Period.DAY, "until_on": date(2026, 11, 27), "due_days": 1}
    broadcast_id = put(database, county, village, **told_daily)
    decides(database, profile)
    assert row(database, broadcast_id).next_at == MONDAY_MORNING + timedelta(days=1)
    down_until = MONDAY_MORNING + timedelta(days=3, hours=5)
    assert decides(database, profile, down_until) == 1
    assert decides(database, profile, down_until) == 0
    assert [notice.values["due_on"] for notice in told(database)] == ["2026-11-24", "2026-11-27"]
    database.write_now(correcting.cancel, by(county), broadcast_id)
    assert decides(database, profile, MONDAY_MORNING + timedelta(days=4)) == 0
    assert row(database, broadcast_id).state is BroadcastState.SENT
    with pytest.raises(Refusal, match="refusal/broadcast_moved_on"):
        database.write_now(correcting.cancel, by(county), broadcast_id)


@ONE_DATABASE
def test_at_night_only_what_is_urgent_goes_out(database: Database, county: County, profile: Profile) -> None:
    night = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)
    audience = {"regions": [county.regions["baiyun"]]}
    put(database, county, audience, urgent=True)
    put(database, county, audience)
    decides(database, profile, night)
    assert [notice.not_before for notice in told(database)] == [night, datetime(2026, 11, 24, 0, 0, tzinfo=UTC)]


@ONE_DATABASE
def test_a_correction_reaches_what_was_sent_and_those_an_edit_does_not_reach(
    database: Database, county: County, profile: Profile
) -> None:
    broadcast_id = put(database, county, {"levels": ["village"]}, words="{{姓名}}周五前报")
    decides(database, profile)
    zhang, sun, bai, big = told(database)

    def happened(session: Session) -> None:
        sent = {"state": Delivery.SENT, "sent_at": MONDAY_MORNING, "chat_id": 1, "message_id": 1}
        session.execute(update(Notice).where(Notice.id.in_([zhang.id, sun.id])).values(**sent))
        session.execute(update(Notice).where(Notice.id == bai.id).values(state=Delivery.UNKNOWN))
        own = select(BroadcastRecipient).where(BroadcastRecipient.person_id == county.people["zhang"])
        replying.acknowledge(session, by(county, "zhang"), session.scalars(own).one().id)

    database.write_now(happened)
    database.write_now(correcting.correct, by(county), broadcast_id, "{{姓名}}周六前报", 0)
    with pytest.raises(Refusal, match="refusal/broadcast_moved_on"):
        database.write_now(correcting.correct, by(county), broadcast_id, "迟了一步", 0)
    assert decides(database, profile) > 0
    now = {notice.key: notice for notice in told(database)}
    assert now[zhang.key].values["words"] == "张卫民周六前报"
    assert [now[each.key].correction for each in (zhang, sun, bai, big)] == [
        Correction.AMEND, Correction.AMEND, None, None,
    ]  # fmt: skip
    anew = {notice.person_id: notice.values["words"] for notice in now.values() if notice.key.endswith(":1")}
    assert anew == {county.people["zhang"]: "张卫民周六前报", county.people["bai"]: "白云生周六前报"}

    def refused(session: Session) -> None:
        session.execute(update(Notice).where(Notice.id == sun.id).values(correction=Correction.IMPOSSIBLE))

    database.write_now(refused)
    decides(database, profile)
    assert any(notice.kind == "broadcast/corrected" and notice.person_id == sun.person_id for notice in told(database))
    with_accounts = database.write_now(chasing.chase, by(county), 1, TODAY, MONDAY_MORNING)
    assert with_accounts == (2, 0)  # not zhang, who answered; not zhang2, whose notice still waits
    database.write_now(correcting.withdraw, by(county), broadcast_id, "不办了", 1)
    decides(database, profile)
    assert not any(notice.kind == "broadcast/chased" for notice in told(database))
    assert sum(notice.kind == "broadcast/withdrawn" for notice in told(database)) == 2
    assert big.key not in {notice.key for notice in told(database)}
    assert decides(database, profile) == 0
    with pytest.raises(Refusal, match="refusal/broadcast_withdrawn"):
        database.write_now(chasing.chase, by(county), 1, TODAY, MONDAY_MORNING)


@ONE_DATABASE
def test_a_group_gets_it_without_buttons_and_without_anybodys_name(
    database: Database, county: County, profile: Profile
) -> None:
    def lay(session: Session) -> int:
        group = Group(chat_id=-1, kind=GroupKind.GROUP, title="璧山河长群", added_at=FOUNDED,
                      region_id=county.regions["district"])  # fmt: skip
        session.add(group)
        session.flush()
        return group.id

    audience = {"groups": [database.write_now(lay)]}
    with pytest.raises(Refusal, match="refusal/broadcast_fields_in_group"):
        put(database, county, audience, words="{{姓名}}")
    broadcast_id = put(database, county, audience)
    decides(database, profile)
    [notice] = told(database)
    assert (notice.group_id, notice.buttons, notice.values["wants_receipt"]) == (audience["groups"][0], [], False)
    assert database.read_now(cards.card, broadcast_id).recipients == 1

    tomorrow = MONDAY_MORNING + timedelta(days=1)
    put(database, county, audience, at=tomorrow)
    database.write_now(lambda session: session.execute(update(Group).values(removed_at=MONDAY_MORNING)))
    decides(database, profile, tomorrow)
    assert [(notice.kind, notice.person_id) for notice in told(database)][1:] == [
        ("broadcast/nobody_now", county.people["chen"]),
    ]  # fmt: skip


@ONE_DATABASE
def test_answers_are_each_persons_own_and_the_first_counts(
    database: Database, county: County, profile: Profile
) -> None:
    put(database, county, {"regions": [county.regions["baiyun"]]}, "chen")
    decides(database, profile)
    ask: Callable[..., Any] = replying.ask
    with pytest.raises(Refusal, match="refusal/not_your_matter"):
        database.write_now(replying.acknowledge, by(county, "zhang"), 1)
    with pytest.raises(Refusal, match="refusal/not_your_matter"):
        database.write_now(ask, by(county, "zhang"), 1, "我能问吗", TODAY)
    later = replace(by(county, "bai"), at=MONDAY_MORNING + timedelta(hours=1))
    assert database.write_now(replying.finish, by(county, "bai"), 1)[1]
    known, is_first = database.write_now(replying.acknowledge, later, 1)
    assert (known.acknowledged_at, is_first) == (MONDAY_MORNING, False)
    database.write_now(ask, by(county, "bai"), 1, "报给谁", TODAY)
    assert database.write_now(replying.answer, by(county), 1, "报我办") == "白云生"
    with pytest.raises(Refusal, match="refusal/broadcast_question_answered"):
        database.write_now(replying.answer, by(county, "gu"), 1, "又一次")
    assert database.read_now(lambda session: session.get_one(BroadcastRound, 1).chased_on) is None
