"""Inspections 督查: which body inspects, announced or not, and how the chief's work was found (clauses F2a, L15)."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from rules.roles import Level, Role

# Nobody inspects for longer in one go; what was forgotten is ended by the bot. No source gives a number.
LONGEST = timedelta(hours=24)
# Departments 部门 inspect; their stations and companies in the townships are what is inspected (clause L15).
DEPARTMENT_LEVELS = frozenset({Level.CITY, Level.COUNTY})


class Body(StrEnum):
    """Who inspects: the chief office, the liaison unit, a department (clause L15), or inspectors sent out."""

    OFFICE = "office"
    LIAISON = "liaison"
    DEPARTMENT = "department"
    TEAM = "team"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _BODY_WORDS[self]


class Way(StrEnum):
    """Whether the inspected are told: 暗访 goes by 四不两直, without notice, straight to the place."""

    UNANNOUNCED = "unannounced"
    OPEN = "open"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {Way.UNANNOUNCED: "暗访", Way.OPEN: "明查"}[self]


class Side(StrEnum):
    """What is judged of the chief's work: 巡 patrolling, 查 finding what is wrong, 治 having it put right (F2a)."""

    PATROL = "patrol"
    CHECK = "check"
    TREAT = "treat"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {Side.PATROL: "巡", Side.CHECK: "查", Side.TREAT: "治"}[self]


class Mark(StrEnum):
    """How it was found."""

    GOOD = "good"
    PARTLY = "partly"
    POOR = "poor"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {Mark.GOOD: "到位", Mark.PARTLY: "基本到位", Mark.POOR: "不到位"}[self]


_BODY_WORDS = {
    Body.OFFICE: "河长办",
    Body.LIAISON: "联络员单位",
    Body.DEPARTMENT: "主管部门",
    Body.TEAM: "督查组",
}
BODY_OF: Mapping[Role, Body] = MappingProxyType(
    {
        Role.OFFICE: Body.OFFICE,
        Role.LIAISON: Body.LIAISON,
        Role.UNIT: Body.DEPARTMENT,
        Role.INSPECTOR: Body.TEAM,
    }
)
