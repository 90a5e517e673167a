"""Gives points their keepers 管护人, one or thousands at once; what somebody keeps meanwhile stays theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.points import KEEPER_OF
from rules.refusals import Refusal
from rules.roles import Level
from storage.audit import By, Change, record_all
from storage.ledger.listing import inside
from storage.models import Appointment, Post, Region, Urgency, Water
from storage.once import insert_once
from storage.outbox import Tell, tell
from storage.points.finding import is_kept, is_point
from storage.roster.book import Record
from storage.roster.tenures import PostKey
from storage.roster.writer import Writer, fresh_ids

_CHUNK = 500
MOST_NAMED = 8  # points that a notice names


class Task(NamedTuple):
    """A point and the person who shall keep it."""

    water_id: int
    person_id: int


@dataclass(slots=True)
class Appointed:
    """What came of it: how many points got a keeper, the names of those that somebody keeps already."""

    done: int = 0
    taken: list[str] = field(default_factory=list)


class _Spot(NamedTuple):
    id: int
    code: str
    name: str
    kind: str
    region_id: int
    region_code: str
    level: Level

    @property
    def key(self) -> str:
        return PostKey(KEEPER_OF[self.kind], self.level, self.region_code, self.code, "").text


def appoint(session: Session, by: By, regions: Sequence[str], tasks: Sequence[Task], day: date) -> Appointed:
    """Appoints from `day` on; recorded one by one, told to each keeper once. Refuses points outside the regions."""
    result = Appointed()
    for start in range(0, len(tasks), _CHUNK):
        _appoint(session, by, regions, tasks[start : start + _CHUNK], day, result)
    return result


def _appoint(
    session: Session, by: By, regions: Sequence[str], tasks: Sequence[Task], day: date, result: Appointed
) -> None:
    spots = _spots(session, regions, [task.water_id for task in tasks])
    posts = _posts(session, spots)
    kept = set(session.scalars(select(Water.id).where(Water.id.in_(spots), is_kept(day))))
    result.taken += [spots[water_id].name for water_id in spots if water_id in kept]
    due = [task for task in {task.water_id: task for task in tasks}.values() if task.water_id not in kept]
    rows: list[Record] = [
        {
            "id": number,
            "post_id": posts[task.water_id],
            "person_id": task.person_id,
            "title": f"{spots[task.water_id].name}{KEEPER_OF[spots[task.water_id].kind].word}",
            "from_on": day,
            "until_on": None,
        }
        for number, task in zip(fresh_ids(session, Appointment, len(due)), due, strict=True)
    ]
    Writer(session, lambda done, total: None, len(rows)).insert(Appointment, rows)
    record_all(session, by, [Change("appointment_begun", "appointment", row["id"], _begun(row)) for row in rows])
    _tell(session, by, due, spots, rows[0]["id"] if rows else 0)
    result.done += len(rows)


def _begun(row: Record) -> dict[str, Any]:
    return {key: row[key] for key in ("post_id", "person_id", "title")} | {"from_on": str(row["from_on"])}


def _spots(session: Session, regions: Sequence[str], water_ids: Sequence[int]) -> dict[int, _Spot]:
    rows = session.execute(
        select(Water.id, Water.code, Water.name, Water.kind, Region.id, Region.code, Region.level)
        .join(Region, Region.id == Water.region_id)
        .where(Water.id.in_(water_ids), is_point(), inside(regions))
        .order_by(Water.id)
    )
    spots = {row[0]: _Spot(*row) for row in rows}
    if set(water_ids) - set(spots):
        raise Refusal("refusal/not_your_region")
    return spots


def _posts(session: Session, spots: Mapping[int, _Spot]) -> dict[int, int]:
    """The keeper's post of each point, locked: two offices that appoint at once do so one after the other."""
    asked = select(Post).where(Post.water_id.in_(spots)).order_by(Post.id)
    known = {post.water_id for post in session.scalars(asked) if post.role is KEEPER_OF[spots[post.water_id or 0].kind]}
    new = [
        {
            "key": spot.key,
            "role": KEEPER_OF[spot.kind],
            "level": spot.level,
            "region_id": spot.region_id,
            "water_id": spot.id,
        }
        for spot in spots.values()
        if spot.id not in known
    ]
    insert_once(session, Post, new)
    locked = session.scalars(asked.with_for_update())
    return {
        post.water_id: post.id for post in locked if post.water_id and post.role is KEEPER_OF[spots[post.water_id].kind]
    }


def _tell(session: Session, by: By, due: Sequence[Task], spots: Mapping[int, _Spot], first: int) -> None:
    by_person = sorted(due, key=lambda task: task.person_id)
    notices = []
    for person_id, own in groupby(by_person, key=lambda task: task.person_id):
        names = [spots[task.water_id].name for task in own]
        values = {"names": names[:MOST_NAMED], "count": len(names)}
        notices.append(Tell("points/assigned", f"keeper:{first}:{person_id}", person_id, values, Urgency.DAYTIME))
    tell(session, by.at, notices)
