"""Each naming of a published circular becomes a measure 通报, so that deductions and counts can follow."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.circulars import NameState, Whom
from rules.measures import Deed, MeasureState
from rules.profile import Profile
from rules.workdays import IsWorkday
from storage import audit
from storage.audit import By
from storage.circulars.changing import names_of
from storage.circulars.places import places
from storage.circulars.speaking import posts_speaking
from storage.measures.recording import About, circular_origin, record_circular
from storage.models import Circular, CircularName, Measure, MeasureStep, Post


def record(
    session: Session, by: By, profile: Profile, circular: Circular, number: str, today: date, is_workday: IsWorkday
) -> None:
    """One measure for each unit and person that stands named."""
    named = [row for row in names_of(session, circular.id) if row.state is NameState.NAMED]
    told = _about(session, named)
    record_circular(session, by, profile.ladder, circular.region_id, circular.sent_post_id, circular.id, number, told,
                    today, is_workday)  # fmt: skip


def take_back(session: Session, by: By, paper_id: int, reason: str) -> None:
    """The circular was withdrawn: what followed for those it named is cancelled, the points too; a second run does
    nothing. They hear it with the paper."""
    circular_id = session.scalar(select(Circular.id).where(Circular.paper_id == paper_id))
    own = Measure.origin.startswith(f"circular:{circular_id}:", autoescape=True)
    for measure in session.scalars(select(Measure).where(own, Measure.state != MeasureState.CANCELLED)):
        before, measure.state, measure.closed_at = measure.state, MeasureState.CANCELLED, by.at
        step = MeasureStep(measure_id=measure.id, deed=Deed.CANCEL, before=before, after=measure.state, at=by.at,
                           person_id=by.person_id, post_id=by.post_id, words=reason,
                           update_id=by.update_id)  # fmt: skip
        session.add(step)
        audit.record(session, by, Deed.CANCEL, "measure", measure.id, before=before, after=measure.state, words=reason)
    session.flush()


def measures_of(session: Session, circular_id: int, rows: Sequence[CircularName]) -> dict[int, Measure]:
    """The measure that each naming became, by the id of the name."""
    own = Measure.origin.startswith(f"circular:{circular_id}:", autoescape=True)
    found = {each.origin: each for each in session.scalars(select(Measure).where(own))}
    keys = {row.id: circular_origin(circular_id, row.person_id, row.name) for row in rows}
    return {name_id: found[key] for name_id, key in keys.items() if key in found}


def _about(session: Session, named: Sequence[CircularName]) -> list[About]:
    where, speaking = places(session), posts_speaking(session, named)
    found = []
    for row in named:
        own: Sequence[int | None] = speaking.get(row.id) or (None,)
        post = session.get(Post, row.post_id) if row.post_id else None
        town = where.town_of(post.region_id) if post else None
        unit = row.name if row.whom is Whom.UNIT else where.names.get(town or 0, "")
        reason = "；".join(f"{line['said']}：{line['text']}" if line["said"] else line["text"] for line in row.lines)
        evidence = {"issues": [issue_number for line in row.lines for _, issue_number in line["issues"]]}
        found.append(About(row.post_id or own[0], row.person_id, row.name, unit, reason, evidence))
    return found
