"""The countdown to assessments 考核: 30, 7 and 1 days before, people hear what they lack; offices get the count."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from rules.assessments import Ahead, ahead
from rules.profile import Profile
from rules.roles import Role
from rules.workdays import IsWorkday, last_day_off
from storage import notices
from storage.assessments import concerned
from storage.assessments.lack import Lacking
from storage.assessments.lacking import Look
from storage.models import Urgency
from storage.outbox import Tell
from storage.posts.holders import holders, ids_of, posts_of

SUBJECT = "assessment"
MOST = 5  # lines of a kind in one message


def warnings(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[list[Tell]]:
    """What is to be told of the coming assessments, some thousand people at a time, each office's count at the end.

    Once an office has its count and nobody's message waits any more, everybody was told: nothing is looked at again.
    """
    waiting = bool(notices.waiting_keys(session, SUBJECT))
    for number, one, look in _ahead(profile, today, is_workday):
        if waiting or not concerned.is_told(session, today, _done_key(one)):
            yield from _told(session, number, one, look)


def everything(
    session: Session, profile: Profile, today: date, is_workday: IsWorkday
) -> Iterator[tuple[bool, list[Tell]]]:
    """The same whether it was told or not, and whether it was to be told today: what the self-audit compares with.

    Who comes into office after everybody was told hears at the next step.
    """
    midnight = datetime.combine(today, time.min, ZoneInfo(profile.timezone))
    for number, one, look in _ahead(profile, today, is_workday):
        is_new = not concerned.was_told(session, _done_key(one), midnight)
        yield from ((is_new, some) for some in _told(session, number, one, look))


def _ahead(profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[tuple[int, Ahead, Look]]:
    """What comes and should have been told of, each with its place in the profile."""
    horizon = last_day_off(today, is_workday)
    for number, assessment in enumerate(profile.assessments):
        for one in ahead([assessment], today, horizon):
            yield number, one, Look(profile, assessment, one.span, one.on, today, is_workday)


def _told(session: Session, number: int, one: Ahead, look: Look) -> Iterator[list[Tell]]:
    counts: dict[int, Counter[str]] = {}
    last = 0
    while people := concerned.next_people(session, one.assessment, look.today, last):
        found = look.at(session, people)
        yield [notice for person in found for notice in _to_person(one, look, person)]
        for person in found:
            _count(counts, person)
        if len(people) < concerned.PEOPLE_A_CHUNK:
            break
        last = people[-1]
    yield _to_offices(session, number, one, look, counts)


def _to_person(one: Ahead, look: Look, person: Lacking) -> Iterator[Tell]:
    if person.is_complete and not (one.is_first and one.assessment.tells_complete):
        return
    yield Tell(
        kind=f"{SUBJECT}/{'complete' if person.is_complete else 'lacking'}",
        key=f"{SUBJECT}:{one.on}:{one.step}:{one.assessment.name}:{person.person_id}",
        person_id=person.person_id,
        values={**_days(one, look), **person.said(MOST)},
        urgency=Urgency.DIGEST if person.is_complete else Urgency.DAYTIME,
    )


def _count(counts: dict[int, Counter[str]], person: Lacking) -> None:
    for region in {region for seat in person.seats for region in ids_of(seat.region_path)}:
        own = counts.setdefault(region, Counter())
        own["people"] += 1
        own["lacking"] += not person.is_complete
        own["patrols"] += bool(person.patrols)
        own["issues"] += bool(person.issues)
        own["papers"] += bool(person.papers)
        own["unread"] += bool(person.unread)


def _to_offices(session: Session, number: int, one: Ahead, look: Look, counts: dict[int, Counter[str]]) -> list[Tell]:
    posts = posts_of(session, Role.OFFICE, set(counts))
    held = holders(session, [post for each in posts.values() for post in each], look.today)
    told = {
        holder.person_id: region for region, each in posts.items() for post in each for holder in held.get(post, ())
    }
    keys = ("people", "lacking", "patrols", "issues", "papers", "unread")
    return [
        Tell(
            kind=f"{SUBJECT}/office",
            key=f"{_done_key(one)}:{person}",
            person_id=person,
            values={**_days(one, look), **{key: counts[region][key] for key in keys}},
            urgency=Urgency.DAYTIME,
            buttons=[[["reminding.sheet", f"reminding:sheet:{number}:{one.on}"]]],
        )
        for person, region in sorted(told.items())
    ]


def _days(one: Ahead, look: Look) -> dict[str, Any]:
    return {"assessment": one.assessment.name, "due_on": one.on.isoformat(), "days": (one.on - look.today).days}


def _done_key(one: Ahead) -> str:
    return f"{SUBJECT}:{one.on}:{one.step}:{one.assessment.name}:office"
