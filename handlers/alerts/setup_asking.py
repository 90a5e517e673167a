"""How each step of setting an alert is asked: the words and the buttons."""

from datetime import date, timedelta
from typing import Any

from handlers import keyboards
from handlers.access import Action, require_in
from handlers.context import Context
from handlers.dialogs import ask
from handlers.keyboards import Button
from rules.alerts import AlertKind, Colour
from rules.refusals import Refusal
from storage.alerts import finding, reading
from storage.alerts.finding import POST, WATER, Place
from storage.models import Draft

NAME = "alert_setup"
LENGTHS = (7, 15, 30, 90)  # days, both ends included


async def show(context: Context, draft: Draft) -> None:
    """Asks what is not said yet."""
    values = await _values(context, draft)
    rows = [*_rows(context, draft, values), [button(context, draft, "drop")]]
    await ask(context, draft, "alert/ask", keyboards.buttons(rows), **values)


async def place_of(context: Context, draft: Draft) -> Place:
    """The water or post that was chosen; refuses one of another region."""
    place = await context.read(finding.place, draft.data["kind"], draft.data["place"], context.today)
    if place is None:
        raise Refusal("refusal/button_too_old")
    require_in(context.desk, Action.KEEP_ALERTS, place.region_path)
    return place


async def _values(context: Context, draft: Draft) -> dict[str, Any]:
    data, step = draft.data, draft.step
    found = [await context.read(finding.place, kind, place, context.today) for kind, place in data["found"]]
    place = await place_of(context, draft) if "place" in data else None
    people: list[str] = []
    if step == "confirm" and place is not None:
        bound = await context.read(reading.bound_by, *place.water_and_post, context.today)
        people = list(dict.fromkeys(one.name for one in bound))
    rules = [rule for rule in context.profile.alerts if rule.colour == data.get("colour")]
    return {"step": step, "data": data, "place": place, "people": people, "rules": rules,
            "found": [each for each in found if each is not None], "water": WATER, "post": POST}  # fmt: skip


def _rows(context: Context, draft: Draft, values: dict[str, Any]) -> list[list[Button]]:
    today = context.today
    if draft.step == "place":
        return [[button(context, draft, "place", each.kind, each.id, place=each)] for each in values["found"]]
    if draft.step == "colour":
        return [[button(context, draft, "colour", c.value, k.value, colour=c.value, kind=k) for k in AlertKind]
                for c in Colour]  # fmt: skip
    if draft.step == "from":
        days = [today, today + timedelta(days=1), today + timedelta(days=7 - today.weekday())]
        return [[button(context, draft, "from", day.isoformat(), n=n, day=day)] for n, day in enumerate(days)]
    if draft.step == "until":
        first = date.fromisoformat(draft.data["from_on"])
        lasts = [(days, first + timedelta(days=days - 1)) for days in LENGTHS]
        named = [button(context, draft, "until", last.isoformat(), days=days, last=last) for days, last in lasts]
        return [list(row) for row in keyboards.in_rows(named, 2)]
    return [[button(context, draft, "publish")]] if draft.step == "confirm" else []


def button(context: Context, draft: Draft, act: str, *more: object, **values: object) -> Button:
    """One button of the dialog."""
    return context.label(f"alert.{act}", **values), keyboards.data(NAME, act, draft.id, *more)
