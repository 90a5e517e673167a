"""From the [[duty_report]] tables to the rules of duty reports 述职."""

from datetime import date

from rules.duty_reports import DutyReportRule, To
from rules.roles import CHIEFS, Level, Role
from rules.toml_table import Table


def duty_report_rules(file: Table) -> tuple[DutyReportRule, ...]:
    """The tables in their order, the first that binds a post counts; without any nobody has to report."""
    return file.each("duty_report", _rule, required=False)


def _rule(table: Table) -> DutyReportRule:
    rule = DutyReportRule(
        levels=table.words("levels", Level),
        roles=table.words("roles", Role),
        to=table.word("reports_to", To),
        receiver=table.take("receiver", str, ""),
        form=table.take("form", str, "书面述职"),
        month=table.whole("month", least=1),
        day=table.whole("day", least=1),
        next_year=table.take("next_year", bool, default=False),
        before_days=table.whole("before_days", least=0, default=15),
        after_days=table.whole("after_days", least=1, default=1),
        valid_from=table.day("from", date(2023, 1, 1)),
        valid_to=table.day("to", date.max),
        source=table.take("source", str),
    )
    _check(table, rule)
    return rule


def _check(table: Table, rule: DutyReportRule) -> None:
    if rule.to is To.BODY and not rule.receiver.strip():
        table.wrong("reports_to", "向会议或机关述职的，要在“receiver”写明名称，如“县委常委会”")
    if strangers := rule.roles - CHIEFS:
        table.wrong("roles", f"述职的只能是河长：{'、'.join(sorted(strangers))}不是河长")
    try:
        date(2023, rule.month, rule.day)  # a common year: 2月29日 is no day to report by
    except ValueError:
        table.wrong("day", f"没有{rule.month}月{rule.day}日这一天")
