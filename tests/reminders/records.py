"""Records for tests of what is due: patrols walked, issues assigned, posts that change hands, notices as told."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from reminders import telling
from rules.issue_states import State
from rules.issue_types import Severity
from rules.profile import Profile
from storage.database import Database
from storage.models import (
    Appointment,
    Delivery,
    Issue,
    Notice,
    Patrol,
    PatrolMode,
    PatrolState,
    Person,
    PlaceBy,
    Post,
    Source,
)
from tests.county import County
from tests.rules.calendar_of_2026 import is_workday

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of the local day, in UTC."""
    return datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)


def clear_day(day: date, minutes: int) -> datetime:
    """So many minutes into a local day."""
    return datetime.combine(day, time.min, SHANGHAI) + timedelta(minutes=minutes)


def walked(
    session: Session, county: County, post: str, started_at: datetime, *, by: str | None = None, counts: bool = True,
    state: PatrolState = PatrolState.FINISHED,
) -> None:  # fmt: skip
    """A patrol of half an hour for a post, by its holder or somebody else."""
    row = session.get_one(Post, county.posts[post])
    session.add(
        Patrol(
            post_id=row.id,
            person_id=county.people[by or post],
            delegated=by is not None,
            water_id=row.water_id or county.waters["river"],
            state=state,
            mode=PatrolMode.PIN,
            started_at=started_at,
            ended_at=started_at + timedelta(minutes=30),
            counts=counts,
        )
    )
    session.flush()


def assigned(
    session: Session, county: County, number: str, assignee: str, due_on: date, *, state: State = State.ACCEPTED,
    water: str | None = "lower", region: str = "qingxi",
) -> int:  # fmt: skip
    """An issue that Zhang reported and that somebody must rectify; returns its id."""
    issue = Issue(
        number=number,
        source=Source.CHIEF,
        state=state,
        type="dumped_waste",
        severity=Severity.GENERAL,
        reporter_id=county.people["zhang"],
        water_id=county.waters[water] if water else None,
        region_id=county.regions[region],
        place_by=PlaceBy.REACH,
        reported_at=at(due_on - timedelta(days=5)),
        assignee_post_id=county.posts[assignee],
        assigned_at=at(due_on - timedelta(days=4)),
        due_on=due_on,
    )
    session.add(issue)
    session.flush()
    return issue.id


def succeeds(session: Session, county: County, post: str, name: str, from_on: date) -> int:
    """The post changes hands on a day; returns the successor, who has no account yet."""
    before = session.scalars(
        select(Appointment).where(
            Appointment.post_id == county.posts[post], Appointment.person_id == county.people[post]
        )
    ).one()
    before.until_on = from_on - timedelta(days=1)
    successor = Person(name=name)
    session.add(successor)
    session.flush()
    session.add(Appointment(post_id=county.posts[post], person_id=successor.id, from_on=from_on))
    session.flush()
    return successor.id


def told(session: Session, person_id: int, *states: Delivery) -> list[str]:
    """The kinds of what a person is told, oldest first."""
    rows = select(Notice.kind).where(Notice.person_id == person_id).order_by(Notice.id)
    return list(session.scalars(rows.where(Notice.state.in_(states)) if states else rows))


def warned(database: Database, warnings: telling.Warnings, subject: str, profile: Profile, day: date) -> int:
    """The morning's run of one row of the calendar; returns how many notices are new."""
    return database.write_now(
        lambda session: telling.record(warnings, subject, session, profile, at(day, 7, 40), is_workday)
    )
