"""The list of matters 重点事项 that concern somebody: one query behind chat, sheet and counts. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from rules.action_items import ItemKind, ItemState
from storage.action_items import seats
from storage.models import ActionItem, ActionItemIssue, ActionStep, Issue, Region, Water

PAGE = 6


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see: own posts, whole regions and whole waters (by their paths), what they recorded."""

    person_id: int
    posts: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    waters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted: whose sight, which kind, of which water (with all that is part of it), settled ones or not."""

    sight: Sight
    today: date
    kind: ItemKind
    water_id: int | None = None
    open_only: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter as a line of the list. `last` is what was said of it last; `issues` are numbers of the ledger."""

    id: int
    kind: ItemKind
    state: ItemState
    title: str
    place: str
    water_id: int | None
    owner: str
    decided: str
    due_on: date | None
    recorded_at: datetime
    sent_at: datetime | None
    closed_at: datetime | None
    issues: tuple[str, ...]
    last: str
    last_at: datetime | None


class Count(NamedTuple):
    """How many matters of a kind are not settled, and how many of these are late."""

    open: int
    late: int


def page(session: Session, asked: Asked, offset: int = 0, limit: int | None = PAGE) -> tuple[list[Entry], int]:
    """Some of what is asked (all of it without a limit), and how much there is."""
    rows = selected(asked, ActionItem, Water.name, Region.name).order_by(*_order()).offset(max(0, offset))
    total = session.scalar(select(func.count()).select_from(selected(asked, ActionItem.id).subquery())) or 0
    return entries(session, session.execute(rows.limit(limit)).all(), asked.today), total


def counted(session: Session, sight: Sight, today: date) -> dict[ItemKind, Count]:
    """How many of each kind are open and late."""
    late = func.sum(case((overdue(today), 1), else_=0))
    rows = session.execute(
        joined(select(ActionItem.kind, func.count(), late))
        .where(within(sight), ActionItem.state != ItemState.CLOSED)
        .group_by(ActionItem.kind)
    )
    found = {kind: Count(count, overdue_ones) for kind, count, overdue_ones in rows}
    return {kind: found.get(kind, Count(0, 0)) for kind in ItemKind}


def selected(asked: Asked, *columns: Any) -> Select[*tuple[Any, ...]]:
    """The columns of all matters asked for; Region and Water are joined."""
    rows = joined(select(*columns)).where(within(asked.sight), ActionItem.kind == asked.kind)
    if asked.water_id is not None:
        rows = rows.where(ActionItem.water_id == asked.water_id)
    return rows.where(ActionItem.state != ItemState.CLOSED) if asked.open_only else rows


def within(sight: Sight) -> ColumnElement[bool]:
    """The condition that a matter is somebody's to see."""
    return or_(
        ActionItem.owner_post_id.in_(sight.posts),
        ActionItem.decided_post_id.in_(sight.posts),
        ActionItem.reporter_id == sight.person_id,
        *(Region.path.startswith(path) for path in sight.regions),
        *(Water.path.startswith(path) for path in sight.waters),
    )


def overdue(today: date) -> ColumnElement[bool]:
    """The condition that a matter is still in its owner's hands and its last day is gone."""
    return (ActionItem.state == ItemState.OPEN) & (ActionItem.due_on < today)


def entries(session: Session, rows: Sequence[Any], today: date) -> list[Entry]:
    """Rows of (matter, water, region) with their posts, issues and last words by name."""
    items = [row[0] for row in rows]
    asked = {post for item in items for post in (item.owner_post_id, item.decided_post_id) if post}
    names, numbers, last = seats.said(session, asked, today), _issues(session, items), _last(session, items)
    return [_entry(item, water or region, names, numbers, last.get(item.id)) for item, water, region in rows]


def _entry(
    item: ActionItem, place: str, names: dict[int, str], numbers: dict[int, list[str]], last: ActionStep | None
) -> Entry:
    return Entry(
        id=item.id,
        kind=item.kind,
        state=item.state,
        title=item.title,
        place=place,
        water_id=item.water_id,
        owner=names.get(item.owner_post_id or 0, ""),
        decided=names.get(item.decided_post_id or 0, ""),
        due_on=item.due_on,
        recorded_at=item.recorded_at,
        sent_at=item.sent_at,
        closed_at=item.closed_at,
        issues=tuple(numbers.get(item.id, ())),
        last=last.words if last else "",
        last_at=last.at if last else None,
    )


def joined(rows: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Matters with their Region, and their Water where they have one."""
    return (
        rows.select_from(ActionItem)
        .join(Region, Region.id == ActionItem.region_id)
        .outerjoin(Water, Water.id == ActionItem.water_id)
    )


def _order() -> tuple[Any, ...]:
    """What is open first: problems river by river in their order, the others by due date; settled ones newest first."""
    settled = ActionItem.state == ItemState.CLOSED
    problem = ActionItem.kind == ItemKind.KEY_PROBLEM
    return (
        case((settled, 1), else_=0),
        case((settled, ActionItem.closed_at)).desc(),
        case((problem, Water.path), else_=""),
        case((problem, ActionItem.rank), else_=0),
        ActionItem.due_on.nulls_last(),
        ActionItem.id,
    )


def _issues(session: Session, items: Sequence[ActionItem]) -> dict[int, list[str]]:
    rows = session.execute(
        select(ActionItemIssue.item_id, Issue.number)
        .join(Issue, Issue.id == ActionItemIssue.issue_id)
        .where(ActionItemIssue.item_id.in_([item.id for item in items]))
        .order_by(Issue.number)
    )
    found: dict[int, list[str]] = {}
    for item_id, number in rows:
        found.setdefault(item_id, []).append(number)
    return found


def _last(session: Session, items: Sequence[ActionItem]) -> dict[int, ActionStep]:
    newest = (
        select(func.max(ActionStep.id))
        .where(ActionStep.item_id.in_([item.id for item in items]))
        .group_by(ActionStep.item_id)
    )
    return {step.item_id: step for step in session.scalars(select(ActionStep).where(ActionStep.id.in_(newest)))}
