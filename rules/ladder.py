"""The ladder of measures 提示 → 通报 → 约谈 → 线索移交 as a profile has it: no province has the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rules.measures import MeasureKind
from rules.roles import Role


class When(StrEnum):
    """What the records must show for a measure to be suggested."""

    PATROLS_UNFINISHED = "patrols_unfinished"  # in the last whole quarter
    RECTIFICATION_LATE = "rectification_late"  # issues in hand beyond their day
    NOT_CARRIED_OUT = "not_carried_out"  # a measure without answer, or that failed its review: the next rung

    @property
    def word(self) -> str:
        """The Chinese words."""
        return {
            "patrols_unfinished": "未完成巡河任务",
            "rectification_late": "问题整改进度滞后",
            "not_carried_out": "上一步措施未落实",
        }[self.value]


@dataclass(frozen=True, slots=True)
class MeasureRules:
    """One rung: who orders it, in how many working days it is answered (0: not at all), what it deducts.

    `next` is what it may lead to where it is not carried out.
    """

    kind: MeasureKind
    next: tuple[MeasureKind, ...] = ()
    ordered_by: frozenset[Role] = frozenset({Role.OFFICE})
    reply_days: int = 0
    deduct: float = 0.0
    valid_from: date = date(2023, 1, 1)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """By rule: `kind` is suggested where `when` holds at least so many times, or by so many days."""

    kind: MeasureKind
    when: When
    at_least: int = 1
    days: int = 0
    roles: frozenset[Role] = frozenset()
    source: str = ""


def patrols_reason(period: str, required: int, done: int) -> str:
    """Why, in the words of a paper: the period, what was owed, what was done."""
    return f"{period}应巡河{required}次，实际完成{done}次，未完成巡河任务。"


def late_reason(numbers: Sequence[str], days: int) -> str:
    """Why: which issues in hand are late, the worst by how many days."""
    named = "、".join(numbers[:_MOST_NUMBERS]) + (f"等{len(numbers)}件" if len(numbers) > _MOST_NUMBERS else "")
    return f"承办问题{named}超过整改期限，最长逾期{days}天，整改进度滞后。"


def unheeded_reason(kind: MeasureKind, ordered_on: date, failed: bool) -> str:
    """Why: the measure before was not carried out."""
    what = "复核未通过" if failed else f"逾期未提交{kind.answer}"
    return f"{ordered_on.year}年{ordered_on.month}月{ordered_on.day}日{kind.word}后{what}。"


_MOST_NUMBERS = 5
_S44 = "四川省河长制提示约谈通报制度（2018）：提示5个工作日、通报10个工作日内回复"
DEFAULT = (
    MeasureRules(MeasureKind.PROMPT, (MeasureKind.CIRCULAR,), reply_days=5, source=_S44),
    MeasureRules(MeasureKind.CIRCULAR, (MeasureKind.INTERVIEW,), reply_days=10, source=_S44),
    MeasureRules(MeasureKind.INTERVIEW, (MeasureKind.CLUES,), reply_days=20),
    MeasureRules(MeasureKind.SELF_CRITICISM, reply_days=5),
    MeasureRules(MeasureKind.WORK_DISPLAY),
    MeasureRules(MeasureKind.CLUES),
)


@dataclass(frozen=True)
class Ladder:
    """All rungs of a profile, the rules by which some are suggested, and who takes clues over."""

    rungs: tuple[MeasureRules, ...] = DEFAULT
    triggers: tuple[Trigger, ...] = ()
    bodies: tuple[str, ...] = ("纪委监委", "组织部门")
    source: str = ""
    by_kind: Mapping[MeasureKind, MeasureRules] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_kind", {rung.kind: rung for rung in self.rungs})

    def rung(self, kind: MeasureKind) -> MeasureRules | None:
        """The rules of a kind; None where the jurisdiction does not have it."""
        return self.by_kind.get(kind)

    def rank(self, kind: MeasureKind) -> int:
        """How far up the ladder a kind stands, by the order of the profile."""
        return next((place for place, rung in enumerate(self.rungs) if rung.kind is kind), len(self.rungs))


def cycle(rungs: tuple[MeasureRules, ...]) -> tuple[MeasureKind, ...]:
    """The kinds that lead back to themselves, in their order; empty where the ladder only goes up."""
    leads = {rung.kind: rung.next for rung in rungs}

    def walk(way: tuple[MeasureKind, ...]) -> tuple[MeasureKind, ...]:
        for kind in leads.get(way[-1], ()):
            if kind in way:
                return (*way[way.index(kind) :], kind)
            if found := walk((*way, kind)):
                return found
        return ()

    return next((found for kind in leads if (found := walk((kind,)))), ())
