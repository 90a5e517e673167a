"""How far the records of a post have come with an item of its duty list 履职清单 (clause F1)."""

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from rules.duty_lists import DutyItem, Proof
from rules.periods import Period, Span, days_of, following, span

_NUMBERED = (Period.QUARTER, Period.HALF_YEAR, Period.MONTH)  # one names them: 三季度, 8月


class DutyState(StrEnum):
    """How an item stands."""

    DONE = "done"
    OPEN = "open"
    LATE = "late"
    RUNNING = "running"  # no number is asked: it goes on all the year

    @property
    def word(self) -> str:
        """The Chinese words."""
        return {"done": "已完成", "open": "进行中", "late": "有缺项", "running": "全年持续"}[self.value]


class Progress(NamedTuple):
    """An item and its records: `met` are the places of the periods fulfilled among `total`, `done` all records.

    `begun` periods have begun or are over; `assigned` issues there were to rectify; `missing` now, in this period.
    """

    item: DutyItem
    done: int
    met: tuple[int, ...]
    begun: int
    total: int
    assigned: int
    missing: int
    state: DutyState

    @property
    def words(self) -> str:
        """How far it is, in few words: 1–3季度 已完成 3/4."""
        return _words(self)


def progress(
    item: DutyItem, year: int, days: Collection[date], today: date, since: date = date.min, assigned: int = 0
) -> Progress:
    """Where an item stands on a day, given the local days of its records.

    Periods that were over before `since` (when records began) are nobody's omission: they are left out unless met.
    """
    if not item.count:
        closed = item.proof is Proof.RECTIFY and 0 < assigned <= len(days)
        return Progress(item, len(days), (), 0, 0, assigned, 0, DutyState.DONE if closed else DutyState.RUNNING)
    spans = periods_of(item.period, year)
    counted = [sum(each.holds(day) for day in days) for each in spans]
    met = tuple(place for place, count in enumerate(counted) if count >= item.count)
    asked = [place for place, each in enumerate(spans) if each.last >= since or place in met]
    missed = [spans[place] for place in asked if place not in met]
    now = next((place for place in asked if spans[place].holds(today)), None)
    missing = max(0, item.count - counted[now]) if now is not None else 0
    late = any(each.last < today for each in missed) or (item.due_on is not None and since <= item.due_on < today)
    state = DutyState.DONE if not missed else DutyState.LATE if late else DutyState.OPEN
    begun = sum(spans[place].first <= today for place in asked)
    return Progress(item, sum(counted), met, begun, len(asked), 0, missing, state)


def periods_of(period: Period, year: int) -> tuple[Span, ...]:
    """The periods that end in a year."""
    whole, found = days_of(year), []
    each = span(period, whole.first)
    while each.last <= whole.last:
        found.append(each)
        each = following(period, each)
    return tuple(found)


def _words(told: Progress) -> str:
    item = told.item
    if not item.count and item.proof is Proof.RECTIFY:
        return f"已办结 {told.done}/{told.assigned} 件" if told.assigned else "目前没有交办的问题"
    if not item.count:
        return f"已记 {told.done} {_UNITS[item.proof]}"
    if item.period is Period.YEAR:
        return f"今年 {told.done}/{item.count} 次"
    if item.period in _NUMBERED:
        unit = "" if told.met else f" {_NAMED[item.period]}"
        return f"{_runs(item.period, told.met)}已完成 {len(told.met)}/{told.total}{unit}"
    return f"已完成 {len(told.met)}/{told.begun} {_PERIODS[item.period]}"


def _runs(period: Period, met: Sequence[int]) -> str:
    """The periods fulfilled as one says them: 1–3季度, 上半年, 1–8、10月; followed by a space."""
    if period is Period.HALF_YEAR or not met:
        return "、".join(("上半年", "下半年")[place] for place in met) + (" " if met else "")
    runs: list[list[int]] = []
    for place in met:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    told = "、".join(f"{run[0] + 1}–{run[-1] + 1}" if len(run) > 1 else f"{run[0] + 1}" for run in runs)
    return f"{told}{'季度' if period is Period.QUARTER else '月'} "


_UNITS = {Proof.PATROL: "次", Proof.REPORT: "件", Proof.NOTE: "条"}
_NAMED = {Period.MONTH: "个月", Period.QUARTER: "个季度", Period.HALF_YEAR: "个半年"}
_PERIODS = {Period.WEEK: "周", Period.TEN_DAYS: "旬", Period.DAY: "天", Period.WORKDAY: "个工作日"}
