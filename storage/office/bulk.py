"""One act on many issues: looked at before, done in one transaction, what has changed meanwhile left out and named."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from rules.issue_states import Act
from rules.issue_types import Severity
from rules.refusals import Refusal
from storage import outbox
from storage.issues import assigning, candidates, origins, rectifications, reviews
from storage.issues.matters import Matter, matter
from storage.issues.steps import Hand, Seen, checked, hold_all
from storage.issues.tasks import urged_on
from storage.media import of
from storage.models import MediaUse, Subject
from storage.office.folding import folded

MOST = 50  # in one transaction: half a second on SQLite, in which other people's answers wait


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done. Assigning: to `post_id` or (None) to each issue's likeliest, until `due_on` or (None) as the
    superior or the profile says; `words` are the requirement, or (empty) what `requirements` has for the type.
    """

    act: Act
    post_id: int | None = None
    due_on: date | None = None
    words: str = ""
    requirements: Mapping[str, str] = field(default_factory=dict)


class Seat(NamedTuple):
    """As what the person decides: the path of a region and the office's post there."""

    region_path: str
    post_id: int


class Pick(NamedTuple):
    """One issue that can be done. `whose` is the assignee's seat, `due_on` the day it would be due."""

    seen: Seen
    number: str
    type: str
    place: str
    whose: str
    due_on: date | None


class Excluded(NamedTuple):
    """One that cannot, and the refusal that says why."""

    number: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done, and what would not."""

    picks: tuple[Pick, ...]
    excluded: tuple[Excluded, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done: numbers; and what was not."""

    done: tuple[str, ...]
    skipped: tuple[Excluded, ...]


class _Ready(NamedTuple):
    hand: Hand
    post_id: int | None
    whose: str
    due_on: date | None
    words: str


def plan(session: Session, hand: Hand, order: Order, seats: Sequence[Seat], issue_ids: Sequence[int]) -> Plan:
    """Looks at each issue as the act would; changes nothing."""
    picks, excluded = [], []
    for issue_id in issue_ids:
        now = matter(session, issue_id, hand.today)
        if now is None:
            continue
        try:
            ready = _ready(session, hand, order, seats, now, Seen(issue_id, now.turn.step_id))
        except Refusal as refusal:
            excluded.append(Excluded(now.issue.number, refusal.text))
        else:
            seen = Seen(issue_id, now.turn.step_id)
            told = (now.issue.number, now.issue.type, now.place, ready.whose, ready.due_on)
            picks.append(Pick(seen, *told))
    return Plan(tuple(picks), tuple(excluded))


def carry_out(session: Session, hand: Hand, order: Order, seats: Sequence[Seat], picks: Sequence[Seen]) -> Outcome:
    """Does it in the caller's transaction, each issue whole or not at all; everybody concerned is told once."""
    hold_all(session, [seen.issue_id for seen in picks])
    done, skipped = [], []
    with outbox.gathered(session) as notices:
        for seen in picks:
            before = len(notices)
            try:
                with session.begin_nested():
                    done.append(_do(session, hand, order, seats, seen).issue.number)
            except Refusal as refusal:
                del notices[before:]
                skipped.append(Excluded(_number(session, seen, hand.today), refusal.text))
    outbox.tell(session, hand.by.at, folded(notices, order.act))
    return Outcome(tuple(done), tuple(skipped))


def _do(session: Session, hand: Hand, order: Order, seats: Sequence[Seat], seen: Seen) -> Matter:
    now = checked(session, seen, order.act, hand)
    ready = _ready(session, hand, order, seats, now, seen)
    if order.act is Act.ASSIGN:
        assert ready.post_id is not None and ready.due_on is not None  # noqa: S101, PT018 - _ready saw to it
        return assigning.assign(session, ready.hand, seen, ready.post_id, ready.due_on, ready.words, now)
    acts: dict[Act, Callable[[], Matter]] = {
        Act.VERIFY: lambda: assigning.verify(session, ready.hand, seen, now),
        Act.URGE: lambda: rectifications.urge(session, ready.hand, seen, order.words),
        Act.CONFIRM: lambda: reviews.confirm(session, ready.hand, seen, True),
    }
    return acts[order.act]()


def _ready(session: Session, hand: Hand, order: Order, seats: Sequence[Seat], now: Matter, seen: Seen) -> _Ready:
    """What the act needs; refuses what cannot be done together with others."""
    seat = next((each for each in seats if now.region_path.startswith(each.region_path)), None)
    if seat is None:
        raise Refusal("refusal/not_your_region")
    hand.profile.life.after(now.issue.state, order.act)
    own = replace(hand, by=replace(hand.by, post_id=seat.post_id))
    if order.act is Act.ASSIGN:
        return _assignment(session, own, order, seat, now)
    if order.act is Act.URGE and (at := urged_on(session, seen.issue_id, hand.today, hand.profile.timezone)):
        raise Refusal("refusal/urged_today", number=now.issue.number, at=at)
    if order.act is Act.CONFIRM:
        _reviewable(session, hand, now)
    return _Ready(own, None, now.assignee, now.issue.due_on, order.words)


def _assignment(session: Session, hand: Hand, order: Order, seat: Seat, now: Matter) -> _Ready:
    if order.post_id is None:
        likely = next(iter(candidates.suggested(session, now.issue, seat.region_path, hand.today)), None)
    else:
        likely = candidates.one(session, now.issue, seat.region_path, order.post_id, hand.today)
    if likely is None:
        raise Refusal("refusal/nobody_to_assign" if order.post_id is None else "refusal/post_is_vacant")
    wanted = origins.wanted_on(session, now.issue.id)
    if wanted is not None and order.due_on is not None and order.due_on > wanted >= hand.today:
        raise Refusal("refusal/later_than_superior", number=now.issue.number, wanted=wanted)
    due_on = order.due_on or reviews.first_due(session, hand, now)
    ready = order.requirements
    words = order.words or ready.get(now.issue.type) or ready.get("other", "")
    return _Ready(hand, likely.post_id, likely.seat, due_on, words)


def _reviewable(session: Session, hand: Hand, now: Matter) -> None:
    """Who worked on it does not close it; what is grave, or has no photo of how it looks now, is looked at alone."""
    assert hand.by.person_id is not None  # noqa: S101 - only people review
    reviews.may_review(now, hand.by.person_id, True)
    if now.issue.severity is Severity.MAJOR:
        raise Refusal("refusal/grave_reviewed_alone", number=now.issue.number)
    if not of(session, Subject.ISSUE, now.issue.id, MediaUse.AFTER):
        raise Refusal("refusal/no_photo_to_review", number=now.issue.number)


def _number(session: Session, seen: Seen, today: date) -> str:
    now = matter(session, seen.issue_id, today)
    return now.issue.number if now else ""
