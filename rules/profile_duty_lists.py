"""From the [[duty]] tables to the duty lists 履职清单 that a year begins with."""

import re
from datetime import date

from rules.duty_lists import DutyRule, Proof, Task
from rules.periods import Period, Span
from rules.roles import Level, Role
from rules.toml_table import Table

LONGEST_CODE, LONGEST_WHAT, LONGEST_WORDS, MOST_COUNT = 40, 200, 500, 366
CODE = re.compile(r"[a-z][a-z0-9_]*")
_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")


def duty_rules(file: Table) -> tuple[DutyRule, ...]:
    """The [[duty]] tables; a profile without any leaves the lists to the office's sheet."""
    tables = file.tables("duty", required=False)
    rules = [table.made(_rule) for table in tables]
    for place, (table, rule) in enumerate(zip(tables, rules, strict=True)):
        if any(_meet(rule, before) for before in rules[:place]):
            table.wrong("code", f"“{rule.code}”在同一级别、同一职务、同一时期里写了两遍")
    return tuple(rules)


def _meet(one: DutyRule, other: DutyRule) -> bool:
    """Whether two rules name the same item of the same rank at the same time."""
    same = one.code == other.code and one.levels & other.levels and one.roles & other.roles
    return bool(same) and one.valid.common(other.valid).days > 0


def month_and_day(text: str) -> tuple[int, int] | None:
    """A day of every year, as 3-31 or 12-15; None if it is none."""
    match = _DAY.fullmatch(text.strip())
    try:
        day = date(2023, int(match[1]), int(match[2])) if match else None
    except ValueError:
        return None
    return (day.month, day.day) if day else None


def _rule(table: Table) -> DutyRule:
    proof = table.word("proof", Proof, Proof.NOTE)
    counted = table.has("count")
    rule = DutyRule(
        levels=table.words("levels", Level),
        roles=table.words("roles", Role),
        code=_bounded(table, "code", LONGEST_CODE),
        task=table.word("task", Task),
        what=_bounded(table, "what", LONGEST_WHAT),
        how=_bounded(table, "how", LONGEST_WORDS),
        proof=proof,
        # Patrols without a number are owed as the quotas say; of anything else none is asked for.
        count=table.whole("count", default=0) if counted or proof is not Proof.PATROL else None,
        period=table.word("period", Period, Period.YEAR),
        due=_due(table),
        evidence=_bounded(table, "evidence", LONGEST_WORDS),
        valid=Span(table.day("from", date(2023, 1, 1)), table.day("to", date.max)),
        source=table.take("source", str),
    )
    _check(table, rule)
    return rule


def _bounded(table: Table, key: str, most: int) -> str:
    text = table.take(key, str).strip()
    if len(text) > most:
        table.wrong(key, f"“{key}”不超过{most}个字")
    return text


def _due(table: Table) -> tuple[int, int] | None:
    told = table.take("due", str, "")
    found = month_and_day(told)
    if told and found is None:
        table.wrong("due", '“due”是每年的月和日，写作 "03-31"')
    return found


def _check(table: Table, rule: DutyRule) -> None:
    if rule.code and not CODE.fullmatch(rule.code):
        table.wrong("code", "“code”只用小写字母、数字和下划线，以字母开头")
    if rule.count is not None and rule.count > MOST_COUNT:
        table.wrong("count", f"“count”不能大于{MOST_COUNT}")
    if rule.due is not None and rule.period is not Period.YEAR:
        table.wrong("due", "“due”只用于每年一次的事项；按季度、按月的事项到期末为限")
