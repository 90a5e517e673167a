"""Issues for tests, written straight into the tables as their registration would have left them."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from rules.issue_states import Act, State
from rules.issue_types import Severity
from storage.direct import run
from storage.models import Issue, IssueFollower, IssueStep, Media, MediaKind, MediaUse, PlaceBy, Source, Subject
from tests.county import County

SUNDAY_EVENING = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
_messages = count(1)
# Below the ORM and built once: there are more issues in the tests than anything else.
_INSERT, _INSERT_STEP = insert(Issue), insert(IssueStep)


def registered(
    session: Session,
    /,
    county: County,
    number: str = "2026-0001",
    reporter: str = "zhang",
    water: str = "lower",
    region: str = "qingxi",
    issue_type: str = "dumping",
    at: datetime = SUNDAY_EVENING,
    **told: Any,
) -> int:
    """An issue that 张卫民 (or another of the county) reported on a reach; returns its id. `told` are other columns."""
    columns = {
        "source": Source.CHIEF,
        "state": State.REGISTERED,
        "severity": Severity.GENERAL,
        "words": "桥下有一堆建筑垃圾",
        "reporter_id": county.people[reporter],
        "reporter_post_id": county.posts.get(reporter),
        "water_id": county.waters[water],
        "region_id": county.regions[region],
        "lat": 29.595,
        "lon": 106.22,
        "place_by": PlaceBy.PIN,
        "reported_at": at,
    }
    row = {"number": number, "type": issue_type} | columns | told
    issue_id = run(session, _INSERT, row).inserted_primary_key[0]  # type: ignore[index]  # one row was inserted
    step = {
        "issue_id": issue_id,
        "act": Act.REGISTER,
        "before": None,
        "after": State.REGISTERED,
        "person_id": row["reporter_id"],
        "post_id": row["reporter_post_id"],
        "at": at,
    }
    run(session, _INSERT_STEP, step)
    return int(issue_id)


def many(session: Session, county: County, how_many: int) -> list[int]:
    """Several issues, each an hour younger than the one before."""
    return [
        registered(session, county, f"2026-{n:04d}", at=SUNDAY_EVENING + timedelta(hours=n - how_many))
        for n in range(1, how_many + 1)
    ]


def followed(session: Session, issue_id: int, person_id: int) -> None:
    """Somebody who saw it too."""
    session.add(IssueFollower(issue_id=issue_id, person_id=person_id, joined_at=SUNDAY_EVENING))
    session.flush()


def photographed(session: Session, issue_id: int, person_id: int, file_id: str, use: MediaUse = MediaUse.BEFORE) -> int:
    """A photo of an issue; returns the id of its media row."""
    media = Media(
        subject=Subject.ISSUE,
        subject_id=issue_id,
        use=use,
        kind=MediaKind.PHOTO,
        person_id=person_id,
        chat_id=1,
        message_id=next(_messages),
        file_id=file_id,
        file_unique_id=f"u{file_id}"[:64],
        sent_at=SUNDAY_EVENING,
        received_at=SUNDAY_EVENING,
    )
    session.add(media)
    session.flush()
    return media.id
