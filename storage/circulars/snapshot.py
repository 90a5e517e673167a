"""Everything a notice says, as JSON: what the Word file is made of, and what is kept when it is published."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from rules import periods
from rules.circular_words import fingerprint, title
from rules.circulars import CircularRule, NameState, Whom
from rules.profile import Profile
from storage.circulars.changing import names_of, span_of
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
    left = gone(session, named, day) if day else set()
    return {
        "format": FORMAT,
        "form": circular.form.value,
        "title": title(circular.form, circular.period, span),
        "period": periods.name(circular.period, span),
        "first": circular.first.isoformat(),
        "last": circular.last.isoformat(),
        "issuer": profile.paper.issuer(session.get_one(Region, circular.region_id).name).name,
        "addressees": rule.addressees,
        "lead": circular.lead,
        "closing": rule.closing,
        "deduct": [rule.deduct_each, rule.deduct_most],
        "figures": circular.figures,
        "units": [_said(row, row.id in left) for row in named if row.whom is Whom.UNIT],
        "people": [_said(row, row.id in left) for row in named if row.whom is Whom.PERSON],
        "number": stamp.number if stamp else "",
        "audit_head": stamp.audit_head if stamp else "",
        "day": day.isoformat() if day else circular.last.isoformat(),
        "rules": circular.rules_sha256,
        "profile": profile.title,
    }


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


def _said(row: CircularName, has_left: bool) -> dict[str, Any]:
    return {
        "name": row.name,
        "seat": row.seat,
        "has_left": row.has_left or has_left,
        "points": row.points,
        "lines": [[line["said"], line["text"]] for line in row.lines],
    }
