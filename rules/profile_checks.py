"""Rules of one profile that contradict one another."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import combinations
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rules.checklist import ThingToLook
from rules.issue_types import IssueType
from rules.periods import Dated, Period, validity
from rules.quiet import QuietHours, digest_is_possible
from rules.quotas import Per, ProRata, Quota
from rules.roles import Level
from rules.toml_table import Notes
from rules.validity import ValidPatrol
from rules.warnings import OfMatter, WarningPlan

R = TypeVar("R", Quota, ValidPatrol, WarningPlan)

_MOST_DAYS = {
    Period.DAY: 1,
    Period.WORKDAY: 1,
    Period.WEEK: 7,
    Period.TEN_DAYS: 10,
    Period.MONTH: 31,
    Period.QUARTER: 92,
    Period.HALF_YEAR: 184,
    Period.YEAR: 366,
}


def check_quotas(quotas: Sequence[Quota], notes: Notes) -> None:
    """Two quotas for one post, period and day; more patrols than days; an exemption without its days."""
    _check_pairs("quota", quotas, _quotas_clash, "与前面一条频次规则在同一层级、职务、周期和日期上重复", notes)
    for number, quota in enumerate(quotas):
        where = ("quota", number, "count")
        if quota.one_a_day and quota.count > _MOST_DAYS[quota.period]:
            notes.note(where, f"{quota.period.word}{quota.count}次做不到：同一天的巡河只算一次")
        if quota.coverage is not None:
            _check_coverage(number, quota, notes)
        if quota.season is not None and not _season_meets(quota):
            notes.note(("quota", number, "season"), "“season”里的月份都不在“from”和“to”之间，这条规则永远不会生效")
        if (quota.pro_rata is ProRata.EXEMPT_IF_UNDER_DAYS) != bool(quota.exempt_under_days):
            notes.note(("quota", number, "pro_rata"), "“exempt_if_under_days”与“exempt_under_days”要同时写明")


def check_valid_patrols(rules: Sequence[ValidPatrol], max_hours: float, notes: Notes) -> None:
    """Two rules for one post and day; demands that no patrol can meet."""
    _check_pairs("valid_patrol", rules, _posts_clash, "与前面一条有效巡河规则在同一层级、职务和日期上重复", notes)
    for number, rule in enumerate(rules):
        if rule.min_share > 1:
            notes.note(("valid_patrol", number, "min_share"), "“min_share”是占河段的比例，应在 0 到 1 之间")
        if rule.min_minutes >= max_hours * 60:
            notes.note(("valid_patrol", number, "min_minutes"), "最短时长超过了自动结束的时长，巡河永远不会有效")


def check_quiet(quiet: QuietHours, notes: Notes) -> None:
    """The morning digest must be able to go out."""
    if not digest_is_possible(quiet):
        notes.note(("quiet", "digest_hour"), "汇总时间应在 0 到 23 点之间，并在免打扰时段之外，否则永远发不出去")


def check_warnings(plans: Sequence[WarningPlan], notes: Notes) -> None:
    """Two plans for one matter, period and day; a superior told before the person."""
    _check_pairs("warning", plans, plans_clash, "与前面一条提醒规则在同一事项、周期和日期上重复", notes)
    for number, plan in enumerate(plans):
        if plan.superior_after_days < plan.after_days:
            notes.note(("warning", number, "superior_after_days"), "报上级不能早于提醒本人")


def check_issue_types(types: Sequence[IssueType], notes: Notes) -> None:
    """Codes and names used twice."""
    for key in ("code", "name"):
        for number in _repeated([getattr(each, key) for each in types]):
            notes.note(("issue_type", number, key), f"问题类型的“{key}”与前面重复")


def check_things(
    things: Sequence[tuple[frozenset[Level], ThingToLook]],
    types: Iterable[IssueType],
    quotas: Iterable[Quota],
    notes: Notes,
) -> None:
    """Codes used twice, issue types that do not exist, levels that patrol with nothing to look at."""
    codes = {each.code for each in types}
    for number in _repeated([thing.code for _, thing in things]):
        notes.note(("look", number, "code"), "查看事项的“code”与前面重复")
    for number, (_, thing) in enumerate(things):
        if thing.issue_type is not None and thing.issue_type not in codes:
            notes.note(("look", number, "issue_type"), f"没有“{thing.issue_type}”这个问题类型")
    looked = {level for levels, _ in things for level in levels}
    patrolling = {level for quota in quotas for level in quota.levels}
    for level in sorted(patrolling - looked):
        notes.note(("look",), f"{level.word}有巡河频次，却没有查看事项")


def check_timezone(timezone: str, notes: Notes) -> None:
    """A timezone that does not exist."""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        notes.note(("timezone",), f"没有“{timezone}”这个时区，中国写作 Asia/Shanghai")


def _check_pairs(table: str, rules: Sequence[R], clash: Callable[[R, R], bool], reason: str, notes: Notes) -> None:
    pairs = combinations(enumerate(rules), 2)
    for number in sorted({later for (_, a), (later, b) in pairs if overlap(a, b) and clash(a, b)}):
        notes.note((table, number), reason)


def overlap(a: Dated, b: Dated) -> bool:
    """Whether there is a day on which both rules hold."""
    return validity(a).common(validity(b)).days > 0


def _check_coverage(number: int, quota: Quota, notes: Notes) -> None:
    if not 0 < (quota.coverage or 0) <= 1:
        notes.note(("quota", number, "coverage"), "“coverage”是占河段的比例，应大于 0、不超过 1，如 15% 写作 0.15")
    if quota.per is Per.WATER:
        notes.note(("quota", number, "per"), '“coverage”说的是一个人的全部河段，不能与 per = "water" 同用')


def _season_meets(quota: Quota) -> bool:
    if quota.valid_to is None or (quota.valid_to - quota.valid_from).days >= 366:
        return True
    days = (quota.valid_to - quota.valid_from).days + 1
    return any((quota.valid_from + timedelta(days=n)).month in (quota.season or ()) for n in range(days))


def _quotas_clash(a: Quota, b: Quota) -> bool:
    if (a.coverage is None) != (b.coverage is None) or 0 in (a.count, b.count):
        return False
    seasons = a.season is None or b.season is None or bool(a.season & b.season)
    return a.period is b.period and seasons and bool(a.levels & b.levels) and bool(a.roles & b.roles)


def _posts_clash(a: ValidPatrol, b: ValidPatrol) -> bool:
    return bool(a.levels & b.levels) and bool(a.roles & b.roles)


def plans_clash(a: OfMatter, b: OfMatter) -> bool:
    """Whether two plans, or two chains, are for the same matter and period."""
    return a.matter is b.matter and (a.periods == b.periods or bool(a.periods & b.periods))


def _repeated(values: Sequence[str]) -> list[int]:
    seen: Counter[str] = Counter()
    repeated = []
    for number, value in enumerate(values):
        if seen[value]:
            repeated.append(number)
        seen[value] += 1
    return repeated
