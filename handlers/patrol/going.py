"""The one message of a patrol that goes on: what is noted, what is left to look at, the buttons."""

from telegram import InlineKeyboardMarkup

from handlers import keyboards
from handlers.context import Context
from handlers.dialogs import ask, ask_again
from handlers.keyboards import Button
from storage.models import Draft, PatrolState
from storage.patrols import view as patrol_view
from storage.patrols.view import PatrolView

NUMBERS_IN_A_ROW = 5


async def show(context: Context, draft: Draft) -> None:
    """Says where the patrol stands, as a new message."""
    await say(context, draft, await read(context, draft))


async def say(context: Context, draft: Draft, view: PatrolView) -> None:
    """As `show`, the patrol being read already."""
    await ask(context, draft, "patrol/going", _keyboard(context, draft, view), **_values(context, view))


async def refresh(context: Context, draft: Draft) -> None:
    """Says it in the message that stands there already."""
    await say_again(context, draft, await read(context, draft))


async def say_again(context: Context, draft: Draft, view: PatrolView) -> None:
    """As `refresh`, the patrol being read already."""
    await ask_again(context, draft, "patrol/going", _keyboard(context, draft, view), **_values(context, view))


async def read(context: Context, draft: Draft) -> PatrolView:
    """Where the patrol stands now."""
    return await context.read(patrol_view.view, context.profile, draft.data["patrol_id"], context.now)


def button(context: Context, draft: Draft, act: str, *more: object, label: str = "", **values: object) -> Button:
    """One button of the patrol's dialog, its words named like the act."""
    words = context.label(f"patrol.{label or act}", **values)
    return words, keyboards.data("patrol", act, draft.id, *more)


def _values(context: Context, view: PatrolView) -> dict[str, object]:
    return {"view": view, "patrol": view.patrol, "minutes": int(view.judged.facts.minutes)}


def _keyboard(context: Context, draft: Draft, view: PatrolView) -> InlineKeyboardMarkup:
    if view.patrol.state is PatrolState.PAUSED:
        rows = [[button(context, draft, "go")], [button(context, draft, "ask_cancel"), button(context, draft, "end")]]
        return keyboards.buttons(rows)
    numbers = [
        button(context, draft, "abnormal", thing.code, number=number)
        for number, (thing, _) in enumerate(view.looked, start=1)
    ]
    last = [button(context, draft, "pause"), button(context, draft, "ask_cancel")]
    if view.patrol.mode == "later":
        last = last[1:]
    every = [] if view.all_looked_at and not view.abnormal else [_all(context, draft, view)]
    rows = [[each] for each in every] + [list(row) for row in keyboards.in_rows(numbers, NUMBERS_IN_A_ROW)]
    end = [button(context, draft, "end")]
    return keyboards.buttons([end, *rows, last] if view.all_looked_at else [*rows, last, end])


def _all(context: Context, draft: Draft, view: PatrolView) -> Button:
    return button(context, draft, "all", label="rest" if view.found else "all")
