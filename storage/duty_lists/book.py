"""A sheet of duty lists that came back: every row checked, what it would change against the list that holds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.duty_lists import DutyItem, ordered
from rules.roles import post_word
from storage.audit import By
from storage.duty_lists import versions
from storage.duty_lists.sheet_rows import CODE, DUTY_SHEET, LEVEL, ROLE, YEAR, item_of, wrong_with
from storage.duty_lists.versions import Version
from storage.models import DutyList, DutyListItem
from storage.roster.book import Fault, Findings, RosterBook, Row


class Change(NamedTuple):
    """One item that is new, another or gone, as one says it."""

    rank: str
    what: str


@dataclass(frozen=True, slots=True)
class DutyPlan:
    """What a sheet would do to the list of a year; `after` is the version it was compared with (0: none yet)."""

    faults: tuple[Fault, ...] = ()
    year: int = 0
    items: tuple[DutyItem, ...] = ()
    after: int = 0
    added: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()

    @property
    def changes(self) -> int:
        """How many items are new, another or gone."""
        return len(self.added) + len(self.changed) + len(self.removed)


def plan(session: Session, book: RosterBook, region_id: int, today: date) -> DutyPlan:
    """Checks every row; reads only."""
    findings = Findings(list(book.faults))
    rows = list(_sound(book.rows(DUTY_SHEET), range(today.year, today.year + 2), findings))
    if not book.rows(DUTY_SHEET) and not findings.faults:
        findings.say(DUTY_SHEET, 0, "", "表里没有内容。请下载当年的清单，在上面修改。")
    if findings.faults:
        return DutyPlan(findings.in_order((DUTY_SHEET,)))
    year = int(rows[0][YEAR])
    codes = _free_codes(session, region_id, year, rows)
    items = ordered(item_of(row, row[CODE] or next(codes)) for row in rows)
    return compared(year, items, versions.newest(session, region_id, year))


def compared(year: int, items: Sequence[DutyItem], now: Version | None) -> DutyPlan:
    """What these items would change."""
    new, old = _by_key(items), _by_key(now.items if now else ())
    return DutyPlan(
        year=year,
        items=tuple(items),
        after=now.version if now else 0,
        added=_changes(new[key] for key in new if key not in old),
        changed=_changes(item for key, item in new.items() if key in old and old[key] != item),
        removed=_changes(old[key] for key in old if key not in new),
    )


def carry_out(session: Session, by: By, told: DutyPlan, region_id: int, today: date) -> Version | None:
    """Publishes what the sheet says as the next version; None where it says what the list says already."""
    if told.faults or not told.changes:
        return None
    return versions.publish(session, by, region_id, told.year, told.items, told.after, today.year)


def _sound(rows: Sequence[Row], years: range, findings: Findings) -> Iterator[Row]:
    """The rows that hold; the faults of the others are said."""
    seen: dict[tuple[str, str, str], int] = {}
    said = set[str]()  # a year that cannot be changed stands in every row: once is enough
    for row in rows:
        wrong = list(wrong_with(row, years))
        if not wrong and rows[0][YEAR] != row[YEAR]:
            wrong.append((YEAR, f"与第{rows[0].number}行不是同一年；一个文件只放一年的清单。"))
        key = (row[LEVEL], row[ROLE], row[CODE])
        if row[CODE] and seen.setdefault(key, row.number) != row.number:
            wrong.append((CODE, f"与第{seen[key]}行的编号相同；复制出来的新行，编号请留空。"))
        for heading, reason in wrong:
            if heading != YEAR or reason not in said:
                findings.say(DUTY_SHEET, row.number, heading, reason)
            said.add(reason)
        if not wrong:
            yield row


def _free_codes(session: Session, region_id: int, year: int, rows: Sequence[Row]) -> Iterator[str]:
    """Codes that no version of the year has ever used: what was noted for an old item stays its own."""
    used = set(session.scalars(
        select(DutyListItem.code)
        .join(DutyList, DutyList.id == DutyListItem.list_id)
        .where(DutyList.region_id == region_id, DutyList.year == year)
    )) | {row[CODE] for row in rows}  # fmt: skip
    return (code for number in count(1) if (code := f"own_{number}") not in used)


def _by_key(items: Iterable[DutyItem]) -> dict[tuple[str, str, str], DutyItem]:
    return {(item.level, item.role, item.code): item for item in items}


def _changes(items: Iterable[DutyItem]) -> tuple[Change, ...]:
    return tuple(Change(post_word(item.role, item.level), item.what) for item in items)
