"""The registry of groups and channels: the bot let in and put out, titles and numbers that change, whose a group is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from storage import audit
from storage.audit import By
from storage.models import Group, GroupKind, Notice, Region


@dataclass(frozen=True, slots=True)
class Seen:
    """A group or channel as Telegram tells of it."""

    chat_id: int
    kind: GroupKind
    title: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A group and the region it works for, by name and path (None while nobody took it)."""

    group: Group
    region: str | None
    path: str | None


_WITH_REGION = select(Group, Region.name, Region.path).outerjoin(Region, Region.id == Group.region_id)


def groups_of(session: Session, region_id: int, *, below: bool = False) -> list[Group]:
    """The groups that an office took for a region (and for the regions in it) and that the bot may write to."""
    regions = [region_id]
    if below:
        path = session.get_one(Region, region_id).path
        regions = list(session.scalars(select(Region.id).where(Region.path.startswith(path, autoescape=True))))
    own = select(Group).where(Group.region_id.in_(regions), Group.removed_at.is_(None))
    return list(session.scalars(own.order_by(Group.title, Group.id)))


def listed(session: Session, region_paths: Iterable[str], person_id: int) -> list[Listed]:
    """The groups of these regions and all below, put out or not, and those this person let the bot into."""
    below = [Region.path.startswith(path, autoescape=True) for path in region_paths]
    own = Group.region_id.is_(None) & (Group.added_by_id == person_id) & Group.removed_at.is_(None)
    rows = _WITH_REGION.where(or_(own, *below)).order_by(Region.path, Group.title, Group.id)
    return [Listed(group, region, path) for group, region, path in session.execute(rows)]


def find(session: Session, chat_id: int) -> Group | None:
    """The group of a chat."""
    return session.scalar(select(Group).where(Group.chat_id == chat_id))


def one(session: Session, group_id: int) -> Listed | None:
    """A group and its region."""
    row = session.execute(_WITH_REGION.where(Group.id == group_id)).first()
    return Listed(row[0], row[1], row[2]) if row else None


def let_in(session: Session, by: By, seen: Seen) -> tuple[Group, bool]:
    """The bot was let into a group, or back into it. Says whether that is news."""
    group = find(session, seen.chat_id)
    if group is not None and group.removed_at is None:
        group.title, group.kind = seen.title[:200], seen.kind
        return group, False
    if group is None:
        group = Group(chat_id=seen.chat_id, kind=seen.kind, title=seen.title[:200], added_at=by.at)
        session.add(group)
    group.title, group.kind = seen.title[:200], seen.kind
    group.added_by_id, group.added_at, group.removed_at = by.person_id, by.at, None
    session.flush()
    audit.record(session, by, "let_in", "group", group.id, chat_id=seen.chat_id, title=seen.title)
    return group, True


def put_out(session: Session, by: By, chat_id: int) -> Group | None:
    """The bot was put out of a group, or may write there no more; None if it was not known to be in it."""
    group = find(session, chat_id)
    if group is None:
        return None
    note_removed(session, group.id, by.at)
    audit.record(session, by, "put_out", "group", group.id, chat_id=chat_id)
    return group


def note_removed(session: Session, group_id: int, at: datetime) -> bool:
    """Nothing more is sent there; False if that was so before."""
    there = update(Group).where(Group.id == group_id, Group.removed_at.is_(None))
    return session.execute(there.values(removed_at=at).returning(Group.id)).first() is not None


def rename(session: Session, by: By, chat_id: int, title: str) -> None:
    """The group has another title."""
    group = find(session, chat_id)
    if group is not None and group.title != title[:200]:
        audit.record(session, by, "rename", "group", group.id, before=group.title, after=title)
        group.title = title[:200]


def migrate(session: Session, by: By, chat_id: int, new_chat_id: int) -> None:
    """A group became a supergroup: its history and its region stay, its number is another."""
    group = find(session, chat_id)
    if group is not None:
        move(session, group.id, new_chat_id)
        audit.record(session, by, "migrate", "group", group.id, before=chat_id, after=new_chat_id)


def move(session: Session, group_id: int, chat_id: int) -> None:
    """The group's chat has a new number; what was noted under it already is taken over."""
    group, other = session.get_one(Group, group_id), find(session, chat_id)
    if other is not None and other.id != group.id:
        session.execute(update(Notice).where(Notice.group_id == other.id).values(group_id=group.id))
        session.delete(other)
        session.flush()
    group.chat_id, group.kind, group.removed_at = chat_id, GroupKind.SUPERGROUP, None
    session.flush()


def take(session: Session, by: By, group_id: int, region_id: int) -> bool:
    """An office takes a group for its region; False if another region has it already, or the bot is out of it."""
    free = update(Group).where(Group.id == group_id, Group.region_id.is_(None), Group.removed_at.is_(None))
    taken = free.values(region_id=region_id, taken_by_id=by.person_id, taken_at=by.at)
    if session.execute(taken.returning(Group.id)).first() is None:
        return False
    audit.record(session, by, "take", "group", group_id, region_id=region_id)
    return True


def release(session: Session, by: By, group_id: int, region_id: int) -> bool:
    """An office lets a group go; False if its region does not have it."""
    own = update(Group).where(Group.id == group_id, Group.region_id == region_id)
    freed = own.values(region_id=None, taken_by_id=None, taken_at=None)
    if session.execute(freed.returning(Group.id)).first() is None:
        return False
    audit.record(session, by, "release", "group", group_id, region_id=region_id)
    return True


def chats(session: Session, group_ids: Sequence[int]) -> dict[int, tuple[int, datetime | None]]:
    """Chat, and since when the bot is out of it, by group."""
    rows = select(Group.id, Group.chat_id, Group.removed_at).where(Group.id.in_(group_ids))
    return {row.id: (row.chat_id, row.removed_at) for row in session.execute(rows)}
