"""The versions of a region's list of a year: published whole, never changed, each readable for ever."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.duty_lists import DutyItem, of_rank, ordered, stamp
from rules.refusals import Refusal
from rules.roles import Level, Role
from storage import audit
from storage.audit import By
from storage.models import DutyList, DutyListItem, Person, Region
from storage.once import insert_once
from storage.posts.holders import ids_of

Rank = tuple[Role, Level]
_COLUMNS = tuple(DutyItem.__dataclass_fields__)


class Version(NamedTuple):
    """One version with its items; `stamps` say by rank what its holders have to read."""

    id: int
    region_id: int
    year: int
    version: int
    published_at: datetime
    publisher: str
    began_at: datetime  # when the first version of the year was published
    items: tuple[DutyItem, ...]
    item_ids: tuple[int, ...]
    stamps: Mapping[Rank, str]

    def of(self, role: Role, level: Level) -> list[tuple[int, DutyItem]]:
        """The items of a rank with their numbers."""
        pairs = zip(self.item_ids, self.items, strict=True)
        return [(number, item) for number, item in pairs if item.role is role and item.level is level]


def newest(session: Session, region_id: int, year: int) -> Version | None:
    """The version that holds for a region's own list; None if none was published."""
    found = session.scalar(
        select(DutyList.id)
        .where(DutyList.region_id == region_id, DutyList.year == year)
        .order_by(DutyList.version.desc())
        .limit(1)
    )
    return read(session, found) if found else None


def read(session: Session, list_id: int) -> Version:
    """One version, old ones too; refuses a number that is none."""
    row = session.execute(
        select(DutyList, Person.name)
        .outerjoin(Person, Person.id == DutyList.published_by_id)
        .where(DutyList.id == list_id)
    ).first()
    if row is None:
        raise Refusal("refusal/button_too_old")
    made, publisher = row
    first = session.scalar(
        select(DutyList.published_at).where(
            DutyList.region_id == made.region_id, DutyList.year == made.year, DutyList.version == 1
        )
    )
    rows = list(session.scalars(
        select(DutyListItem).where(DutyListItem.list_id == list_id).order_by(DutyListItem.place)
    ))  # fmt: skip
    items = tuple(DutyItem(*(getattr(each, name) for name in _COLUMNS)) for each in rows)
    return Version(made.id, made.region_id, made.year, made.version, made.published_at, publisher or "",
                   first or made.published_at, items,
                   tuple(each.id for each in rows), stamps(made.year, items))  # fmt: skip


def binding(session: Session, paths: Collection[str], year: int) -> dict[str, Version]:
    """For each region (by its path) the list that binds its posts: its own, or that of the nearest region above."""
    ways = {path: ids_of(path) for path in paths}
    asked = {region for way in ways.values() for region in way}
    published = select(DutyList.region_id, DutyList.id).where(DutyList.year == year, DutyList.region_id.in_(asked))
    newest_of: dict[int, int] = dict(session.execute(published.order_by(DutyList.version)).all())
    lists = {region_id: read(session, list_id) for region_id, list_id in newest_of.items()}
    nearest = {path: next((lists[each] for each in way if each in lists), None) for path, way in ways.items()}
    return {path: found for path, found in nearest.items() if found is not None}


def years(session: Session, region_ids: Iterable[int]) -> list[int]:
    """The years for which any of these regions published a list, newest first."""
    rows = select(DutyList.year).where(DutyList.region_id.in_(set(region_ids))).distinct()
    return sorted(session.scalars(rows), reverse=True)


def publish(
    session: Session, by: By, region_id: int, year: int, items: Sequence[DutyItem], after: int, this_year: int
) -> Version:
    """Publishes the version that follows `after` (0: the first). Refuses an empty list, an old year, a late hand."""
    if not items:
        raise Refusal("refusal/duty_list_empty", year=year)
    if year < this_year:
        raise Refusal("refusal/duty_year_over", year=year)
    # Two hands at once: the second finds the number given already.
    made = insert_once(session, DutyList, [{
        "region_id": region_id, "year": year, "version": after + 1, "published_at": by.at,
        "published_by_id": by.person_id,
    }])  # fmt: skip
    now = newest(session, region_id, year)
    if not made or now is None or now.id != made[0]:
        raise Refusal("refusal/duty_list_moved_on", year=year, version=now.version if now else 0)
    session.add_all(
        DutyListItem(list_id=made[0], place=place, **_row(item)) for place, item in enumerate(ordered(items), 1)
    )
    session.flush()
    region = session.get_one(Region, region_id).name
    told = {"region": region, "year": year, "version": after + 1, "items": len(items)}
    audit.record(session, by, "publish", "duty_list", made[0], after=told)
    return read(session, made[0])


def stamps(year: int, items: Sequence[DutyItem]) -> dict[Rank, str]:
    """The stamp of each rank's own items."""
    ranks = dict.fromkeys((item.role, item.level) for item in items)
    return {rank: stamp(year, of_rank(items, *rank)) for rank in ranks}


def _row(item: DutyItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in _COLUMNS}
