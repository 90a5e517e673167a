"""The campaign 专项行动 that runs when the sandbox opens: its committee members check three rivers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.sandbox.county_cast import CAST, Part
from storage.audit import By
from storage.campaigns import choosing, opening
from storage.campaigns.opening import Wanted
from storage.models import Person, Region, Water

NAME = "百名委员巡百河"
TOPICS = ("三排", "三乱", "三率")
_RIVERS = 3
_DAYS = 60


def open_campaign(session: Session, now: datetime, today: date) -> int:
    """Opens it as the district's office, from this Monday on; returns its id."""
    office = session.scalars(select(Person.id).where(Person.phone == CAST[Part.DISTRICT_OFFICE].phone)).one()
    district = session.scalars(select(Region).where(Region.parent_id.is_(None))).one()
    rivers = select(Water.id).where(Water.parent_id.is_(None), Water.kind == "河流").order_by(Water.id).limit(_RIVERS)
    first = today - timedelta(days=today.weekday())
    members = choosing.committee(session, (district.path,), today)
    wanted = Wanted(
        NAME, district.id, TOPICS, first, first + timedelta(days=_DAYS), list(session.scalars(rivers)), members
    )
    return opening.open_campaign(session, By(now, office), wanted, today)
