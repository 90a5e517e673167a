"""Whom only a telephone call reaches, as a sheet to work off."""

from collections.abc import Sequence
from datetime import tzinfo

from documents.cells import Kind
from documents.workbooks import Column, Sheet, workbook
from rules.phones import dialled
from storage.broadcasts.counting import Line

_COLUMNS = (
    Column("序号", 6, Kind.NUMBER),
    Column("所属", 14),
    Column("姓名", 10),
    Column("职务", 40, Kind.LONG_TEXT),
    Column("手机号", 14, Kind.CENTRED),
    Column("原因", 24, Kind.CENTRED),
    Column("电话告知", 17, Kind.MOMENT, note="在机器人里点过「已电话告知」的时间；没点的，打过后手写或回机器人点。"),
)


def calls_sheet(people: Sequence[Line], title: str, zone: tzinfo) -> bytes:
    """One row a person, region by region, with whole numbers."""
    rows = [
        (serial, one.part, one.name, one.post, dialled(one.phone), one.word, one.phoned_at)
        for serial, one in enumerate(people, start=1)
    ]
    return workbook([Sheet("电话告知", _COLUMNS, rows, f"电话告知名单：{title}", frozen_columns=3)], zone)
