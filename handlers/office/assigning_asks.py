"""The questions of the dialog 交办: whom, until when, to do what, and the whole for a last look."""

from datetime import date, timedelta

from telegram import InlineKeyboardMarkup

from handlers import keyboards
from handlers.access import Action, require_in
from handlers.context import Context
from handlers.dialogs import ask, ask_again
from handlers.issues.reasons import cancel_row
from handlers.issues.rights import matter_of
from storage.issues import candidates
from storage.issues.candidates import Candidate
from storage.issues.telling import type_name
from storage.models import Draft

NAME = "assigning"
PAGE = 6
LATER = (3, 7, 15)


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    template, keys, told = await _question(context, draft)
    await ask(context, draft, template, keys, **told)


async def _question(context: Context, draft: Draft) -> tuple[str, InlineKeyboardMarkup, dict[str, object]]:
    told: dict[str, object] = {
        key: draft.data.get(key)
        for key in ("number", "place", "due", "requirement", "seat", "bound", "search", "wanted")
    }
    told["type"] = type_name(context.profile, draft.data["type"])
    if draft.step == "assignee":
        found = await _candidates(context, draft)
        start = _start(draft, found)
        shown = found[start : start + PAGE]
        return "office/ask_assignee", _candidate_keys(context, draft, found, start), told | {"shown": shown}
    keys = {"due": _day_keys, "requirement": _back_keys, "preview": _preview_keys}[draft.step]
    return f"office/ask_{draft.step}" if draft.step != "preview" else "office/preview", keys(context, draft), told


async def _candidates(context: Context, draft: Draft) -> list[Candidate]:
    now = await matter_of(context, draft.data["issue_id"])
    path = require_in(context.desk, Action.DECIDE_ISSUE, now.region_path).region_path
    sought = draft.data.get("search") or ""
    if sought:
        return await context.read(candidates.named, now.issue, path, sought, context.today)
    return await context.read(candidates.suggested, now.issue, path, context.today)


async def show_again(context: Context, draft: Draft) -> None:
    """Changes the question that stands there already."""
    template, keys, told = await _question(context, draft)
    await ask_again(context, draft, template, keys, **told)


def _start(draft: Draft, found: list[Candidate]) -> int:
    start = int(draft.data.get("start") or 0)
    return start if start < len(found) else 0


def _candidate_keys(context: Context, draft: Draft, found: list[Candidate], start: int) -> InlineKeyboardMarkup:
    rows = [
        [(context.label("office.candidate", one=one), keyboards.data(NAME, "to", draft.id, one.post_id))]
        for one in found[start : start + PAGE]
    ]
    turns = (("earlier", start - PAGE, start > 0), ("later_page", start + PAGE, start + PAGE < len(found)))
    rows.append(
        [(context.label(f"rectification.{label}"), keyboards.data(NAME, "page", draft.id, max(0, at)))
         for label, at, there in turns if there]
    )  # fmt: skip
    if draft.data.get("search"):
        rows.append([(context.label("office.suggestions"), keyboards.data(NAME, "suggest", draft.id))])
    return keyboards.buttons([row for row in [*rows, cancel_row(context, draft)] if row])


def _day_keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    due = date.fromisoformat(draft.data["due"])
    keys = [
        (context.label("office.later", days=days, due=due + timedelta(days=days)),
         keyboards.data(NAME, "later", draft.id, days))
        for days in LATER
    ]  # fmt: skip
    wanted = draft.data.get("wanted")
    if wanted and context.today.isoformat() <= wanted != draft.data["due"]:
        label = context.label("office.wanted", wanted=date.fromisoformat(wanted))
        keys.insert(0, (label, keyboards.data(NAME, "wanted", draft.id)))
    return keyboards.buttons([*([key] for key in keys), *_back(context, draft)])


def _back_keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    """Ready words for the requirement, but for those that stand there already."""
    ready = enumerate(draft.data.get("ready", []))
    rows = [
        [(words, keyboards.data(NAME, "ready", draft.id, n))]
        for n, words in ready
        if words != draft.data["requirement"]
    ]
    return keyboards.buttons([*rows, *_back(context, draft)])


def _back(context: Context, draft: Draft) -> list[list[keyboards.Button]]:
    return [[(context.label("office.back"), keyboards.data(NAME, "ask", draft.id, "preview"))]]


def _preview_keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    changes = [
        (context.label(f"office.change_{step}"), keyboards.data(NAME, "ask", draft.id, step))
        for step in ("due", "requirement")
    ]
    other = (context.label("office.change_assignee"), keyboards.data(NAME, "suggest", draft.id))
    issue_key = (context.label("office.issue"), keyboards.data(NAME, "issue", draft.id))
    return keyboards.buttons([[issue_key], changes, [other, *cancel_row(context, draft)]])
