"""One point: what it is, who keeps it, under which chief; reporting there, giving it a keeper."""

from collections.abc import Sequence

from telegram import Update

from handlers import keyboards
from handlers.access import TABLE, Action, Scope, may
from handlers.context import Context
from handlers.dialogs import Taps
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import keepers
from handlers.report import dialog as report
from rules.refusals import Refusal
from storage.points import finding
from storage.points.cards import Point
from storage.posts.desks import Desk

POINT = "point"
_LONGEST_NAME = 18


async def say_card(context: Context, point: Point) -> None:
    """One point: what it is, who keeps it, under which chief; reporting something there is one tap away."""
    rows = [[(context.label("points.report"), keyboards.data(POINT, "report", point.id))]]
    if point.water_id is not None:
        rows.append([(context.label("points.tree"), keyboards.data("tree", "w", point.water_id, 0))])
    if not point.keepers and appoints_in(context.desk, point.region_path):
        rows.insert(0, [(context.label("points.appoint"), keyboards.data(POINT, "appoint", point.id))])
    await context.say("points/card", keyboards.buttons(rows), point=point, whole=sees_phones(context.desk, point))


def point_buttons(context: Context, points: Sequence[Point], first: int) -> list[Button]:
    """A button for each point that was found."""
    return [
        (context.label("points.point", n=n, name=point.name[:_LONGEST_NAME]), keyboards.data(POINT, "open", point.id))
        for n, point in enumerate(points, start=first)
    ]


def sees_phones(desk: Desk, point: Point) -> bool:
    """Whether the person sees whole numbers: offices in their region, chiefs of the water, keepers at their own."""
    if desk.person_id is not None and desk.person_id in {keeper.person_id for keeper in point.keepers}:
        return True
    scopes = TABLE[Action.SEE_KEEPERS_PHONE]
    for seat in desk.seats:
        scope = scopes.get(seat.role)
        inside = scope is not None and point.region_path.startswith(seat.region_path)
        if inside and (scope is Scope.REGION or (seat.water_path and point.water_path.startswith(seat.water_path))):
            return True
    return False


def appoints_in(desk: Desk, region_path: str) -> bool:
    """Whether the person may give points of a region their keepers."""
    allowed = TABLE[Action.APPOINT_KEEPER]
    return may(desk, Action.APPOINT_KEEPER) and any(
        region_path.startswith(seat.region_path) for seat in desk.seats if seat.role in allowed
    )


async def open_point(update: Update, context: Context, more: list[str]) -> None:
    """Shows a point of the list."""
    point = await _point(context, more)
    await context.nod()
    await say_card(context, point)


async def report_at(update: Update, context: Context, more: list[str]) -> None:
    """Opens a report at the point."""
    point = await _point(context, more)
    await context.nod()
    await report.begin_at_board(update, context, point.code)


async def appoint(update: Update, context: Context, more: list[str]) -> None:
    """Begins to give this point a keeper."""
    point = await _point(context, more)
    await keepers.begin(context, [point.id])


async def _point(context: Context, more: list[str]) -> Point:
    (water_id,) = ids(more, 1)
    point = await context.read(finding.by_id, water_id, context.today)
    if point is None:
        raise Refusal("refusal/point_gone")
    return point


TAPS = Taps(
    POINT,
    {
        "open": (Action.SEE_POINTS, open_point),
        "report": (Action.REPORT_ISSUE, report_at),
        "appoint": (Action.APPOINT_KEEPER, appoint),
    },
)
