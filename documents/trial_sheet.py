"""Rules tried out 试算 as a workbook: who owes what under both rules; on a first sheet how many, level by level."""

from collections.abc import Iterator

from documents.about_sheet import About, about_sheet
from documents.cells import Cell, Kind
from documents.workbooks import Column, Sheet, workbook
from rules.roles import post_word
from storage.patrols.trials import Row, Trial


def trial_sheet(trial: Trial, title: str, note: str, about: About) -> bytes:
    """`title` says which rules and which period, `note` how it is counted."""
    levels = [
        (each.level.word, each.people, each.now, each.tried, each.tried - each.now, len(each.newly))
        for each in trial.by_level
    ]
    people = [tuple(_cells(row)) for row in trial.rows]
    return workbook(
        [
            Sheet("汇总", _LEVELS, [*levels, _total(trial)], title, filtered=False, footer=about.footer),
            Sheet("名单", _PEOPLE, people, title, frozen_columns=1, footer=about.footer),
            about_sheet(about, f"{len(trial.rows)}人次", [("计算方法", note)]),
        ]
    )


_LEVELS = (
    Column("层级", 14),
    Column("应巡河人数", 14, Kind.NUMBER),
    Column("现行规则逾期", 16, Kind.NUMBER),
    Column("试算规则逾期", 16, Kind.NUMBER),
    Column("增减", 10, Kind.NUMBER),
    Column("其中新增逾期", 16, Kind.NUMBER, note="现行规则下没有逾期、试算规则下逾期的人数"),
)
_PEOPLE = (
    Column("姓名", 12),
    Column("职务", 14),
    Column("地区", 16),
    Column("河段", 24),
    Column("现行应巡", 10, Kind.NUMBER),
    Column("现行完成", 10, Kind.NUMBER),
    Column("现行欠巡", 10, Kind.NUMBER),
    Column("试算应巡", 10, Kind.NUMBER),
    Column("试算完成", 10, Kind.NUMBER),
    Column("试算欠巡", 10, Kind.NUMBER),
    Column("欠巡增减", 10, Kind.NUMBER),
    Column("结果", 14, Kind.CENTRED),
)


def _total(trial: Trial) -> tuple[Cell, ...]:
    newly = sum(1 for row in trial.rows if row.newly)
    now, tried = trial.overdue_now, trial.overdue_tried
    return "合计", len(trial.rows), now, tried, tried - now, newly


def _cells(row: Row) -> Iterator[Cell]:
    seat = row.seat
    yield from (row.name, post_word(seat.role, seat.level), seat.region_name, seat.water_name or "")
    for owed in (row.now, row.tried):
        yield from (owed.required, owed.done, owed.missing)
    yield row.difference
    yield _result(row)


def _result(row: Row) -> str:
    if row.newly:
        return "新增逾期"
    if row.tried.missing:
        return "仍然逾期"
    return "不再逾期" if row.now.missing else "不逾期"
