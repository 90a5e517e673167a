"""`python -m bench.overdue_scan FOLDER`: scans a database of bench/nation.py; says what it took as JSON.

The same question, who has not done last week's patrol: by the bot's decision alone, by the decision with the warnings
written into the outbox as the calendar does it, by the decision of the next morning, when a chain of reminders runs for
everybody overdue, and by one plain statement of SQL.
"""

import json
import sys
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from bench.nation import MONDAY, address
from bench.spending import peak, timed
from bot.holidays import is_workday
from reminders import overdue_patrols
from reminders.telling import record_in_pieces
from rules import profile as profiles
from rules.profile import Profile
from rules.roles import CHIEFS, Level
from storage.database import Database, open_database
from storage.models import Appointment, Patrol, Post


def main(folder: str) -> None:
    """Counts and seconds of each, and the peak of resident megabytes before the SQL is asked."""
    database, profile = open_database(address(folder)), profiles.load("bishan")
    decided, deciding = timed(lambda: database.read_now(_decide, profile))
    written, writing = timed(lambda: _record(database, profile))
    again, deciding_again = timed(lambda: database.read_now(_decide, profile, timedelta(days=1)))
    megabytes = peak()
    counted, counting = timed(lambda: database.read_now(_count))
    told = {
        "decided": decided,
        "deciding": deciding,
        "written": written,
        "writing": writing,
        "again": again,
        "deciding_again": deciding_again,
        "counted": counted,
        "counting": counting,
        "megabytes": megabytes,
    }
    print(json.dumps(told))


def _decide(session: Session, profile: Profile, later: timedelta = timedelta()) -> int:
    today = (MONDAY + later).astimezone(ZoneInfo(profile.timezone)).date()
    return sum(map(len, overdue_patrols.warnings(session, profile, today, is_workday)))


def _record(database: Database, profile: Profile) -> int:
    return database.read_now(
        record_in_pieces, overdue_patrols.warnings, overdue_patrols.SUBJECT, database, profile, MONDAY, is_workday
    )


def _count(session: Session) -> int:
    done = exists().where(
        Patrol.post_id == Post.id,
        Patrol.counts.is_(True),
        Patrol.started_at >= MONDAY - timedelta(days=7, hours=8),
        Patrol.started_at < MONDAY - timedelta(hours=8),
    )
    return (
        session.scalar(
            select(func.count(Appointment.id))
            .join(Post, Post.id == Appointment.post_id)
            .where(Post.role.in_(CHIEFS), Post.level == Level.VILLAGE, Appointment.until_on.is_(None), ~done)
        )
        or 0
    )


if __name__ == "__main__":
    main(sys.argv[1])
