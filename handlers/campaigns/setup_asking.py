"""How each step of opening a campaign is asked: the words and the buttons."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from typing import Any

from handlers import keyboards
from handlers.context import Context
from handlers.dialogs import ask, ask_again
from handlers.keyboards import Button
from rules import periods
from rules.campaigns import topics
from rules.periods import Period
from storage.campaigns import choosing, reading
from storage.models import Draft

NAME = "campaign_setup"
STEPS = ("name", "from", "until", "waters", "topics", "members", "confirm")
LENGTHS = (7, 14, 30, 90)  # days, both ends included
Rows = list[list[Button]]


async def show(context: Context, draft: Draft, *, again: bool = False) -> None:
    """Asks the current question: below what was said, or `again` in the message that asks it already."""
    values = await _values(context, draft)
    rows = [*await _ROWS[draft.step](context, draft, values), [button(context, draft, "drop")]]
    say = ask_again if again else ask
    await say(context, draft, f"campaign/ask_{draft.step}", keyboards.buttons(rows), **values)


def button(context: Context, draft: Draft, act: str, *more: object, label: str = "", **values: object) -> Button:
    """One button of the dialog, its words named like the act."""
    return context.label(f"campaign_setup.{label or act}", **values), keyboards.data(NAME, act, draft.id, *more)


def following(draft: Draft, step: str) -> str:
    """The step that comes next; once all was told, the preview."""
    return "confirm" if draft.data.get("whole") else step


async def _values(context: Context, draft: Draft) -> dict[str, Any]:
    data = draft.data
    waters = await context.read(choosing.waters, data["waters"]) if draft.step == "confirm" else []
    unbound = await context.read(choosing.unbound, data["members"]) if draft.step == "confirm" else 0
    listed = data["found"] or data.get(draft.step, [])[data["offset"] : data["offset"] + choosing.MOST]
    choices = []
    if draft.step in ("waters", "members"):
        look = choosing.waters if draft.step == "waters" else choosing.people
        choices = await context.read(look, listed)
    told = 0
    if data["campaign_id"] is not None:
        told = len(await context.read(reading.member_ids, data["campaign_id"]))
    return {
        "data": data,
        "waters": [each.name for each in waters],
        "choices": choices,
        "people": len(data["members"]) + len(data["new"]),
        "unbound": unbound + len(data["new"]),
        "told": told,
        "today": context.today,
    }


async def _nothing(context: Context, draft: Draft, values: dict[str, Any]) -> Rows:
    return []


async def _from_rows(context: Context, draft: Draft, values: dict[str, Any]) -> Rows:
    today = context.today
    first_of_next = periods.following(Period.MONTH, periods.span(Period.MONTH, today)).first
    days = {0: today, 1: today + timedelta(days=1), 2: today + timedelta(days=7 - today.weekday()), 3: first_of_next}
    named = [button(context, draft, "day", day.isoformat(), label="first", n=n, day=day) for n, day in days.items()]
    return [list(row) for row in keyboards.in_rows(named, 2)]


async def _until_rows(context: Context, draft: Draft, values: dict[str, Any]) -> Rows:
    first = date.fromisoformat(draft.data["from_on"])
    if draft.data["campaign_id"] is not None:
        first = max(date.fromisoformat(draft.data["until_on"]) + timedelta(days=1), context.today)
    lasts = {days: first + timedelta(days=days - 1) for days in LENGTHS}
    named = [
        button(context, draft, "day", last.isoformat(), label="last", days=days, last=last,
               more=draft.data["campaign_id"] is not None)
        for days, last in lasts.items() if last >= context.today
    ]  # fmt: skip
    return [list(row) for row in keyboards.in_rows(named, 2)]


async def _topic_rows(context: Context, draft: Draft, values: dict[str, Any]) -> Rows:
    chosen = draft.data["topics"]
    named = [
        button(context, draft, "topic", place, name=name, chosen=name in chosen)
        for place, name in enumerate(topics(context.profile.issue_types))
    ]
    return [*map(list, keyboards.in_rows(named, 3)), _next(context, draft, len(chosen))]


async def _choice_rows(context: Context, draft: Draft, values: dict[str, Any]) -> Rows:
    chosen, offset = draft.data[draft.step], draft.data["offset"]
    rows: Rows = [
        [button(context, draft, "pick", each.id, name=each.name, beside=each.beside, chosen=each.id in chosen)]
        for each in values["choices"]
    ]
    steps = (("previous", offset - choosing.MOST), ("next_page", offset + choosing.MOST))
    if draft.data["found"]:
        rows.append([button(context, draft, "page", 0, label="chosen", count=len(chosen))])
    elif len(chosen) > choosing.MOST:
        rows.append([button(context, draft, "page", to, label=key) for key, to in steps if 0 <= to < len(chosen)])
    return rows


async def _water_rows(context: Context, draft: Draft, values: dict[str, Any]) -> Rows:
    return [*await _choice_rows(context, draft, values), _next(context, draft, len(draft.data["waters"]))]


async def _member_rows(context: Context, draft: Draft, values: dict[str, Any]) -> Rows:
    committee = len(await context.read(choosing.committee, (draft.data["path"],), context.today))
    rows = await _choice_rows(context, draft, values)
    if committee:
        rows.append([button(context, draft, "every", count=committee)])
    rows.append([button(context, draft, "sheet")])
    if draft.data["new"]:
        rows[-1].append(button(context, draft, "none", count=len(draft.data["new"])))
    return [*rows, _next(context, draft, values["people"])]


async def _confirm_rows(context: Context, draft: Draft, values: dict[str, Any]) -> Rows:
    changes = [button(context, draft, "back", step, label=f"back_{step}") for step in STEPS[:-1]]
    return [[button(context, draft, "publish", count=values["people"])], *map(list, keyboards.in_rows(changes, 3))]


def _next(context: Context, draft: Draft, count: int) -> list[Button]:
    saves = draft.data["campaign_id"] is not None
    had = set(draft.data.get("had", ()))
    now = set(draft.data[draft.step])
    added, removed = len(now - had) + len(draft.data["new"]), len(had - now)
    return [button(context, draft, "next", label="save" if saves else f"next_{draft.step}", count=count, added=added,
                   removed=removed)]  # fmt: skip


_ROWS: Mapping[str, Callable[[Context, Draft, dict[str, Any]], Awaitable[Rows]]] = {
    "name": _nothing,
    "from": _from_rows,
    "until": _until_rows,
    "waters": _water_rows,
    "topics": _topic_rows,
    "members": _member_rows,
    "confirm": _confirm_rows,
}
