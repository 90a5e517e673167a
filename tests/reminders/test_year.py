"""A year by the calendar's own rows: each warning once, none missing, whatever happens to the program meanwhile."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.holidays import is_workday
from rules.profile import Profile
from storage.database import Database
from storage.models import Delivery, Notice, SelfAudit
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.reminders.living import Year
from tests.reminders.oracle import key_of

ROWS = ("warn_of_patrols", "warn_of_rectifications", "self_audit", "late_self_audit", "digest")
LOOKED_AT = ("patrol_warning:", "rectification_warning:")


def _quiet_otherwise(profile: Profile) -> Profile:
    """Nothing of the county's records but patrols and rectifications; `bench/year.py` lives with everything."""
    return replace(profile, assessments=(), duty_reports=(), ladder=replace(profile.ladder, triggers=()))


@ONE_DATABASE
async def test_a_year_of_restarts_outages_and_successions_tells_each_warning_exactly_once(
    database: Database, county: County, profile: Profile
) -> None:
    year = Year(database, county, _quiet_otherwise(profile), is_workday, random.Random(2026), ROWS)
    await year.lives(date(2026, 1, 1), date(2026, 12, 31))

    with Session(database.engine) as session:
        rows = session.execute(select(Notice.key, Notice.state)).all()
        audits = session.scalars(select(SelfAudit)).all()
    told = Counter(key_of(key) for key, state in rows if key.startswith(LOOKED_AT) and state != Delivery.WAITING)
    assert {key: told[key] for key in told.keys() ^ year.oracle.told} == {}
    assert [key for key, times in told.items() if times > 1] == []
    assert [(each.day, each.named) for each in audits if each.difference] == []
    assert len(audits) >= 355
    assert len(told) > 300
