"""The end of an inspection: its findings are released, verified by the inspector's own eyes, routed and told."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.inspections import LONGEST, Side
from rules.issue_states import Act, State
from rules.issue_types import Severity
from rules.profile import Profile
from rules.refusals import Refusal
from storage import audit, drafts, media, outbox
from storage.audit import By
from storage.inspections import going, routing
from storage.issues.telling import type_name
from storage.models import Draft, Inspection, Issue, IssueStep, Receiver, Region, Subject, Urgency, Water
from storage.outbox import Tell
from storage.posts.holders import Holder

_GONE = (State.WITHDRAWN, State.MERGED, State.INVALID)
_MOST_NAMED = 10  # findings in one notice; the inspection's card has all
Receivers = Mapping[Receiver, tuple[Holder, ...]]


def conclude(session: Session, by: By, profile: Profile, draft: Draft, today: date) -> int:
    """Ends the inspection and tells who must know; refuses one of which nothing was told. Returns its id."""
    inspection = going.under_way(session, draft.data["inspection_id"])
    if not _says_anything(session, inspection):
        raise Refusal("refusal/inspection_says_nothing")
    _end(session, by, profile, inspection, today)
    drafts.close(session, draft.id)
    return inspection.id


def end_forgotten(session: Session, profile: Profile, by: By, today: date) -> int:
    """Ends what was begun a day ago and never concluded, so that findings do not stay hidden; tells the inspector."""
    # Held, so that one who ends it at this very moment comes before or after, and the others are ended all the same.
    forgotten = session.scalars(
        select(Inspection)
        .where(Inspection.ended_at.is_(None), Inspection.started_at < by.at - LONGEST)
        .order_by(Inspection.id)
        .with_for_update()
    ).all()
    for inspection in forgotten:
        _end(session, by, profile, inspection, today)
        _leave(session, inspection)
        values = {"name": going.name_of(session, inspection), "started_at": inspection.started_at.isoformat()}
        outbox.tell(session, by.at, [_told(inspection, inspection.person_id, "ended_for_you", values, Urgency.DAYTIME)])
    return len(forgotten)


def _end(session: Session, by: By, profile: Profile, inspection: Inspection, today: date) -> None:
    ended = session.execute(
        update(Inspection).where(Inspection.id == inspection.id, Inspection.ended_at.is_(None)).values(ended_at=by.at)
    )
    if ended.rowcount == 0:  # type: ignore[attr-defined]
        raise Refusal("refusal/inspection_over")
    marks = {side: getattr(inspection, side) for side in Side}
    audit.record(session, by, "conclude", "inspection", inspection.id, after=marks, words=inspection.conclusion)
    found = session.scalars(select(Issue).where(Issue.inspection_id == inspection.id).order_by(Issue.id)).all()
    standing = [issue for issue in found if issue.state not in _GONE]
    routes = {issue.id: routing.receivers(session, issue, today) for issue in standing}
    for issue in standing:
        _verify(session, by, profile, inspection, issue)
        routing.keep(session, issue, routes[issue.id], by.at)
    outbox.tell(session, by.at, _notices(session, profile, inspection, standing, routes))


def _leave(session: Session, inspection: Inspection) -> None:
    drafts_of = select(Draft).where(Draft.dialog == going.DIALOG, Draft.person_id == inspection.person_id)
    for draft in session.scalars(drafts_of):
        if draft.data.get("inspection_id") == inspection.id:
            drafts.close(session, draft.id)


def _says_anything(session: Session, inspection: Inspection) -> bool:
    if inspection.conclusion or any(getattr(inspection, side) for side in Side):
        return True
    found = session.scalar(select(Issue.id).where(Issue.inspection_id == inspection.id).limit(1))
    return found is not None or bool(media.of(session, Subject.INSPECTION, inspection.id))


def _verify(session: Session, by: By, profile: Profile, inspection: Inspection, issue: Issue) -> None:
    """What an inspector saw needs no verifying by the locality, which has it to assign."""
    if issue.state is not State.REGISTERED:
        return
    before, issue.state = issue.state, profile.life.after(issue.state, Act.VERIFY)
    step = IssueStep(
        issue_id=issue.id,
        act=Act.VERIFY,
        before=before,
        after=issue.state,
        person_id=inspection.person_id,
        post_id=inspection.post_id,
        at=by.at,
        update_id=by.update_id,
    )
    session.add(step)
    session.flush()
    audit.record(session, by, Act.VERIFY, "issue", issue.id, before={"state": before}, after={"state": issue.state})


def _notices(
    session: Session,
    profile: Profile,
    inspection: Inspection,
    found: Iterable[Issue],
    routes: Mapping[int, Receivers],
) -> list[Tell]:
    """One notice a person, with what concerns them, as the first of what they are."""
    lines: dict[int, list[dict[str, Any]]] = {}
    parts: dict[int, Receiver] = {}
    grave: set[int] = set()
    for issue in found:
        line = _line(session, profile, issue)
        concerned = {holder.person_id: each for each in reversed(Receiver) for holder in routes[issue.id].get(each, ())}
        for person, part in concerned.items():
            lines.setdefault(person, []).append(line)
            parts[person] = min(part, parts.get(person, part), key=list(Receiver).index)
            grave |= {person} if issue.severity is Severity.MAJOR else set()
    told = {"name": going.name_of(session, inspection), "body": inspection.body.word, "way": inspection.way.word}
    return [
        _told(
            inspection,
            person,
            "findings",
            told | {"part": parts[person], "count": len(listed), "found": listed[:_MOST_NAMED]},
            Urgency.NOW if person in grave else Urgency.DAYTIME,
        )
        for person, listed in sorted(lines.items())
        if person != inspection.person_id
    ]


def _told(inspection: Inspection, person_id: int, what: str, values: dict[str, Any], urgency: Urgency) -> Tell:
    button = ["inspections.see", f"inspections:open:{inspection.id}"]
    key = f"inspection:{inspection.id}:{what}:{person_id}"
    return Tell(f"inspections/{what}", key, person_id, values, urgency, [[button]])


def _line(session: Session, profile: Profile, issue: Issue) -> dict[str, Any]:
    water = session.get(Water, issue.water_id) if issue.water_id else None
    return {
        "number": issue.number,
        "type": type_name(profile, issue.type),
        "severity": issue.severity.word,
        "place": water.name if water else session.get_one(Region, issue.region_id).name,
    }
