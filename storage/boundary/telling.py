"""Who hears of a case, and what: the sides are asked, the ones above decide, everybody hears what came of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from rules.profile import Profile
from storage import outbox
from storage.audit import By
from storage.boundary import sides
from storage.boundary.cases import CaseView
from storage.issues.matters import matter
from storage.issues.telling import type_name
from storage.models import Urgency
from storage.outbox import Tell

Rows = list[list[list[str]]]


def tell_asked(session: Session, by: By, profile: Profile, view: CaseView, today: date) -> None:
    """Asks both sides at once, with a button for each answer."""
    people = sides.contacts(session, [side.region_id for side in view.sides], today)
    values = _values(session, profile, view, today)
    notices = []
    for own, other in (view.sides, view.sides[::-1]):
        answers = [
            [f"boundary.{answer}", f"boundary:answer:{view.case.id}:{own.region_id}:{answer}"]
            for answer in ("ours", "not_ours", "jointly")
        ]
        told = values | {"own": own.name, "other": other.name, "answer_by": own.answer_by.isoformat()}
        notices += _to([each.person_id for each in people.get(own.region_id, ())], view, f"asked:{own.region_id}",
                       "asked", told, [answers[:2], answers[2:], *_open(view)])  # fmt: skip
    outbox.tell(session, by.at, notices)


def tell_escalated(session: Session, by: By, profile: Profile, view: CaseView, today: date) -> None:
    """Puts it to who is above both, with both answers; tells the sides that it went up."""
    assert view.case.above_region_id is not None  # noqa: S101 - an escalated case has who decides
    values = _values(session, profile, view, today)
    case = view.case.id
    choices: Rows = [
        [[f"boundary.to_{place}", f"boundary:decide:{case}:{side.region_id}:0"],
         [f"boundary.jointly_{place}", f"boundary:decide:{case}:{side.region_id}:1"]]
        for place, side in zip(("first", "second"), view.sides, strict=True)
    ]  # fmt: skip
    judges = [each.person_id for each in sides.judges(session, view.case.above_region_id, today)]
    others = [person for person in _concerned(session, view, today) if person not in (*judges, by.person_id)]
    outbox.tell(
        session,
        by.at,
        [
            *_to(judges, view, "escalated", "escalated", values, [*choices, *_open(view)]),
            *_to(others, view, "went_up", "went_up", values, _open(view), Urgency.DAYTIME),
        ],
    )


def tell_settled(session: Session, by: By, profile: Profile, view: CaseView, today: date) -> None:
    """Says whose it is; the office that has it now assigns it."""
    values = _values(session, profile, view, today)
    people = [person for person in _concerned(session, view, today) if person != by.person_id]
    outbox.tell(session, by.at, _to(people, view, "settled", "settled", values, _open(view)))


def _concerned(session: Session, view: CaseView, today: date) -> list[int]:
    people = sides.contacts(session, [side.region_id for side in view.sides], today)
    return list(dict.fromkeys([view.case.opened_by_id, *(p.person_id for each in people.values() for p in each)]))


def _to(
    people: Iterable[int], view: CaseView, key: str, kind: str, values: dict[str, Any], buttons: Rows,
    urgency: Urgency = Urgency.NOW,
) -> list[Tell]:  # fmt: skip
    return [
        Tell(f"boundary/told_{kind}", f"boundary:{view.case.id}:{key}:{person}", person, values, urgency, buttons)
        for person in people
    ]


def _open(view: CaseView) -> Rows:
    return [[["boundary.open_issue", f"issue:open:{view.issue.id}"]]]


def _values(session: Session, profile: Profile, view: CaseView, today: date) -> dict[str, Any]:
    now = matter(session, view.issue.id, today)
    return {
        "number": view.issue.number,
        "type": type_name(profile, view.issue.type),
        "place": now.place if now else "",
        "said": view.issue.words[:300],
        "sides": [
            {"name": side.name, "answer": side.answer.word if side.answer else "", "words": side.words[:300],
             "person": side.person}
            for side in view.sides
        ],
        "above": view.above,
        "region": view.region,
        "jointly": bool(view.case.jointly),
        "state": view.case.state,
        "words": view.case.words[:300],
        "by": view.settled_by,
        "first": view.sides[0].name,
        "second": view.sides[1].name,
    }  # fmt: skip
