"""To whom a notice will go, as a sheet to look through before it is sent."""

from collections.abc import Sequence

from documents.cells import Kind
from documents.workbooks import Column, Sheet, workbook
from storage.broadcasts.seats import Addressed

_COLUMNS = (
    Column("序号", 6, Kind.NUMBER),
    Column("地区", 14),
    Column("姓名", 10),
    Column("职务", 40, Kind.LONG_TEXT),
    Column("级别", 10, Kind.CENTRED),
    Column("河段", 30, Kind.LONG_TEXT),
    Column("机器人", 14, Kind.CENTRED),
)


def names_sheet(people: Sequence[Addressed]) -> bytes:
    """One row a person, in the order of the regions."""
    listed = sorted(people, key=lambda one: (one.region_id or 0, one.person_id))
    rows = [
        (serial, one.region, one.name, one.title or one.post, one.level.word if one.level else "", one.waters,
         standing(one.bound, one.blocked))
        for serial, one in enumerate(listed, start=1)
    ]  # fmt: skip
    return workbook([Sheet("收件人", _COLUMNS, rows, frozen_columns=3)])


def standing(bound: bool, blocked: bool) -> str:
    """Whether the bot reaches somebody."""
    return "已停用" if blocked else "已绑定" if bound else "未绑定"
