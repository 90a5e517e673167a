"""Everything a notice says, as JSON: what the Word file is made of, and what is kept when it is published."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from rules import periods
from rules.circular_words import fingerprint, title
from rules.circulars import CircularRule, Form, NameState, Whom
from rules.periods import Period
from rules.profile import Profile
from storage.circulars.changing import names_of, span_of
from storage.circulars.counting import counts
from storage.circulars.speaking import gone
from storage.models import Circular, CircularName, Region
from storage.papers.signing import Stamp

FORMAT = 1


def facts(
    session: Session, profile: Profile, rule: CircularRule, circular: Circular, stamp: Stamp | None,
    today: date | None = None,
) -> dict[str, Any]:  # fmt: skip
    """What the paper says; without a stamp, as a draft of the day. Only JSON, so that it is the same read back."""
    span = span_of(circular)
    named = [row for row in names_of(session, circular.id) if row.state is NameState.NAMED]
    day = stamp.day if stamp else today
    return {
        "format": FORMAT,
        "form": circular.form.value,
        "title": title(circular.form, circular.period, span),
        "period": periods.name(circular.period, span),
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "issuer": profile.paper.issuer(session.get_one(Region, circular.region_id).name).name,
        "addressees": rule.addressees,
        "lead": circular.lead,
        "closing": rule.closing,
        "deduct": [rule.deduct_each, rule.deduct_most],
        "figures": circular.figures,
        "units": [_said(row) for row in named if row.whom is Whom.UNIT],
        "people": _people(session, named, day),
        "cumulative": _cumulative(session, profile, circular, named, day) if day else {},
        "number": stamp.number if stamp else "",
        "audit_head": stamp.audit_head if stamp else "",
        "day": day.isoformat() if day else circular.last.isoformat(),
        "rules": circular.rules_sha256,
        "profile": profile.title,
    }


def _cumulative(
    session: Session, profile: Profile, circular: Circular, named: Sequence[CircularName], day: date
) -> dict[str, int]:
    """How often was named in the year of that day, this notice included; nothing of a letter."""
    if circular.form is not Form.CIRCULAR:
        return {}
    year = periods.moments(periods.span(Period.YEAR, day), ZoneInfo(profile.timezone))
    before = counts(session, [session.get_one(Region, circular.region_id).path], year)
    units = sum(row.whom is Whom.UNIT for row in named)
    return {"year": day.year, "issues": before.issues + 1, "unit_times": before.unit_times + units,
            "person_times": before.person_times + len(named) - units}  # fmt: skip


def sealed(snapshot: dict[str, Any]) -> str:
    """The hash by which a snapshot is known to be unaltered."""
    return fingerprint(snapshot)


def reproduce(session: Session, circular_id: int) -> dict[str, Any]:
    """What was published, to be made into the same paper; a ValueError if it was altered since."""
    circular = session.get_one(Circular, circular_id, populate_existing=True)
    if circular.snapshot is None:
        raise LookupError(f"circular {circular_id} was not published")
    if sealed(circular.snapshot) != circular.snapshot_sha256:
        raise ValueError(f"the snapshot of circular {circular_id} was altered")
    return circular.snapshot


def _people(session: Session, named: Sequence[CircularName], day: date | None) -> list[dict[str, Any]]:
    """The people named; who has left by that day is said to have left."""
    left = gone(session, named, day) if day else set()
    return [_said(row, row.id in left) for row in named if row.whom is Whom.PERSON]


def _said(row: CircularName, has_left: bool = False) -> dict[str, Any]:
    return {
        "name": row.name,
        "seat": row.seat,
        "has_left": has_left or row.has_left,
        "points": row.points,
        "lines": [[line["said"], line["text"]] for line in row.lines],
    }
