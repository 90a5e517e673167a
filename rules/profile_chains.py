"""From [[chain]] and [reminding] to chains of reminders; a profile without them goes by its [[warning]] in short."""

from datetime import date
from itertools import combinations

from rules.chains import Chain, Step, Target, Until
from rules.periods import Period
from rules.profile_checks import overlap, plans_clash
from rules.profile_parts import validity
from rules.snoozing import RemindingRules
from rules.toml_table import Table
from rules.warnings import Matter

MOST_DAYS = 366


def chain_rules(file: Table) -> tuple[Chain, ...]:
    """The [[chain]] tables, each with its [[chain.step]] tables."""
    tables = file.tables("chain", required=False)
    chains = tuple(table.made(_chain) for table in tables)
    for (one, _), (other, table) in combinations(zip(chains, tables, strict=True), 2):
        if overlap(one, other) and plans_clash(one, other):
            table.wrong("matter", "与前面一条提醒链在同一事项、周期和日期上重复")
    return chains


def reminding_rules(table: Table) -> RemindingRules:
    """The [reminding] table."""
    hours = table.numbers("digest_hours", [7, 8, 9, 12, 18])
    if not all(0 <= hour < 24 for hour in hours):
        table.wrong("digest_hours", "“digest_hours”应列出 0 到 23 的整点")
    return RemindingRules(table.whole("snoozes", default=2), hours, table.take("source", str))


def _chain(table: Table) -> Chain:
    matter = table.word("matter", Matter)
    valid_from, valid_to = validity(table)
    chain = Chain(
        matter,
        table.each("step", _step),
        table.words("periods", Period, None if matter is Matter.PATROL else ()),
        valid_from,
        valid_to,
        table.take("source", str),
    )
    _check(chain, table)
    return chain


def _step(table: Table) -> Step:
    days = table.take("days", int)
    if abs(days) > MOST_DAYS:
        table.wrong("days", f"“days”是离期限的天数（之前写负数），不超过{MOST_DAYS}")
    return Step(
        days,
        tuple(sorted(table.words("to", Target), key=list(Target).index)),
        table.word("until", Until, Until.DONE),
        table.day("from", date.min),
        table.take("source", str, ""),
    )


def _check(chain: Chain, table: Table) -> None:
    told = [(step.days, to) for step in chain.steps for to in step.to]
    if len(set(told)) < len(told):
        table.wrong("step", "同一天对同一对象写了两步")
    own = [days for days, to in told if to is Target.OWN and days > 0]
    above = [days for days, to in told if to is not Target.OWN and days > 0]
    if above and (not own or min(above) < min(own)):
        table.wrong("step", "逾期后报别人，不能早于提醒本人")
