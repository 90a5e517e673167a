"""Who has read the list 「我已知悉」, who has not; one reminder a day at most to those who have not."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.roles import Level, Role, post_word
from storage import audit, outbox
from storage.audit import By
from storage.duty_lists import versions
from storage.duty_lists.own import OwnList
from storage.duty_lists.versions import Version
from storage.ledger.listing import inside
from storage.models import Appointment, DutyList, DutyReading, Person, Post, Region, Urgency, Water
from storage.once import insert_once
from storage.outbox import Tell
from storage.posts.holders import in_office

SUBJECT = "duty_list"


class Concerned(NamedTuple):
    """Somebody in office whom a list binds, for one post; `read_at` None: not read yet."""

    post_id: int
    person_id: int
    name: str
    role: Role
    level: Level
    region_id: int
    region: str
    region_path: str
    water: str
    version: Version
    read_at: datetime | None

    @property
    def seat(self) -> str:
        """The post as one says it: 村级河长（璧南河青溪村段）."""
        return f"{post_word(self.role, self.level)}（{self.water or self.region}）"


def acknowledge(session: Session, by: By, read: OwnList, person_id: int) -> bool:
    """The holder has read the list of all posts of this rank; the first time counts."""
    new = insert_once(session, DutyReading, [
        {"post_id": seat.post_id, "person_id": person_id, "list_id": read.version.id, "stamp": read.stamp, "at": by.at}
        for seat in read.seats
    ])  # fmt: skip
    if new:
        posts = [seat.post_id for seat in read.seats]
        audit.record(session, by, "acknowledge", "duty_list", read.version.id, posts=posts, stamp=read.stamp)
    return bool(new)


def concerned(session: Session, regions: Sequence[str], year: int, today: date) -> list[Concerned]:
    """Everybody in office in these regions (by path) whom a list of the year binds, place by place."""
    rows = session.execute(
        select(Post.id, Person.id, Person.name, Post.role, Post.level, Region.id, Region.name, Region.path, Water.name)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(Person, Person.id == Appointment.person_id)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .where(in_office(today), Person.on_roster, inside(regions))
        .order_by(Region.path, Post.id, Person.id)
    ).all()
    binding = versions.binding(session, {row[7] for row in rows}, year)
    bound = [(row, binding[row[7]]) for row in rows if row[7] in binding and (row[3], row[4]) in binding[row[7]].stamps]
    read = _read(session, {stamp for found in binding.values() for stamp in found.stamps.values()})
    return [
        Concerned(*row[:8], row[8] or "", found, read.get((row[0], row[1], found.stamps[row[3], row[4]])))
        for row, found in bound
    ]


def tell_new(session: Session, by: By, version: Version, region_path: str, today: date) -> int:
    """Tells everybody for whom this version says something new, once; folded into the morning's message."""
    kind: Literal["told_new", "told_changed"] = "told_changed" if version.version > 1 else "told_new"
    return outbox.tell(session, by.at, untold(session, [region_path], version.year, today, kind))


def untold(
    session: Session, regions: Sequence[str], year: int, today: date, kind: Literal["told_new", "told_changed"]
) -> list[Tell]:
    """One notice for each person who has not read the words that hold for them; told once for the same words."""
    return [
        Tell(
            kind=f"{SUBJECT}/{kind}",
            key=f"{SUBJECT}:{each.version.stamps[each.role, each.level]}:{each.person_id}",
            person_id=each.person_id,
            values=_values(each),
            urgency=Urgency.DIGEST,
            buttons=_open(each),
        )
        for each in _unread(session, regions, year, today)
    ]


def newcomers(session: Session, today: date) -> list[Tell]:
    """As `untold` for the lists of this year everywhere: who came into a post since hears of its list."""
    regions = select(Region.path).join(DutyList, DutyList.region_id == Region.id).where(DutyList.year == today.year)
    paths = list(session.scalars(regions.distinct()))
    return untold(session, paths, today.year, today, "told_new") if paths else []


def remind(session: Session, by: By, regions: Sequence[str], year: int, today: date) -> tuple[int, int]:
    """Reminds all who have not read it, each once a day at most; how many were told now, how many have not read."""
    waiting = _unread(session, regions, year, today)
    told = outbox.tell(session, by.at, [
        Tell(
            kind=f"{SUBJECT}/told_reminder",
            key=f"{SUBJECT}:remind:{year}:{today}:{each.person_id}",
            person_id=each.person_id,
            values=_values(each),
            urgency=Urgency.DAYTIME,
            buttons=_open(each),
        )
        for each in waiting
    ])  # fmt: skip
    if told:
        audit.record(session, by, "remind", "duty_list", None, year=year, regions=list(regions), people=told)
    return told, len(waiting)


def _unread(session: Session, regions: Sequence[str], year: int, today: date) -> list[Concerned]:
    """Everybody with something left to read, by the first of their posts."""
    people: dict[int, Concerned] = {}
    for each in concerned(session, regions, year, today):
        if each.read_at is None:
            people.setdefault(each.person_id, each)
    return list(people.values())


def _open(each: Concerned) -> list[list[list[str]]]:
    return [[["duty_list.open", f"{SUBJECT}:show:{each.version.year}:{each.post_id}:0"]]]


def _values(each: Concerned) -> dict[str, object]:
    items = len(each.version.of(each.role, each.level))
    return {"year": each.version.year, "version": each.version.version, "seat": each.seat, "items": items}


def _read(session: Session, stamps: set[str]) -> dict[tuple[int, int, str], datetime]:
    rows = select(DutyReading).where(DutyReading.stamp.in_(stamps))
    return {(row.post_id, row.person_id, row.stamp): row.at for row in session.scalars(rows)}
