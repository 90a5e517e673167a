"""A person's own lists 我的履职清单: what each rank they hold is to do, whether they have read it, how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.duty_lists import DutyItem
from rules.duty_progress import DutyState, Progress
from rules.profile import Profile
from rules.quotas import Per
from rules.refusals import Refusal
from storage.duty_lists import records, versions
from storage.duty_lists.versions import Version
from storage.models import DutyReading
from storage.posts.desks import Seat


class Entry(NamedTuple):
    """One item of the list, by its number, and where it stands."""

    id: int
    item: DutyItem
    progress: Progress


@dataclass(frozen=True, slots=True)
class OwnList:
    """The list of one rank a person holds, for all posts of that rank together. `read_at` None: not read yet."""

    seats: tuple[Seat, ...]
    version: Version
    stamp: str
    read_at: datetime | None
    was_read: bool  # an earlier text of the year: this one is a changed list
    entries: tuple[Entry, ...]

    @property
    def post_id(self) -> int:
        """The first of the posts, by which buttons name the list."""
        return self.seats[0].post_id

    @property
    def done(self) -> int:
        """How many items are done."""
        return sum(each.progress.state is DutyState.DONE for each in self.entries)

    @property
    def late(self) -> int:
        """How many items lack something that should be there by now."""
        return sum(each.progress.state is DutyState.LATE for each in self.entries)


def own_lists(
    session: Session, profile: Profile, person_id: int, seats: Sequence[Seat], year: int, today: date
) -> list[OwnList]:
    """The lists of a year that bind the seats, in the order of the seats."""
    binding = versions.binding(session, {seat.region_path for seat in seats}, year)
    groups: dict[tuple[int, str, str], list[Seat]] = {}
    for seat in seats:
        found = binding.get(seat.region_path)
        if found is not None and (seat.role, seat.level) in found.stamps:
            groups.setdefault((found.id, seat.role, seat.level), []).append(seat)
    held = [seat.post_id for group in groups.values() for seat in group]
    if not held:
        return []
    seen = records.look(session, year, today, ZoneInfo(profile.timezone))
    filled = records.records(session, held, seen)
    read = _readings(session, person_id, held)
    by_id = {found.id: found for found in binding.values()}
    return [
        _own(profile, by_id[list_id], tuple(group), seen, filled, read) for (list_id, _, _), group in groups.items()
    ]


def own_list(
    session: Session, profile: Profile, person_id: int, seats: Sequence[Seat], year: int, today: date, post_id: int
) -> OwnList:
    """The list that holds a post; refuses a post that is not among the seats, or that no list binds."""
    for each in own_lists(session, profile, person_id, seats, year, today):
        if post_id in (seat.post_id for seat in each.seats):
            return each
    raise Refusal("refusal/button_too_old")


def _own(
    profile: Profile,
    version: Version,
    seats: tuple[Seat, ...],
    seen: records.Look,
    filled: dict[int, records.Records],
    read: dict[int, dict[str, datetime]],
) -> OwnList:
    role, level = seats[0].role, seats[0].level
    stamp = version.stamps[role, level]
    each_of_them = any(quota.per is Per.WATER for quota in profile.quotas_for(role, level, seen.today))
    mine = [filled[seat.post_id] for seat in seats]
    moments = [read.get(seat.post_id, {}).get(stamp) for seat in seats]
    return OwnList(
        seats=seats,
        version=version,
        stamp=stamp,
        read_at=max((at for at in moments if at), default=None) if all(moments) else None,
        was_read=any(read.get(seat.post_id) for seat in seats),
        entries=tuple(
            Entry(number, item, records.stand(mine, item, seen, version.began_at, each_of_them))
            for number, item in version.of(role, level)
        ),
    )


def _readings(session: Session, person_id: int, posts: list[int]) -> dict[int, dict[str, datetime]]:
    rows = select(DutyReading).where(DutyReading.person_id == person_id, DutyReading.post_id.in_(posts))
    found: dict[int, dict[str, datetime]] = {}
    for row in session.scalars(rows):
        found.setdefault(row.post_id, {})[row.stamp] = row.at
    return found
