"""Matters 重点事项 whose day nears, has come, has passed: to the owner; late ones to office and decider."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from reminders.telling import stages_today
from rules.profile import Profile
from rules.warnings import Matter, Stage
from rules.workdays import IsWorkday
from storage.action_items import owed, seats
from storage.action_items.owed import Owed
from storage.models import Urgency
from storage.outbox import Tell
from storage.posts.holders import Holder, holders, offices

SUBJECT = "item_warning"
ITEMS_A_CHUNK = 1_000
MOST_WORDS = 300


class _People(NamedTuple):
    """Who is concerned, by post and by region; posts as one says them."""

    held: Mapping[int, Sequence[Holder]]
    offices: Mapping[int, Sequence[Holder]]
    names: Mapping[int, str]


def warnings(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[list[Tell]]:
    """Every warning about matters that is true today, by the days that the profile sets for rectification."""
    plan = profile.warning_plan(Matter.RECTIFICATION, today)
    last = 0
    while plan is not None and (rows := owed.with_deadline(session, last, ITEMS_A_CHUNK)):
        staged = [(row, one) for row in rows for one in stages_today(plan, row.due_on, today, is_workday)]
        people = _people(session, [row for row, _ in staged], today)
        yield [notice for row, one in staged for notice in _about(people, row, one)]
        last = rows[-1].item_id


def _people(session: Session, rows: Sequence[Owed], today: date) -> _People:
    posts = {post for row in rows for post in (row.owner_post_id, row.decided_post_id, row.reporter_post_id) if post}
    return _People(
        holders(session, posts, today),
        offices(session, {row.region_id for row in rows}, today),
        seats.said(session, {row.owner_post_id for row in rows}, today),
    )


def _about(people: _People, row: Owed, one: Stage) -> Iterator[Tell]:
    """Before and on the day the owner hears it; once it is late the office too; in the end who decided it."""
    own = [holder.person_id for holder in people.held.get(row.owner_post_id, ())]
    office = [holder.person_id for holder in people.offices.get(row.region_id, ())]
    addressed = {
        Stage.OVERDUE: [*own, *office],
        Stage.SUPERIOR: [
            holder.person_id
            for post in (row.decided_post_id, row.reporter_post_id)
            for holder in people.held.get(post or 0, ())
            if holder.person_id not in own
        ],
    }.get(one, own or office)
    for person in dict.fromkeys(addressed):
        yield _tell(row, one, person, person in own, people.names.get(row.owner_post_id, ""))


def _tell(row: Owed, one: Stage, person_id: int, is_owner: bool, owner: str) -> Tell:
    return Tell(
        kind=f"{SUBJECT}/{one}",
        key=f"{SUBJECT}:{one}:{row.item_id}:{row.due_on}:{person_id}",
        person_id=person_id,
        values={
            "kind": row.kind.word,
            "title": row.title[:MOST_WORDS],
            "place": row.place,
            "due_on": row.due_on.isoformat(),
            "owner": owner,
            "mine": is_owner,
        },
        urgency=Urgency.DIGEST if one is Stage.BEFORE else Urgency.DAYTIME,
        buttons=[[["item_warning.open", f"items:open:{row.item_id}"]]],
    )
