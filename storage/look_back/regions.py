"""The regions a draw can be narrowed down to."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.models import Region


def with_below(session: Session, region_ids: Sequence[int]) -> list[tuple[int, str]]:
    """These regions and the ones right below them, id and name, the larger first."""
    rows = session.execute(
        select(Region.id, Region.name)
        .where(or_(Region.id.in_(region_ids), Region.parent_id.in_(region_ids)))
        .order_by(Region.path)
    )
    return [(row.id, row.name) for row in rows]


def path_of(session: Session, region_id: int) -> str:
    """The path of a region."""
    return session.get_one(Region, region_id).path


def name_of(session: Session, region_id: int) -> str:
    """The name of a region."""
    return session.get_one(Region, region_id).name
