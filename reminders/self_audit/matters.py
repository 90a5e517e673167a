"""Who should be reminded of issues, papers, transfers and matters on a day, read one by one from the records."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from sqlalchemy.orm import Session

from rules.chains import DueStep, Target, reached
from rules.profile import Profile
from rules.roles import CHIEFS, Level
from rules.self_audit import Due, addressed
from rules.warnings import Matter, Stage
from rules.workdays import IsWorkday, last_day_off
from storage.action_items import owed
from storage.issues import assignments
from storage.papers import unanswered
from storage.posts.holders import Holder, holders, liaisons, offices
from storage.posts.superiors import chiefs_of, superiors
from storage.self_audit.acknowledging import acknowledged
from storage.transfers.answering import all_outstanding

_ALL = 10_000_000

_People = Mapping[Target, Callable[[], Sequence[Holder]]]


class _One(NamedTuple):
    """A matter that is open. `people` looks up who is concerned, where a step asks; `key` words a notice's key."""

    chain_key: str
    due_on: date
    people: _People
    key: Callable[[DueStep, int], str]


class _Seats:
    """Who is where on a day, each asked once."""

    def __init__(self, session: Session, day: date) -> None:
        self.session, self.day = session, day
        self.held, self.office, self.above = cache(self._held), cache(self._office), cache(self._above)
        self.chief, self.unit = cache(self._chief), cache(self._unit)

    def _held(self, post_id: int | None) -> Sequence[Holder]:
        return holders(self.session, [post_id], self.day).get(post_id, ()) if post_id else ()

    def _office(self, region_id: int) -> Sequence[Holder]:
        return offices(self.session, [region_id], self.day).get(region_id, ())

    def _above(self, post_id: int) -> Sequence[Holder]:
        return superiors(self.session, [post_id], self.day).get(post_id, ())

    def _chief(self, water_id: int | None, level: Level) -> Sequence[Holder]:
        where = (water_id or 0, level)
        return chiefs_of(self.session, [where], self.day).get(where, ()) if water_id else ()

    def _unit(self, water_id: int | None) -> Sequence[Holder]:
        return liaisons(self.session, [water_id], self.day).get(water_id, ()) if water_id else ()


def matters(session: Session, profile: Profile, day: date, is_workday: IsWorkday) -> Iterator[list[Due]]:
    """Each kind of matter in turn."""
    seats, horizon = _Seats(session, day), last_day_off(day, is_workday)
    for matter, listed in _KINDS.items():
        chain = profile.chain(matter, day)
        if chain is None:
            continue
        begun = [(one, due) for one in listed(seats) if (due := reached(chain, one.due_on, day, horizon))]
        known = acknowledged(session, [one.chain_key for one, _ in begun])
        yield [told for one, due in begun for told in _told(one, due, one.chain_key in known)]


def _told(one: _One, due: Sequence[DueStep], is_known: bool) -> Iterator[Due]:
    asked = {Target.OWN, *(step.to for step in due)}
    people = {to: [each.person_id for each in held()] for to, held in one.people.items() if to in asked}
    for step, person, required in addressed(due, people, is_known):
        yield Due(one.key(step, person), person, required)


def _rectifications(seats: _Seats) -> Iterator[_One]:
    for row in assignments.with_deadline(seats.session, 0, _ALL):
        office = partial(seats.office, row.region_id)
        above = partial(seats.above, row.post_id)
        people = {
            Target.OWN: partial(_or, partial(seats.held, row.post_id), office),
            Target.LIAISON: partial(seats.unit, row.water_id),
            Target.SUPERIOR: above if row.role in CHIEFS else partial(seats.chief, row.water_id, row.level),
            Target.OFFICE: office,
        }
        yield _One(f"rectification:{row.issue_id}:{row.due_on}", row.due_on, people,
                   _keyed("rectification_warning", row.issue_id, row.due_on))  # fmt: skip


def _items(seats: _Seats) -> Iterator[_One]:
    for row in owed.with_deadline(seats.session, 0, _ALL):
        office = partial(seats.office, row.region_id)
        deciding = partial(seats.held, row.decided_post_id), partial(seats.held, row.reporter_post_id)
        people = {
            Target.OWN: partial(_or, partial(seats.held, row.owner_post_id), office),
            Target.SUPERIOR: partial(_both, *deciding),
            Target.OFFICE: office,
        }
        yield _One(f"item:{row.item_id}:{row.due_on}", row.due_on, people,
                   _keyed("item_warning", row.item_id, row.due_on))  # fmt: skip


def _transfers(seats: _Seats) -> Iterator[_One]:
    for sent in all_outstanding(seats.session):
        post_id = sent.transfer.post_id
        people = {
            Target.OWN: partial(seats.held, post_id),
            Target.SUPERIOR: partial(seats.above, post_id),
            Target.OFFICE: partial(seats.office, sent.region_id),
        }
        number, due_on = sent.transfer.id, sent.transfer.due_on
        yield _One(f"transfer:{number}:{due_on}", due_on, people, _keyed("transfer_warning", number, due_on))


def _replies(seats: _Seats) -> Iterator[_One]:
    for row in unanswered.with_deadline(seats.session, 0, _ALL):
        for post_id, _ in row.late:
            people = {
                Target.OWN: partial(seats.held, post_id),
                Target.SUPERIOR: partial(seats.above, post_id),
                Target.OFFICE: partial(seats.held, row.office_post_id),
            }

            def key(due: DueStep, person: int, row: unanswered.Unanswered = row) -> str:
                soon = "before" if due.step.stage in (Stage.BEFORE, Stage.DUE) else "overdue"
                kind = soon if due.to is Target.OWN else "unanswered"
                return f"paper_warning:{due.step.name}:{row.paper_id}:{row.due_on}:{kind}:{person}"

            yield _One(f"reply:{row.paper_id}:{post_id}:{row.due_on}", row.due_on, people, key)


def _or(first: Callable[[], Sequence[Holder]], second: Callable[[], Sequence[Holder]]) -> Sequence[Holder]:
    return first() or second()


def _both(first: Callable[[], Sequence[Holder]], second: Callable[[], Sequence[Holder]]) -> Sequence[Holder]:
    return (*first(), *second())


def _keyed(subject: str, number: int, due_on: date) -> Callable[[DueStep, int], str]:
    return lambda due, person: f"{subject}:{due.step.name}:{number}:{due_on}:{person}"


_KINDS: Mapping[Matter, Callable[[_Seats], Iterator[_One]]] = {
    Matter.RECTIFICATION: _rectifications,
    Matter.ITEM: _items,
    Matter.REPLY: _replies,
    Matter.TRANSFER: _transfers,
}
