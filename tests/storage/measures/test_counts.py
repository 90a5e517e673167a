"""Counts by kind, unit and person-time for any period; one measure for each origin; who may order what."""

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.measures import Deed, MeasureKind
from rules.periods import Span
from rules.profile import load
from rules.refusals import Refusal
from storage.audit import By
from storage.database import Database
from storage.measures import counting, lists
from storage.measures.deeds import Done, perform
from storage.measures.lists import Asked, Sight
from storage.measures.recording import About, record_circular
from storage.models import Measure, Notice
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.measure_making import MONDAY, ordered, ordered_about
from tests.reminders.records import at
from tests.rules.calendar_of_2026 import is_workday

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))


@ONE_DATABASE
def test_B3b_48_units_83_person_times_83_papers(database: Database, county: County) -> None:
    people = [county.people[key] for key in ("zhang", "sun", "bai", "li", "zhao", "zhou")]
    about = [About(None, people[n % 6], f"第{n}人", f"第{n % 48}单位") for n in range(83)]
    made = database.write_now(ordered_about, county, MeasureKind.SELF_CRITICISM, about)

    assert len(made) == 83
    hand = By(at(MONDAY), people[0])
    database.write_now(perform, hand, Done(made[0], 0, Deed.ANSWER, "检讨"), MONDAY)
    with database.engine.begin() as connection:
        connection.execute(update(Measure).where(Measure.id != made[0]).values(answers=1))
    whole = Sight(0, regions=("/",))
    [count] = database.read_now(counting.counted, whole, YEAR)
    assert (count.units, count.person_times, count.papers, count.persons) == (48, 83, 83, 6)
    assert database.read_now(counting.counted, whole, Span(date(2025, 1, 1), date(2025, 12, 31))) == []
    assert database.read_now(lists.page, Asked(whole, span=YEAR), 80)[1] == 83


@ONE_DATABASE
def test_L21_prompts_circulars_and_interviews_deduct_by_the_profile_and_a_circular_is_counted_once(
    database: Database, county: County
) -> None:
    leshan, by = load("leshan").ladder, county.by("chen", at(MONDAY))
    named = [
        About(county.posts["li"], county.people["li"], "李建国", "大路街道", reason="三季度未完成巡河"),
        About(county.posts["wang"], None, "大路街道", "大路街道"),
    ]
    for _ in range(2):
        database.write_now(
            record_circular, by, leshan, county.regions["district"], county.posts["chen"], 7, "璧河长办发〔2026〕3号",
            named, MONDAY, is_workday,
        )  # fmt: skip
    database.write_now(ordered, county, MeasureKind.PROMPT, "zhao", ladder=leshan, as_unit=True)
    database.write_now(ordered, county, MeasureKind.SELF_CRITICISM, "sun", ladder=leshan)
    path = f"/{county.regions['district']}/"
    found = database.read_now(counting.deductions, leshan, YEAR, path)
    assert [(each.kind, each.subject, each.points) for each in found] == [
        (MeasureKind.CIRCULAR, "李建国", 1.0),
        (MeasureKind.CIRCULAR, "大路街道", 1.0),
        (MeasureKind.PROMPT, "大路街道环卫所", 0.5),
    ]
    counts = database.read_now(counting.counted, Sight(0, regions=("/",)), YEAR)
    assert [(each.kind, each.units, each.person_times) for each in counts][1] == (MeasureKind.CIRCULAR, 1, 1)
    with Session(database.engine) as session:
        assert {each.due_on for each in session.scalars(select(Measure).where(Measure.kind == "circular"))} == {
            date(2026, 12, 7)
        }
        assert "measures/told_ordered" not in session.scalars(
            select(Notice.kind).where(Notice.person_id == county.people["li"])
        )


@ONE_DATABASE
def test_L20_who_may_order_which_measure_is_the_profiles(database: Database, county: County) -> None:
    fengjie = load("fengjie").ladder
    for kind, by in ((MeasureKind.INTERVIEW, "chen"), (MeasureKind.CIRCULAR, "li"), (MeasureKind.PROMPT, "chen")):
        with pytest.raises(Refusal) as refused:
            database.write_now(ordered, county, kind, "zhang", by=by, ladder=fengjie)
        asked = "no_such_measure" if kind is MeasureKind.PROMPT else "measure_not_yours_to_order"
        assert refused.value.text == f"refusal/{asked}"
    with pytest.raises(Refusal, match="superior_has_left"):
        database.write_now(ordered, county, MeasureKind.INTERVIEW, "zhang", superior_post_id=99_999, ladder=fengjie)
    assert database.read_now(lambda session: session.scalars(select(Measure)).all()) == []
