"""The receipt 送达回执 as a workbook: everybody, the counts by level and region, what it holds."""

from collections.abc import Sequence
from datetime import tzinfo

from documents.about_sheet import about_sheet
from documents.broadcasts.receipt import READ_NOTE, Receipt, reason
from documents.cells import Cell, Kind
from documents.workbooks import Column, Sheet, workbook
from rules.phones import masked
from storage.broadcasts.counting import Counts, by_level, by_part

_PEOPLE = (
    Column("序号", 6, Kind.NUMBER),
    Column("所属", 14),
    Column("姓名", 12),
    Column("职务", 36, Kind.LONG_TEXT),
    Column("级别", 9, Kind.CENTRED),
    Column("手机号", 14, Kind.CENTRED),
    Column("情况", 22, Kind.LONG_TEXT),
    Column("送达时间", 17, Kind.MOMENT),
    Column("首次看过", 17, Kind.MOMENT, note=READ_NOTE),
    Column("收到时间", 17, Kind.MOMENT),
    Column("已办时间", 17, Kind.MOMENT),
    Column("电话告知", 17, Kind.MOMENT),
)
_COUNTED = (
    Column("范围", 18),
    Column("应收", 9, Kind.NUMBER),
    Column("已送达", 9, Kind.NUMBER),
    Column("看过", 9, Kind.NUMBER, note=READ_NOTE),
    Column("收到", 9, Kind.NUMBER),
    Column("已办", 9, Kind.NUMBER),
    Column("电话告知", 10, Kind.NUMBER),
    Column("未送达原因", 44, Kind.LONG_TEXT),
)


def receipt_sheet(receipt: Receipt, zone: tzinfo) -> bytes:
    """The workbook; telephone numbers are masked, for it goes from hand to hand."""
    heading = f"送达回执：{receipt.card.title}"
    people = [
        (serial, one.part, one.name, one.post, one.level.word if one.level else "",
         masked(one.phone) if one.phone else "",
         reason(one) if receipt.lacks(one) else one.reached.word, one.sent_at, one.seen_at, one.acknowledged_at,
         one.done_at, one.phoned_at)
        for serial, one in enumerate(receipt.lines, start=1)
    ]  # fmt: skip
    counted = [("合计", receipt.counts), *by_level(receipt.lines), *by_part(receipt.lines)]
    about = about_sheet(receipt.about, f"{len(receipt.lines)} 个收件人", (("看过", READ_NOTE),), zone)
    footer = receipt.about.footer
    return workbook([
        Sheet("送达明细", _PEOPLE, people, heading, frozen_columns=3, footer=footer),
        Sheet("统计", _COUNTED, [_row(name, each) for name, each in counted], heading, filtered=False, footer=footer),
        about,
    ], zone)  # fmt: skip


def _row(name: str, each: Counts) -> Sequence[Cell]:
    reasons = "，".join(f"{why.word} {count}" for why, count in each.reasons)
    return (name, each.total, each.delivered, each.seen, each.acknowledged, each.done, each.phoned, reasons)
