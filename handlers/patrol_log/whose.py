"""Whose log may be looked at, and of which period: from callback data, behind the access table."""

from dataclasses import dataclass
from datetime import date

from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context
from handlers.issues.rights import ids
from rules import periods
from rules.periods import Period, Span
from rules.refusals import Refusal
from storage.models import Patrol
from storage.patrols import log
from storage.patrols.log import Whose
from storage.posts import people

NAME = "patrol_log"
EARLIEST = date(2016, 1, 1)  # the River Chief System itself is not older
OFFERED = (Period.MONTH, Period.QUARTER, Period.YEAR)
_READ = frozenset({*OFFERED, Period.HALF_YEAR})  # a notice 通报 may be of half a year


@dataclass(frozen=True)
class Asked:
    """A log that this person may see: of whom, by name, of which period."""

    whose: Whose
    name: str
    period: Period
    span: Span

    @property
    def words(self) -> str:
        """The period as one says it."""
        return periods.name(self.period, self.span)

    def data(self, act: str, *more: object) -> str:
        """Callback data about this log."""
        return keyboards.data(NAME, act, self.whose.person_id, self.period, self.span.first.isoformat(), *more)


async def asked(context: Context, more: list[str]) -> Asked:
    """The log that callback data names; refuses what is no period, and people of other regions."""
    (person_id,) = ids(more, 1)
    try:
        period, day = Period(more[1]), date.fromisoformat(more[2])
    except (ValueError, IndexError):
        raise Refusal("refusal/button_too_old") from None
    if period not in _READ or not EARLIEST <= day <= context.today:
        raise Refusal("refusal/button_too_old")
    return await log_of(context, person_id, period, periods.span(period, day))


async def log_of(context: Context, person_id: int, period: Period, span: Span) -> Asked:
    """The log of oneself, or of somebody of the region for an office."""
    moments = periods.moments(span, context.house.zone)
    if person_id == context.desk.person_id:
        return Asked(Whose(person_id, moments), context.desk.name, period, span)
    regions = regions_of(context.desk, Action.SEE_PATROL_LOG)
    card = await context.read(people.card, person_id, regions, context.today)
    return Asked(Whose(person_id, moments, regions), card.name, period, span)


async def patrol_of(context: Context, more: list[str]) -> Patrol:
    """The patrol that callback data names, if this person may see it."""
    (patrol_id,) = ids(more, 1)
    patrol, sight = await context.read(log.one, patrol_id)
    regions = regions_of(context.desk, Action.SEE_PATROL_LOG)
    if context.desk.person_id not in sight.people and not any(sight.region_path.startswith(each) for each in regions):
        raise Refusal("refusal/not_your_region")
    return patrol
