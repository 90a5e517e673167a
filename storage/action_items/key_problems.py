"""A river's key problems 流域突出问题 (clause L9): put in order, linked with issues, sent to the chief of the river."""

import zlib
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from rules.action_items import ItemKind, ItemState
from rules.refusals import Refusal
from storage import audit, outbox
from storage.action_items.cards import chiefs_of_river
from storage.action_items.lists import PAGE, Entry, Sight, entries, joined, within
from storage.audit import By
from storage.inspections.secrecy import released
from storage.models import ActionItem, ActionItemIssue, Issue, Person, Region, Urgency, Water
from storage.once import insert_once
from storage.outbox import Tell

MOST_TOLD = 15  # problems in one message; the sheet has them all
MOST_WORDS = 160


class Brief(NamedTuple):
    """A river's open problems in their order, the chiefs they go to; `stamp` tells this list from a changed one."""

    water: str
    problems: list[Entry]
    chiefs: list[tuple[int, str]]
    stamp: int


class Linked(NamedTuple):
    """Numbers that are linked now, and those that are no issue of this river or region."""

    linked: list[str]
    unknown: list[str]


class River(NamedTuple):
    """A water with so many open key problems."""

    id: int
    name: str
    open: int


def rivers(session: Session, sight: Sight, limit: int = PAGE) -> list[River]:
    """The waters with open key problems within sight, those with most first."""
    rows = session.execute(
        joined(select(Water.id, Water.name, func.count()))
        .where(within(sight), ActionItem.kind == ItemKind.KEY_PROBLEM, ActionItem.state == ItemState.OPEN)
        .group_by(Water.id, Water.name)
        .order_by(func.count().desc(), Water.id)
        .limit(limit)
    )
    return [River(*row) for row in rows]


def brief(session: Session, water_id: int, today: date) -> Brief:
    """What the chief of a river would be sent."""
    water = session.get(Water, water_id)
    if water is None:
        raise Refusal("refusal/button_too_old")
    rows = session.execute(
        select(ActionItem, Water.name, Region.name)
        .join(Water, Water.id == ActionItem.water_id)
        .join(Region, Region.id == ActionItem.region_id)
        .where(*_open_of(water_id))
        .order_by(ActionItem.rank, ActionItem.id)
    ).all()
    problems = entries(session, rows, today)
    people = chiefs_of_river(session, water_id, today)
    names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(people))).all())
    told = "|".join(f"{each.id}:{each.title}:{','.join(each.issues)}" for each in problems)
    return Brief(water.name, problems, [(each, names[each]) for each in people], zlib.crc32(told.encode()) >> 1)


def send(session: Session, by: By, water_id: int, stamp: int, today: date, sender: str) -> Brief:
    """Sends the list to the chief of the river; refuses an empty one, a river without chief, a list that changed."""
    made = brief(session, water_id, today)
    if not made.problems:
        raise Refusal("refusal/no_key_problems")
    if not made.chiefs:
        raise Refusal("refusal/no_chief_of_river", water=made.water)
    if made.stamp != stamp:
        raise Refusal("refusal/list_changed")
    people = [person for person, _ in made.chiefs]
    if not outbox.tell(session, by.at, [_notice(made, water_id, today, sender, person) for person in people]):
        raise Refusal("refusal/list_sent_today")
    session.execute(update(ActionItem).where(*_open_of(water_id)).values(sent_at=by.at))
    audit.record(session, by, "send_key_problems", "water", water_id, to=people, items=[p.id for p in made.problems])
    return made


def _notice(made: Brief, water_id: int, today: date, sender: str, person: int) -> Tell:
    return Tell(
        kind="items/told_problems",
        key=f"key_problems:{water_id}:{made.stamp}:{today}:{person}",
        person_id=person,
        values=told(made) | {"by": sender},
        urgency=Urgency.DAYTIME,
        buttons=[[["items.open_list", f"items:river:{water_id}:0"]]],
    )


def told(made: Brief) -> dict[str, Any]:
    """The list as values of a message, bounded."""
    lines = [
        {"title": each.title[:MOST_WORDS], "issues": list(each.issues)[:5], "more": max(0, len(each.issues) - 5),
         "last": each.last[:80]}
        for each in made.problems[:MOST_TOLD]
    ]  # fmt: skip
    return {"water": made.water, "problems": lines, "total": len(made.problems)}


def move_up(session: Session, by: By, item_id: int) -> ActionItem:
    """Puts a problem one place further up among the open ones of its river."""
    item = session.get(ActionItem, item_id, with_for_update=True)
    if item is None or item.kind is not ItemKind.KEY_PROBLEM or item.water_id is None:
        raise Refusal("refusal/button_too_old")
    above = session.scalar(
        select(ActionItem)
        .where(*_open_of(item.water_id), ActionItem.rank < item.rank)
        .order_by(ActionItem.rank.desc())
        .limit(1)
    )
    if above is not None:
        audit.record(session, by, "move_up", "action_item", item.id, before=item.rank, after=above.rank)
        item.rank, above.rank = above.rank, item.rank
        session.flush()
    return item


def link(session: Session, by: By, item_id: int, numbers: Sequence[str], regions: Sequence[str]) -> Linked:
    """Links issues of the ledger by their numbers; only those of the keeper's regions or of this river."""
    item = session.get_one(ActionItem, item_id)
    water = session.get(Water, item.water_id) if item.water_id else None
    inside = [Region.path.startswith(path) for path in regions]
    inside += [Water.path.startswith(water.path)] if water else []
    rows = session.execute(
        select(Issue.number, Issue.id)
        .join(Region, Region.id == Issue.region_id)
        .outerjoin(Water, Water.id == Issue.water_id)
        .where(Issue.number.in_(numbers), or_(*inside), released())
    )
    found = dict(rows.all())
    insert_once(session, ActionItemIssue, [{"item_id": item_id, "issue_id": each} for each in found.values()])
    linked = [number for number in numbers if number in found]
    if linked:
        audit.record(session, by, "link", "action_item", item_id, issues=linked)
    return Linked(linked, [number for number in numbers if number not in found])


def _open_of(water_id: int) -> tuple[Any, ...]:
    return (
        ActionItem.kind == ItemKind.KEY_PROBLEM,
        ActionItem.water_id == water_id,
        ActionItem.state == ItemState.OPEN,
    )
