"""Going through a list of look-back 回头看: held, or relapsed 反弹, which opens the issue again under its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select, update
from sqlalchemy.orm import Session

from rules.issue_states import OPEN, Act, State
from rules.refusals import Refusal
from storage import audit, media
from storage.issues import reviews
from storage.issues.matters import Matter
from storage.issues.steps import Hand, hold, moved_on, read, take_step
from storage.models import Issue, LookBackItem, LookBackRound, MediaUse, Person, Region, Subject, Water


@dataclass(frozen=True, slots=True)
class Listed:
    """One issue of a list, as it was looked at or still waits."""

    item_id: int
    round_id: int
    issue_id: int
    number: str
    type: str
    state: State
    place: str
    closed_at: datetime
    held: bool | None
    looked_at: datetime | None
    name: str


@dataclass(frozen=True, slots=True)
class Round:
    """A list with its counts and how it was drawn."""

    round: LookBackRound
    region: str
    total: int
    looked: int
    relapsed: int


def rounds(session: Session, regions: Sequence[str], limit: int = 8) -> list[Round]:
    """The latest lists in some regions, those that wait first."""
    waits = func.count(LookBackItem.id) - func.count(LookBackItem.looked_at)
    rows = session.execute(_rounds(regions).order_by((waits > 0).desc(), LookBackRound.id.desc()).limit(limit))
    return [Round(*row) for row in rows]


def one_round(session: Session, regions: Sequence[str], round_id: int) -> Round:
    """A list with its counts; refuses one of another region."""
    row = session.execute(_rounds(regions).where(LookBackRound.id == round_id)).first()
    if row is None:
        raise Refusal("refusal/not_your_region")
    return Round(*row)


def items(session: Session, round_id: int) -> list[Listed]:
    """The issues of a list in its order."""
    return _listed(session, LookBackItem.round_id == round_id)


def item(session: Session, item_id: int) -> Listed:
    """One issue of a list; refuses a number that is none."""
    found = _listed(session, LookBackItem.id == item_id)
    if not found:
        raise Refusal("refusal/button_too_old")
    return found[0]


def check(session: Session, hand: Hand, item_id: int) -> Matter:
    """Refuses what was looked at already, what is open again, and whoever did the work."""
    row = session.get(LookBackItem, item_id, populate_existing=True)
    if row is None:
        raise Refusal("refusal/button_too_old")
    now = read(session, row.issue_id, hand.today)
    if row.held is not None:
        raise Refusal("refusal/looked_back_already", number=now.issue.number, held=row.held, at=row.looked_at)
    if now.issue.state in OPEN:
        raise moved_on(now, Act.HOLD)
    if hand.by.person_id in now.fixers:
        raise Refusal("refusal/fixer_cannot_look_back")
    return now


def look(session: Session, hand: Hand, item_id: int, held: bool, words: str, draft_id: int) -> Matter:
    """What was found on the spot, with the photos of a draft. A relapse needs one; it opens the issue again."""
    issue_id = session.scalar(select(LookBackItem.issue_id).where(LookBackItem.id == item_id))
    hold(session, issue_id or 0)
    before = check(session, hand, item_id)
    if not held and not media.of(session, Subject.DRAFT, draft_id, MediaUse.LOOK_BACK):
        raise Refusal("refusal/no_relapse_photo")
    seen = session.execute(
        update(LookBackItem)
        .where(LookBackItem.id == item_id, LookBackItem.held.is_(None))
        .values(held=held, words=words, looked_at=hand.by.at, looked_by_id=hand.by.person_id,
                looked_post_id=hand.by.post_id)
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    if seen.rowcount == 0:  # type: ignore[attr-defined]
        check(session, hand, item_id)
    media.move(session, (Subject.DRAFT, draft_id), (Subject.ISSUE, before.issue.id))
    audit.record(session, hand.by, "look_back", "look_back_item", item_id, held=held, words=words)
    if held:
        return take_step(session, hand, before, Act.HOLD, words)
    return take_step(session, hand, before, Act.RELAPSE, words, **_opened_again(session, hand, before))


def _opened_again(session: Session, hand: Hand, before: Matter) -> dict[str, Any]:
    """Into the same hands with a new day, where the profile says so and somebody is there; else to be assigned."""
    opened: dict[str, Any] = {"closed_at": None, "done_at": None}
    if hand.profile.life.after(before.issue.state, Act.RELAPSE) is State.VERIFIED or not before.assignees:
        return opened | {"to": State.VERIFIED, "assignee_post_id": None, "assigned_at": None, "due_on": None}
    return opened | {"assigned_at": hand.by.at, "due_on": reviews.first_due(session, hand, before)}


def _rounds(regions: Sequence[str]) -> Any:
    relapsed = func.count().filter(LookBackItem.held.is_(False))
    return (
        select(LookBackRound, Region.name, func.count(LookBackItem.id), func.count(LookBackItem.looked_at), relapsed)
        .join(Region, Region.id == LookBackRound.region_id)
        .join(LookBackItem, LookBackItem.round_id == LookBackRound.id)
        .where(or_(false(), *(Region.path.startswith(path) for path in regions)))
        .group_by(LookBackRound.id, Region.name)
    )


def _listed(session: Session, wanted: ColumnElement[bool]) -> list[Listed]:
    rows = session.execute(
        select(
            *(LookBackItem.id, LookBackItem.round_id, Issue.id, Issue.number, Issue.type, Issue.state),
            *(func.coalesce(Water.name, Region.name), LookBackItem.closed_at, LookBackItem.held),
            *(LookBackItem.looked_at, func.coalesce(Person.name, "")),
        )
        .join(Issue, Issue.id == LookBackItem.issue_id)
        .join(Region, Region.id == Issue.region_id)
        .outerjoin(Water, Water.id == Issue.water_id)
        .outerjoin(Person, Person.id == LookBackItem.looked_by_id)
        .where(wanted)
        .order_by(LookBackItem.id)
    )
    return [Listed(*row) for row in rows]
