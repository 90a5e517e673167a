"""Who hears that an issue was registered, joined or withdrawn.

The buttons carry "issue:open:<id>" (subject "issue" belongs to the rectification and office dialogs) and, for the
reporter's own list, "mine:see:<id>".
"""

from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from rules.issue_types import Severity
from rules.roles import CHIEFS
from storage import notices
from storage.audit import By
from storage.direct import run
from storage.models import Delivery, Issue, Notice, Post, Region, Urgency, Water
from storage.outbox import Tell, tell
from storage.posts.holders import holders, offices

OPEN_LABEL = "issue.open"
_WATER = bindparam("water_id", type_=Post.water_id.type)
_ON_THE_REACH = select(Post.id).where(Post.water_id == _WATER, Post.role.in_(CHIEFS))


def tell_registered(session: Session, by: By, issue: Issue, type_name: str, today: date, photos: int) -> None:
    """The office in charge of the region, and the chiefs of the reach if somebody else reported there.

    What an inspection finds is told when it ends, and not to the chiefs (storage/inspections/).
    """
    if issue.inspection_id is not None:
        return
    values = _values(session, issue, type_name) | {"photos": photos}
    office = offices(session, [issue.region_id], today).get(issue.region_id, ())
    told = {holder.person_id for holder in office} - {by.person_id}
    chiefs = _chiefs(session, issue, today) - told - {by.person_id}
    registered = [_notice("issue/registered", issue, person, values) for person in sorted(told)]
    on_the_reach = [_notice("issue/on_your_reach", issue, person, values) for person in sorted(chiefs)]
    tell(session, by.at, [*registered, *on_the_reach])


def tell_chiefs(session: Session, by: By, issue: Issue, type_name: str, today: date, photos: int) -> None:
    """The chiefs of the reach."""
    values = _values(session, issue, type_name) | {"photos": photos}
    chiefs = _chiefs(session, issue, today) - {by.person_id}
    tell(session, by.at, [_notice("issue/on_your_reach", issue, person, values) for person in sorted(chiefs)])


def tell_joined(session: Session, by: By, issue: Issue, type_name: str, words: str, today: date) -> None:
    """The office hears that somebody else saw it too."""
    values = _values(session, issue, type_name) | {"addition": words[:300]}
    office = offices(session, [issue.region_id], today).get(issue.region_id, ())
    people = sorted({holder.person_id for holder in office} - {by.person_id})
    tell(session, by.at, [_notice("issue/joined", issue, person, values, f":{by.person_id}") for person in people])


def tell_withdrawn(session: Session, by: By, issue: Issue) -> None:
    """Whoever was told of the issue is told that it was taken back; what still waits is not told at all."""
    about = Notice.key.startswith(f"issue:{issue.id}:", autoescape=True)
    rows = session.execute(select(Notice.key, Notice.person_id, Notice.state).where(about)).all()
    notices.withdraw(session, [row.key for row in rows if row.state is Delivery.WAITING])
    told = {row.person_id for row in rows if row.state is not Delivery.WAITING} - {by.person_id}
    values = {"number": issue.number}
    keys = {person: f"issue:{issue.id}:withdrawn:{person}" for person in sorted(told)}
    tell(
        session,
        by.at,
        [Tell("issue/withdrawn", key, person, values, Urgency.DAYTIME) for person, key in keys.items()],
    )


def _notice(kind: str, issue: Issue, person_id: int, values: dict[str, Any], more: str = "") -> Tell:
    # A grave issue does not wait for the morning; anything else keeps the quiet hours.
    urgency = Urgency.NOW if issue.severity is Severity.MAJOR else Urgency.DAYTIME
    key = f"issue:{issue.id}:{kind.removeprefix('issue/')}{more}:{person_id}"
    return Tell(kind, key, person_id, values, urgency, [[[OPEN_LABEL, f"issue:open:{issue.id}"]]])


def _values(session: Session, issue: Issue, type_name: str) -> dict[str, Any]:
    region = session.get_one(Region, issue.region_id)
    water = session.get(Water, issue.water_id) if issue.water_id else None
    return {
        "number": issue.number,
        "type": type_name,
        "severity": issue.severity.word,
        "place": water.name if water else region.name,
        "words": issue.words[:300],
        "on_the_spot": issue.on_the_spot,
    }


def _chiefs(session: Session, issue: Issue, today: date) -> set[int]:
    posts = run(session, _ON_THE_REACH, {"water_id": issue.water_id}).scalars().all()
    held = holders(session, posts, today)
    return {holder.person_id for people in held.values() for holder in people}
