"""Three sign boards of the sample county, the citizen's phone has a code to scan; one names a chief who left."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.sandbox.county_cast import CAST, Part
from storage.audit import By
from storage.boards import changes, chiefs
from storage.boards.changes import Printed, Standing
from storage.models import Appointment, Person, Post, Water

CODE = "QG-001"
_HOTLINE = "023-41410000"
_LEFT = "钟守田"
_DUTIES = "组织巡河，发现问题及时处理或上报"


def put_up_boards(session: Session, now: datetime, today: date) -> None:
    """Boards on the reaches of the two village chiefs of the cast."""
    phones = [CAST[part].phone for part in (Part.VILLAGE_CHIEF, Part.CHIEF_OF_TWO)]
    reaches = session.scalars(
        select(Water)
        .join(Post, Post.water_id == Water.id)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(Person, Person.id == Appointment.person_id)
        .where(Person.phone.in_(phones))
        .order_by(Person.phone, Water.id)
    ).all()
    serving = chiefs.along(session, [reach.id for reach in reaches], today)
    for serial, reach in enumerate(reaches, start=1):
        told = changes.in_office(serving[reach.id])
        name = _LEFT if serial == len(reaches) else told.chief
        printed = Printed(name, told.post, told.superior, _HOTLINE, _DUTIES, date(2025, 3, 1))
        where = Standing(reach.id, reach.region_id, "村口石桥头", f"QG-{serial:03d}", put_up_on=date(2023, 6, 1))
        changes.put_up(session, By(now), where, printed, today)
