"""How often who was named: notices, units and person-times 人次 of any period, by township. Reads only."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
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
    """What was issued in the period (None: ever) by the offices of these regions, and those from above that name
    somebody of these regions; withdrawn ones do not count."""
    issuers = _issued(session, paths, moments)
    said = {number for number, issuer in issuers.items() if issuer.startswith(tuple(paths))}
    own, where = frozenset(said), places(session)
    units, people, names, towns = Counter[str](), Counter[str](), dict[str, str](), dict[str, Counter[Whom]]()
    for circular_id, whom, subject, name, region in _named(session, issuers):
        if circular_id not in own and not where.paths.get(region, "").startswith(tuple(paths)):
            continue
        said.add(circular_id)
        (units if whom is Whom.UNIT else people)[subject] += 1
        names[subject] = name
        town = where.names.get(where.town_of(region) or 0, "")
        towns.setdefault(town, Counter())[whom] += 1
    by_town = sorted(((town, each[Whom.UNIT], each[Whom.PERSON]) for town, each in towns.items() if town),
                     key=lambda row: (-row[2], -row[1], row[0]))  # fmt: skip
    again = [(names[subject], times) for subject, times in (units + people).most_common() if times > 1]
    return Counts(len(said), len(units), units.total(), len(people), people.total(), tuple(by_town), tuple(again))


def _issued(session: Session, paths: Sequence[str], moments: tuple[datetime, datetime] | None) -> dict[int, str]:
    """The path of the issuing region by notice."""
    issued = (
        select(Circular.id, Region.path)
        .join(Paper, Paper.id == Circular.paper_id)
        .join(Region, Region.id == Circular.region_id)
        .where(Paper.state == PaperState.SIGNED, Circular.form == Form.CIRCULAR)
        .where(or_(*(Region.path.startswith(path) for path in paths), Region.path.in_(_above(paths))))
    )
    if moments is not None:
        issued = issued.where(Paper.signed_at >= moments[0], Paper.signed_at < moments[1])
    return {number: path for number, path in session.execute(issued)}  # noqa: C416 - rows are no pairs to mypy


def _named(session: Session, circular_ids: Collection[int]) -> list[tuple[int, Whom, str, str, int]]:
    """Notice, whom, key, name and region of each who stands named."""
    rows = session.execute(
        select(CircularName.circular_id, CircularName.whom, CircularName.subject, CircularName.name,
               func.coalesce(CircularName.region_id, Post.region_id, 0))
        .outerjoin(Post, Post.id == CircularName.post_id)
        .where(CircularName.circular_id.in_(circular_ids), CircularName.state == NameState.NAMED)
    )  # fmt: skip
    return [(each, whom, subject, name, region) for each, whom, subject, name, region in rows]


def _above(paths: Sequence[str]) -> set[str]:
    """The paths of the regions that these lie in."""
    ways = [path.strip("/").split("/") for path in paths]
    return {f"/{'/'.join(way[:length])}/" for way in ways for length in range(1, len(way))}
