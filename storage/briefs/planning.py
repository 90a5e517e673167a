"""Planning a patrol 计划巡河: whose, of which water, on which day; clues are asked for some days before."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Row, Select, or_, select, update
from sqlalchemy.orm import Session

from rules.briefs import FURTHEST_AHEAD, BriefRules
from rules.points import POINT_KINDS, RESERVOIR
from rules.refusals import Refusal
from rules.roles import CHIEFS, Level, Role, post_word
from rules.workdays import IsWorkday
from storage import audit, drafts
from storage.audit import By
from storage.briefs import cards, telling
from storage.briefs.cards import BASINS, PlanCard
from storage.models import PatrolPlan, PlanState, Post, Region, Water
from storage.once import rows_changed
from storage.posts.desks import Seat
from storage.posts.holders import holders, ids_of
from storage.posts.naming import posts_named

MOST = 8
ALIVE = (PlanState.PLANNED, PlanState.GATHERING, PlanState.SENT)

_Found = tuple[int, Role, Level, int, str, str]


class Choice(NamedTuple):
    """A post and a water that a patrol may be planned for, as one says it."""

    post_id: int
    water_id: int
    words: str


def choices(
    session: Session, seats: Sequence[Seat], rules: BriefRules, words: str, today: date, limit: int = MOST
) -> list[Choice]:
    """What these seats may plan: a chief's own water, any of a general chief's region; the chiefs one works for."""
    rows: list[Row[*_Found]] = []
    for seat in seats:
        if seat.role in CHIEFS and not rules.binds(seat.role, seat.level):
            continue
        rows += session.execute(_of_seat(seat, rules, words, today).limit(limit)).all()
    names = holders(session, {row[0] for row in rows}, today)
    found = [
        Choice(post_id, water_id, _said(role, level, water, [one.name for one in names[post_id]]))
        for post_id, role, level, water_id, water, _ in rows
        if post_id in names
    ]
    return list(dict.fromkeys(found))[:limit]


def plan(
    session: Session, by: By, draft_id: int, choice: Choice, patrol_on: date, rules: BriefRules,
    is_workday: IsWorkday, today: date,
) -> PlanCard:  # fmt: skip
    """Plans it; whoever gathers clues is asked now if the day is near. Refuses a day gone by, and planning twice."""
    draft = drafts.held(session, draft_id)
    _check_day(patrol_on, today)
    _check_new(session, choice, patrol_on)
    begun = today >= rules.gather_from(patrol_on, is_workday)
    made = PatrolPlan(
        post_id=choice.post_id, water_id=choice.water_id, patrol_on=patrol_on,
        state=PlanState.GATHERING if begun else PlanState.PLANNED, planned_by_id=by.person_id, planned_at=by.at,
    )  # fmt: skip
    session.add(made)
    session.delete(draft)
    session.flush()
    told = {"post": choice.post_id, "water": choice.water_id, "patrol_on": patrol_on.isoformat()}
    audit.record(session, by, "plan", "patrol_plan", made.id, after=told)
    card = cards.card(session, made.id, today)
    if begun:
        telling.ask_to_gather(session, by.at, card, by.person_id)
    if by.person_id not in card.chiefs:
        telling.tell_chief(session, by.at, card)
    return card


def cancel(session: Session, by: By, plan_id: int, today: date) -> PlanCard:
    """The patrol does not take place; whoever gathers is told. Refuses one that is over or cancelled."""
    before = cards.card(session, plan_id, today)
    done = rows_changed(
        session,
        update(PatrolPlan)
        .where(PatrolPlan.id == plan_id, PatrolPlan.state.in_(ALIVE), PatrolPlan.patrol_on >= today)
        .values(state=PlanState.CANCELLED, cancelled_at=by.at),
    )
    if not done:
        raise Refusal("refusal/brief_over")
    audit.record(session, by, "cancel", "patrol_plan", plan_id, before=before.plan.state)
    session.expire(before.plan)
    card = cards.card(session, plan_id, today)
    telling.tell_cancelled(session, by, card)
    return card


def _of_seat(seat: Seat, rules: BriefRules, words: str, today: date) -> Select[*_Found]:
    rows = select(Post.id, Post.role, Post.level, Water.id, Water.name, Region.name)
    if seat.role in BASINS:
        return _of_basin(rows, seat, words)
    rows = rows.join(Region, Region.id == Post.region_id).join(Water, Water.id == Post.water_id)
    rows = rows.where(Water.removed_on.is_(None), Post.level.in_(rules.levels), Post.role.in_(rules.roles))
    if seat.role in CHIEFS:
        return rows.where(Post.id == seat.post_id)
    if seat.role is Role.LIAISON and seat.water_path:
        near = or_(Water.id.in_(ids_of(seat.water_path)), Water.path.startswith(seat.water_path))
        return rows.where(near).order_by(Water.path.desc())
    inside = rows.where(Region.path.startswith(seat.region_path), Post.id.in_(posts_named(words, today)))
    return inside.order_by(Region.path, Water.path)


def _of_basin(rows: Select[*_Found], seat: Seat, words: str) -> Select[*_Found]:
    """A general chief has no water of the own: any of the region, the large ones first."""
    below = select(Region.id).where(Region.path.startswith(seat.region_path))
    found = (
        rows.join(Region, Region.id == Post.region_id)
        .join(Water, Water.region_id.in_(below))
        .where(Post.id == seat.post_id, Water.removed_on.is_(None), Water.kind.not_in(POINT_KINDS - {RESERVOIR}))
        .order_by(Water.parent_id.is_not(None), Water.path)
    )
    return found.where(Water.name.contains(words.strip(), autoescape=True)) if words else found


def _said(role: Role, level: Level, water: str, names: Sequence[str]) -> str:
    return f"{water}｜{'、'.join(names)}（{post_word(role, level)}）"


def _check_day(patrol_on: date, today: date) -> None:
    if patrol_on < today:
        raise Refusal("refusal/due_in_the_past", due=patrol_on)
    if patrol_on > today + timedelta(days=FURTHEST_AHEAD):
        raise Refusal("refusal/brief_too_far", furthest=today + timedelta(days=FURTHEST_AHEAD))


def _check_new(session: Session, choice: Choice, patrol_on: date) -> None:
    same = select(PatrolPlan.id).where(
        PatrolPlan.post_id == choice.post_id, PatrolPlan.water_id == choice.water_id,
        PatrolPlan.patrol_on == patrol_on, PatrolPlan.state.in_(ALIVE),
    )  # fmt: skip
    # One at a time for a post: the row of the post is held while it is looked at.
    session.execute(select(Post.id).where(Post.id == choice.post_id).with_for_update())
    if session.scalar(same.limit(1)) is not None:
        raise Refusal("refusal/brief_planned_already", patrol_on=patrol_on)
