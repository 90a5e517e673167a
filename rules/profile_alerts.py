"""From [[alert]] and [leave] to rules of alerts 预警 and leave 请假; a profile without them has no such rules."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from rules.absences import Approver, LeaveRules, WhileAway
from rules.alerts import AlertRule, Colour, Part
from rules.periods import Period
from rules.profile_checks import overlap
from rules.profile_parts import source, validity
from rules.provisions import Quota
from rules.roles import Level, Role
from rules.toml_table import Notes, Table


def alert_rules(file: Table) -> tuple[AlertRule, ...]:
    """The [[alert]] tables, none by default."""
    return file.each("alert", _alert, required=False)


def leave_rules(table: Table) -> LeaveRules:
    """The [leave] table; by default the office grants leave and its days are left out."""
    return LeaveRules(
        approvers=table.words("approvers", Approver),
        while_away=table.word("while_away", WhileAway, WhileAway.LEFT_OUT),
        longest_days=table.whole("longest_days", least=1, default=90),
        back_days=table.whole("back_days", default=7),
        source=table.take("source", str),
    )


def with_alerts(quotas: Sequence[Quota], alerts: Sequence[AlertRule]) -> tuple[Quota, ...]:
    """The quotas, each with the alert rules that raise it; and one of count 0 for each rhythm an alert brings anew."""
    raised = [replace(quota, raises=tuple(rule for rule in alerts if _raises(rule, quota))) for quota in quotas]
    new: dict[tuple[Role, Level, Period], list[AlertRule]] = {}
    for rule in alerts:
        for role in sorted(rule.roles):
            for level in sorted(rule.levels):
                if not any(_raises(rule, quota) and role in quota.roles and level in quota.levels for quota in quotas):
                    new.setdefault((role, level, rule.period), []).append(rule)
    return (*raised, *(_only_under_alert(*rank, rules) for rank, rules in new.items()))


def check_alerts(alerts: Sequence[AlertRule], quotas: Sequence[Quota], notes: Notes) -> None:
    """An alert that asks less than usual, a graver one that asks less, two for one post, colour and day."""
    for number, rule in enumerate(alerts):
        usual = max((q.count for q in quotas if _raises(rule, q) and overlap(rule, q)), default=0)
        if rule.count < usual:
            word = f"{rule.colour.word}预警{rule.period.word}{rule.count}次，比平时的{usual}次还少"
            notes.note(("alert", number, "count"), word)
    for (_, a), (number, b) in combinations(enumerate(alerts), 2):
        if not (overlap(a, b) and a.period is b.period and a.levels & b.levels and a.roles & b.roles):
            continue
        if a.colour is b.colour:
            notes.note(("alert", number), "与前面一条预警规则在同一颜色、层级、职务、周期和日期上重复")
        elif (a.colour.rank - b.colour.rank) * (a.count - b.count) < 0:
            notes.note(
                ("alert", number, "count"), f"{b.colour.word}预警与{a.colour.word}预警的次数颠倒：颜色越重应越多"
            )


def _alert(table: Table) -> AlertRule:
    valid_from, valid_to = validity(table)
    return AlertRule(
        colour=table.word("colour", Colour),
        levels=table.words("levels", Level),
        roles=table.words("roles", Role),
        period=table.word("period", Period),
        count=table.whole("count", least=1),
        part=table.word("part", Part, Part.PRO_RATA),
        valid_from=valid_from,
        valid_to=valid_to,
        source=source(table),
    )


def _raises(rule: AlertRule, quota: Quota) -> bool:
    same = quota.coverage is None and rule.period is quota.period
    return same and bool(rule.levels & quota.levels) and bool(rule.roles & quota.roles)


def _only_under_alert(role: Role, level: Level, period: Period, rules: Sequence[AlertRule]) -> Quota:
    return Quota(
        levels=frozenset({level}),
        roles=frozenset({role}),
        count=0,
        period=period,
        valid_from=min(rule.valid_from for rule in rules),
        source=rules[0].source,
        raises=tuple(rules),
        soon_days=0 if period in (Period.DAY, Period.WORKDAY) else 1,
    )
