"""Supervision by name 挂牌督办: which issues are grave enough, and how long it runs."""

from dataclasses import dataclass
from datetime import date, timedelta

from rules.issue_types import Severity
from rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class SupervisionRules:
    """The severities that may be supervised by name; days (calendar) that are proposed as the deadline."""

    severities: frozenset[Severity]
    days: int
    source: str = ""

    def may_supervise(self, number: str, severity: Severity) -> None:
        """Refuses what is not grave enough."""
        if severity not in self.severities:
            listed = [each for each in Severity if each in self.severities]
            raise Refusal("refusal/not_grave_enough", number=number, severity=severity, severities=listed)

    def due_on(self, today: date) -> date:
        """The deadline that is proposed."""
        return today + timedelta(days=self.days)
