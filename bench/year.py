"""A year of a small county by all rows of the calendar, three times over: told once each, nothing missing."""

import random
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.tables import table
from bot.holidays import is_workday
from rules import profile as profiles
from storage import schema
from storage.database import Database, open_database
from storage.models import Delivery, Notice, SelfAudit
from tests.county import found_county
from tests.reminders.carrying import in_parcels
from tests.reminders.living import Year
from tests.reminders.oracle import key_of

SEEDS = (1, 2, 3)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
LOOKED_AT = ("patrol_warning:", "rectification_warning:")


async def measure() -> str:
    """One database and one year a seed."""
    headings = ["seed", "warnings told", "not as the oracle says", "told twice", "mornings audited", "differences", "s"]
    return table("A simulated year (processor seconds)", headings, [await _year(seed) for seed in SEEDS])


async def _year(seed: int) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'year.db'}")
        schema.upgrade(database.engine)
        county = database.write_now(found_county)
        year = Year(database, county, profiles.load("bishan"), is_workday, random.Random(seed), carrier=in_parcels)
        began = time.process_time()
        await year.lives(FIRST, LAST)
        seconds = time.process_time() - began
        told = _row(database, year)
        database.close()
    return [str(seed), *told, f"{seconds:.1f}"]


def _row(database: Database, year: Year) -> list[str]:
    with Session(database.engine) as session:
        rows = session.execute(select(Notice.key, Notice.state)).all()
        audits = session.scalars(select(SelfAudit)).all()
    told = Counter(key_of(key) for key, state in rows if key.startswith(LOOKED_AT) and state != Delivery.WAITING)
    twice = sum(times > 1 for times in told.values())
    found = sum(each.difference for each in audits)
    return [f"{len(rows):,}", str(len(told.keys() ^ year.oracle.told)), str(twice), str(len(audits)), str(found)]
