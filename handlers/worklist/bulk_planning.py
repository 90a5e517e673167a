"""What a draft of 批量办理 holds: the order, the posts by which the person decides, and what would be done."""

from datetime import date
from typing import Any

from handlers.access import TABLE, Action, Scope, require
from handlers.context import Context
from handlers.worklist.bulk_asks import LINES
from rules.issue_states import Act
from storage.issues.steps import Hand
from storage.office import bulk as bulks
from storage.office.bulk import Order, Plan, Seat


async def planned(context: Context, told: dict[str, Any]) -> dict[str, Any]:
    """What the draft holds of a plan: what was seen, and the words for showing it."""
    look = context.house.database.read_at_leisure
    found = await look(bulks.plan, own_hand(context), order_in(context, told), seats(context), told["ids"])
    return told | _as_told(found)


def _as_told(found: Plan) -> dict[str, Any]:
    shares: dict[str, int] = {}
    for pick in found.picks:
        shares[pick.whose] = shares.get(pick.whose, 0) + 1
    due = sorted({pick.due_on for pick in found.picks if pick.due_on})
    lines = [
        {"number": pick.number, "type": pick.type, "place": pick.place,
         "due_on": pick.due_on.isoformat() if pick.due_on else None}
        for pick in found.picks[:LINES]
    ]  # fmt: skip
    return {
        "picks": [[pick.seen.issue_id, pick.seen.step_id] for pick in found.picks],
        "lines": lines,
        "shares": shares,
        "dues": [day.isoformat() for day in (due[0], due[-1])] if due else [],
        "excluded": [list(one) for one in found.excluded],
    }


def order_in(context: Context, told: dict[str, Any]) -> Order:
    """The act, and for assigning: to whom, until when, to do what."""
    due = told.get("due")
    return Order(
        act=Act(told["deed"]),
        post_id=told.get("post_id"),
        due_on=date.fromisoformat(due) if due else None,
        words=told.get("words", ""),
        requirements=context.house.speech.labels("requirement"),
    )


def seats(context: Context) -> list[Seat]:
    """The posts by which this person decides; those of small regions first, whose matter it is more nearly."""
    require(context.desk, Action.DECIDE_ISSUE)
    allowed = TABLE[Action.DECIDE_ISSUE]
    held = [seat for seat in context.desk.seats if allowed.get(seat.role) is Scope.REGION]
    return [Seat(seat.region_path, seat.post_id) for seat in sorted(held, key=lambda each: -len(each.region_path))]


def own_hand(context: Context) -> Hand:
    """Whose hand; for which post is decided for each issue."""
    return Hand(context.by(), context.profile, context.today, context.house.is_workday)
