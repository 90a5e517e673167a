"""Interviews 约谈 that are near: who comes, who holds it and the office hear it on the working day before (F5b)."""

from collections.abc import Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from rules.measures import MeasureState
from rules.periods import Span, moments
from rules.profile import Profile
from rules.workdays import IsWorkday, next_workday
from storage.measures import owed, telling
from storage.models import Measure, Urgency
from storage.outbox import Tell

_NAMED = 3


def tomorrow(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[Tell]:
    """Everybody hears once of what is held until the next working day; of several together, those who hold it once."""
    first, after = moments(Span(today, next_workday(today, is_workday)), ZoneInfo(profile.timezone))
    for met in owed.meetings(session, first, after):
        coming = {person: one for one in met for person in telling.subjects(session, one, today)}
        yield from (_tell([one], person, mine=True) for person, one in coming.items())
        asking = [met[0].superior_id, *telling.office(session, met[0], today)]
        yield from (_tell(met, person) for person in dict.fromkeys(asking) if person and person not in coming)


def _tell(met: Sequence[Measure], person_id: int, *, mine: bool = False) -> Tell:
    first = met[0]
    assert first.meet_at is not None  # noqa: S101 - asked for by it
    return Tell(
        kind="measure_warning/meeting",
        key=f"measure_warning:meeting:{first.id}:{first.meet_at:%Y%m%d%H%M}:{person_id}",
        person_id=person_id,
        values={
            "meet_at": first.meet_at.isoformat(),
            "place": first.place,
            "subjects": [each.subject for each in met[:_NAMED]],
            "many": len(met),
            "mine": mine,
            "notified": all(each.state is MeasureState.NOTIFIED for each in met),
        },
        urgency=Urgency.DIGEST,
        buttons=[[["measures.open", f"measure:open:{first.id}"]]],
    )
