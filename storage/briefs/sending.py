"""Asking for clues when the day has come, and sending the brief to the chief before the patrol; twice does no harm."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.profile import Profile
from rules.refusals import Refusal
from rules.workdays import IsWorkday
from storage import audit
from storage.audit import By
from storage.briefs import cards, facts, telling
from storage.briefs.cards import PlanCard
from storage.models import PatrolPlan, PlanState, Urgency
from storage.once import rows_changed

_NOT_SENT = (PlanState.PLANNED, PlanState.GATHERING)


def do_what_is_due(session: Session, profile: Profile, now: datetime, is_workday: IsWorkday) -> int:
    """Begins the gathering and sends the briefs whose day has come; returns how many."""
    local = now.astimezone(ZoneInfo(profile.timezone))
    today, before_digest = local.date(), local.hour < profile.quiet.digest_hour
    rows = session.execute(
        select(PatrolPlan.id, PatrolPlan.state, PatrolPlan.patrol_on)
        .where(PatrolPlan.state.in_(_NOT_SENT), PatrolPlan.patrol_on >= today)
        .order_by(PatrolPlan.id)
    ).all()
    done = 0
    for plan_id, state, patrol_on in rows:
        # On the day itself it still comes in time with the morning's message.
        in_time = patrol_on > today or before_digest
        if profile.brief.send_on(patrol_on, is_workday) <= today and in_time:
            urgency = Urgency.DIGEST if before_digest else Urgency.DAYTIME
            done += _send(session, By(now), plan_id, today, urgency) is not None
        elif state is PlanState.PLANNED and profile.brief.gather_from(patrol_on, is_workday) <= today:
            done += _begin(session, now, plan_id, today)
    return done


def send(session: Session, by: By, plan_id: int, today: date) -> PlanCard:
    """Who gathers sends it now; refuses one that was sent, cancelled, or whose day is gone."""
    card = cards.card(session, plan_id, today)
    if card.plan.patrol_on < today:
        raise Refusal("refusal/brief_over")
    if not card.chiefs:
        raise Refusal("refusal/post_is_vacant")
    sent = _send(session, by, plan_id, today, Urgency.DAYTIME)
    if sent is None:
        raise Refusal("refusal/brief_sent" if card.plan.state is PlanState.SENT else "refusal/brief_over")
    return sent


def _send(session: Session, by: By, plan_id: int, today: date, urgency: Urgency) -> PlanCard | None:
    if not _turn(session, plan_id, PlanState.SENT, *_NOT_SENT, sent_at=by.at):
        return None
    audit.record(session, by, "send", "patrol_plan", plan_id)
    card = cards.card(session, plan_id, today)
    telling.tell_ready(session, by.at, card, urgency, facts.open_issues(session, card, today))
    return card


def _begin(session: Session, now: datetime, plan_id: int, today: date) -> bool:
    if not _turn(session, plan_id, PlanState.GATHERING, PlanState.PLANNED):
        return False
    telling.ask_to_gather(session, now, cards.card(session, plan_id, today))
    return True


def _turn(session: Session, plan_id: int, to: PlanState, *old: PlanState, **stamps: datetime) -> bool:
    return bool(
        rows_changed(
            session,
            update(PatrolPlan).where(PatrolPlan.id == plan_id, PatrolPlan.state.in_(old)).values(state=to, **stamps),
        )
    )
