"""Warnings about matters 重点事项: 赵铁军 carries them out, 顾正 decided them, 陈志远 is the district's office."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from reminders.action_items import SUBJECT, warnings
from rules.action_items import ItemKind, ItemState
from rules.profile import Profile
from storage.database import Database
from storage.models import ActionItem, Notice
from tests.county import County
from tests.reminders.records import at, told, warned

TUESDAY = date(2026, 11, 24)


def _carried(session: Session, county: County, title: str, due_on: date, state: ItemState = ItemState.OPEN) -> None:
    session.add(
        ActionItem(
            kind=ItemKind.FROM_PATROL,
            state=state,
            title=title,
            region_id=county.regions["district"],
            water_id=county.waters["river"],
            owner_post_id=county.posts["zhao"],
            decided_post_id=county.posts["gu"],
            reporter_id=county.people["gu"],
            reporter_post_id=county.posts["gu"],
            due_on=due_on,
            recorded_at=at(due_on - timedelta(days=9)),
        )
    )


def test_L4_due_already_told_and_not_yet(database: Database, county: County, profile: Profile) -> None:
    database.write_now(_carried, county, "拖离采砂船", TUESDAY + timedelta(days=1))
    database.write_now(_carried, county, "封堵排口", TUESDAY + timedelta(days=30))
    database.write_now(_carried, county, "已报办结", TUESDAY - timedelta(days=9), ItemState.DONE)

    assert warned(database, warnings, SUBJECT, profile, TUESDAY) == 1
    assert warned(database, warnings, SUBJECT, profile, TUESDAY) == 0
    assert database.read_now(told, county.people["zhao"]) == ["item_warning/before"]
    [row] = database.read_now(lambda session: session.scalars(select(Notice)).all())
    assert (row.values["title"], row.values["owner"]) == ("拖离采砂船", "大路街道环卫所（赵铁军）")


def test_L4_late_it_is_said_to_the_office_too_and_at_last_to_who_decided_it(
    database: Database, county: County, profile: Profile
) -> None:
    database.write_now(_carried, county, "拖离采砂船", TUESDAY)
    for day in range(6):
        warned(database, warnings, SUBJECT, profile, TUESDAY + timedelta(days=day))

    assert "item_warning/overdue" in database.read_now(told, county.people["zhao"])
    assert database.read_now(told, county.people["chen"]) == ["item_warning/overdue"]
    assert database.read_now(told, county.people["gu"]) == ["item_warning/superior"]
