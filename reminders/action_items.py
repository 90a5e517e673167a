"""Matters 重点事项 whose day nears, has come, has passed: to the owner; late ones to office and decider."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from reminders.course import Case, Course, laid
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
    chain = laid(profile.chain(Matter.ITEM, today), today, is_workday)
    course, last = Course(session, Matter.ITEM, today, _tell), 0
    while chain is not None and (rows := owed.with_deadline(session, last, ITEMS_A_CHUNK)):
        before, last = last, rows[-1].item_id
        course.up_to(before, last)
        yield course.piece(_cases(session, rows, chain, today), {row.item_id for row in rows})
    course.up_to(last, None)
    yield course.piece()


def of_items(
    session: Session, profile: Profile, today: date, is_workday: IsWorkday, item_ids: Collection[int]
) -> Iterator[Piece]:
    """The same for some matters only."""
    chain = laid(profile.chain(Matter.ITEM, today), today, is_workday)
    if chain is not None:
        found = [row for one in item_ids for row in owed.with_deadline(session, one - 1, 1)]
        rows = [row for row in found if row.item_id in item_ids]
        course = Course(session, Matter.ITEM, today, _tell)
        course.only(item_ids)
        yield course.piece(_cases(session, rows, chain, today))


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
