"""Where an alert may be set: waters by their name, chiefs' posts by their holder, in the office's regions. Reads."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.roles import CHIEFS, post_word
from storage.campaigns.choosing import find_waters
from storage.ledger.listing import inside
from storage.models import Appointment, Person, Post, Region, Water
from storage.posts.holders import in_office

MOST_POSTS = 6
WATER, POST = "w", "p"  # what a place is, in a button


class Place(NamedTuple):
    """A water or a post: `kind` WATER or POST, its id, how it is called, what tells it from another."""

    kind: str
    id: int
    name: str
    beside: str
    region_id: int
    region_path: str

    @property
    def water_and_post(self) -> tuple[int | None, int | None]:
        """Its id as that of a water and as that of a post: it is one of them."""
        return (self.id, None) if self.kind == WATER else (None, self.id)


def find_places(session: Session, regions: Sequence[str], words: str, today: date) -> list[Place]:
    """Waters with these words in their name, then chiefs' posts whose holder is so called."""
    waters, _ = find_waters(session, regions, words)
    posts = session.scalars(
        select(Post.id)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(Person, Person.id == Appointment.person_id)
        .join(Region, Region.id == Post.region_id)
        .where(Post.role.in_(CHIEFS), inside(regions), in_office(today), Person.on_roster)
        .where(Person.name.icontains(words.strip(), autoescape=True))
        .order_by(Post.id)
        .limit(MOST_POSTS)
    ).all()
    found = [place(session, WATER, each.id, today) for each in waters]
    found += [place(session, POST, each, today) for each in posts]
    return [each for each in found if each is not None]


def place(session: Session, kind: str, place_id: int, today: date) -> Place | None:
    """One place; None if it is no more."""
    if kind == WATER:
        water = session.execute(
            select(Water.name, Region.name, Region.id, Region.path)
            .join(Region, Region.id == Water.region_id)
            .where(Water.id == place_id, Water.removed_on.is_(None))
        ).first()
        return Place(WATER, place_id, *water) if water else None
    row = session.execute(
        select(Post.role, Post.level, Person.name, Water.name, Region.name, Region.id, Region.path)
        .join(Region, Region.id == Post.region_id)
        .join(Appointment, (Appointment.post_id == Post.id) & in_office(today))
        .join(Person, Person.id == Appointment.person_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .where(Post.id == place_id)
        .order_by(Appointment.id)
    ).first()
    if row is None:
        return None
    role, level, name, water_name, region, region_id, path = row
    return Place(POST, place_id, name, f"{water_name or region}{post_word(role, level)}", region_id, path)
