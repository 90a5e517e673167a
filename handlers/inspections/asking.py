"""How each step of an inspection is asked: for which post, announced or not, where, on the way, the end."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import InlineKeyboardMarkup

from handlers import keyboards
from handlers.context import Context
from handlers.dialogs import ask, ask_again
from handlers.inspections import bodies
from handlers.keyboards import Button
from rules.inspections import Mark, Side, Way
from rules.refusals import Refusal
from storage.inspections import view as views
from storage.inspections.going import DIALOG, Step
from storage.inspections.view import InspectionView
from storage.models import Draft

Rows = list[list[Button]]


async def show(context: Context, draft: Draft) -> None:
    """Says the question of the current step, as a new message."""
    await _ASKS[Step(draft.step)](context, draft)


async def refresh(context: Context, draft: Draft) -> None:
    """Says where an inspection under way stands, in the message that stands there already."""
    seen = await read(context, draft)
    template, rows = _ending(context, draft, seen) if draft.step == Step.ENDING else _going(context, draft, seen)
    await ask_again(context, draft, template, keyboards.buttons(rows), **values(context, seen))


async def read(context: Context, draft: Draft) -> InspectionView:
    """The inspection of a draft; refuses one that is gone."""
    seen = await context.read(views.view, draft.data["inspection_id"], context.today)
    if seen is None:
        raise Refusal("refusal/inspection_over")
    return seen


def values(context: Context, seen: InspectionView) -> dict[str, Any]:
    """What the templates about an inspection name."""
    names = {each.code: each.name for each in context.profile.issue_types}
    return {"view": seen, "inspection": seen.inspection, "types": names}


def button(context: Context, draft: Draft, act: str, *more: object, label: str = "", **told: object) -> Button:
    """One button of the dialog, its words named like the act."""
    return context.label(f"inspections.{label or act}", **told), keyboards.data(DIALOG, act, draft.id, *more)


async def _ask_post(context: Context, draft: Draft) -> None:
    rows = [
        [button(context, draft, "post", seat.post_id, role=seat.role, place=seat.unit_name or seat.region_name)]
        for seat in bodies.seats(context.desk)
    ]
    await ask(context, draft, "inspections/ask_post", keyboards.buttons([*rows, [button(context, draft, "drop")]]))


async def _ask_way(context: Context, draft: Draft) -> None:
    rows = [[button(context, draft, "way", way, label=f"way_{way}")] for way in Way]
    await ask(context, draft, "inspections/ask_way", keyboards.buttons([*rows, [button(context, draft, "drop")]]))


async def _ask_where(context: Context, draft: Draft) -> None:
    found = draft.data.get("spots") or []
    if not found:
        await context.say("inspections/ask_where", keyboards.place_request(context), way=Way(draft.data["way"]))
        return
    rows = [
        [button(context, draft, "spot", kind, spot_id, name=name, region=region)]
        for kind, spot_id, name, region in found
    ]
    await ask(context, draft, "inspections/ask_spot", keyboards.buttons(rows), count=len(found))


async def _ask_going(context: Context, draft: Draft) -> None:
    seen = await read(context, draft)
    template, rows = _ending(context, draft, seen) if draft.step == Step.ENDING else _going(context, draft, seen)
    await ask(context, draft, template, keyboards.buttons(rows), **values(context, seen))


def _going(context: Context, draft: Draft, seen: InspectionView) -> tuple[str, Rows]:
    rows = [[button(context, draft, "found")], [button(context, draft, "end")]]
    if not seen.findings:
        rows.append([button(context, draft, "ask_give_up")])
    return "inspections/going", rows


def _ending(context: Context, draft: Draft, seen: InspectionView) -> tuple[str, Rows]:
    given = dict(seen.marks)
    rows = [
        [
            button(context, draft, "mark", side, each, side=side, mark=each, chosen=given.get(side) is each)
            for each in Mark
        ]
        for side in Side
    ]
    return "inspections/ending", [*rows, [button(context, draft, "conclude")], [button(context, draft, "on")]]


def confirm_give_up(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    """Asked once more: nothing of it would be left."""
    return keyboards.buttons([[button(context, draft, "give_up"), button(context, draft, "on", label="keep")]])


_ASKS: Mapping[Step, Callable[[Context, Draft], Awaitable[None]]] = {
    Step.POST: _ask_post,
    Step.WAY: _ask_way,
    Step.WHERE: _ask_where,
    Step.GOING: _ask_going,
    Step.ENDING: _ask_going,
}
