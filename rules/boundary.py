"""Cross-boundary issues 跨界问题 (left and right bank, upstream and downstream): what two answers come to."""

from dataclasses import dataclass
from enum import StrEnum

from rules.toml_table import Table

ANSWER_HOURS = 48
MOST_HOURS = 30 * 24


class Answer(StrEnum):
    """What a side says of an issue on its boundary."""

    OURS = "ours"
    NOT_OURS = "not_ours"
    JOINTLY = "jointly"

    @property
    def word(self) -> str:
        """The Chinese words."""
        return {"ours": "归我方", "not_ours": "不归我方", "jointly": "双方共管"}[self.value]


class CaseState(StrEnum):
    """Where a case stands."""

    ASKED = "asked"
    AGREED = "agreed"
    ESCALATED = "escalated"
    DECIDED = "decided"

    @property
    def word(self) -> str:
        """The Chinese words."""
        return _STATES[self]


_STATES = {
    CaseState.ASKED: "等双方答复",
    CaseState.AGREED: "双方一致",
    CaseState.ESCALATED: "已提请上级",
    CaseState.DECIDED: "上级已定",
}


@dataclass(frozen=True, slots=True)
class BoundaryRules:
    """Hours in which a side answers."""

    answer_hours: int
    source: str


def boundary_rules(table: Table) -> BoundaryRules:
    """The [boundary] table; a profile without it gives each side two days."""
    hours = table.whole("answer_hours", least=1, default=ANSWER_HOURS)
    if hours > MOST_HOURS:
        table.wrong("answer_hours", f"“answer_hours”不能大于{MOST_HOURS}（30天）")
    return BoundaryRules(hours, table.take("source", str, "没有查到给出数字的文件；本办自定"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the sides agree on: which of them has the issue (0: the first), and whether the other one helps."""

    leader: int
    jointly: bool


def outcome(first: Answer | None, second: Answer | None) -> Outcome | None:
    """What two answers come to; None while one is missing, or where they contradict each other (see `disagree`)."""
    told = (first, second)
    if told in ((Answer.OURS, Answer.NOT_OURS), (Answer.NOT_OURS, Answer.OURS)):
        return Outcome(told.index(Answer.OURS), False)
    if told == (Answer.JOINTLY, Answer.JOINTLY):
        return Outcome(0, True)
    if told in ((Answer.OURS, Answer.JOINTLY), (Answer.JOINTLY, Answer.OURS)):
        return Outcome(told.index(Answer.OURS), True)
    return None


def disagree(first: Answer | None, second: Answer | None) -> bool:
    """Whether both have answered and cannot both be right."""
    return first is not None and second is not None and outcome(first, second) is None
