"""The draft of a notice: begun by the calendar or by hand, computed anew from the records, laid aside."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from rules import circulars as rules
from rules.circular_words import lead
from rules.circulars import CircularState
from storage import audit
from storage.audit import By
from storage.circulars.changing import OPEN_TO_CHANGE, SeenCircular, change_state, names_of
from storage.circulars.computing import Computed
from storage.circulars.naming import Named
from storage.models import Circular, CircularName
from storage.once import insert_once


@dataclass(frozen=True, slots=True)
class Differences:
    """What a new computation changed: figures (words of their keys), who came, who went, whose lines changed."""

    figures: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything is different."""
        return bool(self.figures or self.came or self.went or self.changed)


def begin(session: Session, by: By, told: Computed) -> int | None:
    """Lays the draft before the office; None where that period has one already. A dropped one is begun anew."""
    rule, span = told.rule, told.span
    row = {
        "form": rule.form, "period": rule.period, "first": span.first, "last": span.last, "region_id": told.region_id,
        "state": CircularState.DRAFT, "revision": 0, "lead": lead(rule, span), "figures": told.figures,
        "rules_sha256": told.rules_sha256, "drafted_at": by.at, "drafted_by_id": by.person_id, "computed_at": by.at,
        "reason": "",
    }  # fmt: skip
    new = insert_once(session, Circular, [row])
    circular_id = new[0] if new else _revived(session, told, row)
    if circular_id is None:
        return None
    session.add_all(_row(circular_id, each, told) for each in told.named)
    session.flush()
    audit.record(session, by, "draft", "circular", circular_id, named=len(told.named), rules=told.rules_sha256)
    return circular_id


def compute_anew(session: Session, by: By, seen: SeenCircular, told: Computed) -> Differences:
    """The draft by the records of now; what the office added, took off or wrote stays. Says what is different."""
    before = session.get_one(Circular, seen.circular_id, populate_existing=True).figures
    circular = change_state(session, seen, frozenset({CircularState.DRAFT}), CircularState.DRAFT,
                            figures=told.figures, computed_at=by.at, rules_sha256=told.rules_sha256)  # fmt: skip
    old = {row.subject: row for row in names_of(session, circular.id)}
    wanted = {each.subject.key: each for each in told.named}
    went = [row for key, row in old.items() if key not in wanted and not row.by_hand]
    came = [each for key, each in wanted.items() if key not in old]
    changed = [row for key, row in old.items() if key in wanted and _rewrite(row, wanted[key], told)]
    for row in went:
        session.delete(row)
    session.add_all(_row(circular.id, each, told) for each in came)
    session.flush()
    differences = Differences(
        figures=tuple(_different(before, told.figures)),
        came=tuple(each.subject.name for each in came),
        went=tuple(row.name for row in went),
        changed=tuple(row.name for row in changed),
    )
    audit.record(session, by, "compute", "circular", circular.id, came=list(differences.came),
                 went=list(differences.went), changed=list(differences.changed))  # fmt: skip
    return differences


def drop(session: Session, by: By, seen: SeenCircular) -> Circular:
    """作废: laid aside while nobody has been asked; it may be begun anew."""
    circular = change_state(session, seen, OPEN_TO_CHANGE, CircularState.DROPPED)
    audit.record(session, by, "drop", "circular", circular.id)
    return circular


def _revived(session: Session, told: Computed, row: dict[str, Any]) -> int | None:
    key = (Circular.form == told.rule.form) & (Circular.period == told.rule.period)
    key &= (Circular.first == told.span.first) & (Circular.region_id == told.region_id)
    dropped = key & (Circular.state == CircularState.DROPPED)
    again = row | {"revision": Circular.revision + 1}
    revived = session.execute(update(Circular).where(dropped).values(**again).returning(Circular.id)).scalar()
    if revived is not None:
        session.execute(delete(CircularName).where(CircularName.circular_id == revived))
    return revived


def _row(circular_id: int, each: Named, told: Computed) -> CircularName:
    subject = each.subject
    return CircularName(
        circular_id=circular_id, subject=subject.key, whom=each.whom, person_id=subject.person_id,
        unit_id=subject.unit_id, region_id=subject.region_id, post_id=each.post_id, name=subject.name, seat=each.seat,
        has_left=_has_left(each, told), lines=each.lines, points=each.points,
    )  # fmt: skip


def _has_left(each: Named, told: Computed) -> bool:
    return (each.post_id, each.subject.person_id) in told.left


def _rewrite(row: CircularName, each: Named, told: Computed) -> bool:
    new = {"lines": each.lines, "points": each.points, "seat": each.seat, "post_id": each.post_id,
           "has_left": _has_left(each, told), "name": each.subject.name}  # fmt: skip
    by_hand = [line for line in row.lines if line["ground"] == rules.Ground.BY_HAND]
    new["lines"] = [*each.lines, *by_hand]
    different = new["lines"] != row.lines or new["points"] != row.points
    for key, value in new.items():
        setattr(row, key, value)
    return bool(different)


def _different(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [key for key in ("levels", "towns", "issues", "people") if before.get(key) != after.get(key)]
