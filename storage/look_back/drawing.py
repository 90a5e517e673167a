"""Drawing a list for look-back 回头看 (clause F2c): the pool, the lot, the list that is fixed from then on."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from rules.issue_states import State
from rules.issue_types import Severity
from rules.look_back import drawn
from rules.periods import Span
from rules.refusals import Refusal
from storage import audit
from storage.inspections.secrecy import released
from storage.issues.steps import Hand
from storage.models import Issue, LookBackItem, LookBackRound, Region
from storage.public import solved


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is drawn from: closed in a period, in a region and below it, of some types or severities only."""

    region_id: int
    closed: Span
    types: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()


@dataclass(frozen=True, slots=True)
class Draw:
    """What a draw would give: the ids of the pool, which are taken, by which seed."""

    pool: tuple[int, ...]
    taken: tuple[int, ...]
    seed: str


def prepared(session: Session, hand: Hand, wanted: Wanted) -> Draw:
    """The draw as it would come out; the same for the same ledger, however often it is prepared."""
    rules = hand.profile.look_back
    ripe = Span(wanted.closed.first, min(wanted.closed.last, rules.ripe_until(hand.today)))
    region = session.get_one(Region, wanted.region_id)
    pool = _pool(session, hand, wanted, region.path, ripe)
    seed = rules.seed_for(region.code, wanted.closed.first, wanted.closed.last)
    return Draw(pool, drawn(pool, rules.count(len(pool)), seed), seed)


def draw(session: Session, hand: Hand, wanted: Wanted) -> LookBackRound:
    """Draws the list and fixes it. Refuses where there is nothing to draw from."""
    session.get_one(Region, wanted.region_id, with_for_update=True)
    found = prepared(session, hand, wanted)
    if not found.taken:
        raise Refusal("refusal/nothing_to_draw", days=hand.profile.look_back.after_days)
    narrowed = {"types": list(wanted.types), "severities": list(wanted.severities)}
    return _keep(session, hand, wanted, found, narrowed, chosen=False)


def choose(session: Session, hand: Hand, issue_id: int) -> LookBackItem:
    """A list of one closed issue that was chosen by hand; the one that waits already, if there is one.

    It has to be closed for the profile's days, unless its reporter of the public said that it was not solved.
    """
    issue = session.get_one(Issue, issue_id, with_for_update=True, populate_existing=True)
    if issue.state is not State.CLOSED or issue.closed_at is None:
        raise Refusal("refusal/not_closed", number=issue.number, state=issue.state)
    waiting = session.scalar(
        select(LookBackItem).where(LookBackItem.issue_id == issue_id, LookBackItem.held.is_(None)).limit(1)
    )
    if waiting is not None:
        return waiting
    closed_on = issue.closed_at.astimezone(ZoneInfo(hand.profile.timezone)).date()
    if closed_on > hand.profile.look_back.ripe_until(hand.today) and not solved.was_denied(session, issue):
        days = hand.profile.look_back.after_days
        raise Refusal("refusal/closed_too_lately", number=issue.number, days=days, at=closed_on + timedelta(days=days))
    wanted = Wanted(issue.region_id, Span(closed_on, closed_on))
    round_ = _keep(session, hand, wanted, Draw((issue_id,), (issue_id,), ""), {}, chosen=True)
    return session.scalars(select(LookBackItem).where(LookBackItem.round_id == round_.id)).one()


def drawn_anew(round_: LookBackRound) -> tuple[int, ...]:
    """The list as the written-down pool and seed give it: what stands on it can be checked by anybody."""
    return drawn(round_.pool, len(round_.pool) if round_.is_chosen else round_.narrowed["count"], round_.seed)


def _pool(session: Session, hand: Hand, wanted: Wanted, path: str, ripe: Span) -> tuple[int, ...]:
    first, after = _moments(ripe, ZoneInfo(hand.profile.timezone))
    # What has been drawn since it was closed is not drawn twice: drawing again gives others, never a nicer list.
    listed = exists().where(LookBackItem.issue_id == Issue.id, LookBackItem.closed_at == Issue.closed_at)
    rows = (
        select(Issue.id)
        .join(Region, Region.id == Issue.region_id)
        .where(Region.path.startswith(path), Issue.state == State.CLOSED, ~listed, released())
        .where(Issue.closed_at >= first, Issue.closed_at < after)
        .order_by(Issue.id)
    )
    if wanted.types:
        rows = rows.where(Issue.type.in_(wanted.types))
    if wanted.severities:
        rows = rows.where(Issue.severity.in_(wanted.severities))
    return tuple(session.scalars(rows))


def _moments(span: Span, zone: ZoneInfo) -> tuple[datetime, datetime]:
    begins = datetime.combine(span.first, time(), zone)
    return begins, datetime.combine(span.last + timedelta(days=1), time(), zone)


def _keep(
    session: Session, hand: Hand, wanted: Wanted, found: Draw, narrowed: dict[str, object], chosen: bool
) -> LookBackRound:
    kept = LookBackRound(
        region_id=wanted.region_id,
        is_chosen=chosen,
        closed_from=wanted.closed.first,
        closed_to=wanted.closed.last,
        narrowed=narrowed | {"count": len(found.taken)},
        pool=list(found.pool),
        share=hand.profile.look_back.share,
        seed=found.seed,
        drawn_at=hand.by.at,
        drawn_by_id=hand.by.person_id,
        drawn_post_id=hand.by.post_id,
    )
    session.add(kept)
    session.flush()
    session.add_all(_items(session, kept.id, found.taken))
    session.flush()
    told = asdict(found) | {"region_id": wanted.region_id, "narrowed": kept.narrowed}
    audit.record(session, hand.by, "draw_look_back", "look_back_round", kept.id, **told)
    return kept


def _items(session: Session, round_id: int, issue_ids: Sequence[int]) -> list[LookBackItem]:
    rows = session.execute(select(Issue.id, Issue.closed_at).where(Issue.id.in_(issue_ids)))
    closed = {issue_id: closed_at for issue_id, closed_at in rows}  # noqa: C416 - typed, unlike dict(rows)
    return [LookBackItem(round_id=round_id, issue_id=each, closed_at=closed[each]) for each in issue_ids]
