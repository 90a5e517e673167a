"""Who may do what, where: one table role × action × scope; every handler stands behind it."""

import functools
from collections.abc import Callable, Coroutine, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from telegram import Update

from handlers.actions import Action
from handlers.context import Context
from rules.inspections import DEPARTMENT_LEVELS
from rules.refusals import Refusal
from rules.roles import CHIEFS, KEEPERS, Role
from storage.posts.desks import Desk, Seat

__all__ = ["TABLE", "Action", "Scope", "Step", "granted", "guarded", "may", "regions_of", "require", "require_in",
           "require_post"]  # fmt: skip


class Scope(StrEnum):
    """How far a permission reaches."""

    OWN = "own"  # the person's own posts and what is assigned to them or was reported by them
    REGION = "region"  # everything in the region of the post, all levels below included


ANYBODY = frozenset(Role)
_ENROLLED = frozenset({Action.SEE_CAMPAIGNS, Action.TAKE_PART, Action.SEE_OPINIONS})
_ON_DUTY = CHIEFS | KEEPERS | {Role.LIAISON, Role.INSPECTOR, Role.UNIT, Role.MEMBER, Role.OFFICE}
_OVERSEERS = dict.fromkeys((Role.OFFICE, Role.INSPECTOR, Role.GENERAL_CHIEF, Role.DEPUTY_GENERAL_CHIEF), Scope.REGION)
_ABOVE = dict.fromkeys((Role.OFFICE, Role.GENERAL_CHIEF, Role.DEPUTY_GENERAL_CHIEF), Scope.REGION)

TABLE: Mapping[Action, Mapping[Role, Scope]] = MappingProxyType(
    {
        Action.TALK: dict.fromkeys(ANYBODY, Scope.OWN),
        Action.BIND: dict.fromkeys(ANYBODY, Scope.OWN),
        Action.REPORT_ISSUE: dict.fromkeys(ANYBODY, Scope.OWN),
        Action.SEE_OWN_REPORTS: dict.fromkeys(ANYBODY, Scope.OWN),
        Action.PATROL: dict.fromkeys(CHIEFS | KEEPERS, Scope.OWN),
        Action.DELEGATE: dict.fromkeys(CHIEFS, Scope.OWN),
        Action.SEE_DUTIES: dict.fromkeys(_ON_DUTY, Scope.OWN),
        Action.RECTIFY: dict.fromkeys(CHIEFS | KEEPERS | {Role.UNIT, Role.LIAISON}, Scope.OWN),
        Action.DECIDE_ISSUE: {Role.OFFICE: Scope.REGION},
        Action.SEE_LEDGER: _OVERSEERS,
        Action.SEE_FIGURES: _OVERSEERS,
        Action.IMPORT_ROSTER: {Role.OFFICE: Scope.REGION},
        Action.UNBIND: {Role.OFFICE: Scope.REGION},
        Action.SEE_PEOPLE: {Role.OFFICE: Scope.REGION},
        Action.SEE_POINTS: dict.fromkeys(ANYBODY, Scope.OWN),
        Action.SEE_KEEPERS_PHONE: dict.fromkeys(CHIEFS, Scope.OWN) | _OVERSEERS,
        Action.APPOINT_KEEPER: {Role.OFFICE: Scope.REGION},
        Action.SEE_TREE: dict.fromkeys(ANYBODY, Scope.OWN),
        Action.SEE_PAPERS: _OVERSEERS,
        Action.DRAFT_PAPER: {Role.OFFICE: Scope.REGION},
        Action.SIGN_PAPER: _ABOVE,
        Action.RECEIVE_PAPER: dict.fromkeys(CHIEFS | KEEPERS | {Role.UNIT, Role.LIAISON, Role.OFFICE}, Scope.OWN),
        Action.SEE_PATROL_LOG: dict.fromkeys(CHIEFS | KEEPERS, Scope.OWN) | {Role.OFFICE: Scope.REGION},
        Action.INSPECT: dict.fromkeys((Role.OFFICE, Role.INSPECTOR, Role.LIAISON, Role.UNIT), Scope.REGION),
        Action.ENTER_ISSUE: {Role.OFFICE: Scope.REGION},
        Action.KEEP_BOARDS: {Role.OFFICE: Scope.REGION},
        Action.REVIEW_PUBLIC: {Role.OFFICE: Scope.REGION},
        Action.SEE_ITEMS: _ABOVE
        | dict.fromkeys((Role.RIVER_CHIEF, Role.LAKE_CHIEF, Role.LIAISON, Role.UNIT), Scope.OWN),
        Action.RECORD_DECISION: dict.fromkeys(CHIEFS, Scope.OWN) | {Role.OFFICE: Scope.REGION},
        Action.KEEP_KEY_LISTS: {Role.OFFICE: Scope.REGION, Role.LIAISON: Scope.OWN},
        Action.ANSWER_BOUNDARY: _ABOVE,
        Action.SEE_CAMPAIGNS: {Role.OFFICE: Scope.REGION, Role.MEMBER: Scope.OWN},
        Action.MANAGE_CAMPAIGN: {Role.OFFICE: Scope.REGION},
        Action.TAKE_PART: {Role.MEMBER: Scope.OWN},
        Action.SUPERVISE: {Role.OFFICE: Scope.REGION},
        Action.SEE_TRANSFERS: {Role.OFFICE: Scope.REGION, Role.UNIT: Scope.OWN},
        Action.LOOK_BACK: {Role.OFFICE: Scope.REGION, Role.INSPECTOR: Scope.REGION},
        Action.BROADCAST: {Role.OFFICE: Scope.REGION},
        Action.RECEIVE_NOTICE: dict.fromkeys(ANYBODY, Scope.OWN),  # whoever it was sent to
        Action.SEE_DUTY_LIST: dict.fromkeys(_ON_DUTY - {Role.MEMBER}, Scope.OWN),
        Action.KEEP_DUTY_LISTS: {Role.OFFICE: Scope.REGION},
        Action.FOLLOW_DUTY_LISTS: {Role.OFFICE: Scope.REGION},
        Action.SEE_BRIEFS: dict.fromkeys(CHIEFS | {Role.LIAISON}, Scope.OWN) | {Role.OFFICE: Scope.REGION},
        Action.SELF_REVIEW: dict.fromkeys(CHIEFS, Scope.OWN) | {Role.OFFICE: Scope.REGION},
        Action.DUTY_REPORT: dict.fromkeys(CHIEFS, Scope.OWN) | {Role.OFFICE: Scope.REGION},
        Action.SEE_MEASURES: dict.fromkeys(_ON_DUTY - {Role.MEMBER, Role.INSPECTOR}, Scope.OWN) | _ABOVE,
        Action.ORDER_MEASURE: _ABOVE,
        Action.KEEP_GROUPS: {Role.OFFICE: Scope.REGION},
        Action.SEE_OPINIONS: dict.fromkeys((Role.MEMBER, Role.UNIT, Role.LIAISON), Scope.OWN)
        | {Role.OFFICE: Scope.REGION},
        Action.KEEP_ALERTS: {Role.OFFICE: Scope.REGION},
        Action.TAKE_LEAVE: dict.fromkeys(CHIEFS, Scope.OWN) | {Role.OFFICE: Scope.REGION},
        Action.TRY_RULES: {Role.OFFICE: Scope.REGION},
    }
)

# What is for the county and the city only.
_HIGH_UP = frozenset(
    {
        (Action.INSPECT, Role.UNIT),
        (Action.SUPERVISE, Role.OFFICE),
        (Action.KEEP_DUTY_LISTS, Role.OFFICE),
        *((Action.SEE_BRIEFS, chief) for chief in CHIEFS),
    }
)
Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


def granted(seat: Seat, action: Action) -> Scope | None:
    """How far a post reaches with an action; None if it has no part in it."""
    too_low = (action, seat.role) in _HIGH_UP and seat.level not in DEPARTMENT_LEVELS
    return None if too_low else TABLE[action].get(seat.role)


def may(desk: Desk, action: Action) -> bool:
    """Whether any post held today allows the action somewhere; the public's part is everybody's.

    Who was given a delegation 委托 patrols for the chief that gave it, whatever the own post; who is enrolled in a
    campaign 专项行动 takes part in it, and sees the own opinions 社情民意 when it is over.
    """
    allowed = TABLE[action]
    if action in (Action.PATROL, Action.SEE_PATROL_LOG) and desk.patrols_for_others:
        return True
    if action in _ENROLLED and desk.enrolled:
        return True
    if action is Action.SEE_OPINIONS and desk.has_opinions:
        return True
    return Role.PUBLIC in allowed or any(granted(seat, action) for seat in desk.seats)


def require(desk: Desk, action: Action) -> None:
    """Refuses an action that none of the person's posts allows."""
    if not may(desk, action):
        raise Refusal("refusal/not_your_role" if desk.on_roster else "refusal/not_bound")


def require_in(desk: Desk, action: Action, region_path: str) -> Seat:
    """The seat that allows the action in a region; refuses where the person has no say."""
    require(desk, action)
    for seat in desk.seats:
        if granted(seat, action) is Scope.REGION and region_path.startswith(seat.region_path):
            return seat
    raise Refusal("refusal/not_your_region")


def require_post(desk: Desk, action: Action, post_id: int | None) -> Seat:
    """The seat of the post itself; refuses anybody who does not hold it today."""
    require(desk, action)
    seat = desk.seat_of(post_id)
    if seat is None or granted(seat, action) is None:
        raise Refusal("refusal/not_your_matter")
    return seat


def regions_of(desk: Desk, action: Action) -> tuple[str, ...]:
    """The region paths in which the person may do the action; refuses when there are none."""
    require(desk, action)
    return tuple(seat.region_path for seat in desk.seats if granted(seat, action) is Scope.REGION)


def guarded(action: Action, step: Step) -> Step:
    """The step behind its row of the table; a handler without this wrapper is refused by a test."""

    @functools.wraps(step)
    async def behind(update: Update, context: Context) -> None:
        require(context.desk, action)
        await step(update, context)

    behind.action = action  # type: ignore[attr-defined]
    return behind
