"""Matters 重点事项 that somebody must finish by a day and that are not finished. Reads only."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from rules.action_items import ItemKind, ItemState
from storage.direct import run
from storage.models import ActionItem, Region, Water


class Owed(NamedTuple):
    """One matter and the posts concerned: `decided_post_id` is the chief's who decided it on a patrol."""

    item_id: int
    kind: ItemKind
    title: str
    due_on: date
    place: str
    region_id: int
    owner_post_id: int
    decided_post_id: int | None
    reporter_post_id: int | None


_WITH_DEADLINE = (
    select(
        ActionItem.id, ActionItem.kind, ActionItem.title, ActionItem.due_on,
        func.coalesce(Water.name, Region.name),
        ActionItem.region_id, ActionItem.owner_post_id, ActionItem.decided_post_id, ActionItem.reporter_post_id,
    )
    .join(Region, Region.id == ActionItem.region_id)
    .outerjoin(Water, Water.id == ActionItem.water_id)
    .where(
        ActionItem.state == ItemState.OPEN,
        ActionItem.due_on.is_not(None),
        ActionItem.owner_post_id.is_not(None),
        ActionItem.id > bindparam("after"),
    )
    .order_by(ActionItem.id)
    .limit(bindparam("limit"))
)  # fmt: skip


def with_deadline(session: Session, after: int, limit: int) -> list[Owed]:
    """Open matters with an owner and a day, whose id is greater than `after`, in the order of ids."""
    rows = run(session, _WITH_DEADLINE, {"after": after, "limit": limit})
    return [Owed._make(row) for row in rows]
