"""Ordering a measure: checked against the ladder, kept once per origin, told to who it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from rules.ladder import Ladder, MeasureRules
from rules.measure_lives import first_state
from rules.measures import Deed, MeasureKind, MeasureState
from rules.refusals import Refusal
from rules.workdays import IsWorkday, add_workdays
from storage import audit
from storage.audit import By
from storage.measures import telling
from storage.measures.subjects import Subject
from storage.models import Measure, MeasureStep, Post
from storage.once import insert_once
from storage.posts import desks


@dataclass(frozen=True, slots=True)
class About:
    """Who a measure is about. A post's person, or (`person_id` None) its unit; `unit` is how that is counted.

    `reason` and `evidence` are this one's own, where several are named in one circular.
    """

    post_id: int | None
    person_id: int | None
    name: str
    unit: str = ""
    reason: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered. `region_id` is the region of the office that keeps it, `office_post_id` its post.

    `superior_post_id`: who is asked to hold an interview 提请约谈; without, the office itself arranges it.
    """

    kind: MeasureKind
    region_id: int
    office_post_id: int | None
    about: Sequence[About]
    reason: str
    due_on: date | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    superior_post_id: int | None = None
    previous_id: int | None = None
    body: str = ""


def about(subject: Subject, as_unit: bool = False, **more: Any) -> About:
    """A post found by name, as a person or as its unit."""
    if as_unit:
        return About(subject.post_id, None, subject.unit, subject.unit, **more)
    return About(subject.post_id, subject.person_id, subject.as_person, subject.unit, **more)


def order(session: Session, by: By, ladder: Ladder, told: Order, today: date, is_workday: IsWorkday) -> list[Measure]:
    """Records one measure for each; one that exists already by its origin is left as it is.

    Refuses a kind the jurisdiction does not have, who may not order it, a superior who does not hold the post.
    """
    rung = ladder.rung(told.kind)
    if rung is None:
        raise Refusal("refusal/no_such_measure", kind=told.kind)
    _may_order(session, by, rung, told, today)
    return _kept(session, by, rung, told, today, is_workday)


def record_circular(
    session: Session,
    by: By,
    ladder: Ladder,
    region_id: int,
    office_post_id: int | None,
    circular_id: int,
    number: str,
    named: Sequence[About],
    today: date,
    is_workday: IsWorkday,
) -> list[Measure]:
    """A circular 通报 was published: one measure for each person and unit it names, due as the profile says.

    Called in the transaction of publishing (storage/circulars). A second call adds nothing. Who is named is told by
    the circular itself; here they see it under their own measures and answer it there.
    """
    rung = ladder.rung(MeasureKind.CIRCULAR) or MeasureRules(MeasureKind.CIRCULAR)
    own = [
        About(each.post_id, each.person_id, each.name, each.unit, each.reason, each.evidence,
              circular_origin(circular_id, each.person_id, each.name))
        for each in named
    ]  # fmt: skip
    told = Order(MeasureKind.CIRCULAR, region_id, office_post_id, own, f"{number}通报", evidence={"papers": [number]})
    return _kept(session, by, rung, told, today, is_workday, tell=False)


def circular_origin(circular_id: int, person_id: int | None, name: str) -> str:
    """The key of the measure that a naming becomes: once each."""
    return f"circular:{circular_id}:{f'person-{person_id}' if person_id else name}"[:200]


def _may_order(session: Session, by: By, rung: MeasureRules, told: Order, today: date) -> None:
    held = {seat.role for seat in desks.seats(session, by.person_id or 0, today) if seat.post_id == by.post_id}
    asks = rung.kind is MeasureKind.INTERVIEW and told.superior_post_id is not None
    if not asks and not held & rung.ordered_by:
        raise Refusal("refusal/measure_not_yours_to_order", kind=rung.kind, roles=sorted(rung.ordered_by))
    if asks and told.superior_post_id is not None:
        telling.superior_now(session, told.superior_post_id, today)
        role = session.get_one(Post, told.superior_post_id).role
        if role not in rung.ordered_by:
            raise Refusal("refusal/measure_not_yours_to_order", kind=rung.kind, roles=sorted(rung.ordered_by))
    if not told.about or (told.kind is MeasureKind.CLUES and len(told.about) > 1):
        raise Refusal("refusal/measure_about_nobody", kind=told.kind)
    if told.due_on is not None and told.due_on < today:
        raise Refusal("refusal/due_in_the_past", due=told.due_on)


def _kept(
    session: Session, by: By, rung: MeasureRules, told: Order, today: date, is_workday: IsWorkday, tell: bool = True
) -> list[Measure]:
    due_on = told.due_on or (add_workdays(today, rung.reply_days, is_workday) if rung.reply_days else None)
    state = first_state(told.kind, told.superior_post_id is not None, due_on is not None)
    rows = [_row(session, by, told, each, state, due_on, today) for each in told.about]
    made = [row for row in rows if row is not None]
    for measure in made:
        if len(told.about) > 1:
            measure.together_id = made[0].id
        step = MeasureStep(measure_id=measure.id, deed=Deed.ORDER, before=None, after=measure.state, at=by.at,
                           person_id=by.person_id, post_id=by.post_id, words="", update_id=by.update_id)  # fmt: skip
        session.add(step)
        after = {"kind": measure.kind, "subject": measure.subject, "reason": measure.reason, "state": measure.state}
        audit.record(session, by, "order", "measure", measure.id, after=after)
    session.flush()
    if tell and made:
        telling.tell_ordered(session, by, made, today)
    return made


def _row(
    session: Session, by: By, told: Order, one: About, state: MeasureState, due_on: date | None, today: date
) -> Measure | None:
    interview = told.kind is MeasureKind.INTERVIEW
    row = {
        "kind": told.kind,
        "state": state,
        "region_id": told.region_id,
        "office_post_id": told.office_post_id,
        "post_id": one.post_id,
        "person_id": one.person_id,
        "subject": one.name[:200],
        "home_unit": one.unit[:200],
        "reason": one.reason or told.reason,
        "evidence": dict(told.evidence) | dict(one.evidence),
        "origin": one.origin,
        "previous_id": told.previous_id,
        "due_on": None if interview and state is not MeasureState.OPEN else due_on,
        "ordered_on": today,
        "ordered_at": by.at,
        "ordered_by_id": by.person_id,
        "ordered_post_id": by.post_id,
        "superior_post_id": told.superior_post_id,
        "body": told.body[:200],
        "closed_at": by.at if state is MeasureState.CLOSED else None,
        "place": "",
        "answers": 0,
    }
    new = insert_once(session, Measure, [row])
    return session.get_one(Measure, new[0]) if new else None
