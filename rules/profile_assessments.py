"""From [[assessment]] to the assessments people are told of beforehand; a profile may have none."""

import re
from datetime import date

from rules.assessments import Assessment, Counted, MonthDay
from rules.periods import Period
from rules.roles import CHIEFS, Level, Role
from rules.toml_table import Table

LONGEST_NAME = 40
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")


def assessment_rules(file: Table) -> tuple[Assessment, ...]:
    """The [[assessment]] tables; their names differ."""
    found: list[Assessment] = []
    for table in file.tables("assessment", required=False):
        one = _assessment(table)
        if any(one.name == other.name for other in found):
            table.wrong("name", "考核的“name”与前面重复")
        table.close()
        found.append(one)
    return tuple(found)


def _assessment(table: Table) -> Assessment:
    name = table.take("name", str).strip()
    if not name or len(name) > LONGEST_NAME:
        table.wrong("name", f"“name”不能为空，不超过{LONGEST_NAME}字")
    if table.has("period") is table.has("on"):
        table.wrong("period", '“period”（每个周期末）和“on”（每年固定日期，如 "12-10"）写且只写一个')
    days = table.numbers("days", [30, 7, 1])
    if not days or min(days, default=1) < 1 or len(set(days)) < len(days):
        table.wrong("days", "“days”应列出提前几天，至少 1 天，不重复")
    valid_from, valid_to = table.day("from", date(2023, 1, 1)), table.day("to", date.max)
    if valid_to < valid_from:
        table.wrong("to", "“to”早于“from”，这条规则永远不会生效")
    return Assessment(
        name=name,
        levels=table.words("levels", Level),
        roles=table.words("roles", Role, CHIEFS),
        period=table.word("period", Period, Period.QUARTER) if table.has("period") else None,
        on=tuple(_month_day(table, told) for told in table.texts("on", [])),
        days=tuple(sorted(days, reverse=True)) or (1,),
        counts=table.words("counts", Counted, Counted),
        tells_complete=table.take("tells_complete", bool, True),
        valid_from=valid_from,
        valid_to=valid_to if table.has("to") else None,
        source=table.take("source", str),
    )


def _month_day(table: Table, told: str) -> MonthDay:
    match = _MONTH_DAY.fullmatch(told)
    try:
        day = date(2028, int(match[1]), int(match[2])) if match else None  # a leap year
    except ValueError:
        day = None
    if day is None:
        table.wrong("on", f'“on”里的“{told}”不是月日，应如 "12-10"')
        return 12, 31
    return day.month, day.day
