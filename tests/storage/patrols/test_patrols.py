"""Patrols as they are stored: who may, one at a time, measured, judged, ended when forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from rules import profile as profiles
from rules.evidence import Grade
from rules.geodesy import Place
from rules.refusals import Refusal
from storage import audit, drafts, media
from storage.audit import By
from storage.database import Database
from storage.media import Received
from storage.models import MediaKind, MediaUse, Notice, Patrol, PatrolMode, PatrolState, Subject
from storage.patrols import drafts as patrol_drafts
from storage.patrols import facts, walking
from storage.patrols.reaches import Reach, reaches_of, require_reach
from storage.patrols.walking import Told
from storage.posts import delegations
from tests.county import BROOK, LOWER, County

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
MONDAY = date(2026, 11, 23)
BISHAN = profiles.load("bishan")


def minutes(n: float) -> datetime:
    return NINE + timedelta(minutes=n)


def by(county: County, key: str, at: datetime = NINE) -> By:
    return By(at, county.people[key])


def reach_of(session: Session, county: County, key: str = "zhang") -> Reach:
    [reach] = reaches_of(session, county.people[key], MONDAY)
    return reach


def begun(session: Session, county: County, key: str = "zhang", place: Place = LOWER[0]) -> Patrol:
    return walking.begin(session, by(county, key), reach_of(session, county, key), Told(NINE, place))


def notices(session: Session) -> list[Notice]:
    return list(session.scalars(select(Notice).order_by(Notice.id)))


def test_a_chief_has_the_reach_of_the_post_and_nobody_elses(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        assert [reach.water_name for reach in reaches_of(session, county.people["zhang"], MONDAY)] == ["璧南河青溪村段"]
        assert [reach.water_name for reach in reaches_of(session, county.people["gu"], MONDAY)] == ["璧南河", "白云溪"]
        assert reaches_of(session, county.people["wang"], MONDAY) == ()
        with pytest.raises(Refusal, match="refusal/not_your_reach"):
            require_reach(session, county.people["zhang"], MONDAY, county.posts["zhang"], county.waters["upper"])


def test_nobody_is_on_two_patrols(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        begun(session, county)
        with pytest.raises(Refusal, match="refusal/patrol_already_open"):
            begun(session, county)


def test_a_patrol_that_is_over_changes_no_more(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        patrol = begun(session, county)
        walking.finish(session, by(county, "zhang", minutes(10)), BISHAN, patrol.id)
        for act in (
            lambda: walking.pause(session, by(county, "zhang"), patrol.id),
            lambda: walking.cancel(session, by(county, "zhang"), patrol.id, "点错了"),
            lambda: walking.finish(session, by(county, "zhang"), BISHAN, patrol.id),
        ):
            with pytest.raises(Refusal, match="refusal/patrol_over") as refused:
                act()
            assert refused.value.values == {"state": "finished"}


def test_a_pause_is_neither_time_nor_way(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        patrol = begun(session, county)
        walking.pause(session, by(county, "zhang", minutes(5)), patrol.id)
        walking.pause(session, by(county, "zhang", minutes(6)), patrol.id)
        walking.resume(session, by(county, "zhang", minutes(25)), patrol.id)
        walking.pause(session, by(county, "zhang", minutes(30)), patrol.id)
        judged = walking.finish(session, by(county, "zhang", minutes(40)), BISHAN, patrol.id)
        assert judged.facts.minutes == 10
        assert patrol.paused_seconds == 30 * 60


def test_a_pin_off_the_reach_is_no_evidence_of_having_been_there(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        patrol = begun(session, county, place=Place(29.5900, 106.2300))
        judged = facts.judge(session, BISHAN, patrol, minutes(10))
        assert (judged.grade, judged.facts.pins) == (Grade.D, 0)
        assert judged.pins_off == pytest.approx(960, abs=30)
        walking.add_place(session, by(county, "zhang"), patrol.id, Told(minutes(2), LOWER[1]))
        assert facts.judge(session, BISHAN, patrol, minutes(10)).grade is Grade.B


def test_an_own_pin_outweighs_a_forwarded_one(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        reach = reach_of(session, county)
        patrol = walking.begin(session, by(county, "zhang"), reach, Told(NINE, LOWER[0], forwarded=True))
        assert facts.judge(session, BISHAN, patrol, minutes(10)).grade is Grade.C
        walking.add_place(session, by(county, "zhang"), patrol.id, Told(minutes(3), LOWER[3]))
        assert facts.judge(session, BISHAN, patrol, minutes(10)).grade is Grade.B


@pytest.mark.parametrize(("forwarded", "grade"), [(False, Grade.C), (True, Grade.D)])
def test_a_photo_speaks_for_a_patrol_without_signal(
    database: Database, county: County, forwarded: bool, grade: Grade
) -> None:
    with Session(database.engine) as session:
        patrol = walking.begin_without_place(session, by(county, "zhang"), reach_of(session, county))
        photo = Received(MediaKind.PHOTO, 101, 7, None, "f", "u", 1, "image/jpeg", forwarded, minutes(3))
        zhang = county.people["zhang"]
        media.add(session, by(county, "zhang"), zhang, photo, Subject.PATROL, patrol.id, MediaUse.PATROL)
        assert facts.judge(session, BISHAN, patrol, minutes(10)).grade is grade


def test_a_patrol_entered_later_has_its_stated_times_and_grade_d(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        began = NINE - timedelta(days=2)
        patrol = walking.enter_later(session, by(county, "zhang"), reach_of(session, county), began, 30)
        judged = walking.finish(session, by(county, "zhang", minutes(3)), BISHAN, patrol.id)
        assert (patrol.mode, patrol.ended_at) == (PatrolMode.LATER, began + timedelta(minutes=30))
        assert (judged.grade, judged.mendable) == (Grade.D, ())


def test_a_forgotten_patrol_ends_when_it_was_last_heard_of(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        patrol = begun(session, county)
        walking.add_place(session, by(county, "zhang", minutes(12)), patrol.id, Told(minutes(12), LOWER[5]))
        assert walking.end_forgotten(session, BISHAN, NINE + timedelta(hours=3, minutes=59)) == 0
        assert walking.end_forgotten(session, BISHAN, NINE + timedelta(hours=4)) == 1
        assert (patrol.state, patrol.ended_at, patrol.counts) == (PatrolState.LAPSED, minutes(12), True)
        [told] = notices(session)
        assert (told.kind, told.person_id) == ("patrol/lapsed", county.people["zhang"])
        assert told.values["minutes"] == 12
        assert walking.end_forgotten(session, BISHAN, NINE + timedelta(hours=9)) == 0
        assert len(notices(session)) == 1


def test_a_patrol_being_entered_later_is_not_taken_for_forgotten(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        draft = drafts.begin(
            session, 101, county.people["zhang"], "patrol", "later", NINE,
            post_id=county.posts["zhang"], water_id=county.waters["lower"],
        )  # fmt: skip
        began = NINE - timedelta(days=1)
        patrol_drafts.enter_later(session, by(county, "zhang"), draft, began, 60, began.date())
        assert walking.end_forgotten(session, BISHAN, minutes(30)) == 0
        assert walking.end_forgotten(session, BISHAN, NINE + timedelta(hours=5)) == 1
        assert drafts.current(session, 101) is None


def test_the_chief_hears_once_of_a_delegates_patrol(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        zhang, sun = county.people["zhang"], county.people["sun"]
        delegations.give(session, By(NINE, zhang), county.posts["zhang"], sun, MONDAY, MONDAY)
        lent = require_reach(session, sun, MONDAY, county.posts["zhang"], county.waters["lower"])
        assert (lent.delegated, lent.chief) == (True, "张卫民")
        patrol = walking.begin(session, By(NINE, sun), lent, Told(NINE, LOWER[0]))
        walking.finish(session, By(minutes(10), sun), BISHAN, patrol.id)
        assert [(told.kind, told.person_id) for told in notices(session)] == [
            ("delegation/given_to_you", sun),
            ("delegation/patrolled", zhang),
        ]
        with pytest.raises(Refusal, match="refusal/not_your_reach"):
            require_reach(session, sun, date(2026, 11, 24), county.posts["zhang"], county.waters["lower"])


def test_a_delegation_ends_with_the_chiefs_term(database: Database, county: County) -> None:
    from storage.models import Appointment

    with Session(database.engine) as session:
        zhang, sun = county.people["zhang"], county.people["sun"]
        delegations.give(session, By(NINE, zhang), county.posts["zhang"], sun, MONDAY, date(2026, 12, 31))
        term = session.scalars(select(Appointment).where(Appointment.person_id == zhang)).one()
        term.until_on = date(2026, 11, 30)
        session.flush()
        assert len(reaches_of(session, sun, date(2026, 11, 30))) == 2
        assert len(reaches_of(session, sun, date(2026, 12, 1))) == 1


def test_the_way_back_from_a_report_leads_into_the_patrols_dialog(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        draft, _ = patrol_drafts.begin(session, by(county, "zhang"), 101, MONDAY)
        draft = patrol_drafts.take_place(session, by(county, "zhang"), draft, MONDAY, Told(NINE, LOWER[0]))
        patrol_id = draft.data["patrol_id"]
        report = patrol_drafts.report_abnormal(session, by(county, "zhang"), draft, 101, "quality", "water_abnormal")
        assert (report.dialog, report.step, report.data["patrol_id"]) == ("report", "photos", patrol_id)
        drafts.close(session, report.id)
        resumed = walking.resume_after_report(session, 101, patrol_id)
        assert resumed is not None
        assert (resumed.id, resumed.step, resumed.parked) == (draft.id, "look", False)

        walking.cancel(session, by(county, "zhang"), patrol_id, "点错了")
        assert walking.resume_after_report(session, 101, patrol_id) is None


def test_a_place_at_the_next_village_names_how_far_and_which_own_reach_is_nearer(
    database: Database, county: County
) -> None:
    with Session(database.engine) as session:
        reaches = {reach.water_name: reach for reach in reaches_of(session, county.people["gu"], MONDAY)}
        far = patrol_drafts.far_from(
            session, county.people["gu"], MONDAY, reaches["白云溪"], Told(NINE, Place(29.6300, 106.2204))
        )
        assert far is not None
        assert far.metres > 3_500
        assert far.nearer is None
        near = patrol_drafts.far_from(session, county.people["gu"], MONDAY, reaches["白云溪"], Told(NINE, BROOK[3]))
        assert near is None


def test_every_change_of_a_patrol_is_in_the_chain(database: Database, county: County) -> None:
    with Session(database.engine) as session:
        patrol = begun(session, county)
        walking.mark_abnormal(session, by(county, "zhang"), patrol.id, "quality")
        walking.look_at_all(session, by(county, "zhang"), patrol.id, ["quality", "plan"], found=True)
        assert patrol.looked == {"quality": "abnormal", "plan": "ok"}
        walking.look_at_all(session, by(county, "zhang"), patrol.id, ["quality", "plan"], found=False)
        assert patrol.looked == {"quality": "ok", "plan": "ok"}
        walking.add_note(session, by(county, "zhang"), patrol.id, "水清")
        walking.finish(session, by(county, "zhang", minutes(9)), BISHAN, patrol.id)
        session.commit()
        assert list(audit.broken(session)) == []
        assert audit.head(session)[0] == 6
