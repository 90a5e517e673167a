"""What a draw for look-back can be narrowed down to: the period, the region, a type, a severity."""

from dataclasses import dataclass
from typing import Any

from handlers.access import Action
from handlers.context import Context
from handlers.office import scope
from rules import periods
from rules.issue_types import Severity
from rules.periods import Period, Span
from storage.look_back import regions

_SEVERITIES: tuple[tuple[str, tuple[Severity, ...]], ...] = (
    ("any_severity", ()),
    ("serious", (Severity.SERIOUS, Severity.MAJOR)),
    ("major", (Severity.MAJOR,)),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: the words on its button, what it changes in the draft."""

    words: str
    told: dict[str, Any]


def first_choice(context: Context) -> dict[str, Any]:
    """Where a draw begins: the newest month of which something is ripe, the office's whole region, all of it."""
    seat = scope.seats(context.desk, Action.DECIDE_ISSUE)[0]
    return _period(Period.MONTH, _months(context)[0]) | {"region_id": seat.region_id, "type": "", "severities": []}


async def choices(context: Context, step: str) -> list[Choice]:
    """The answers to a question, in the order of their buttons; the same until the calendar or the tree changes."""
    if step == "period":
        ripe = context.profile.look_back.ripe_until(context.today)
        spans = [(Period.MONTH, each) for each in _months(context)]
        spans += [(each, periods.span(each, ripe)) for each in (Period.QUARTER, Period.HALF_YEAR, Period.YEAR)]
        return [Choice(periods.name(kind, span), _period(kind, span)) for kind, span in spans]
    if step == "region":
        held = [seat.region_id for seat in scope.seats(context.desk, Action.DECIDE_ISSUE)]
        found = await context.read(regions.with_below, held)
        return [Choice(name, {"region_id": region_id}) for region_id, name in found]
    if step == "type":
        types = [
            Choice(context.label("look_back.one_type", name=each.name), {"type": each.code})
            for each in context.profile.issue_types
        ]
        return [Choice(context.label("look_back.any_type"), {"type": ""}), *types]
    return [Choice(context.label(f"look_back.{key}"), {"severities": list(each)}) for key, each in _SEVERITIES]


def _months(context: Context) -> list[Span]:
    newest = periods.span(Period.MONTH, context.profile.look_back.ripe_until(context.today))
    before = periods.preceding(Period.MONTH, newest)
    return [newest, before, periods.preceding(Period.MONTH, before)]


def _period(kind: Period, span: Span) -> dict[str, Any]:
    return {"period": kind, "first": span.first.isoformat(), "last": span.last.isoformat()}
