"""Transfer 移交 to the department that enforces the law (clause L3): the bot refers, it never penalises."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rules.workdays import IsWorkday, add_workdays


class Outcome(StrEnum):
    """What the department answers; a case that is filed still owes its result."""

    FILED = "filed"
    NOT_FILED = "not_filed"
    RESULT = "result"

    @property
    def word(self) -> str:
        """The Chinese words."""
        return _WORDS[self]


_WORDS = {Outcome.FILED: "立案", Outcome.NOT_FILED: "不予立案", Outcome.RESULT: "处理结果"}


@dataclass(frozen=True, slots=True)
class TransferRules:
    """Working days for the answer; calendar days for the result once a case is filed."""

    answer_days: int
    result_days: int
    source: str = ""

    def answer_due(self, today: date, is_workday: IsWorkday) -> date:
        """The last day to say whether a case is filed."""
        return add_workdays(today, self.answer_days, is_workday)

    def result_due(self, today: date) -> date:
        """The last day to say what came of the case."""
        return today + timedelta(days=self.result_days)
