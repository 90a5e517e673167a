"""What is known of a patrol, measured and judged by the rules of its day. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules import evidence, validity
from rules.evidence import Grade, PatrolFacts
from rules.geodesy import Line, Place
from rules.profile import Profile
from rules.tracks import Measured, Pause, measure
from rules.validity import Missing, Verdict
from storage import media, tracks, waters
from storage.models import Issue, Media, MediaKind, MediaUse, Patrol, PatrolMode, PatrolState, Post, Subject, TrackPoint

VAGUEST = 100.0  # metres of uncertainty that speak for the sender, no more


@dataclass(frozen=True, slots=True)
class Judged:
    """A patrol read by the rules. `pins_off` is how far off the reach its nearest shared place lies, in metres."""

    facts: PatrolFacts
    measured: Measured
    grade: Grade
    verdict: Verdict
    pins_off: float | None

    @property
    def mendable(self) -> tuple[Missing, ...]:
        """What is missing and can still be had by going on with this patrol."""
        if self.facts.entered_later:
            return ()
        return tuple(lack for lack in self.verdict.missing if lack.what.mendable)


def judge(session: Session, profile: Profile, patrol: Patrol, until: datetime) -> Judged:
    """Measures and judges a patrol as if it ended at `until` (its own end, if it has one, goes first)."""
    lines = waters.lines_of(session, patrol.water_id)
    pauses = pauses_of(patrol, until)
    measured = measure(tracks.fixes(session, patrol.id), waters.joined(lines), profile.track, pauses)
    pins = _pins(session, patrol.id)
    facts = _facts(session, patrol, until, measured, _on_reach(pins, lines, profile.track.reach_width))
    post = session.get_one(Post, patrol.post_id)
    day = patrol.started_at.astimezone(ZoneInfo(profile.timezone)).date()
    rule = profile.valid_patrol_for(post.role, post.level, day)
    verdict = validity.judge(rule, facts, _previous_end(session, patrol))
    offs = [off for pin in pins if (off := waters.off(Place(pin.lat, pin.lon), lines)) is not None]
    return Judged(facts, measured, evidence.grade(facts), verdict, min(offs, default=None))


def pauses_of(patrol: Patrol, until: datetime) -> list[Pause]:
    """The pauses of a patrol; one that still lasts ends at `until`."""
    told = [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in patrol.pauses]
    return told + ([(patrol.paused_at, until)] if patrol.paused_at is not None else [])


def as_json(missing: Iterable[Missing]) -> list[Any]:
    """What is missing, as the table and the outbox keep it: [{what, have, need}]."""
    return [{"what": str(lack.what), "have": lack.have, "need": lack.need} for lack in missing]


def photos(session: Session, patrol_id: int) -> list[Media]:
    """The pictures and films of a patrol: sent on the way, or with an issue found on the way."""
    own = media.of(session, Subject.PATROL, patrol_id, MediaUse.PATROL)
    found = session.scalars(
        select(Media)
        .join(Issue, (Media.subject == Subject.ISSUE) & (Media.subject_id == Issue.id))
        .where(Issue.patrol_id == patrol_id, Media.use == MediaUse.BEFORE, Media.kind != MediaKind.VOICE)
    )
    return [*own, *found]


def issues(session: Session, patrol_id: int) -> list[Issue]:
    """What was found on the way, in the order it was reported."""
    return list(session.scalars(select(Issue).where(Issue.patrol_id == patrol_id).order_by(Issue.id)))


def _facts(session: Session, patrol: Patrol, until: datetime, measured: Measured, pins_on_reach: int) -> PatrolFacts:
    pictures = photos(session, patrol.id)
    live = session.scalar(select(func.count()).where(TrackPoint.patrol_id == patrol.id, ~TrackPoint.pin))
    borrowed = all(picture.forwarded for picture in pictures) if pictures else False
    paused = sum((end - start for start, end in pauses_of(patrol, until)), timedelta())
    return PatrolFacts(
        started_at=patrol.started_at,
        ended_at=patrol.ended_at or until,
        paused=paused,
        fixes_count=min(live or 0, measured.fixes_count),
        live=bool(live),
        pins=pins_on_reach,
        photos=len(pictures),
        forwarded=patrol.forwarded if pins_on_reach else borrowed,
        entered_later=patrol.mode is PatrolMode.LATER,
        no_signal=patrol.mode is PatrolMode.NO_SIGNAL,
        metres=measured.metres,
        share=measured.share,
        off_share=measured.off_share,
    )


def _pins(session: Session, patrol_id: int) -> list[TrackPoint]:
    rows = select(TrackPoint).where(TrackPoint.patrol_id == patrol_id, TrackPoint.pin)
    return list(session.scalars(rows.order_by(TrackPoint.at)))


def _on_reach(pins: Sequence[TrackPoint], lines: tuple[Line, ...], width: float) -> int:
    def counts(pin: TrackPoint) -> bool:
        off = waters.off(Place(pin.lat, pin.lon), lines)
        return off is None or off <= width + min(pin.accuracy or 0.0, VAGUEST)

    return sum(map(counts, pins))


def _previous_end(session: Session, patrol: Patrol) -> datetime | None:
    return session.scalar(
        select(func.max(Patrol.ended_at)).where(
            Patrol.post_id == patrol.post_id,
            Patrol.id != patrol.id,
            Patrol.counts.is_(True),
            Patrol.state.in_((PatrolState.FINISHED, PatrolState.LAPSED)),
            Patrol.started_at <= patrol.started_at,
        )
    )
