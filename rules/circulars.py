"""Naming notices 通报 and the letter to the organization department: periods, who is named for what, words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules import periods
from rules.papers import PaperKind
from rules.periods import Period, Span
from rules.roles import CHIEFS, Level, Role

PERIODS = (Period.MONTH, Period.QUARTER, Period.HALF_YEAR)


class Form(StrEnum):
    """What the paper is: a circular to those below, or a letter to the organization department (clause F4b)."""

    CIRCULAR = "circular"
    LETTER = "letter"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return "通报" if self is Form.CIRCULAR else "函告"

    @property
    def paper(self) -> PaperKind:
        """The kind of paper it goes out as: its series of numbers, and who signs."""
        return PaperKind.CIRCULAR if self is Form.CIRCULAR else PaperKind.LETTER


class Whom(StrEnum):
    """Who is named."""

    PERSON = "person"
    UNIT = "unit"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return "个人" if self is Whom.PERSON else "单位"


class Ground(StrEnum):
    """For what somebody is named."""

    PATROLS = "patrols"  # fewer patrols than required
    OVERDUE = "overdue"  # issues past their day at the end of the period
    RELAPSED = "relapsed"  # rectified, and bad again when looked at 反弹
    UNANSWERED = "unanswered"  # papers not answered by their day
    BY_HAND = "by_hand"  # by the office, with its reason

    @property
    def word(self) -> str:
        """What is said of it where the profile has no words of its own."""
        return {
            "patrols": "未完成巡河任务",
            "overdue": "问题整改逾期",
            "relapsed": "整改后反弹",
            "unanswered": "公文逾期未回复",
            "by_hand": "",
        }[self.value]


class CircularState(StrEnum):
    """Where one stands. A dropped one may be begun anew."""

    DRAFT = "draft"
    OBJECTIONS = "objections"
    TO_SIGN = "to_sign"
    RETURNED = "returned"
    PUBLISHED = "published"
    DROPPED = "dropped"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {
            "draft": "起草中",
            "objections": "征求异议中",
            "to_sign": "待签发",
            "returned": "退回修改",
            "published": "已印发",
            "dropped": "已作废",
        }[self.value]


class NameState(StrEnum):
    """Whether somebody stays named: taken off by the office before anybody was asked, or struck after an objection."""

    NAMED = "named"
    OFF = "off"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class NamingRule:
    """Names a unit or person with at least `at_least` on a ground; of patrols also only below a share (0: any)."""

    whom: Whom
    ground: Ground
    at_least: int = 1
    below: float = 0.0
    words: str = ""

    @property
    def said(self) -> str:
        """The ground in words."""
        return self.words or self.ground.word

    def holds(self, count: int, met: int = 0, required: int = 0) -> bool:
        """Whether `count` missing patrols, late issues, … are enough."""
        in_time = self.below and (not required or met / required >= self.below)
        return count >= self.at_least and not in_time


@dataclass(frozen=True, slots=True)
class CircularRule:
    """One kind of notice: whose patrols are judged, who is named, how long one may object, who gets it.

    `objection_days` are working days, 0: nobody is asked. Of a letter `deduct_each` points go for each patrol missing,
    at most `deduct_most`. `addressees` are printed; `audience_*` is whom the bot offers to send it to.
    """

    form: Form
    period: Period
    levels: frozenset[Level] = frozenset(Level)
    roles: frozenset[Role] = CHIEFS
    names: tuple[NamingRule, ...] = (NamingRule(Whom.PERSON, Ground.PATROLS),)
    objection_days: int = 5
    addressees: str = ""
    basis: str = ""
    closing: str = ""
    deduct_each: float = 0.0
    deduct_most: float = 0.0
    audience_levels: frozenset[Level] = frozenset(Level)
    audience_roles: frozenset[Role] = CHIEFS | {Role.OFFICE}
    valid_from: date = date(2023, 1, 1)
    valid_to: date | None = None
    source: str = ""

    @property
    def validity(self) -> Span:
        """The days on which it holds."""
        return periods.validity(self)

    def points(self, missing: int) -> float:
        """The points that so many patrols missing cost."""
        return min(missing * self.deduct_each, self.deduct_most or missing * self.deduct_each)

    def naming(self, whom: Whom, ground: Ground) -> Iterable[NamingRule]:
        """The rules that name somebody on a ground."""
        return (rule for rule in self.names if rule.whom is whom and rule.ground is ground)


def in_force(rules: Iterable[CircularRule], form: Form, period: Period, day: date) -> CircularRule | None:
    """The rule of a form and period on a day: a period gone by is judged by the rule of its last day."""
    held = [each for each in rules if each.form is form and each.period is period and each.validity.holds(day)]
    return max(held, key=lambda each: each.valid_from, default=None)


def due(rules: Iterable[CircularRule], today: date) -> list[tuple[CircularRule, Span]]:
    """What should lie before the office today: each rule's last period that is over, if the rule held on its end."""
    spans = ((rule, periods.last_whole(rule.period, today)) for rule in rules)
    return [(rule, span) for rule, span in spans if rule.validity.holds(span.last)]
