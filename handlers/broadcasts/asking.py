"""How each step of writing a notice is asked: the words and the buttons."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from handlers import keyboards
from handlers.context import Context
from handlers.dialogs import ask, ask_again
from handlers.keyboards import Button
from rules import periods
from rules.broadcasts import MOST_ENCLOSURES
from rules.periods import Period
from rules.quiet import earliest
from rules.typed_moments import REPEATS
from storage.broadcasts import audience, offers, seats
from storage.broadcasts.audience import Audience
from storage.models import Draft

NAME = "broadcast"
PAGE = 8
DUE_DAYS = (1, 3, 7)
FIRST_NAMES = 8
Rows = list[list[Button]]


async def show(context: Context, draft: Draft, *, again: bool = False) -> None:
    """Asks the current question: below what was said, or `again` in the message that asks it already."""
    values, rows = await _STEPS[draft.step](context, draft)
    rows = [row for row in (*rows, [button(context, draft, "drop")]) if row]
    say = ask_again if again else ask
    told = {"data": draft.data, "most": MOST_ENCLOSURES, **values}
    await say(context, draft, f"broadcast/ask_{draft.step}", keyboards.buttons(rows), **told)


def button(context: Context, draft: Draft, act: str, *more: object, label: str = "", **values: object) -> Button:
    """One button of the dialog, its words named like the act."""
    return context.label(f"broadcast.{label or act}", **values), keyboards.data(NAME, act, draft.id, *more)


def chosen(draft: Draft) -> Audience:
    """The audience as chosen so far."""
    return Audience.of(draft.data["audience"])


def local(context: Context) -> datetime:
    """The moment it is, here."""
    return context.now.astimezone(context.house.zone)


def held_until(context: Context, draft: Draft) -> datetime | None:
    """When the quiet hours are over in which it would go out; None if it goes out at its time."""
    at = datetime.fromisoformat(draft.data["at"]) if draft.data["at"] else context.now
    opens = earliest(at.astimezone(context.house.zone), context.profile.quiet, context.house.is_workday)
    return opens if opens > at and not draft.data["urgent"] else None


async def _content(context: Context, draft: Draft) -> tuple[dict[str, Any], Rows]:
    has_any = bool(draft.data["words"] or draft.data["files"])
    row = [button(context, draft, "next"), button(context, draft, "clear")] if has_any else []
    return {}, [row]


async def _audience(context: Context, draft: Draft) -> tuple[dict[str, Any], Rows]:
    told, path = chosen(draft), draft.data["path"]
    reach = await context.read(audience.reach, told, path, context.today)
    said = await context.read(offers.said, told)
    kinds = [button(context, draft, "kind", kind, label=f"by_{kind}", n=len(said.get(kind, ())))
             for kind in offers.KINDS]  # fmt: skip
    every = [button(context, draft, "everybody", chosen=told.everybody)]
    if told.as_json() != Audience().as_json():
        every.append(button(context, draft, "nobody"))
    on = [button(context, draft, "next", label="to_confirm", count=reach.total, groups=len(told.groups))]
    rows = [*map(list, keyboards.in_rows(kinds, 2)), every, on]
    return {"reach": reach, "said": said, "everybody": told.everybody}, rows


async def _pick(context: Context, draft: Draft) -> tuple[dict[str, Any], Rows]:
    kind, words, offset = draft.data["kind"], draft.data["search"], draft.data["offset"]
    found = await context.read(offers.offers, kind, draft.data["path"], words, context.today)
    taken = set(getattr(chosen(draft), kind))
    rows: Rows = [
        [button(context, draft, "pick", one.value, name=one.name, chosen=one.value in taken)]
        for one in found[offset : offset + PAGE]
    ]
    steps = (("previous", offset - PAGE), ("next_page", offset + PAGE))
    rows.append([button(context, draft, "page", to, label=key) for key, to in steps if 0 <= to < len(found)])
    if kind == "lists":
        rows.append([button(context, draft, "new_list")])
    rows.append([button(context, draft, "picked", count=len(taken))])
    return {"kind": kind, "words": words, "total": len(found)}, rows


async def _list(context: Context, draft: Draft) -> tuple[dict[str, Any], Rows]:
    return {}, [[button(context, draft, "back", "audience", label="back")]]


async def _list_name(context: Context, draft: Draft) -> tuple[dict[str, Any], Rows]:
    found = draft.data["matched"]
    values = {"count": len(found["people"]) + len(found["posts"]), "unknown": found["unknown"],
              "several": found["several"]}  # fmt: skip
    return values, [[button(context, draft, "back", "audience", label="back")]]


async def _confirm(context: Context, draft: Draft) -> tuple[dict[str, Any], Rows]:
    data, told = draft.data, chosen(draft)
    path, today = data["path"], context.today
    reach = await context.read(audience.reach, told, path, today)
    names = await context.read(seats.addressed, told, path, today, 0, FIRST_NAMES)
    said = await context.read(offers.said, told)
    switches = [button(context, draft, "switch", key, label=f"with_{key}", on=data[key])
                for key in ("wants_receipt", "wants_done", "urgent")]  # fmt: skip
    times = [button(context, draft, "when"), button(context, draft, "repeat")]
    asks_due = [button(context, draft, "due")] if data["wants_receipt"] or data["wants_done"] else []
    back = [button(context, draft, "back", step, label=f"back_{step}") for step in ("content", "audience")]
    send = button(context, draft, "send", label="send_later" if data["at"] else "send", count=reach.total,
                  groups=len(told.groups), at=data["at"])  # fmt: skip
    names_key = [button(context, draft, "names", count=reach.total)] if reach.total else []
    rows = [[button(context, draft, "trial"), *names_key], switches[:2],
            [switches[2], *asks_due], times, back, [send]]  # fmt: skip
    at, every = data["at"], Period(data["every"]) if data["every"] else None
    return {
        "reach": reach,
        "names": names,
        "said": said,
        "everybody": told.everybody,
        "at": at,
        "every": every,
        "held": held_until(context, draft),
    }, rows


async def _due(context: Context, draft: Draft) -> tuple[dict[str, Any], Rows]:
    first = _first_day(context, draft)
    days = [(days, first + timedelta(days=days)) for days in DUE_DAYS]
    named = [button(context, draft, "due_on", day.isoformat(), label="due_in", days=n, day=day) for n, day in days]
    return {}, [[one] for one in named] + [[button(context, draft, "due_on", "none", label="no_due")]]


async def _when(context: Context, draft: Draft) -> tuple[dict[str, Any], Rows]:
    now = local(context).replace(second=0, microsecond=0)
    tomorrow = (now + timedelta(days=1)).replace(hour=9, minute=0)
    monday = (now + timedelta(days=7 - now.weekday())).replace(hour=9, minute=0)
    moments = dict.fromkeys((tomorrow, monday))
    named = [button(context, draft, "at", f"{at:%Y%m%dT%H%M}", label="at_moment", at=at.isoformat()) for at in moments]
    rows = [[one] for one in named]
    return {}, [*rows, [button(context, draft, "at", "now", label="at_once")]]


async def _every(context: Context, draft: Draft) -> tuple[dict[str, Any], Rows]:
    named = [button(context, draft, "every", each.value, label="each", word=each.word) for each in REPEATS]
    return {}, [*map(list, keyboards.in_rows(named, 3)), [button(context, draft, "every", "none", label="only_once")]]


async def _until(context: Context, draft: Draft) -> tuple[dict[str, Any], Rows]:
    first = _first_day(context, draft)
    ends = [periods.span(each, first).last for each in (Period.QUARTER, Period.YEAR)]
    next_year = periods.span(Period.YEAR, date(first.year + 1, 1, 1)).last
    days = [day for day in dict.fromkeys((*ends, next_year)) if day > first]
    named = [[button(context, draft, "until", day.isoformat(), day=day)] for day in days]
    named.append([button(context, draft, "every", "none", label="only_once")])
    return {"word": Period(draft.data["every"]).word}, named


def _first_day(context: Context, draft: Draft) -> date:
    """The day on which it goes out first."""
    at = draft.data["at"]
    return datetime.fromisoformat(at).astimezone(context.house.zone).date() if at else context.today


_STEPS: Mapping[str, Callable[[Context, Draft], Awaitable[tuple[dict[str, Any], Rows]]]] = {
    "content": _content,
    "audience": _audience,
    "pick": _pick,
    "list": _list,
    "list_name": _list_name,
    "confirm": _confirm,
    "due": _due,
    "when": _when,
    "every": _every,
    "until": _until,
}
