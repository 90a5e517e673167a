"""Merging 并案: one issue goes into another; its reporter, followers, photos and steps stay reachable from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, false, or_, select
from sqlalchemy.orm import Session

from rules.geodesy import Place, box, metres
from rules.issue_states import OPEN, Act, State
from rules.refusals import Refusal
from storage.inspections.secrecy import released
from storage.issues import extensions, supervising
from storage.issues.matters import Matter
from storage.issues.steps import Hand, Seen, checked, hold, read, take_step
from storage.models import Issue, IssueFollower, Region, Water

MOST = 6
NEAR_M = 500.0  # metres: as far as one walks along a bank to see whether it is the same heap


@dataclass(frozen=True, slots=True)
class Similar:
    """An open issue that may be the same; `metres` is None where either place is not known."""

    id: int
    number: str
    type: str
    state: State
    place: str
    words: str
    reported_at: datetime
    metres: float | None


def similar(session: Session, issue: Issue, regions: Sequence[str]) -> list[Similar]:
    """Open issues nearby or of the same type on the same water, the likeliest first."""
    same = (Issue.type == issue.type) & (Issue.water_id == issue.water_id)
    order = (case((Issue.type == issue.type, 0), else_=1), Issue.id.desc())
    rows = session.execute(_open(issue, regions).where(or_(same, _near(issue))).order_by(*order).limit(MOST * 10))
    found = [_similar(row, water or region, issue) for row, water, region in rows]
    return sorted(found, key=lambda each: _likelihood(each, issue.type))[:MOST]


def numbered(session: Session, issue: Issue, regions: Sequence[str], number: str) -> Similar:
    """The open issue with a number; refuses one that is not there, not open or the very same."""
    row = session.execute(_open(issue, regions).where(Issue.number == number)).first()
    if row is None:
        raise Refusal("refusal/cannot_merge_into", number=number)
    return _similar(row[0], row[1] or row[2], issue)


def merge(session: Session, hand: Hand, seen: Seen, target_id: int, regions: Sequence[str]) -> Matter:
    """并案 into another open issue; both sides are told. Refuses while a department's last word is out."""
    for issue_id in sorted((seen.issue_id, target_id)):
        hold(session, issue_id)
    before = checked(session, seen, Act.MERGE, hand)
    target = read(session, target_id, hand.today)
    numbered(session, before.issue, regions, target.issue.number)
    if before.marks.transfer is not None:
        raise Refusal("refusal/transfer_unanswered", number=before.issue.number, due=before.marks.transfer.due_on)
    extensions.let_drop(session, hand.by, before.issue.id)
    supervising.let_drop(session, hand.by, before.issue.id)
    done = take_step(session, hand, before, Act.MERGE, target.issue.number, merged_into_id=target_id)
    # Those of the first are told once: they follow the second only after it has heard.
    if Act.TAKE_IN in hand.profile.life.possible(target.issue.state):
        take_step(session, hand, target, Act.TAKE_IN, before.issue.number)
    _follow(session, hand, before, target)
    return done


def _follow(session: Session, hand: Hand, source: Matter, target: Matter) -> None:
    """Who reported or followed the one follows the other from now on."""
    already = {target.issue.reporter_id, *target.followers}
    words = {source.issue.reporter_id: source.issue.words}
    for person_id in dict.fromkeys((source.issue.reporter_id, *source.followers)):
        if person_id not in already:
            told = words.get(person_id, "")
            session.add(IssueFollower(issue_id=target.issue.id, person_id=person_id, joined_at=hand.by.at, words=told))
    session.flush()


def _open(issue: Issue, regions: Sequence[str]) -> Select[Issue, str, str]:
    return (
        select(Issue, Water.name, Region.name)
        .join(Region, Region.id == Issue.region_id)
        .outerjoin(Water, Water.id == Issue.water_id)
        .where(Issue.id != issue.id, Issue.state.in_(OPEN), released())
        .where(or_(false(), *(Region.path.startswith(path) for path in regions)))
    )


def _near(issue: Issue) -> ColumnElement[bool]:
    if issue.lat is None or issue.lon is None:
        return false()
    around = box((Place(issue.lat, issue.lon),), NEAR_M)
    return Issue.lat.between(around.south, around.north) & Issue.lon.between(around.west, around.east)


def _similar(row: Issue, place: str, issue: Issue) -> Similar:
    known = None not in (row.lat, row.lon, issue.lat, issue.lon)
    here, there = Place(issue.lat or 0.0, issue.lon or 0.0), Place(row.lat or 0.0, row.lon or 0.0)
    off = metres(here, there) if known else None
    return Similar(row.id, row.number, row.type, row.state, place, row.words, row.reported_at, off)


def _likelihood(one: Similar, issue_type: str) -> tuple[bool, float, int]:
    return one.type != issue_type, one.metres if one.metres is not None else NEAR_M, -one.id
