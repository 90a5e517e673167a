"""Who may do what, where: one table role × action × scope; every handler stands behind it."""

import functools
from collections.abc import Callable, Coroutine, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from telegram import Update

from handlers.context import Context
from rules.refusals import Refusal
from rules.roles import CHIEFS, KEEPERS, Role
from storage.desks import Desk, Seat


class Action(StrEnum):
    """What a person may want of the bot."""

    TALK = "talk"  # start, help, leave a dialog: anybody
    BIND = "bind"
    REPORT_ISSUE = "report_issue"
    PATROL = "patrol"
    DELEGATE = "delegate"
    SEE_DUTIES = "see_duties"
    SEE_OWN_REPORTS = "see_own_reports"
    RECTIFY = "rectify"
    DECIDE_ISSUE = "decide_issue"  # verify, assign, answer an extension, review as the office
    SEE_LEDGER = "see_ledger"
    SEE_FIGURES = "see_figures"
    IMPORT_ROSTER = "import_roster"
    UNBIND = "unbind"
    SEE_PEOPLE = "see_people"  # who is who in the region, bound or not
    SEE_POINTS = "see_points"  # who keeps this: on the sign boards anyway
    SEE_KEEPERS_PHONE = "see_keepers_phone"  # the whole number of a keeper, which others see masked
    APPOINT_KEEPER = "appoint_keeper"  # points without a keeper, and giving them one
    SEE_TREE = "see_tree"


class Scope(StrEnum):
    """How far a permission reaches."""

    OWN = "own"  # the person's own posts and what is assigned to them or was reported by them
    REGION = "region"  # everything in the region of the post, all levels below included


ANYBODY = frozenset(Role)
_ON_DUTY = CHIEFS | KEEPERS | {Role.LIAISON, Role.INSPECTOR, Role.UNIT, Role.MEMBER, Role.OFFICE}

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
        Action.SEE_LEDGER: {
            Role.OFFICE: Scope.REGION,
            Role.INSPECTOR: Scope.REGION,
            Role.GENERAL_CHIEF: Scope.REGION,
            Role.DEPUTY_GENERAL_CHIEF: Scope.REGION,
        },
        Action.SEE_FIGURES: {
            Role.OFFICE: Scope.REGION,
            Role.INSPECTOR: Scope.REGION,
            Role.GENERAL_CHIEF: Scope.REGION,
            Role.DEPUTY_GENERAL_CHIEF: Scope.REGION,
        },
        Action.IMPORT_ROSTER: {Role.OFFICE: Scope.REGION},
        Action.UNBIND: {Role.OFFICE: Scope.REGION},
        Action.SEE_PEOPLE: {Role.OFFICE: Scope.REGION},
        Action.SEE_POINTS: dict.fromkeys(ANYBODY, Scope.OWN),
        Action.SEE_KEEPERS_PHONE: {
            Role.OFFICE: Scope.REGION,
            Role.INSPECTOR: Scope.REGION,
            Role.GENERAL_CHIEF: Scope.REGION,
            Role.DEPUTY_GENERAL_CHIEF: Scope.REGION,
            Role.RIVER_CHIEF: Scope.OWN,
            Role.LAKE_CHIEF: Scope.OWN,
        },
        Action.APPOINT_KEEPER: {Role.OFFICE: Scope.REGION},
        Action.SEE_TREE: dict.fromkeys(ANYBODY, Scope.OWN),
    }
)

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


def may(desk: Desk, action: Action) -> bool:
    """Whether any post held today allows the action somewhere; the public's part is everybody's.

    Who was given a delegation 委托 patrols for the chief that gave it, whatever the own post.
    """
    allowed = TABLE[action]
    if action is Action.PATROL and desk.patrols_for_others:
        return True
    return Role.PUBLIC in allowed or any(seat.role in allowed for seat in desk.seats)


def require(desk: Desk, action: Action) -> None:
    """Refuses an action that none of the person's posts allows."""
    if not may(desk, action):
        raise Refusal("refusal/not_your_role" if desk.on_roster else "refusal/not_bound")


def require_in(desk: Desk, action: Action, region_path: str) -> Seat:
    """The seat that allows the action in a region; refuses where the person has no say."""
    require(desk, action)
    for seat in desk.seats:
        if TABLE[action].get(seat.role) is Scope.REGION and region_path.startswith(seat.region_path):
            return seat
    raise Refusal("refusal/not_your_region")


def require_post(desk: Desk, action: Action, post_id: int | None) -> Seat:
    """The seat of the post itself; refuses anybody who does not hold it today."""
    require(desk, action)
    seat = desk.seat_of(post_id)
    if seat is None or seat.role not in TABLE[action]:
        raise Refusal("refusal/not_your_matter")
    return seat


def regions_of(desk: Desk, action: Action) -> tuple[str, ...]:
    """The region paths in which the person may do the action; refuses when there are none."""
    require(desk, action)
    return tuple(seat.region_path for seat in desk.seats if TABLE[action].get(seat.role) is Scope.REGION)


def guarded(action: Action, step: Step) -> Step:
    """The step behind its row of the table; a handler without this wrapper is refused by a test."""

    @functools.wraps(step)
    async def behind(update: Update, context: Context) -> None:
        require(context.desk, action)
        await step(update, context)

    behind.action = action  # type: ignore[attr-defined]
    return behind
