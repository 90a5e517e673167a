"""What is known of a patrol, measured and judged by the rules of its day. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from rules import evidence, validity
from rules.evidence import Grade, PatrolFacts
from rules.profile import Profile
from rules.tracks import Measured, Pause, measure
from rules.validity import Missing, Verdict
from storage import waters
from storage.models import MediaUse, Patrol, PatrolMode
from storage.patrols import records as patrol_records
from storage.patrols.records import Point, Records

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
    return judge_by(patrol_records.read(session, patrol.id), profile, patrol, until)


def judge_by(records: Records, profile: Profile, patrol: Patrol, until: datetime) -> Judged:
    """As `judge`, by records that were read already."""
    lines, pins = records.lines, records.pins
    fixes = [point.fix for point in records.points]
    measured = measure(fixes, waters.joined(lines), profile.track, pauses_of(patrol, until))
    offs = [waters.off(pin.place, lines) for pin in pins]
    facts = _facts(records, patrol, until, measured, _on_reach(pins, offs, profile.track.reach_width))
    day = patrol.started_at.astimezone(ZoneInfo(profile.timezone)).date()
    rule = profile.valid_patrol_for(records.role, records.level, day)
    verdict = validity.judge(rule, facts, records.previous_end)
    return Judged(
        facts, measured, evidence.grade(facts), verdict, min((off for off in offs if off is not None), default=None)
    )


def pauses_of(patrol: Patrol, until: datetime) -> list[Pause]:
    """The pauses of a patrol; one that still lasts ends at `until`."""
    told = [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in patrol.pauses]
    return told + ([(patrol.paused_at, until)] if patrol.paused_at is not None else [])


def as_json(missing: Iterable[Missing]) -> list[Any]:
    """What is missing, as the table and the outbox keep it: [{what, have, need}]."""
    return [{"what": str(lack.what), "have": lack.have, "need": lack.need} for lack in missing]


def _facts(records: Records, patrol: Patrol, until: datetime, measured: Measured, pins_on_reach: int) -> PatrolFacts:
    pictures = records.used_as(MediaUse.PATROL, MediaUse.BEFORE)
    live = len(records.points) - len(records.pins)
    borrowed = all(picture.forwarded for picture in pictures) if pictures else False
    paused = sum((end - start for start, end in pauses_of(patrol, until)), timedelta())
    return PatrolFacts(
        started_at=patrol.started_at,
        ended_at=patrol.ended_at or until,
        paused=paused,
        fixes_count=min(live, measured.fixes_count),
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


def _on_reach(pins: Sequence[Point], offs: Sequence[float | None], width: float) -> int:
    return sum(
        off is None or off <= width + min(pin.accuracy or 0.0, VAGUEST) for pin, off in zip(pins, offs, strict=True)
    )
