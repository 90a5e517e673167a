"""What may be delivered now, to whom, in how many messages: quiet hours, one digest a person, a daily budget.

Who it goes to is one number here: people above zero, groups below.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from rules.quiet import within_budget
from storage import turns
from storage.chains import choices
from storage.direct import run
from storage.groups import register
from storage.manners import Manners
from storage.models import Delivery, Notice, Urgency
from storage.notices import change

FOLDED_AT_MOST = 40
_ROWS_A_PERSON = 4
_GROUPS_AT_MOST = 4  # on their way at once: a group that has had its twenty a minute waits, and people not behind it

Chats = Mapping[int, tuple[int, datetime | None]]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes to one chat in one message: one notice, or several folded together, oldest first."""

    to: int
    chat_id: int
    notices: tuple[Notice, ...]

    @property
    def ids(self) -> list[int]:
        """The rows it consists of."""
        return [notice.id for notice in self.notices]


class Claimed(NamedTuple):
    """Parcels that are the asker's now; whether nothing else may go out at present."""

    parcels: list[Parcel]
    are_all: bool


def put_off(session: Session, now: datetime, manners: Manners) -> None:
    """Gives what may not go out now its moment: the next digest, or the end of the quiet hours."""
    if run(session, turns.TO_BE_PUT_OFF, {"now": now}).first() is not None:
        fresh = and_(_ripe(now), Notice.urgency == Urgency.DIGEST, turns.FRESH)
        for hour in choices.hours_among(session, fresh):
            own = and_(fresh, Notice.person_id.in_(choices.people_at(hour)))
            change(session, own, not_before=manners.next_digest(now, hour))
        change(session, fresh, not_before=manners.next_digest(now))
    if not manners.may_speak(now):
        change(session, and_(_ripe(now), Notice.urgency != Urgency.NOW), not_before=manners.earliest(now))


def claim(session: Session, now: datetime, manners: Manners, most: int, busy: Collection[int] = ()) -> Claimed:
    """Takes one parcel each for at most so many people and groups, none of them among `busy`; urgent things first.

    Rows of people who have no account, or have blocked the bot, are marked as such and passed over; so are those of
    groups that the bot is out of.
    """
    while chosen := _addressees(session, now, manners, most, busy):
        chats = _chats(session, chosen)
        rows = _reachable(session, _ripe_rows(session, now, manners, chosen), chats)
        budget_left = _within_budget(session, now, manners, rows)
        taken = _take(session, [row for each in budget_left.values() for row in each])
        if taken:
            claimed = [Parcel(to, chats[to][0], rows) for to, rows in taken.items()]
            return Claimed(claimed, not _addressees(session, now, manners, 1, ()))
    return Claimed([], not busy)


def _ripe(now: datetime) -> ColumnElement[bool]:
    return and_(Notice.state == Delivery.WAITING, Notice.not_before <= now)


def _addressees(session: Session, now: datetime, manners: Manners, most: int, busy: Collection[int]) -> list[int]:
    found: dict[int, None] = {}
    groups_left = _GROUPS_AT_MOST - sum(to < 0 for to in busy)
    asked = {"now": now, "busy": list(busy), "most": most * _ROWS_A_PERSON}
    for turn in turns.ADDRESSEES[manners.may_speak(now)][groups_left > 0]:
        for to in run(session, turn, asked).scalars():
            if to > 0 or to in found or sum(each < 0 for each in found) < groups_left:
                found[to] = None
        if len(found) >= most:
            break
    return list(found)[:most]


def _chats(session: Session, chosen: Sequence[int]) -> Chats:
    rows = run(session, turns.CHATS, {"people": [to for to in chosen if to > 0]})
    chats: Chats = {row.person_id: (row.chat_id, row.blocked_at) for row in rows}
    groups = [-to for to in chosen if to < 0]
    return {**chats} | {-group: where for group, where in (register.chats(session, groups) if groups else {}).items()}


def _ripe_rows(session: Session, now: datetime, manners: Manners, chosen: Sequence[int]) -> list[Notice]:
    people, groups = [to for to in chosen if to > 0], [-to for to in chosen if to < 0]
    asked = {"now": now, "people": people} | ({"groups": groups} if groups else {})
    return list(session.scalars(turns.ROWS[manners.may_speak(now)][bool(groups)], asked))


def _reachable(session: Session, rows: Iterable[Notice], chats: Chats) -> dict[int, list[Notice]]:
    """The rows by addressee; those that nobody would receive are marked."""
    found: dict[int, list[Notice]] = defaultdict(list)
    lost: dict[Delivery, list[int]] = defaultdict(list)
    for row in rows:
        if row.to not in chats:
            lost[Delivery.UNBOUND].append(row.id)
        elif chats[row.to][1] is not None:
            lost[Delivery.BLOCKED].append(row.id)
        else:
            found[row.to].append(row)
    for state, ids in lost.items():
        change(session, and_(Notice.id.in_(ids), Notice.state == Delivery.WAITING), state=state)
    return found


def _within_budget(
    session: Session, now: datetime, manners: Manners, rows: Mapping[int, Sequence[Notice]]
) -> dict[int, Sequence[Notice]]:
    """One message each: the oldest urgent notice, else the rest folded.

    Who has heard enough today waits for the digest; a group has no such budget, and is told one thing at a time.
    """
    urgent = {to: [row for row in own if row.urgency is Urgency.NOW] for to, own in rows.items()}
    heard = _heard_today(session, [to for to in rows if to > 0 and not urgent[to]], manners.midnight(now))
    allowed: dict[int, Sequence[Notice]] = {}
    too_many: dict[int, list[int]] = {}
    for to, own in rows.items():
        is_digest = any(row.urgency is Urgency.DIGEST for row in own)
        if urgent[to]:
            allowed[to] = urgent[to][:1]
        elif to < 0:
            allowed[to] = own[:1]
        elif is_digest or within_budget(heard.get(to, 0), manners.quiet):
            allowed[to] = _folded(own)
        else:
            too_many[to] = [row.id for row in own]
    hours = choices.hours_of(session, too_many) if too_many else {}
    for person, ids in too_many.items():
        later = {"urgency": Urgency.DIGEST, "not_before": manners.next_digest(now, hours.get(person))}
        change(session, and_(Notice.id.in_(ids), Notice.state == Delivery.WAITING), **later)
    return allowed


def _folded(own: Sequence[Notice]) -> Sequence[Notice]:
    """What goes into one message: everything in words, what is due first on top; then one file or album at a time."""
    words = sorted((row for row in own if not row.carries), key=lambda row: str(row.values.get("due_on") or "9"))
    return words[:FOLDED_AT_MOST] or own[:1]


def _heard_today(session: Session, people: Collection[int], since: datetime) -> dict[int, int]:
    rows = run(session, turns.HEARD, {"people": list(people), "since": since}) if people else ()
    return {row.person_id: row.messages for row in rows}


def _take(session: Session, rows: Sequence[Notice]) -> dict[int, tuple[Notice, ...]]:
    """Waiting → sending, compare-and-set; the rows that are ours now, by addressee."""
    taken = set(run(session, turns.TAKE, {"ids": [row.id for row in rows]}).scalars())
    parcels: dict[int, tuple[Notice, ...]] = {}
    for row in rows:
        if row.id in taken:
            parcels[row.to] = (*parcels.get(row.to, ()), row)
    return parcels
