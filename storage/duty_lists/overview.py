"""What an office sees of its duty lists: who has read them place by place, everybody's progress. Reads only."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.duty_progress import Progress
from storage.duty_lists import records
from storage.duty_lists.readings import Concerned, concerned
from storage.models import Region
from storage.posts.holders import part_of


class Place(NamedTuple):
    """One region below the office's own (or that itself): the names of who has not read, how many people in all."""

    name: str
    unread: tuple[str, ...]
    total: int


class Reading(NamedTuple):
    """How many people the lists of a year bind, how many of them have read all of theirs, and the rest by place."""

    people: int
    read: int
    places: tuple[Place, ...]

    @property
    def unread(self) -> int:
        """How many people have something left to read."""
        return self.people - self.read


def reading(session: Session, regions: Sequence[str], year: int, today: date) -> Reading:
    """Who has read and who has not, by the regions right below the office's; most unread first."""
    listed = concerned(session, regions, year, today)
    everybody = {each.person_id for each in listed}
    unread = {each.person_id for each in listed if each.read_at is None}
    by_place: dict[int, list[Concerned]] = {}
    for each in listed:
        by_place.setdefault(part_of(each.region_path, regions), []).append(each)
    names = dict(session.execute(select(Region.id, Region.name).where(Region.id.in_(by_place))).all())
    places = [_place(names[region_id], some) for region_id, some in by_place.items()]
    waiting = sorted((one for one in places if one.unread), key=lambda one: -len(one.unread))
    return Reading(len(everybody), len(everybody) - len(unread), tuple(waiting))


def progress_rows(
    session: Session, regions: Sequence[str], year: int, today: date, zone: ZoneInfo
) -> list[tuple[Concerned, Progress]]:
    """Every item of every post that a list of the year binds."""
    listed = concerned(session, regions, year, today)
    seen = records.look(session, year, today, zone)
    filled = records.records(session, {each.post_id for each in listed}, seen)
    return list(_rows(listed, seen, filled))


def _rows(
    listed: Sequence[Concerned], seen: records.Look, filled: dict[int, records.Records]
) -> Iterator[tuple[Concerned, Progress]]:
    for each in listed:
        for _, item in each.version.of(each.role, each.level):
            yield each, records.stand([filled[each.post_id]], item, seen, each.version.began_at)


def _place(name: str, listed: Sequence[Concerned]) -> Place:
    unread = dict.fromkeys(each.name for each in listed if each.read_at is None)
    return Place(name, tuple(unread), len({each.person_id for each in listed}))
