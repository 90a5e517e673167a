"""The numbers of measures' papers, many measures at once. Reads only."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Measure, MeasurePaper


def by_measure(session: Session, measure_ids: Sequence[int]) -> dict[int, str]:
    """Numbers by measure, of its own papers and of the circular that it came from."""
    asked = set(measure_ids)
    found: dict[int, list[str]] = {}
    rows = select(MeasurePaper.measure_id, MeasurePaper.number).where(
        MeasurePaper.measure_id.in_(asked), MeasurePaper.number != ""
    )
    for measure_id, number in session.execute(rows.order_by(MeasurePaper.id)):
        found.setdefault(measure_id, []).append(number)
    for one in session.scalars(select(Measure).where(Measure.id.in_(asked))):
        more = [each for each in one.evidence.get("papers", ()) if each not in found.get(one.id, ())]
        if more:
            found.setdefault(one.id, []).extend(more)
    return {measure_id: "、".join(dict.fromkeys(numbers)) for measure_id, numbers in found.items()}
