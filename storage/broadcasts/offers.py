"""What an office may choose an audience by: the levels, roles, regions, waters, campaigns, lists and groups it has."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from rules.ledger_words import spellings
from rules.roles import Level, Role
from storage.broadcasts import groups
from storage.broadcasts.audience import Audience
from storage.campaigns import choosing
from storage.models import BroadcastList, Campaign, Group, Post, Region, Water
from storage.posts.holders import ids_of

KINDS = ("levels", "roles", "regions", "waters", "campaigns", "lists", "groups")
MOST = 200


class Offer(NamedTuple):
    """One thing to choose: as the audience keeps it, and as one says it."""

    value: str | int
    name: str


def offers(session: Session, kind: str, path: str, words: str, today: date) -> list[Offer]:
    """Everything of one kind, or of it what has these words in its name."""
    found = _OFFERS[kind](session, path, words, today)
    named = spellings(words) if words else ()
    return [one for one in found if not named or any(each in one.name for each in named)][:MOST]


def said(session: Session, audience: Audience) -> dict[str, list[str]]:
    """What was chosen, by kind, as one says it; in the order of `KINDS`."""
    tables: Mapping[str, type[Region | Water | Campaign | BroadcastList]] = {
        "regions": Region, "waters": Water, "campaigns": Campaign, "lists": BroadcastList,
    }  # fmt: skip
    told = {"levels": [Level(each).word for each in audience.levels], "roles": [Role(e).word for e in audience.roles]}
    for kind, table in tables.items():
        ids = getattr(audience, kind)
        told[kind] = list(session.scalars(select(table.name).where(table.id.in_(ids)).order_by(table.id)))
    told["groups"] = groups.titles(session, audience.groups)
    return {kind: names for kind, names in told.items() if names}


def _levels(session: Session, path: str, words: str, today: date) -> list[Offer]:
    found = set(session.scalars(_posts(path).with_only_columns(Post.level).distinct()))
    return [Offer(level.value, level.word) for level in Level if level in found]


def _roles(session: Session, path: str, words: str, today: date) -> list[Offer]:
    found = set(session.scalars(_posts(path).with_only_columns(Post.role).distinct()))
    return [Offer(role.value, role.word) for role in Role if role in found and role is not Role.PUBLIC]


def _posts(path: str) -> Select[int]:
    return select(Post.id).join(Region, Region.id == Post.region_id).where(Region.path.startswith(path))


def _regions(session: Session, path: str, words: str, today: date) -> list[Offer]:
    """The regions right below; with words any below."""
    depth = func.length(Region.path) - func.length(func.replace(Region.path, "/", ""))
    rows = select(Region.id, Region.name).where(Region.path.startswith(path), Region.path != path)
    if not words:
        rows = rows.where(depth == path.count("/") + 1)
    else:
        rows = rows.where(Region.name.icontains(words, autoescape=True))
    return [Offer(*row) for row in session.execute(rows.order_by(depth, Region.path).limit(MOST))]


def _waters(session: Session, path: str, words: str, today: date) -> list[Offer]:
    found, _ = choosing.find_waters(session, (path,), words)
    return [Offer(one.id, one.name) for one in found]


def _campaigns(session: Session, path: str, words: str, today: date) -> list[Offer]:
    rows = select(Campaign.id, Campaign.name).join(Region, Region.id == Campaign.region_id)
    own = rows.where(Region.path.startswith(path), Campaign.closed_at.is_(None)).order_by(Campaign.id.desc())
    return [Offer(*row) for row in session.execute(own.limit(MOST))]


def _lists(session: Session, path: str, words: str, today: date) -> list[Offer]:
    rows = select(BroadcastList.id, BroadcastList.name).where(BroadcastList.region_id == ids_of(path)[0])
    own = rows.where(BroadcastList.removed_at.is_(None)).order_by(BroadcastList.id.desc())
    return [Offer(*row) for row in session.execute(own.limit(MOST))]


def _groups(session: Session, path: str, words: str, today: date) -> list[Offer]:
    found: list[Group] = groups.of_region(session, path)
    return [Offer(group.id, group.title) for group in found]


_OFFERS: Mapping[str, Callable[[Session, str, str, date], list[Offer]]] = {
    "levels": _levels,
    "roles": _roles,
    "regions": _regions,
    "waters": _waters,
    "campaigns": _campaigns,
    "lists": _lists,
    "groups": _groups,
}
