"""To whom a notice goes: conditions that must all hold, people of lists besides, groups. Reads only."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from rules.refusals import Refusal
from rules.roles import Level, Role
from storage.ledger.listing import inside
from storage.models import Account, Appointment, BroadcastList, Campaign, CampaignMember, Person, Post, Region, Water
from storage.posts.holders import in_office


@dataclass(frozen=True, slots=True)
class Audience:
    """What an office chose; ids but for levels and roles. Of one kind any, of several kinds all must hold.

    The people of `lists` come besides; `groups` are chats. Nothing chosen is nobody; `everybody` is all who serve.
    """

    everybody: bool = False
    levels: Sequence[str] = ()
    roles: Sequence[str] = ()
    regions: Sequence[int] = ()
    waters: Sequence[int] = ()
    campaigns: Sequence[int] = ()
    lists: Sequence[int] = ()
    groups: Sequence[int] = ()

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Audience":
        """From JSON."""
        names = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in told.items() if key in names})

    def as_json(self) -> dict[str, Any]:
        """As the notice keeps it."""
        return {key: value if isinstance(value, bool) else list(value) for key, value in asdict(self).items()}

    @property
    def asks_for_posts(self) -> bool:
        """Whether a condition concerns the posts that somebody holds."""
        return bool(self.levels or self.roles or self.regions or self.waters)

    @property
    def has_conditions(self) -> bool:
        """Whether anything but lists and groups was chosen."""
        return self.everybody or self.asks_for_posts or bool(self.campaigns)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people, and how many of them the bot reaches now."""

    total: int
    bound: int
    blocked: int

    @property
    def unbound(self) -> int:
        """Who has no account bound."""
        return self.total - self.bound - self.blocked


def chosen(session: Session, audience: Audience, path: str, today: date) -> ColumnElement[bool]:
    """The condition that a person (of the roster) is meant, within the region of `path`."""
    ways: list[ColumnElement[bool]] = [false()]
    if audience.has_conditions:
        ways.append(and_(_by_posts(session, audience, path, today), _by_campaigns(session, audience, path)))
    if audience.lists:
        ways.append(_by_lists(session, audience, path, today))
    return and_(Person.on_roster, or_(*ways))


def seat_condition(session: Session, audience: Audience, path: str) -> ColumnElement[bool]:
    """The condition that a post (joined with its region) is one of those asked for."""
    told: list[ColumnElement[bool]] = [Region.path.startswith(path)]
    if audience.levels:
        told.append(Post.level.in_([Level(each) for each in audience.levels]))
    if audience.roles:
        told.append(Post.role.in_([Role(each) for each in audience.roles]))
    if audience.regions:
        paths = session.scalars(select(Region.path).where(Region.id.in_(audience.regions))).all()
        told.append(inside(paths))
    if audience.waters:
        paths = session.scalars(select(Water.path).where(Water.id.in_(audience.waters))).all()
        below = select(Water.id).where(or_(false(), *(Water.path.startswith(each) for each in paths)))
        told.append(Post.water_id.in_(below))
    return and_(*told)


def reach(session: Session, audience: Audience, path: str, today: date) -> Reach:
    """How many people are meant, bound, and blocking the bot."""
    rows = (
        select(func.count(Person.id), func.count(Account.id), func.count(Account.blocked_at))
        .outerjoin(Account, and_(Account.person_id == Person.id, Account.unbound_at.is_(None)))
        .where(chosen(session, audience, path, today))
    )
    total, bound, blocked = session.execute(rows).one()
    return Reach(total, bound - blocked, blocked)


def check_somebody(total: int, groups: Sequence[int]) -> None:
    """Refuses an audience of nobody."""
    if not total and not groups:
        raise Refusal("refusal/broadcast_to_nobody")


def _by_posts(session: Session, audience: Audience, path: str, today: date) -> ColumnElement[bool]:
    if audience.campaigns and not audience.asks_for_posts:
        return true()  # a member of a campaign need not hold a post here
    posts = (
        select(Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Region, Region.id == Post.region_id)
        .where(in_office(today), seat_condition(session, audience, path))
    )
    return Person.id.in_(posts)


def _by_campaigns(session: Session, audience: Audience, path: str) -> ColumnElement[bool]:
    if not audience.campaigns:
        return true()
    enrolled = (
        select(CampaignMember.person_id)
        .join(Campaign, Campaign.id == CampaignMember.campaign_id)
        .join(Region, Region.id == Campaign.region_id)
        .where(Campaign.id.in_(audience.campaigns), CampaignMember.left_at.is_(None), Region.path.startswith(path))
    )
    return Person.id.in_(enrolled)


def _by_lists(session: Session, audience: Audience, path: str, today: date) -> ColumnElement[bool]:
    """The people of the lists, and who holds their posts today; all of them must serve in the region."""
    rows = session.scalars(select(BroadcastList).where(BroadcastList.id.in_(audience.lists))).all()
    people = {one for row in rows for one in row.people}
    posts = {one for row in rows for one in row.posts}
    serving = (
        select(Appointment.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Region, Region.id == Post.region_id)
        .where(Appointment.person_id == Person.id, in_office(today), Region.path.startswith(path))
        .correlate(Person)
    )
    return or_(and_(Person.id.in_(people), exists(serving)), exists(serving.where(Post.id.in_(posts))))
