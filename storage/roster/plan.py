"""What an import would change, told before anything is touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from storage.roster.book import Fault, Record
from storage.roster.known import Known
from storage.roster.tenures import PostKey
from storage.roster.terms import Term


@dataclass(frozen=True, slots=True)
class SheetCount:
    """How many rows of a sheet are new, changed, ended (appointments only), the same; how many stored it lacks."""

    sheet: str
    new: int = 0
    changed: int = 0
    ended: int = 0
    same: int = 0
    absent: int = 0


@dataclass(frozen=True, slots=True)
class Handover:
    """A post that changes hands on a day, with the open issues that are assigned to it and go with it."""

    post: str
    key: str
    from_name: str
    from_phone: str
    to_name: str
    to_phone: str
    on: date
    open_issues: int


@dataclass(frozen=True, slots=True)
class Renamed:
    """A number that gets another name: a slip mended, or a number that now is somebody else's."""

    phone: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One table: whole records to insert, whole records to update (with their "id"), how many stay, who is missing."""

    new: Mapping[str, Record] = field(default_factory=dict)
    changed: Mapping[str, Record] = field(default_factory=dict)
    same: int = 0
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """What `carry_out` writes."""

    known: Known
    regions: Difference
    waters: Difference
    units: Difference
    people: Difference
    posts: Mapping[str, PostKey]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would change. With `faults` there is nothing else to tell and nothing can be carried out.

    `absent_people` (name, phone) are on the roster but not in this workbook, 名册中未出现: they stay as they are.
    """

    today: date
    faults: tuple[Fault, ...] = ()
    counts: tuple[SheetCount, ...] = ()
    handovers: tuple[Handover, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    absent_people: tuple[tuple[str, str], ...] = ()
    work: Work | None = None

    @property
    def changes(self) -> int:
        """How many rows would be written."""
        return sum(count.new + count.changed + count.ended for count in self.counts)


def difference(wanted: Mapping[str, Record], stored: Mapping[str, Record]) -> Difference:
    """Compares records by key; only what the wanted record says is compared."""
    new, changed = dict[str, Record](), dict[str, Record]()
    for key, record in wanted.items():
        was = stored.get(key)
        if was is None:
            new[key] = record
        elif any(was[column] != value for column, value in record.items()):
            changed[key] = was | record
    absent = tuple(key for key in stored if key not in wanted)
    return Difference(new, changed, len(wanted) - len(new) - len(changed), absent)
