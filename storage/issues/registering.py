"""Registering an issue 登记 from a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from rules.issue_states import Act, State, after
from rules.issue_types import Severity
from rules.numbering import issue_number
from rules.refusals import Refusal
from storage import audit, drafts, media
from storage.audit import By
from storage.direct import run
from storage.issues import notices, origins
from storage.issues.cards import CardStep, IssueCard, issue_card
from storage.issues.joining import join
from storage.models import (
    Draft,
    Issue,
    IssueStep,
    MediaUse,
    Patrol,
    Person,
    PlaceBy,
    Source,
    Subject,
    Water,
)
from storage.posts import desks
from storage.posts.desks import Seat
from storage.reports import making
from storage.reports.making import Step
from storage.reports.own import amend_words, my_reports, withdraw
from storage.self_reviews import linking
from storage.serials import next_serial

__all__ = [
    "CardStep",
    "IssueCard",
    "Ledger",
    "amend_words",
    "complete",
    "frequent_types",
    "issue_card",
    "join",
    "my_reports",
    "register",
    "withdraw",
    "words_of",
]

SERIAL = "issue"
_LATEST = select(Issue.type).order_by(Issue.id.desc()).limit(500).subquery()
_FREQUENT = (
    select(_LATEST.c.type)
    .group_by(_LATEST.c.type)
    .order_by(func.count().desc(), _LATEST.c.type)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """How the ledger is kept: the local day, the number's prefix, the type's name and its usual severity."""

    today: date
    prefix: str
    type_name: str
    severity: Severity


def register(session: Session, by: By, draft_id: int, ledger: Ledger) -> int:
    """Makes the issue a draft tells of, gives it its number, moves the media, tells who must know.

    Returns the issue's id. Put right on the spot, it waits for review at once. Refuses what says nothing.
    """
    draft = complete(session, draft_id)
    issue = _issue(session, by, draft, ledger)
    session.add(issue)
    session.flush()
    _step(session, by, issue, Act.REGISTER, None)
    if issue.on_the_spot:
        _fixed(session, by, issue)
    photos = len(media.of(session, Subject.DRAFT, draft_id, MediaUse.BEFORE))
    media.move(session, (Subject.DRAFT, draft_id), (Subject.ISSUE, issue.id))
    origins.keep(session, issue.id, draft.data)
    linking.keep(session, issue.id, draft.data)
    making.close(session, draft)
    audit.record(session, by, "register", "issue", issue.id, **_told(issue))
    notices.tell_registered(session, by, issue, ledger.type_name, ledger.today, photos)
    return issue.id


def frequent_types(session: Session, limit: int) -> list[str]:
    """The types reported most often of late, most frequent first."""
    return list(run(session, _FREQUENT, {"most": limit}).scalars())


def complete(session: Session, draft_id: int) -> Draft:
    """The draft of a report that says all it must; refuses what is missing."""
    draft = drafts.held(session, draft_id)
    lacking = making.missing(draft.data)
    if lacking is not Step.SUMMARY:
        raise Refusal(f"refusal/report_lacks_{lacking}")
    return draft


def _issue(session: Session, by: By, draft: Draft, ledger: Ledger) -> Issue:
    told: Mapping[str, Any] = draft.data
    reporter_id = by.person_id or draft.person_id
    place = told.get("place") or (None, None)
    number = issue_number(ledger.today.year, next_serial(session, SERIAL, ledger.today.year), ledger.prefix)
    post_id = _post(session, reporter_id, told, ledger.today)
    return Issue(
        number=number,
        source=_source(session, reporter_id, told),
        state=after(None, Act.REGISTER),
        type=told["type"],
        severity=Severity(told.get("severity") or ledger.severity),
        words=words_of(told),
        on_the_spot=bool(told.get("on_the_spot")),
        reporter_id=reporter_id,
        reporter_post_id=post_id,
        patrol_id=told.get("patrol_id"),
        inspection_id=told.get("inspection_id"),
        campaign_id=told.get("campaign_id"),
        water_id=told["where"]["water_id"],
        region_id=told["where"]["region_id"],
        lat=place[0],
        lon=place[1],
        place_by=PlaceBy(told["place_by"]),
        reported_at=by.at,
    )


def words_of(told: Mapping[str, Any]) -> str:
    """What was told in words, the place last."""
    return "\n".join(part for part in (told.get("words", ""), told.get("place_words", "")) if part)


def _source(session: Session, reporter_id: int, told: Mapping[str, Any]) -> Source:
    if told.get("source"):
        return Source(told["source"])
    if told.get("patrol_id"):
        return Source.PATROL
    return Source.CHIEF if session.get_one(Person, reporter_id).on_roster else Source.PUBLIC


def _post(session: Session, reporter_id: int, told: Mapping[str, Any], today: date) -> int | None:
    """The post for which it was reported: the patrol's, one named at the opening, that of the reach, the first held."""
    if told.get("patrol_id"):
        return session.get_one(Patrol, told["patrol_id"]).post_id
    if told.get("post_id"):
        return int(told["post_id"])
    if not session.get_one(Person, reporter_id).on_roster:
        return None
    water = session.get(Water, told["where"]["water_id"]) if told["where"]["water_id"] else None
    seats = desks.seats(session, reporter_id, today)
    return next((seat.post_id for seat in seats if _holds(seat, water)), seats[0].post_id if seats else None)


def _holds(seat: Seat, water: Water | None) -> bool:
    return bool(water and seat.water_path and water.path.startswith(seat.water_path))


def _fixed(session: Session, by: By, issue: Issue) -> None:
    """Put right at once: it waits for review, and who did it counts as its assignee."""
    before = issue.state
    issue.state, issue.done_at = after(before, Act.FIX_ON_SPOT), by.at
    issue.assignee_post_id, issue.assigned_at = issue.reporter_post_id, by.at
    _step(session, by, issue, Act.FIX_ON_SPOT, before)


def _step(session: Session, by: By, issue: Issue, act: Act, before: State | None) -> None:
    session.add(
        IssueStep(
            issue_id=issue.id,
            act=act,
            before=before,
            after=issue.state,
            person_id=issue.reporter_id,
            post_id=issue.reporter_post_id,
            at=by.at,
            update_id=by.update_id,
        )
    )
    session.flush()


def _told(issue: Issue) -> dict[str, Any]:
    kept = ("number", "state", "type", "severity", "words", "on_the_spot", "water_id", "region_id", "lat", "lon",
            "place_by", "patrol_id", "source", "inspection_id", "campaign_id")  # fmt: skip
    return {"after": {name: getattr(issue, name) for name in kept}}
