"""Matters 重点事项 whose day nears, has come, has passed: to the owner; late ones to office and decider."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from reminders.course import Case, Course
from reminders.lots import Listed
from rules.chains import ChainToday, DueStep, Target
from rules.profile import Profile
from rules.warnings import Matter, Stage
from rules.workdays import IsWorkday
from storage.action_items import owed, seats
from storage.action_items.owed import Owed
from storage.chains.pieces import Piece
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


def warnings(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[Piece]:
    """Every warning about matters that is true today."""
    return _ITEMS.all(Course(session, Matter.ITEM, today, _tell), profile, is_workday)


def of_items(
    session: Session, profile: Profile, today: date, is_workday: IsWorkday, item_ids: Collection[int]
) -> Iterator[Piece]:
    """The same for some matters only."""
    return _ITEMS.of(item_ids, Course(session, Matter.ITEM, today, _tell), profile, is_workday)


def _cases(session: Session, rows: Sequence[Owed], chain: ChainToday, today: date) -> Iterator[Case]:
    """What a vacant post carries goes to the office; above the owner stands who decided it or who put it down."""
    begun = [row for row in rows if chain.has_begun(row.due_on)]
    people = _people(session, begun, today)
    for row in begun:
        own, office = people.held.get(row.owner_post_id, ()), people.offices.get(row.region_id, ())
        deciding = [p for post in (row.decided_post_id, row.reporter_post_id) for p in people.held.get(post or 0, ())]
        stand = {Target.OWN: own or office, Target.SUPERIOR: tuple(deciding), Target.OFFICE: office}
        name = people.names.get(row.owner_post_id, "")
        yield Case(f"item:{row.item_id}:{row.due_on}", chain.chain, row.due_on, chain.due(row.due_on), stand,
                   (row, name), row.item_id, row.owner_post_id, is_vacant=not own)  # fmt: skip


def _people(session: Session, rows: Sequence[Owed], today: date) -> _People:
    posts = {post for row in rows for post in (row.owner_post_id, row.decided_post_id, row.reporter_post_id) if post}
    return _People(
        holders(session, posts, today),
        offices(session, {row.region_id for row in rows}, today),
        seats.said(session, {row.owner_post_id for row in rows}, today),
    )


def _tell(case: Case, due: DueStep, holder: Holder) -> Tell:
    row, owner = case.row
    is_above = due.to in (Target.SUPERIOR, Target.LIAISON)
    return Tell(
        kind=f"{SUBJECT}/{Stage.SUPERIOR if is_above else due.step.stage}",
        key=f"{SUBJECT}:{due.step.name}:{row.item_id}:{row.due_on}:{holder.person_id}",
        person_id=holder.person_id,
        values={
            "kind": row.kind.word,
            "title": row.title[:MOST_WORDS],
            "place": row.place,
            "due_on": row.due_on.isoformat(),
            "owner": owner,
            "mine": due.to is Target.OWN and not case.is_vacant,
        },
        urgency=Urgency.DIGEST if due.step.stage is Stage.BEFORE else Urgency.DAYTIME,
        buttons=[[["item_warning.open", f"items:open:{row.item_id}"]]],
    )


_ITEMS = Listed(owed.with_deadline, lambda row: row.item_id, _cases, ITEMS_A_CHUNK)
