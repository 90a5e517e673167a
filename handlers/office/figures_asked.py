"""What figures somebody asks for: the days, the place, what they are broken down by; as callback data and as words."""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context
from handlers.office import scope
from rules import periods
from rules.periods import Period, Span
from rules.refusals import Refusal
from rules.roles import Level
from storage.ledger import figures_places
from storage.ledger.figures_places import Place

NAME = "figures"
OFFERED = (Period.WEEK, Period.MONTH, Period.QUARTER, Period.HALF_YEAR, Period.YEAR)
EARLIEST = date(2016, 1, 1)  # the River Chief System itself is not older
_TYPED = "days"  # instead of a period, where both days were typed
_WHERE = re.compile(r"(below|village|water)(?:([rw])(\d{1,9}))?")


class Parts(StrEnum):
    """What the figures are broken down by."""

    BELOW = "below"  # the regions of the level below
    VILLAGE = "village"
    WATER = "water"


@dataclass(frozen=True)
class Asked:
    """The figures asked for; without a period the days were typed, without a place it is all that one may see."""

    period: Period | None
    span: Span
    parts: Parts = Parts.BELOW
    place: Place | None = None

    @property
    def words(self) -> str:
        """The time as one says it."""
        return periods.name(self.period, self.span)

    def at(self, period: Period, span: Span) -> "Asked":
        """The same at another time."""
        return replace(self, period=period, span=span)

    def data(self, act: str) -> str:
        """Callback data that asks for it."""
        last = "" if self.period else self.span.last.isoformat()
        place = f"{'r' if self.place.level else 'w'}{self.place.id}" if self.place else ""
        return keyboards.data(
            NAME, act, self.period or _TYPED, self.span.first.isoformat(), last, f"{self.parts}{place}"
        )


@dataclass(frozen=True)
class Reach:
    """Where the figures are counted: region paths, the level of the parts, or one water; and how it is called."""

    name: str
    regions: tuple[str, ...]
    level: Level
    by_water: bool
    water_id: int | None


async def asked(context: Context, more: list[str]) -> Asked:
    """From callback data; days that have not begun, and places out of reach, are refused."""
    try:
        first, last = date.fromisoformat(more[1]), date.fromisoformat(more[2]) if more[2:] and more[2] else None
        period = None if more[0] == _TYPED else Period(more[0])
    except (ValueError, IndexError):
        raise Refusal("refusal/button_too_old") from None
    if (period is None) != (last is not None) or (period and period not in OFFERED):
        raise Refusal("refusal/button_too_old")
    span = periods.span(period, first) if period else Span(first, last or first)
    if not EARLIEST <= first <= context.today or span.days < 1:
        raise Refusal("refusal/button_too_old")
    where = _WHERE.fullmatch(more[3] if len(more) > 3 else Parts.BELOW)
    if where is None:
        raise Refusal("refusal/button_too_old")
    return Asked(period, span, Parts(where[1]), await _place(context, where[2], where[3]))


async def _place(context: Context, kind: str | None, number: str | None) -> Place | None:
    if kind is None or number is None:
        return None
    look = figures_places.region if kind == "r" else figures_places.water
    place = await context.read(look, regions_of(context.desk, Action.SEE_FIGURES), int(number))
    if place is None:
        raise Refusal("refusal/not_your_region")
    return place


def reach(context: Context, told: Asked) -> Reach:
    """Where it is counted."""
    regions = regions_of(context.desk, Action.SEE_FIGURES)
    level = scope.level_below(context.desk, Action.SEE_FIGURES)
    name, place = scope.region_names(context.desk, Action.SEE_FIGURES), told.place
    by_water = told.parts is Parts.WATER
    if place is None:
        return Reach(name, regions, Level.VILLAGE if told.parts is Parts.VILLAGE else level, by_water, None)
    if place.level is None:
        return Reach(place.name, regions, level, True, place.id)
    order = list(Level)
    below = order[min(order.index(place.level) + 1, len(order) - 1)]
    return Reach(place.name, (place.path,), Level.VILLAGE if told.parts is Parts.VILLAGE else below, by_water, None)
