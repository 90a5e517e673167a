"""Measures 问责措施: answers, self-criticisms and promises whose day nears, has passed; what is suggested."""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from reminders import meetings
from rules.chains import stages_today
from rules.profile import Profile
from rules.warnings import Matter, Stage, WarningPlan
from rules.workdays import IsWorkday
from storage.measures import owed, suggestions, telling
from storage.measures.owed import Owed
from storage.models import Urgency
from storage.outbox import Tell
from storage.posts.holders import holders

SUBJECT = "measure_warning"
MEASURES_A_CHUNK = 500
MOST_WORDS = 120
_PLAN = WarningPlan(before_days=1, after_days=1, superior_after_days=3, matter=Matter.RECTIFICATION)
_DAYS_AFTER_QUARTER = 3


def warnings(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[list[Tell]]:
    """Every warning about measures that is true today, by the days that the profile sets for rectification."""
    plan, last = profile.warning_plan(Matter.RECTIFICATION, today) or _PLAN, 0
    while True:
        rows, last = owed.with_deadline(session, last, MEASURES_A_CHUNK)
        if not last:
            break
        staged = [(row, one) for row in rows for one in stages_today(plan, row.due_on, today, is_workday)]
        yield [
            notice for row, one in staged if one is not Stage.SUPERIOR for notice in _about(session, row, one, today)
        ]
    yield list(meetings.tomorrow(session, profile, today, is_workday))
    if begins_week(today, is_workday):
        yield list(_unanswered(session, today))
    if begins_week(today, is_workday) or (today - suggestions.last_quarter(today).last).days <= _DAYS_AFTER_QUARTER:
        yield list(_suggested(session, profile, today, is_workday))


def _about(session: Session, row: Owed, one: Stage, today: date) -> Iterator[Tell]:
    """Who it is about hears it; once it is late the office that keeps it too."""
    own = telling.subjects(session, row.measure, today)
    office = telling.office(session, row.measure, today) if one is Stage.OVERDUE or not own else []
    for person in dict.fromkeys([*own, *office]):
        yield _tell(row, one, person, person in own)


def _tell(row: Owed, one: Stage, person_id: int, mine: bool) -> Tell:
    measure = row.measure
    what = f"promise-{row.promise_id}" if row.promise_id else "answer"
    return Tell(
        kind=f"{SUBJECT}/{one}",
        key=f"{SUBJECT}:{one}:{measure.id}:{what}:{row.due_on}:{person_id}",
        person_id=person_id,
        values={
            "kind": measure.kind.word,
            "subject": measure.subject,
            "answer": measure.kind.answer,
            "due_on": row.due_on.isoformat(),
            "promised": row.promised[:MOST_WORDS],
            "mine": mine,
        },
        urgency=Urgency.DIGEST if one is Stage.BEFORE else Urgency.DAYTIME,
        buttons=[[[f"{SUBJECT}.open", f"measure:open:{measure.id}"]]],
    )


def _unanswered(session: Session, today: date) -> Iterator[Tell]:
    """A superior who was asked to interview somebody and has not answered hears it each week."""
    for measure in owed.requests(session, today):
        for holder in holders(session, [measure.superior_post_id or 0], today).get(measure.superior_post_id or 0, ()):
            yield Tell(
                kind=f"{SUBJECT}/asked",
                key=f"{SUBJECT}:asked:{measure.id}:{today}:{holder.person_id}",
                person_id=holder.person_id,
                values={"subject": measure.subject, "on": measure.ordered_on.isoformat()},
                urgency=Urgency.DAYTIME,
                buttons=[[["measures.open", f"measure:open:{measure.id}"]]],
            )


def begins_week(today: date, is_workday: IsWorkday) -> bool:
    """Whether it is the week's first working day: what is told on a day off would be taken back before it goes out."""
    monday = today - timedelta(days=today.weekday())
    return is_workday(today) and not any(is_workday(monday + timedelta(days=n)) for n in range(today.weekday()))


def _suggested(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[Tell]:
    """The office of the jurisdiction hears how many suggestions lie before it, once for the same ones."""
    for office in owed.offices_at(session, profile.level) if profile.ladder.triggers else ():
        found = suggestions.suggested(session, profile, office.path, today, is_workday)
        which = sha256("\n".join(sorted(each.origin for each in found)).encode()).hexdigest()[:16]
        for holder in holders(session, [office.post_id], today).get(office.post_id, ()) if found else ():
            yield Tell(
                kind=f"{SUBJECT}/suggested",
                key=f"{SUBJECT}:suggested:{office.region_id}:{which}:{holder.person_id}",
                person_id=holder.person_id,
                values={"count": len(found)},
                urgency=Urgency.DIGEST,
                buttons=[[[f"{SUBJECT}.look", "measures:suggest:0"]]],
            )
