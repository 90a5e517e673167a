"""Alerts as they stand, and the chiefs whom one binds. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import Session

from rules.alerts import AlertKind, Colour
from rules.roles import CHIEFS
from storage.alerts import finding
from storage.ledger.listing import inside
from storage.models import Alert, Appointment, Person, Post, Region, Water
from storage.posts.holders import in_office

MOST = 10


@dataclass(frozen=True, slots=True)
class AlertCard:
    """One alert in words; `on` while it can still be lifted."""

    id: int
    place: str
    region: str
    region_path: str
    kind: AlertKind
    colour: Colour
    from_on: date
    until_on: date
    reason: str
    set_by: str
    ended_on: date | None
    lifted_by: str | None
    lift_reason: str
    on: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """A chief whom an alert binds, by one post."""

    person_id: int
    name: str
    post: Post


def standing(session: Session, regions: Sequence[str], today: date) -> list[AlertCard]:
    """The alerts that are on or still to begin, the gravest first."""
    rows = _cards(regions).where(Alert.lifted_at.is_(None), Alert.until_on >= today)
    cards = [_card(session, row, today) for row in session.execute(rows.order_by(Alert.until_on, Alert.id))]
    return sorted(cards, key=lambda card: -card.colour.rank)


def gone(session: Session, regions: Sequence[str], today: date) -> list[AlertCard]:
    """The latest that were lifted or ran out."""
    rows = _cards(regions).where(or_(Alert.lifted_at.is_not(None), Alert.until_on < today))
    ends = func.coalesce(Alert.ended_on, Alert.until_on)
    return [
        _card(session, row, today) for row in session.execute(rows.order_by(ends.desc(), Alert.id.desc()).limit(MOST))
    ]


def card(session: Session, alert_id: int, today: date) -> AlertCard | None:
    """One alert."""
    row = session.execute(_cards(("/",)).where(Alert.id == alert_id)).first()
    return _card(session, row, today) if row else None


def bound_by(session: Session, water_id: int | None, post_id: int | None, day: date) -> list[Bound]:
    """The chiefs whom an alert there binds: of the water and all that belongs to it, or of the post."""
    rows = (
        select(Person.id, Person.name, Post)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .where(Post.role.in_(CHIEFS), in_office(day), Person.on_roster)
        .order_by(Post.id, Appointment.id)
    )
    if water_id is None:
        rows = rows.where(Post.id == post_id)
    else:
        path = session.scalar(select(Water.path).where(Water.id == water_id)) or "-"
        rows = rows.where(Water.path.startswith(path), Water.removed_on.is_(None))
    return [Bound(*row) for row in session.execute(rows)]


def _cards(regions: Sequence[str]) -> Select[Alert, str, str, str]:
    return (
        select(Alert, Region.name, Region.path, Water.name)
        .join(Region, Region.id == Alert.region_id)
        .outerjoin(Water, Water.id == Alert.water_id)
        .where(inside(regions))
    )


def _card(session: Session, row: Row[*tuple[Any, ...]], today: date) -> AlertCard:
    alert, region, path, water = row
    place = water
    if alert.post_id is not None:
        found = finding.place(session, finding.POST, alert.post_id, today)
        place = f"{found.name}（{found.beside}）" if found else region
    names = {person: session.get_one(Person, person).name for person in (alert.set_by_id, alert.lifted_by_id) if person}
    return AlertCard(
        alert.id, place or region, region, path, alert.kind, alert.colour, alert.from_on, alert.until_on, alert.reason,
        names[alert.set_by_id], alert.ended_on, names.get(alert.lifted_by_id), alert.lift_reason,
        alert.lifted_at is None and alert.until_on >= today,
    )  # fmt: skip
