"""Who lacks what before an assessment 考核, as a workbook: one row a person, those who lack most on top."""

from collections.abc import Iterable, Sequence
from datetime import date

from documents.cells import Cell, Kind
from documents.official.text import day_words
from documents.workbooks import Column, Sheet, workbook
from storage.assessments.lack import Lacking, Paperwork

_COLUMNS = (
    Column("序号", 6, Kind.NUMBER),
    Column("姓名", 10),
    Column("职务", 36, Kind.LONG_TEXT),
    Column("所在地", 12),
    Column("还差巡河", 11, Kind.NUMBER, "周期还没截止、还来得及的次数"),
    Column("少巡", 8, Kind.NUMBER, "周期已截止的次数"),
    Column("未办结整改", 13, Kind.NUMBER, "期限在考核日之前的件数"),
    Column("未回复公文", 13, Kind.NUMBER, "期限在考核日之前的份数"),
    Column("清单未确认", 13, Kind.NUMBER, "还没有确认的履职清单份数"),
    Column("明细", 60, Kind.LONG_TEXT),
)


def assessment_sheet(name: str, on: date, today: date, people: Sequence[Lacking]) -> bytes:
    """Those who lack something, then the others."""
    lacking = sorted((each for each in people if not each.is_complete), key=_most)
    complete = [each for each in people if each.is_complete]
    title = f"{name}（{day_words(on)}）还差什么：截至{day_words(today)}，{len(people)}人中{len(lacking)}人有欠缺"
    done = f"{name}（{day_words(on)}）都已完成：截至{day_words(today)}，{len(complete)}人"
    short = _COLUMNS[:4]
    return workbook([
        Sheet("还差什么", _COLUMNS, (_row(n, each) for n, each in enumerate(lacking, 1)), title, frozen_columns=2),
        Sheet("都已完成", short, (_row(n, each)[:4] for n, each in enumerate(complete, 1)), done, frozen_columns=2),
    ])  # fmt: skip


def _most(each: Lacking) -> tuple[int, int]:
    missing = sum(patrols.missing for patrols in each.patrols)
    return -(missing + len(each.issues) + len(each.papers) + len(each.unread)), each.person_id


def _row(serial: int, each: Lacking) -> list[Cell]:
    gone = sum(patrols.missing for patrols in each.patrols if patrols.gone)
    return [
        serial,
        each.name,
        "；".join(seat.word for seat in each.seats),
        each.seats[0].region,
        sum(patrols.missing for patrols in each.patrols) - gone,
        gone,
        len(each.issues),
        len(each.papers),
        len(each.unread),
        "；".join(_details(each)),
    ]


def _details(each: Lacking) -> Iterable[str]:
    for patrols in each.patrols:
        if not patrols.gone:
            yield f"{'、'.join(patrols.places)}{patrols.period}还差{patrols.missing}次"
    if gone := [patrols for patrols in each.patrols if patrols.gone]:
        yield f"已截止的{len(gone)}期共少{sum(patrols.missing for patrols in gone)}次，最近是{gone[-1].period}"
    yield from (f"整改{_paperwork(one)}" for one in each.issues)
    yield from (f"回复{_paperwork(one)}" for one in each.papers)


def _paperwork(one: Paperwork) -> str:
    return f"{one.number}（{day_words(one.due_on)}{'，已逾期' if one.late else ''}）"
