"""The questions of ordering a measure: about whom, why, asked of which superior or handed to which body; the whole."""

from typing import Any

from telegram import InlineKeyboardMarkup

from handlers import keyboards
from handlers.context import Context
from handlers.dialogs import ask, ask_again
from handlers.keyboards import Button
from rules.ladder import MeasureRules
from rules.measures import MeasureKind
from rules.refusals import Refusal
from rules.roles import CHIEFS, Role
from rules.workdays import add_workdays
from storage.measures import subjects
from storage.measures.subjects import Subject
from storage.models import Draft
from storage.posts.superiors import superiors

NAME = "measure_order"
MOST_FOUND = 8
MOST_POSTS = 100
OFFICE_ITSELF = 0
HOSTS = CHIEFS | {Role.OFFICE}
Rows = list[list[Button]]


def next_step(data: dict[str, Any]) -> str:
    """What to ask next, by what was told already."""
    kind = MeasureKind(data["kind"])
    if not data.get("posts") or "as_unit" not in data:
        return "posts"
    if not data.get("why"):
        return "why"
    if kind is MeasureKind.INTERVIEW and data.get("superior") is None:
        return "superior"
    if kind is MeasureKind.CLUES and not data.get("body"):
        return "body"
    return "preview"


def rung_of(context: Context, kind: MeasureKind) -> MeasureRules:
    """The rules of a kind; refuses one that the jurisdiction does not have."""
    rung = context.profile.ladder.rung(kind)
    if rung is None:
        raise Refusal("refusal/no_such_measure", kind=kind)
    return rung


async def chosen(context: Context, draft: Draft) -> list[Subject]:
    """Who it is about so far."""
    return await context.read(subjects.of_posts, draft.data["posts"], draft.data["path"], context.today)


async def hosts(context: Context, draft: Draft) -> list[Subject]:
    """Who may be asked to hold the interview: by name, else the superiors of those it is about."""
    roles = rung_of(context, MeasureKind.INTERVIEW).ordered_by & HOSTS
    search = draft.data.get("search") or ""
    if search:
        found = await context.read(subjects.named, search, "/", context.today)
    else:
        above = await context.read(superiors, draft.data["posts"], context.today)
        posts = list(dict.fromkeys(each.post_id for people in above.values() for each in people))
        found = await context.read(subjects.of_posts, posts, "/", context.today)
    return [each for each in found if each.role in roles and each.post_id not in draft.data["posts"]][:MOST_FOUND]


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    values, keys = await question(context, draft)
    await ask(context, draft, f"measures/ask_{draft.step}", keys, **values)


async def show_again(context: Context, draft: Draft) -> None:
    """Changes the question that stands there already."""
    values, keys = await question(context, draft)
    await ask_again(context, draft, f"measures/ask_{draft.step}", keys, **values)


async def question(context: Context, draft: Draft) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    """What the current step names and its buttons."""
    data = draft.data
    kind = MeasureKind(data["kind"])
    values: dict[str, Any] = {"kind": kind, "search": data.get("search", ""), "why": data.get("why", "")}
    values["chosen"] = await chosen(context, draft)
    rows: Rows = []
    if draft.step == "posts":
        rows = await _post_rows(context, draft, kind)
    elif draft.step == "superior":
        rows = await _host_rows(context, draft)
    elif draft.step == "body":
        rows = [[_tap(draft, "body", name, n)] for n, name in enumerate(context.profile.ladder.bodies)]
    elif draft.step == "preview":
        rows = [[_tap(draft, "order", context.label("measures.order", kind=kind))], _changes(context, draft)]
    values["found"] = sum(":post:" in told or (":host:" in told and not told.endswith(f":{OFFICE_ITSELF}"))
                          for row in rows for _, told in row)  # fmt: skip
    values |= await _preview(context, draft, kind) if draft.step == "preview" else {}
    return values, keyboards.buttons(
        [*(row for row in rows if row), [_tap(draft, "drop", context.label("measures.drop"))]]
    )


async def _post_rows(context: Context, draft: Draft, kind: MeasureKind) -> Rows:
    data, posts = draft.data, set(draft.data["posts"])
    found = []
    if data.get("search"):
        found = (await context.read(subjects.named, data["search"], data["path"], context.today))[:MOST_FOUND]
    rows = [
        [_tap(draft, "post", context.label("measures.post", one=each, chosen=each.post_id in posts), each.post_id)]
        for each in found
    ]
    if posts:
        whom = [("person", 0)] if kind is MeasureKind.CLUES else [("person", 0), ("unit", 1)]
        rows.append([_tap(draft, "as", context.label(f"measures.as_{word}", count=len(posts)), n) for word, n in whom])
    return rows


async def _host_rows(context: Context, draft: Draft) -> Rows:
    found = await hosts(context, draft)
    rows = [[_tap(draft, "host", each.as_person[:40], each.post_id)] for each in found]
    if Role.OFFICE in rung_of(context, MeasureKind.INTERVIEW).ordered_by:
        rows.append([_tap(draft, "host", context.label("measures.office_itself"), OFFICE_ITSELF)])
    return rows


async def _preview(context: Context, draft: Draft, kind: MeasureKind) -> dict[str, Any]:
    data, rung = draft.data, rung_of(context, kind)
    due = data.get("due")
    if due is None and rung.reply_days and kind is not MeasureKind.INTERVIEW:
        due = add_workdays(context.today, rung.reply_days, context.house.is_workday).isoformat()
    host = None
    if data.get("superior"):
        host = next(iter(await context.read(subjects.of_posts, [data["superior"]], "/", context.today)), None)
    return {"as_unit": data.get("as_unit", False), "due": due, "host": host, "body": data.get("body", ""),
            "evidence": data.get("evidence", {}), "days": rung.reply_days}  # fmt: skip


def _changes(context: Context, draft: Draft) -> list[Button]:
    kind = MeasureKind(draft.data["kind"])
    steps = ["why"] + (["due"] if kind.is_answered else []) + (["superior"] if kind is MeasureKind.INTERVIEW else [])
    return [_tap(draft, "ask", context.label(f"measures.change_{each}"), each) for each in steps]


def _tap(draft: Draft, act: str, words: str, *more: object) -> Button:
    return words, keyboards.data(NAME, act, draft.id, *more)
