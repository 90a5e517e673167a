"""An office sets an alert and lifts it; the chiefs whom it binds are told once of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.alerts import AlertKind, AlertRule, Colour
from rules.refusals import Refusal
from storage import audit, outbox
from storage.alerts import reading
from storage.alerts.reading import AlertCard, Bound
from storage.audit import By
from storage.models import Alert, Urgency
from storage.outbox import Tell

LONGEST = 366  # days


@dataclass(frozen=True, slots=True)
class Wanted:
    """An alert to be set at a water or at a post of a region."""

    region_id: int
    water_id: int | None
    post_id: int | None
    kind: AlertKind
    colour: Colour
    from_on: date
    until_on: date
    reason: str


def check_days(from_on: date, until_on: date) -> None:
    """Refuses days that are none."""
    if not from_on <= until_on <= from_on + timedelta(days=LONGEST):
        raise Refusal("refusal/alert_days", longest=LONGEST)


def set_alert(session: Session, by: By, wanted: Wanted, today: date, rules: Sequence[AlertRule]) -> tuple[int, int]:
    """Sets it and tells the chiefs; returns its id and how many were told. The same one twice is refused."""
    assert by.person_id is not None  # noqa: S101 - only an office sets alerts
    check_days(wanted.from_on, wanted.until_on)
    if _same(session, wanted):
        raise Refusal("refusal/alert_is_on")
    alert = Alert(
        region_id=wanted.region_id, water_id=wanted.water_id, post_id=wanted.post_id, kind=wanted.kind,
        colour=wanted.colour, from_on=wanted.from_on, until_on=wanted.until_on, reason=wanted.reason,
        set_at=by.at, set_by_id=by.person_id,
    )  # fmt: skip
    session.add(alert)
    session.flush()
    audit.record(
        session, by, "set_alert", "alert", alert.id, water_id=wanted.water_id, post_id=wanted.post_id,
        kind=wanted.kind, colour=wanted.colour, from_on=wanted.from_on.isoformat(),
        until_on=wanted.until_on.isoformat(), reason=wanted.reason,
    )  # fmt: skip
    return alert.id, _tell(session, by, alert, "alert/set_for_you", today, rules)


def lift(session: Session, by: By, alert_id: int, reason: str, today: date, rules: Sequence[AlertRule]) -> AlertCard:
    """Lifts an alert: today is no day of it any more. Refuses one that is over already."""
    alert = session.get(Alert, alert_id)
    if alert is None:
        raise Refusal("refusal/button_too_old")
    ended_on = min(alert.until_on, today - timedelta(days=1))
    lifted = session.execute(
        update(Alert)
        .where(Alert.id == alert_id, Alert.lifted_at.is_(None), Alert.until_on >= today)
        .values(ended_on=ended_on, lifted_at=by.at, lifted_by_id=by.person_id, lift_reason=reason)
    )
    if lifted.rowcount != 1:  # type: ignore[attr-defined]
        raise Refusal("refusal/alert_is_over")
    session.refresh(alert)
    audit.record(session, by, "lift_alert", "alert", alert_id, ended_on=ended_on.isoformat(), reason=reason)
    _tell(session, by, alert, "alert/lifted_for_you", today, rules)
    card = reading.card(session, alert_id, today)
    assert card is not None  # noqa: S101 - it was just read
    return card


def _same(session: Session, wanted: Wanted) -> bool:
    found = session.query(Alert.id).filter(
        Alert.water_id == wanted.water_id if wanted.water_id else Alert.post_id == wanted.post_id,
        Alert.kind == wanted.kind, Alert.colour == wanted.colour, Alert.lifted_at.is_(None),
        Alert.from_on <= wanted.until_on, Alert.until_on >= wanted.from_on,
    )  # fmt: skip
    return found.first() is not None


def _tell(session: Session, by: By, alert: Alert, kind: str, today: date, rules: Sequence[AlertRule]) -> int:
    bound: dict[int, list[Bound]] = {}
    for one in reading.bound_by(session, alert.water_id, alert.post_id, today):
        bound.setdefault(one.person_id, []).append(one)
    card = reading.card(session, alert.id, today)
    assert card is not None  # noqa: S101 - it was just written
    notices = [
        Tell(kind, f"{kind}:{alert.id}:{person}", person, _values(card, posts, rules), Urgency.DAYTIME)
        for person, posts in bound.items()
    ]
    outbox.tell(session, by.at, notices)
    return len(notices)


def _values(card: AlertCard, posts: Sequence[Bound], rules: Sequence[AlertRule]) -> dict[str, Any]:
    asked = {
        (rule.period.word, rule.count)
        for rule in rules
        for one in posts
        if rule.colour is card.colour
        and rule.validity.holds(card.from_on)
        and rule.binds(one.post.role, one.post.level)
    }
    return {
        "place": card.place,
        "kind": card.kind.word,
        "colour": card.colour.value,
        "from_on": card.from_on.isoformat(),
        "until_on": card.until_on.isoformat(),
        "reason": card.reason,
        "lift_reason": card.lift_reason,
        "asked": [list(one) for one in sorted(asked)],
    }
