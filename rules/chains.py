"""Escalation chains 提醒链: who hears of a matter on which day around its due date, until it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from rules.periods import Period
from rules.warnings import Matter, Stage, WarningPlan
from rules.warnings import in_force as of_matter
from rules.workdays import IsWorkday, last_day_off


class Target(StrEnum):
    """Who stands at a step."""

    OWN = "own"
    LIAISON = "liaison"
    SUPERIOR = "superior"
    OFFICE = "office"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"own": "本人", "liaison": "联络员单位", "superior": "上级河长", "office": "河长办"}[self.value]


class Until(StrEnum):
    """What makes a step needless: the matter is done, or the person said 知道了."""

    DONE = "done"
    ACKNOWLEDGED = "acknowledged"


class Ended(StrEnum):
    """Why a chain stopped: the matter is done, or asks for nothing any more (new deadline, post given up, too old)."""

    DONE = "done"
    VOID = "void"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"done": "已办结", "void": "不再适用"}[self.value]


@dataclass(frozen=True, slots=True)
class Step:
    """A step `days` calendar days from the due date (negative: before it). `name` tells steps of a chain apart."""

    days: int
    to: tuple[Target, ...]
    until: Until = Until.DONE
    valid_from: date = date.min
    source: str = ""
    name: str = ""

    @property
    def stage(self) -> Stage:
        """How far the matter has come at this step."""
        if self.days < 0:
            return Stage.BEFORE
        if self.days == 0:
            return Stage.DUE
        return Stage.OVERDUE if Target.OWN in self.to else Stage.SUPERIOR


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps of a matter in order of their days; `periods` are the patrol periods it is for."""

    matter: Matter
    steps: tuple[Step, ...]
    periods: frozenset[Period] = frozenset()
    valid_from: date = date(2023, 1, 1)
    valid_to: date | None = None
    source: str = ""

    def on(self, day: date) -> "Chain":
        """The chain with the steps that hold on a day, each with its name: before, before-2, due, overdue …"""
        return replace(self, steps=_named(step for step in self.steps if step.valid_from <= day))

    @property
    def first_days(self) -> int:
        """The days from the due date at which it begins."""
        return min((step.days for step in self.steps), default=0)

    @property
    def last_days(self) -> int:
        """The days from the due date of its last step."""
        return max((step.days for step in self.steps), default=0)

    def above_step(self) -> Step | None:
        """The first step after the due date at which others than the person hear of it."""
        return next((step for step in self.steps if step.days > 0 and set(step.to) - {Target.OWN}), None)


class DueStep(NamedTuple):
    """A step that should have been told by today, and to whom."""

    step: Step
    to: Target


@dataclass
class ChainToday:
    """A chain laid on one day: which steps are to be told for which due date, worked out once for all matters."""

    chain: Chain
    today: date
    is_workday: IsWorkday
    _known: dict[date, tuple[DueStep, ...]] = field(default_factory=dict)

    def has_begun(self, due_on: date) -> bool:
        """Whether the first step of a matter has come."""
        return due_on + timedelta(days=self.chain.first_days) <= self._horizon

    def due(self, due_on: date) -> tuple[DueStep, ...]:
        """For each addressee the last step reached: after an outage what is true now is told and nothing stale."""
        if due_on not in self._known:
            self._known[due_on] = reached(self.chain, due_on, self.today, self._horizon)
        return self._known[due_on]

    @cached_property
    def _horizon(self) -> date:
        return last_day_off(self.today, self.is_workday)


def reached(chain: Chain, due_on: date, today: date, horizon: date) -> tuple[DueStep, ...]:
    """The last step reached by each addressee; what falls on days off up to `horizon` is told of before they begin.

    After an outage those above do not hear of it without the person.
    """
    last: dict[Target, Step] = {}
    for step in chain.steps:
        if _is_reached(step, due_on, today, horizon):
            last.update(dict.fromkeys(step.to, step))
    return tuple(DueStep(step, to) for step in chain.steps for to in step.to if last.get(to) is step)


def _is_reached(step: Step, due_on: date, today: date, horizon: date) -> bool:
    falls_on = due_on + timedelta(days=step.days)
    if step.days < 0:
        return today < due_on and falls_on <= horizon
    return today == due_on if step.days == 0 else falls_on <= today


def in_force(
    chains: Iterable[Chain], plans: Sequence[WarningPlan], matter: Matter, day: date, period: Period | None = None
) -> Chain | None:
    """The chain of a matter on a day: the profile's own, else what its [[warning]] says in short.

    What has neither goes by the plan for rectifications.
    """
    own = of_matter(chains, matter, day, period)
    if own is not None:
        return own.on(day)
    plan = of_matter(plans, matter, day, period)
    if plan is None and matter is not Matter.PATROL:
        plan = of_matter(plans, Matter.RECTIFICATION, day)
    return None if plan is None else of_plan(plan, matter)


@lru_cache(maxsize=64)
def of_plan(plan: WarningPlan, matter: Matter) -> Chain:
    """The chain that a [[warning]] means."""
    own = (Target.OWN,)
    late, last = _IN_SHORT[matter]
    steps = [Step(-plan.before_days, own)] if plan.before_days else []
    steps += [Step(0, own), Step(plan.after_days, (*own, *late))]
    steps += [Step(plan.superior_after_days, last)] if last else []
    return Chain(matter, _named(steps), plan.periods, plan.valid_from, plan.valid_to, plan.source)


def stages_today(plan: WarningPlan, due_on: date, today: date, is_workday: IsWorkday) -> tuple[Stage, ...]:
    """The stages reached of the chain that a plan means, for what has no [[chain]] of its own."""
    steps = reached(of_plan(plan, plan.matter), due_on, today, last_day_off(today, is_workday))
    return tuple(dict.fromkeys(due.step.stage for due in steps))


# Who hears of what is late besides the person, and in the end, where the profile says no more than the days.
_IN_SHORT: dict[Matter, tuple[tuple[Target, ...], tuple[Target, ...]]] = {
    Matter.PATROL: ((), (Target.SUPERIOR,)),
    Matter.RECTIFICATION: ((), (Target.OFFICE, Target.SUPERIOR)),
    Matter.ITEM: ((Target.OFFICE,), (Target.SUPERIOR,)),
    Matter.REPLY: ((Target.OFFICE,), ()),
    Matter.TRANSFER: ((Target.OFFICE,), (Target.OFFICE,)),
}


def _named(steps: Iterable[Step]) -> tuple[Step, ...]:
    seen: dict[Stage, int] = {}
    named = []
    for step in sorted(steps, key=lambda each: each.days):
        number = seen[step.stage] = seen.get(step.stage, 0) + 1
        named.append(replace(step, name=step.stage.value if number == 1 else f"{step.stage}-{number}"))
    return tuple(named)
