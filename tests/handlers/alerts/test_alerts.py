"""Alerts 预警: an office sets one, the chiefs are told once and owe more, it is lifted with a reason (L4, L6)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from rules.alerts import AlertKind, Colour
from rules.profile import load
from rules.refusals import Refusal
from storage.alerts import setting
from storage.alerts.setting import Wanted
from storage.audit import By
from storage.database import Database
from storage.models import Alert, AuditRow, Notice
from storage.posts import duties
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.reminders.records import at, walked
from tests.river import MONDAY_MORNING, River
from tests.rules.calendar_of_2026 import is_workday

pytestmark = pytest.mark.anyio
MONDAY = date(2026, 11, 23)
BISHAN = load("bishan")


def wanted(
    county: County, water: str = "lower", colour: Colour = Colour.RED, until_on: date = MONDAY + timedelta(days=20)
) -> Wanted:
    place = (county.regions["qingxi"], county.waters[water], None)
    return Wanted(*place, AlertKind.PROBLEM, colour, MONDAY, until_on, "断面超标")


def by(county: County, who: str = "wang") -> By:
    return By(MONDAY_MORNING, county.people[who])


def owed(database: Database, county: County, who: str, day: date = MONDAY) -> list[tuple[int, Colour | None]]:
    found = database.read_now(duties.duties_of, BISHAN, [county.posts[who]], day, is_workday, county.people[who])
    return [(duty.standing.required, duty.standing.colour) for duty in found]


async def test_an_office_sets_an_alert_in_the_chat_and_the_chief_owes_more_until_it_is_lifted(river: River) -> None:
    [home] = await river.wang.says("/alerts")
    assert "现在没有预警" in home.text
    await river.wang.taps("➕ 发预警")
    [asked] = await river.wang.says("青溪村段")
    assert "什么颜色、因为什么" in asked.text
    await river.wang.taps("🔴 水质预警")
    await river.wang.taps("今天 11月23日（周一）")
    await river.wang.says("12月31日")
    [preview] = await river.wang.says("断面氨氮超标")
    assert "将告诉 2 位河长：张卫民、张大江。" in preview.text
    heard = await river.wang.taps("📣 发出预警")
    assert "🔴 红色预警已发出｜璧南河青溪村段\n11月23日（周一）至12月31日（周四），已告诉 2 位河长" in heard[-1].text
    told = await river.zhang.hears()
    assert told[-1].text == (
        "🔴 红色水质预警｜璧南河青溪村段\n\n11月23日（周一）至12月31日（周四）\n原因：断面氨氮超标\n"
        "这期间请您每周至少巡河 5 次；预警只占一期一部分的，按天数折算。「📋 我的职责」里随时能看到还差几次。"
    )
    [mine] = await river.zhang.says("/duties")
    assert "11月23日—29日：每周应巡 5 次，已巡 0 次\n🔴 红色预警期间，比平时多。\n还差 5 次" in mine.text
    assert "应巡 1 次" in (await river.sun.says("/duties"))[-1].text  # the other reach is under no alert

    await river.wang.says("/alerts")
    await river.wang.taps("🔴 璧南河青溪村段｜到12月31日（周四）")
    await river.wang.taps("✅ 解除预警")
    await river.wang.says("复测达标")
    assert "复测达标\n从今天起，巡河次数恢复平时的要求。" in (await river.zhang.hears())[-1].text
    with river.look() as session:
        alert = session.scalars(select(Alert)).one()
        assert (alert.ended_on, alert.lift_reason) == (date(2026, 11, 22), "复测达标")
        acts = session.scalars(select(AuditRow.act).where(AuditRow.subject == "alert")).all()
        assert acts == ["set_alert", "lift_alert"]
    assert owed(river.database, river.county, "zhang") == [(1, None)]
    [gone] = (await river.wang.says("/alerts"), await river.wang.taps("🗃 往期预警"))[1]
    assert "王晓梅提前解除：复测达标" in gone.text


@ONE_DATABASE
async def test_an_alert_at_a_river_binds_its_reaches_once_each_and_the_highest_colour_wins(
    database: Database, county: County
) -> None:
    for colour in (Colour.YELLOW, Colour.RED, Colour.ORANGE):
        database.write_now(setting.set_alert, by(county), wanted(county, "river", colour), MONDAY, BISHAN.alerts)
    assert owed(database, county, "zhang") == owed(database, county, "sun") == [(5, Colour.RED)]
    assert owed(database, county, "bai") == [(1, None)]  # another river
    [(township, _)] = owed(database, county, "li")
    assert township == 2  # four a month, eight of thirty November days
    with pytest.raises(Refusal, match="refusal/alert_is_on"):
        database.write_now(setting.set_alert, by(county), wanted(county, "river"), MONDAY, BISHAN.alerts)
    told = select(Notice.key).where(Notice.person_id == county.people["zhang"])
    keys = database.read_now(lambda session: session.scalars(told).all())
    assert len(keys) == len(set(keys)) == 3  # one of each alert
    database.write_now(walked, county, "zhang", at(MONDAY))
    [duty] = database.read_now(
        duties.duties_of, BISHAN, [county.posts["zhang"]], MONDAY, is_workday, county.people["zhang"]
    )
    assert (duty.standing.done, duty.standing.missing) == (1, 4)


@ONE_DATABASE
async def test_an_alert_is_lifted_once_and_leaves_past_weeks_as_they_were(database: Database, county: County) -> None:
    alert_id, _ = database.write_now(setting.set_alert, by(county), wanted(county), MONDAY, BISHAN.alerts)
    later = MONDAY + timedelta(days=7)
    database.write_now(setting.lift, by(county), alert_id, "好了", later, BISHAN.alerts)
    assert owed(database, county, "zhang") == [(5, Colour.RED)]
    assert owed(database, county, "zhang", later) == [(1, None)]
    with pytest.raises(Refusal, match="refusal/alert_is_over"):
        database.write_now(setting.lift, by(county), alert_id, "再来", later, BISHAN.alerts)
    wrong = wanted(county, until_on=MONDAY - timedelta(days=1))
    with pytest.raises(Refusal, match="refusal/alert_days"):
        database.write_now(setting.set_alert, by(county), wrong, MONDAY, BISHAN.alerts)
