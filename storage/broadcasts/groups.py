"""Groups and channels among the recipients of a notice."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.broadcasts.wording import KIND, Wording
from storage.groups.register import groups_of
from storage.models import BroadcastRecipient, Group, Region
from storage.once import insert_once
from storage.outbox import Tell
from storage.posts.holders import ids_of


def of_region(session: Session, path: str) -> list[Group]:
    """The groups that offices took for a region and those in it."""
    return groups_of(session, ids_of(path)[0], below=True)


def notices(session: Session, word: Wording, group_ids: Sequence[int], path: str, not_before: datetime) -> list[Tell]:
    """Writes the groups down as recipients and gives a row of the outbox for each.

    Without buttons, which in a group would be anybody's; a group given away meanwhile is left out.
    """
    chosen = [group for group in of_region(session, path) if group.id in group_ids]
    rows = [
        {
            "round_id": word.round_id,
            "group_id": group.id,
            "name": group.title,
            "region_id": group.region_id,
            "notice_key": _key(word.round_id, group.id),
        }
        for group in chosen
    ]
    insert_once(session, BroadcastRecipient, rows)
    values = word.values({}) | {"wants_receipt": False, "wants_done": False, "in_group": True}
    return [
        Tell(KIND, _key(word.round_id, group.id), group_id=group.id, values=values, not_before=not_before,
             enclosures=word.files)
        for group in chosen
    ]  # fmt: skip


def titles(session: Session, group_ids: Sequence[int]) -> list[str]:
    """What some groups are called."""
    return list(session.scalars(select(Group.title).where(Group.id.in_(group_ids)).order_by(Group.title)))


def regions_of(session: Session, region_ids: Sequence[int]) -> list[str]:
    """The names of some regions."""
    return list(session.scalars(select(Region.name).where(Region.id.in_(region_ids)).order_by(Region.path)))


def _key(round_id: int, group_id: int) -> str:
    return f"broadcast:{round_id}:group:{group_id}"
