"""Notices 通报 counted, computed for whole periods, signed: straight through the storage."""

import io
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from docx import Document
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from documents.circulars.file import circular_file
from rules import periods
from rules.circular_words import fingerprint
from rules.circulars import CircularState, Form, Ground, NameState, NamingRule, Whom
from rules.measures import MeasureState
from rules.papers import PaperState
from rules.periods import Period
from rules.profile import Profile, load
from rules.refusals import Refusal
from rules.roles import Level, Role
from storage.audit import By
from storage.circulars import audience, changing, computing, counting, drafting, objecting, signing
from storage.circulars.audience import Audience
from storage.circulars.changing import SeenCircular
from storage.circulars.naming import line
from storage.circulars.places import Subject
from storage.circulars.signing import Ready, Rules
from storage.circulars.snapshot import reproduce
from storage.database import Database
from storage.models import (
    Appointment,
    Circular,
    CircularName,
    Group,
    GroupKind,
    Measure,
    Notice,
    Paper,
    Patrol,
    Person,
    Post,
    Region,
)
from storage.papers.drafting import SeenPaper
from storage.papers.receiving import withdraw
from tests.circular_making import computed, people, published, published_file, quarter, rule_of, towns
from tests.county import County
from tests.reminders.records import SHANGHAI, at, succeeds, walked
from tests.rules.calendar_of_2026 import is_workday

JULY = date(2026, 7, 3)


@pytest.fixture
def fengjie() -> Profile:
    return load("fengjie")


@pytest.fixture
def session(database: Database, county: County) -> Iterator[Session]:
    with Session(database.engine) as made, made.begin():
        yield made


def test_F5a_two_notices_name_8_units_and_62_person_times(session: Session, county: County, fengjie: Profile) -> None:
    rule, everybody, all_towns = rule_of(fengjie), people(session, 58), towns(session, county, 8)
    first = computed(session, rule, quarter(date(2026, 1, 1)), [*everybody[:30], *all_towns[:5]])
    second = computed(session, rule, quarter(date(2026, 4, 1)), [*everybody[26:], *all_towns[5:]])
    published(session, county, fengjie, date(2026, 4, 9), first)
    last = published(session, county, fengjie, JULY, second)
    year = periods.moments(periods.span(Period.YEAR, JULY), SHANGHAI)
    told = counting.counts(session, ["/1/"], year)
    assert (told.issues, told.units, told.unit_times, told.people, told.person_times) == (2, 8, 8, 58, 62)
    assert told.again == tuple((f"河长{n}", 2) for n in range(27, 31))
    assert counting.counts(session, ["/1/2/"], year).issues == 0
    facts = reproduce(session, last.id)
    assert facts["cumulative"] == {"year": 2026, "issues": 2, "unit_times": 8, "person_times": 62}
    words = "\n".join(each.text for each in Document(io.BytesIO(circular_file(facts))).paragraphs)
    assert "2026年已下发通报2期（含本期），累计点名8个单位、62人次。" in words
    town = session.scalars(select(Region.path).where(Region.id == all_towns[5].region_id)).one()
    seen = counting.counts(session, [town], year)  # an office below: the notice from above that names its township
    assert (seen.issues, seen.units, seen.people) == (1, 1, 0)
    spring = periods.moments(quarter(date(2026, 4, 9)), SHANGHAI)
    assert (counting.counts(session, ["/1/"], spring).issues, counting.counts(session, ["/1/"], spring).units) == (1, 5)
    session.get_one(Paper, last.paper_id).state = PaperState.WITHDRAWN
    session.flush()
    assert counting.counts(session, ["/1/"], None).person_times == 30


def village_chiefs(session: Session, county: County, how_many: int, lazy: int) -> None:
    """So many village chiefs since the new year; the first of them miss the last week of June."""
    session.add_all(Person(id=1_000 + n, name=f"村河长{n}") for n in range(how_many))
    session.flush()
    post = {"role": Role.RIVER_CHIEF, "level": Level.VILLAGE, "region_id": county.regions["longmen"],
            "water_id": county.waters["upper"]}  # fmt: skip
    session.execute(insert(Post), [post | {"id": 1_000 + n, "key": f"v{n}"} for n in range(how_many)])
    held = [{"post_id": 1_000 + n, "person_id": 1_000 + n, "from_on": date(2026, 1, 1)} for n in range(how_many)]
    session.execute(insert(Appointment), [row | {"title": ""} for row in held])
    weeks = [date(2026, 1, 1) + timedelta(days=7 * n) for n in range(26)]
    session.execute(insert(Patrol), [
        {"post_id": row["post_id"], "person_id": row["person_id"], "water_id": county.waters["upper"],
         "state": "finished", "mode": "pin", "started_at": at(day), "ended_at": at(day, 10), "counts": True}
        for n, row in enumerate(held) for day in (weeks[:-1] if n < lazy else weeks)
    ])  # fmt: skip


def test_F4b_62_chiefs_lose_points_in_the_half_yearly_letter(
    session: Session, county: County, fengjie: Profile
) -> None:
    village_chiefs(session, county, 66, 62)
    rule, half = rule_of(fengjie, Form.LETTER), periods.span(Period.HALF_YEAR, date(2026, 6, 30))
    for key in ("zhang", "sun", "bai", "zhang2", "li", "zhou"):  # those of the small county are another story
        held = select(Appointment).where(Appointment.person_id == county.people[key])
        for row in session.scalars(held):
            row.until_on = date(2025, 12, 31)
    session.flush()
    told = computing.compute(session, fengjie, rule, half, county.regions["district"], date(2026, 7, 1), is_workday)
    assert [each.points for each in told.named] == [0.5] * 62
    letter = published(session, county, fengjie, JULY, told)
    content = circular_file(reproduce(session, letter.id))
    tables = Document(io.BytesIO(content)).tables
    assert [len(table.rows) - 1 for table in tables] == [1, 62, 66]  # by level; who lacks patrols; everybody
    assert [cell.text for cell in tables[1].rows[1].cells] == [
        "1", "村河长0", "大路街道龙门村村级河长（璧南河龙门村段）", "应巡26次，按期完成25次，完成率96%，欠1次", "0.5",
    ]  # fmt: skip
    assert [cell.text for cell in tables[2].rows[66].cells][2:] == ["26", "26", "100%"]
    words = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    assert "中共奉节县委组织部：" in words
    assert "未完成巡河任务的河长62名，按规定在考核中共扣31分。每少巡1次扣0.5分，最多扣5分。" in words
    assert (session.get_one(Paper, letter.paper_id).number or "").endswith("函〔2026〕1号")
    assert counting.counts(session, ["/1/"], None).issues == 0  # a letter names nobody in public


def test_who_left_is_named_for_the_own_days_and_a_year_without_records_names_nobody(
    session: Session, county: County, fengjie: Profile
) -> None:
    rule, district = rule_of(fengjie), county.regions["district"]
    walked(session, county, "zhang", at(date(2026, 8, 5)))
    new = succeeds(session, county, "sun", "新河长", date(2026, 8, 31))
    summer = quarter(date(2026, 9, 30))
    told = computing.compute(session, fengjie, rule, summer, district, date(2026, 10, 1), is_workday)
    circular_id = drafting.begin(session, By(at(date(2026, 10, 1))), told)
    assert drafting.begin(session, By(at(date(2026, 10, 1))), told) is None
    rows = {row.person_id: row for row in session.scalars(select(CircularName)) if row.person_id}
    old = rows[county.people["sun"]]
    assert (old.has_left, old.lines[0]["text"]) == (True, "应巡9次，按期完成0次，完成率0%，欠9次")
    assert (rows[new].has_left, rows[new].lines[0]["text"][:5]) == (False, "应巡4次，")
    assert "应巡13次，按期完成1次" in rows[county.people["zhang"]].lines[0]["text"]
    assert session.get_one(Circular, circular_id).figures["began"] is None

    before = quarter(date(2024, 3, 1))
    nobody = computing.compute(session, fengjie, rule, before, district, date(2026, 10, 1), is_workday)
    assert (nobody.named, nobody.figures["levels"], nobody.figures["began"]) == ([], [], "2026-01-01")
    empty = drafting.begin(session, By(at(date(2026, 10, 1))), nobody)
    facts = signing.expected(session, Rules(fengjie, rule, date(2026, 10, 1), is_workday), empty or 0)
    words = "\n".join(each.text for each in Document(io.BytesIO(circular_file(facts))).paragraphs)
    assert "没有可供统计的巡河任务。巡河记录自2026年1月1日起，此前的不作统计。" in words
    assert "本期没有需要点名通报的单位和个人。" in words


def test_every_step_is_compare_and_set_and_a_snapshot_that_was_altered_is_not_reproduced(
    session: Session, county: County, fengjie: Profile
) -> None:
    rule, by = rule_of(fengjie), county.by("chen", at(JULY))
    told = computed(session, rule, quarter(date(2026, 4, 1)), people(session, 2))
    circular_id = drafting.begin(session, by, told) or 0
    args = (fengjie, rule, SeenCircular(circular_id, 0), JULY, is_workday)
    objecting.open_window(session, by, *args)
    with pytest.raises(Refusal, match="refusal/circular_moved_on"):
        objecting.open_window(session, by, *args)
    notices = session.scalars(select(Notice).where(Notice.kind == "circulars/named")).all()
    one, two = session.scalars(select(CircularName).order_by(CircularName.id))
    assert [notice.person_id for notice in notices] == [one.person_id, two.person_id]  # without an account: by phone
    speaks = By(at(JULY), one.person_id)
    objecting.agree(session, speaks, one.id, JULY)
    objecting.object_to(session, speaks, one.id, "有误", 0, JULY)  # who agreed may still object, once
    with pytest.raises(Refusal, match="refusal/circular_objected"):
        objecting.agree(session, speaks, one.id, JULY)
    with pytest.raises(Refusal, match="refusal/circular_objected"):
        objecting.object_to(session, speaks, one.id, "再说", 0, JULY)
    with pytest.raises(Refusal, match="refusal/not_your_matter"):
        objecting.agree(session, speaks, two.id, JULY)
    objecting.answer(session, by, one.id, False, "属实", JULY)
    with pytest.raises(Refusal, match="refusal/circular_answered"):
        objecting.answer(session, by, one.id, True, "又不撤", JULY)
    assert session.get_one(CircularName, one.id).state is NameState.STRUCK
    over = JULY + timedelta(days=20)
    rules = Rules(fengjie, rule, over, is_workday)
    signing.send(session, by, rules, SeenCircular(circular_id, 1))
    stranger = county.by("gu", at(over))
    ready, signs = Ready({}, b""), published_file
    with pytest.raises(Refusal, match="refusal/paper_not_yours_to_sign"), session.begin_nested():
        signing.sign(session, stranger, rules, SeenCircular(circular_id, 2), ready, signs)
    done = signing.sign(session, by, rules, SeenCircular(circular_id, 2), ready, signs)
    assert done.state is CircularState.PUBLISHED
    assert fingerprint(reproduce(session, circular_id)) == done.snapshot_sha256
    with pytest.raises(Refusal, match="refusal/circular_moved_on"):
        changing.take_off(session, by, SeenCircular(circular_id, 3), two.id, "晚了")
    done.snapshot = (done.snapshot or {}) | {"people": []}
    session.flush()
    with pytest.raises(ValueError, match="altered"):
        reproduce(session, circular_id)


def test_F5a_one_finding_of_several_is_struck_and_who_left_meanwhile_is_said_to_have_left(
    session: Session, county: County, fengjie: Profile
) -> None:
    rule, by = rule_of(fengjie), county.by("chen", at(JULY))
    told = computed(session, rule, quarter(date(2026, 4, 1)), [Subject("p1", "张卫民", county.people["zhang"])])
    told.named[0].lines.append(line(NamingRule(Whom.PERSON, Ground.OVERDUE), "期末逾期未完成整改1件：2026-0007", 1))
    told.named[0].post_id, told.named[0].points = county.posts["zhang"], 0.5
    circular_id = drafting.begin(session, by, told) or 0
    objecting.open_window(session, by, fengjie, rule, SeenCircular(circular_id, 0), JULY, is_workday)
    [row] = session.scalars(select(CircularName))
    objecting.object_to(session, By(at(JULY), row.person_id), row.id, "四月请过假", 0, JULY)
    with pytest.raises(Refusal, match="refusal/button_too_old"):
        objecting.answer(session, by, row.id, False, "无此项", JULY, part=2)
    objecting.answer(session, by, row.id, False, "请假属实", JULY, part=0)
    assert (row.state, [each["ground"] for each in row.lines], row.points) == (NameState.NAMED, ["overdue"], 0.0)
    heard = session.scalars(select(Notice).where(Notice.kind == "circulars/answered")).one()
    assert heard.values["struck"] == "未完成巡河任务：应巡3次，按期完成1次"
    rules = Rules(fengjie, rule, JULY + timedelta(days=1), is_workday)
    assert [each["has_left"] for each in signing.expected(session, rules, circular_id)["people"]] == [False]
    succeeds(session, county, "zhang", "新河长", JULY)
    assert [each["has_left"] for each in signing.expected(session, rules, circular_id)["people"]] == [True]


def test_it_goes_once_to_those_chosen_and_the_groups_and_comes_back_when_withdrawn(
    session: Session, county: County, fengjie: Profile
) -> None:
    told = computed(session, rule_of(fengjie), quarter(date(2026, 4, 1)), people(session, 2))
    circular = published(session, county, fengjie, JULY, told)
    by, seen = By(at(JULY), county.people["chen"]), SeenCircular(circular.id, circular.revision)
    session.add(Group(chat_id=-100, kind=GroupKind.GROUP, title="河长群", added_at=by.at,
                      region_id=county.regions["dalu"]))  # fmt: skip
    session.flush()
    wide = Audience(frozenset({Level.VILLAGE}), frozenset({Role.RIVER_CHIEF}), groups=True)
    counted = audience.counted(session, circular.id, wide, JULY)
    assert (counted.people, counted.unbound, counted.groups) == (6, 2, ("河长群",))
    assert audience.broadcast(session, by, seen, wide, JULY).told == 6
    with pytest.raises(Refusal, match="refusal/circular_moved_on"):
        audience.broadcast(session, by, seen, wide, JULY)
    sent = session.scalars(select(Notice).where(Notice.kind == "circulars/published")).all()
    assert len({notice.person_id for notice in sent}) == 7  # six people, and None for the group
    measures = session.scalars(select(Measure)).all()
    assert [each.state for each in measures] == [MeasureState.OPEN] * 2
    withdraw(session, by, SeenPaper(circular.paper_id or 0, 0), "数字有误", JULY)
    assert [each.state for each in measures] == [MeasureState.CANCELLED] * 2  # nobody answers for it, no points go
    assert session.scalars(select(Notice).where(Notice.kind == "circulars/published")).all() == []
    assert counting.counts(session, ["/1/"], None).issues == 0
