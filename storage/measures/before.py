"""What went before about the same one: the measures that came to something, and the evidence of all of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.measures import MeasureState
from storage.models import Measure, MeasurePaper

KINDS = ("issues", "periods", "papers")
_NOTHING_DONE = (MeasureState.REQUESTED, MeasureState.DECLINED, MeasureState.CANCELLED)


def measures(session: Session, post_id: int, person_id: int | None) -> Sequence[Measure]:
    """Those about a person, else about a post, in their order."""
    same = Measure.person_id == person_id if person_id is not None else Measure.post_id == post_id
    rows = select(Measure).where(same, Measure.state.not_in(_NOTHING_DONE)).order_by(Measure.id)
    return session.scalars(rows).all()


def evidence(session: Session, before: Sequence[Measure], now: Mapping[str, Any]) -> dict[str, list[str]]:
    """The evidence of the measures before and of what is ordered now, kind by kind, each once; with their papers."""
    found: dict[str, list[str]] = {}
    for told in [*(each.evidence for each in before), now]:
        for key in KINDS:
            named = [each["period"] if isinstance(each, dict) else each for each in told.get(key, ())]
            found[key] = list(dict.fromkeys([*found.get(key, ()), *named]))
    numbers = select(MeasurePaper.number).where(
        MeasurePaper.measure_id.in_([each.id for each in before]), MeasurePaper.number != ""
    )
    found["papers"] = list(dict.fromkeys([*found["papers"], *session.scalars(numbers)]))
    return found
