"""The ledger of issues 整改台账 as a workbook: a row an issue, totals, and what it was made of."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from documents.about_sheet import About, about_sheet
from documents.cells import Cell, Kind
from documents.ledger.totals import COLUMNS, Totals
from documents.official.text import day_words
from documents.workbooks import Book, Column, Sheet


@dataclass(frozen=True)
class LedgerRow:
    """One issue as the ledger has it; words as people read them, dates as the jurisdiction's calendar days."""

    number: str
    source: str
    found_on: date | None
    township: str
    water: str
    place: str
    issue: str
    type: str
    severity: str
    state: str
    order_number: str = ""
    unit: str = ""
    person: str = ""
    measure: str = ""
    due_on: date | None = None
    progress: str = ""
    extended_to: date | None = None
    done_on: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None
    review: str = ""
    closed_on: date | None = None
    look_back: str = ""
    beside: str = ""  # what stands beside the state: merged into which, supervised by name
    tags: tuple[str, ...] = ()  # 四乱, 三排, 三乱, the six tasks: several at once
    photo_before: bytes | str | None = None  # a thumbnail, or words that say why there is none
    photo_after: bytes | str | None = None
    open: bool = True  # neither closed off, nor invalid, nor merged into another

    def overdue(self, day: date) -> bool:
        """Whether on `day` the deadline, extended or not, has passed without the work reported done."""
        due = self.extended_to or self.due_on
        return self.open and self.done_on is None and due is not None and due < day


class LedgerBook:
    """The ledger as it stands on `day`, written row after row: sheets 整改台账, 统计 and 说明.

    `photos`: with a column each for a photo before and after. `close` must be called, whatever happens.
    """

    def __init__(
        self,
        target: Path | IO[bytes],
        day: date,
        region: str = "",
        about: About | None = None,
        *,
        photos: bool = False,
        folder: Path | None = None,
    ) -> None:
        self._title = f"{region}河湖问题整改台账（截至{day_words(day)}）"
        self._about, self._photos, self._day = about or About(), photos, day
        self._totals = Totals(day)
        columns = (*_COLUMNS, *_PHOTOS) if photos else _COLUMNS
        self._book = Book(target, folder)
        self._page = self._book.open(
            Sheet("整改台账", columns, (), self._title, True, frozen_columns=2, footer=self._about.footer)
        )

    def add(self, rows: Iterable[LedgerRow]) -> None:
        """The next rows."""
        self._page.add(self._line(row) for row in rows)

    def close(self) -> None:
        """Adds the totals and what the file is, and writes it."""
        heading = f"{self._title}　统计"
        self._book.open(Sheet("统计", COLUMNS, self._totals.lines(), heading, footer=self._about.footer))
        self._book.open(about_sheet(self._about, f"{self._totals.all.issues}件"))
        self._book.close()

    def _line(self, row: LedgerRow) -> Sequence[Cell]:
        self._totals.take(row)
        told = (
            *(self._totals.all.issues, row.number, row.state + row.beside, row.source, row.found_on, row.township),
            *(row.water, row.place, row.issue, row.type, "、".join(row.tags), row.severity, row.order_number),
            *(row.unit, row.person, row.measure),
            *(row.due_on, "逾期" if row.overdue(self._day) else "", row.progress, row.extended_to, row.done_on),
            *(row.reviewed_by, row.reviewed_on, row.review, row.closed_on, row.look_back),
        )
        return (*told, row.photo_before, row.photo_after) if self._photos else told


def ledger_sheet(
    rows: Iterable[LedgerRow], day: date, region: str = "", about: About | None = None, *, photos: bool = False
) -> bytes:
    """A ledger that is made at once; a large one goes to a file by LedgerBook."""
    target = io.BytesIO()
    book = LedgerBook(target, day, region, about, photos=photos)
    try:
        book.add(rows)
    finally:
        book.close()
    return target.getvalue()


# The columns that ledgers of several places have in common, plus the state, township and 逾期 to filter by.
_COLUMNS = (
    Column("序号", 6, Kind.NUMBER),
    Column("编号", 12, Kind.CENTRED),
    Column("状态", 11, Kind.CENTRED),
    Column("来源", 10, Kind.CENTRED),
    Column("发现时间", 11.5, Kind.DATE),
    Column("所属镇街", 11),
    Column("河流", 15, Kind.LONG_TEXT),
    Column("位置", 18, Kind.LONG_TEXT),
    Column("问题", 30, Kind.LONG_TEXT),
    Column("类别", 11, Kind.LONG_TEXT),
    Column("标签", 13, Kind.LONG_TEXT),
    Column("严重程度", 9, Kind.CENTRED),
    Column("交办文号", 13, Kind.LONG_TEXT),
    Column("责任单位", 14, Kind.LONG_TEXT),
    Column("责任人", 9, Kind.CENTRED),
    Column("措施", 24, Kind.LONG_TEXT),
    Column("时限", 11.5, Kind.DATE),
    Column("逾期", 7, Kind.CENTRED),
    Column("进展", 24, Kind.LONG_TEXT),
    Column("延期至", 11.5, Kind.DATE),
    Column("完成时间", 11.5, Kind.DATE),
    Column("复核人", 9, Kind.CENTRED),
    Column("复核时间", 11.5, Kind.DATE),
    Column("复核结论", 13, Kind.LONG_TEXT),
    Column("销号时间", 11.5, Kind.DATE),
    Column("回头看", 13, Kind.LONG_TEXT),
)
_PHOTOS = (Column("整改前照片", 20, Kind.PICTURE), Column("整改后照片", 20, Kind.PICTURE))
