"""The end of a patrol: by the chief, or by itself when it was forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.profile import Profile
from rules.refusals import Refusal
from storage import audit, outbox
from storage.audit import By
from storage.models import Draft, Issue, Media, Patrol, PatrolMode, PatrolState, Subject, TrackPoint, Water
from storage.outbox import Tell
from storage.patrols import facts
from storage.patrols.facts import Judged
from storage.patrols.resuming import DIALOG
from storage.posts.delegations import tell_chief

_GOING = (PatrolState.OPEN, PatrolState.PAUSED)


def finish(session: Session, by: By, profile: Profile, patrol_id: int) -> Judged:
    """Ends a patrol now and keeps what it came to; the chief of a delegated one is told."""
    patrol = session.get(Patrol, patrol_id, with_for_update=True)
    if patrol is None or patrol.state not in _GOING:
        raise Refusal("refusal/patrol_over", state=patrol.state.value if patrol else PatrolState.CANCELLED.value)
    return _end(session, by, profile, patrol, patrol.ended_at or by.at, PatrolState.FINISHED)


def end_forgotten(session: Session, profile: Profile, now: datetime) -> int:
    """Ends patrols open longer than the profile allows, judged from what there is; returns how many.

    A forgotten patrol ended when it was last heard of, not when somebody noticed.
    """
    before = now - timedelta(hours=profile.patrol.max_hours)
    forgotten = session.scalars(
        select(Patrol)
        .where(Patrol.state.in_(_GOING), Patrol.started_at <= before)
        .order_by(Patrol.id)
        .with_for_update()
    )
    ended = 0
    for patrol in forgotten.all():
        draft = _draft(session, patrol)
        if patrol.mode is PatrolMode.LATER and draft is not None and draft.started_at > before:
            continue  # walked long ago, being entered now
        until = patrol.ended_at or _last_heard(session, patrol, draft, now)
        judged = _end(session, By(now), profile, patrol, until, PatrolState.LAPSED)
        _tell_lapsed(session, patrol, judged, now)
        if draft is not None:
            session.delete(draft)
        ended += 1
    session.flush()
    return ended


def _end(session: Session, by: By, profile: Profile, patrol: Patrol, until: datetime, state: PatrolState) -> Judged:
    _close_pause(patrol, until)
    judged = facts.judge(session, profile, patrol, until)
    before = patrol.state
    patrol.state, patrol.ended_at = state, until
    patrol.metres, patrol.share, patrol.grade = judged.measured.metres, judged.measured.share, judged.grade
    patrol.counts, patrol.missing = judged.verdict.counts, facts.as_json(judged.verdict.missing)
    session.flush()
    audit.record(
        session, by, "patrol_end", "patrol", patrol.id, before=before, after=state, ended_at=until.isoformat(),
        minutes=round(judged.facts.minutes, 1), metres=round(judged.measured.metres, 1), share=patrol.share,
        grade=patrol.grade, counts=patrol.counts, missing=patrol.missing, points=judged.facts.fixes_count,
    )  # fmt: skip
    tell_chief(session, by.at, patrol, judged.facts.minutes)
    return judged


def _close_pause(patrol: Patrol, until: datetime) -> None:
    if patrol.paused_at is not None:
        end = max(until, patrol.paused_at)
        patrol.pauses = [*patrol.pauses, [patrol.paused_at.isoformat(), end.isoformat()]]
        patrol.paused_seconds += round((end - patrol.paused_at).total_seconds())
        patrol.paused_at = None


def _draft(session: Session, patrol: Patrol) -> Draft | None:
    rows = session.scalars(select(Draft).where(Draft.person_id == patrol.person_id, Draft.dialog == DIALOG))
    return next((draft for draft in rows if draft.data.get("patrol_id") == patrol.id), None)


def _last_heard(session: Session, patrol: Patrol, draft: Draft | None, now: datetime) -> datetime:
    moments = [
        patrol.started_at,
        patrol.paused_at,
        draft.updated_at if draft else None,
        session.scalar(select(func.max(TrackPoint.at)).where(TrackPoint.patrol_id == patrol.id)),
        session.scalar(select(func.max(Issue.reported_at)).where(Issue.patrol_id == patrol.id)),
        session.scalar(
            select(func.max(Media.sent_at)).where(Media.subject == Subject.PATROL, Media.subject_id == patrol.id)
        ),
    ]
    return min(now, max(moment for moment in moments if moment is not None))


def _tell_lapsed(session: Session, patrol: Patrol, judged: Judged, now: datetime) -> None:
    values = {
        "water": session.get_one(Water, patrol.water_id).name,
        "started_at": patrol.started_at.isoformat(),
        "ended_at": (patrol.ended_at or now).isoformat(),
        "minutes": int(judged.facts.minutes),
        "metres": judged.measured.metres,
        "share": judged.measured.share,
        "grade": judged.grade.value,
        "grade_word": judged.grade.word,
        "counts": judged.verdict.counts,
        "missing": patrol.missing,
    }
    outbox.tell(session, now, [Tell("patrol/lapsed", f"patrol:{patrol.id}:lapsed", patrol.person_id, values)])
