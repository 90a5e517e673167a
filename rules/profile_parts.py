"""From TOML tables to rules. A table makes a rule even when something in it is wrong; that is noted."""

from datetime import date, time, timedelta

from rules.checklist import ThingToLook
from rules.deadlines import RectificationRules
from rules.evidence import Grade
from rules.issue_types import DayKind, IssueType, Severity
from rules.periods import Period
from rules.pictures import PhotoRules
from rules.quiet import QuietHours
from rules.quotas import Per, ProRata, Quota
from rules.roles import CHIEFS, Level, Role
from rules.toml_table import Table
from rules.tracks import TrackRules
from rules.validity import PatrolRules, ValidPatrol
from rules.warnings import Matter, WarningPlan


def quota(table: Table) -> Quota:
    """A [[quota]]."""
    valid_from, valid_to = validity(table)
    coverage = table.number("coverage") if table.has("coverage") else None
    if coverage is not None and table.has("count"):
        table.wrong("count", "写了“coverage”（巡到几成河段）就不要再写“count”；次数另写一条 [[quota]]")
    return Quota(
        levels=table.words("levels", Level),
        roles=table.words("roles", Role),
        count=table.whole("count", least=1, default=None if coverage is None else 1),
        coverage=coverage,
        period=table.word("period", Period),
        per=table.word("per", Per, Per.CHIEF),
        season=_season(table),
        valid_from=valid_from,
        valid_to=valid_to,
        source=source(table),
        pro_rata=table.word("pro_rata", ProRata, ProRata.FULL),
        exempt_under_days=table.whole("exempt_under_days", default=0),
        one_a_day=table.take("one_a_day", bool, True),
        soon_days=table.whole("soon_days", default=2),
    )


def valid_patrol(table: Table) -> ValidPatrol:
    """A [[valid_patrol]]."""
    valid_from, valid_to = validity(table)
    return ValidPatrol(
        levels=table.words("levels", Level),
        roles=table.words("roles", Role, CHIEFS),
        min_minutes=table.number("min_minutes", default=0.0),
        min_metres=table.number("min_metres", default=0.0),
        min_share=table.number("min_share", default=0.0),
        grade_at_least=table.word("grade_at_least", Grade, Grade.D),
        min_gap_hours=table.number("min_gap_hours") if table.has("min_gap_hours") else None,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source(table),
        only_if_tracked=table.take("only_if_tracked", bool, True),
    )


def thing_to_look(table: Table) -> tuple[frozenset[Level], ThingToLook]:
    """A [[look]] with its levels; one for some roles, such as 口长, has none."""
    issue_type = table.take("issue_type", str, "") or None
    roles = table.words("roles", Role, ())
    if roles and table.has("levels"):
        table.wrong("levels", "写了“roles”（只给这些角色）就不要再写“levels”")
    thing = ThingToLook(
        code=table.take("code", str),
        name=table.take("name", str),
        issue_type=issue_type,
        valid_from=table.day("from", date(2023, 1, 1)),
        source=source(table),
        roles=roles,
    )
    return table.words("levels", Level, () if roles else None), thing


def issue_type(table: Table) -> IssueType:
    """An [[issue_type]]; days are needed for each severity."""
    return IssueType(
        code=table.take("code", str),
        name=table.take("name", str),
        group=table.take("group", str),
        tags=table.texts("tags", []),
        severity=table.word("severity", Severity),
        days=_days(table),
        day_kind=table.word("day_kind", DayKind, DayKind.WORKING),
        radius_m=table.number("radius_m", default=50.0),
        valid_from=table.day("from", date(2023, 1, 1)),
        source=source(table),
        hints=_hints(table),
    )


def rectification(table: Table) -> RectificationRules:
    """A [[rectification]]."""
    valid_from, valid_to = validity(table)
    return RectificationRules(
        return_hours=table.whole("return_hours", least=1),
        extensions=table.whole("extensions"),
        extension_days=table.whole("extension_days"),
        extension_kind=table.word("extension_kind", DayKind, DayKind.WORKING),
        valid_from=valid_from,
        valid_to=valid_to,
        source=source(table),
    )


def warning(table: Table) -> WarningPlan:
    """A [[warning]]; patrol plans name their periods."""
    valid_from, valid_to = validity(table)
    matter = table.word("matter", Matter)
    return WarningPlan(
        before_days=table.whole("before_days"),
        after_days=table.whole("after_days", least=1),
        superior_after_days=table.whole("superior_after_days", least=1),
        matter=matter,
        periods=table.words("periods", Period, None if matter is Matter.PATROL else ()),
        valid_from=valid_from,
        valid_to=valid_to,
        source=source(table),
    )


def quiet(table: Table) -> QuietHours:
    """The [quiet] table."""
    return QuietHours(
        start=table.take("start", time, time(20)),
        end=table.take("end", time, time(8)),
        workdays_only=table.take("workdays_only", bool, True),
        digest_hour=table.whole("digest_hour", default=8),
        daily_budget=table.whole("daily_budget", default=3),
        source=source(table),
    )


def track(table: Table) -> TrackRules:
    """The [track] table."""
    return TrackRules(
        top_speed=table.number("top_speed", least=1),
        reach_width=table.number("reach_width", least=1),
        worst_accuracy=table.number("worst_accuracy", least=1),
        gap=timedelta(minutes=table.number("gap_minutes", least=1)),
        source=source(table),
    )


def patrol(table: Table) -> PatrolRules:
    """The [patrol] table."""
    return PatrolRules(table.number("max_hours", least=0.5), table.whole("late_entry_days"), source(table))


def photo(table: Table) -> PhotoRules:
    """The [photo] table."""
    return PhotoRules(table.whole("near_identical"), source(table))


def validity(table: Table) -> tuple[date, date | None]:
    """From which day to which a rule holds (None: for good)."""
    valid_from = table.day("from", date(2023, 1, 1))
    valid_to = table.day("to", date.max)
    if not table.has("from"):
        table.wrong("from", "缺少“from”（从哪一天起执行）")
    if valid_to < valid_from:
        table.wrong("to", "“to”早于“from”，这条规则永远不会生效")
    return valid_from, valid_to if table.has("to") else None


def source(table: Table) -> str:
    """The paper that a rule rests on."""
    told = table.take("source", str)
    if table.has("source") and not told.strip():
        table.wrong("source", "“source”不能为空，请写明依据的文件或“本办自定”")
    return told


def _season(table: Table) -> frozenset[int] | None:
    months = table.numbers("season", [])
    if not table.has("season"):
        return None
    if not months or not all(1 <= month <= 12 for month in months):
        table.wrong("season", "“season”应列出 1 至 12 的月份，至少一个")
    return frozenset(months)


def _days(table: Table) -> dict[Severity, int]:
    within = table.table("days")
    days = {severity: within.whole(severity) for severity in Severity} if table.has("days") else {}
    within.close()
    return {severity: days.get(severity, 0) for severity in Severity}


def _hints(table: Table) -> dict[Severity, str]:
    within = table.table("hints", required=False)
    hints = {severity: within.take(severity, str, "") for severity in Severity}
    within.close()
    return {severity: hint for severity, hint in hints.items() if hint}
