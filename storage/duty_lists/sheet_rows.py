"""The sheet of duty lists: its headings, and what one row of it says or has wrong."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from rules.duty_lists import DutyItem, Proof, Task
from rules.periods import Period
from rules.profile_duty_lists import CODE as CODE_FORM
from rules.profile_duty_lists import LONGEST_CODE, LONGEST_WHAT, LONGEST_WORDS, MOST_COUNT, month_and_day
from rules.roles import Level, Role
from storage.roster.book import Row
from storage.roster.sheets import Column, RosterSheet

YEAR, LEVEL, ROLE, CODE, TASK, WHAT, HOW = "年度", "级别", "职务", "编号", "任务", "做什么", "怎么干"
PROOF, PERIOD, COUNT, DUE, EVIDENCE, SOURCE = "认定方式", "频次", "次数", "完成时限", "佐证材料", "依据"
LEVELS: Final = {level.word: level for level in Level}
ROLES: Final = {role.word: role for role in Role if role not in (Role.PUBLIC, Role.MEMBER)}
TASKS: Final = {task.word: task for task in Task}
PROOFS: Final = {proof.word: proof for proof in Proof}
PERIODS: Final = {period.word: period for period in Period}
_LONGEST = {WHAT: LONGEST_WHAT, HOW: LONGEST_WORDS, EVIDENCE: LONGEST_WORDS, SOURCE: LONGEST_WORDS, CODE: LONGEST_CODE}
DUTY_SHEET: Final = RosterSheet(
    "履职清单",
    "一行是一个级别、一种职务的一项职责。表里是全年的清单：删去一行就是取消这一项，加一行就是新增一项。改好后把文件发给机器人，先核对、再发布。",
    (
        Column(YEAR, "全表同一年；往年的清单不能改。", "2026", True),
        Column(LEVEL, "从下拉框选。", Level.VILLAGE.word, True, tuple(LEVELS)),
        Column(ROLE, "从下拉框选。", Role.RIVER_CHIEF.word, True, tuple(ROLES)),
        Column(CODE, "原有的编号请保留，填报记录靠它对上；新增的留空，发布时自动编。", "village_patrol"),
        Column(TASK, "河长制六大任务之一；几项任务都涉及的选“综合”。", Task.GENERAL.word, True, tuple(TASKS)),
        Column(WHAT, "干什么，一句话。", "巡查责任河段", True),
        Column(HOW, "怎么干，写清步骤。", "全线巡一遍，看水面、岸坡、排口；能劝阻的当场劝阻，其余拍照上报。", True),
        Column(PROOF, "巡河记录、上报问题、整改销号由系统自动计；会议、培训等选“本人填报”。", Proof.PATROL.word, True,
               tuple(PROOFS)),
        Column(PERIOD, "多久一次。", Period.WEEK.word, True, tuple(PERIODS)),
        Column(COUNT, "每期几次；不定次数的（发现即报、有则必办）填0或留空。", "1"),
        Column(DUE, "只用于每年的事项：几月几日前，写成03-31；其他的到期末为限，留空。", "03-31"),
        Column(EVIDENCE, "什么材料算数。", "巡河记录（系统自动生成）"),
        Column(SOURCE, "出自哪个文件第几条。", "《重庆市河长制条例》第十六条"),
    ),
)  # fmt: skip


def row_of(item: DutyItem, year: int) -> tuple[str | int, ...]:
    """An item as the sheet shows it."""
    due = f"{item.due_on:%m-%d}" if item.due_on else ""
    return (
        year, item.level.word, item.role.word, item.code, item.task.word, item.what, item.how, item.proof.word,
        item.period.word, item.count, due, item.evidence, item.source,
    )  # fmt: skip


def wrong_with(row: Row, years: range) -> Iterator[tuple[str, str]]:
    """What is wrong with a row: heading and reason."""
    for column in DUTY_SHEET.columns:
        told = row[column.name]
        if column.required and not told:
            yield column.name, "这一格必填，不能空着。"
        elif told and column.choices and told not in column.choices:
            yield column.name, f"不认识“{told}”。可填：{'、'.join(column.choices)}。"
        elif len(told) > _LONGEST.get(column.name, LONGEST_WORDS):
            yield column.name, f"太长了，最多{_LONGEST.get(column.name, LONGEST_WORDS)}个字。"
    if row[YEAR] and (not row[YEAR].isascii() or not row[YEAR].isdecimal() or int(row[YEAR][:6]) not in years):
        yield YEAR, f"“{row[YEAR][:20]}”不能用，可填{'、'.join(map(str, years))}；往年的清单不能改。"
    if row[COUNT] and not (row[COUNT].isascii() and row[COUNT].isdecimal() and int(row[COUNT][:6]) <= MOST_COUNT):
        yield COUNT, f"“{row[COUNT][:20]}”不是次数，请填0到{MOST_COUNT}的整数。"
    if row[CODE] and not CODE_FORM.fullmatch(row[CODE]):
        yield CODE, "编号只用小写字母、数字和下划线，以字母开头；新增的请留空。"
    if row[DUE] and month_and_day(row[DUE][-5:]) is None:
        yield DUE, f"“{row[DUE][:20]}”不是日期，请写成03-31的样子。"
    elif row[DUE] and row[PERIOD] != Period.YEAR.word:
        yield DUE, "完成时限只用于“每年”的事项；其他的到期末为限，请留空。"


def item_of(row: Row, code: str) -> DutyItem:
    """The item that a sound row says."""
    due = month_and_day(row[DUE][-5:]) if row[DUE] else None
    return DutyItem(
        role=ROLES[row[ROLE]],
        level=LEVELS[row[LEVEL]],
        code=code,
        task=TASKS[row[TASK]],
        what=row[WHAT],
        how=row[HOW],
        proof=PROOFS[row[PROOF]],
        count=int(row[COUNT] or 0),
        period=PERIODS[row[PERIOD]],
        due_on=date(int(row[YEAR]), *due) if due else None,
        evidence=row[EVIDENCE],
        source=row[SOURCE],
    )
