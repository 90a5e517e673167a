"""From [[chain]] and [reminding] to chains of reminders; a profile without them goes by its [[warning]] in short."""

from datetime import date
from itertools import combinations
from typing import Any

from rules.chains import Chain, Step, Target, Until
from rules.periods import Period, Span
from rules.profile_assessments import assessment_rules
from rules.snoozing import RemindingRules
from rules.toml_table import Table
from rules.warnings import Matter

MOST_DAYS = 366


def reminder_rules(file: Table) -> dict[str, Any]:
    """What a profile says of reminders, by the names it has in Profile."""
    return {"chains": chain_rules(file), "reminding": reminding_rules(file), "assessments": assessment_rules(file)}


def chain_rules(file: Table) -> tuple[Chain, ...]:
    """The [[chain]] tables, each with its [[chain.step]] tables."""
    tables = file.tables("chain") if file.has("chain") else []
    chains = tuple(_chain(table) for table in tables)
    for (one, _), (other, table) in combinations(zip(chains, tables, strict=True), 2):
        if _clash(one, other):
            table.wrong("matter", "与前面一条提醒链在同一事项、周期和日期上重复")
    return chains


def reminding_rules(file: Table) -> RemindingRules:
    """The [reminding] table."""
    if not file.has("reminding"):
        return RemindingRules()
    table = file.table("reminding")
    hours = table.numbers("digest_hours", [7, 8, 9, 12, 18])
    if not all(0 <= hour < 24 for hour in hours):
        table.wrong("digest_hours", "“digest_hours”应列出 0 到 23 的整点")
    rules = RemindingRules(table.whole("snoozes", default=2), hours, table.take("source", str))
    table.close()
    return rules


def _chain(table: Table) -> Chain:
    matter = table.word("matter", Matter)
    valid_from, valid_to = table.day("from", date(2023, 1, 1)), table.day("to", date.max)
    if not table.has("from"):
        table.wrong("from", "缺少“from”（从哪一天起执行）")
    if valid_to < valid_from:
        table.wrong("to", "“to”早于“from”，这条规则永远不会生效")
    chain = Chain(
        matter,
        tuple(_step(each) for each in table.tables("step")),
        table.words("periods", Period, None if matter is Matter.PATROL else ()),
        valid_from,
        valid_to if table.has("to") else None,
        table.take("source", str),
    )
    _check(chain, table)
    table.close()
    return chain


def _step(table: Table) -> Step:
    days = table.take("days", int)
    if abs(days) > MOST_DAYS:
        table.wrong("days", f"“days”是离期限的天数（之前写负数），不超过{MOST_DAYS}")
    step = Step(
        days,
        tuple(sorted(table.words("to", Target), key=list(Target).index)),
        table.word("until", Until, Until.DONE),
        table.day("from", date.min),
        table.take("source", str, ""),
    )
    table.close()
    return step


def _check(chain: Chain, table: Table) -> None:
    told = [(step.days, to) for step in chain.steps for to in step.to]
    if len(set(told)) < len(told):
        table.wrong("step", "同一天对同一对象写了两步")
    own = [days for days, to in told if to is Target.OWN and days > 0]
    above = [days for days, to in told if to is not Target.OWN and days > 0]
    if above and (not own or min(above) < min(own)):
        table.wrong("step", "逾期后报别人，不能早于提醒本人")


def _clash(one: Chain, other: Chain) -> bool:
    held = [Span(each.valid_from, each.valid_to or date.max) for each in (one, other)]
    common = held[0].common(held[1])
    same = one.matter is other.matter and (one.periods == other.periods or bool(one.periods & other.periods))
    return same and common.first <= common.last
