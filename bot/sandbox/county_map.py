"""The map of the page: the county's waters as GeoJSON, with the phones of those who look after them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Account, Appointment, Post, Water


def layers(session: Session) -> dict[str, Any]:
    """A FeatureCollection (longitude first, WGS-84) of every water that has a line."""
    parents = set(session.scalars(select(Water.parent_id).distinct()))
    keepers = _keepers(session)
    waters = session.scalars(select(Water).where(Water.line.is_not(None), Water.removed_on.is_(None)))
    features = [_feature(water, water.id in parents, keepers.get(water.id, [])) for water in waters]
    return {"type": "FeatureCollection", "features": features}


def _feature(water: Water, has_parts: bool, people: list[int]) -> dict[str, Any]:
    line = [[point[1], point[0]] for point in water.line or []]
    kind = "river" if has_parts else "reach"
    geometry = {"type": "LineString", "coordinates": line}
    return {
        "type": "Feature",
        "geometry": geometry,
        "properties": {"kind": kind, "name": water.name, "people": people},
    }


def _keepers(session: Session) -> dict[int, list[int]]:
    rows = session.execute(
        select(Post.water_id, Account.telegram_id)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(Account, Account.person_id == Appointment.person_id)
        .where(Post.water_id.is_not(None), Account.unbound_at.is_(None))
    )
    keepers: dict[int, list[int]] = {}
    for water_id, telegram_id in rows:
        if water_id is not None:
            keepers.setdefault(water_id, []).append(telegram_id)
    return keepers
