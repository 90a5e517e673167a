"""How often who was named: notices, units and person-times 人次 of any period, by township. Reads only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from rules.circulars import Form, NameState, Whom
from rules.papers import PaperState
from storage.circulars.places import places
from storage.models import Circular, CircularName, Paper, Post, Region


@dataclass(frozen=True, slots=True)
class Counts:
    """Notices issued; units and people named, each counted once and by times; people named by township."""

    issues: int
    units: int
    unit_times: int
    people: int
    person_times: int
    by_town: tuple[tuple[str, int, int], ...]  # name, units times, person-times
    again: tuple[tuple[str, int], ...]  # named more than once: name, times


def counts(session: Session, paths: Sequence[str], moments: tuple[datetime, datetime] | None) -> Counts:
    """What was issued in the period (None: ever) by the offices of these regions; withdrawn ones do not count."""
    issued = (
        select(Circular.id)
        .join(Paper, Paper.id == Circular.paper_id)
        .join(Region, Region.id == Circular.region_id)
        .where(Paper.state == PaperState.SIGNED, Circular.form == Form.CIRCULAR)
        .where(or_(*(Region.path.startswith(path) for path in paths)))
    )
    if moments is not None:
        issued = issued.where(Paper.signed_at >= moments[0], Paper.signed_at < moments[1])
    ids = session.scalars(issued).all()
    rows = session.execute(
        select(CircularName.whom, CircularName.subject, CircularName.name, CircularName.region_id, Post.region_id)
        .outerjoin(Post, Post.id == CircularName.post_id)
        .where(CircularName.circular_id.in_(ids), CircularName.state == NameState.NAMED)
    ).all()
    units, people, names, towns = Counter[str](), Counter[str](), dict[str, str](), dict[str, Counter[Whom]]()
    where = places(session)
    for whom, subject, name, region, post_region in rows:
        (units if whom is Whom.UNIT else people)[subject] += 1
        names[subject] = name
        town = where.names.get(where.town_of(region or post_region or 0) or 0, "")
        towns.setdefault(town, Counter())[whom] += 1
    by_town = sorted(((town, each[Whom.UNIT], each[Whom.PERSON]) for town, each in towns.items() if town),
                     key=lambda row: (-row[2], -row[1], row[0]))  # fmt: skip
    again = [(names[subject], times) for subject, times in (units + people).most_common() if times > 1]
    return Counts(len(ids), len(units), units.total(), len(people), people.total(), tuple(by_town), tuple(again))
