"""What a chief is told before a patrol 巡河前明查暗访 (clause L6): for whom, and how long before."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.roles import Level, Role
from rules.toml_table import Table
from rules.workdays import IsWorkday, working_days_before

GATHER_DAYS, SEND_DAYS, MOST_DAYS = 5, 1, 30
FURTHEST_AHEAD = 183  # days; a plan for more than half a year is a slip of the finger


class PieceKind(StrEnum):
    """What a brief is gathered from."""

    CLUE = "clue"  # 明查暗访 of the liaison unit
    REQUEST = "request"  # what a locality wants coordinated

    @property
    def word(self) -> str:
        """The Chinese words."""
        return {"clue": "明查暗访线索", "request": "需要协调的事项"}[self.value]


@dataclass(frozen=True, slots=True)
class BriefRules:
    """Chiefs of these ranks get a brief: clues are asked for so many working days before, it goes out so many."""

    levels: frozenset[Level] = frozenset({Level.CITY, Level.COUNTY})
    roles: frozenset[Role] = frozenset({Role.RIVER_CHIEF, Role.LAKE_CHIEF})
    gather_days: int = GATHER_DAYS
    send_days: int = SEND_DAYS
    source: str = "没有查到给出数字的文件；本办自定"

    def binds(self, role: Role, level: Level) -> bool:
        """Whether a chief of this rank gets briefs."""
        return role in self.roles and level in self.levels

    def gather_from(self, patrol_on: date, is_workday: IsWorkday) -> date:
        """The day from which clues are gathered."""
        return working_days_before(patrol_on, self.gather_days, is_workday)

    def send_on(self, patrol_on: date, is_workday: IsWorkday) -> date:
        """The day on which the brief goes to the chief."""
        return working_days_before(patrol_on, self.send_days, is_workday)


def brief_rules(table: Table) -> BriefRules:
    """The [brief] table; a profile without one has the numbers above."""
    usual = BriefRules()
    rules = BriefRules(
        levels=table.words("levels", Level, usual.levels),
        roles=table.words("roles", Role, usual.roles),
        gather_days=table.whole("gather_days", least=1, default=GATHER_DAYS),
        send_days=table.whole("send_days", least=1, default=SEND_DAYS),
        source=table.take("source", str),
    )
    if rules.gather_days > MOST_DAYS:
        table.wrong("gather_days", f"“gather_days”不能大于{MOST_DAYS}个工作日")
    if rules.send_days >= rules.gather_days:
        table.wrong("send_days", "“send_days”要小于“gather_days”：先收集线索，再报送")
    return rules
