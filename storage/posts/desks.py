"""Who is speaking: the account, the person, the posts held today, the dialog they are in the middle of."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, and_, bindparam, exists, inspect, or_, select
from sqlalchemy.orm import Session

from rules.roles import CHIEFS, KEEPERS, Level, Role
from storage.direct import run
from storage.models import (
    Account,
    Appointment,
    Campaign,
    CampaignMember,
    Delegation,
    Draft,
    Opinion,
    Person,
    Post,
    Region,
    Unit,
    Water,
)


@dataclass(frozen=True, slots=True)
class Seat:
    """One post held today. Paths are "/1/4/": whatever starts with them lies inside."""

    post_id: int
    role: Role
    level: Level
    title: str
    region_id: int
    region_name: str
    region_path: str
    water_id: int | None
    water_name: str | None
    water_path: str | None
    unit_id: int | None
    unit_name: str | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a step must know of the person who speaks. A stranger has no person and no seats."""

    telegram_id: int
    chat_id: int
    person_id: int | None = None
    name: str = ""
    on_roster: bool = False
    seats: tuple[Seat, ...] = ()
    draft: Draft | None = None
    patrols_for_others: bool = False  # 受委托巡河: somebody without a chief's post walks for a chief
    has_opinions: bool = False  # gave an opinion 社情民意 once, in whatever campaign
    enrolled: bool = False  # in a campaign 专项行动 that no office has closed yet

    def seat_of(self, post_id: int | None) -> Seat | None:
        """The seat for a post, if this person holds it today."""
        return next((seat for seat in self.seats if seat.post_id == post_id), None)

    def seats_as(self, *roles: Role) -> tuple[Seat, ...]:
        """The seats held in any of `roles`."""
        return tuple(seat for seat in self.seats if seat.role in roles)


# Built once: every update asks these, and building a statement costs more than running it.
_DRAFT = tuple(inspect(Draft).columns)
_ENROLLED = exists(
    select(CampaignMember.person_id)
    .join(Campaign, Campaign.id == CampaignMember.campaign_id)
    .where(CampaignMember.person_id == Person.id, CampaignMember.left_at.is_(None), Campaign.closed_at.is_(None))
    .correlate(Person)
)
_GAVE_OPINIONS = exists(select(Opinion.id).where(Opinion.author_id == Person.id).correlate(Person))
_WALKS_FOR_OTHERS = exists(
    select(Delegation.id)
    .where(
        Delegation.delegate_id == Person.id,
        Delegation.from_on <= bindparam("today"),
        Delegation.until_on >= bindparam("today"),
    )
    .correlate(Person)
)
_TODAY: BindParameter[date] = bindparam("today")
_HELD_TODAY = and_(Appointment.from_on <= _TODAY, or_(Appointment.until_on.is_(None), Appointment.until_on >= _TODAY))
_SEAT = (
    Post.id, Post.role, Post.level, Appointment.title,
    Region.id, Region.name, Region.path,
    Water.id, Water.name, Water.path, Unit.id, Unit.name,
)  # fmt: skip
_WHO = (
    select(
        *_SEAT, Person.id, Person.name, Person.on_roster, _ENROLLED, _GAVE_OPINIONS, _WALKS_FOR_OTHERS, *_DRAFT
    )
    .select_from(Account)
    .join(Person, Person.id == Account.person_id)
    .outerjoin(Draft, and_(Draft.chat_id == bindparam("chat_id"), ~Draft.parked))
    .outerjoin(Appointment, and_(Appointment.person_id == Person.id, Person.on_roster, _HELD_TODAY))
    .outerjoin(Post, Post.id == Appointment.post_id)
    .outerjoin(Region, Region.id == Post.region_id)
    .outerjoin(Water, Water.id == Post.water_id)
    .outerjoin(Unit, Unit.id == Post.unit_id)
    .where(Account.telegram_id == bindparam("telegram_id"), Account.unbound_at.is_(None))
    .order_by(Post.id)
)  # fmt: skip
_SEATS = (
    select(*_SEAT)
    .join(Appointment, Appointment.post_id == Post.id)
    .join(Region, Region.id == Post.region_id)
    .outerjoin(Water, Water.id == Post.water_id)
    .outerjoin(Unit, Unit.id == Post.unit_id)
    .where(Appointment.person_id == bindparam("person_id"), _HELD_TODAY)
    .order_by(Post.id)
)


def desk(session: Session, telegram_id: int, chat_id: int, today: date) -> Desk:
    """Reads who speaks, in one select: a row for each post held, all alike but for the post."""
    rows = run(session, _WHO, {"telegram_id": telegram_id, "chat_id": chat_id, "today": today}).all()
    if not rows:
        return Desk(telegram_id, chat_id)
    person_id, name, on_roster, enrolled, gave, walks_for_others, *told = rows[0][len(_SEAT) :]
    draft = Draft(**{column.name: value for column, value in zip(_DRAFT, told, strict=True)}) if any(told) else None
    held = tuple(Seat(*row[: len(_SEAT)]) for row in rows if row[0] is not None)
    # Who is to patrol anyway does so in the own name.
    lent = on_roster and walks_for_others and not any(seat.role in CHIEFS | KEEPERS for seat in held)
    campaign = {"has_opinions": on_roster and gave, "enrolled": on_roster and enrolled}
    return Desk(telegram_id, chat_id, person_id, name, on_roster, held, draft, lent, **campaign)


def seats(session: Session, person_id: int, today: date) -> tuple[Seat, ...]:
    """The posts a person holds on a day."""
    return tuple(Seat(*tuple(row)) for row in run(session, _SEATS, {"person_id": person_id, "today": today}))
